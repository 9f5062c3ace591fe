// What git adds to a book: links to sources and what changed last. The same commit gives the same book, another commit another one, and no secret of a remote is in any.
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dagbook } from './run.ts'
import { fromGit, wantedSourceUrl } from '../../src/cli/from-git.ts'
import { openProject } from '../../src/cli/project.ts'
import { openTerminal } from '../../src/cli/terminal.ts'
import { filesIn, folderOf } from '../fixtures/folder.ts'
import { at, dag, model } from '../fixtures/models.ts'
import { gitIn, hasGit, newRepository } from '../fixtures/repository.ts'

const program = "import { Dag } from 'dagbook'\nexport const a = new Dag('a', { description: 'Says what it is for.' })\na.bash('b', { command: 'x' })\n"
const withProject = () => {
  const made = newRepository()
  made.put({ 'pipelines/dags/a.ts': program, 'README.md': '1' })
  const commit = made.commit('Begin', 1_700_000_000)
  made.git('remote', 'add', 'origin', 'https://ann:hunter2@github.com/shop/data.git')
  return { ...made, first: commit, project: join(made.folder, 'pipelines') }
}

describe.skipIf(!hasGit)('what a book gets', () => {
  /** What the project gets with these settings and options, and what is said of it. */
  const got = async (folder: string, options: Record<string, string> = {}) => {
    const said: string[] = [], stream = { write: (text: string) => said.push(text) }
    const project = await openProject(folder, {})
    const found = fromGit(project, model([dag('a', { at: at('dags/a.ts', 2), tasks: [] })]), wantedSourceUrl(project, options), openTerminal(stream, stream, {}))
    return { ...found, said: said.join('') }
  }
  test('links to the commit, guessed from the remote, with the folder of the project', async () => {
    const { project, first } = withProject()
    expect(await got(project)).toEqual({
      sourceUrl: `https://github.com/shop/data/blob/${first}/pipelines/{path}#L{line}`, said: '',
      history: { changes: { 'dags/a.ts': [{ commit: first, at: '2023-11-14T22:13:20Z', author: 'Ann', subject: 'Begin' }] }, commitUrl: 'https://github.com/shop/data/commit/{commit}' },
    })
  })
  test('settings win over the guess, the option over both; commits are linked to only where files are', async () => {
    const { project, put, first } = withProject()
    put({ 'pipelines/dagbook.yaml': 'site: { sourceUrl: "https://github.com/shop/data/blob/main/{path}#L{line}" }\n' })
    const settings = await got(project), option = await got(project, { sourceUrl: 'https://git.example.com/{commit}/{path}' })
    expect([settings.sourceUrl, settings.history?.commitUrl]).toEqual(['https://github.com/shop/data/blob/main/{path}#L{line}', 'https://github.com/shop/data/commit/{commit}'])
    expect([option.sourceUrl, option.history?.commitUrl]).toEqual([`https://git.example.com/${first}/{path}`, undefined])
    expect((await got(project, { sourceUrl: 'https://github.com/shop/data2/{path}' })).history?.commitUrl).toBeUndefined()
  })
  test('nothing without git, but for what the user wants', async () => {
    const folder = folderOf({ 'dags/a.ts': program })
    expect(await got(folder)).toEqual({ said: '' })
    expect(await got(folder, { sourceUrl: 'https://x.org/{commit}/{path}' })).toEqual({ sourceUrl: 'https://x.org/HEAD/{path}', said: '' })
  })
  test('a clone that ends early says so', async () => {
    const { folder, put, commit } = withProject(), clone = join(folderOf({}), 'clone')
    put({ 'README.md': '2' })
    commit('Second', 1_700_000_100)
    gitIn(folder)('clone', '-q', '--depth', '1', `file://${folder}`, clone)
    const { history, said } = await got(join(clone, 'pipelines'))
    expect(history).toEqual({ changes: {} })
    expect(said).toContain('fetch-depth: 0')
  })
  test.each(['main', 'https://git.example.com/main', 'javascript:alert("{path}")', 'https://git.example.com/a b/{path}', ''])('--source-url %j is a mistake', async (given) => {
    const { code, err } = await dagbook(['build', folderOf({}), '--source-url', given, '--out', join(folderOf({}), 'book')])
    expect([code, err]).toEqual([2, expect.stringContaining('is no address of source files')])
  })
})

test.skipIf(!hasGit)('a book of a commit is the same wherever it is made, that of the next one is not, and none holds what is secret', { timeout: 180_000 }, async () => {
  const { folder, project, first, put, commit } = withProject()
  const out = join(folderOf({}), 'book')
  const build = async (from: string, to: string): Promise<string> => {
    const { code, err, out: said } = await dagbook(['build', from, '--out', to, '--no-search'])
    expect([code, said]).toEqual([0, expect.stringContaining(`To look at it: npx dagbook serve ${to}\n`)])
    return err
  }
  await build(project, out)
  const page = (): string => readFileSync(join(out, 'dags/a/index.html'), 'utf8')
  expect(page()).toContain(`href="https://github.com/shop/data/blob/${first}/pipelines/dags/a.ts#L2"`)
  expect(page()).toContain(`<a href="https://github.com/shop/data/commit/${first}"><span dir="auto">Begin</span></a>`)
  expect(readFileSync(join(out, 'docs/index.md'), 'utf8')).toContain('## Changed last\n')
  expect(JSON.stringify(filesIn(out))).not.toMatch(/hunter2|ann@example/)
  const cache = join(project, '.dagbook')
  expect(readdirSync(cache).map((name) => JSON.stringify(filesIn(join(cache, name === '.gitignore' ? '..' : name)))).join('')).not.toMatch(/hunter2|ann@example/)

  // The same commit elsewhere, by another way of cloning.
  const clone = join(folderOf({}), 'clone'), again = join(folderOf({}), 'book')
  gitIn(folder)('clone', '-q', folder, clone)
  gitIn(clone)('remote', 'set-url', 'origin', 'git@github.com:shop/data.git')
  await build(join(clone, 'pipelines'), again)
  const both = [filesIn(out), filesIn(again)].map(({ '.dagbook-output': _, ...rest }) => rest)
  expect(Object.keys(both[1]!)).toEqual(Object.keys(both[0]!))
  expect(Object.keys(both[0]!).filter((path) => both[0]![path] !== both[1]![path])).toEqual([])

  // A commit that changes no definition: the links of the book lead to it.
  expect(await build(project, out)).toContain('Nothing changed')
  put({ 'README.md': '2' })
  const second = commit('Change the readme', 1_700_000_100)
  expect(await build(project, out)).not.toContain('Nothing changed')
  expect(page()).toContain(`/blob/${second}/pipelines/dags/a.ts#L2"`)
  expect(page()).toContain(`/commit/${first}"`)

  // Without git the same project has a book without any of it.
  mkdirSync(join(folder, 'kept'))
  renameSync(join(folder, '.git'), join(folder, 'kept/git'))
  await build(project, out)
  expect(page()).not.toMatch(/github|Changed/)
})
