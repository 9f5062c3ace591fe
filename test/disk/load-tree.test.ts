// A project on the disk as readers see it: what belongs to it, what is kept out and what is said about that.
import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CannotRun, loadTree } from '#disk'
import { maxFileBytes } from '../../src/disk/read-file.ts'
import { folderOf } from '../fixtures/folder.ts'

const wrongIn = (folder: string): string[] => {
  const sources = loadTree(folder)
  for (const path of sources.tree.paths) sources.tree.read(path)
  return sources.problems().map(({ code, at, message }) => `${code} ${at!.file}: ${message}`)
}

describe('which files belong to a project', () => {
  test('regular files, sorted by code point, without packages, repositories and output', () => {
    const folder = folderOf({ 'b.ts': '', 'a/é.ts': '', 'a/z.ts': '', 'B.ts': '', 'node_modules/x/index.ts': '', 'a/node_modules/y.ts': '', '.git/config': '', 'dist/a.js': '', '.dagbook/cache/x.json': '', 'book/model.json': '' })
    expect(loadTree(folder, { skip: [join(folder, 'book')] }).tree.paths).toEqual(['B.ts', 'a/z.ts', 'a/é.ts', 'b.ts'])
  })
  test('as the settings include and exclude them', () => {
    const folder = folderOf({ 'dags/a.ts': '', 'dags/deep/b.ts': '', 'dags/deep/b.test.ts': '', 'lib/c.ts': '', 'old/d.ts': '' })
    expect(loadTree(folder, { include: ['dags', 'lib/**'], exclude: ['**/*.test.ts'] }).tree.paths).toEqual(['dags/a.ts', 'dags/deep/b.ts', 'lib/c.ts'])
    expect(loadTree(folder, { exclude: ['dags/*/', 'old'] }).tree.paths).toEqual(['lib/c.ts'])
  })
  test('a pattern that would take a regular expression for ever takes no time', () => {
    const folder = folderOf({ [`${'a/'.repeat(60)}${'a'.repeat(100)}.ts`]: '' })
    expect(loadTree(folder, { include: [`${'**/'.repeat(30)}${'*a'.repeat(40)}b`] }).tree.paths).toEqual([])
  })
  test('neither pipes nor sockets, which would block whoever reads them', () => {
    const folder = folderOf({ 'a.ts': 'x' })
    execFileSync('mkfifo', [join(folder, 'pipe.ts')])
    expect(loadTree(folder).tree.paths).toEqual(['a.ts'])
  })
  test('at most so many, with one problem for all that is left out', () => {
    const sources = loadTree(folderOf({ 'a.ts': '', 'b.ts': '', 'c.ts': '', 'd.ts': '' }), { maxFiles: 2 })
    expect(sources.tree.paths).toEqual(['a.ts', 'b.ts'])
    expect(sources.problems()).toMatchObject([{ code: 'too-many-files', at: { file: 'c.ts' } }])
  })
  test('a folder that is not there, or is a file, cannot be read', () => {
    const folder = folderOf({ 'a.ts': '' })
    expect(() => loadTree(join(folder, 'none'))).toThrow(CannotRun)
    expect(() => loadTree(join(folder, 'a.ts'))).toThrow('is a file')
  })
})

