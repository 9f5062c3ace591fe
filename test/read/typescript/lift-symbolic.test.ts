// DAGs that depend on something unknown: what the model says of tasks, edges and options that are there only sometimes.
import { describe, expect, test } from 'vitest'
import { chain, cron, Dag, label, type TaskRef } from 'dagbook'
import type { Dag as ReadDag } from '#model'
import { dagOf, each, either, env, isSet, isThere, modelOf, only, open, text, withSpread } from './symbolic.ts'

const audit = isSet('AUDIT'), full = isSet('FULL')
const byId = (dag: ReadDag) => Object.fromEntries(dag.tasks.map((task) => [task.taskId, task]))
const edgesOf = (dag: ReadDag): string[] => dag.edges.map((edge) => `${edge.from} > ${edge.to}${edge.when === undefined ? '' : ` if ${edge.when}`}`)
/** Makes records of a DAG exist only under a condition. */
const guardLast = (dag: Dag, of: 'tasks' | 'edges' | 'groups' | 'decisions', when: typeof audit, is = true): void => {
  const list = dag[of] as unknown[]
  list.push(only(when, list.pop(), is))
}

describe('tasks under a condition', () => {
  test('say when, and so do their edges', () => {
    const dag = new Dag('d')
    const a = dag.empty('a'), b = dag.empty('b')
    guardLast(dag, 'tasks', audit)
    a.before(b)
    guardLast(dag, 'edges', audit)
    const read = dagOf({ dag })
    expect(byId(read).b!.when).toBe('process.env.AUDIT')
    expect(edgesOf(read)).toEqual(['a > b if process.env.AUDIT'])
    expect(read.complete).toBe(true)
  })
  test('on the other side say so', () => {
    const dag = new Dag('d')
    dag.empty('a')
    guardLast(dag, 'tasks', isThere('X'), false)
    expect(byId(dagOf({ dag })).a!.when).toBe('process.env.X == null')
  })
  test('of one id on both sides are one task whose options depend on it', () => {
    const dag = new Dag('d')
    const first = dag.empty('start')
    const yes = dag.bash('a', { command: 'yes', retries: 3, docMd: 'same' })
    guardLast(dag, 'tasks', audit)
    const no = dag.bash('a', { command: 'no', docMd: 'same' })
    guardLast(dag, 'tasks', audit, false)
    first.before(yes)
    guardLast(dag, 'edges', audit)
    first.before(no)
    guardLast(dag, 'edges', audit, false)
    const read = dagOf({ dag })
    expect(read.tasks).toHaveLength(2)
    expect(byId(read).a).toMatchObject({
      doc: 'same', retries: { $choice: { when: 'process.env.AUDIT', then: 3, else: 0 } },
      args: { command: { $choice: { when: 'process.env.AUDIT', then: 'yes', else: 'no' } } },
    })
    expect(byId(read).a!.when).toBeUndefined()
    expect(edgesOf(read)).toEqual(['start > a'])
  })
  test('of one id under conditions that overlap: the first that is there counts, and a note says when there are two', () => {
    const dag = new Dag('d')
    for (const [when, command] of [[audit, 'one'], [full, 'two'], [isSet('X'), 'three']] as const) {
      dag.bash('a', { command })
      guardLast(dag, 'tasks', when)
    }
    const model = modelOf({ dag })
    expect(model.dags[0]!.tasks).toMatchObject([{ when: 'process.env.AUDIT || process.env.FULL || process.env.X', args: { command: { $choice: { when: 'process.env.AUDIT', then: 'one', else: { $choice: { when: 'process.env.FULL', then: 'two', else: 'three' } } } } } }])
    expect(model.problems.map(({ code, severity, message }) => `${severity} ${code}: ${message}`)[0]).toBe('note duplicate-task: If process.env.AUDIT && process.env.FULL, the DAG `d` has two tasks `a`: the second is then left out.')
  })
  test('of one id on three sides are one task that is always there', () => {
    const dag = new Dag('d')
    dag.tasks.push(either(audit, dag.bash('a', { command: 'one' }), either(full, dag.bash('a', { command: 'two' }), dag.bash('a', { command: 'three' }))))
    dag.tasks.splice(0, 3)
    const model = modelOf({ dag })
    expect(model.problems).toEqual([])
    expect(model.dags[0]!.tasks).toMatchObject([{ args: { command: { $choice: { when: 'process.env.AUDIT', then: 'one', else: { $choice: { when: 'process.env.FULL', then: 'two', else: 'three' } } } } } }])
    expect(model.dags[0]!.tasks[0]!.when).toBeUndefined()
  })
  test('of one id but different operators: the first is shown, and a problem says so', () => {
    const dag = new Dag('d')
    dag.bash('a', { command: 'yes' })
    guardLast(dag, 'tasks', audit)
    dag.empty('a')
    guardLast(dag, 'tasks', audit, false)
    const model = modelOf({ dag })
    expect(model.dags[0]!.tasks.map((task) => task.operator)).toEqual(['BashOperator'])
    expect(model.problems.map((problem) => problem.code)).toEqual(['alternative-task'])
  })
  test('in a loop of unknown length are repeated, and the DAG is not complete', () => {
    const dag = new Dag('d')
    dag.empty(text('load_', env('R')))
    guardLast(dag, 'tasks', each('regions'))
    const read = dagOf({ dag })
    expect(read.tasks[0]).toMatchObject({ taskId: 'load_{R}', repeat: { of: 'each of regions', min: 0, max: null } })
    expect(read.tasks[0]!.when).toBeUndefined()
    expect(read.complete).toBe(false)
  })
  test('see the side of a choice that their own condition decides', () => {
    const dag = new Dag('d')
    dag.bash('a', { command: either(audit, 'audited', 'plain'), queue: either(audit, 'q', undefined) })
    guardLast(dag, 'tasks', audit)
    expect(byId(dagOf({ dag })).a).toMatchObject({ args: { command: 'audited' }, queue: 'q' })
  })
})

