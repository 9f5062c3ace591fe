// DAGs written with Airflow's TypeScript SDK, read through the shim: what its documentation and example show.
import { describe, expect, test } from 'vitest'
import type { Dag, Model, Task } from '#model'
import { readFiles } from '../read-files.ts'

const sdk = "import { Bundle, Dag, getClient, label, TaskHandler, triggerDagRun, withArgList } from 'apache-airflow-ts-sdk'\n"

const read = (body: string, head = sdk): Model => readFiles({ 'dag.ts': head + body })
const dagOf = (model: Model, dagId = 'd'): Dag => {
  const dag = model.dags.find((one) => one.dagId === dagId)
  if (dag === undefined) throw new Error(`no ${dagId} among ${model.dags.map((one) => one.dagId).join()}; ${JSON.stringify(model.problems)}`)
  return dag
}
const readDag = (body: string, head = sdk): Dag => dagOf(read(body, head))
const task = (dag: Dag, taskId: string): Task => dag.tasks.find((one) => one.taskId === taskId)!
const edges = (dag: Dag): string[] => dag.edges.map((edge) => `${edge.from} > ${edge.to}${edge.label === undefined ? '' : ` (${String(edge.label)})`}`)
const ids = (dag: Dag): string[] => dag.tasks.map((one) => one.taskId)

describe('a DAG and its tasks', () => {
  const quickStart = `const dag = new Dag('d', { schedule: '@daily', queue: 'typescript' })
const extract = dag.task('extract', async (): Promise<number> => 42)
const report = dag.task('report', async ({ rows }: { rows: number }) => { console.log(rows) })
report({ rows: extract() })
await new Bundle(dag).serve()
`
  test('is found by its bundle, without an export', () => {
    const model = read(quickStart)
    expect(model.problems).toEqual([])
    expect(dagOf(model)).toMatchObject({ id: 'dag:d', system: 'airflow', language: 'typescript', complete: true })
  })
  test('is found under the scoped name of the package too', () => {
    const model = readFiles({ 'dag.ts': quickStart.replace(/^/, "import { Bundle, Dag } from '@apache-airflow/ts-sdk'\n") })
    expect(ids(dagOf(model))).toEqual(['extract', 'report'])
  })
  test('has an edge for each named input that is a reference', () => {
    const dag = readDag(quickStart)
    expect(ids(dag)).toEqual(['extract', 'report'])
    expect(edges(dag)).toEqual(['extract > report'])
  })
  test('keeps constants and references among the arguments', () => {
    const dag = readDag(`export const dag = new Dag('d')
const extract = dag.task('extract', async () => 42)
dag.task('transform', async ({ rows, region }: { rows: number; region: string }) => rows)({ rows: extract(), region: 'us' })
`)
    expect(task(dag, 'transform').args['inputs']).toEqual({ rows: "{{ ti.xcom_pull(task_ids='extract') }}", region: 'us' })
  })
  test('shows its handler by name and place, which is all there is to know', () => {
    expect(read("export const dag = new Dag('d')\ndag.task('load', async () => 1)()\n").coverage.tasks).toEqual({ known: 1, total: 1 })
    const dag = readDag(`export async function loadRows() {}
export const dag = new Dag('d')
dag.task('load', loadRows)()
`)
    expect(task(dag, 'load')).toMatchObject({ operator: 'TypeScriptOperator', kind: 'task' })
    expect(task(dag, 'load').args['handler']).toMatchObject({ function: 'loadRows', at: { file: 'dag.ts', line: 2 } })
  })
  test('places a task where dag.task stands, not where it is called', () => {
    const dag = readDag(`export const dag = new Dag('d')
const a = dag.task('a', async () => 1)
const b = dag.task('b', async ({ x }: { x: number }) => x)
b({ x: a() })
`)
    expect(dag.at).toMatchObject({ file: 'dag.ts', line: 2 })
    expect(task(dag, 'a').at).toMatchObject({ file: 'dag.ts', line: 3, column: 11 })
    expect(task(dag, 'b').at).toMatchObject({ file: 'dag.ts', line: 4 })
  })
  test('takes the id from the handler, or from its options', () => {
    const dag = readDag(`export const dag = new Dag('d')
dag.task(async function extract() { return 42 })()
const named = async () => 1
dag.task(named)()
dag.task(async () => 2, { taskId: 'by_option', retries: 2 })()
`)
    expect(ids(dag)).toEqual(['by_option', 'extract', 'named'])
    expect(task(dag, 'by_option').retries).toBe(2)
  })
  test('takes its inputs in order as well', () => {
    const dag = readDag(`export const dag = new Dag('d')
const extract = dag.task('extract', async () => 42)
dag.task('transform', async ({ rows, region }: { rows: number; region: string }) => rows)(withArgList(extract(), 'us'))
`)
    expect(edges(dag)).toEqual(['extract > transform'])
    expect(task(dag, 'transform').args['inputs']).toEqual(["{{ ti.xcom_pull(task_ids='extract') }}", 'us'])
  })
  test('may have handlers that are declared below', () => {
    const dag = readDag(`export const dag = new Dag('d')
dag.task('late', runLate, { retries: 1 })({ days: 7 })
async function runLate({ days }: { days: number }) { return days }
`)
    expect(task(dag, 'late')).toMatchObject({ retries: 1, args: { inputs: { days: 7 } } })
  })
  test('throws when a task is called twice, as the SDK does', () => {
    const model = read(`export const dag = new Dag('d')
const a = dag.task('a', async () => 1)
a()
a()
`)
    expect(model.problems).toMatchObject([{ code: 'throw', at: { line: 5 } }])
    expect(model.problems[0]!.message).toContain('called twice')
  })
  test('says so when a task is never called', () => {
    const model = read(`export const dag = new Dag('d')
dag.task('a', async () => 1)()
dag.task('forgotten', async () => 1)
`)
    expect(model.problems).toMatchObject([{ code: 'unplaced-task', severity: 'error', at: { line: 4 } }])
    expect(ids(dagOf(model))).toEqual(['a'])
  })
})

