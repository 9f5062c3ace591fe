// Laying out: nothing overlaps, everything is inside what it belongs to, and the same picture gives the same drawing.
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { layoutPicture } from '#elk'
import { dagPicture, type Box, type Drawing, type Picture } from '#graph'
import { bookModel } from '../fixtures/book.ts'
import { chain, dag, group, task } from '../fixtures/models.ts'

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const inside = (a: Box, b: Box): boolean => a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height

const check = (drawing: Drawing): void => {
  const all: Box = { x: 0, y: 0, width: drawing.width, height: drawing.height }
  for (const [i, node] of drawing.nodes.entries()) {
    expect(inside(node, all)).toBe(true)
    for (const other of drawing.nodes.slice(i + 1)) expect(overlap(node, other)).toBe(false)
    for (const box of drawing.groups) {
      const belongs = node.node.group === box.group.id || drawing.groups.some((inner) => inner.group.id === node.node.group && inner.group.parent === box.group.id)
      if (belongs) expect(inside(node, box)).toBe(true)
      else if (node.node.group === undefined) expect(overlap(node, box)).toBe(false)
    }
  }
  for (const { points } of drawing.edges) {
    expect(points.length).toBeGreaterThanOrEqual(2)
    for (const [i, point] of points.entries()) {
      const before = points[i - 1]
      if (before !== undefined) expect(point.x === before.x || point.y === before.y).toBe(true)
    }
  }
}

describe('the DAGs of a book', () => {
  test.each(bookModel().dags.filter((each) => each.tasks.length > 0).map((each) => [each.dagId.slice(0, 40), each] as const))('%s', async (_, each) => {
    const drawing = await layoutPicture(dagPicture(each))
    expect(drawing.nodes).toHaveLength(each.tasks.length)
    expect(drawing.edges).toHaveLength(each.edges.length)
    check(drawing)
  })
})

test('the same picture gives the same drawing', async () => {
  const picture = dagPicture(bookModel().dags.find((each) => each.dagId === 'warehouse_nightly')!)
  expect(JSON.stringify(await layoutPicture(picture))).toBe(JSON.stringify(await layoutPicture(picture)))
})

test('a short chain flows to the right, a long one and wide names downwards', async () => {
  const flows = async (ids: readonly string[]): Promise<string> => {
    const { nodes } = await layoutPicture(dagPicture(dag('d', { tasks: ids.map((id) => task('d', id)), edges: chain(...ids) })))
    return nodes[1]!.x > nodes[0]!.x + nodes[0]!.width ? 'right' : 'down'
  }
  expect(await flows(['a', 'b', 'c'])).toBe('right')
  expect(await flows(Array.from({ length: 20 }, (_, i) => `task_${i}`))).toBe('down')
  expect(await flows(['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40), 'd'.repeat(40), 'e'.repeat(40)])).toBe('down')
})

test('no graph that fits on a page takes long: chains that skip back and forth, everything after everything', { timeout: 60_000 }, async () => {
  const ids = Array.from({ length: 200 }, (_, i) => `t${i}`)
  const skipping = (by: readonly number[]) => by.flatMap((step) => ids.slice(step).map((id, i) => ({ from: ids[i]!, to: id })))
  for (const edges of [skipping([1, 10]), skipping([1, 70, 130])]) {
    const began = process.cpuUsage()
    const drawing = await layoutPicture(dagPicture(dag('d', { tasks: ids.map((id) => task('d', id)), edges })))
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1e6).toBeLessThan(15)
    expect(drawing.nodes).toHaveLength(200)
    expect(drawing.edges).toHaveLength(edges.length)
    check(drawing)
  }
})

test('an empty picture, a single node, a self loop and unknown ends are drawn', async () => {
  expect(await layoutPicture({ title: '', nodes: [], edges: [], groups: [] })).toMatchObject({ nodes: [], edges: [] })
  const picture: Picture = { title: 'x', nodes: [{ id: 'a', label: 'a', kind: 'task' }], edges: [{ from: 'a', to: 'a' }, { from: 'a', to: 'nowhere' }], groups: [{ id: 'g', label: 'empty' }] }
  const drawing = await layoutPicture(picture)
  expect(drawing.nodes).toHaveLength(1)
  expect(drawing.edges).toEqual([])
})

test('any graph with groups is laid out without overlaps', async () => {
  const graphs = fc.record({
    count: fc.integer({ min: 1, max: 12 }), edges: fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.option(fc.string({ maxLength: 30 }))), { maxLength: 20 }), groupOf: fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
  })
  await fc.assert(fc.asyncProperty(graphs, async ({ count, edges, groupOf }) => {
    const groups = [group('d', 'a'), group('d', 'a.b', 'a'), group('d', 'c')]
    const name = (i: number): string => `t${i % count}`
    const tasks = Array.from({ length: count }, (_, i) => task('d', `t${i}`, { group: groups[groupOf[i]!]?.id ?? null }))
    const all = edges.filter(([from, to]) => from % count !== to % count).map(([from, to, label]) => ({ from: name(from), to: name(to), ...(label !== null && { label }) }))
    check(await layoutPicture(dagPicture(dag('d', { groups, tasks, edges: all }))))
  }), { numRuns: 40, seed: 7 })
})
