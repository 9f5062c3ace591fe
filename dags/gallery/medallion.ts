// Pattern: one big job as several small DAGs, and a DAG that calls them in order.
import { chain, cron, Dag, minutes, type TriggerTarget } from 'dagbook'
import { readSql } from './read-sql.ts'
import { bronzeOrders, customers, dailyRevenue, exchangeRates, orderFiles, orders, ordersReady } from './tables.ts'

/** What the four parts have in common: nobody schedules them but the DAG at the end of this file. */
const part = { schedule: null, startDate: '2026-01-01', tags: ['gallery', 'medallion'], defaults: { retries: 2, retryDelay: minutes(5) } } as const

/** Fetches the day's files. */
export const ingestion = new Dag('ingestion', { ...part, docMd: 'Step 1 of `medallion`: copies the day\'s files to the landing zone.' })
ingestion.bash('fetch_files', { command: 'fetch --day {{ ds }} --to /landing/orders', outlets: [orderFiles] })

/** Files → bronze → silver. */
export const bronzeToSilver = new Dag('bronze_to_silver', { ...part, docMd: 'Step 2 of `medallion`: loads the files as they are, then cleans them.' })
const bronze = bronzeToSilver.sql('load_bronze', {
  connId: 'warehouse', dialect: 'postgres', sql: readSql('bronze_orders'), reads: [orderFiles], writes: [{ table: bronzeOrders, mode: 'overwrite', partition: { loaded_on: '{{ ds }}' } }],
})
const silver = bronzeToSilver.sql('merge_silver', {
  connId: 'warehouse', dialect: 'postgres', sql: readSql('silver_orders'), reads: [bronzeOrders], writes: [{ table: orders, mode: 'merge' }], outlets: [ordersReady],
})
bronze.before(silver)

/** Silver → gold. */
export const silverToGold = new Dag('silver_to_gold', { ...part, docMd: 'Step 3 of `medallion`: the table that dashboards read.' })
silverToGold.sql('daily_revenue', {
  connId: 'warehouse', dialect: 'postgres', sql: readSql('gold_daily_revenue'), reads: [orders, customers, exchangeRates],
  writes: [{ table: dailyRevenue, mode: 'overwrite', partition: { day: '{{ ds }}' } }],
})

/** Looks whether the result can be right. */
export const validation = new Dag('validation', { ...part, docMd: 'Step 4 of `medallion`: stops the line if the numbers cannot be right.' })
const checks = validation.taskGroup('checks')
for (const check of ['row_count', 'no_nulls', 'revenue_in_range']) {
  checks.python(check, { callable: `gallery.checks:${check}`, reads: [dailyRevenue] })
}

export const medallion = new Dag('medallion', {
  // Once a day is over, it is worked on: `data-interval` makes `ds` the day that has just ended, not the one that begins.
  schedule: cron('0 0 * * *', 'UTC', { timing: 'data-interval' }),
  startDate: '2026-01-01',
  tags: ['gallery', 'medallion'],
  docMd: `
**Pattern: meta-DAG.** It does nothing itself: it triggers \`ingestion\`, \`bronze_to_silver\`, \`silver_to_gold\` and \`validation\`
and waits for each. Every part replaces the day that it works on, so it can be run, repeated and understood alone, and has its own retries; this DAG says only in which
order, and that they work on the same day.
`,
})
const steps = [ingestion, bronzeToSilver, silverToGold, validation].map((dag) => {
  const target: TriggerTarget = { dag }
  return medallion.triggerDagRun({ taskId: `run_${dag.dagId}`, ...target, logicalDate: '{{ logical_date }}', waitForCompletion: true, pokeInterval: 30, resetDagRun: true })
})
chain(...steps)