describe('options', () => {
  test('of a DAG', () => {
    const dag = readDag(`export const dag = new Dag('d', {
  schedule: '15 3 * * 1-5', description: 'One line', docMd: '# Why', startDate: new Date('2026-01-01T00:00:00Z'), endDate: new Date('2026-12-31T23:30:15Z'),
  tags: ['etl', 'nightly'], dagDisplayName: 'Shown', maxActiveTasks: 8, maxActiveRuns: 3, maxConsecutiveFailedDagRuns: 2, dagrunTimeout: 300,
  catchup: true, failFast: true, renderTemplateAsNativeObj: true, disableBundleVersioning: true, isPausedUponCreation: true,
})
dag.task('a', async () => 1)()
`)
    expect(dag).toMatchObject({
      schedule: { kind: 'cron', expression: '15 3 * * 1-5', timezone: 'UTC', timing: 'trigger' }, description: 'One line', doc: '# Why',
      startDate: '2026-01-01T00:00:00+00:00', endDate: '2026-12-31T23:30:15+00:00', tags: ['etl', 'nightly'], maxActiveTasks: 8, maxActiveRuns: 3,
      dagrunTimeoutMs: 300_000, catchup: true, failFast: true, renderNative: true,
    })
  })
  test.each([
    ["'@once'", { kind: 'once' }],
    ["'@continuous'", { kind: 'continuous' }],
    ["'@daily'", { kind: 'cron', expression: '0 0 * * *', preset: '@daily', timezone: 'UTC' }],
    ['undefined', { kind: 'none' }],
  ])('schedule %s', (schedule, expected) => {
    const dag = readDag(`export const dag = new Dag('d', { schedule: ${schedule} })\ndag.task('a', async () => 1)()\n`)
    expect(dag.schedule).toMatchObject(expected)
  })
  test('of a task, durations in seconds', () => {
    const dag = readDag(`export const dag = new Dag('d')
dag.task('a', async () => 1, {
  owner: 'data', triggerRule: 'all_done', dependsOnPast: true, waitForDownstream: true, retries: 2, queue: 'typescript', pool: 'tiny', poolSlots: 2,
  executionTimeout: 120, retryDelay: 600, retryExponentialBackoff: 2, maxRetryDelay: 900, priorityWeight: 5, weightRule: 'upstream', docMd: 'Why',
  maxActiveTisPerDag: 3, maxActiveTisPerDagrun: 4, executor: 'LocalExecutor', doXcomPush: false, mapIndexTemplate: '{{ task.task_id }}',
})()
`)
    expect(task(dag, 'a')).toMatchObject({
      owner: 'data', triggerRule: 'all_done', dependsOnPast: true, waitForDownstream: true, retries: 2, queue: 'typescript', pool: 'tiny', poolSlots: 2,
      executionTimeoutMs: 120_000, retryDelayMs: 600_000, retryExponentialBackoff: 2, maxRetryDelayMs: 900_000, priorityWeight: 5, weightRule: 'upstream',
      doc: 'Why', maxActiveTisPerDag: 3, maxActiveTisPerDagrun: 4, args: { executor: 'LocalExecutor', doXcomPush: false },
    })
  })
  test("the DAG's queue is that of every task that names none", () => {
    const dag = readDag(`export const dag = new Dag('d', { queue: 'typescript' })
dag.task('a', async () => 1)()
dag.task('b', async () => 1, { queue: 'heavy' })()
dag.task('c', triggerDagRun({ dagId: 'other' }))()
`)
    expect([task(dag, 'a').queue, task(dag, 'b').queue, task(dag, 'c').queue]).toEqual(['typescript', 'heavy', 'typescript'])
  })
})

