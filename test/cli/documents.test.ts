// What a project brings along beside its definitions: which Markdown files, glossaries and CODEOWNERS a book takes in; the gate on docs.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dagbook } from './run.ts'
import { loadDocuments } from '../../src/cli/load-documents.ts'

let root = ''
beforeEach(() => { root = realpathSync(mkdtempSync(join(tmpdir(), 'documents-'))) })
afterEach(() => { rmSync(root, { recursive: true, force: true }) })
const put = (files: Record<string, string | Uint8Array>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

test('Markdown in docs/ and a glossary, but no templates, no output and nothing else', () => {
  put({ 'docs/a.md': 'A', 'docs/deep/b.markdown': 'B', 'docs/c.txt': '', 'docs/templates/dag_doc.md': 'T', 'README.md': 'R', 'glossary.yaml': 'g: G', 'book/docs/x.md': 'X', 'docs/out/y.md': 'Y', 'other/glossary.md': 'no', 'dags/etl.ts': '' })
  const found = loadDocuments(root, {}, [join(root, 'book'), join(root, 'docs/out')], 'docs/templates')
  expect(found.documents).toEqual({ 'docs/a.md': 'A', 'docs/deep/b.markdown': 'B', 'glossary.yaml': 'g: G' })
  expect(found.files).toContain('dags/etl.ts')
  expect(found.documentProblems).toEqual([])
  expect(found.codeOwners).toBeUndefined()
})

test('the settings name another folder', () => {
  put({ 'handbook/a.md': 'A', 'docs/b.md': 'B' })
  expect(loadDocuments(root, { docs: { pages: './handbook/' } }, [], undefined)).toMatchObject({ documents: { 'handbook/a.md': 'A' }, documentFolder: 'handbook' })
})

test('what is no text, or leads out of the project, is a problem and not in the book', () => {
  put({ 'docs/bad.md': new Uint8Array([0xff, 0xfe, 0x80]), 'docs/a.md': 'A' })
  symlinkSync('/etc/hostname', join(root, 'docs/host.md'))
  const found = loadDocuments(root, {}, [], undefined)
  expect(found.documents).toEqual({ 'docs/a.md': 'A' })
  expect(found.documentProblems!.map(({ code, at }) => [code, at!.file]).sort()).toEqual([['encoding', 'docs/bad.md'], ['symlink', 'docs/host.md']])
})

test('CODEOWNERS of the project, or of the repository that it is a folder of', () => {
  put({ '.git/HEAD': '', 'CODEOWNERS': '* @all', '.github/CODEOWNERS': '* @hub', 'pipelines/dags/a.ts': '' })
  expect(loadDocuments(root, {}, [], undefined).codeOwners).toEqual({ path: '.github/CODEOWNERS', text: '* @hub', below: '' })
  expect(loadDocuments(join(root, 'pipelines'), {}, [], undefined).codeOwners).toEqual({ path: '../.github/CODEOWNERS', text: '* @hub', below: 'pipelines' })
  put({ 'pipelines/docs/CODEOWNERS': '* @own' })
  expect(loadDocuments(join(root, 'pipelines'), {}, [], undefined).codeOwners).toEqual({ path: 'docs/CODEOWNERS', text: '* @own', below: '' })
})

test('a gate on docs: the book is written, what is missing is said, and the exit code is 1', { timeout: 120_000 }, async () => {
  put({ 'p/dags/a.ts': "import { Dag } from 'dagbook'\nexport const a = new Dag('a', { description: 'Says what it is for.' })\na.bash('b', { command: 'x' })\n", 'p/docs/guide.md': '# Guide\n\n[[dag:a]] [[dag:b]]\n', 'p/dagbook.yaml': 'docs:\n  min: 60\n' })
  const build = (...more: string[]) => dagbook(['build', join(root, 'p'), '--out', join(root, 'book'), '--no-search', '--quiet', ...more])
  const { code, out } = await build()
  expect(code).toBe(1)
  expect(out).toContain('1 of 2 DAGs, tasks and tables are documented: 50 %, and 60 % are asked for. Missing:\n  dags/a.ts:3  the task b of a has no description\n')
  expect(readFileSync(join(root, 'book/docs/docs/guide.md'), 'utf8')).toBe('# Guide\n\n[`a`](../dags/a.md) `b`\n\n- Source: `docs/guide.md:1`\n')
  expect(readFileSync(join(root, 'book/docs/guide/index.html'), 'utf8')).toContain('<a href="/dags/a/"><code>a</code></a>')
  expect(JSON.parse(readFileSync(join(root, 'book/model.json'), 'utf8'))).toMatchObject({ problems: [{ code: 'unknown-name', at: { file: 'docs/guide.md', line: 3 } }] })
  expect((await build('--min-docs', '50')).code).toBe(0)
})
