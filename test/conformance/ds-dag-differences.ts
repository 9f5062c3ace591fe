// Where ours differs from the original on purpose. Each rule turns what was recorded into what ours has to be instead, where the record is what the original builds: nothing is tolerated beyond that.
import { givenBy } from './ds-dag-enrichment.ts'
import { finished, overridden, placed } from './ds-dag-rebuild.ts'
import type { Data, Dict, ExpectedConf, ExpectedDag, ExpectedTask } from './ds-dag-set.ts'
import { tablesIn } from './ds-dag-facts.ts'
import { catalogsOf, dagIds, isOverridden, originallyPrefixed, originalSetting, prefixed, replaceTables, sectionOf, setting, temporary, textsIn, type Situation } from './ds-dag-situation.ts'

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

const optionsOf = (task: ExpectedTask): Dict => (task['options'] ?? {}) as Dict
const option = (task: ExpectedTask, name: string, value: Data): ExpectedTask => ({ ...task, options: { ...optionsOf(task), [name]: value } })
const groupOf = (task: ExpectedTask): string | undefined => /^(.+)_dag\./.exec(task.id)?.[1]
const makesConf = (task: ExpectedTask): boolean => /\.(enrich_dag_input|check_if_run)_/.test(task.id)
const isText = (value: Data | undefined): value is string => typeof value === 'string'

/** The task behind the last internal DAG of a scheduled orchestrator. */
const followsGroups = (task: ExpectedTask, at: Situation): boolean => {
  const last = `${dagIds(at).at(-1)}_dag.`
  return !task.id.startsWith(last) && at.tasks.some((other) => other.id.startsWith(last) && other.downstream.includes(task.id))
}

/** Texts of the config that the original's prefix turns into something else than ours: both of them. */
const oddTexts = (at: Situation): [string, string][] => {
  const { orchestrators = {}, dags = {}, ...root } = at.set.config
  const { defaults = {}, run_types = {} } = orchestrators as { readonly defaults?: Dict; readonly run_types?: { readonly [run: string]: Dict } }
  const texts = [root, defaults, ...Object.values(run_types), ...Object.values(dags as { readonly [dag: string]: Dict })].flatMap((section) => Object.values(section as Dict).filter(isText))
  return [...new Set(texts)].map((text): [string, string] => [originallyPrefixed(text, at), prefixed(text, at)]).filter(([original, ours]) => original !== ours)
}

/** The conf of an internal DAG with the prefix on what its own section says. */
const prefixedConf = (expected: ExpectedConf, at: Situation): ExpectedConf => {
  const section = sectionOf(at, expected.internal_dag), given = givenBy(expected)
  const conf = Object.fromEntries(Object.entries(expected.conf ?? {}).map(([key, value]) => {
    const own = section[key]
    return [key, isText(own) && !Object.hasOwn(given, key) && (value === own || value === originallyPrefixed(own, at)) ? prefixed(own, at) : value]
  }))
  return { ...expected, conf }
}
/** The tables of the task that makes a conf, likewise. */
const prefixedTables = (task: ExpectedTask, at: Situation): ExpectedTask => {
  const values = Object.values(sectionOf(at, groupOf(task) ?? ''))
  const nested = values.filter((value) => !isText(value)).flatMap(textsIn).flatMap((text) => tablesIn(text, catalogsOf(at)))
  const tables = values.filter(isText).reduce((names, text) => replaceTables(names, text, prefixed(text, at), at), [...task.tables])
  return { ...task, tables: [...new Set([...tables, ...nested])].sort() }
}

