// What each way of authoring means in the model. The DAGs are live objects here: reading them gives the same values (test/oracle).
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { allOf, anyOf, Asset, asset, assetsOrTime, chain, cron, Dag, days, defineOperator, events, every, hours, minutes, param, Pipeline, sql, table, timetable, type DagSpec } from 'dagbook'
import { Model, type Dag as ReadDag, type Task } from '#model'
import { dagOf, modelOf } from './symbolic.ts'

const validate = new Ajv({ strict: false }).compile(JSON.parse(JSON.stringify(Model)) as object)
const taskOf = (write: (dag: Dag) => unknown): Task => {
  const dag = new Dag('d')
  write(dag)
  return dagOf({ dag }).tasks.find((task) => task.taskId === 't')!
}
const specOf = (spec: DagSpec): ReadDag => dagOf({ dag: new Dag('d', spec) })

describe('schedules', () => {
  test.each<[string, DagSpec, object]>([
    ['none', {}, { kind: 'none' }],
    ['null', { schedule: null }, { kind: 'none' }],
    ['once', { schedule: '@once' }, { kind: 'once' }],
    ['continuous', { schedule: '@continuous' }, { kind: 'continuous' }],
    ['a preset', { schedule: '@weekly' }, { kind: 'cron', expression: '0 0 * * 0', preset: '@weekly', timezone: 'UTC', timing: 'trigger' }],
    ['cron text', { schedule: '5 4 * * *' }, { kind: 'cron', expression: '5 4 * * *', timezone: 'UTC', timing: 'trigger' }],
    ['cron text in the DAG\'s zone', { schedule: '5 4 * * *', timezone: 'Asia/Tokyo' }, { kind: 'cron', expression: '5 4 * * *', timezone: 'Asia/Tokyo', timing: 'trigger' }],
    ['cron in its own zone', { schedule: cron('5 4 * * *', 'Europe/Paris', { timing: 'data-interval' }), timezone: 'Asia/Tokyo' }, { kind: 'cron', expression: '5 4 * * *', timezone: 'Europe/Paris', timing: 'data-interval' }],
    ['several crons', { schedule: cron(['0 4 * * *', '0 9 * * 6']) }, { kind: 'cron', expressions: ['0 4 * * *', '0 9 * * 6'], timezone: 'UTC', timing: 'trigger' }],
    ['an interval', { schedule: every(hours(6)) }, { kind: 'interval', everyMs: 21_600_000, timing: 'trigger' }],
    ['a calendar step', { schedule: every({ months: 1 }, { timing: 'data-interval' }) }, { kind: 'interval', every: { months: 1 }, timing: 'data-interval' }],
    ['one asset', { schedule: asset('a') }, { kind: 'assets', condition: 'a' }],
    ['a table', { schedule: table('x.y') }, { kind: 'assets', condition: 'x.y' }],
    ['all and any assets', { schedule: allOf(asset('a'), anyOf(asset('b'), table('c'))) }, { kind: 'assets', condition: { all: ['a', { any: ['b', 'c'] }] } }],
    ['assets or time', { schedule: assetsOrTime(asset('a'), cron('0 1 * * *', 'Asia/Tokyo')) }, { kind: 'assets-or-time', condition: 'a', expression: '0 1 * * *', timezone: 'Asia/Tokyo', timing: 'trigger' }],
    ['events', { schedule: events('2024-05-01', '2024-05-02T12:00+02:00'), timezone: 'Europe/Paris' }, { kind: 'events', dates: ['2024-05-01T00:00:00+02:00', '2024-05-02T12:00:00+02:00'] }],
    ['a timetable', { schedule: timetable('acme.Workdays', { holidays: ['2024-12-25'] }) }, { kind: 'timetable', name: 'acme.Workdays', args: { holidays: ['2024-12-25'] } }],
  ])('%s', (_, spec, expected) => {
    expect(specOf(spec).schedule).toEqual(expected)
  })
  test('the zone of a cron is the DAG\'s, for its dates too', () => {
    expect(specOf({ schedule: cron('0 4 * * *', 'Europe/Paris'), startDate: '2024-07-01', endDate: new Date(0) }))
      .toMatchObject({ timezone: 'Europe/Paris', startDate: '2024-07-01T00:00:00+02:00', endDate: '1970-01-01T00:00:00+00:00' })
  })
})

