// DAGs that code may have changed which is not read: they count as incomplete, and a warning names the DAG and the place.
import { describe, expect, test } from 'vitest'
import { readFiles } from '../read-files.ts'

const head = "import { Dag, chain } from 'dagbook'\nimport { addTasks, registry } from 'some-package'\n"
const read = (source: string, more: Readonly<Record<string, string>> = {}) => {
  const { dags, problems } = readFiles({ 'main.ts': head + source, ...more })
  return {
    dags: dags.map(({ dagId, complete, tasks }) => `${dagId} ${complete ? 'complete' : 'incomplete'}: ${tasks.map(({ taskId }) => taskId).join(' ')}`),
    problems: problems.filter(({ severity }) => severity !== 'note').map(({ code, severity, message, at }) => `${severity} ${code} ${at?.file}:${at?.line} ${/`\w*`/.exec(message)?.[0] ?? ''}`),
  }
}
const dag = "export const d = new Dag('d', { description: 'kept' })\nexport const a = d.empty('a')\nconst b = d.empty('b');\n"

describe('a DAG is not complete once it was handed', () => {
  test.each([
    ['to a function that is not known', 'addTasks(d)'],
    ['to it inside of an object', 'addTasks({ dags: [d] })'],
    ['to it inside of an instance', 'class Holder { dag = d }\naddTasks(new Holder())'],
    ['to it on one side of a condition', 'if (process.env.A) addTasks(d)'],
    ['to a constructor that is not known', 'new registry.Adder(d)'],
    ['to a method of something unknown', 'registry.all.push(d)'],
    ['to a template tag', 'addTasks`${d}`'],
    ['by a task of it', 'addTasks(a, b)'],
    ['by a group of it', "addTasks(d.taskGroup('g'))"],
    ['as what is called at an unknown method', "(d as any)[process.env.M!]('x')"],
    ['as what is called at an unknown method, in a chain', "(d as any)?.[process.env.M!]?.('x')"],
    ['by a task of it, called at an unknown method', '(a as any)[process.env.M!](b)'],
    ['to a property of something unknown', 'registry.dag = d'],
    ['to an element of something unknown', 'registry[0] = { d }'],
    ['to code that is made from a text', "new Function('d', 'd.empty(1)')(d)"],
    ['by what a callback returns', 'addTasks(() => d)'],
    ['in the module of another file', "import * as all from './all.ts'\naddTasks(all)"],
    ['to a function of another file', "import { help } from './help.ts'\nhelp(d)"],
  ])('%s', (_, source) => {
    const { dags, problems } = read(`${dag}${source}`, { 'all.ts': "export { d } from './main.ts'", 'help.ts': "import { more } from 'some-package'\nexport const help = (d: unknown) => more(d)" })
    expect(dags).toEqual(['d incomplete: a b'])
    expect(problems.filter((text) => text.includes('handed-over'))).toHaveLength(1)
    expect(problems.find((text) => text.includes('handed-over'))).toMatch(/^warning handed-over (?:main\.ts:[67]|help\.ts:2) `d`$/)
  })
  test('but its other facts stay, and so does every other DAG', () => {
    const { dags } = readFiles({ 'main.ts': `${head}${dag}addTasks(d)\nexport const e = new Dag('e')\ne.empty('a')` })
    expect(dags).toMatchObject([{ dagId: 'd', complete: false, description: 'kept' }, { dagId: 'e', complete: true }])
  })
  test('a value of its own options does not hand it over, nor does a known function', () => {
    const { dags, problems } = read(`${dag}d.bash('c', { command: addTasks('x') })\nconst help = (x: Dag) => x.tasks.length\nhelp(d)\nchain(a, b)\nconsole.log(d)\nJSON.stringify(d.dagId)`)
    expect({ dags, problems }).toEqual({ dags: ['d complete: a b c'], problems: [] })
  })
})

test('code from a text may do anything to the DAGs of its file', () => {
  const { dags, problems } = read(`${dag}eval("d.empty('c')")`)
  expect(dags).toEqual(['d incomplete: a b'])
  expect(problems).toEqual(['warning unsupported main.ts:6 ', 'warning cut-off main.ts:3 `d`'].sort())
})

describe('a helper of another file that throws', () => {
  test('cuts off what its caller would have added', () => {
    const { dags, problems } = read(`import { check } from './lib.ts'\nexport const d = new Dag('d')\nd.empty('one')\ncheck()\nd.empty('two')`, { 'lib.ts': "export const check = () => { throw new Error('no') }" })
    expect(dags).toEqual(['d incomplete: one'])
    expect(problems).toEqual(expect.arrayContaining(['warning cut-off main.ts:4 `d`']))
  })
  test('cuts off what a module would have added to a DAG that it imports', () => {
    const { dags, problems } = read("import './more.ts'", {
      'base.ts': "import { Dag } from 'dagbook'\nexport const shared = new Dag('shared')\nshared.empty('one')",
      'more.ts': "import { shared } from './base.ts'\nthrow new Error('no')\nshared.empty('two')",
    })
    expect(dags).toEqual(['shared incomplete: one'])
    expect(problems).toEqual(expect.arrayContaining(['warning cut-off base.ts:2 `shared`']))
  })
})

test('a DAG that only code which is not read gets is left out, with a warning', () => {
  expect(read("export const x = addTasks(new Dag('d'))\nexport const y = new Dag('e')")).toEqual({ dags: ['e complete: '], problems: ['warning dag-not-exported main.ts:3 `d`'] })
})
