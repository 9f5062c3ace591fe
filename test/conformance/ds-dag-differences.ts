// Where ours differs from the original on purpose. Each rule turns what was recorded into what ours has to be instead: nothing is tolerated beyond that.
import { withPrefix } from '#orchestrator'
import type { Call, Data, Dict, DsDagSet, Environment, ExpectedConf, ExpectedDag, ExpectedTask } from './ds-dag-set.ts'

/** What a rule can look at. */
export interface Situation {
  readonly set: DsDagSet
  readonly environment: Environment
  /** The DAG's id. */
  readonly dag: string
  /** Its run type, if it is an orchestrator. */
  readonly runType: string | undefined
}
/** A deliberate difference. */
export interface Difference {
  /** Why ours is different. */
  readonly reason: string
  /** What the DAG has to be instead. */
  readonly dag?: (expected: ExpectedDag, at: Situation) => ExpectedDag
  /** What one of its tasks has to be instead. */
  readonly task?: (expected: ExpectedTask, at: Situation) => ExpectedTask
  /** What conf enrichment has to return instead. */
  readonly conf?: (expected: ExpectedConf, at: Situation) => ExpectedConf
}

const isFalsy = (value: Data | undefined): boolean => value === undefined || value === null || value === false || value === 0 || value === '' || (Array.isArray(value) && value.length === 0)
const option = (task: ExpectedTask, name: string, value: Data): ExpectedTask => ({ ...task, options: { ...task['options'] as Dict, [name]: value } })
const group = (task: ExpectedTask): string | undefined => /^(.+)_dag\./.exec(task.id)?.[1]
const dagIds = (at: Situation): string[] => Object.keys(at.set.config.dags)
const prefixed = (text: string, at: Situation): string => {
  const { prefix = '' } = at.environment.local_config ?? {}
  const exceptions = at.set.config['dont_apply_prefix']
  return Array.isArray(exceptions) && exceptions.includes(text) ? text : withPrefix(text, String(prefix))
}
/** The layers that an orchestrator's setting is looked up in, the strongest first. */
const layers = (at: Situation): Dict[] =>
  at.runType === undefined ? [at.set.config.dags[at.dag] ?? {}, at.set.config] : [at.set.config.orchestrators.run_types[at.runType] ?? {}, at.set.config.orchestrators.defaults ?? {}, at.set.config]
/** The value that decides where a key that is present wins, if it is another than the first that is true. */
const overridden = (key: string, at: Situation): Data | undefined => {
  if (Object.hasOwn(at.environment.local_config ?? {}, key)) return undefined
  const present = layers(at).filter((layer) => Object.hasOwn(layer, key)).map((layer) => layer[key]!)
  return isFalsy(present[0]) && present.some((value) => !isFalsy(value)) ? present[0] : undefined
}
const without = (dag: ExpectedDag, id: string): ExpectedDag => {
  const gone = dag.tasks.find((task) => task.id === id)
  if (gone === undefined) return dag
  const tasks = dag.tasks.filter((task) => task !== gone)
  return { ...dag, tasks: tasks.map((task) => ({ ...task, downstream: task.downstream.flatMap((to) => (to === id ? gone.downstream : [to])) })), documented_tasks: (dag.documented_tasks ?? []).filter((documented) => documented !== id) }
}

/** The task behind the last internal DAG of a scheduled orchestrator. */
const followsGroups = (task: ExpectedTask, at: Situation): boolean => {
  const dag = at.environment.expected.dags[at.dag]
  const last = dagIds(at).at(-1)
  return dag !== undefined && dag.tasks.some((other) => other.id.startsWith(`${last}_dag.`) && other.downstream.includes(task.id) && !task.id.startsWith(`${last}_dag.`))
}

