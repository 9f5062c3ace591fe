// The block that stores results: its frame, the three places, pools, and events.
import { describe, expect, it } from 'vitest'
import { evaluateExpression } from '#jinja'
import { behind, edgesOf, idsOf, internalDag, local, NewEvents, optionsOf, sparkOptions, sqlOf, taskOf } from './build.ts'
import type { InternalDag, StoreResultsOptions } from 'dagbook/orchestrator'

const storing = (options: StoreResultsOptions, sections: Record<string, object> = {}, isLocal = false): InternalDag => {
  const dag = internalDag(sections, isLocal ? { local } : {})
  dag.newTasksStoreResults({ tableToStore: 'made', ...options })
  return dag
}
const all: StoreResultsOptions = { appendToHistory: true, updateWt: true, writeEvents: true }

describe('the frame', () => {
  it('stores side by side between two branches that meet', () => {
    expect(edgesOf(storing(all))).toEqual([
      'kickoff → output_ready', 'output_ready → check_if_store_output', 'check_if_store_output → output_storing_kickoff (Store output)', "check_if_store_output → skip_storing_output (Don't store output)",
      'append_to_history_table → output_stored', 'output_storing_kickoff → append_to_history_table', 'update_wt → output_stored', 'output_storing_kickoff → update_wt',
      'write_events → output_stored', 'output_storing_kickoff → write_events', 'skip_storing_output → output_stored',
    ])
  })
  it('has no direct edge past the storing tasks', () => expect(behind(storing({ updateWt: true }), 'output_storing_kickoff')).toEqual(['update_wt']))
  it('goes on all the same where nothing is stored', () => expect(behind(storing({}), 'output_storing_kickoff')).toEqual(['output_stored']))
  it('meets where one way was taken', () => expect(optionsOf(storing(all), 'output_stored')['triggerRule']).toBe('none_failed_min_one_success'))
  it('is followed by what comes next', () => {
    const dag = storing(all)
    dag.newTaskTriggerDag({ dagId: 'next' })
    expect(behind(dag, 'output_stored')).toEqual(['trigger_next'])
  })
  it('stores the last table unless another is given', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 'select 1', outputTable: 'last' })
    dag.newTasksStoreResults({ appendToHistory: true })
    expect(sparkOptions(dag, 'append_to_history_table')['input_table']).toBe('last')
  })
})

describe('the choice', () => {
  const condition = storing({}).dag.decisions[0]!.cases[0]!.if as string
  const wants = (conf: Record<string, boolean | string | null | number>): unknown => {
    const { value } = evaluateExpression(`(${condition}) and true`, { dag_run: { conf } })
    return value === true
  }
  it.each([[{}, true], [{ s: true }, true], [{ s: 'yes' }, true], [{ s: 1 }, true], [{ s: false }, false], [{ s: 'false' }, false], [{ s: 'False' }, false], [{ s: 'FALSE' }, false], [{ s: '' }, false], [{ s: null }, false], [{ s: 0 }, false]])(
    '%j → %s', (conf, expected) => expect(wants(Object.fromEntries(Object.values(conf).map((value) => ['store_to_history_wt_and_events', value as boolean])))).toBe(expected))
})

describe('append_to_history_table', () => {
  it('appends to the history of the conf, one run at a time', () => {
    const dag = storing({ appendToHistory: true })
    expect(sparkOptions(dag, 'append_to_history_table')).toEqual({ input_table: 'made', output_table: "{{ dag_run.conf.get('history_table', ) }}", run_type: "{{ dag_run.conf.get('run_type', ) }}" })
    expect(optionsOf(dag, 'append_to_history_table')).toMatchObject({ maxActiveTisPerDag: 1, pool: undefined, retries: 1 })
  })
  it('takes a date and the columns of a setting', () => {
    expect(sparkOptions(storing({ appendToHistory: true, executionDate: '{{ ds }}', historyFieldsKey: 'historyFields' }), 'append_to_history_table'))
      .toMatchObject({ execution_date: '{{ ds }}', output_cols: "{{ dag_run.conf.get('history_fields', ) }}" })
  })
  it('is called after the setting that names the table', () => {
    const dag = storing({ appendToHistory: true, historyTableKey: 'second_history' }, { one: { conf: { second_history: 'prod.h.second' } } })
    expect(sparkOptions(dag, 'append_to_second_history')['output_table']).toBe("{{ dag_run.conf.get('second_history', ) }}")
    expect(JSON.stringify(optionsOf(dag, 'append_to_second_history')['writes'])).toContain('prod.h.second')
  })
  it('runs in a pool of its own', () => expect(optionsOf(storing({ appendToHistory: true, pool: 'p' }), 'append_to_history_table')['pool']).toBe('p_append_to_history'))
})

