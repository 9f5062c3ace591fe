// Orchestrators: their options, the chain of a scheduled run, the chain of a backfill, and what ends them.
import { describe, expect, it } from 'vitest'
import { behind, edgesOf, frameworkOf, hoursOfRuns, idsOf, local, optionsOf, orchestratorOf, sparkOptions, specOf, sqlOf, taskOf } from './build.ts'

const full = {
  defaults: { droppedRowsPrefix: 'pipe', tableToWaitFor: 'prod.src.snap', revisionsDs: '{{ ds }}', executionDate: '{{ ds }}' },
  daily: { schedule: '15 3 * * *', waitForAllDagRunComplete: true },
}
const run = "{{ ts_nodash.replace('T','') }}_daily"
const dropped = `prod.ds.pipe_dropped_rows_${run}`

describe('the DAG itself', () => {
  it('is called after pipeline and run type', () => expect(orchestratorOf('daily').dag.dagId).toBe('pipe_daily_orchestrator'))
  it('has the options of all orchestrators', () => {
    expect(specOf(orchestratorOf('daily', { root: { tags: ['t'] }, ...full }))).toMatchObject({
      kind: 'orchestrator', schedule: '15 3 * * *', catchup: false, maxActiveTasks: 1, renderTemplateAsNativeObj: true, dagrunTimeout: 20 * 3600, tags: ['t'],
    })
    expect(specOf(orchestratorOf('daily'))).not.toHaveProperty('startDate')
  })
  it('has the defaults of all its tasks', () => {
    expect(specOf(orchestratorOf('daily'))['defaults']).toMatchObject({ owner: 'ds-data-engineering-team', startDate: '2023-07-01', retries: 0, executionTimeout: 3 * 3600, emailOnFailure: true })
  })
  it('tells the channel of the config, or one of its own', () => {
    expect(specOf(orchestratorOf('daily', { root: { slackChannel: 'c' } }))['defaults']).toMatchObject({ onFailure: { kwargs: { channel: 'c' } } })
    expect(specOf(orchestratorOf('daily'))['defaults']).toMatchObject({ onFailure: { kwargs: { channel: 'pipe-daily-alerts' } } })
  })
  it('offers its run type, whether to store, and all DAGs as parameters', () => {
    const params = specOf(orchestratorOf('backfill', { one: { wt: 'prod.wt.one' } }))['params'] as Record<string, { default?: unknown }>
    expect(params['run_type']).toBe('backfill')
    expect(params['store_to_history_wt_and_events']?.default).toBe(true)
    expect(params['dags']?.default).toEqual({
      one: { short_name: 'first', wt: 'prod.wt.one', history_table: 'prod.ds.first_history' }, two: { short_name: 'second', input_dag: 'one', history_table: 'prod.ds.second_history' },
    })
  })
  it.each(['executionTimeoutHours', 'dagrunTimeoutHours', 'triggeredDagTimeoutHours'])('needs %s', (key) => {
    expect(() => orchestratorOf('daily', { defaults: { [key]: undefined } })).toThrow(`Run type 'daily' needs ${key}`)
  })
  it('needs a history table for every DAG', () => {
    expect(() => orchestratorOf('daily', { one: { shortName: '' } })).toThrow("DAG 'one' needs a shortName or a historyTable")
  })
})

