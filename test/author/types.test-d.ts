// What the compiler refuses. Checked by `tsc`: an `@ts-expect-error` without an error below it is an error itself.
import { allOf, asset, chain, cron, Dag, defineOperator, every, hours, minutes, param, sql, table, type Json } from 'dagbook'

const orders = table('prod.sales.orders', { columns: { id: 'bigint', amount: 'decimal(12,2)' } })
const ready = asset('orders_ready')
const dag = new Dag('types', {
  schedule: cron('30 4 * * 1-5', 'Europe/Paris'),
  startDate: '2024-01-01',
  params: { region: param('US', { enum: ['US', 'EU'] }), limit: 10 },
  defaults: { retries: 2, retryDelay: minutes(5) },
})
const a = dag.bash('a', { command: 'true', triggerRule: 'all_done' })
const b = dag.sql('b', { sql: sql`select ${orders.column('amount')} from ${orders} where region = '${dag.params.region}'`, outlets: [ready, orders] })
const push = defineOperator<{ queue: string; size?: number }>('Push')
chain(a, [b], dag.operator(push, 'c', { queue: 'q', retries: 1 }), dag.operator('Any', 'd', { whatever: { deep: [1] }, retries: 1 }))
dag.if(a).then(b).else(a)
new Dag('others', { schedule: allOf(ready, orders) })
new Dag('plain', { schedule: '0 4 * * *' })
new Dag('none', { schedule: null, retries: undefined } as object)
new Dag('undefined is the same as nothing', { schedule: undefined, catchup: undefined })
cron('0 4 * * *' as string)
dag.triggerDagRun({ taskId: 't', dagId: 'others', conf: { day: '{{ ds }}' } })
dag.triggerDagRun({ taskId: 't2', dag, logicalDate: '{{ logical_date }}' })
dag.externalTask('w', { task: a, executionDelta: hours(1) })
dag.externalTask('w2', { dagId: 'raw', taskId: 'load' })
export const data: Json = dag.params.limit

// Cron with four fields.
// @ts-expect-error
cron('0 4 * *')
// @ts-expect-error
new Dag('x', { schedule: '0 4 * *' })
// @ts-expect-error
new Dag('x', { schedule: '@dayly' })
// A wrong trigger rule.
// @ts-expect-error
dag.bash('x', { command: 'x', triggerRule: 'all_succeeded' })
// @ts-expect-error
new Dag('x', { defaults: { triggerRule: 'allDone' } })
// An unknown option, a missing one, a wrong type.
// @ts-expect-error
dag.bash('x', { command: 'x', retrys: 2 })
// @ts-expect-error
dag.bash('x', { retries: 2 })
// @ts-expect-error
dag.bash('x', { command: undefined })
// @ts-expect-error
dag.bash('x', { command: 'x', retryDelay: '5m' })
// @ts-expect-error
new Dag('x', { catchUp: true })
// @ts-expect-error
dag.fileSensor('x', { filepath: '/in', mode: 'wait' })
// @ts-expect-error
dag.python('x', { callable: 'no_module' })
// A wrong parameter: its name, its default, its schema.
// @ts-expect-error
String(dag.params.regoin)
// @ts-expect-error
param('APAC', { enum: ['US', 'EU'] })
// @ts-expect-error
param(1, { type: 'int' })
// A string where a reference belongs.
// @ts-expect-error
chain(a, 'b')
// @ts-expect-error
a.before('b')
// @ts-expect-error
dag.branch('x', { callable: 'm:f', to: ['a'] })
// @ts-expect-error
dag.if('a').then(b)
// @ts-expect-error
dag.bash('x', { command: 'x', outlets: ['prod.sales.orders'] })
// @ts-expect-error
dag.externalTask('x', { task: 'a' })
// @ts-expect-error
dag.bash('x', { command: 'x', teardown: 'a' })
// A sibling that does not exist: ids are references, columns are checked by name.
// @ts-expect-error
orders.column('amuont')
// An operator of one's own, called wrongly.
// @ts-expect-error
dag.operator(push, 'x', { size: 1 })
// @ts-expect-error
dag.operator(push, 'x', { queue: 'q', sise: 1 })
// Both or neither of two ways to name a DAG.
// @ts-expect-error
dag.triggerDagRun({ taskId: 'x', dagId: 'others', dag })
// @ts-expect-error
dag.triggerDagRun({ taskId: 'x' })
// Steps and dates.
// @ts-expect-error
every('1h')
// @ts-expect-error
new Dag('x', { startDate: 'yesterday' })

// A DAG with parameters is a DAG, and groups make tasks as DAGs do.
const addLoad = (scope: Dag | ReturnType<Dag['taskGroup']>) => scope.bash('load', { command: 'load' })
addLoad(dag)
addLoad(dag.taskGroup('group'))
// @ts-expect-error
addLoad(a)
