// The pattern gallery, read: each DAG shows the pattern that its page describes.
import { describe, expect, test } from 'vitest'
import { isKnown } from '#model'
import { dagOf, demo, edgesOf, taskOf } from './demo.ts'

const dag = (id: string) => dagOf(demo, id)

test('backfill with catchup', () => {
  expect(dag('backfill_with_catchup')).toMatchObject({
    catchup: true, maxActiveRuns: 4, startDate: expect.stringContaining('2026-01-01'),
    schedule: { kind: 'cron', expression: '0 3 * * *', timezone: 'Europe/Paris', timing: 'data-interval' },
  })
  expect(taskOf(dag('backfill_with_catchup'), 'replace_day').dependsOnPast).toBeUndefined()
  expect(taskOf(dag('backfill_with_catchup'), 'running_total').dependsOnPast).toBe(true)
  expect(taskOf(dag('backfill_with_catchup'), 'replace_day')).toMatchObject({ retries: 3, retryDelayMs: 600_000, writes: [{ table: 'mart.order_totals', mode: 'overwrite', partition: { day: '{{ ds }}' } }] })
})

describe('event-driven', () => {
  test('by assets: all of them', () => {
    expect(dag('event_driven_assets').schedule).toEqual({ kind: 'assets', condition: { all: ['orders_ready', 'rates_ready'] } })
    expect(demo.assets.find((asset) => asset.name === 'orders_ready')).toMatchObject({
      uri: 's3://lake/silver/orders', producers: ['task:bronze_to_silver/merge_silver'], consumers: ['dag:cross_dag_by_asset', 'dag:event_driven_assets'],
    })
  })
  test('by the arrival of a file', () => {
    expect(dag('event_driven_file').schedule).toEqual({ kind: 'continuous' })
    expect(taskOf(dag('event_driven_file'), 'wait_for_file')).toMatchObject({ kind: 'sensor', sensor: { mode: 'reschedule', pokeIntervalMs: 300_000, timeoutMs: 86_400_000, softFail: true } })
  })
})

test('conditional branch', () => {
  const branch = dag('conditional_branch')
  expect(taskOf(branch, 'choose_load').branch).toMatchObject({ to: ['full_load', 'delta_load'], decide: [{ if: 'params.full_refresh', to: ['full_load'] }, { to: ['delta_load'] }] })
  expect(taskOf(branch, 'has_errors').branch).toMatchObject({ to: ['quarantine_rows', 'publish'], skips: 'named' })
  expect(taskOf(branch, 'is_end_of_week').kind).toBe('short-circuit')
  expect(taskOf(branch, 'loaded').triggerRule).toBe('none_failed_min_one_success')
  expect(edgesOf(branch)).toContain('is_end_of_week > weekly_report (Sundays)')
})

test('fan-out by mapping', () => {
  const fan = dag('fan_out_by_mapping')
  expect(fan.tasks.filter((task) => task.taskId.startsWith('pull.')).map((task) => task.taskId)).toEqual(['pull.berlin', 'pull.lisbon', 'pull.paris', 'pull.tokyo'])
  expect(taskOf(fan, 'convert').mapped).toMatchObject({ length: 2 })
  expect(taskOf(fan, 'process_file').mapped).toMatchObject({ length: { $unknown: 'call', of: 'list_files' } })
  expect(edgesOf(fan)).toContain('list_files > process_file')
})

test('retry with exponential backoff and fallback', () => {
  const retry = dag('retry_with_fallback')
  expect(taskOf(retry, 'fetch_rates')).toMatchObject({ retries: 5, retryDelayMs: 60_000, retryExponentialBackoff: 2, maxRetryDelayMs: 900_000, callbacks: [{ on: 'retry' }] })
  expect(taskOf(retry, 'use_yesterdays_rates').triggerRule).toBe('all_failed')
  expect(taskOf(retry, 'convert_amounts').triggerRule).toBe('one_success')
})

