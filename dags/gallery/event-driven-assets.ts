// Pattern: a DAG that runs when data is there, whoever made it.
import { allOf, Dag, sql } from 'dagbook'
import { dailyRevenue, orders, ordersReady, exchangeRates, ratesReady } from './tables.ts'

export const eventDrivenAssets = new Dag('event_driven_assets', {
  schedule: allOf(ordersReady, ratesReady),
  startDate: '2026-01-01',
  tags: ['gallery', 'events'],
  docMd: `
**Pattern: asset schedule.** No clock: a run is made once *both* assets have news, \`orders_ready\` (published by
\`bronze_to_silver\`) and \`rates_ready\` (by \`cross_dag_producer\`). Nobody has to guess how long the producers take.
`,
})

// A statement that fails where a paid order has no rate of its day: what follows is then not refreshed.
const check = eventDrivenAssets.sql('check_rates', {
  connId: 'warehouse',
  dialect: 'postgres',
  sql: sql`select 1 / (case when count(*) = 0 then 1 else 0 end) as no_rate_is_missing
from ${orders} o
left join ${exchangeRates} r on r.currency = o.currency and r.rate_date = cast(o.ordered_at as date)
where o.status = 'paid' and r.rate is null`,
})
const publish = eventDrivenAssets.python('refresh_dashboards', { callable: 'gallery.dashboards:refresh', inlets: [dailyRevenue] })
check.before(publish)
