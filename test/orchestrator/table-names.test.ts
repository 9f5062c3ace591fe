// What tables are called: temporary ones, those of dropped rows, history.
import { describe, expect, it } from 'vitest'
import { Settings, TableNames, type TableKey } from 'dagbook/orchestrator'
import { configOf, internalDag, local, orchestratorOf } from './build.ts'

const names = (sections: Record<string, object> = {}, isLocal = false, run = 'RUN'): TableNames => new TableNames(new Settings(configOf(sections), isLocal ? local : null), run)
const keys: TableKey[] = ['input_table', 'model_input_table_all_fields', 'model_input_table', 'model_output_table', 'output_table', 'dropped_rows_table']

describe('temporary tables', () => {
  it.each(keys)('prod.ds.one_%s_RUN', (key) => expect(names().temporary('one', key)).toBe(`prod.ds.one_${key}_RUN`))
  it('has the prefix locally', () => expect(names({}, true).temporary('one', 'input_table')).toBe('sandbox.me_ds.one_input_table_RUN'))
  it('can begin otherwise', () => expect(names({ root: { tempPrefix: 'prod.tmp.' } }).output('one')).toBe('prod.tmp.one_output_table_RUN'))
  it('can be excepted by its full name', () => {
    expect(names({ root: { dontApplyPrefix: ['prod.ds.one_output_table_RUN'] } }, true).output('one')).toBe('prod.ds.one_output_table_RUN')
  })
})

describe('the run in a name', () => {
  it('is what the orchestrator hands on, in an internal DAG', () => {
    expect(internalDag().outputTable).toBe("prod.ds.one_output_table_{{ dag_run.conf.get('run_time_and_type', ) }}")
  })
  it('is the time and the run type, in an orchestrator', () => {
    expect(orchestratorOf('daily').tables.output('one')).toBe("prod.ds.one_output_table_{{ ts_nodash.replace('T','') }}_daily")
  })
})

describe('history', () => {
  it('is called after the short name', () => expect(names().history('one', 'daily')).toBe('prod.ds.first_history'))
  it('has the prefix locally', () => expect(names({}, true).history('one', 'daily')).toBe('sandbox.me_ds.first_history'))
  it('can be named', () => expect(names({ one: { historyTable: 'prod.h.t' } }).history('one', 'daily')).toBe('prod.h.t'))
  it('is called after the normalPrefix of the run type, the defaults, or the root', () => {
    const sections = { root: { normalPrefix: 'r.' }, defaults: { normalPrefix: 'd.' }, daily: { normalPrefix: 't.' } }
    expect([names(sections).history('one', 'daily'), names(sections).history('one', 'backfill'), names(sections).usualHistory('one')]).toEqual(['t.first_history', 'd.first_history', 'd.first_history'])
  })
  it('is not known of a DAG without a section', () => expect(names().usualHistory('other')).toBeUndefined())
  it('needs one or the other', () => expect(() => names({ one: { shortName: '' } }).history('one', 'daily')).toThrow("DAG 'one' needs a shortName or a historyTable"))
})

describe('dropped rows', () => {
  it('are a table of the pseudo-DAG', () => expect(names().droppedRows('pipe')).toBe('prod.ds.pipe_dropped_rows_RUN'))
  it('are none without a prefix', () => expect([names().droppedRows(undefined), names().droppedRows('')]).toEqual([null, null]))
  it('have a history of the same name', () => expect(names().droppedRowsHistory('pipe')).toBe('prod.ds.pipe_dropped_rows_history'))
})
