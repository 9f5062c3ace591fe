// A model comes from the cache only if reading would give the very same.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
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
/** Changes the text of the entry, and gives it the time that it had: what is wrong has to be found by other means. */
const tamper = (folder: string, change: (text: string) => string): void => {
  const file = entryIn(folder), { atimeMs, mtimeMs } = statSync(file)
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  utimesSync(file, atimeMs / 1000, mtimeMs / 1000)
}
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
    ['the entry is cut off', (folder) => tamper(folder, (text) => text.slice(0, 200)), false],
    ['the model in the entry is changed', (folder) => tamper(folder, (text) => text.replace('"known":0', '"known":7')), false],
    ['the entry is other JSON', (folder) => tamper(folder, () => 'null'), false],
    ['another program wrote the entry', (folder) => tamper(folder, (text) => text.replace(/"key":"..../, '"key":"0000')), false],
    ['the entry is written again as it was', (folder) => writeFileSync(entryIn(folder), readFileSync(entryIn(folder))), false],
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
  test('is not taken from a checkout: an entry that the project brings along may say anything', () => {
    const folder = project(), forged = project()
    fill(folder)
    const name = readdirSync(join(folder, '.dagbook/cache'))[0]!
    mkdirSync(join(forged, '.dagbook/cache'), { recursive: true })
    writeFileSync(join(forged, '.dagbook/cache', name), readFileSync(entryIn(folder)))
    expect(find(forged)).toBeUndefined()
    renameSync(folder, `${folder}-moved`)
    expect(find(`${folder}-moved`)).toEqual(model)
  })
  test('writes nothing through a link that leads nowhere yet', () => {
    const outside = folderOf({}, 'outside'), folder = project()
    mkdirSync(join(folder, '.dagbook'))
    symlinkSync(join(outside, 'made'), join(folder, '.dagbook/.gitignore'))
    symlinkSync(join(outside, 'cache'), join(folder, '.dagbook/cache'))
    fill(folder)
    expect(readdirSync(outside)).toEqual([])
  })
  test('writes nowhere but into the project, whatever links the project brings along', () => {
    const outside = folderOf({}, 'outside'), folder = project()
    mkdirSync(join(folder, '.dagbook'))
    symlinkSync(outside, join(folder, '.dagbook/cache'))
    fill(folder)
    expect(readdirSync(outside)).toEqual([])
  })
})
