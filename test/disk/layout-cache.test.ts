// Layouts outlive the program, hold no names, and are as little trusted as everything else that a project may bring along.
import { readdirSync, readFileSync, statSync, symlinkSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openLayouts } from '#disk'
import { layoutPicture, type Layout } from '#elk'
import type { Picture } from '#graph'
import { folderOf } from '../fixtures/folder.ts'

const layout: Layout = { width: 9, height: 8, nodes: [{ x: 1, y: 2, width: 3, height: 4 }], groups: [], edges: [] }
const project = () => folderOf({ 'a.ts': 'A' })
const keep = (folder: string, shape = 'shape', kept = layout) => {
  const layouts = openLayouts(folder)
  layouts.keep(shape, kept)
  layouts.save()
}
const fileIn = (folder: string) => join(folder, '.dagbook/cache', readdirSync(join(folder, '.dagbook/cache')).find((name) => name.startsWith('layouts-'))!)
const picture = (name: string): Picture => ({
  title: name, nodes: [{ id: `${name}/a`, label: `${name}_a`, kind: 'task', group: 'g' }, { id: `${name}/b`, label: `${name}_b`, kind: 'sql', href: `#${name}` }],
  groups: [{ id: 'g', label: name }], edges: [{ from: `${name}/a`, to: `${name}/b`, label: name }, { from: `${name}/b`, to: 'nowhere' }],
})

describe('a cache of layouts', () => {
  test('gives back what an earlier run kept, and that only', () => {
    const folder = project()
    keep(folder)
    expect(openLayouts(folder).find('shape')).toEqual(layout)
    expect(openLayouts(folder).find('other')).toBeUndefined()
  })
  test('writes nothing where nothing is new', () => {
    const folder = project()
    keep(folder)
    const { mtimeMs, ino } = statSync(fileIn(folder)), again = openLayouts(folder)
    again.find('shape')
    again.save()
    expect(statSync(fileIn(folder))).toMatchObject({ mtimeMs, ino })
  })
  test('keeps the layouts of other builds too', () => {
    const folder = project()
    keep(folder, 'one')
    keep(folder, 'two')
    expect(openLayouts(folder).find('one')).toEqual(layout)
    expect(openLayouts(folder).find('two')).toEqual(layout)
  })
  test('has bounds: what was not used the longest goes first', () => {
    const folder = project()
    const large: Layout = { ...layout, nodes: Array.from({ length: 150_000 }, () => layout.nodes[0]!) }
    for (let i = 0; i < 8; i++) keep(folder, `large ${i}`, large)
    expect(statSync(fileIn(folder)).size).toBeLessThan(33_000_000)
    const left = openLayouts(folder)
    expect(left.find('large 7')).toEqual(large)
    expect(left.find('large 0')).toBeUndefined()
  })
  test('is not taken from a checkout, and not when it is damaged', () => {
    const folder = project()
    keep(folder)
    const file = fileIn(folder), text = readFileSync(file, 'utf8'), { mtimeMs } = statSync(file)
    writeFileSync(file, text)
    expect(openLayouts(folder).find('shape')).toBeUndefined()
    writeFileSync(file, text.replace('"width":9', '"width":7'))
    utimesSync(file, mtimeMs / 1000, mtimeMs / 1000)
    expect(openLayouts(folder).find('shape')).toBeUndefined()
    writeFileSync(file, text)
    utimesSync(file, mtimeMs / 1000, mtimeMs / 1000)
    expect(openLayouts(folder).find('shape')).toEqual(layout)
  })
  test('writes nothing through links', () => {
    const outside = folderOf({}, 'outside'), folder = project()
    mkdirSync(join(folder, '.dagbook'))
    symlinkSync(outside, join(folder, '.dagbook/cache'))
    keep(folder)
    expect(readdirSync(outside)).toEqual([])
  })
})

describe('a picture', () => {
  test('is drawn from a layout that was kept as it is drawn from a new one', async () => {
    const folder = project(), fresh = await layoutPicture(picture('orders')), layouts = openLayouts(folder)
    expect(await layoutPicture(picture('orders'), layouts)).toEqual(fresh)
    layouts.save()
    expect(await layoutPicture(picture('orders'), { find: openLayouts(folder).find, keep: () => expect.unreachable() })).toEqual(fresh)
  })
  test('of the same shape needs no layout of its own, one with a wider name does', async () => {
    const made: string[] = [], known = new Map<string, Layout>()
    const layouts = { find: (shape: string) => known.get(shape), keep: (shape: string, one: Layout) => { made.push(shape); known.set(shape, one) } }
    await layoutPicture(picture('orders'), layouts)
    const drawing = await layoutPicture(picture('redros'), layouts)
    expect(made).toHaveLength(1)
    expect(drawing).toEqual(await layoutPicture(picture('redros')))
    expect(made.join()).not.toContain('orders')
    await layoutPicture(picture('warehouse'), layouts)
    expect(made).toHaveLength(2)
  })
})
