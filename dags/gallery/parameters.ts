// Pattern: one DAG, many uses: what differs is a parameter.
import { chain, Dag, param, sql, table } from 'dagbook'
import { orders, customers } from './tables.ts'

const extract = table('scratch.extract', { role: 'temporary', columns: { order_id: 'bigint', country: 'varchar', amount: 'decimal(18,2)' } })

export const parameters = new Dag('parameters', {
  schedule: null,
  startDate: '2026-01-01',
  params: {
    country: param('FR', { type: 'string', enum: ['DE', 'FR', 'PT', 'JP'], description: 'The customers of which country' }),
    since: param('2026-01-01', { type: 'string', format: 'date', title: 'First day' }),
    minimum_amount: param(0, { type: 'number', minimum: 0 }),
    recipients: param(['analytics@example.com'], { type: 'array', items: { type: 'string', format: 'email' } }),
    dry_run: false,
  },
  tags: ['gallery', 'parameters'],
  docMd: `
**Pattern: parameters.** Only run by hand, with a form: each parameter has a type, a default and what is allowed, so the form
refuses \`country: XX\` before anything runs. In templates a parameter is \`{{ params.country }}\`; in TypeScript
\`parameters.params.country\` is exactly that text, and a misspelled name does not compile.
`,
})

const { country, since, minimum_amount: minimum } = parameters.params
const make = parameters.sql('make_extract', {
  connId: 'warehouse',
  sql: sql`create table ${extract} as
select o.order_id, c.country, o.amount
from ${orders} o
join ${customers} c on c.customer_id = o.customer_id
where c.country = '${country}'
  and o.ordered_at >= date '${since}'
  and o.amount >= ${minimum}`,
  writes: [{ table: extract, mode: 'create' }],
})
const isReal = parameters.shortCircuit('unless_dry_run', { callable: 'gallery.extracts:is_real', condition: 'not params.dry_run' })
const send = parameters.email('send_extract', { to: parameters.params.recipients, subject: `Orders of ${country} since ${since}`, htmlContent: 'Attached.' })
const drop = parameters.sql('drop_extract', {
  connId: 'warehouse', sql: sql`drop table if exists ${extract}`, writes: [{ table: extract, mode: 'drop' }], teardown: make,
})
chain(make, isReal, send, drop)
