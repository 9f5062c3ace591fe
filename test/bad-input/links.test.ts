// A project that brings along links, pipes and endless files where dagbook looks for its own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Model } from '#model'
import { filesIn, folderOf } from '../fixtures/folder.ts'
import { dagbook } from '../cli/run.ts'

const dag = "import { Dag } from 'dagbook'\nexport const a = new Dag('a')\na.bash('b', { command: 'c' })\n"
const read = async (folder: string): Promise<Model> => JSON.parse((await dagbook(['export', 'model', '-C', folder])).out) as Model

describe('dagbook.yaml is read', () => {
  test.each<[string, (folder: string) => void, string]>([
    ['not through a link, which would show what lies elsewhere', (folder) => symlinkSync(join(folder, '../secret.yaml'), join(folder, 'dagbook.yaml')), 'symlink'],
    ['not through a link to something without an end', (folder) => symlinkSync('/dev/zero', join(folder, 'dagbook.yaml')), 'symlink'],
    ['not from a pipe that nobody writes to', (folder) => { execFileSync('mkfifo', [join(folder, 'dagbook.yaml')]) }, 'unreadable'],
    ['not when it is a folder', (folder) => mkdirSync(join(folder, 'dagbook.yaml')), 'unreadable'],
  ])('%s', async (_, make, code) => {
    const folder = folderOf({ 'a.ts': dag, '../secret.yaml': 'AWS_KEY: hunter2\n' })
    make(folder)
    const { dags, problems } = await read(folder)
    expect(dags.map((each) => each.dagId)).toEqual(['a'])
    expect(problems.map((problem) => [problem.code, problem.at?.file])).toEqual([[code, 'dagbook.yaml']])
    expect(JSON.stringify(problems)).not.toContain('AWS_KEY')
  })
  test('not where it is more than anybody writes, or no text', async () => {
    const huge = await read(folderOf({ 'a.ts': dag, 'dagbook.yaml': `title: ${'x'.repeat(6_000_000)}` }))
    expect(huge.problems.map((problem) => problem.code)).toEqual(['file-too-large'])
    expect((await read(folderOf({ 'a.ts': dag, 'dagbook.yaml': new Uint8Array([0x74, 0xff, 0xfe]) }))).problems.map((problem) => problem.code)).toEqual(['encoding'])
  })
})

describe('templates of a project', () => {
  const build = async (folder: string): Promise<{ index: string; problems: string[] }> => {
    const out = join(folder, '../book')
    const { code, err } = await dagbook(['build', folder, '--out', out, '--no-search'])
    expect([code, err.includes('bug')]).toEqual([0, false])
    const model = JSON.parse(readFileSync(join(out, 'model.json'), 'utf8')) as Model
    return { index: readFileSync(join(out, 'docs/index.md'), 'utf8'), problems: model.problems.map((problem) => `${problem.code} ${problem.at?.file}`) }
  }
  test.each<[string, Record<string, string>, string, ((folder: string) => void)?]>([
    ['named outside of it', { 'dagbook.yaml': 'docs: { templates: ../private }\n' }, 'settings dagbook.yaml'],
    ['behind a link out of it', { 'dagbook.yaml': 'docs: { templates: mine }\n' }, 'symlink mine', (folder) => symlinkSync('../private', join(folder, 'mine'))],
    ['in the usual folder, which is a link', {}, 'symlink templates', (folder) => symlinkSync('../private', join(folder, 'templates'))],
    ['in a folder that is not there', { 'dagbook.yaml': 'docs: { templates: gone }\n' }, 'settings dagbook.yaml'],
  ])('%s are not read', async (_, files, problem, make) => {
    const folder = folderOf({ 'a.ts': dag, '../private/index.md': 'NOT FOR EVERYBODY\n', '../private/project_doc.md': 'NOT FOR EVERYBODY\n', ...files })
    make?.(folder)
    const { index, problems } = await build(folder)
    expect(index).not.toContain('NOT FOR')
    expect(problems).toEqual([problem])
  })
  test('that are links or no text cost a problem each, the others hold', async () => {
    const folder = folderOf({ 'a.ts': dag, '../private.md': 'NOT FOR EVERYBODY\n', 'templates/dag_doc.md': 'Ours: {{ dag_id }}\n', 'templates/orchestrator_doc.md': new Uint8Array([0xff, 0xfe, 0x41]) })
    symlinkSync('../../private.md', join(folder, 'templates/problems.md'))
    const { problems } = await build(folder)
    expect(problems).toEqual(['encoding templates/orchestrator_doc.md', 'symlink templates/problems.md'])
    expect(filesIn(join(folder, '../book/docs'))['dags/a.md']).toContain('Ours: a')
    expect(JSON.stringify(filesIn(join(folder, '../book/docs')))).not.toContain('NOT FOR')
  })
})
