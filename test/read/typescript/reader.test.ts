// The reader as a whole: which DAGs it finds, where it says they were made, and what it says of the files.
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { Model } from '#model'
import { readValues } from '#read'
import { treeOf } from '#model'
import { library, readFiles } from '../read-files.ts'

const validate = new Ajv({ strict: false }).compile(JSON.parse(JSON.stringify(Model)) as object)
const head = "import { Dag } from 'dagbook'\n"
const idsIn = (source: string): string[] => readFiles({ 'main.ts': head + source }).dags.map((dag) => dag.dagId)

describe('DAGs are found', () => {
  test.each([
    ['a constant', "export const a = new Dag('d')"],
    ['the default export', "export default new Dag('d')"],
    ['under another name', "const a = new Dag('d'); export { a as b }"],
    ['in a list', "export const all = [new Dag('d')]"],
    ['in a record of records', "export const all = { one: { two: new Dag('d') } }"],
    ['in a Map', "export const all = new Map([['x', new Dag('d')]])"],
    ['in a Set', "export const all = new Set([new Dag('d')])"],
    ['in a promise', "export const later = (async () => new Dag('d'))()"],
    ['after waiting', "export const now = await Promise.resolve(new Dag('d'))"],
    ['in an instance', "class Holder { dag = new Dag('d') } export const holder = new Holder()"],
    ['made by a function', "const make = (id: string) => new Dag(id); export const a = make('d')"],
    ['of a class of one\'s own', "class Mine extends Dag { constructor() { super('d') } } export const a = new Mine()"],
  ])('%s', (_, source) => {
    expect(idsIn(source)).toEqual(['d'])
  })
  test('once, however often it is exported', () => {
    const model = readFiles({ 'a.ts': `${head}export const a = new Dag('d')`, 'index.ts': "export * from './a.ts'\nexport { a as again } from './a.ts'" })
    expect(model.dags).toHaveLength(1)
    expect(model.problems).toEqual([])
  })
  test('not where it is kept to itself: a note says so', () => {
    const model = readFiles({ 'main.ts': `${head}const hidden = new Dag('d')\nhidden.empty('a')\nexport const x = 1` })
    expect(model.dags).toEqual([])
    expect(model.problems).toMatchObject([{ code: 'dag-not-exported', severity: 'note', message: expect.stringContaining('`d`') as string, at: { file: 'main.ts', line: 2 } }])
  })
})

describe('places', () => {
  test('are those of the calls in user code, innermost first', () => {
    const model = readFiles({
      'lib.ts': `${head}export const load = (dag: Dag, id: string) =>\n  dag.bash(id, { command: 'x' })\n`,
      'main.ts': `${head}import { load } from './lib.ts'\nexport const dag = new Dag('d', { params: { n: 1 } })\nconst a = load(dag, 'a')\nconst group = dag.taskGroup('g')\na.before(group.empty('b'))\n`,
    })
    const [dag] = model.dags
    const at = (thing: { at?: { file: string; line: number; column: number } } | undefined) => `${thing?.at?.file}:${thing?.at?.line}:${thing?.at?.column}`
    expect(at(dag)).toBe('main.ts:3:20')
    expect(at(dag!.params.n)).toBe('main.ts:3:48')
    expect(dag!.tasks.map(at)).toEqual(['lib.ts:3:3', 'main.ts:6:10'])
    expect(at(dag!.groups[0])).toBe('main.ts:5:15')
    expect(at(dag!.edges[0])).toBe('main.ts:6:1')
  })
})

