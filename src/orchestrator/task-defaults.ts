// The defaults that all tasks of internal DAGs and orchestrators have, and whom they tell.
import { hours, minutes, type CallbackSpec, type Options, type TaskDefaults } from '#author'
import type { Settings } from './settings.ts'

const tell = (callable: `${string}:${string}`, channel: string | undefined): CallbackSpec | undefined =>
  !channel ? undefined : { callable, kwargs: { channel } }

const common = (owner: string | undefined, emails: readonly string[] | undefined, channel: string | undefined): Options<TaskDefaults> => ({
  owner: owner ?? 'ds-data-engineering-team', startDate: '2023-07-01',
  email: emails, emailOnFailure: true, emailOnRetry: true,
  onFailure: tell('orchestrator.slack:notify_failure', channel), onSuccess: tell('orchestrator.slack:notify_success', channel),
})

/** The defaults of an internal DAG's tasks. */
export const internalDefaults = (settings: Settings, dag: string): Options<TaskDefaults> => ({
  ...common(settings.ofDag(dag, 'owner'), settings.ofDag(dag, 'emails'), settings.ofDag(dag, 'slackChannel')),
  executionTimeout: hours(3), retries: 1, retryDelay: minutes(10),
})

/** The defaults of an orchestrator's tasks. Without a channel they tell the one called `{name}-{run type}-alerts`. */
export const orchestratorDefaults = (settings: Settings, runType: string): Options<TaskDefaults> => {
  const channel = settings.ofRunType(runType, 'slackChannel')
  return {
    ...common(settings.ofRunType(runType, 'owner'), settings.ofRunType(runType, 'emails'), !channel ? `${settings.pipelineName}-${runType}-alerts` : channel),
    executionTimeout: hours(neededHours(settings, runType, 'executionTimeoutHours')), retries: 0,
  }
}

/** A number of hours that every run type has to have. */
export const neededHours = (settings: Settings, runType: string, key: 'executionTimeoutHours' | 'dagrunTimeoutHours' | 'triggeredDagTimeoutHours'): number => {
  const value = settings.ofRunType(runType, key)
  if (value === undefined) throw new Error(`Run type '${runType}' needs ${key}: set it for the run type or in orchestrators.defaults`)
  return value
}