describe('ids', () => {
  test('take the default where there is one, and say what was assumed', () => {
    const dag = new Dag(either(isThere('REGION'), text('etl_', env('REGION')), 'etl_us'))
    dag.empty('a')
    const read = dagOf({ dag })
    expect(read).toMatchObject({ dagId: 'etl_us', complete: true, assumptions: [{ name: 'env REGION', value: 'us', from: 'default' }] })
  })
  test('show what is not known by its name', () => {
    const dag = new Dag(text('etl_', env('REGION')))
    expect(dagOf({ dag })).toMatchObject({ id: 'dag:etl_{REGION}', dagId: 'etl_{REGION}', complete: false })
  })
})

describe('options', () => {
  test('fall back to defaults on the side where they are not given', () => {
    const dag = new Dag('d', { defaults: { retries: 2, pool: either(full, 'big', undefined) } })
    dag.bash('a', { command: 'x', retries: either(audit, 5, undefined) })
    expect(byId(dagOf({ dag })).a).toMatchObject({
      retries: { $choice: { when: 'process.env.AUDIT', then: 5, else: 2 } },
      pool: { $choice: { when: 'process.env.FULL', then: 'big', else: 'default_pool' } },
    })
  })
  test('are unknown where something unknown was spread over them, save those written after it', () => {
    const dag = new Dag('d')
    dag.bash('a', withSpread({ command: 'x', retries: 1 }, env('EXTRA')))
    const { a } = byId(dagOf({ dag }))
    expect(a).toMatchObject({ retries: 1, args: { command: 'x', $open: true }, triggerRule: { $unknown: 'open-object' } })
  })
  test('of durations, dates and callbacks keep both sides', () => {
    const dag = new Dag('d', { startDate: either(audit, '2024-01-01', '2025-01-01'), onFailure: only(audit, { triggers: ['a'] }), tags: ['x', only(full, 'y')] })
    dag.bash('a', { command: 'x', retryDelay: either(audit, 60, open(env('DELAY'))) })
    const read = dagOf({ dag })
    expect(read).toMatchObject({
      startDate: { $choice: { when: 'process.env.AUDIT', then: '2024-01-01T00:00:00+00:00', else: '2025-01-01T00:00:00+00:00' } },
      callbacks: [{ on: 'failure', triggers: ['a'] }],
      tags: ['x', { $choice: { when: 'process.env.FULL', then: 'y', else: { $absent: true } } }],
    })
    expect(byId(read).a!.retryDelayMs).toMatchObject({ $choice: { then: 60_000, else: { $unknown: 'env', of: 'DELAY' } } })
  })
})