describe('a scheduled chain', () => {
  it('runs everything in the order of the config', () => {
    const orchestrator = orchestratorOf('daily', full)
    expect(edgesOf(orchestrator)).toEqual([
      'kickoff → wait_for_dependencies', 'wait_for_dependencies → create_dropped_rows_table', 'create_dropped_rows_table → one_dag.enrich_dag_input_one',
      'one_dag.enrich_dag_input_one → one_dag.trigger_one_dag', 'one_dag.trigger_one_dag → one_dag.wait_for_one', 'one_dag.wait_for_one → two_dag.enrich_dag_input_two',
      'two_dag.enrich_dag_input_two → two_dag.trigger_two_dag', 'two_dag.trigger_two_dag → two_dag.wait_for_two', 'two_dag.wait_for_two → two_dag.dropped_rows_two', 'two_dag.dropped_rows_two → output_ready',
      'output_ready → check_if_store_output', 'check_if_store_output → output_storing_kickoff (Store output)', "check_if_store_output → skip_storing_output (Don't store output)",
      'append_to_history_table → output_stored', 'output_storing_kickoff → append_to_history_table', 'skip_storing_output → output_stored',
      'output_stored → wait_for_all_dag_run_complete.wait_for_one_dag_run_complete', 'output_stored → wait_for_all_dag_run_complete.wait_for_two_dag_run_complete',
      'wait_for_all_dag_run_complete.wait_for_one_dag_run_complete → drop_temps', 'wait_for_all_dag_run_complete.wait_for_two_dag_run_complete → drop_temps',
    ])
  })
  it('is short where the config asks for little', () => {
    expect(idsOf(orchestratorOf('daily'))).toEqual(['kickoff', 'one_dag.enrich_dag_input_one', 'one_dag.trigger_one_dag', 'one_dag.wait_for_one', 'two_dag.enrich_dag_input_two', 'two_dag.trigger_two_dag', 'two_dag.wait_for_two', 'drop_temps'])
  })
  it('goes on behind a DAG that was left out', () => {
    const rule = (id: string): unknown => optionsOf(orchestratorOf('daily', full), id)['triggerRule']
    expect([rule('one_dag.enrich_dag_input_one'), rule('two_dag.enrich_dag_input_two'), rule('output_ready'), rule('drop_temps')]).toEqual([undefined, 'none_failed', 'none_failed', undefined])
    expect(optionsOf(orchestratorOf('daily'), 'drop_temps')['triggerRule']).toBe('none_failed')
    expect(optionsOf(orchestratorOf('daily', { daily: { waitForAllDagRunComplete: true } }), 'wait_for_all_dag_run_complete.wait_for_one_dag_run_complete')['triggerRule']).toBe('none_failed')
  })
  it('takes null for no schedule, whatever the defaults say', () => {
    const orchestrator = orchestratorOf('daily', { ...full, defaults: { ...full.defaults, schedule: '0 1 * * *' }, daily: { schedule: null } })
    expect(idsOf(orchestrator)).not.toContain('wait_for_dependencies')
    expect(specOf(orchestrator)['schedule']).toBeNull()
  })
})

describe('its tasks', () => {
  const orchestrator = orchestratorOf('daily', full)
  it('waits for the table that everything starts from', () => {
    expect(optionsOf(orchestrator, 'wait_for_dependencies')).toMatchObject({
      opKwargs: { table: 'prod.src.snap', date: '{{ ds }}' }, pokeInterval: 300, timeout: 24 * 3600, retries: 5, retryDelay: 3, mode: 'reschedule',
    })
  })
  it('creates the table of dropped rows', () => expect(sqlOf(orchestrator, 'create_dropped_rows_table')).toBe(`create table if not exists ${dropped} (msid varchar, drop_step varchar, priority double)`))
  it('triggers a DAG anew', () => expect(optionsOf(orchestrator, 'one_dag.trigger_one_dag')).toMatchObject({ dagId: 'one', resetDagRun: true }))
  it('waits for its output', () => {
    expect(optionsOf(orchestrator, 'one_dag.wait_for_one')).toMatchObject({ dagId: 'one', taskId: 'output_ready', mode: 'reschedule', timeout: 6 * 3600, failedStates: ['failed'], retries: 3 })
  })
  it('triggers for the date that it waits for', () => {
    const dates = (daily: object): unknown[] => {
      const made = orchestratorOf('daily', { daily })
      return [optionsOf(made, 'one_dag.trigger_one_dag')['logicalDate'], optionsOf(made, 'one_dag.wait_for_one')['executionDelta']]
    }
    expect(dates({})).toEqual(['{{ ts }}', undefined])
    expect(dates({ triggeredDagExecutionDate: '{{ next_ds }}', executionDelta: -86_400 })).toEqual(['{{ next_ds }}', -86_400])
    expect(dates({ executionDelta: 60 })).toEqual([undefined, 60])
    expect(dates({ executionDelta: 0 })).toEqual(['{{ ts }}', undefined])
  })
  it('notes dropped rows from the second DAG on', () => {
    expect(idsOf(orchestrator).filter((id) => id.includes('.dropped_rows_'))).toEqual(['two_dag.dropped_rows_two'])
    expect(sqlOf(orchestrator, 'two_dag.dropped_rows_two')).toContain(`insert into ${dropped}\nselect i.msid, 'two' as drop_step, 2 as priority\nfrom prod.ds.one_output_table_${run} i\nwhere not exists (select 1 from prod.ds.two_output_table_${run} o`)
    expect(idsOf(orchestratorOf('daily')).some((id) => id.includes('.dropped_rows_'))).toBe(false)
  })
  it('compares with the input of the DAG, else with the DAG before it', () => {
    const three = (inputDag: string | null): string => sqlOf(orchestratorOf('daily', { ...full, three: { inputDag } }), 'three_dag.dropped_rows_three')
    expect(three('one')).toContain(`from prod.ds.one_output_table_${run} i`)
    expect(three(null)).toContain(`from prod.ds.two_output_table_${run} i`)
    expect(three('elsewhere')).toContain(`from prod.ds.two_output_table_${run} i`)
  })
  it('notes nothing where the DAG of the input was left out', () => {
    expect(sqlOf(orchestrator, 'two_dag.dropped_rows_two')).toMatch(/^\{% if not params.dags or 'one' in params.dags %\}[\s\S]*\{% else %\}select 1\{% endif %\}$/)
  })
  it('keeps the dropped rows', () => {
    expect(sparkOptions(orchestrator, 'append_to_history_table')).toEqual({ input_table: dropped, output_table: 'prod.ds.pipe_dropped_rows_history', run_type: 'daily', execution_date: '{{ ds }}' })
    expect(optionsOf(orchestrator, 'append_to_history_table')).toMatchObject({ pool: 'pipe_dropped_rows_append_to_history', maxActiveTisPerDag: 1, retries: 1 })
  })
  it('asks its parameter whether to keep them', () => {
    expect(orchestrator.dag.decisions.at(-1)?.cases[0]?.if).toBe("params.store_to_history_wt_and_events and (params.store_to_history_wt_and_events | string | lower) != 'false'")
  })
  it('waits for whole runs at the end', () => {
    expect(optionsOf(orchestrator, 'wait_for_all_dag_run_complete.wait_for_two_dag_run_complete')).toMatchObject({ dagId: 'two', taskId: null, mode: 'reschedule', timeout: 6 * 3600, retries: 3, failedStates: ['failed'] })
  })
  it.each([[true, true], [1, true], ['yes', true], [false, false], [0, false], ['', false], [null, false]])('waits or not: %j', (waitForAllDagRunComplete, waits) => {
    expect(idsOf(orchestratorOf('daily', { daily: { waitForAllDagRunComplete } })).some((id) => id.startsWith('wait_for_all_dag_run_complete.'))).toBe(waits)
  })
  it('drops the table of dropped rows, then every output', () => {
    expect(sqlOf(orchestrator, 'drop_temps')).toBe([dropped, `prod.ds.one_output_table_${run}`, `prod.ds.two_output_table_${run}`].map((table) => `drop table if exists ${table};`).join('\n'))
  })
  it('has the prefix on all its tables locally', () => {
    const own = orchestratorOf('daily', { ...full, one: { wt: 'prod.wt.one' } }, { local })
    expect(JSON.stringify([own.dag.tasks.map(({ options }) => options), specOf(own)['params']])).not.toMatch(/prod\./)
  })
})

