// What the ds_dag set records of a DAG, taken from the model of ours.
import type { Dag, Task, Value } from '#model'

/** Our operators → the original's classes. */
const classes: Readonly<Record<string, string>> = { SQLExecuteQueryOperator: 'TrinoOperator', SparkSubmitOperator: 'SparkOperator' }

type Facts = Readonly<Record<string, unknown>>

/** A DAG with the names and units of the set. The scheduler's own default of a limit is what the set calls null. */
export const dagFacts = (dag: Dag): Facts => ({
  schedule: scheduleText(dag), tags: [...dag.tags].sort(),
  max_active_tasks: dag.maxActiveTasks === 16 ? null : dag.maxActiveTasks, max_active_runs: dag.maxActiveRuns === 16 ? null : dag.maxActiveRuns,
  catchup: dag.catchup, start_date: typeof dag.startDate === 'string' ? dag.startDate.replace('T', ' ').replace(/(Z|\+00:00)$/, '') : null,
  render_template_as_native_obj: dag.renderNative ?? false, labels: labelsOf(dag), documented_tasks: documentedTasks(dag), params_keys: Object.keys(dag.params).sort(),
})

const scheduleText = ({ schedule }: Dag): unknown => {
  if (!('kind' in schedule)) return schedule
  if (schedule.kind === 'none') return null
  return schedule.kind === 'cron' ? schedule.preset ?? schedule.expression : `@${schedule.kind}`
}
const labelsOf = (dag: Dag): Facts => {
  const labels: Record<string, Record<string, unknown>> = {}
  for (const { from, to, label } of dag.edges) if (label !== undefined) (labels[from] ??= {})[to] = label
  return labels
}
/** The ids that the documentation lists, from the texts that the templates get. */
const documentedTasks = ({ documentation }: Dag): string[] => {
  const { group_tasks = '', tasks = '' } = (documentation ?? {}) as Record<string, Value>
  return [...`${String(group_tasks)}\n\n${String(tasks)}`.matchAll(/^1\. \*\*(.+?)\*\*/gm)].map((match) => match[1]!)
}

const seconds = (ms: unknown): unknown => (typeof ms === 'number' ? ms / 1000 : ms)

/** A task with the names and units of the set: everything that the set may record. */
export const taskFacts = (dag: Dag, task: Task): Facts => ({
  id: task.taskId, operator: classes[task.operator] ?? task.operator, trigger_rule: task.triggerRule, pool: task.pool ?? 'default_pool',
  max_active_tis_per_dag: task.maxActiveTisPerDag ?? null, downstream: downstreamOf(dag, task), tables: tablesOf(task),
  retries: task.retries, retry_delay: seconds(task.retryDelayMs ?? 300_000),
  poke_interval: seconds(task.sensor?.pokeIntervalMs ?? 60_000), timeout: seconds(task.sensor?.timeoutMs ?? 604_800_000), mode: task.sensor?.mode,
  trigger_dag_id: task.trigger?.dagId, reset_dag_run: task.trigger?.resetDagRun ?? false, execution_date: task.trigger?.logicalDate ?? null, conf: task.trigger?.conf,
  external_dag_id: task.waitsFor?.dagId, external_task_id: externalTask(task), failed_states: task.waitsFor?.failedStates ?? [],
  execution_delta: task.waitsFor?.executionDeltaMs === undefined ? null : seconds(task.waitsFor.executionDeltaMs),
  options: optionsOf(task),
})
const externalTask = (task: Task): unknown => {
  const ids = task.waitsFor?.taskIds
  return Array.isArray(ids) ? ids[0] ?? null : ids ?? null
}
const downstreamOf = (dag: Dag, task: Task): string[] => [...new Set(dag.edges.filter((edge) => edge.from === task.taskId).map((edge) => edge.to))].sort()

const tableName = /(?<![\w.])(?:prod|sandbox)\.(?:\w|\.(?=\w)|\{\{.*?\}\})+/g

/** Every table that is named in the task's own arguments. The conf of a trigger travels through its group's first task. */
const tablesOf = (task: Task): string[] => {
  const texts = JSON.stringify([task.args, (task.sql ?? []).map(({ text }) => text)])
  const plain = (JSON.parse(texts) as unknown[]).flatMap(textsIn)
  return [...new Set(plain.flatMap((text) => [...text.matchAll(tableName)].map((match) => match[0])))].sort()
}
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** The options of a command line, or the named arguments of a function. The statement is left out; a flag is true. */
const optionsOf = ({ args }: Task): Facts | undefined => {
  const words = args['applicationArgs']
  if (!Array.isArray(words)) return args['opKwargs'] as Facts | undefined
  const options: Record<string, unknown> = {}
  for (let i = 0; i < words.length; i++) {
    const name = String(words[i]).replace(/^--/, '')
    const next = words[i + 1]
    const isFlag = next === undefined || String(next).startsWith('--')
    options[name] = isFlag ? true : next
    if (!isFlag) i++
  }
  const { sql: _, ...rest } = options
  return rest
}