describe('schedules', () => {
  test.each([
    ['a choice of two', either(audit, '@daily', null), { $choice: { when: 'process.env.AUDIT', then: { kind: 'cron', expression: '0 0 * * *' }, else: { kind: 'none' } } }],
    ['an unknown one', open(env('SCHEDULE')), { $unknown: 'env', of: 'SCHEDULE' }],
    ['a cron with a hole', cron(text(env('MINUTE'), ' 4 * * *')), { kind: 'cron', expression: { $template: [{ $unknown: 'env', of: 'MINUTE' }, ' 4 * * *'] }, timezone: 'UTC' }],
    ['a cron in an unknown zone', cron('0 4 * * *', open(env('TZ'))), { kind: 'cron', timezone: { $unknown: 'env', of: 'TZ' } }],
  ])('%s', (_, schedule, expected) => {
    expect(dagOf({ dag: new Dag('d', { schedule }) }).schedule).toMatchObject(expected)
  })
  test('a local date in an unknown zone is not known', () => {
    expect(dagOf({ dag: new Dag('d', { timezone: open(env('TZ')), startDate: '2024-01-01', endDate: '2024-01-01T00:00:00Z' }) }))
      .toMatchObject({ startDate: { $unknown: 'derived' }, endDate: '2024-01-01T00:00:00+00:00' })
  })
})

describe('edges', () => {
  test('to one of two tasks are two edges under conditions', () => {
    const dag = new Dag('d')
    const a = dag.empty('a'), b = dag.empty('b'), c = dag.empty('c')
    dag.edges.push({ from: a, to: either(audit, b, c), label: null })
    expect(edgesOf(dagOf({ dag }))).toEqual(['a > b if process.env.AUDIT', 'a > c if !process.env.AUDIT'])
  })
  test('that are there in any case lose their condition and keep their label', () => {
    const dag = new Dag('d')
    const a = dag.empty('a'), b = dag.empty('b')
    a.before(label('always'), b)
    a.before(b)
    guardLast(dag, 'edges', audit)
    expect(dagOf({ dag }).edges).toMatchObject([{ from: 'a', to: 'b', label: 'always' }])
    expect(edgesOf(dagOf({ dag }))).toEqual(['a > b'])
  })
  test('under conditions that overlap have the label of the first that there is', () => {
    const dag = new Dag('d')
    const a = dag.empty('a'), b = dag.empty('b')
    a.before(label('one'), b)
    guardLast(dag, 'edges', audit)
    a.before(label('two'), b)
    guardLast(dag, 'edges', full)
    a.before(b)
    expect(dagOf({ dag }).edges).toMatchObject([{ label: { $choice: { when: 'process.env.AUDIT', then: 'one', else: { $choice: { when: 'process.env.FULL', then: 'two', else: { $absent: true } } } } } }])
    expect(edgesOf(dagOf({ dag }))).toEqual(['a > b'])
  })
  test('under several conditions name them all', () => {
    const dag = new Dag('d')
    const a = dag.empty('a'), b = dag.empty('b')
    a.before(b)
    const edge = dag.edges.pop()
    dag.edges.push(only(audit, only(full, edge, false)))
    expect(edgesOf(dagOf({ dag }))).toEqual(['a > b if process.env.AUDIT && !process.env.FULL'])
  })
  test('of groups join the first and last tasks, those of inner groups too', () => {
    const dag = new Dag('d')
    const outer = dag.taskGroup('o'), one = outer.taskGroup('one'), two = outer.taskGroup('two')
    const a = one.empty('a'), b = one.empty('b'), c = two.empty('c')
    const start = dag.empty('start'), end = dag.empty('end')
    a.before(b)
    chain(start, outer, end)
    one.before(two)
    expect(edgesOf(dagOf({ dag })).sort()).toEqual(['o.one.a > o.one.b', 'o.one.b > o.two.c', 'o.two.c > end', 'start > o.one.a'])
    expect(c.taskId).toBe('o.two.c')
  })
  test('of groups leave from what is last in them under each condition', () => {
    const dag = new Dag('d')
    const group = dag.taskGroup('g'), end = dag.empty('end')
    const a = group.empty('a'), b = group.empty('b')
    a.before(b)
    guardLast(dag, 'edges', audit)
    group.before(end)
    expect(edgesOf(dagOf({ dag })).sort()).toEqual(['g.a > end if !process.env.AUDIT', 'g.a > g.b if process.env.AUDIT', 'g.b > end'])
  })
  test('from something unknown make the DAG incomplete', () => {
    const dag = new Dag('d')
    dag.edges.push({ from: dag.empty('a'), to: open(env('X')) as TaskRef, label: null })
    expect(dagOf({ dag })).toMatchObject({ edges: [], complete: false })
  })
})

