// What authoring leaves behind when it runs: records as they were written, and errors that types cannot give.
import { describe, expect, test } from 'vitest'
import { Asset, asset, chain, crossDownstream, Dag, days, hours, label, minutes, Param, param, Pipeline, seconds, sql, table, weeks, type NodeRecord, type TaskRef } from 'dagbook'

const idOf = (node: NodeRecord): string => 'taskId' in node ? String(node.taskId) : `[${String((node as { groupId?: string }).groupId)}]`
const edgesOf = (dag: Dag): string[] => dag.edges.map((edge) => `${idOf(edge.from)} > ${idOf(edge.to)}${edge.label === null ? '' : ` (${edge.label})`}`)
const empties = (dag: Dag, ...ids: string[]): TaskRef[] => ids.map((id) => dag.empty(id))

test('durations are seconds', () => {
  expect([seconds(5), minutes(5), hours(2), days(1), weeks(1), hours(1.5)]).toEqual([5, 300, 7200, 86_400, 604_800, 5400])
})

test('options are kept as written', () => {
  const options = { command: 'true', retries: undefined, retryDelay: minutes(1) }
  const dag = new Dag('d', { schedule: '@daily' })
  const task = dag.bash('a', options)
  expect(task.options).toBe(options)
  expect(task).toMatchObject({ taskId: 'a', operator: 'BashOperator', kind: 'task', group: null })
  expect(dag.tasks).toEqual([task])
})

test('a parameter stands for its template', () => {
  const dag = new Dag('d', { params: { region: param('US', { enum: ['US', 'EU'] }), 'odd-name': 1 } })
  expect(dag.params.region).toBe('{{ params.region }}')
  expect(dag.params['odd-name']).toBe('{{ params.odd-name }}')
  expect(dag.spec.params?.region).toEqual(new Param('US', { enum: ['US', 'EU'] }))
})

describe('groups', () => {
  test('prefix the ids of what is in them, unless they are told not to', () => {
    const dag = new Dag('d')
    const outer = dag.taskGroup('outer')
    const flat = outer.taskGroup('flat', { prefixGroupId: false })
    const bare = dag.taskGroup('bare', { prefixGroupId: false })
    expect([outer.empty('a'), outer.taskGroup('in').empty('b'), flat.empty('c'), bare.empty('d')].map((task) => task.taskId)).toEqual(['outer.a', 'outer.in.b', 'c', 'd'])
    expect(dag.groups.map((group) => group.groupId)).toEqual(['outer', 'outer.flat', 'bare', 'outer.in'])
  })
  test('can be joined like tasks', () => {
    const dag = new Dag('d')
    const group = dag.taskGroup('g')
    const [a, b] = empties(dag, 'a', 'b')
    chain(a!, group, b!)
    group.before(label('x'), b!)
    group.after(a!)
    expect(edgesOf(dag)).toEqual(['a > [g]', '[g] > b', '[g] > b (x)', 'a > [g]'])
  })
})

describe('edges', () => {
  test('before and after take several nodes and give back the task', () => {
    const dag = new Dag('d')
    const [a, b, c] = empties(dag, 'a', 'b', 'c')
    expect(a!.before(b!, c!)).toBe(a)
    expect(c!.after(b!)).toBe(c)
    expect(edgesOf(dag)).toEqual(['a > b', 'a > c', 'b > c'])
  })
  test('a label names the edge to the node right after it', () => {
    const dag = new Dag('d')
    const [a, b, c] = empties(dag, 'a', 'b', 'c')
    a!.before(label('yes'), b!, c!)
    c!.after(label('back'), b!)
    expect(edgesOf(dag)).toEqual(['a > b (yes)', 'a > c', 'b > c (back)'])
  })
  test('a chain joins lists with tasks all to one, and two lists one to one', () => {
    const dag = new Dag('d')
    const [a, b, c, d, e, f] = empties(dag, 'a', 'b', 'c', 'd', 'e', 'f')
    chain(a!, [b!, c!], label('then'), [d!, e!], f!)
    expect(edgesOf(dag)).toEqual(['a > b', 'a > c', 'b > d (then)', 'c > e (then)', 'd > f', 'e > f'])
  })
  test('a chain refuses two lists of different lengths', () => {
    const dag = new Dag('d')
    const [a, b, c] = empties(dag, 'a', 'b', 'c')
    expect(() => chain([a!], [b!, c!])).toThrow('one has 1 tasks and the next 2')
  })
  test('crossDownstream joins all with all', () => {
    const dag = new Dag('d')
    const [a, b, c, d] = empties(dag, 'a', 'b', 'c', 'd')
    crossDownstream([a!, b!], [c!, d!])
    expect(edgesOf(dag)).toEqual(['a > c', 'a > d', 'b > c', 'b > d'])
  })
  test('an edge between two DAGs is refused, with both names', () => {
    expect(() => new Dag('one').empty('a').before(new Dag('two').empty('b'))).toThrow("'one' and 'two'")
  })
})

