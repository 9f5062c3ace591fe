// Ids that depend on the environment: what is an alternative, what is a default, and whose edges are whose.
import { describe, expect, test } from 'vitest'
import type { Dag, Model } from '#model'
import { readFiles } from '../read-files.ts'

const head = "import { Dag, chain } from 'dagbook'\n"
const read = (source: string): Model => readFiles({ 'main.ts': head + source })
const readDag = (source: string): Dag => read(`export const d = new Dag('d')\n${source}`).dags[0]!
const tasksOf = (dag: Dag) => dag.tasks.map(({ taskId, when }) => when === undefined ? taskId : `${taskId} if ${when}`)
const edgesOf = (dag: Dag) => dag.edges.map(({ from, to, when }) => `${from} > ${to}${when === undefined ? '' : ` if ${when}`}`)
const codesOf = (model: Model) => model.problems.map(({ code, at }) => `${code} ${at?.line}`)

describe('a task of which the environment decides the id', () => {
  test('is two tasks, each under its condition, and so are its edges', () => {
    const dag = readDag("const a = d.empty('a')\nconst b = d.empty(process.env.Z ? 'with_z' : 'without_z', { docMd: process.env.Z ? 'yes' : 'no' })\nchain(a, b, d.empty('c'))")
    expect(tasksOf(dag)).toEqual(['a', 'c', 'with_z if process.env.Z', 'without_z if !process.env.Z'])
    expect(dag.tasks.map(({ doc }) => doc)).toEqual([undefined, undefined, 'yes', 'no'])
    expect(edgesOf(dag)).toEqual(['a > with_z if process.env.Z', 'a > without_z if !process.env.Z', 'with_z > c if process.env.Z', 'without_z > c if !process.env.Z'])
    expect(dag).toMatchObject({ complete: true, assumptions: [] })
  })
  test('is as many as there are answers, and one where two are the same', () => {
    const dag = readDag("d.empty(process.env.A ? 'x' : process.env.B ? 'y' : process.env.C ? 'x' : 'z')")
    expect(tasksOf(dag)).toEqual(['x if process.env.A || (!process.env.A && !process.env.B && process.env.C)', 'y if !process.env.A && process.env.B', 'z if !process.env.A && !process.env.B && !process.env.C'])
  })
  test('under a condition that decides it, is one', () => {
    expect(tasksOf(readDag("if (process.env.Z) d.empty(process.env.Z ? 'a' : 'b')"))).toEqual(['a if process.env.Z'])
  })
  test('in a group of which the environment decides the id, has the group of each', () => {
    const dag = readDag("const g = d.taskGroup(process.env.Z ? 'g' : 'h')\nchain(g.empty('a'), g.empty('b'))\nd.empty('c').after(g)")
    expect(dag.groups.map(({ groupId }) => groupId)).toEqual(['g', 'h'])
    expect(dag.tasks.map(({ taskId, group }) => [taskId, group])).toEqual([['c', null], ['g.a', 'group:d/g'], ['g.b', 'group:d/g'], ['h.a', 'group:d/h'], ['h.b', 'group:d/h']])
    expect(edgesOf(dag)).toEqual(['g.a > g.b if process.env.Z', 'g.b > c if process.env.Z', 'h.a > h.b if !process.env.Z', 'h.b > c if !process.env.Z'])
  })
  test('shares an id with another task of that side: they are one task, whose options depend on it', () => {
    const dag = readDag("d.bash(process.env.Z ? 'a' : 'b', { command: 'one' })\nd.bash(process.env.Z ? 'b' : 'a', { command: 'two' })")
    expect(tasksOf(dag)).toEqual(['a', 'b'])
    expect(dag.tasks[0]!.args.command).toEqual({ $choice: { when: 'process.env.Z', then: 'one', else: 'two' } })
  })
  test('is named by what refers to it, whichever it is', () => {
    const { dags } = read(`export const one = new Dag('one')\nconst last = one.empty(process.env.Z ? 'x' : 'y')
export const two = new Dag('two')\ntwo.externalTask('wait', { task: last })\ntwo.bash('print', { command: last })`)
    const [print, wait] = dags[1]!.tasks
    expect(wait!.waitsFor).toEqual({ dagId: 'one', taskIds: [{ $choice: { when: 'process.env.Z', then: 'x', else: 'y' } }] })
    expect(print!.args.command).toEqual({ $choice: { when: 'process.env.Z', then: "{{ ti.xcom_pull(task_ids='x') }}", else: "{{ ti.xcom_pull(task_ids='y') }}" } })
  })
  test('that branches, leads where each of them does', () => {
    const dag = readDag("const pick = d.branch(process.env.Z ? 'p' : 'q', { callable: 'm:f' })\npick.when('params.x', d.empty(process.env.Z ? 'a' : 'b')).otherwise(d.empty('c'))")
    expect(dag.tasks.map(({ taskId, branch }) => [taskId, branch?.to])).toEqual([['a', undefined], ['b', undefined], ['c', undefined], ['p', ['a', 'c']], ['q', ['b', 'c']]])
  })
  test('of which there are too many to be shown, is one whose id is not known: a warning names it', () => {
    const many = [...'ABCDEFG'].map((name) => `\${process.env.${name} ? '${name}' : ''}`).join('')
    const model = read(`export const d = new Dag('d')\nd.empty(\`t_${many}\`)`)
    expect(model.dags[0]!.complete).toBe(false)
    expect(codesOf(model)).toEqual(['id 3'])
  })
})

