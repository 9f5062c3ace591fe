// Pattern: SQL that can be followed column by column.
import { cron, Dag, hours, table } from 'dagbook'
import { readSql } from './read-sql.ts'
import { customers, exchangeRates, orders } from './tables.ts'

const orderLines = table('silver.order_lines', { role: 'source', columns: { order_id: 'bigint', product_id: 'bigint', quantity: 'integer' } })
const products = table('silver.products', { role: 'source', columns: { product_id: 'bigint', unit_cost: 'decimal(18,2)' } })
const customerValue = table('mart.customer_value', {
  columns: {
    customer_id: 'bigint', country: 'varchar', month: 'date', orders: 'bigint', revenue: 'decimal(18,2)', margin: 'decimal(18,2)',
    country_rank: 'bigint', segment: { type: 'varchar', description: 'gold, regular or occasional' },
  },
})

export const columnLineage = new Dag('column_lineage', {
  // On the first of a month for the month before it.
  schedule: cron('0 0 1 * *', 'UTC', { timing: 'data-interval' }),
  startDate: '2026-01-01',
  catchup: true,
  dagrunTimeout: hours(2),
  tags: ['gallery', 'sql'],
  docMd: `
**Pattern: column-level lineage.** The statement is an ordinary file, \`sql/customer_value.sql\`: common table expressions, joins,
a window function and a \`case\`. The tables it reads and writes are declared beside it; a change of \`silver.products.unit_cost\`
can be followed to \`mart.customer_value.margin\`.
`,
})

columnLineage.sql('customer_value', {
  connId: 'warehouse',
  dialect: 'postgres',
  sql: readSql('customer_value'),
  reads: [orders, exchangeRates, orderLines, products, customers],
  writes: [{ table: customerValue, mode: 'overwrite', partition: { month: '{{ data_interval_start | ds }}' } }],
})