/** The differences. */
export const differences: readonly Difference[] = [
  {
    reason: 'The threshold of the DAG itself is passed, as its documentation says; without one, the script\'s own default of 99.',
    task: (task, at) => {
      const passed = optionsOf(task)['validation_threshold']
      const { local_config } = at.environment, root = at.set.config['validation_threshold'] ?? null
      const original = local_config?.['validation_threshold'] ?? root
      return task.id === 'validate_results' && passed === original ? option(task, 'validation_threshold', setting('validation_threshold', at) ?? 99) : task
    },
  },
  {
    reason: 'The date column of the wide table falls back to execution_date, as was meant.',
    task: (task) => (optionsOf(task)['date_column'] === "{{ dag_run.conf.get('wt_date_column', ) }}" ? option(task, 'date_column', "{{ dag_run.conf.get('wt_date_column', 'execution_date') }}") : task),
  },
  {
    reason: 'With nothing to store, output_stored follows output_storing_kickoff, so that it is not skipped.',
    task: (task) => (task.id === 'output_storing_kickoff' && task.downstream.length === 0 ? { ...task, downstream: ['output_stored'] } : task),
  },
  {
    reason: 'Locally the event tables have the prefix too, so that no event leaves a developer\'s run.',
    task: (task, at) => (task.id !== 'write_events' ? task : {
      ...task, tables: ['prod.ds.ev_tmp', 'sandbox.synthetic_events_logger.tables_to_write'].reduce((names, name) => replaceTables(names, name, prefixed(name, at), at), [...task.tables]),
    }),
  },
  {
    reason: 'A prefix takes the place of each catalog once, of no end of a word, and also beside a name that has it already.',
    task: (task, at) => (at.runType === undefined ? task : oddTexts(at).reduce((result, [original, ours]) => ({ ...result, tables: replaceTables(result.tables, original, ours, at) }), task)),
  },
  {
    reason: 'Locally the prefix reaches the configured tables in the conf, as the documentation says: no local run writes to production.',
    task: (task, at) => (makesConf(task) && at.environment.local_config !== null ? prefixedTables(task, at) : task),
    conf: (expected, at) => (expected.conf === null || at.environment.local_config === null ? expected : prefixedConf(expected, at)),
  },
  {
    reason: 'A key that is present decides, also if its value is null, false, 0 or empty.',
    dag: overridden,
    task: (task, at) => {
      if (at.runType === undefined) return task
      let result = task
      if (task['operator'] === 'TriggerDagRunOperator' && isOverridden('triggered_dag_execution_date', at)) result = { ...result, execution_date: null }
      if (task['operator'] === 'ExternalTaskSensor' && isOverridden('execution_delta', at) && task['execution_delta'] === originalSetting('execution_delta', at)) result = { ...result, execution_delta: null }
      if (task.id === 'append_to_history_table' && isOverridden('execution_date', at)) {
        const { execution_date: _, ...options } = optionsOf(task)
        result = { ...result, options }
      }
      if (task.id === 'wait_for_dependencies' && isOverridden('table_to_wait_for', at)) {
        result = { ...result, tables: replaceTables(result.tables, originallyPrefixed(String(originalSetting('table_to_wait_for', at)), at), '', at) }
      }
      return result
    },
    conf: (expected, at) => {
      if (expected.conf === null || !isOverridden('dropped_rows_prefix', at)) return expected
      const { dropped_rows_table: recorded, ...conf } = expected.conf
      const own = sectionOf(at, expected.internal_dag)['dropped_rows_table']
      return { ...expected, conf: !isText(own) ? conf : { ...conf, dropped_rows_table: Object.hasOwn(givenBy(expected), 'dropped_rows_table') ? recorded ?? null : prefixed(own, at) } }
    },
  },
  {
    reason: 'Where the config gives neither a date nor a delta, internal DAGs are triggered for the date that the sensors wait for.',
    task: (task, at) => {
      if (at.runType === undefined || task['operator'] !== 'TriggerDagRunOperator' || task['execution_date'] !== null) return task
      return setting('execution_delta', at) ? task : { ...task, execution_date: '{{ ts }}' }
    },
  },
  {
    reason: 'A scheduled orchestrator can leave a DAG out as well, instead of triggering it without a conf; what follows runs all the same.',
    task: (task, at) => {
      if (at.runType === undefined || at.runType === 'backfill' || task['trigger_rule'] !== 'all_success') return task
      if (!task.id.includes('.enrich_dag_input_')) return followsGroups(task, at) ? { ...task, trigger_rule: 'none_failed' } : task
      return task['operator'] !== 'PythonOperator' ? task : { ...task, operator: 'BranchPythonOperator', trigger_rule: groupOf(task) === dagIds(at)[0] ? 'all_success' : 'none_failed' }
    },
    conf: (expected, at) => (at.runType === 'backfill' || expected.returns !== null ? expected : { ...expected, returns: expected.conf === null ? 'skip' : 'trigger' }),
  },
  {
    reason: 'Dropped rows are those of the DAG\'s own input: the output of its inputDag, not of the DAG before it in the config.',
    task: (task, at) => {
      const dag = groupOf(task)
      if (at.runType === undefined || dag === undefined || task.id !== `${dag}_dag.dropped_rows_${dag}`) return task
      const previous = dagIds(at)[dagIds(at).indexOf(dag) - 1], input = setting('input_dag', { ...at, dag, runType: undefined })
      if (previous === undefined || !isText(input) || input === previous || !dagIds(at).includes(input)) return task
      return { ...task, tables: replaceTables(task.tables, temporary(previous, 'output_table', at), temporary(input, 'output_table', at), at) }
    },
  },
  {
    reason: 'The documentation names tasks as they are called: append_to_history_table; in a backfill check_if_run.',
    dag: (dag, at) => at.runType === undefined || dag.documented_tasks === null ? dag : {
      ...dag, documented_tasks: dag.documented_tasks.map((id) => (id === 'append_to_history' ? 'append_to_history_table' : id === 'enrich_dag_input' && at.runType === 'backfill' ? 'check_if_run' : id)),
    },
  },
  { reason: 'Every DAG that was created is finished: it gets its drop_temps and its documentation.', dag: finished },
  { reason: 'A task that is left out of the documentation runs in its place all the same.', dag: placed },
  {
    reason: 'newTaskJoinResult reads the table that it is given.',
    task: (task, at) => {
      const call = at.set.calls.find(({ on, call: name, task_id = 'join_result' }) => on === at.dag && name === 'new_task_join_result' && task_id === task.id)
      const given = call?.['input_table'] as Data | undefined
      const key = (given as { readonly temp_table?: string | null } | null | undefined)?.temp_table
      const input = isText(given) ? given : key === undefined ? '' : temporary(at.dag, key, at)
      if (input === '' || optionsOf(task)['input_table'] !== temporary(at.dag, 'model_input_table_all_fields', at)) return task
      const reading = option(task, 'input_table', input)
      return { ...reading, tables: [...new Set(textsIn(optionsOf(reading)).flatMap((text) => tablesIn(text, catalogsOf(at))))].sort() }
    },
  },
]
