// DAGs that are read without trouble, and whose texts would make trouble for whoever shows them; and DAGs that are not in order.
import { describe, expect, test } from 'vitest'
import { codesOf, othersOf, readBeside } from './neighbour.ts'

const dagbook = "import { chain, Dag } from 'dagbook'\n"

describe('texts are data', () => {
  test.each([
    ['a script', "<script>alert('x')</script>"],
    ['an event handler', '<img src=x onerror=alert(1)>'],
    ['an address that is a program', "[click](javascript:alert(1)) and <a href='JaVaScRiPt:alert(1)'>x</a>"],
    ['a template', '{{ range.constructor("return process")() }}{% for i in range(1e9) %}x{% endfor %}'],
    ['front matter that is a program', "---js\nmodule.exports = process.exit(1)\n---\ntext"],
    ['the end of a fence', '```\n```mermaid\nclick a call alert()\n```'],
    ['a graph that breaks out', 'end\n  x["`"]; click x href "javascript:alert(1)"'],
    ['right-to-left marks', '\u202Egnirts desrever\u202C'],
    ['NUL and control characters', 'a\u0000b\u0007c\u001b[31m'],
  ])('%s in docs, tags, ids and arguments', (_name, text) => {
    const model = readBeside({ 'odd.ts': `${dagbook}const text = ${JSON.stringify(text)}
export const dag = new Dag('odd ' + text, { docMd: text, description: text, tags: [text], owners: [text] })
const group = dag.taskGroup(text, { label: text })
chain(dag.bash(text, { command: text, docMd: text }), group.empty('inside'))
` })
    // No scheduler takes such an id: one problem for the DAG, the group and the task each, and they are shown all the same.
    expect(codesOf(model)).toEqual(['id', 'id', 'id'])
    const [dag] = othersOf(model)
    expect(dag).toMatchObject({ dagId: `odd ${text}`, doc: text, description: text, tags: [text] })
    expect(dag!.tasks.map((task) => task.taskId).sort()).toEqual([`${text}.inside`, text].sort())
    expect(dag!.id).not.toMatch(/[\s#]/)
  })
  test('an id of ten thousand characters', () => {
    const model = readBeside({ 'long.ts': `${dagbook}export const dag = new Dag('x'.repeat(10_000))\ndag.empty('a')\n` })
    expect(othersOf(model)[0]!.dagId).toHaveLength(10_000)
  })
})

describe('secrets never leave', () => {
  const secrets = ['hunter2hunter2', 'AKIAIOSFODNN7EXAMPLE', 'ghp_0123456789abcdefghijklmnopqrstuvwxyzAB', 'postgres://me:s3cr3tpw@db.example.com/sales', 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijklmnop']
  test('in arguments, environment, conf, docs and SQL, under secret-looking keys and by their look', () => {
    const [password, aws, github, url, bearer] = secrets
    const model = readBeside({ 'secret.ts': `${dagbook}export const dag = new Dag('secret', { params: { api_key: '${password}' }, docMd: 'Use ${github}' })
dag.bash('a', { command: 'curl -H "Authorization: ${bearer}" x', env: { DB_PASSWORD: '${password}', AWS: '${aws}', URL: '${url}' } })
dag.http('b', { endpoint: '/x', headers: { Authorization: '${bearer}', 'X-Api-Key': '${password}' }, data: { nested: [{ client_secret: '${password}' }] } })
dag.triggerDagRun({ taskId: 'c', dagId: 'neighbour', conf: { token: '${github}', list: ['${url}'] } })
dag.sql('e', { sql: "create user x password '${password}'; -- ${github}", connId: '${url}' })
` })
    const text = JSON.stringify(model)
    for (const secret of ['AKIAIOSFODNN7EXAMPLE', 'ghp_0123456789abcdefghijklmnopqrstuvwxyzAB', 's3cr3tpw', 'eyJhbGciOiJIUzI1NiJ9']) expect(text, secret).not.toContain(secret)
    const args = Object.fromEntries(othersOf(model)[0]!.tasks.map((task) => [task.taskId, JSON.stringify([task.args, task.trigger])]))
    for (const task of ['a', 'b', 'c']) expect(args[task], task).not.toContain('hunter2hunter2')
    expect(JSON.stringify(othersOf(model)[0]!.params)).not.toContain('hunter2hunter2')
  })
  test('in problems: what a program throws is shown without them', () => {
    const model = readBeside({ 'secret.ts': `import 'dagbook'\nthrow new Error('cannot reach ${secrets[3]} with ${secrets[2]}')\n` })
    expect(model.problems).toHaveLength(1)
    expect(JSON.stringify(model.problems)).not.toMatch(/s3cr3tpw|ghp_0123/)
  })
})

describe('DAGs that are not in order', () => {
  test('two of one id: the first stays', () => {
    const dag = (command: string) => `${dagbook}export const dag = new Dag('twice')\ndag.bash('t', { command: '${command}' })\n`
    const model = readBeside({ 'a.ts': dag('first'), 'b.ts': dag('second') })
    expect(codesOf(model)).toEqual(['duplicate-dag'])
    expect(model.problems[0]).toMatchObject({ at: { file: 'b.ts' }, related: [{ at: { file: 'a.ts' } }] })
    expect(othersOf(model)).toMatchObject([{ dagId: 'twice', tasks: [{ args: { command: 'first' } }] }])
  })
  test('a hundred of one id: one problem for each that is left out', () => {
    const model = readBeside(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i}.ts`, `${dagbook}export const dag = new Dag('often')\ndag.empty('t${i}')\n`])))
    expect(codesOf(model)).toEqual(Array(99).fill('duplicate-dag'))
  })
  test('tasks that wait for each other', () => {
    const model = readBeside({ 'a.ts': `${dagbook}export const dag = new Dag('ring')\nconst [a, b, c] = ['a', 'b', 'c'].map((id) => dag.empty(id)) as [any, any, any]\nchain(a, b, c, a)\n` })
    expect(codesOf(model)).toEqual(['cycle'])
    expect(othersOf(model)[0]!.tasks).toHaveLength(3)
  })
  test('a task that waits for itself', () => {
    const model = readBeside({ 'a.ts': `${dagbook}export const dag = new Dag('self')\nconst a = dag.empty('a')\na.before(a)\n` })
    expect(codesOf(model)).toEqual(['cycle'])
  })
  test('two tasks of one id', () => {
    const model = readBeside({ 'a.ts': `${dagbook}export const dag = new Dag('same')\ndag.empty('a')\ndag.empty('a')\n` })
    expect(codesOf(model)).toEqual(['duplicate-task'])
  })
  test('a chain of ten thousand tasks', () => {
    const model = readBeside({ 'a.ts': `${dagbook}export const dag = new Dag('long')\nlet last = dag.empty('t0')\nfor (let i = 1; i < 10_000; i++) { const next = dag.empty('t' + i); last.before(next); last = next }\n` })
    expect(codesOf(model)).toEqual([])
    expect(othersOf(model)[0]!.edges).toHaveLength(9_999)
  })
  test.each([
    ['a number as an id', 'new Dag(42 as any)'],
    ['no id', 'new (Dag as any)()'],
    ['null as options', "new Dag('x', null as any)"],
    ['text as options', "new Dag('x', 'daily' as any)"],
    ['a schedule of no kind', "new Dag('x', { schedule: 17 as any })"],
    ['a cron of four fields', "new Dag('x', { schedule: '* * * *' as any })"],
    ['a date that is none', "new Dag('x', { startDate: new Date(NaN) })"],
    ['a text that is no date', "new Dag('x', { endDate: 'never' as any })"],
    ['a number that is none', "new Dag('x', { maxActiveRuns: 'many' as any })"],
    ['a list that is none', "new Dag('x', { tags: 'one' as any })"],
    ['an answer that is neither yes nor no', "new Dag('x', { catchup: 'no' as any })"],
    ['parameters that are a list', "new Dag('x', { params: [] as any })"],
    ['defaults that are a number', "new Dag('x', { defaults: 7 as any })"],
    ['a getter that throws', "new Dag('x', { get tags(): never { throw new Error('no') } } as any)"],
  ])('%s', (_name, expression) => {
    const model = readBeside({ 'a.ts': `${dagbook}export const dag = ${expression}\ndag.empty('t')\n` })
    expect(codesOf(model).length).toBeLessThanOrEqual(1)
  })
  test.each([
    ['retries', "dag.bash('t', { command: 'x', retries: 'many' as any })"],
    ['a callable', "dag.python('t', { callable: 42 as any })"],
    ['an edge to nothing', "dag.empty('t').before(undefined as any)"],
    ['an edge to text', "dag.empty('t').before('u' as any)"],
    ['an edge to a task of another DAG', "dag.empty('t').before(new Dag('y').empty('u'))"],
    ['options that are a list', "dag.bash('t', [] as any)"],
    ['no options at all', ";(dag as any).bash('t')"],
  ])('a task with something wrong: %s', (_name, statement) => {
    const model = readBeside({ 'a.ts': `${dagbook}export const dag = new Dag('wrong')\n${statement}\nexport const rest = new Dag('rest')\n` })
    expect(codesOf(model).length).toBeLessThanOrEqual(1)
    expect(othersOf(model).map((dag) => dag.dagId)).toContain('wrong')
  })
})
