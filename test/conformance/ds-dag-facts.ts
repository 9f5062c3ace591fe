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

/** What null, which means "none given", comes to for each fact: the scheduler's own default. */
const unset: Readonly<Record<string, unknown>> = {
  tags: [], labels: {}, documented_tasks: [], params_keys: [], catchup: false, render_template_as_native_obj: false, trigger_rule: 'all_success', pool: 'default_pool', downstream: [], tables: [],
  retry_delay: 300, poke_interval: 60, timeout: 604_800, mode: 'poke', reset_dag_run: false, failed_states: [], conf: {},
}
/** The record with what null comes to. */
export const withDefaults = (expected: Facts): Facts => Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, value === null && Object.hasOwn(unset, key) ? unset[key] : value]))

/** A task with the names and units of the set: everything that the set may record. `catalogs` are what names of tables begin with. */
export const taskFacts = (dag: Dag, task: Task, catalogs: readonly string[]): Facts => ({
  id: task.taskId, operator: classes[task.operator] ?? task.operator, trigger_rule: task.triggerRule, pool: task.pool ?? 'default_pool',
  max_active_tis_per_dag: task.maxActiveTisPerDag ?? null, downstream: downstreamOf(dag, task), tables: tablesOf(task, catalogs),
  retries: task.retries, retry_delay: seconds(task.retryDelayMs ?? 300_000),
  poke_interval: seconds(task.sensor?.pokeIntervalMs ?? 60_000), timeout: seconds(task.sensor?.timeoutMs ?? 604_800_000), mode: task.sensor?.mode ?? 'poke',
  trigger_dag_id: task.trigger?.dagId, reset_dag_run: task.trigger?.resetDagRun ?? false, execution_date: task.trigger?.logicalDate ?? null, conf: task.trigger?.conf ?? {},
  external_dag_id: task.waitsFor?.dagId, external_task_id: externalTask(task), failed_states: task.waitsFor?.failedStates ?? [],
  execution_delta: task.waitsFor?.executionDeltaMs === undefined ? null : seconds(task.waitsFor.executionDeltaMs),
  options: optionsOf(task),
})
const externalTask = (task: Task): unknown => {
  const ids = task.waitsFor?.taskIds
  return Array.isArray(ids) ? ids[0] ?? null : ids ?? null
}
const downstreamOf = (dag: Dag, task: Task): string[] => [...new Set(dag.edges.filter((edge) => edge.from === task.taskId).map((edge) => edge.to))].sort()

/** What names of tables begin with in the record: the catalogs, and whatever a local prefix begins with. */
export const catalogsIn = (names: readonly string[]): string[] => [...new Set(['prod', 'sandbox', ...names.map((name) => /^\w+/.exec(name)?.[0] ?? '')])].filter((name) => name !== '')

/** The tables that a text names, in their order. */
export const tablesIn = (text: string, catalogs: readonly string[]): string[] =>
  [...text.matchAll(new RegExp(`(?<![\\w.])(?:${catalogs.join('|')})\\.(?:\\w|\\.(?=\\w)|\\{\\{.*?\\}\\})+`, 'g'))].map((match) => match[0])

/** Every table that is named in the task's own arguments. The conf of a trigger travels through its group's first task. */
const tablesOf = (task: Task, catalogs: readonly string[]): string[] => {
  const texts = JSON.stringify([task.args, (task.sql ?? []).map(({ text }) => text), task.group === null ? task.trigger?.conf ?? null : null])
  const plain = (JSON.parse(texts) as unknown[]).flatMap(textsIn)
  return [...new Set(plain.flatMap((text) => tablesIn(text, catalogs)))].sort()
}
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** The options of a command line, as text, or the named arguments of a function. The statement is left out; a flag is true. */
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
