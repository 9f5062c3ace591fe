// The tasks that run a workflow on GitHub and wait for its end.
import { hours, type Json, type TaskRef } from '#author'
import type { TableDag } from './table-dag.ts'

/** Options of `newTasksRunGithubWorkflow`. Repository, workflow and token come from the config unless given. */
export interface GithubWorkflowOptions {
  /** Inputs of the workflow. */
  readonly inputs?: { readonly [name: string]: Json }
  /** A template that fetches the token; never the token itself. */
  readonly githubToken?: string
  /** `owner/name` of the repository. */
  readonly repository?: string
  /** Id or file name of the workflow. */
  readonly workflowId?: string
  /** The branch or tag that it runs on; `main` unless said otherwise. */
  readonly ref?: string
}

/** Makes `trigger_workflow → wait_for_workflow_completion`. The trigger leaves the address of the workflow's run under `github_actions_logs`. */
export const runGithubWorkflow = (dag: TableDag, options: GithubWorkflowOptions): TaskRef => {
  const { settings } = dag.context
  const id = dag.dag.dagId
  const access = { github_token: options.githubToken ?? settings.ofDag(id, 'githubToken') ?? null, repository: options.repository ?? settings.ofDag(id, 'githubWorkflowRepo') ?? null }
  const trigger = dag.dag.python('trigger_workflow', {
    callable: 'orchestrator.github:trigger_workflow', maxActiveTisPerDag: 1,
    opKwargs: { ...access, workflow_id: options.workflowId ?? settings.ofDag(id, 'workflowId') ?? null, ref: options.ref ?? 'main', inputs: options.inputs ?? {} },
  })
  dag.appendDocumented(trigger, 'Starts the workflow on GitHub and notes the address of its run.')
  dag.docs.callable('trigger_workflow', 'orchestrator.github:trigger_workflow')
  const wait = dag.dag.pythonSensor('wait_for_workflow_completion', {
    callable: 'orchestrator.github:is_workflow_complete', pokeInterval: 30, timeout: hours(1),
    opKwargs: { ...access, run_url: "{{ ti.xcom_pull(task_ids='trigger_workflow', key='github_actions_logs') }}" },
  })
  return dag.appendDocumented(wait, 'Waits until the workflow is done.')
}