describe('order', () => {
  test('before and after take several and return the receiver', () => {
    const dag = readDag(`export const dag = new Dag('d')
const [a, b, c, e] = ['a', 'b', 'c', 'e'].map((id) => dag.task(id, async () => 1)())
a.before(b).before(c)
e.after(b, c)
`)
    expect(edges(dag)).toEqual(['a > b', 'a > c', 'b > e', 'c > e'])
  })
  test('drawing an edge again changes nothing but its label', () => {
    const dag = readDag(`export const dag = new Dag('d')
const a = dag.task('a', async () => 1)()
const b = dag.task('b', async ({ x }: { x: number }) => x)({ x: a })
a.before(label(b, 'rows found'))
`)
    expect(edges(dag)).toEqual(['a > b (rows found)'])
  })
  test('an edge to another DAG throws', () => {
    const model = read(`export const one = new Dag('one')
export const two = new Dag('two')
const a = one.task('a', async () => 1)()
const b = two.task('b', async () => 1)()
a.before(b)
`)
    expect(model.problems).toMatchObject([{ code: 'throw', at: { line: 6 } }])
  })
})

describe('task groups', () => {
  test('prefix ids, nest, and stand at the ends of edges', () => {
    const dag = readDag(`export const dag = new Dag('d')
const extract = dag.task('extract', async () => 1)()
const staging = dag.taskGroup('staging')
const staged = staging.task('stage', async () => 1)()
const nulls = staging.taskGroup('checks').task('nulls', async () => 1)()
staged.before(nulls)
const load = dag.task('load', async () => 1)()
staging.after(extract)
staging.before(load)
`)
    expect(ids(dag)).toEqual(['extract', 'load', 'staging.checks.nulls', 'staging.stage'])
    expect(edges(dag)).toEqual(['extract > staging.stage', 'staging.checks.nulls > load', 'staging.stage > staging.checks.nulls'])
    expect(dag.groups.map((group) => [group.groupId, group.parent])).toEqual([['staging', null], ['staging.checks', 'group:d/staging']])
    expect(task(dag, 'staging.checks.nulls').group).toBe('group:d/staging.checks')
  })
  test('keep ids as written without a prefix', () => {
    const dag = readDag(`export const dag = new Dag('d')
const outer = dag.taskGroup('outer')
const inner = outer.taskGroup('inner', { prefixGroupId: false })
inner.task('plain', async () => 1)()
inner.taskGroup('deeper').task('t', async () => 1)()
`)
    expect(ids(dag)).toEqual(['deeper.t', 'plain'])
    expect(dag.groups.map((group) => group.groupId)).toEqual(['deeper', 'outer', 'outer.inner'])
  })
})