describe('options of DAGs', () => {
  test('the scheduler\'s defaults', () => {
    expect(specOf({})).toEqual({
      id: 'dag:d', dagId: 'd', system: 'dagbook', language: 'typescript', kind: 'dag', tags: [], owners: [], schedule: { kind: 'none' }, timezone: 'UTC',
      catchup: false, maxActiveRuns: 16, maxActiveTasks: 16, params: {}, callbacks: [], tasks: [], groups: [], edges: [], complete: true, assumptions: [],
    })
  })
  test('everything else', () => {
    const pipeline = new Pipeline('site', ['dag', 'root'])
    pipeline.setting('b', 2, 'root')
    pipeline.setting('a', undefined, 'dag', 'x')
    const spec = {
      catchup: true, maxActiveRuns: 1, maxActiveTasks: 2, maxConsecutiveFailedDagRuns: 3, dagrunTimeout: hours(2), failFast: true, renderTemplateAsNativeObj: true, isPausedUponCreation: true,
      dagDisplayName: 'Shown', description: 'one line', docMd: '# Doc', tags: ['b', 'a'], owners: ['team'], macros: { n: 1 }, kind: 'internal', documentation: { title: 'T', nothing: undefined }, pipeline,
      params: { region: param('US', { enum: ['US', 'EU'], description: 'Where' }), plain: [1] },
      onFailure: [{ triggers: ['restore', new Dag('other')], callable: 'm:f' }, 'm:g'], onSuccess: 'm:done',
      defaults: { owner: 'ana' },
    } as const
    const dag = new Dag('d', spec)
    dag.empty('t')
    const model = modelOf({ dag })
    expect(model.dags[0]).toMatchObject({
      catchup: true, maxActiveRuns: 1, maxActiveTasks: 2, maxConsecutiveFailedDagRuns: 3, dagrunTimeoutMs: 7_200_000, failFast: true, renderNative: true, isPausedUponCreation: true,
      displayName: 'Shown', description: 'one line', doc: '# Doc', tags: ['b', 'a'], owners: ['team', 'ana'], macros: { n: 1 }, kind: 'internal', pipeline: 'site',
      documentation: { title: 'T', nothing: { $undefined: true } },
      params: { region: { default: 'US', schema: { enum: ['US', 'EU'] }, description: 'Where' }, plain: { default: [1] } },
      callbacks: [{ on: 'failure', name: 'm:f', triggers: ['restore', 'other'] }, { on: 'failure', name: 'm:g' }, { on: 'success', name: 'm:done' }],
    })
    expect(model.pipelines).toEqual([{ name: 'site', layers: ['dag', 'root'], settings: [
      { path: 'a', value: { $undefined: true }, layer: 'dag', scope: 'x' }, { path: 'b', value: 2, layer: 'root' },
    ] }])
  })
})