describe('a backfill', () => {
  const backfill = orchestratorOf('backfill', full)
  it('asks for each DAG whether it is wanted, and meets behind it', () => {
    expect(edgesOf(backfill).slice(0, 12)).toEqual([
      'kickoff → create_dropped_rows_table', 'create_dropped_rows_table → one_dag.check_if_run_one', 'one_dag.check_if_run_one → one_dag.trigger_one_dag', 'one_dag.trigger_one_dag → one_dag.wait_for_one',
      'one_dag.wait_for_one → one_dag.dummy_one', 'one_dag.check_if_run_one → one_dag.dummy_one', 'one_dag.dummy_one → two_dag.check_if_run_two', 'two_dag.check_if_run_two → two_dag.trigger_two_dag',
      'two_dag.trigger_two_dag → two_dag.wait_for_two', 'two_dag.wait_for_two → two_dag.dropped_rows_two', 'two_dag.dropped_rows_two → two_dag.dummy_two', 'two_dag.check_if_run_two → two_dag.dummy_two',
    ])
    expect(behind(backfill, 'two_dag.dummy_two')).toEqual(['output_ready'])
  })
  it('meets where one way was taken', () => {
    expect(optionsOf(backfill, 'one_dag.dummy_one')['triggerRule']).toBe('none_failed_min_one_success')
    expect(optionsOf(backfill, 'two_dag.check_if_run_two')['triggerRule']).toBeUndefined()
    expect(optionsOf(backfill, 'output_ready')['triggerRule']).toBeUndefined()
  })
  it('is a branch', () => expect(taskOf(backfill, 'one_dag.check_if_run_one').operator).toBe('BranchPythonOperator'))
  it('names its tables after the backfill', () => expect(sqlOf(backfill, 'drop_temps')).toContain("prod.ds.one_output_table_{{ ts_nodash.replace('T','') }}_backfill"))
})

describe('hours', () => {
  it('can be set for one run type', () => {
    expect(specOf(orchestratorOf('daily', { daily: { ...hoursOfRuns, dagrunTimeoutHours: 5 } }))['dagrunTimeout']).toBe(5 * 3600)
    expect(frameworkOf().createOrchestrators().map(({ runType }) => runType)).toEqual(['daily', 'backfill'])
  })
})