describe('branches', () => {
  const tasks = `export const dag = new Dag('d')
const extracted = dag.task('extract', async () => 1)()
const loaded = dag.task('load', async () => 1)()
const empty = dag.task('report_empty', async () => 1)()
const after = dag.task('after', async () => 1, { triggerRule: 'all_done' })()
async function hasRows({ rows }: { rows: number }): Promise<boolean> { return rows > 0 }
`
  test('if takes a handler, its inputs and its options', () => {
    const dag = readDag(`${tasks}const gate = dag.if(hasRows, { rows: extracted }, { taskId: 'has_rows', retries: 2 })
gate.then(loaded).else(empty)
gate.before(after)
`)
    expect(task(dag, 'has_rows')).toMatchObject({ kind: 'branch', retries: 2, branch: { to: ['load', 'report_empty'], skips: 'named' }, args: { inputs: { rows: "{{ ti.xcom_pull(task_ids='extract') }}" } } })
    expect(edges(dag)).toEqual(['extract > has_rows', 'has_rows > after', 'has_rows > load', 'has_rows > report_empty'])
  })
  test('the id of a condition is the name of its handler', () => {
    const dag = readDag(`${tasks}dag.if(hasRows, { rows: extracted }).then(loaded)\n`)
    expect(task(dag, 'hasRows').branch).toMatchObject({ to: ['load'], skips: 'named' })
  })
  test('if takes a placed task, as it did before', () => {
    const dag = readDag(`${tasks}const gated = dag.task('has_rows', hasRows)({ rows: extracted })
dag.if(gated).then(loaded).else(empty)
`)
    expect(task(dag, 'has_rows')).toMatchObject({ kind: 'branch', branch: { to: ['load', 'report_empty'], skips: 'named' } })
    expect(edges(dag)).toEqual(['extract > has_rows', 'has_rows > load', 'has_rows > report_empty'])
  })
  test('switch has a case for each task', () => {
    const dag = readDag(`${tasks}async function pick() { return loaded }
const strategy = dag.switch(pick, undefined, { taskId: 'pick_path' })
Object.values({ loaded, empty }).forEach((one) => strategy.case(one))
strategy.after(extracted)
`)
    expect(task(dag, 'pick_path')).toMatchObject({ kind: 'branch', branch: { to: ['load', 'report_empty'], skips: 'named' } })
    expect(edges(dag)).toEqual(['extract > pick_path', 'pick_path > load', 'pick_path > report_empty'])
  })
  test('a switch can be a side of a condition', () => {
    const dag = readDag(`${tasks}const pick = dag.switch(async () => loaded, 'pick_path')
pick.case(loaded).case(empty)
dag.if(async () => true, 'is_open').then(pick).else(after)
`)
    expect(task(dag, 'is_open').branch?.to).toEqual(['pick_path', 'after'])
    expect(edges(dag)).toEqual(['is_open > after', 'is_open > pick_path', 'pick_path > load', 'pick_path > report_empty'])
  })
  test('an awaited condition throws', () => {
    const model = read(`${tasks}await dag.if(async () => true, 'gate')\n`)
    expect(model.problems.map((problem) => problem.code)).toEqual(['throw'])
  })
})