describe('tasks', () => {
  test('scheduling fields, those that hold the scheduler\'s default left out', () => {
    const given = {
      owner: 'ana', triggerRule: 'all_done', retries: 1, retryDelay: 2.5, retryExponentialBackoff: 3, maxRetryDelay: hours(1), executionTimeout: minutes(1), pool: 'p', poolSlots: 2, priorityWeight: 3,
      weightRule: 'upstream', queue: 'q', dependsOnPast: true, waitForDownstream: true, maxActiveTisPerDag: 1, maxActiveTisPerDagrun: 2, docMd: 'doc', onFailureFailDagrun: true, teardown: true,
    } as const
    expect(taskOf((dag) => dag.bash('t', { command: 'x', ...given }))).toEqual({
      id: 'task:d/t', taskId: 't', operator: 'BashOperator', operatorClass: 'airflow.providers.standard.operators.bash.BashOperator', templateFields: ['command', 'env', 'cwd'], kind: 'task', group: null,
      doc: 'doc', owner: 'ana', triggerRule: 'all_done', retries: 1, retryDelayMs: 2500, retryExponentialBackoff: 3, maxRetryDelayMs: 3_600_000, executionTimeoutMs: 60_000, pool: 'p', poolSlots: 2,
      priorityWeight: 3, weightRule: 'upstream', queue: 'q', dependsOnPast: true, waitForDownstream: true, maxActiveTisPerDag: 1, maxActiveTisPerDagrun: 2, onFailureFailDagrun: true, teardown: true, args: { command: 'x' },
    })
    const usual = { retryDelay: minutes(5), pool: 'default_pool', poolSlots: 1, priorityWeight: 1, weightRule: 'downstream', dependsOnPast: false } as const
    expect(Object.keys(taskOf((dag) => dag.empty('t', usual))).sort()).toEqual(['args', 'group', 'id', 'kind', 'operator', 'operatorClass', 'retries', 'taskId', 'triggerRule'])
  })
  test('defaults of the DAG, then of groups, then their own', () => {
    const dag = new Dag('d', { defaults: { retries: 1, pool: 'dag', queue: 'dag', onFailure: 'm:f', email: 'x@example.com' } })
    const group = dag.taskGroup('g', { defaults: { pool: 'group', queue: 'group' } })
    group.taskGroup('in', { defaults: { owner: 'in' } }).empty('t', { queue: 'own' })
    expect(dagOf({ dag }).tasks[0]).toMatchObject({ retries: 1, pool: 'group', queue: 'own', owner: 'in', group: 'group:d/g.in', callbacks: [{ on: 'failure', name: 'm:f' }], args: { email: 'x@example.com' } })
  })
  test('arguments are kept, references stand for what they name', () => {
    const other = table('x.Y')
    expect(taskOf((dag) => {
      const first = dag.empty('first')
      dag.operator('vendor.Op', 't', { table: other, statement: sql`select * from ${other}`, from: first, list: [dag, asset('a')], $odd: 1, when: new Date(0), big: Number.NaN, none: null, skip: undefined })
    })).toMatchObject({ operator: 'vendor.Op', operatorClass: 'vendor.Op', args: {
      table: 'x.Y', statement: 'select * from x.Y', from: "{{ ti.xcom_pull(task_ids='first') }}", list: ['d', 'a'], $$odd: 1, when: '1970-01-01T00:00:00.000Z', big: { $number: 'NaN' }, none: null,
    } })
  })
  test('an operator of one\'s own brings its class, templates and SQL', () => {
    const load = defineOperator<{ statement: string }>('Load', { operatorClass: 'acme.Load', templateFields: ['statement'], sqlField: 'statement', dialect: 'trino' })
    expect(taskOf((dag) => dag.operator(load, 't', { statement: 'select 1', retries: 1 })))
      .toMatchObject({ operator: 'Load', operatorClass: 'acme.Load', templateFields: ['statement'], sql: [{ text: 'select 1', dialect: 'trino' }], retries: 1, args: {} })
  })
  test('sensors', () => {
    expect(taskOf((dag) => dag.fileSensor('t', { filepath: '/x', mode: 'reschedule', pokeInterval: 30, timeout: days(1), softFail: true })))
      .toMatchObject({ kind: 'sensor', sensor: { mode: 'reschedule', pokeIntervalMs: 30_000, timeoutMs: 86_400_000, softFail: true }, args: { filepath: '/x' } })
    expect(taskOf((dag) => dag.sensor('v.S3', 't', { bucket: 'b' }))).toMatchObject({ kind: 'sensor', operator: 'v.S3', sensor: { mode: 'poke' }, args: { bucket: 'b' } })
  })
  test('external tasks, by name and by reference', () => {
    expect(taskOf((dag) => dag.externalTask('t', { dagId: 'o', taskIds: ['a', 'b'], executionDelta: hours(1), failedStates: ['failed'], mode: 'reschedule', checkExistence: true })))
      .toMatchObject({ kind: 'external-sensor', sensor: { mode: 'reschedule' }, waitsFor: { dagId: 'o', taskIds: ['a', 'b'], executionDeltaMs: 3_600_000, failedStates: ['failed'] }, args: { checkExistence: true } })
    const other = new Dag('other')
    const group = other.taskGroup('g')
    const inside = group.empty('x')
    expect(taskOf((dag) => dag.externalTask('t', { task: inside })).waitsFor).toEqual({ dagId: 'other', taskIds: ['g.x'] })
    expect(taskOf((dag) => dag.externalTask('t', { taskGroup: group })).waitsFor).toEqual({ dagId: 'other', groupId: 'g' })
    expect(taskOf((dag) => dag.externalTask('t', { dag: other })).waitsFor).toEqual({ dagId: 'other' })
    expect(taskOf((dag) => dag.externalTask('t', { dagId: 'o', taskId: null, executionDelta: null })).waitsFor).toEqual({ dagId: 'o' })
  })
  test('triggers, by name and by reference', () => {
    expect(taskOf((dag) => dag.triggerDagRun({ taskId: 't', dagId: 'o', conf: { day: '{{ ds }}' }, logicalDate: '{{ ds }}', waitForCompletion: true, resetDagRun: true, pokeInterval: 5, allowedStates: ['success'], note: 'n' })))
      .toMatchObject({ kind: 'trigger', trigger: { dagId: 'o', conf: { day: '{{ ds }}' }, logicalDate: '{{ ds }}', waitForCompletion: true, resetDagRun: true, pokeIntervalMs: 5000, allowedStates: ['success'] }, args: { note: 'n' } })
    expect(taskOf((dag) => dag.triggerDagRun({ taskId: 't', dag })).trigger).toEqual({ dagId: 'd' })
  })
  test('branches', () => {
    const branch = (write: (dag: Dag) => unknown) => taskOf(write).branch
    expect(branch((dag) => { dag.branch('t', { callable: 'm:f', to: [dag.empty('a')] }).before(dag.empty('b')) })).toEqual({ to: ['a', 'b'] })
    expect(branch((dag) => dag.branch('t', { callable: 'm:f' }).when('params.x', dag.empty('a'), dag.empty('b')).otherwise(dag.empty('c'))))
      .toEqual({ to: ['a', 'b', 'c'], decide: [{ if: 'params.x', to: ['a', 'b'] }, { to: ['c'] }] })
    expect(branch((dag) => { const group = dag.taskGroup('g'); chain(group.empty('x'), group.empty('y')); dag.branch('t', { callable: 'm:f' }).when('x', group) }))
      .toEqual({ to: ['g.x'], decide: [{ if: 'x', to: ['g.x'] }] })
    expect(taskOf((dag) => dag.if(dag.python('t', { callable: 'm:f' })).then(dag.empty('a')))).toMatchObject({ kind: 'branch', branch: { to: ['a'], skips: 'named' } })
    expect(branch((dag) => dag.switch(dag.python('t', { callable: 'm:f' })).case(dag.empty('a')).case(dag.empty('b')))).toEqual({ to: ['a', 'b'], skips: 'named' })
  })
  test('short circuits and latest only', () => {
    expect(taskOf((dag) => dag.shortCircuit('t', { callable: 'm:f', condition: 'params.go' }).before(dag.empty('a'))))
      .toMatchObject({ kind: 'short-circuit', ignoreDownstreamTriggerRules: true, branch: { to: ['a'], decide: [{ if: 'params.go', to: ['a'] }, { to: [] }] } })
    expect(taskOf((dag) => dag.latestOnly('t'))).toMatchObject({ kind: 'latest-only', operator: 'LatestOnlyOperator' })
  })
  test('mapping', () => {
    expect(taskOf((dag) => dag.python('t', { callable: 'm:f', expand: { a: [1, 2], b: ['x', 'y', 'z'] } })).mapped).toEqual({ over: { a: [1, 2], b: ['x', 'y', 'z'] }, length: 6 })
    expect(taskOf((dag) => dag.python('t', { callable: 'm:f', expandKwargs: [{ a: 1 }] })).mapped).toEqual({ over: [{ a: 1 }], length: 1 })
    expect(taskOf((dag) => dag.python('t', { callable: 'm:f', expand: { a: { k: 1, l: 2 } } })).mapped).toEqual({ over: { a: { k: 1, l: 2 } }, length: 2 })
    expect(taskOf((dag) => dag.python('t', { callable: 'm:f', expand: { a: [1], f: dag.empty('list') } })).mapped).toMatchObject({ over: { a: [1], f: { output: 'list' } }, length: { $unknown: 'call', of: 'list' } })
    expect(taskOf((dag) => dag.taskGroup('', { prefixGroupId: false, expand: { r: ['n', 's'] } }).empty('t')).mapped).toEqual({ over: { r: ['n', 's'] }, length: 2 })
  })
})