describe('a default of an id', () => {
  test.each([
    ['process.env.R ?? "us"', 'us', 'us'], ['process.env.R || "us"', 'us', 'us'], ['process.env.R === undefined ? "us" : process.env.R', 'us', 'us'],
    ['`load_${process.env.R ?? "us"}`', 'load_us', 'us'], ['`${process.env.R ?? "us"}_to_${process.env.R ?? "us"}`', 'us_to_us', 'us'],
    ['process.env.R ? `load_${process.env.R}` : "load"', 'load', null], ['process.env.R?.trim() ?? "none"', 'none', null],
  ])('%s is taken, and task and DAG say so', (id, taskId, value) => {
    const dag = readDag(`d.empty(${id})\nd.empty('other')`)
    const assumed = { name: 'env R', value, from: 'default' }
    expect(dag.tasks.find((task) => task.taskId === taskId)).toMatchObject({ assumptions: [assumed] })
    expect(dag.tasks.find((task) => task.taskId === 'other')).not.toHaveProperty('assumptions')
    expect(dag).toMatchObject({ complete: true, assumptions: [assumed] })
  })
  test('on one side of a condition holds on that side alone', () => {
    const dag = readDag("d.empty(process.env.A ? 'a' : process.env.R ?? 'us')")
    expect(dag.tasks.map(({ taskId, when, assumptions }) => [taskId, when, assumptions?.map(({ name }) => name)])).toEqual([['a', 'process.env.A', undefined], ['us', '!process.env.A', ['env R']]])
  })
  test('of two variables: each is assumed', () => {
    const dag = readDag('d.empty(`${process.env.R ?? "us"}_${process.env.S ?? "x"}`)')
    expect(dag.tasks).toMatchObject([{ taskId: 'us_x', assumptions: [{ name: 'env R', value: 'us' }, { name: 'env S', value: 'x' }] }])
  })
  test('a fixture of an id is assumed by the task too', () => {
    const { dags } = readFiles({ 'main.ts': `${head}export const d = new Dag('d')\nd.empty(process.env.R ?? 'us')` }, { fixtures: { env: { R: 'eu' } } })
    expect(dags[0]!.tasks).toMatchObject([{ taskId: 'eu', assumptions: [{ name: 'env R', value: 'eu', from: 'fixture' }] }])
  })
})

test('an id that is not known makes the DAG incomplete, with a warning that says where', () => {
  const model = read("export const d = new Dag('d')\nd.empty(process.env.R!)\nexport const e = new Dag(`e_${process.env.S!}`)")
  expect(model.dags.map(({ dagId, complete }) => [dagId, complete])).toEqual([['d', false], ['e_{S}', false]])
  expect(model.problems).toMatchObject([{ code: 'id', severity: 'warning', at: { line: 3 } }, { code: 'id', severity: 'warning', at: { line: 4 } }])
})

describe('a DAG of which the environment decides the id', () => {
  test('is two DAGs, each under its condition, with its own side of everything', () => {
    const { dags, problems } = read("export const d = new Dag(process.env.Z ? 'big' : 'small', { description: process.env.Z ? 'yes' : 'no' })\nd.empty('a')\nif (process.env.Z) d.empty('b')")
    expect(dags.map((dag) => [dag.dagId, dag.when, dag.description, tasksOf(dag)])).toEqual([['big', 'process.env.Z', 'yes', ['a', 'b']], ['small', '!process.env.Z', 'no', ['a']]])
    expect(problems).toEqual([])
  })
  test('is started and awaited by whichever id it has', () => {
    const { dags } = read("export const d = new Dag(process.env.Z ? 'big' : 'small')\nexport const e = new Dag('e', { onFailure: { triggers: d } })\ne.triggerDagRun({ taskId: 'go', dag: d })\ne.externalTask('wait', { dag: d })")
    const either = { $choice: { when: 'process.env.Z', then: 'big', else: 'small' } }
    const e = dags.find(({ dagId }) => dagId === 'e')!
    expect(e.tasks.map((task) => (task.trigger ?? task.waitsFor)?.dagId)).toEqual([either, either])
    expect(e.callbacks[0]!.triggers).toEqual([either])
  })
})

describe('a second task of one id', () => {
  test('is left out, and so are its edges; the DAG is not complete', () => {
    const model = read("export const d = new Dag('d')\nconst [b, c] = [d.empty('b'), d.empty('c')]\nd.bash('a', { command: 'x' }).before(b)\nd.bash('a', { command: 'dup' }).before(c)\nconst g = d.taskGroup('g')\ng.empty('a')\ng.after(b)")
    const [dag] = model.dags
    expect(edgesOf(dag!)).toEqual(['a > b', 'b > g.a'])
    expect(dag).toMatchObject({ complete: false, tasks: [{ taskId: 'a', args: { command: 'x' } }, {}, {}, {}] })
    expect(codesOf(model)).toEqual(['duplicate-task 5'])
  })
})

test('letters of any script are an id; blanks and other signs are none', () => {
  const model = read("export const d = new Dag('d')\nd.empty('région')\nd.empty('a b')\nd.empty('c!')")
  expect(codesOf(model)).toEqual(['id 4', 'id 5'])
  expect(model.problems[0]!.help).toBe('Did you mean `a_b`?')
})
