// The calls of the ds_dag set: their arguments, and which tasks each of them makes.
import type { Call, Data, DsDagSet } from './ds-dag-set.ts'

const tables = ['input_table', 'output_table', 'output_table_key', 'is_dag_output_table']
const python = ['task_id', 'python_callable', 'op_kwargs', 'description', 'add_to_doc']

/** The named arguments of each call on an internal DAG. */
export const callArguments: Readonly<Record<string, readonly string[]>> = {
  new_task_create_table: [...tables, 'task_id', 'sql', 'sql_index', 'path_from_github_root', 'entrypoint', 'additional_args', 'op_kwargs', 'use_spark', 'description', 'add_to_dependencies'],
  new_tasks_run_model: tables,
  new_task_project_features: [...tables, 'task_id', 'features'],
  new_task_join_result: [...tables, 'task_id', 'features', 'prediction_table'],
  new_tasks_store_results: [
    'table_to_store', 'append_to_history', 'update_wt', 'write_events', 'task_prefix', 'history_table_key', 'history_fields_key', 'wt_fields_key', 'execution_date', 'wt_add_date_updated', 'event_query_type', 'pool', 'add_to_doc',
  ],
  new_task_drop_temps: [],
  new_task_write_dropped_rows: ['drop_step', 'input_table', 'output_table', 'add_to_doc'],
  new_task_trigger_dag: ['dag_id', 'trigger_conf', 'add_to_dependencies'],
  new_task_branch: ['true_task', 'false_task', 'task_id', 'python_callable', 'op_kwargs'],
  new_task_python_operator: python,
  new_task_sensor: [...python, 'poke_interval', 'timeout'],
  new_tasks_run_github_workflow: ['inputs', 'github_token', 'repository', 'workflow_id'],
}

/** What a call makes: the ids that it puts behind the last task, in their order, and those that the documentation lists. */
export interface Made {
  readonly chained: readonly string[]
  readonly documented: readonly string[]
  /** The task whose output the DAG drops at its end. */
  readonly temporary?: string
}

const text = (value: Data | undefined, usual: string): string => (typeof value === 'string' ? value : usual)

/** What a call on an internal DAG makes. A task that is not documented runs in its place all the same. */
export const madeBy = (call: Call): Made => {
  const isDocumented = call['add_to_doc'] !== false
  const one = (id: string, isOutput: boolean): Made => ({ chained: [id], documented: [id], ...isOutput ? {} : { temporary: id } })
  switch (call.call) {
    case 'new_task_create_table': {
      const { temporary, ...made } = one(text(call['task_id'], 'create_input_table'), call['is_dag_output_table'] === true)
      const isChained = call['add_to_dependencies'] !== false
      return { chained: isChained ? made.chained : [], documented: isChained || call['description'] ? made.documented : [], ...temporary === undefined ? {} : { temporary } }
    }
    case 'new_tasks_run_model': {
      const ids = ['run_model', 'wait_for_model', 'validate_results']
      return { chained: ids, documented: ids, ...call['is_dag_output_table'] === true ? {} : { temporary: 'run_model' } }
    }
    case 'new_task_project_features': return one(text(call['task_id'], 'project_features'), call['is_dag_output_table'] === true)
    case 'new_task_join_result': return one(text(call['task_id'], 'join_result'), call['is_dag_output_table'] !== false)
    case 'new_tasks_store_results': return { chained: ['output_ready', 'check_if_store_output', 'output_stored'], documented: storedBy(call, isDocumented) }
    case 'new_task_drop_temps': return { chained: ['drop_temps'], documented: ['drop_temps'] }
    case 'new_tasks_run_github_workflow': return { chained: ['trigger_workflow', 'wait_for_workflow_completion'], documented: ['trigger_workflow', 'wait_for_workflow_completion'] }
    default: return otherBy(call, isDocumented)
  }
}

const storedBy = (call: Call, isDocumented: boolean): string[] => [
  'output_ready', 'check_if_store_output', 'output_storing_kickoff', 'skip_storing_output',
  ...!isDocumented ? [] : [
    ...call['append_to_history'] === true ? [`append_to_${text(call['history_table_key'], 'history_table')}`] : [], ...call['update_wt'] === true ? [`${text(call['task_prefix'], '')}update_wt`] : [],
    ...call['write_events'] === true ? ['write_events'] : [], 'output_stored',
  ],
]
const otherBy = (call: Call, isDocumented: boolean): Made => {
  const step = call['drop_step'] as { readonly name?: string } | undefined
  const id = call.call === 'new_task_write_dropped_rows' ? `dropped_rows_${step?.name}` : call.call === 'new_task_trigger_dag' ? `trigger_${String(call['dag_id'])}` : text(call['task_id'], 'branch')
  if (call.call === 'new_task_branch') return { chained: [id, `after_${id}`], documented: [id, String(call['true_task']), String(call['false_task']), `after_${id}`] }
  if (call.call === 'new_task_trigger_dag' && call['add_to_dependencies'] === false) return { chained: [], documented: [] }
  return { chained: [id], documented: isDocumented ? [id] : [] }
}

const managerCalls = ['create_dag', 'create_dags', 'create_orchestrator', 'create_orchestrators', 'finish_creating_dags']

/** What the runner does not know of the calls: a call, or an argument of one. */
export const unknownCalls = ({ calls }: DsDagSet): string[] => calls.flatMap((call, i) => {
  if (call.on === 'manager') return managerCalls.includes(call.call) ? [] : [`calls[${i}]: ${call.call}`]
  const known = callArguments[call.call]
  if (known === undefined) return [`calls[${i}]: ${call.call}`]
  return Object.keys(call).filter((name) => !['on', 'call', ...known].includes(name)).map((name) => `calls[${i}].${name}`)
})

/** The DAGs and run types that the original lost sight of before it finished what it knew: its registry forgot them, or never had them. */
export const forgotten = ({ calls, config }: DsDagSet): ReadonlySet<string> => {
  const made = new Set<string>()
  let known = new Set<string>()
  for (const call of calls) {
    const [given] = Object.entries(call).flatMap(([key, value]) => (key === 'on' || key === 'call' ? [] : [value]))
    if (call.on !== 'manager') continue
    if (call.call === 'finish_creating_dags') return new Set([...made].filter((name) => !known.has(name)))
    const names = call.call === 'create_orchestrators' ? Object.keys(config.orchestrators?.run_types ?? {}) : Array.isArray(given) ? given.map(String) : [String(given)]
    for (const name of names) made.add(name)
    if (call.call === 'create_dags') known = new Set(names)
    else if (call.call !== 'create_orchestrator') for (const name of names) known.add(name)
  }
  return new Set()
}