describe('what is not known', () => {
  test('a fixture is assumed wherever it is used', () => {
    const files = { 'main.ts': `${head}const region = process.env.REGION ?? 'us'\nexport const dag = new Dag('d', { tags: [region] })\ndag.bash('a', { command: \`load \${region}\` })\ndag.empty('b')` }
    const [read] = readFiles(files, { fixtures: { env: { REGION: 'eu' } } }).dags
    expect(read).toMatchObject({ tags: ['eu'], assumptions: [{ name: 'env REGION', value: 'eu', from: 'fixture' }] })
    expect(read!.tasks).toMatchObject([{ args: { command: 'load eu' }, assumptions: [{ name: 'env REGION' }] }, { taskId: 'b' }])
    expect(read!.tasks[1]).not.toHaveProperty('assumptions')
  })
  test('a fixture that decided whether tasks are made is assumed by those tasks, wherever they are made', () => {
    const { dags } = readFiles({
      'add.ts': "import type { Dag } from 'dagbook'\nexport const addAudit = (dag: Dag) => { dag.bash('audit', { command: 'x' }) }",
      'main.ts': `${head}import { addAudit } from './add.ts'\nconst isFull = process.env.MODE === 'full'\nexport const a = new Dag('d')\na.bash('always', { command: 'x' })
if (isFull && !process.env.OTHER) addAudit(a)\nconst one = isFull ? a.bash('more', { command: 'x' }) : a.bash('less', { command: 'x' })\nisFull && a.bash('most', { command: 'x' })`,
    }, { fixtures: { env: { MODE: 'full' } } })
    expect(dags[0]!.tasks.map(({ taskId, assumptions }) => [taskId, assumptions?.map(({ name }) => name)]))
      .toEqual([['always', undefined], ['audit', ['env MODE']], ['more', ['env MODE']], ['most', ['env MODE']]])
    expect(dags[0]!.assumptions.map(({ name }) => name)).toEqual(['env MODE'])
  })
  test('a fixture that decided something is assumed by the DAGs of that file and of those that import it', () => {
    const model = readFiles({
      'settings.ts': "const local = (name: string) => name === 'laptop' ? { prefix: 'me_' } : undefined\nexport const prefix = local(process.env.INSTANCE ?? 'production')?.prefix ?? ''",
      'a.ts': `${head}import { prefix } from './settings.ts'\nexport const a = new Dag('a')\na.bash('load', { command: prefix + 'load' })`,
      'b.ts': `${head}export const b = new Dag('b')`,
    }, { fixtures: { env: { INSTANCE: 'production' } } })
    expect(model.dags.map((dag) => dag.assumptions.map((one) => `${one.name} = ${String(one.value)}`))).toEqual([['env INSTANCE = production'], []])
    expect(model.coverage.dags).toEqual({ known: 1, total: 2 })
  })
  test('a guarded task comes out as such, its edges too', () => {
    const [read] = readFiles({ 'main.ts': `${head}export const dag = new Dag('d')\nconst a = dag.empty('a')\nif (process.env.AUDIT) a.before(dag.empty('audit'))\na.before(dag.empty('z'))` }).dags
    expect(read!.tasks.map((task) => [task.taskId, task.when])).toEqual([['a', undefined], ['audit', 'process.env.AUDIT'], ['z', undefined]])
    expect(read!.edges.map((edge) => [edge.to, edge.when])).toEqual([['audit', 'process.env.AUDIT'], ['z', undefined]])
    expect(read!.complete).toBe(true)
  })
  test('tasks of a loop over something unknown stand for any number', () => {
    const model = readFiles({ 'main.ts': `${head}import { regions } from 'settings'\nexport const dag = new Dag('d')\nconst start = dag.empty('start')\nfor (const region of regions) { const t = dag.bash(\`load_\${region}\`, { command: region }); start.before(t) }\ndag.empty('end')` })
    const [read] = model.dags
    expect(read).toMatchObject({ complete: false })
    expect(read!.tasks.map((task) => [task.taskId, task.repeat?.min, task.when])).toEqual([['end', undefined, undefined], [expect.stringMatching(/^load_\{.*\}$/), 0, undefined], ['start', undefined, undefined]])
    expect(read!.edges).toHaveLength(1)
    expect(model.problems.map((problem) => problem.code)).toEqual(['import', 'unknown-loop'])
  })
  test.each([
    ['dag.bash(`a_${s}`, { command: s })', 'for (const s of shops) BODY', 5],
    ['dag.bash(`a_${s}`, { command: s })', 'shops.map((s) => BODY)', 5],
    ['dag.bash(`a_${s}`, { command: s })', 'shops.forEach((s) => { BODY })', 5],
    ['dag.bash(`a_${s}`, { command: s })', 'Object.entries(Object.groupBy(shops, (s) => s)).map(([s]) => BODY)', 5],
    ['dag.bash(`a_${s}`, { command: s })', 'const ids = shops.map((s) => s + "x")\nfor (const s of ids) BODY', 6],
  ])('%s in a loop of unknown length, %s: one note says why the DAG is not complete', (body, loop, line) => {
    const model = readFiles({ 'main.ts': `${head}export const dag = new Dag('d')\nconst shops = (process.env.SHOPS ?? 'a,b').split(',')\nconst trimmed = shops.map((s) => s.trim())\n${loop.replace('BODY', body)}\nexport const other = new Dag('e')\nother.bash('t', { command: trimmed.join(' ') })` })
    expect(model.dags.map(({ complete }) => complete)).toEqual([false, true])
    expect(model.problems.map(({ code, severity, at }) => [code, severity, at?.line])).toEqual([['unknown-loop', 'note', line]])
  })
  test('a DAG of a class that is not at hand is none', () => {
    expect(readFiles({ 'main.ts': `${head}import { OtherDag } from 'elsewhere'\nexport const a = new OtherDag('x')\nexport const b = new Dag('d')` }).dags.map((dag) => dag.dagId)).toEqual(['d'])
  })
})

