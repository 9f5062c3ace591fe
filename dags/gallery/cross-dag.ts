// Pattern: one DAG after another, in the three ways there are.
import { anyOf, chain, Dag, hours, cron } from 'dagbook'
import { ordersReady, ratesReady } from './tables.ts'

/** The DAG that others depend on. */
export const crossDagProducer = new Dag('cross_dag_producer', {
  schedule: cron('0 2 * * *'),
  startDate: '2026-01-01',
  tags: ['gallery', 'cross-dag'],
  docMd: `
**Pattern: cross-DAG dependencies.** Three DAGs follow this one, each in its own way:

1. \`cross_dag_triggered\`: this DAG **triggers** it. The producer knows its consumer, and can hand it a configuration.
2. \`cross_dag_waiting\`: it has a clock of its own and **waits** for a task of this DAG. The consumer knows its producer; their
   logical dates have to match, hence \`executionDelta\`.
3. \`cross_dag_by_asset\`: neither knows the other. This DAG publishes an **asset**, that one is scheduled by it.
`,
})
const fetch = crossDagProducer.bash('fetch_rates', { command: 'fetch-rates {{ ds }}' })
/** The task that `cross_dag_waiting` waits for. */
export const storeRates = crossDagProducer.python('store_rates', { callable: 'gallery.rates:store', outlets: [ratesReady] })

export const crossDagTriggered = new Dag('cross_dag_triggered', {
  schedule: null, startDate: '2026-01-01', params: { day: '' }, tags: ['gallery', 'cross-dag'],
  docMd: 'Runs when `cross_dag_producer` triggers it, for the day that it hands over.',
})
crossDagTriggered.bash('report', { command: `report --day ${crossDagTriggered.params.day}` })

export const crossDagWaiting = new Dag('cross_dag_waiting', {
  schedule: cron('30 3 * * *'), startDate: '2026-01-01', tags: ['gallery', 'cross-dag'],
  docMd: 'Runs at half past three and waits for the run of `cross_dag_producer` that was due one and a half hours before.',
})
const wait = crossDagWaiting.externalTask('wait_for_rates', {
  task: storeRates, executionDelta: hours(1.5), mode: 'reschedule', timeout: hours(4), failedStates: ['failed', 'upstream_failed'],
})
const revalue = crossDagWaiting.python('revalue_stock', { callable: 'gallery.stock:revalue' })

export const crossDagByAsset = new Dag('cross_dag_by_asset', {
  schedule: anyOf(ratesReady, ordersReady), startDate: '2026-01-01', tags: ['gallery', 'cross-dag'],
  docMd: 'Runs whenever rates or orders have news, whoever published them.',
})
crossDagByAsset.python('refresh_cache', { callable: 'gallery.cache:refresh' })

const trigger = crossDagProducer.triggerDagRun({ taskId: 'trigger_report', dag: crossDagTriggered, conf: { day: '{{ ds }}' } })
chain(fetch, storeRates, trigger)
chain(wait, revalue)