test('parameters', () => {
  const parameters = dag('parameters')
  expect(parameters.params).toMatchObject({
    country: { default: 'FR', schema: { type: 'string', enum: ['DE', 'FR', 'PT', 'JP'] }, description: 'The customers of which country' },
    minimum_amount: { default: 0, schema: { type: 'number', minimum: 0 } }, dry_run: { default: false },
  })
  expect(taskOf(parameters, 'make_extract').sql![0]!.text).toContain("where c.country = '{{ params.country }}'")
  expect(taskOf(parameters, 'drop_extract').teardown).toBe(true)
})

test('meta-DAG: the parts in order, each awaited', () => {
  expect(edgesOf(dag('medallion'))).toEqual(['run_bronze_to_silver > run_silver_to_gold', 'run_ingestion > run_bronze_to_silver', 'run_silver_to_gold > run_validation'])
  for (const part of ['ingestion', 'bronze_to_silver', 'silver_to_gold', 'validation']) {
    expect(dag(part).schedule).toEqual({ kind: 'none' })
    expect(taskOf(dag('medallion'), `run_${part}`).trigger).toMatchObject({ dagId: part, waitForCompletion: true, resetDagRun: true, pokeIntervalMs: 30_000 })
  }
  expect(demo.tables.find((table) => table.name === 'silver.orders')!.writers).toEqual(['task:bronze_to_silver/merge_silver'])
})

test('column-level lineage in SQL: the statement comes from its file', () => {
  const task = taskOf(dag('column_lineage'), 'customer_value')
  expect(task.sql).toMatchObject([{ dialect: 'postgres', text: expect.stringContaining('rank() over (partition by c.country, m.month order by m.revenue desc)') }])
  expect(task.reads).toEqual(['silver.orders', 'silver.exchange_rates', 'silver.order_lines', 'silver.products', 'silver.customers'])
  expect(task.writes).toMatchObject([{ table: 'mart.customer_value', mode: 'overwrite' }])
})

test('cross-DAG dependencies in all three ways', () => {
  expect(taskOf(dag('cross_dag_producer'), 'trigger_report').trigger).toMatchObject({ dagId: 'cross_dag_triggered', conf: { day: '{{ ds }}' } })
  expect(taskOf(dag('cross_dag_waiting'), 'wait_for_rates').waitsFor).toMatchObject({ dagId: 'cross_dag_producer', taskIds: ['store_rates'], executionDeltaMs: 5_400_000 })
  expect(dag('cross_dag_by_asset').schedule).toEqual({ kind: 'assets', condition: { any: ['rates_ready', 'orders_ready'] } })
})

test('what an environment variable decides is shown as it is', () => {
  const guarded = dag('guarded_by_environment')
  expect(taskOf(guarded, 'audit_log').when).toContain('AUDIT')
  expect(guarded.edges.filter((edge) => edge.to === 'done')).toMatchObject([{ from: 'audit_log', when: expect.stringContaining('AUDIT') }, { from: 'build_report', when: expect.stringContaining('AUDIT') }])
  expect(taskOf(guarded, 'build_report').sql![0]!.text).toMatchObject({ $choice: expect.anything() })
})

describe('the demo as a whole', () => {
  /** What the demo leaves open on purpose: a variable with a default, a list that only a run knows. */
  const open = ['guarded_by_environment', 'pipeline_part_1', 's3_trigger', 'fan_out_by_mapping']
  test('has no problem', () => {
    expect(demo.problems).toEqual([])
  })
  test('is known but for what it leaves open on purpose', () => {
    expect(demo.dags.filter((one) => !isKnown(one as never)).map((one) => one.dagId).sort()).toEqual([...open].sort())
    expect(demo.dags.filter((one) => !one.complete).map((one) => one.dagId)).toEqual([])
  })
  test('has a page of text for every DAG that is no part of a framework', () => {
    expect(demo.dags.filter((one) => one.kind === 'dag' && one.doc === undefined).map((one) => one.dagId)).toEqual([])
  })
})