describe('DAGs', () => {
  test('exported under a condition say when', () => {
    expect(dagOf({ dag: only(audit, new Dag('d')) })).toMatchObject({ dagId: 'd', when: 'process.env.AUDIT' })
  })
  test('exported twice exist where either export does', () => {
    const dag = new Dag('d')
    expect(dagOf({ a: only(audit, dag), b: [dag] }).when).toBeUndefined()
    expect(modelOf({ a: dag, b: { deep: [dag] } }).dags).toHaveLength(1)
  })
  test('of one id on both sides of a condition are one DAG', () => {
    const make = (pool: string, extra: boolean): Dag => {
      const dag = new Dag('d', { schedule: extra ? '@daily' : null, defaults: { pool } })
      const group = dag.taskGroup('g')
      chain(group.bash('a', { command: 'x' }), group.bash('b', { command: pool }))
      if (extra) dag.empty('c')
      return dag
    }
    const model = modelOf({ dag: either(audit, make('big', true), make('small', false)) })
    expect(model.problems).toEqual([])
    const [read] = model.dags
    expect(read).toMatchObject({ schedule: { $choice: { when: 'process.env.AUDIT', then: { kind: 'cron' }, else: { kind: 'none' } } } })
    expect(read!.when).toBeUndefined()
    expect(read!.tasks.map((task) => [task.taskId, task.when])).toEqual([['c', 'process.env.AUDIT'], ['g.a', undefined], ['g.b', undefined]])
    expect(byId(read!)['g.b']).toMatchObject({ pool: { $choice: { then: 'big', else: 'small' } }, args: { command: { $choice: { then: 'big', else: 'small' } } } })
    expect(edgesOf(read!)).toEqual(['g.a > g.b'])
    expect(read!.groups).toHaveLength(1)
  })
  test('of an unknown list of tasks are incomplete', () => {
    const dag = new Dag('d')
    const holes = dag.tasks as unknown[]
    holes.push(open(env('TASKS')))
    expect(dagOf({ dag })).toMatchObject({ tasks: [], complete: false })
  })
})

test('mapping over a list with unknown parts has no known length', () => {
  const dag = new Dag('d')
  dag.python('a', { callable: 'm:f', expand: { x: [1, only(audit, 2)] } })
  dag.python('b', { callable: 'm:f', expand: { x: open(env('LIST')) } })
  const tasks = byId(dagOf({ dag }))
  expect(tasks.a!.mapped).toMatchObject({ over: { x: [1, { $choice: {} }] }, length: { $unknown: 'derived' } })
  expect(tasks.b!.mapped).toMatchObject({ length: { $unknown: 'env', of: 'LIST' } })
})