describe('files', () => {
  test('are those that hold DAGs and what they import, each with how much of it was understood', () => {
    const model = readFiles({
      'good.ts': `${head}import { x } from './data.ts'\nexport const a = new Dag(x)`, 'data.ts': "export const x = 'd'", 'unrelated.ts': 'export const y = Date.now()',
      'broken.ts': `${head}export const b = new Dag('broken')\nexport const c = = 1`, 'types.d.ts': 'declare const z: number', 'good.test.ts': "import { test } from 'vitest'",
      'asks.ts': `${head}import axios from 'axios'\nconst r = await axios.get('https://x')\nexport const d = new Dag('asks', { description: r.data })`,
    })
    expect(model.files.map((file) => [file.path, file.read])).toEqual([['asks.ts', 'complete'], ['broken.ts', 'partial'], ['data.ts', 'complete'], ['good.ts', 'complete']])
    expect(model.files[0]!.calls).toMatchObject([{ kind: 'network', at: { file: 'asks.ts', line: 3 } }])
    expect(model.files[3]!.imports).toMatchObject([{ name: 'dagbook' }, { name: './data.ts', at: { line: 2 } }])
    expect(model.dags.map((dag) => dag.dagId)).toEqual(['asks', 'broken', 'd'])
    expect(validate(model), JSON.stringify(validate.errors)).toBe(true)
  })
  test('give the same model whatever their order and line endings', () => {
    const files = { 'b.ts': `${head}export const b = new Dag('b')\nb.empty('x')`, 'a.ts': `${head}import { b } from './b.ts'\nexport const a = new Dag('a')\na.externalTask('w', { dag: b })` }
    const turned = Object.fromEntries(Object.entries(files).reverse())
    expect(JSON.stringify(readFiles(turned))).toBe(JSON.stringify(readFiles(files)))
  })
})

test('DAGs that depend on each other across files, circles included, know each other\'s ids', () => {
  const model = readFiles({
    'one.ts': `${head}import { two } from './two.ts'\nexport const one = new Dag('one_' + 'x')\nexport const last = one.empty('last')\nexport const wire = () => one.triggerDagRun({ taskId: 'go', dag: two })`,
    'two.ts': `${head}import { last } from './one.ts'\nexport const two = new Dag('two')\nexport const wire2 = () => two.externalTask('wait', { task: last })`,
    'main.ts': "import { wire } from './one.ts'\nimport { wire2 } from './two.ts'\nwire(); wire2()",
  })
  expect(model.dags.map((dag) => dag.tasks.map((task) => task.trigger ?? task.waitsFor))).toEqual([[{ dagId: 'two' }, undefined], [{ dagId: 'one_x', taskIds: ['last'] }]])
  expect(model.problems).toEqual([])
})