describe('branches', () => {
  test('when and otherwise state the choice and make the edges', () => {
    const dag = new Dag('d')
    const [big, small] = empties(dag, 'big', 'small')
    dag.branch('choose', { callable: 'm:f' }).when('params.n > 1', label('many'), big!).otherwise(small!)
    expect(edgesOf(dag)).toEqual(['choose > big (many)', 'choose > small'])
    expect(dag.decisions).toMatchObject([{ skips: 'all', cases: [{ if: 'params.n > 1', to: [{ taskId: 'big' }] }, { if: null, to: [{ taskId: 'small' }] }] }])
  })
  test('if, then and else decide by what a task returns', () => {
    const dag = new Dag('d')
    const [check, yes, no] = empties(dag, 'check', 'yes', 'no')
    dag.if(check!).then(yes!).else(no!)
    expect(edgesOf(dag)).toEqual(['check > yes', 'check > no'])
    expect(dag.decisions).toMatchObject([{ skips: 'named', cases: [{ if: true }, { if: false }] }])
  })
  test('a switch has any number of cases', () => {
    const dag = new Dag('d')
    const [pick, a, b] = empties(dag, 'pick', 'a', 'b')
    dag.switch(pick!).case(a!).case(b!)
    expect(edgesOf(dag)).toEqual(['pick > a', 'pick > b'])
  })
  test('an awaited condition says what is wrong', async () => {
    const dag = new Dag('d')
    const branch: unknown = dag.if(dag.empty('check'))
    await expect(Promise.resolve(branch)).rejects.toThrow('was awaited')
  })
})

test('a teardown runs after its setups', () => {
  const dag = new Dag('d')
  const up = dag.bash('up', { command: 'up', setup: true }), more = dag.bash('more', { command: 'up', setup: true })
  dag.bash('down', { command: 'down', teardown: [up, more] })
  dag.bash('down2', { command: 'down', teardown: up })
  dag.bash('down3', { command: 'down', teardown: true })
  expect(edgesOf(dag)).toEqual(['up > down', 'more > down', 'up > down2'])
})

test('sql keeps the tables it was written with, nested statements included', () => {
  const orders = table('prod.orders', { columns: { id: 'bigint' } }), mart = table('mart.sales')
  const inner = sql`select ${orders.column('id')} from ${orders} where n > ${3}`
  const outer = sql`insert into ${mart} ${inner}${''}`
  expect(outer.text).toBe('insert into mart.sales select id from prod.orders where n > 3')
  expect(outer.tables).toEqual([mart, orders])
  expect(`${orders} ${outer}`).toBe(`prod.orders ${outer.text}`)
})

test('the words right before a table say whether a statement reads or writes it, and how', () => {
  const a = table('a'), b = table('b')
  const of = ({ reads, writes }: ReturnType<typeof sql>): unknown => ({ reads: reads.map(String), writes: writes.map(({ table: to, mode }) => `${mode} ${to}`) })
  expect(of(sql`INSERT INTO TABLE ${a} SELECT * FROM ${b} JOIN ${a}`)).toEqual({ reads: ['b', 'a'], writes: ['append a'] })
  expect(of(sql`insert overwrite
    table ${a} select 1`)).toEqual({ reads: [], writes: ['overwrite a'] })
  expect(of(sql`merge into ${a} using ${b} on true when matched then update set x = 1`)).toEqual({ reads: ['b'], writes: ['merge a'] })
  expect(of(sql`create or replace table if not exists ${a} as ${sql`select * from ${b}`}`)).toEqual({ reads: ['b'], writes: ['create a'] })
  expect(of(sql`update ${a} set x = 1; delete from ${b}; truncate table ${a}`)).toEqual({ reads: [], writes: ['unknown a', 'unknown b', 'unknown a'] })
  expect(of(sql`drop table if exists ${a}`)).toEqual({ reads: [], writes: ['drop a'] })
  expect(of(sql`select last_update from ${a}, ${b}`)).toEqual({ reads: ['a', 'b'], writes: [] })
})

test('an asset has a name and a URI, each the other where one is missing', () => {
  expect(new Asset({ name: 'a' })).toMatchObject({ name: 'a', uri: 'a' })
  expect(new Asset({ uri: 's3://b' })).toMatchObject({ name: 's3://b', uri: 's3://b' })
  expect(asset('a', 's3://a')).toMatchObject({ name: 'a', uri: 's3://a' })
})

test('a pipeline keeps its settings in order', () => {
  const pipeline = new Pipeline('site', ['dag', 'root'])
  pipeline.setting('dags.a.wt', 'x', 'dag', 'a')
  pipeline.setting('tags', ['t'], 'root')
  expect(pipeline.settings).toEqual([{ path: 'dags.a.wt', value: 'x', layer: 'dag', scope: 'a' }, { path: 'tags', value: ['t'], layer: 'root', scope: null }])
})
