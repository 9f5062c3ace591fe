// Verbs that read, from the command line to the bytes that they write.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test, vi } from 'vitest'
import { packageRoot } from '#disk'
import type { Model } from '#model'
import { schemas } from '../../src/cli/schemas.ts'
import { filesIn, folderOf } from '../fixtures/folder.ts'
import { dagbook } from './run.ts'

// Whole builds, some in processes of their own, on whatever machine there is.
vi.setConfig({ testTimeout: 300_000 })

const dag = (id: string, more = '') => `import { Dag } from 'dagbook'\nexport const ${id} = new Dag('${id}', { schedule: '0 4 * * *' })\n${id}.bash('a', { command: 'run {{ ds }}' })\n${more}`
const shop = {
  'orders.ts': dag('orders', "orders.bash('région', { command: `x\ny` })\n"),
  'deep/prices.ts': dag('prices', "prices.bash('b', { command: process.env.REGION ?? 'eu' })\n"),
  'É.ts': dag('late'),
}
const modelOf = async (folder: string, ...words: string[]): Promise<Model> => JSON.parse((await dagbook(['export', 'model', '--dir', folder, ...words])).out) as Model

describe('export model', () => {
  test('gives bytes that depend on nothing but the sources', async () => {
    const folder = folderOf(shop)
    const { out, code } = await dagbook(['export', 'model', '--dir', folder])
    expect(code).toBe(0)
    expect((JSON.parse(out) as Model).dags.map(({ dagId }) => dagId)).toEqual(['late', 'orders', 'prices'])

    const others = [
      folderOf(Object.fromEntries(Object.entries(shop).reverse()), 'a folder with ünusual # name'),
      folderOf(Object.fromEntries(Object.entries(shop).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]))),
      folderOf(Object.fromEntries(Object.entries(shop).map(([path, text]) => [path, `\uFEFF${text}`]))),
    ]
    for (const other of others) expect((await dagbook(['export', 'model', '--dir', other])).out).toBe(out)
    // From the cache the same, and once more when the cache is gone.
    expect((await dagbook(['export', 'model', '--dir', folder, '--verbose'])).err).toContain('comes from the cache')
    expect((await dagbook(['export', 'model', '--dir', folder])).out).toBe(out)
    rmSync(join(folder, '.dagbook'), { recursive: true })
    expect((await dagbook(['export', 'model', '--dir', folder])).out).toBe(out)
  })
  test('gives the same bytes in any locale, time zone and current folder', () => {
    const folder = folderOf(shop)
    const run = (env: Record<string, string>, cwd: string) => {
      rmSync(join(folder, '.dagbook'), { recursive: true, force: true })
      const { stdout, status } = spawnSync(process.execPath, [join(packageRoot, 'scripts/run.mjs'), join(packageRoot, 'src/cli/main.ts'), 'export', 'model', '--dir', folder], { cwd, env: { ...process.env, ...env }, encoding: 'utf8' })
      expect(status).toBe(0)
      return stdout
    }
    const plain = run({ LC_ALL: 'C', TZ: 'UTC', LANG: 'C' }, packageRoot)
    expect(plain).toContain('région')
    expect(run({ LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati', REGION: 'from outside' }, dirname(folder))).toBe(plain)
  })
  test('fits the schema that the package ships', async () => {
    const validate = new Ajv2020({ strict: false }).compile(schemas['model.json']!)
    for (const model of [await modelOf(folderOf(shop)), await modelOf(join(packageRoot, 'dags'))]) {
      validate(model)
      expect(validate.errors ?? []).toEqual([])
    }
  })
  test('writes a file when asked to, whole or not at all', async () => {
    const folder = folderOf(shop), file = join(folder, 'out/model.json')
    expect(await dagbook(['export', 'model', '--dir', folder, '--out', file])).toMatchObject({ code: 0, out: '' })
    expect((JSON.parse(readFileSync(file, 'utf8')) as Model).format).toBe('dagbook-model/1')
    expect(await dagbook(['export', 'model', '--dir', folder, '--out', join(file, 'below-a-file')])).toMatchObject({ code: 2 })
  })
})

describe('values from outside', () => {
  const folder = () => folderOf({
    ...shop,
    'dagbook.yaml': 'fixtures: { env: { REGION: eu1 } }\nenvironments: { prod: { fixtures: { env: { REGION: us1 } } } }\n',
  })
  const command = (model: Model) => model.dags.find(({ dagId }) => dagId === 'prices')!.tasks.find(({ taskId }) => taskId === 'b')!

  test('come from the settings, the environment\'s over those of all, and are marked as assumed', async () => {
    const project = folder()
    for (const [words, value] of [[[], 'eu1'], [['--env', 'prod'], 'us1']] as const) {
      const task = command(await modelOf(project, ...words))
      expect(task.args.bash_command ?? task.args.command).toBe(value)
      expect(task.assumptions).toMatchObject([{ value, from: 'fixture' }])
    }
  })
  test('do not come from the environment of whoever runs dagbook', async () => {
    const before = process.env.REGION
    process.env.REGION = 'secret-region'
    try {
      expect(JSON.stringify(await modelOf(folderOf(shop)))).not.toContain('secret-region')
    } finally {
      if (before === undefined) delete process.env.REGION
      else process.env.REGION = before
    }
  })
})

describe('export values', () => {
  test('gives what a module exports, named from the project or from here', async () => {
    const folder = folderOf({ 'lib/config.ts': 'export const a = { x: [1, process.env.B] }\n', ...shop })
    for (const file of ['lib/config.ts', './lib/config.ts', join(folder, 'lib/config.ts')]) {
      const { code, out } = await dagbook(['export', 'values', file, '--dir', folder])
      expect(code).toBe(0)
      expect(JSON.parse(out)).toMatchObject({ exports: { a: { x: [1, { $unknown: 'env', of: 'B' }] } }, problems: [] })
    }
  })
  test('says what of the files that it took could not be read', async () => {
    const folder = folderOf({ 'a.ts': "export { x } from './b.ts'\n", 'b.ts': Uint8Array.from([0x2f, 0x2f, 0xe9]), 'c.ts': Uint8Array.from([0xe9]) })
    const { out } = await dagbook(['export', 'values', 'a.ts', '--dir', folder])
    expect((JSON.parse(out) as { problems: { code: string; at: { file: string } }[] }).problems).toContainEqual(expect.objectContaining({ code: 'encoding', at: expect.objectContaining({ file: 'b.ts' }) as unknown }))
    expect(out).not.toContain('c.ts')
  })
  test('of a file that is not there ends with 2 and a near match', async () => {
    const { code, err } = await dagbook(['export', 'values', 'order.ts', '--dir', folderOf(shop)])
    expect([code, err.includes('Did you mean `orders.ts`?')]).toEqual([2, true])
  })
})

describe('bad input', () => {
  test('costs one problem for each cause and leaves the rest as it is', async () => {
    const outside = folderOf({ 'x.ts': dag('outside') }, 'outside')
    const folder = folderOf({
      ...shop,
      'latin1.ts': Uint8Array.from([...Buffer.from(dag('latin')), 0xe9]), 'nul.ts': `${dag('nul')}\0`, 'dagbook.yaml': 'titel: x\n',
    })
    symlinkSync(join(outside, 'x.ts'), join(folder, 'link.ts'))
    const model = await modelOf(folder)
    expect(model.dags.map(({ dagId }) => dagId)).toEqual(['late', 'orders', 'prices'])
    expect(model.problems.map(({ code, at }) => `${code} ${at?.file}`)).toEqual(['settings dagbook.yaml', 'encoding latin1.ts', 'symlink link.ts', 'encoding nul.ts'])
    expect(model.files.filter(({ read }) => read === 'skipped').map(({ path }) => path)).toEqual(['latin1.ts', 'nul.ts'])
    expect(model.coverage.files).toEqual({ known: 3, total: 5 })
    // A second time, from the cache, nothing is lost.
    expect(await modelOf(folder)).toEqual(model)
  })
  test('that others import costs no second problem, and what comes from it is unknown', async () => {
    const takes = (id: string, specifier: string) => `import { x } from '${specifier}'\n${dag(id, `${id}.bash('b', { command: x })\n`)}`
    const folder = folderOf({
      'a.ts': takes('a', './bytes.ts'), 'b.ts': takes('b', './bytes'), 'c.ts': takes('c', './link.js'), 'd.ts': takes('d', './folder/x.ts'), 'e.ts': takes('e', './big'), 'f.ts': takes('f', './nowhere'),
      'g.ts': "import { readFileSync } from 'node:fs'\nimport { dirname, join } from 'node:path'\nimport { fileURLToPath } from 'node:url'\n" + dag('g', "g.bash('b', { command: readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'bytes.sql'), 'utf8') })\n"),
      'bytes.ts': Uint8Array.from([0xe9]), 'bytes.sql': Uint8Array.from([0xe9]), 'big.ts': ' '.repeat(5_000_001),
    })
    symlinkSync('/etc/hostname', join(folder, 'link.ts'))
    symlinkSync('/etc', join(folder, 'folder'))
    const model = await modelOf(folder)
    expect(model.problems.map(({ code, at }) => `${code} ${at?.file}`)).toEqual(['file-too-large big.ts', 'encoding bytes.sql', 'encoding bytes.ts', 'import f.ts', 'symlink folder', 'symlink link.ts'])
    for (const { tasks } of model.dags) expect(tasks.find(({ taskId }) => taskId === 'b')!.args).toMatchObject({ command: { $unknown: expect.any(String) as unknown } })
  })
  test('a project without any DAG has an empty book that says what was looked at', async () => {
    for (const [files, looked] of [
      [{ 'a.ts': "import { hours } from 'dagbook'\nexport const x = hours(1)\n" }, 'none is exported or registered in a.ts'],
      [{ 'a.ts': 'export const x = 1\n', 'b.tsx': '' }, 'none of its TypeScript files (2) imports'],
      [{ 'notes.txt': '' }, 'none of its files (1) is TypeScript'],
      [{}, 'none of its files (0) is TypeScript'],
    ] as const) {
      const { problems, dags } = await modelOf(folderOf(files))
      expect(dags).toEqual([])
      expect(problems).toMatchObject([{ code: 'no-dag', severity: 'warning' }])
      expect(problems[0]!.message).toContain(looked)
    }
  })
  test('fails --strict, and nothing else does', async () => {
    const good = { 'orders.ts': shop['orders.ts'] }, bad = { ...good, 'bad.ts': `${dag('bad')}export const = 1\n` }
    expect(await dagbook(['export', 'model', '--strict', '--dir', folderOf(good)])).toMatchObject({ code: 0 })
    expect(await dagbook(['export', 'model', '--strict', '--dir', folderOf(bad)])).toMatchObject({ code: 1 })
    expect(await dagbook(['export', 'model', '--dir', folderOf(bad)])).toMatchObject({ code: 0 })
  })
})

describe('the cache', () => {
  test('holds no secret, nor does anything else that is written', async () => {
    const folder = folderOf({ 'a.ts': dag('a', "a.bash('login', { command: 'login', env: { API_TOKEN: 'hunter2hunter2', URL: 'postgres://u:hunter2@host/db' } })\n") })
    await dagbook(['export', 'model', '--dir', folder, '--out', join(folder, 'model.json')])
    const written = Object.entries(filesIn(folder)).filter(([path]) => path !== 'a.ts')
    expect(written.map(([path]) => path.split('/')[0]).sort()).toEqual(['.dagbook', '.dagbook', 'model.json'])
    expect(written.filter(([, text]) => text.includes('hunter2'))).toEqual([])
  })
})

describe('build', () => {
  test('writes the model, the Markdown pages and the site, and leaves them when nothing changed', async () => {
    const folder = folderOf(shop), out = join(folder, 'book')
    const first = await dagbook(['build', folder, '--out', out, '--base', 'x'])
    expect(first.code).toBe(0)
    expect(first.out).toMatch(/^3 DAGs with 5 tasks in 3 files; /m)
    expect(Object.keys(filesIn(out))).toEqual(expect.arrayContaining(['.dagbook-output', '404.html', 'dags/orders/index.html', 'docs/dags/orders.md', 'docs/index.md', 'index.html', 'model.json', 'problems/index.html']))
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('href="/x/dags/orders/"')

    const before = filesIn(out)
    expect((await dagbook(['build', folder, '--out', out, '--base', 'x'])).err).toContain('the book stays as it is')
    writeFileSync(join(folder, 'orders.ts'), `${shop['orders.ts']}orders.bash('new', { command: 'x' })\n`)
    await dagbook(['build', folder, '--out', out, '--base', 'x'])
    expect(readFileSync(join(out, 'docs/dags/orders.md'), 'utf8')).toContain('new')
    writeFileSync(join(folder, 'orders.ts'), shop['orders.ts'])
    await dagbook(['build', folder, '--out', out, '--base', 'x'])
    // The mark holds the times of the files, which differ.
    expect({ ...filesIn(out), '.dagbook-output': '' }).toEqual({ ...before, '.dagbook-output': '' })
  })
  test('gives the same bytes wherever the project lies', async () => {
    const one = folderOf(shop), other = folderOf(shop, 'other')
    for (const folder of [one, other]) await dagbook(['build', folder, '--out', join(folder, 'book')])
    expect({ ...filesIn(join(one, 'book')), '.dagbook-output': '' }).toEqual({ ...filesIn(join(other, 'book')), '.dagbook-output': '' })
  })
  test('takes the templates of the project, and tells of a bad one in the book', async () => {
    const folder = folderOf({ ...shop, 'dagbook.yaml': 'docs: { templates: mine }\n', 'mine/project_doc.md': '# Our pipelines\n', 'mine/dag_doc.md': '{% if %}' })
    const { out, code } = await dagbook(['build', folder, '--out', join(folder, 'book'), '--strict'])
    expect(code).toBe(1)
    expect(out).toContain('mine/dag_doc.md')
    expect(readFileSync(join(folder, 'book/docs/index.md'), 'utf8')).toBe('# Our pipelines\n')
    expect(existsSync(join(folder, 'book/dags/orders/index.html'))).toBe(true)
  })
  test('leaves the book as it was when it is killed', async () => {
    const folder = folderOf(shop), out = join(folder, 'book')
    await dagbook(['build', folder, '--out', out])
    const before = filesIn(out)
    writeFileSync(join(folder, 'orders.ts'), dag('orders'))
    const child = spawn(process.execPath, [join(packageRoot, 'scripts/run.mjs'), join(packageRoot, 'src/cli/main.ts'), 'build', folder, '--out', out], { stdio: ['ignore', 'ignore', 'pipe'] })
    for await (const text of child.stderr) if (String(text).includes('Writing')) break
    child.kill('SIGKILL')
    if (child.signalCode === null) await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')
    expect(filesIn(out)).toEqual(before)
    expect((await dagbook(['build', folder, '--out', out])).code).toBe(0)
    expect(filesIn(out)).not.toEqual(before)
  })
  test('works on a project that may not be written to', async () => {
    const folder = folderOf(shop)
    mkdirSync(join(folder, '.dagbook'))
    // A file where the cache's folder would be: nobody can write there, not even root.
    writeFileSync(join(folder, '.dagbook/cache'), '')
    chmodSync(folder, 0o555)
    const { code } = await dagbook(['export', 'model', '--dir', folder])
    chmodSync(folder, 0o755)
    expect(code).toBe(0)
  })
})
