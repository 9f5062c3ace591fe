// The recorded framework against ours: every field of every task, in both environments, from a model that was read.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { differences } from './ds-dag-differences.ts'
import { runDsDag } from './ds-dag.ts'
import type { DsDagSet } from './ds-dag-set.ts'

const textOf = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')
const recorded = (): DsDagSet => JSON.parse(textOf('./ds_dag.json')) as DsDagSet
const reasons = differences.map(({ reason }) => reason)
const files = ['ds_dag.json', ...readdirSync(new URL('./ds_dag/', import.meta.url)).sort().map((name) => `ds_dag/${name}`)]
const resultsOf = new Map(files.map((file) => [file, runDsDag(JSON.parse(textOf(`./${file}`)), file)]))
const failing = (results: ReturnType<typeof runDsDag>): string[] => results.flatMap(({ id, difference }) => (difference === undefined ? [] : [`${id}: ${difference}`]))

describe.each([...resultsOf])('%s', (_file, results) => {
  it('is equal in every case', () => {
    expect(failing(results)).toEqual([])
    expect(results.length).toBeGreaterThan(0)
  })
  it('differs on purpose only for a stated reason', () => {
    for (const { id, note } of results) if (note !== undefined) expect(reasons.filter((reason) => note.includes(reason)), id).not.toHaveLength(0)
  })
})

describe('the differences', () => {
  it('are all of them met', () => {
    const notes = [...resultsOf.values()].flat().flatMap(({ note }) => note ?? []).join('\n')
    expect(reasons.filter((reason) => !notes.includes(reason))).toEqual([])
  })
})

/* eslint-disable @typescript-eslint/no-explicit-any -- the set is read-only otherwise */
const changed = (change: (set: any) => void): string[] => {
  const set = recorded()
  change(set)
  return runDsDag(set).flatMap(({ id, difference }) => (difference === undefined ? [] : [id.replace('ds_dag.json#', '')]))
}
const dagOf = (set: any, dag: string): any => set.environments[0].expected.dags[dag]
const lang = (set: any): any => dagOf(set, 'lang')
const taskOf = (set: any, id: string, dag = 'lang'): any => dagOf(set, dag).tasks.find((task: any) => task.id === id)
const daily = 'pipe_daily_orchestrator'