test('secrets leave neither the model nor the values of a module', () => {
  const source = `${head}export const dag = new Dag('d')\ndag.python('a', { callable: 'm:f', opKwargs: { password: 'hunter2hunter2', uri: 'postgres://me:s3cr3tpw@db/x' } })\nexport const apiToken = 'abcdefghijklmnop'`
  const model = JSON.stringify(readFiles({ 'main.ts': source }))
  const values = JSON.stringify(readValues(treeOf({ 'main.ts': source }), 'main.ts', { library }))
  for (const secret of ['hunter2', 's3cr3tpw', 'abcdefghijklmnop']) expect(model + values).not.toContain(secret)
})

test('a DAG of a file that ends early may lack what would have come; others of the project do not', () => {
  const { dags } = readFiles({
    'cut.ts': `${head}export const a = new Dag('cut'); a.empty('x'); throw new Error('no config')`,
    'broken.ts': `${head}export const b = new Dag('broken'); b.empty('x'\nexport const c = `,
    'whole.ts': `${head}export const d = new Dag('whole'); d.empty('x')\nexport const big = 'x'.repeat(1e9)`,
  })
  expect(dags.map(({ dagId, complete }) => [dagId, complete])).toEqual([['broken', false], ['cut', false], ['whole', true]])
})

describe('a DAG is not complete where a limit cuts off', () => {
  const endless = 'for (;;) {}'
  const grow = 'const grow = (to: string[]) => { for (let i = 0; ; i++) if (i % 7 === 8) to.push(`t${i}`) }'
  const readDag = (files: Record<string, string>) => {
    const { dags, problems } = readFiles(files)
    return { complete: dags.map((dag) => dag.complete), codes: [...new Set(problems.map((problem) => `${problem.code} ${problem.at?.file}`))] }
  }
  test.each([
    ['a statement of its own file, before it', `${head}${endless}\nexport const a = new Dag('d'); a.empty('x')`],
    ['a statement of its own file, after it', `${head}export const a = new Dag('d'); a.empty('x')\n${endless}\na.empty('y')`],
    ['a function that would add tasks to it', `${head}const add = (dag: Dag) => { ${endless}; dag.empty('y') }\nexport const a = new Dag('d'); a.empty('x'); add(a)`],
    ['a function that would fill the list that its tasks are made from', `${head}${grow}\nconst names: string[] = []; grow(names)\nexport const a = new Dag('d'); for (const name of names) a.empty(name)`],
    ['a callback of a built-in', `${head}export const a = new Dag('d'); a.empty('x'); [1].forEach(() => { ${endless} })`],
  ])('%s', (_, source) => {
    expect(readDag({ 'main.ts': source })).toEqual({ complete: [false], codes: ['limit main.ts'] })
  })
  test('a module that it imports', () => {
    expect(readDag({ 'main.ts': `${head}import { names } from './names.ts'\nexport const a = new Dag('d'); for (const name of names) a.empty(name)`, 'names.ts': `${grow}\nexport const names: string[] = []; grow(names)` }))
      .toEqual({ complete: [false], codes: ['cut-off main.ts', 'limit names.ts'] })
  })
  test('a module that imports it', () => {
    expect(readDag({ 'dag.ts': `${head}export const a = new Dag('d'); a.empty('x')`, 'main.ts': `${head}import { a } from './dag.ts'\n${endless}; a.empty('y')` }))
      .toEqual({ complete: [false], codes: ['cut-off dag.ts', 'limit main.ts'] })
  })
  test('but not a file that has nothing to do with it, nor a value that is too large', () => {
    expect(readDag({ 'main.ts': `${head}export const a = new Dag('d', { description: 'x'.repeat(1e9) }); a.empty('x')`, 'other.ts': `${head}${endless}` }))
      .toEqual({ complete: [true], codes: ['limit main.ts', 'limit other.ts'] })
  })
})