test('tables and assets: declared, read and written', () => {
  const raw = table('raw.Orders', { columns: { id: 'bigint', note: { type: 'text', description: 'a note' } }, role: 'source', description: 'As they come.' })
  const mart = table('mart.sales'), extra = table('raw.extra')
  const dag = new Dag('d')
  dag.sql('t', { sql: [sql`insert into ${mart} select * from ${raw}`, 'analyze'], outlets: [mart, new Asset({ uri: 's3://x' })], reads: [extra], writes: [{ table: mart, mode: 'append', partition: { day: '{{ ds }}' } }], connId: 'wh' })
  dag.bash('copy', { command: 'x', inlets: [mart, asset('a', 's3://a')], writes: [extra] })
  const model = modelOf({ dag, next: new Dag('next', { schedule: mart }), unused: table('un.used') })
  expect(model.dags[0]!.tasks).toMatchObject([
    { taskId: 'copy', reads: ['mart.sales'], writes: [{ table: 'raw.extra', mode: 'unknown' }], inlets: ['mart.sales', 'a'] },
    { taskId: 't', sql: [{ text: 'insert into mart.sales select * from raw.Orders' }, { text: 'analyze' }], reads: ['raw.extra', 'raw.Orders'], outlets: ['mart.sales', 's3://x'],
      writes: [{ table: 'mart.sales', mode: 'append', partition: { day: '{{ ds }}' } }], args: { connId: 'wh' } },
  ])
  expect(model.tables).toMatchObject([
    { id: 'table:mart.sales', writers: ['task:d/t'], readers: ['task:d/copy'] },
    { id: 'table:raw.extra', writers: ['task:d/copy'], readers: ['task:d/t'] },
    { id: 'table:raw.orders', name: 'raw.Orders', role: 'source', description: 'As they come.', columns: [{ name: 'id', type: 'bigint' }, { name: 'note', type: 'text', description: 'a note' }] },
    { id: 'table:un.used' },
  ])
  expect(model.assets).toMatchObject([{ name: 'a', uri: 's3://a' }, { name: 'mart.sales', producers: ['task:d/t'], consumers: ['dag:next'] }, { name: 's3://x', producers: ['task:d/t'] }])
  expect(validate(model), JSON.stringify(validate.errors)).toBe(true)
})
