// The tables of the gallery, written down once: SQL takes their names from here, and lineage their columns.
import { asset, table } from 'dagbook'

/** Orders as shops send them, one file a day. */
export const orderFiles = table('landing.order_files', {
  role: 'source', columns: { file_name: 'varchar', received_on: 'date', payload: 'json' },
})
/** Orders as they came, with the file they came from. */
export const bronzeOrders = table('bronze.orders', {
  columns: {
    order_id: 'bigint', customer_id: 'bigint', ordered_at: 'timestamp', amount: 'decimal(18,2)', currency: 'varchar', status: 'varchar',
    source_file: 'varchar', loaded_on: 'date',
  },
})
/** One row an order. */
export const orders = table('silver.orders', {
  columns: { order_id: 'bigint', customer_id: 'bigint', ordered_at: 'timestamp', amount: 'decimal(18,2)', currency: 'varchar', status: 'varchar' },
  description: 'One row an order: its newest version.',
})
/** One row a customer. */
export const customers = table('silver.customers', { role: 'source', columns: { customer_id: 'bigint', country: 'varchar' } })
/** Euros for one unit of a currency, by day. */
export const exchangeRates = table('silver.exchange_rates', { role: 'source', columns: { currency: 'varchar', rate_date: 'date', rate: 'decimal(18,8)' } })
/** Revenue by day and country: what dashboards read. */
export const dailyRevenue = table('gold.daily_revenue', {
  columns: { day: 'date', country: 'varchar', orders: 'bigint', revenue_eur: 'decimal(18,2)' },
  description: 'Revenue in euros, by day and country.',
})

/** Says that the orders of a day are complete. */
export const ordersReady = asset('orders_ready', 's3://lake/silver/orders')
/** Says that the exchange rates of a day are complete. */
export const ratesReady = asset('rates_ready', 's3://lake/silver/exchange_rates')
