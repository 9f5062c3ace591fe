// Conf enrichment, evaluated as a dry run does: which DAGs a run wants, and the conf that each of them gets.
import { describe, expect, it } from 'vitest'
import { follow, renderData, type Context } from '#jinja'
import type { Value } from '#model'
import type { TaskRecord } from 'dagbook'
import type { FrameworkOptions } from 'dagbook/orchestrator'
import { local, optionsOf, orchestratorOf, specOf } from './build.ts'

type Conf = { readonly [key: string]: Value }
const sections = {
  root: { dontApplyPrefix: ['prod.keep.me'] },
  one: { wt: 'prod.wt.one', historyTable: 'prod.keep.me', model: "it's \\ \"quoted\"", wtFields: 'a,b', validationThreshold: 90, conf: { deep_key: { list: [1, null, true] } } },
  two: { inputTable: 'prod.day_{{ ds_nodash }}.t' },
}

/** What the run of `dag` is triggered with; null if it is left out. `given` are the parameters that the user changed. */
const enrich = (dag: string, given: Conf = {}, runType = 'daily', options: FrameworkOptions = {}, defaults: object = {}): Conf | null => {
  const orchestrator = orchestratorOf(runType, { ...sections, defaults }, options)
  const params = Object.fromEntries(Object.entries(specOf(orchestrator)['params'] as Record<string, Value>).map(([name, param]) => [name, (param as { default?: Value }).default ?? param]))
  const context: Context = { params: { ...params, ...given }, ts_nodash: '20260101T000000', ds_nodash: '20260101', next_ds: '2026-01-02' }
  const decision = orchestrator.dag.decisions.find(({ task }) => task.taskId.endsWith(`_${dag}`))!
  const to = follow(decision.cases.map((one) => ({ ...one.if === null ? {} : { if: String(one.if) }, to: one.to.map((task) => (task as TaskRecord).taskId) })), context)
  const trigger = `${dag}_dag.trigger_${dag}_dag`
  return to?.includes(trigger) === true ? renderData(optionsOf(orchestrator, trigger)['conf'] as Value, context, { native: true }) as Conf : null
}

describe('which DAGs run', () => {
  it.each(['daily', 'backfill'])('all of them unless the user says otherwise (%s)', (runType) => expect([enrich('one', {}, runType), enrich('two', {}, runType)]).not.toContain(null))
  it.each(['daily', 'backfill'])('those that the user names (%s)', (runType) => {
    expect(enrich('one', { dags: { two: {} } }, runType)).toBeNull()
    expect(enrich('two', { dags: { two: {} } }, runType)).not.toBeNull()
  })
  it('all of them where the user names none', () => expect(enrich('one', { dags: {} })).not.toBeNull())
})

describe('the conf', () => {
  it('has every key of the section, spelled in snake_case', () => {
    expect(enrich('one')).toMatchObject({ short_name: 'first', wt: 'prod.wt.one', wt_fields: 'a,b', validation_threshold: 90, deep_key: { list: [1, null, true] }, history_table: 'prod.keep.me' })
  })
  it('keeps text as it is written', () => expect(enrich('one')?.['model']).toBe("it's \\ \"quoted\""))
  it('says what kind of run it is', () => {
    expect(enrich('one')).toMatchObject({ run_type: 'daily', run_time_and_type: '20260101000000_daily', is_backfill: false, store_to_history_wt_and_events: true, next_execution_date: '2026-01-02' })
    const past = enrich('one', {}, 'backfill')
    expect(past).toMatchObject({ run_type: 'backfill', run_time_and_type: '20260101000000_backfill', is_backfill: true })
    expect(past).not.toHaveProperty('next_execution_date')
  })
  it('hands on whether to store', () => expect(enrich('one', { store_to_history_wt_and_events: false })?.['store_to_history_wt_and_events']).toBe(false))
  it('fills the default history table in', () => expect(enrich('two')?.['history_table']).toBe('prod.ds.second_history'))
  it('calls it after the normalPrefix of the run type', () => {
    expect(enrich('two', {}, 'daily', {}, { normalPrefix: 'prod.kept.' })?.['history_table']).toBe('prod.kept.second_history')
    expect(enrich('two', { dags: {} }, 'daily', { local }, { normalPrefix: 'prod.kept.' })?.['history_table']).toBe('sandbox.me_kept.second_history')
  })
  it('names the table of dropped rows where there is one', () => {
    expect(enrich('one', {}, 'daily', {}, { droppedRowsPrefix: 'pipe' })?.['dropped_rows_table']).toBe('prod.ds.pipe_dropped_rows_20260101000000_daily')
    expect(enrich('one')).not.toHaveProperty('dropped_rows_table')
  })
  it('renders templates of the config', () => expect(enrich('two')?.['input_table']).toBe('prod.day_20260101.t'))
})

describe('what the user gives', () => {
  it('wins for every key of the conf, those of the run too', () => {
    expect(enrich('one', { dags: { one: { wt: 'prod.mine.wt', run_type: 'special', is_backfill: true } } })).toMatchObject({ wt: 'prod.mine.wt', run_type: 'special', is_backfill: true, short_name: 'first' })
  })
  it('is ignored for keys that the conf does not have', () => expect(enrich('one', { dags: { one: { bogus: 1 } } })).not.toHaveProperty('bogus'))
  it('may be empty or false', () => expect(enrich('one', { dags: { one: { wt: '', validation_threshold: 0 } } })).toMatchObject({ wt: '', validation_threshold: 0 }))
  it('wins over a template of the config', () => expect(enrich('two', { dags: { two: { input_table: 't' } } })?.['input_table']).toBe('t'))
})

describe('locally', () => {
  it('configured tables have the prefix, whether the user changes something or not', () => {
    expect(enrich('one', {}, 'daily', { local })).toMatchObject({ wt: 'sandbox.me_wt.one', history_table: 'prod.keep.me' })
    expect(enrich('one', { dags: {} }, 'daily', { local })).toMatchObject({ wt: 'sandbox.me_wt.one' })
    expect(enrich('one', { dags: { one: {} } }, 'daily', { local })).toMatchObject({ wt: 'sandbox.me_wt.one' })
  })
  it('what the user types is taken as it is', () => expect(enrich('one', { dags: { one: { wt: 'prod.mine.wt' } } }, 'daily', { local })?.['wt']).toBe('prod.mine.wt'))
  it('an override is for what is looked up: the conf has what the section says', () => {
    expect(enrich('two', {}, 'daily', { local: { ...local, shortName: 'x', historyTable: 'prod.x.y', inputTable: 'z' } })).toMatchObject({ short_name: 'second', history_table: 'sandbox.me_ds.second_history', input_table: 'sandbox.me_day_20260101.t' })
  })
})
