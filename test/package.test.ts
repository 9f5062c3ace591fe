// The package as users get it: packed, unpacked into a foreign folder, run there without a network on a read-only package.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

// Whole builds, some in processes of their own, on whatever machine there is.
vi.setConfig({ testTimeout: 300_000 })

const root = join(import.meta.dirname, '..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string; dependencies: Record<string, string> }
const foreign = realpathSync(mkdtempSync(join(tmpdir(), 'dagbook-foreign-')))
const installed = join(foreign, 'node_modules/dagbook')

const project: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "private": true, "type": "module" }\n',
  'dags/orders.ts': `import { Dag, minutes } from 'dagbook'

export const orders = new Dag('orders', { schedule: '0 4 * * *', startDate: '2026-01-01' })
const load = orders.bash('load', { command: 'load {{ ds }}', retries: 2, retryDelay: minutes(5) })
const check = orders.python('check', { callable: 'shop.orders:check' })
load.before(check)
`,
  'dags/docs/on-call.md': '---\ntitle: On call\nowner: ann\n---\n# On call\n\nIf [[dag:orders]] fails, look at [[task:orders/load|the load]] first.\n',
  'mine/dag_doc.md': '---\ntitle: "The DAG {{ dag_id }}"\n---\n# Ours: {{ dag_id }}\n\n{{ purpos }}\n\n{{ parts.tasks }}\n\n[Nowhere](nowhere.md)\n',
  'tool.ts': `import { loadLibrary, loadTree, readProject, type Model } from 'dagbook/node'
import { compareText, type Dag } from 'dagbook/browser'
import { Framework } from 'dagbook/orchestrator'

const model: Model = readProject(loadTree('dags').tree, { library: loadLibrary() })
const ids: string[] = model.dags.map((dag: Dag) => dag.dagId).sort(compareText)
export const found = { ids, Framework }
`,
  'wrong.ts': `import { Dag } from 'dagbook'
export const wrong = new Dag('wrong', { schedule: 5 > 4, catchup: 'maybe' })
`,
  'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'es2023', lib: ['es2023', 'dom'], types: [], strict: true, exactOptionalPropertyTypes: true, noEmit: true }, files: ['dags/orders.ts', 'tool.ts'] }),
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort()
const hashOf = (folder: string): string => {
  const hash = createHash('sha256')
  for (const file of filesIn(folder)) hash.update(`${file}\0`).update(readFileSync(join(folder, file)))
  return hash.digest('hex')
}
const makeWritable = (folder: string, writable: boolean): void => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(join(folder, entry.name), writable)
    else chmodSync(join(folder, entry.name), writable ? 0o644 : entry.name === 'cli.js' ? 0o555 : 0o444)
  }
  chmodSync(folder, writable ? 0o755 : 0o555)
}

/** Words that start a command without a network and, for root, without the right to write where nobody may; as far as the system lets us. */
const confined: readonly string[] = [
  ['setpriv', '--bounding-set=-dac_override,-dac_read_search,-fowner', '--inh-caps=-dac_override,-dac_read_search,-fowner', 'unshare', '--net'],
  ['unshare', '--map-root-user', '--net'],
  ['setpriv', '--bounding-set=-dac_override,-dac_read_search,-fowner'],
].find(([command, ...words]) => spawnSync(command!, [...words, 'true']).status === 0) ?? []

const runThere = (command: string, words: readonly string[]) => {
  const env = { PATH: process.env.PATH, HOME: join(foreign, 'home'), npm_config_offline: 'true', npm_config_update_notifier: 'false', NO_COLOR: '1' }
  const [first, ...rest] = [...confined, command, ...words]
  return spawnSync(first!, rest, { cwd: foreign, env, encoding: 'utf8' })
}

let packed: string[] = []
let before = ''

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' })
  const [{ filename, files }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', foreign], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as [{ filename: string; files: { path: string }[] }]
  packed = files.map(({ path }) => path)
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['xzf', join(foreign, filename), '--strip-components=1', '-C', installed])
  // What npm would install beside it, and no more: a dependency that is not declared is not found.
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(foreign, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(realpathSync(join(root, 'node_modules', name)), link)
  }
  mkdirSync(join(foreign, 'node_modules/.bin'))
  symlinkSync('../dagbook/dist/cli.js', join(foreign, 'node_modules/.bin/dagbook'))
  mkdirSync(join(foreign, 'home'))
  for (const [path, text] of Object.entries(project)) {
    mkdirSync(dirname(join(foreign, path)), { recursive: true })
    writeFileSync(join(foreign, path), text)
  }
  before = hashOf(installed)
  makeWritable(installed, false)
}, 300_000)

