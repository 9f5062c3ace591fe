// A model comes from the cache only if reading would give the very same.
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadTree, openCache } from '#disk'
import type { Model } from '#model'
import { folderOf } from '../fixtures/folder.ts'

const model = { format: 'dagbook-model/1', dags: [], tables: [], assets: [], pipelines: [], files: [], problems: [], coverage: { files: { known: 0, total: 0 }, dags: { known: 0, total: 0 }, tasks: { known: 0, total: 0 }, values: { known: 0, total: 0 } } } as Model

/** Reads a.ts and asks for one file that is not there, then keeps the model. */
const fill = (folder: string, options: unknown = {}) => {
  const sources = loadTree(folder)
  const cache = openCache(sources, options)
  sources.tree.read('a.ts')
  sources.tree.read('missing.json')
  cache.keep(model)
}
const find = (folder: string, options: unknown = {}) => openCache(loadTree(folder), options).find()
const project = () => folderOf({ 'a.ts': 'A', 'other.md': 'x' })
const entryIn = (folder: string) => join(folder, '.dagbook/cache', readdirSync(join(folder, '.dagbook/cache'))[0]!)

describe('the cache', () => {
  test('gives the model back while nothing changes, and ignores itself in git', () => {
    const folder = project()
    expect(find(folder)).toBeUndefined()
    fill(folder)
    expect(find(folder)).toEqual(model)
    expect(readFileSync(join(folder, '.dagbook/.gitignore'), 'utf8')).toBe('*\n')
  })
  test.each<[string, (folder: string) => void, boolean]>([
    ['a file that was read changes', (folder) => writeFileSync(join(folder, 'a.ts'), 'B'), false],
    ['a file that was read becomes too large to be read', (folder) => writeFileSync(join(folder, 'a.ts'), ' '.repeat(6_000_000)), false],
    ['a file that was read goes', (folder) => rmSync(join(folder, 'a.ts')), false],
    ['a file that was asked for appears', (folder) => writeFileSync(join(folder, 'missing.json'), '{}'), false],
    ['any file appears', (folder) => writeFileSync(join(folder, 'new.ts'), ''), false],
    ['a link out of the project appears', (folder) => symlinkSync('/etc/hostname', join(folder, 'link')), false],
    ['a file that nobody asked for changes', (folder) => writeFileSync(join(folder, 'other.md'), 'y'), true],
    ['the same bytes are written again', (folder) => writeFileSync(join(folder, 'a.ts'), 'A'), true],
    ['the entry is cut off', (folder) => writeFileSync(entryIn(folder), readFileSync(entryIn(folder), 'utf8').slice(0, 200)), false],
    ['the model in the entry is changed', (folder) => writeFileSync(entryIn(folder), readFileSync(entryIn(folder), 'utf8').replace('"known":0', '"known":7')), false],
    ['the entry is other JSON', (folder) => writeFileSync(entryIn(folder), 'null'), false],
    ['another program wrote the entry', (folder) => writeFileSync(entryIn(folder), readFileSync(entryIn(folder), 'utf8').replace(/"key":"..../, '"key":"0000')), false],
    ['the folder is deleted', (folder) => rmSync(join(folder, '.dagbook'), { recursive: true }), false],
  ])('when %s', (_, change, stays) => {
    const folder = project()
    fill(folder)
    change(folder)
    expect(find(folder)).toEqual(stays ? model : undefined)
  })
  test('keeps what was read with other options apart', () => {
    const folder = project()
    fill(folder, { environment: 'prod' })
    expect(find(folder, { environment: 'dev' })).toBeUndefined()
    fill(folder, { environment: 'dev' })
    expect(find(folder, { environment: 'prod' })).toEqual(model)
  })
  test('holds a bounded number of entries', () => {
    const folder = project()
    for (let i = 0; i < 20; i++) fill(folder, { i })
    expect(readdirSync(join(folder, '.dagbook/cache')).length).toBeLessThanOrEqual(12)
    expect(find(folder, { i: 19 })).toEqual(model)
  })
  test('writes nowhere but into the project, whatever links the project brings along', () => {
    const outside = folderOf({}, 'outside'), folder = project()
    mkdirSync(join(folder, '.dagbook'))
    symlinkSync(outside, join(folder, '.dagbook/cache'))
    fill(folder)
    expect(readdirSync(outside)).toEqual([])
  })
})