describe('operators in place of a handler', () => {
  test('triggerDagRun', () => {
    const dag = readDag(`export const dag = new Dag('d')
const handoff = (dagId: string, taskId: string) => dag.task(triggerDagRun({ dagId, conf: { by: 'shop' }, waitForCompletion: true, pokeInterval: 5, resetDagRun: true, note: 'n' }), { taskId })()
handoff('risk', 'ask_risk').before(handoff('finance', 'ask_finance'))
`)
    expect(task(dag, 'ask_risk')).toMatchObject({
      operator: 'TriggerDagRunOperator', kind: 'trigger',
      trigger: { dagId: 'risk', conf: { by: 'shop' }, waitForCompletion: true, pokeIntervalMs: 5000, resetDagRun: true },
    })
    expect(edges(dag)).toEqual(['ask_risk > ask_finance'])
  })
  test('dag.triggerDagRun, as it was before', () => {
    const dag = readDag(`export const dag = new Dag('d')
const a = dag.task('a', async () => 1)()
dag.triggerDagRun({ taskId: 'next', dagId: 'other', conf: { from: '{{ dag.dag_id }}' } }, { retries: 2 }).after(a)
`)
    expect(task(dag, 'next')).toMatchObject({ kind: 'trigger', retries: 2, trigger: { dagId: 'other', conf: { from: '{{ dag.dag_id }}' } } })
    expect(edges(dag)).toEqual(['a > next'])
  })
  test('approval skips what follows; failOnReject fails in place of it', () => {
    const dag = readDag(`export const dag = new Dag('d')
const report = dag.task('report', async () => ({ version: '1' }))()
dag.task('sign_off', approval({ subject: ({ report }: { report: { version: string } }) => report.version, responseTimeout: 30, defaults: 'Approve' }))({ report })
dag.task('gate', approval({ subject: 'Proceed?', failOnReject: true }))()
dag.task('choose', hitl({ subject: 'Where?', options: ['us', 'eu'], multiple: true }))()
`, sdk + "import { approval, hitl } from 'apache-airflow-ts-sdk/hitl'\n")
    expect(task(dag, 'sign_off')).toMatchObject({ operator: 'ApprovalOperator', kind: 'short-circuit', ignoreDownstreamTriggerRules: false, args: { responseTimeout: 30, defaults: 'Approve' } })
    expect(task(dag, 'gate')).toMatchObject({ operator: 'ApprovalOperator', kind: 'task' })
    expect(task(dag, 'choose')).toMatchObject({ operator: 'HITLOperator', kind: 'task', args: { subject: 'Where?', options: ['us', 'eu'], multiple: true } })
    expect(edges(dag)).toEqual(['report > sign_off'])
  })
})

describe('what the environment decides', () => {
  test('guards tasks and edges', () => {
    const dag = readDag(`export const dag = new Dag('d')
const load = dag.task('load', async () => 1)()
if (process.env.AUDIT) dag.task('audit', async () => 1)().after(load)
`)
    expect(task(dag, 'load').when).toBeUndefined()
    expect(task(dag, 'audit').when).toContain('AUDIT')
    expect(dag.edges).toMatchObject([{ from: 'load', to: 'audit', when: expect.stringContaining('AUDIT') }])
  })
  test('leaves choices in options', () => {
    const dag = readDag(`export const dag = new Dag('d', { queue: process.env.QUEUE ?? 'typescript' })
dag.task('load', async () => 1, { retries: process.env.CI ? 0 : 3 })()
`)
    expect(task(dag, 'load').retries).toMatchObject({ $choice: { then: 0, else: 3 } })
    expect(task(dag, 'load').queue).toMatchObject({ $choice: { else: expect.anything() } })
  })
})