describe('the runner notices', () => {
  it.each<[string, (set: any) => void, string]>([
    ['a schedule', (set) => { lang(set).schedule = '@daily' }, 'production/lang'],
    ['a documented task', (set) => { lang(set).documented_tasks.pop() }, 'production/lang'],
    ['a label', (set) => { lang(set).labels.check_if_store_output.skip_storing_output = 'No' }, 'production/lang'],
    ['a pool', (set) => { taskOf(set, 'update_wt').pool = 'x' }, 'production/lang/update_wt'],
    ['a table', (set) => { taskOf(set, 'drop_temps').tables.pop() }, 'production/lang/drop_temps'],
    ['an option', (set) => { taskOf(set, 'update_wt').options.wide_table = 'x' }, 'production/lang/update_wt'],
    ['an option too many', (set) => { delete taskOf(set, 'update_wt').options.select_fields }, 'production/lang/update_wt'],
    ['text for a number where there is no command line', (set) => { taskOf(set, 'run_model').options.timeout_minutes = '180' }, 'production/lang/run_model'],
    ['a flag with a value', (set) => { taskOf(set, 'update_wt').options.add_date_updated = 'true' }, 'production/lang/update_wt'],
    ['an edge', (set) => { lang(set).tasks[0].downstream = [] }, 'production/lang/kickoff'],
    ['a task that is missing', (set) => { lang(set).tasks.push({ ...lang(set).tasks[0], id: 'more' }) }, 'production/lang/more'],
    ['a task too many', (set) => { lang(set).tasks.pop() }, 'production/lang/drop_temps'],
    ['a DAG that is missing', (set) => { set.environments[0].expected.dags.more = lang(set) }, 'production/more'],
    ['a DAG too many', (set) => { delete set.environments[0].expected.dags.lang }, 'production/lang'],
    ['a conf', (set) => { set.environments[1].expected.enrich_dag_input[1].conf.wt = 'x' }, 'local/enrich_dag_input/1'],
    ['a conf with text for a number', (set) => { set.environments[0].expected.enrich_dag_input[0].conf.validation_threshold = '90 ' }, 'production/enrich_dag_input/0'],
    ['a decision', (set) => { set.environments[0].expected.enrich_dag_input[2].returns = 'trigger' }, 'production/enrich_dag_input/2'],
    ['a call that fails', (set) => { set.calls[5].call = 'new_task_nothing' }, 'production#throw'],
  ])('%s', (_title, change, id) => expect(changed(change)).toContain(id))

  it.each<[string, (set: any) => void, string]>([
    ['an operator', (set) => { taskOf(set, 'feat_dag.enrich_dag_input_feat', daily).operator = 'BashOperator' }, `production/${daily}/feat_dag.enrich_dag_input_feat`],
    ['a trigger rule', (set) => { taskOf(set, 'output_ready', daily).trigger_rule = 'all_done' }, `production/${daily}/output_ready`],
    ['a threshold', (set) => { taskOf(set, 'validate_results').options.validation_threshold = 96 }, 'production/lang/validate_results'],
    ['a date column', (set) => { taskOf(set, 'update_wt').options.date_column = 'x' }, 'production/lang/update_wt'],
    ['a logical date', (set) => { taskOf(set, 'feat_dag.trigger_feat_dag', daily).execution_date = '{{ ds }}' }, `production/${daily}/feat_dag.trigger_feat_dag`],
    ['a table of dropped rows', (set) => { taskOf(set, 'topic_dag.dropped_rows_topic', daily).tables[0] = 'prod.ds.feat_output_table_x' }, `production/${daily}/topic_dag.dropped_rows_topic`],
    ['a table of a local conf', (set) => { set.environments[1].expected.dags[daily].tasks.find((task: any) => task.id === 'lang_dag.enrich_dag_input_lang').tables = ['prod.other.lang'] }, `local/${daily}/lang_dag.enrich_dag_input_lang`],
    ['a decision of a scheduled run', (set) => { Object.assign(set.environments[0].expected.enrich_dag_input[0], { returns: null, conf: null }) }, 'production/enrich_dag_input/0'],
  ])('%s where a difference is stated, too', (_title, change, id) => expect(changed(change)).toContain(id))

  it.each<[string, (set: any) => void, string]>([
    ['of the file', (set) => { set.more = 1 }, 'more'],
    ['of an environment', (set) => { set.environments[1].more = 1 }, 'environments[1].more'],
    ['of what is expected', (set) => { set.environments[0].expected.more = [] }, 'environments[0].expected.more'],
    ['of a conf', (set) => { set.environments[0].expected.enrich_dag_input[3].more = null }, 'environments[0].expected.enrich_dag_input[3].more'],
    ['of a DAG', (set) => { lang(set).more = null }, 'production/lang'],
    ['of a task', (set) => { taskOf(set, 'kickoff').more = null }, 'production/lang/kickoff'],
    ['of a call', (set) => { set.calls[2].more = 1 }, 'calls[2].more'],
    ['that is a call on the manager', (set) => { set.calls.push({ on: 'manager', call: 'create_more' }) }, 'calls[15]: create_more'],
    ['that is a call', (set) => { set.calls.push({ on: 'feat', call: 'new_task_more' }) }, 'calls[15]: new_task_more'],
  ])('a field that it does not know, %s', (_title, change, id) => expect(changed(change)).toContain(id))
})

describe('the runner takes', () => {
  it('what is not recorded for not asked', () => expect(changed((set) => { delete lang(set).params_keys; delete taskOf(set, 'kickoff').pool })).toEqual([]))
  it('null for none given', () => {
    expect(changed((set) => {
      Object.assign(dagOf(set, 'topic'), { params_keys: null, catchup: null })
      Object.assign(taskOf(set, 'kickoff'), { pool: null, trigger_rule: null, tables: null })
      Object.assign(taskOf(set, 'wait_for_model'), { timeout: null, retry_delay: 600 })
      delete set.config.tags
      for (const { expected } of set.environments) for (const dag of Object.values<any>(expected.dags)) dag.tags = null
    })).toEqual([])
  })
  it('two environments of one name apart', () => {
    expect(changed((set) => { set.environments.push(structuredClone(set.environments[0])); set.environments[2].expected.dags.lang.schedule = '@daily' })).toEqual(['production/3/lang'])
  })
  it('the usual local config where none is given, and none in production', () => {
    expect(changed((set) => { set.environments[0].local_config = { prefix: 'x.' }; delete set.environments[1].local_config })).toEqual([])
  })
  it('an environment that records only confs, or only DAGs', () => {
    expect(changed((set) => { delete set.environments[1].expected.dags; delete set.environments[0].expected.enrich_dag_input })).toEqual([])
  })
  it.each([{}, { environments: [] }, [], { environments: [{ environment: 'production', local_config: null, expected: {} }] }])('no case from %j', (document) => expect(runDsDag(document)).toEqual([]))
})
