// Every setting of a task as rows: what is in the opened row of the task table, and below the table in Markdown.
import type { Fact, Task, Value } from '#model'
import { assumptionWords, factWords } from './fact-words.ts'
import { row, type FactRow } from './fact-rows.ts'

const whenNot = <T extends Value>(value: T | undefined, usual: T): T | undefined => (value === usual ? undefined : value)

const retryRows = (task: Task): FactRow[] => [
  row('Retries', task.retries),
  row('Retry delay', task.retryDelayMs, 'duration'),
  row('Longest retry delay', task.maxRetryDelayMs, 'duration'),
  row('Delay grows with each retry', whenNot(task.retryExponentialBackoff, false)),
  row('Timeout', task.executionTimeoutMs ?? undefined, 'duration'),
]

const limitRows = (task: Task): FactRow[] => [
  row('Pool', task.pool, 'name'),
  row('Pool slots', task.poolSlots),
  row('Priority', task.priorityWeight),
  row('Priority counts', task.weightRule),
  row('Queue', task.queue, 'name'),
  row('At most at once, over all runs', task.maxActiveTisPerDag),
  row('At most at once in a run', task.maxActiveTisPerDagrun),
  row('Waits for its own last run', whenNot(task.dependsOnPast, false)),
  row('Waits until the tasks after it have run last time', whenNot(task.waitForDownstream, false)),
  row('Ignores rules of later tasks when it skips them', task.ignoreDownstreamTriggerRules),
  row('Fails the run when it fails', task.onFailureFailDagrun),
]

const sensorRows = ({ sensor, waitsFor }: Task): FactRow[] => [
  row('Sensor mode', sensor?.mode),
  row('Looks every', sensor?.pokeIntervalMs, 'duration'),
  row('Gives up after', sensor?.timeoutMs, 'duration'),
  row('Is skipped rather than failed when it gives up', sensor?.softFail),
  row('Waits for DAG', waitsFor?.dagId, 'name'),
  row('Waits for tasks', waitsFor?.taskIds, 'names'),
  row('Waits for group', waitsFor?.groupId, 'name'),
  row('Looks back by', waitsFor?.executionDeltaMs, 'duration'),
  row('Waits for states', waitsFor?.allowedStates, 'names'),
  row('Fails on states', waitsFor?.failedStates, 'names'),
  row('Is skipped on states', waitsFor?.skippedStates, 'names'),
]

const triggerRows = ({ trigger }: Task): FactRow[] => [
  row('Triggers', trigger?.dagId, 'name'),
  row('For the date', trigger?.logicalDate, 'name'),
  row('Waits for the run it starts', trigger?.waitForCompletion),
  row('Clears a run of the same date', trigger?.resetDagRun),
]

const decisionRows = ({ branch }: Task): FactRow[] => {
  if (branch === undefined) return []
  const decisions = (branch.decide ?? []).map((decision): FactRow =>
    row(decision.if === undefined ? 'Otherwise goes to' : `Goes to, if ${decision.if}`, decision.to, 'names'))
  return decisions.length > 0 ? decisions : [row('Can go to', branch.to, 'names')]
}

const timesRow = ({ mapped, repeat }: Task): FactRow[] => [
  ...(mapped === undefined ? [] : [row('Runs once for each of', mapped.over), row('How many', mapped.length)]),
  ...(repeat === undefined ? [] : [row('Exists once for each of', repeat.of, 'name'), row('How many', repeat.max === null ? `${repeat.min} or more` : `${repeat.min} to ${repeat.max}`)]),
]

/** The rows of a task, what every task has first. `after` are the tasks it waits for. */
export const taskRows = (task: Task, after: readonly string[]): FactRow[] => [
  row('Operator', task.operatorClass ?? task.operator, 'name'),
  row('Exists if', task.when, 'name'),
  row('Runs after', [...after], 'names'),
  row('Trigger rule', task.triggerRule, 'name'),
  row('Setup', task.setup === true ? true : undefined), row('Teardown', task.teardown === true ? true : undefined),
  ...timesRow(task), ...decisionRows(task), ...triggerRows(task), ...sensorRows(task), ...retryRows(task), ...limitRows(task),
  row('Owner', task.owner),
  row('Reads', task.reads, 'names'),
  row('Writes', task.writes?.map((write): string => `${factWords(write.table)} (${write.mode}${write.partition === undefined ? '' : ` by ${factWords(write.partition)}`})`)),
  row('Inlets', task.inlets, 'names'), row('Outlets', task.outlets, 'names'),
  ...(task.callbacks ?? []).map((callback) => row(`On ${callback.on}`, callbackWords(callback.name, callback.triggers))),
  row('Rendered at run time', task.templateFields, 'names'),
  ...(task.assumptions ?? []).map((assumption) => row('Assumed', assumptionWords(assumption))),
]

/** What a callback does, in words. */
export const callbackWords = (name: Fact<string> | undefined, triggers: readonly Fact<string>[] | undefined): string => {
  const calls = name === undefined ? [] : [`calls ${factWords(name)}`]
  const starts = (triggers ?? []).length === 0 ? [] : [`triggers ${triggers!.map((dagId) => factWords(dagId)).join(', ')}`]
  return [...calls, ...starts].join(', ') || 'does something'
}
