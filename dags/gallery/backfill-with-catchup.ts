// Pattern: a daily load that can be run again for any day.
import { cron, Dag, minutes, sql, table } from 'dagbook'
import { orders, exchangeRates } from './tables.ts'

const history = table('mart.order_totals', { columns: { day: 'date', currency: 'varchar', total: 'decimal(18,2)' } })
const running = table('mart.running_total', { columns: { day: 'date', total_eur: 'decimal(18,2)' } })

export const backfillWithCatchup = new Dag('backfill_with_catchup', {
  schedule: cron('0 3 * * *', 'Europe/Paris', { timing: 'data-interval' }),
  startDate: '2026-01-01',
  timezone: 'Europe/Paris',
  catchup: true,
  maxActiveRuns: 4,
  defaults: { retries: 3, retryDelay: minutes(10), dependsOnPast: false },
  tags: ['gallery', 'backfill'],
  docMd: `
**Pattern: backfill with catchup.** With \`catchup: true\` the scheduler makes a run for every day since the start date that has
none, four of them side by side.

Two things make that safe:

- every statement speaks of *the run's* day, \`{{ ds }}\`, never of today;
- the day's rows are replaced (delete, then insert), so that a second run of the same day changes nothing.

The running total needs the day before: only \`running_total\` says \`dependsOnPast\`, and overrides the default.
`,
})

const replace = backfillWithCatchup.sql('replace_day', {
  connId: 'warehouse',
  dialect: 'trino',
  sql: [
    sql`delete from ${history} where day = date '{{ ds }}'`,
    sql`insert into ${history} (day, currency, total)
select date '{{ ds }}', o.currency, sum(o.amount)
from ${orders} o
where cast(o.ordered_at as date) = date '{{ ds }}'
group by o.currency`,
  ],
  writes: [{ table: history, mode: 'overwrite', partition: { day: '{{ ds }}' } }],
})
const total = backfillWithCatchup.sql('running_total', {
  connId: 'warehouse',
  dialect: 'trino',
  sql: [
    sql`delete from ${running} where day = date '{{ ds }}'`,
    sql`insert into ${running} (day, total_eur)
select date '{{ ds }}', sum(h.total * r.rate)
from ${history} h
join ${exchangeRates} r on r.currency = h.currency and r.rate_date = h.day
where h.day <= date '{{ ds }}'`,
  ],
  reads: [history, exchangeRates],
  writes: [{ table: running, mode: 'overwrite', partition: { day: '{{ ds }}' } }],
  dependsOnPast: true,
  maxActiveTisPerDag: 1,
})
replace.before(total)
