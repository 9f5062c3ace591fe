// The output folder is replaced as a whole or not at all, and only if dagbook wrote it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openOutput, outputMark, packageRoot } from '#disk'
import { filesIn, folderOf } from '../fixtures/folder.ts'

const write = (path: string, files: Record<string, string>, keep: readonly string[] = []) =>
  openOutput(path, keep).replace('stamp', async (folder) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  })
const pagesIn = (path: string) => Object.fromEntries(Object.entries(filesIn(path)).filter(([name]) => name !== outputMark))
const besides = (path: string) => readdirSync(dirname(path)).filter((name) => name.includes('dagbook-'))

describe('the output folder', () => {
  test('is made with all folders above it, and replaced as a whole', async () => {
    const path = join(folderOf({}), 'deep/er/book')
    await write(path, { 'a.html': '1', 'b.html': '1' })
    await write(path, { 'a.html': '2' })
    expect(pagesIn(path)).toEqual({ 'a.html': '2' })
    expect(besides(path)).toEqual([])
  })
  test('stays as it was when writing fails half-way', async () => {
    const path = join(folderOf({}), 'book')
    await write(path, { 'a.html': '1' })
    await expect(openOutput(path).replace('stamp', async (folder) => {
      writeFileSync(join(folder, 'a.html'), 'half')
      throw new Error('the disk is full')
    })).rejects.toThrow('the disk is full')
    expect(pagesIn(path)).toEqual({ 'a.html': '1' })
    expect(besides(path)).toEqual([])
  })
  test('is not cleared by the name of a file alone: only what dagbook marked is replaced', () => {
    const path = join(folderOf({ 'book/keep/data.txt': 'mine', 'book/.dagbook-output': 'x' }), 'book')
    expect(() => openOutput(path)).toThrow('holds files that dagbook did not write')
    expect(filesIn(path)['keep/data.txt']).toBe('mine')
  })
  test('that nobody named does not lead out of the folder that it has to lie in', () => {
    const folder = folderOf({}), elsewhere = folderOf({}, 'elsewhere')
    symlinkSync(elsewhere, join(folder, 'book'))
    expect(() => openOutput(join(folder, 'book'), [], folder)).toThrow('is a link that leads to another place')
    expect(openOutput(join(folder, 'book')).folder).toBe(elsewhere)
  })
  test('is cleaned up when the program is told to end', async () => {
    const path = join(folderOf({}), 'book')
    const child = spawn(process.execPath, [join(packageRoot, 'scripts/run.mjs'), join(import.meta.dirname, 'slow-output.ts'), path], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect([existsSync(path), besides(path)]).toEqual([false, []])
  })
  test('stays as it was when the program is killed, and what it left is removed the next time', async () => {
    const path = join(folderOf({}), 'book')
    await write(path, { 'a.html': '1' })
    const child = spawn(process.execPath, [join(packageRoot, 'scripts/run.mjs'), join(import.meta.dirname, 'slow-output.ts'), path], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    expect(besides(path)).toHaveLength(1)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(pagesIn(path)).toEqual({ 'a.html': '1' })
    expect(besides(path)).toHaveLength(1)
    await write(path, { 'a.html': '2' })
    expect(besides(path)).toEqual([])
  })
  test('is found again when the program was killed between the two renames', async () => {
    const path = join(folderOf({}), 'book')
    await write(path, { 'a.html': '1' })
    renameSync(path, join(dirname(path), '.book.dagbook-previous'))
    openOutput(path)
    expect(pagesIn(path)).toEqual({ 'a.html': '1' })
  })
  test('knows what it was made from, and whether anybody touched it since', async () => {
    const path = join(folderOf({}), 'book')
    expect(openOutput(path).holds('stamp')).toBe(false)
    await write(path, { 'a.html': '1', 'b.html': '1' })
    expect([openOutput(path).holds('stamp'), openOutput(path).holds('other')]).toEqual([true, false])
    rmSync(join(path, 'b.html'))
    expect(openOutput(path).holds('stamp')).toBe(false)
    await write(path, { 'a.html': '1' })
    writeFileSync(join(path, 'a.html'), 'edited')
    expect(openOutput(path).holds('stamp')).toBe(false)
  })
  test('may be a link: what it stands for is replaced', async () => {
    const folder = folderOf({})
    mkdirSync(join(folder, 'real'))
    symlinkSync('real', join(folder, 'book'))
    await write(join(folder, 'book'), { 'a.html': '1' })
    expect(Object.keys(filesIn(join(folder, 'real')))).toContain('a.html')
  })
  test('is refused where it holds files of somebody else, is a file, or holds what is read', () => {
    const folder = folderOf({ 'mine/notes.txt': 'keep', file: '', 'project/a.ts': '' })
    expect(() => openOutput(join(folder, 'mine'))).toThrow('holds files that dagbook did not write')
    expect(() => openOutput(join(folder, 'file'))).toThrow('is a file')
    for (const path of ['project', '.', 'project/..']) {
      expect(() => openOutput(join(folder, path), [join(folder, 'project')])).toThrow('which is read from')
    }
    expect(existsSync(join(folder, 'mine/notes.txt'))).toBe(true)
    openOutput(join(folder, 'project/book'), [join(folder, 'project')])
    openOutput(join(folder, 'project-book'), [join(folder, 'project')])
  })
})
