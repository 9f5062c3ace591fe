// Rules that change the shape of a DAG: what a key takes away that is there and empty, what was never finished, what was never connected.
import { forgotten, madeBy } from './ds-dag-calls.ts'
import type { Data, Dict, ExpectedDag, ExpectedTask } from './ds-dag-set.ts'
import { tablesIn } from './ds-dag-facts.ts'
import { catalogsOf, dagIds, isOverridden, originalSetting, originallyPrefixed, setting, temporary, type Situation } from './ds-dag-situation.ts'

const without = (dag: ExpectedDag, ids: readonly string[]): ExpectedDag => ids.reduce((result, id) => {
  const gone = result.tasks.find((task) => task.id === id)
  if (gone === undefined) return result
  const bridged = (task: ExpectedTask): ExpectedTask => ({ ...task, downstream: [...new Set(task.downstream.flatMap((to) => (to === id ? gone.downstream : [to])))].sort() })
  return { ...result, tasks: result.tasks.filter((task) => task !== gone).map(bridged) }
}, dag)
const undocumented = (dag: ExpectedDag, ids: readonly string[]): ExpectedDag => ({ ...dag, documented_tasks: dag.documented_tasks?.filter((id) => !ids.includes(id)) ?? null })

const storing = ['output_ready', 'check_if_store_output', 'output_storing_kickoff', 'skip_storing_output', 'append_to_history_table', 'output_stored']

/** The orchestrator without its table of dropped rows. */
const withoutDroppedRows = (dag: ExpectedDag, at: Situation): ExpectedDag => {
  const table = originallyPrefixed(`prod.ds.${String(originalSetting('dropped_rows_prefix', at))}_dropped_rows_{{ ts_nodash.replace('T','') }}_${at.runType}`, at)
  const smaller = without(undocumented(dag, ['create_dropped_rows_table', 'append_to_history', ...storing]), ['create_dropped_rows_table', ...dagIds(at).map((id) => `${id}_dag.dropped_rows_${id}`), ...storing])
  return { ...smaller, labels: {}, tasks: smaller.tasks.map((task) => ({ ...task, tables: task.tables.filter((name) => name !== table) })) }
}

/** The DAG without what a key takes away that is present, but null, false, 0 or empty. */
export const overridden = (dag: ExpectedDag, at: Situation): ExpectedDag => {
  let result = dag
  if (isOverridden('schedule', at)) result = { ...without(undocumented(result, ['wait_for_dependencies']), ['wait_for_dependencies']), schedule: null }
  if (isOverridden('tags', at)) result = { ...result, tags: setting('tags', at) as Data }
  if (at.runType === undefined) return result
  if (isOverridden('dropped_rows_prefix', at)) result = withoutDroppedRows(result, at)
  if (!isOverridden('wait_for_all_dag_run_complete', at)) return result
  return without(undocumented(result, ['wait_for_all_dag_run_complete']), dagIds(at).map((id) => `wait_for_all_dag_run_complete.wait_for_${id}_dag_run_complete`))
}

const documentedOrder = [
  'wait_for_dependencies', 'create_dropped_rows_table', 'Task Groups Triggering Internal Dags', 'output_ready', 'check_if_store_output', 'output_storing_kickoff',
  'skip_storing_output', 'append_to_history_table', 'output_stored', 'wait_for_all_dag_run_complete', 'drop_temps',
]
/** What the documentation of an orchestrator with these tasks lists. */
const documentedIn = (tasks: readonly ExpectedTask[], at: Situation): string[] => [
  at.runType === 'backfill' ? 'check_if_run' : 'enrich_dag_input',
  ...documentedOrder.filter((id) => id.startsWith('Task Groups') || tasks.some((task) => task.id === id || task.id.startsWith(`${id}.`))),
]

/** Puts `drop_temps` behind these tasks, if there is anything to drop. */
const dropping = (dag: ExpectedDag, behind: readonly string[], names: readonly string[], at: Situation): ExpectedDag => {
  const tables = names.flatMap((name) => tablesIn(name, catalogsOf(at)))
  if (names.length === 0 || dag.tasks.some(({ id }) => id === 'drop_temps')) return dag
  const drop: ExpectedTask = { id: 'drop_temps', operator: 'TrinoOperator', trigger_rule: 'all_success', downstream: [], tables: [...new Set(tables)].sort() }
  return { ...dag, tasks: [...dag.tasks.map((task) => (behind.includes(task.id) ? { ...task, downstream: ['drop_temps'] } : task)), drop] }
}

/** The table that a task makes: by its options, or the one that its statements swap. */
const outputOf = (task: ExpectedTask): string[] => {
  const named = (task['options'] as Dict | undefined)?.['output_table']
  return typeof named === 'string' ? [named] : task.tables.filter((name) => task.tables.includes(`${name}_tmp`))
}

const finishedInternal = (dag: ExpectedDag, at: Situation): ExpectedDag => {
  const made = at.set.calls.filter(({ on }) => on === at.dag).map(madeBy)
  const tables = made.flatMap(({ temporary: id }) => dag.tasks.filter((task) => task.id === id).flatMap(outputOf))
  const last = made.flatMap(({ chained }) => chained).at(-1) ?? 'kickoff'
  const result = dropping(dag, [last], tables, at)
  return { ...result, documented_tasks: [...made.flatMap(({ documented }) => documented), ...result.tasks.length > dag.tasks.length ? ['drop_temps'] : []] }
}

const finishedOrchestrator = (dag: ExpectedDag, at: Situation): ExpectedDag => {
  const dropped = dag.tasks.find(({ id }) => id === 'create_dropped_rows_table')?.tables ?? []
  const leaves = dag.tasks.filter(({ downstream }) => downstream.length === 0).map(({ id }) => id)
  const result = dropping(dag, leaves, [...dropped, ...dagIds(at).map((id) => temporary(id, 'output_table', at))], at)
  return { ...result, documented_tasks: documentedIn(result.tasks, at) }
}

/** The DAG with what finishing it adds, if the original forgot it. */
export const finished = (dag: ExpectedDag, at: Situation): ExpectedDag => {
  if (!forgotten(at.set).has(at.runType ?? at.dag)) return dag
  return at.runType === undefined ? finishedInternal(dag, at) : finishedOrchestrator(dag, at)
}

/** The DAG with those tasks in their place that the original left unconnected, since they are left out of the documentation. */
export const placed = (dag: ExpectedDag, at: Situation): ExpectedDag => {
  const own = at.set.calls.filter(({ on }) => on === at.dag)
  return own.reduce((result, call, i) => {
    const id = call['add_to_doc'] === false && ['new_task_python_operator', 'new_task_sensor'].includes(call.call) ? call['task_id'] : undefined
    const before = own.slice(0, i).flatMap((earlier) => madeBy(earlier).chained).at(-1) ?? 'kickoff'
    const previous = result.tasks.find((task) => task.id === before)
    if (previous === undefined || !result.tasks.some((task) => task.id === id && task.downstream.length === 0)) return result
    return { ...result, tasks: result.tasks.map((task) => (task === previous ? { ...task, downstream: [String(id)] } : task.id === id ? { ...task, downstream: previous.downstream } : task)) }
  }, dag)
}
