// Pattern: a task that exists only in some installations, and a value that differs between them.
import { chain, cron, Dag, sql, table } from 'dagbook'

/** The schema to write to: each installation may name its own. */
const schema = process.env.REPORT_SCHEMA ?? 'reports'
const report = table(`${schema}.daily_orders`, { columns: { day: 'date', orders: 'bigint' } })

export const guardedByEnvironment = new Dag('guarded_by_environment', {
  // At midnight, for the day that has just ended.
  schedule: cron('0 0 * * *', 'UTC', { timing: 'data-interval' }),
  startDate: '2026-01-01',
  tags: ['gallery', 'environment'],
  docMd: `
**Pattern: installations that differ.** What an environment variable decides cannot be known from the sources. The book shows
it as it is: the table is \`reports.daily_orders\` *if nothing else is set*, and \`audit_log\` exists *only when* \`AUDIT\` is set.
`,
})

const build = guardedByEnvironment.sql('build_report', {
  connId: 'warehouse',
  sql: [
    sql`delete from ${report} where day = date '{{ ds }}'`,
    sql`insert into ${report} (day, orders) select date '{{ ds }}', count(*) from silver.orders where cast(ordered_at as date) = date '{{ ds }}'`,
  ],
})
const done = guardedByEnvironment.empty('done')
if (process.env.AUDIT) {
  const audit = guardedByEnvironment.bash('audit_log', { command: 'audit --day {{ ds }}' })
  chain(build, audit, done)
} else {
  build.before(done)
}