/** Did the original forget the orchestrator, so that nothing finished it? */
const isForgotten = (at: Situation): boolean => {
  const calls = at.set.calls.filter(({ on }) => on === 'manager').map(({ call }) => call)
  const made = calls.lastIndexOf('create_orchestrators')
  return at.runType !== undefined && (made < 0 || calls.lastIndexOf('create_dags') > made)
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

/** A task that the original left unconnected, put behind the task of the call before it. */
const chained = (dag: ExpectedDag, call: Call, at: Situation): ExpectedDag => {
  const id = call['task_id']
  const own = at.set.calls.filter(({ on }) => on === at.dag)
  const before = own[own.indexOf(call) - 1]?.['task_id'] ?? 'kickoff'
  const previous = dag.tasks.find((task) => task.id === before)
  if (previous === undefined || !dag.tasks.some((task) => task.id === id && task.downstream.length === 0)) return dag
  return { ...dag, tasks: dag.tasks.map((task) => (task === previous ? { ...task, downstream: [String(id)] } : task.id === id ? { ...task, downstream: previous.downstream } : task)) }
}

/** The differences. */
export const differences: readonly Difference[] = [
  {
    reason: 'The threshold of the DAG itself is passed, as its documentation says; without one, the script\'s own default of 99.',
    task: (task, at) => task.id !== 'validate_results' ? task : option(task, 'validation_threshold', at.environment.local_config?.['validation_threshold'] ?? at.set.config.dags[at.dag]?.['validation_threshold'] ?? at.set.config['validation_threshold'] ?? 99),
  },
  {
    reason: 'The date column of the wide table falls back to execution_date, as was meant.',
    task: (task) => (task.id.endsWith('update_wt') ? option(task, 'date_column', "{{ dag_run.conf.get('wt_date_column', 'execution_date') }}") : task),
  },
  {
    reason: 'With nothing to store, output_stored follows output_storing_kickoff, so that it is not skipped.',
    task: (task) => (task.id === 'output_storing_kickoff' && task.downstream.length === 0 ? { ...task, downstream: ['output_stored'] } : task),
  },
  {
    reason: 'Locally the event tables have the prefix too, so that no event leaves a developer\'s run.',
    task: (task, at) => (task.id === 'write_events' ? { ...task, tables: task.tables.map((table) => prefixed(table, at)).sort() } : task),
  },
  {
    reason: 'Locally the prefix reaches the configured tables in the conf, as the documentation says: no local run writes to production.',
    task: (task, at) => (/\.(enrich_dag_input|check_if_run)_/.test(task.id) ? { ...task, tables: [...new Set(task.tables.map((table) => prefixed(table, at)))].sort() } : task),
    conf: (expected, at) => {
      if (expected.conf === null) return expected
      const given = typeof expected.user_conf === 'string' ? {} : expected.user_conf[expected.internal_dag] as Dict | undefined ?? {}
      return { ...expected, conf: Object.fromEntries(Object.entries(expected.conf).map(([key, value]) => [key, typeof value === 'string' && !Object.hasOwn(given, key) ? prefixed(value, at) : value])) }
    },
  },
  {
    reason: 'Where the config gives neither a date nor a delta, internal DAGs are triggered for the date that the sensors wait for.',
    task: (task, at) => {
      if (at.runType === undefined || task['operator'] !== 'TriggerDagRunOperator' || task['execution_date'] !== null) return task
      return layers(at).some((layer) => !isFalsy(layer['execution_delta'])) ? task : { ...task, execution_date: '{{ ts }}' }
    },
  },
  {
    reason: 'A scheduled orchestrator can leave a DAG out as well, instead of triggering it without a conf; what follows runs all the same.',
    task: (task, at) => {
      if (at.runType === undefined || at.runType === 'backfill') return task
      const enriching = task.id.includes('.enrich_dag_input_')
      if (!enriching) return followsGroups(task, at) ? { ...task, trigger_rule: 'none_failed' } : task
      return { ...task, operator: 'BranchPythonOperator', trigger_rule: group(task) === dagIds(at)[0] ? 'all_success' : 'none_failed' }
    },
  },
  {
    reason: 'Dropped rows are those of the DAG\'s own input: the output of its inputDag, not of the DAG before it in the config.',
    task: (task, at) => {
      const dag = group(task)
      if (at.runType === undefined || dag === undefined || !task.id.includes('.dropped_rows_')) return task
      const previous = dagIds(at)[dagIds(at).indexOf(dag) - 1], input = at.set.config.dags[dag]?.['input_dag']
      if (typeof input !== 'string' || input === '' || input === previous) return task
      return { ...task, tables: task.tables.map((table) => table.replace(`.${previous}_output_table_`, `.${input}_output_table_`).replace(`_${previous}_output_table_`, `_${input}_output_table_`)).sort() }
    },
  },
  {
    reason: 'The documentation names tasks as they are called: append_to_history_table; in a backfill check_if_run.',
    dag: (dag, at) => at.runType === undefined ? dag : {
      ...dag,
      documented_tasks: (dag.documented_tasks ?? []).map((id) => (id === 'append_to_history' ? 'append_to_history_table' : id === 'enrich_dag_input' && at.runType === 'backfill' ? 'check_if_run' : id)),
    },
  },
  {
    reason: 'A key that is present decides, also if its value is null, false, 0 or empty.',
    dag: (dag, at) => {
      const schedule = overridden('schedule', at), tags = overridden('tags', at), wait = overridden('wait_for_all_dag_run_complete', at)
      let result = dag
      if (schedule !== undefined) result = { ...without(result, 'wait_for_dependencies'), schedule: null }
      if (tags !== undefined) result = { ...result, tags }
      if (wait !== undefined) for (const id of dagIds(at)) result = without(result, `wait_for_all_dag_run_complete.wait_for_${id}_dag_run_complete`)
      return wait === undefined ? result : {
        ...result, tasks: result.tasks.map((task) => ({ ...task, downstream: [...new Set(task.downstream)] })),
        documented_tasks: (result.documented_tasks ?? []).filter((id) => id !== 'wait_for_all_dag_run_complete'),
      }
    },
  },
  {
    reason: 'Every DAG that was created is finished: it gets its drop_temps and its documentation.',
    dag: (dag, at) => {
      if (!at.set.calls.some(({ call }) => call === 'finish_creating_dags') || dag.tasks.some(({ id }) => id === 'drop_temps') || !isForgotten(at)) return dag
      const dropped = dag.tasks.find(({ id }) => id === 'create_dropped_rows_table')?.tables ?? []
      const outputs = dagIds(at).map((id) => prefixed(`prod.ds.${id}_output_table_{{ ts_nodash.replace('T','') }}_${at.runType}`, at))
      const leaves = dag.tasks.filter(({ downstream }) => downstream.length === 0)
      const rule = leaves.some(({ id }) => id.startsWith(`${dagIds(at).at(-1)}_dag.`)) && at.runType !== 'backfill' ? 'none_failed' : 'all_success'
      const drop: ExpectedTask = { id: 'drop_temps', operator: 'TrinoOperator', trigger_rule: rule, downstream: [], tables: [...dropped, ...outputs].sort() }
      const tasks = [...dag.tasks.map((task) => (leaves.includes(task) ? { ...task, downstream: ['drop_temps'] } : task)), drop]
      return { ...dag, tasks, documented_tasks: documentedIn(tasks, at) }
    },
  },
  {
    reason: 'A task that is left out of the documentation runs in its place all the same.',
    dag: (dag, at) => at.set.calls.filter(({ on, add_to_doc }) => on === at.dag && add_to_doc === false).reduce((result, call) => chained(result, call, at), dag),
  },
  {
    reason: 'newTaskJoinResult reads the table that it is given.',
    task: (task, at) => {
      const call = at.set.calls.find(({ on, call: name }) => on === at.dag && name === 'new_task_join_result')
      const given = call?.['input_table']
      if (task.id !== 'join_result' || typeof given !== 'string') return task
      const before = (task['options'] as Dict)['input_table']
      return { ...option(task, 'input_table', given), tables: [...new Set(task.tables.map((table) => (table === before ? given : table)))].sort() }
    },
  },
]