afterAll(() => {
  if (existsSync(installed)) makeWritable(installed, true)
  rmSync(foreign, { recursive: true, force: true })
})

describe('the package', () => {
  test('holds the program, its types, templates and site, and nothing else', () => {
    expect(packed.filter((path) => !/^(?:dist|templates|site)\//.test(path)).sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'])
    for (const path of ['dist/cli.js', 'dist/types/index.d.ts', 'dist/library/author/index.ts', 'dist/schema/model.json', 'dist/mermaid/mermaid.js', 'dist/explorer/graph.js', 'dist/explorer/fleet.js', 'dist/runs/next-runs.js', 'templates/dag_doc.md']) expect(packed).toContain(path)
  })
  test('names no folder of the machine that it was made on', () => {
    expect(filesIn(installed).filter((path) => readFileSync(join(installed, path), 'latin1').includes(root))).toEqual([])
  })
  test('answers --version through npx', () => {
    const { stdout, status } = runThere('npx', ['--no-install', 'dagbook', '--version'])
    expect([stdout.trim(), status]).toEqual([manifest.version, 0])
  })
  test('builds a book in a foreign folder, offline, and writes only there', () => {
    const { status, stderr, stdout } = runThere('npx', ['--no-install', 'dagbook', 'build', 'dags', '--out', 'book', '--strict'])
    expect(stderr + stdout).toContain('1 DAG with 2 tasks in 1 file; every task fully read.')
    expect(status).toBe(0)
    const files = filesIn(join(foreign, 'book'))
    for (const path of ['index.html', 'model.json', 'docs/index.md', 'docs/dags/orders.md', 'dags/orders/index.html']) expect(files).toContain(path)
    expect(readFileSync(join(foreign, 'book/dags/orders/index.html'), 'utf8')).toContain('retries')
    expect(hashOf(installed)).toBe(before)
    expect(filesIn(join(foreign, 'home')).filter((path) => !path.startsWith('.npm/'))).toEqual([])
  })
  test('takes a template and a page of the project, and finds what is wrong in them', () => {
    const { status } = runThere('npx', ['--no-install', 'dagbook', 'build', 'dags', '--out', 'own', '--templates', 'mine', '--base', '/team/book/'])
    expect(status).toBe(0)
    const read = (path: string): string => readFileSync(join(foreign, 'own', path), 'utf8')
    expect(read('dags/orders/index.html')).toMatch(/<title>The DAG orders · [^<]*<\/title>[\s\S]*<h1[^>]*>Ours: orders<\/h1>/)
    expect(read('docs/on-call/index.html')).toMatch(/If <a href="\/team\/book\/dags\/orders\/"><code>orders<\/code><\/a> fails, look at <a href="\/team\/book\/dags\/orders\/#task-load">the load<\/a> first/)
    expect(read('docs/docs/on-call.md')).toContain('[`orders`](../dags/orders.md)')
    const { problems } = JSON.parse(read('model.json')) as { problems: { code: string; message: string; at?: { file: string; line: number } }[] }
    expect(problems.map(({ code, at }) => [code, at?.file, at?.line])).toEqual(expect.arrayContaining([['template-variable', 'mine/dag_doc.md', 6], ['broken-link', 'mine/dag_doc.md', 10]]))
  })
  test('leaves an unchanged book as it is', () => {
    const { status, stderr } = runThere(process.execPath, [join(installed, 'dist/cli.js'), 'build', 'dags', '--out', 'book', '--verbose'])
    expect(status).toBe(0)
    expect(stderr).toContain('comes from the cache')
    expect(stderr).toContain('the book stays as it is')
  })
  test('runs definitions in Node as it reads them', () => {
    const source = 'import { Dag } from "dagbook"; const d = new Dag("x", {}); d.bash("a", { command: "true" }); console.log(d.dagId, d.tasks.length)'
    expect(runThere(process.execPath, ['--input-type=module', '--eval', source])).toMatchObject({ stdout: 'x 1\n', status: 0 })
  })
  test('has types that a strict foreign project resolves, and that refuse what is wrong', () => {
    const tsc = (...words: string[]) => runThere(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...words])
    expect(tsc('-p', 'tsconfig.json')).toMatchObject({ stdout: '', status: 0 })
    writeFileSync(join(foreign, 'tsconfig.wrong.json'), JSON.stringify({ extends: './tsconfig.json', files: ['wrong.ts'] }))
    const { stdout, status } = tsc('-p', 'tsconfig.wrong.json', '--pretty', 'false')
    expect(status).not.toBe(0)
    expect(stdout.match(/wrong\.ts\(2,\d+\): error/g)).toHaveLength(2)
  })
})

test.runIf(confined.length === 0)('the package was not tested without a network and without write permission: neither setpriv nor unshare works here', () => undefined)