describe('what comes from packages that are not at hand', () => {
  test('a handler leaves its task and edges as they are', () => {
    const dag = readDag(`import { extract, load } from '@acme/handlers'
export const dag = new Dag('d', { queue: 'typescript' })
const extracted = dag.task('extract', extract)()
dag.task('load', load, { retries: 2 })({ rows: extracted })
dag.if(load, { rows: extracted }, { taskId: 'gate' }).then(extracted)
`)
    expect(dag.tasks.map((one) => [one.taskId, one.kind, one.when])).toEqual([['extract', 'task', undefined], ['gate', 'branch', undefined], ['load', 'task', undefined]])
    expect(task(dag, 'load')).toMatchObject({ operator: 'TypeScriptOperator', retries: 2 })
    expect(JSON.stringify(task(dag, 'load').args)).toContain('@acme/handlers#load')
    expect(edges(dag)).toEqual(['extract > gate', 'extract > load', 'gate > extract'])
  })
  test('options are unknown one by one', () => {
    const dag = readDag(`import { spec } from '@acme/specs'
export const dag = new Dag('d', { ...spec, schedule: '@daily' })
dag.task('a', async () => 1, { ...spec, retries: 3 })()
`)
    expect(dag.schedule).toMatchObject({ kind: 'cron', preset: '@daily' })
    expect(dag.catchup).toMatchObject({ $unknown: expect.anything() })
    expect(task(dag, 'a')).toMatchObject({ retries: 3, triggerRule: { $unknown: expect.anything() } })
    expect(ids(dag)).toEqual(['a'])
  })
})

describe('handlers for tasks that Python declares', () => {
  test('are no DAG, but facts of their file', () => {
    const model = read(`export async function buildMessage() { return 'x' }
const bundle = new Bundle()
bundle.register(
  new TaskHandler('python_dag', 'build_message', buildMessage),
  new TaskHandler('other_dag', 'group.report', async () => 1),
)
await bundle.serve()
`)
    expect(model.dags).toEqual([])
    expect(model.problems).toEqual([])
    expect(model.files).toMatchObject([{
      path: 'dag.ts',
      handlers: [
        { dagId: 'other_dag', taskId: 'group.report', at: { line: 6 } },
        { dagId: 'python_dag', taskId: 'build_message', function: 'buildMessage', at: { line: 5 } },
      ],
    }])
  })
  test('stand beside DAGs in one bundle', () => {
    const model = read(`const dag = new Dag('d')
dag.task('a', async () => 1)()
await new Bundle(dag, new TaskHandler('python_dag', 'report', async () => 1)).serve()
`)
    expect(model.dags.map((one) => one.dagId)).toEqual(['d'])
    expect(model.files[0]!.handlers).toMatchObject([{ dagId: 'python_dag', taskId: 'report' }])
  })
  test.each([
    ['registerTask with ids', "import { registerTask, startCoordinator } from '@apache-airflow/ts-sdk'\nregisterTask({ dagId: 'py', taskId: 'extract' }, async () => 1)\nawait startCoordinator()\n"],
    ['registerTask with a joined id', "import { registerTask, startCoordinatorRuntime } from '@apache-airflow/ts-sdk'\nregisterTask('py.extract', async () => 1)\nawait startCoordinatorRuntime()\n"],
    ['a registry of DAGs none of whose tasks is placed', "import { Dag, DagRegistry, serveDags } from 'apache-airflow-ts-sdk'\nconst dag = new Dag('py')\ndag.task('extract', async () => 1)\nawait serveDags(new DagRegistry(dag))\n"],
    ['registerDags', "import { Dag, registerDags } from '@apache-airflow/ts-sdk'\nconst dag = new Dag('py')\ndag.task('extract', async () => 1)\nawait registerDags(dag)\n"],
  ])('read in the older form: %s', (_name, text) => {
    const model = readFiles({ 'dag.ts': text })
    expect(model.dags).toEqual([])
    expect(model.problems).toEqual([])
    expect(model.files[0]!.handlers).toMatchObject([{ dagId: 'py', taskId: 'extract' }])
  })
})