describe('symbolic links', () => {
  test('out of the project are not followed, whether they name a file or a folder', () => {
    const outside = folderOf({ 'secret.ts': 'export const password = 1', 'deep/secret.ts': '' }, 'outside')
    const folder = folderOf({ 'a.ts': '' })
    symlinkSync(join(outside, 'secret.ts'), join(folder, 'file.ts'))
    symlinkSync(join(outside, 'deep'), join(folder, 'folder'))
    symlinkSync('nowhere.ts', join(folder, 'lost.ts'))
    symlinkSync('loop.ts', join(folder, 'loop.ts'))
    const sources = loadTree(folder)
    expect(sources.tree.paths).toEqual(['a.ts'])
    expect([sources.tree.read('file.ts'), sources.tree.read('folder/secret.ts'), sources.tree.read('../outside/secret.ts')]).toEqual([undefined, undefined, undefined])
    expect(wrongIn(folder)).toEqual([
      'symlink file.ts: The symbolic link leads out of the project; it is not followed.',
      'symlink folder: The symbolic link leads out of the project; it is not followed.',
      'symlink loop.ts: The symbolic link leads nowhere.',
      'symlink lost.ts: The symbolic link leads nowhere.',
    ])
  })
  test('to a sibling whose name begins like the project lead out of it too', () => {
    const folder = folderOf({ 'a.ts': '' })
    mkdirSync(`${folder}-more`)
    writeFileSync(join(`${folder}-more`, 'x.ts'), 'secret')
    symlinkSync(join(`${folder}-more`, 'x.ts'), join(folder, 'x.ts'))
    expect(wrongIn(folder)).toHaveLength(1)
  })
  test('inside the project can be read through, and are listed once: under the name of the file itself', () => {
    const folder = folderOf({ 'lib/a.ts': 'A', 'node_modules/x/index.ts': 'X' })
    symlinkSync('lib', join(folder, 'link'))
    symlinkSync('lib/a.ts', join(folder, 'b.ts'))
    symlinkSync('node_modules/x', join(folder, 'package'))
    const { tree, problems } = loadTree(folder)
    expect(tree.paths).toEqual(['lib/a.ts'])
    expect([tree.read('link/a.ts'), tree.read('b.ts'), tree.read('package/index.ts')]).toEqual(['A', 'A', undefined])
    expect(problems()).toEqual([])
  })
  test('that take the place of a file after it was listed are not followed', () => {
    const outside = folderOf({ 'secret.ts': 'secret' }, 'outside')
    const folder = folderOf({ 'a.ts': 'A' })
    const sources = loadTree(folder)
    renameSync(join(folder, 'a.ts'), join(folder, 'was.ts'))
    symlinkSync(join(outside, 'secret.ts'), join(folder, 'a.ts'))
    expect(sources.tree.read('a.ts')).toBeUndefined()
    expect(sources.problems()).toMatchObject([{ code: 'symlink' }])
  })
  test('in the way to the project itself are fine', () => {
    const folder = folderOf({ 'real/a.ts': 'A' })
    symlinkSync('real', join(folder, 'alias'))
    expect(loadTree(join(folder, 'alias')).tree.read('a.ts')).toBe('A')
  })
})

describe('texts', () => {
  test('lose their byte-order mark and their carriage returns, so that places stay right', () => {
    const { tree } = loadTree(folderOf({ 'a.ts': '\uFEFFconst a = 1\r\nconst b = `x\r\ny`\r\n', 'b.ts': 'a\rb' }))
    expect(tree.read('a.ts')).toBe('const a = 1\nconst b = `x\ny`\n')
    expect(tree.read('b.ts')).toBe('a\rb')
  })
  test('that are not UTF-8 cost one problem each and are left out', () => {
    const folder = folderOf({
      'latin1.ts': Uint8Array.from([0x63, 0x61, 0x66, 0xe9]), 'cut.ts': Uint8Array.from([0x61, 0xe2, 0x82]), 'nul.ts': 'const a = 1\0',
      'utf16.ts': Uint8Array.from([0xff, 0xfe, 0x61, 0x00]), 'overlong.ts': Uint8Array.from([0xc0, 0xaf]), 'fine.ts': 'é € 😀',
    })
    expect(wrongIn(folder)).toEqual([
      'encoding cut.ts: The file is not UTF-8 text.',
      'encoding latin1.ts: The file is not UTF-8 text.',
      'encoding nul.ts: The file holds a NUL byte (at byte 11), so it is no text.',
      'encoding overlong.ts: The file is not UTF-8 text.',
      'encoding utf16.ts: The file is UTF-16 text, not UTF-8.',
    ])
  })
  test('that are too large are left out unread', () => {
    const folder = folderOf({ 'big.ts': '', 'edge.ts': '' })
    truncateSync(join(folder, 'big.ts'), 50_000_000)
    writeFileSync(join(folder, 'edge.ts'), ' '.repeat(maxFileBytes))
    expect(wrongIn(folder)).toEqual(['file-too-large big.ts: The file has 50.0 MB; files of up to 5 MB are read.'])
  })
  test('that nobody asks for are not read, so pictures and archives are no problem', () => {
    const sources = loadTree(folderOf({ 'a.ts': '', 'logo.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0]) }))
    sources.tree.read('a.ts')
    expect(sources.problems()).toEqual([])
  })
  test('stay as they were first read, whatever happens on the disk meanwhile', () => {
    const folder = folderOf({ 'a.ts': 'before' })
    const { tree } = loadTree(folder)
    expect(tree.read('a.ts')).toBe('before')
    writeFileSync(join(folder, 'a.ts'), 'after')
    expect(tree.read('a.ts')).toBe('before')
  })
})