describe('update_wt', () => {
  it('merges into the wide table of the conf, one run at a time', () => {
    const dag = storing({ updateWt: true, wtFieldsKey: 'wtFields' })
    expect(sparkOptions(dag, 'update_wt')).toEqual({
      delta_table: 'made', wide_table: "{{ dag_run.conf.get('wt', ) }}", date_column: "{{ dag_run.conf.get('wt_date_column', 'execution_date') }}", select_fields: "{{ dag_run.conf.get('wt_fields', ) }}", add_date_updated: true,
    })
    expect(optionsOf(dag, 'update_wt')['maxActiveTisPerDag']).toBe(1)
  })
  it('can leave the date of the update and the choice of columns out', () => {
    expect(Object.keys(sparkOptions(storing({ updateWt: true, wtAddDateUpdated: false }), 'update_wt'))).toEqual(['delta_table', 'wide_table', 'date_column'])
  })
  it('is the one task that the prefix names', () => {
    expect(idsOf(storing({ ...all, taskPrefix: 'x_' })).slice(-4)).toEqual(['append_to_history_table', 'x_update_wt', 'write_events', 'output_stored'])
  })
  it('runs in a pool of its own', () => expect(optionsOf(storing({ updateWt: true, pool: 'p' }), 'update_wt')['pool']).toBe('p_update_wt'))
})

describe('write_events', () => {
  it('fills the event table and tells the writer', () => {
    expect(optionsOf(storing({ writeEvents: true, eventQueryType: 'label' }), 'write_events')['sql']).toEqual([
      'drop table if exists prod.ds.events', 'create table prod.ds.events as\nselect msid, label from made',
      "insert into sandbox.synthetic_events_logger.tables_to_write values (now(), 'prod.ds.events', 'profile-events', 70, 42, true, 1)",
    ])
  })
  it('takes the query type of the config', () => expect(sqlOf(storing({ writeEvents: true }, { one: { eventQueryType: 'c' } }), 'write_events')).toContain('select msid, c from made'))
  it('has the prefix on both tables locally, and the limit', () => {
    const text = sqlOf(storing({ writeEvents: true }, {}, true), 'write_events')
    expect(text).not.toMatch(/prod\.|sandbox\.synthetic/)
    expect(text).toContain("values (now(), 'sandbox.me_ds.events'")
    expect(text).toContain('create table if not exists sandbox.me_synthetic_events_logger.tables_to_write')
    expect(text).toContain('limit 10')
  })
  it.each([[0, true], [-1, false], [null, false]])('takes an events limit of %s', (eventsLimit, limited) => {
    const dag = internalDag({}, { local: { prefix: 'sandbox.me_', eventsLimit } })
    dag.newTasksStoreResults({ writeEvents: true })
    expect(/limit 0/.test(sqlOf(dag, 'write_events'))).toBe(limited)
  })
  it('leaves out who had such an event already', () => {
    const dag = internalDag({}, { eventCreator: new NewEvents() })
    dag.newTasksStoreResults({ writeEvents: true })
    expect(sqlOf(dag, 'write_events')).toContain("not exists (select 1 from events.dbo.dom_70 d where d.msid = e.msid and d.evid = 42 and d.date >= date '2026-01-01')")
  })
  it('needs an event creator', () => {
    expect(() => internalDag({}, { eventCreator: undefined as never }).newTasksStoreResults({ writeEvents: true })).toThrow("DAG 'one' writes events: give the framework an eventCreator")
  })
  it('runs on Trino', () => expect(taskOf(storing({ writeEvents: true }), 'write_events').operator).toBe('SQLExecuteQueryOperator'))
})

describe('the documentation', () => {
  it('lists the block in order', () => {
    const dag = storing(all)
    dag.finish()
    expect([...dag.docs.data.tasks.matchAll(/\*\*(.+?)\*\*/g)].map((match) => match[1])).toEqual([
      'output_ready', 'check_if_store_output', 'output_storing_kickoff', 'skip_storing_output', 'append_to_history_table', 'update_wt', 'write_events', 'output_stored',
    ])
  })
  it('can leave out what stores', () => {
    const dag = storing({ ...all, addToDoc: false })
    dag.finish()
    expect([...dag.docs.data.tasks.matchAll(/\*\*(.+?)\*\*/g)].map((match) => match[1])).toEqual(['output_ready', 'check_if_store_output', 'output_storing_kickoff', 'skip_storing_output'])
  })
  it('says behind the essence what is stored where', () => {
    const dag = storing(all, { one: { wt: 'prod.wt.one' } })
    dag.finish()
    expect(dag.docs.data.essence_extra).toBe('\n\nAlso:\n\n* **append_to_history_table**: appends its output to prod.ds.first_history.\n* **update_wt**: updates the wide table prod.wt.one.\n* **write_events**: writes an event for each row of its output.')
  })
})
