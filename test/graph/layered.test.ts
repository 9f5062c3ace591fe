// Our own layout: nothing overlaps, lines keep their layers, and views of a fleet show what they should.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fleetPicture, layeredDrawing, mostDrawn, type Box, type Drawing, type Fleet, type FleetEdge, type FleetNode, type Picture, type Point } from '#graph'

const edgeKind = fc.constantFrom('trigger', 'wait', 'asset', 'callback')
const picture = fc.integer({ min: 1, max: 24 }).chain((count) => fc.record({
  groups: fc.array(fc.integer({ min: -1, max: 3 }), { minLength: count, maxLength: count }),
  edges: fc.array(fc.record({ from: fc.integer({ min: 0, max: count - 1 }), to: fc.integer({ min: 0, max: count - 1 }), kind: edgeKind, label: fc.constantFrom(undefined, undefined, 'yes') }), { maxLength: 40 }),
  parents: fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 4, maxLength: 4 }),
})).map(({ groups, edges, parents }): Picture => ({
  title: 'any',
  nodes: groups.map((group, i) => ({ id: `n${i}`, label: 'n'.repeat(1 + (i * 7) % 20), kind: 'dag', ...(group >= 0 && { group: `g${group}` }) })),
  edges: [...new Map(edges.map((edge) => [`${edge.from} ${edge.to} ${edge.kind}`, { from: `n${edge.from}`, to: `n${edge.to}`, kind: edge.kind, ...(edge.label !== undefined && { label: edge.label }) }])).values()],
  // A group may be in one with a smaller number.
  groups: [0, 1, 2, 3].map((group) => ({ id: `g${group}`, label: `group ${group}`, ...(parents[group]! >= 0 && parents[group]! < group && { parent: `g${parents[group]}` }) })),
}))

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const pairs = <T>(list: readonly T[]): [T, T][] => list.flatMap((a, i) => list.slice(i + 1).map((b): [T, T] => [a, b]))
const contains = (box: Box, inner: Box): boolean => inner.x >= box.x && inner.y >= box.y && inner.x + inner.width <= box.x + box.width && inner.y + inner.height <= box.y + box.height
const touches = (point: Point, box: Box): boolean => point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height
/** Does a horizontal or vertical piece pass through the inside of a box? */
const passes = (from: Point, to: Point, box: Box): boolean =>
  Math.min(from.x, to.x) < box.x + box.width && Math.max(from.x, to.x) > box.x && Math.min(from.y, to.y) < box.y + box.height && Math.max(from.y, to.y) > box.y

const flows = ['right', 'down'] as const
const boxes = (drawing: Drawing): Map<string, Box> => new Map(drawing.nodes.map((node) => [node.node.id, node]))

describe('a drawing of any picture', () => {
  test.each(flows)('has boxes that do not overlap, inside their groups and outside of all others, flowing %s', (flow) => {
    fc.assert(fc.property(picture, (of) => {
      const drawing = layeredDrawing(of, flow), parents = new Map(of.groups.map((group) => [group.id, group.parent]))
      const isIn = (id: string | undefined, group: string): boolean => id !== undefined && (id === group || isIn(parents.get(id), group))
      for (const [a, b] of pairs(drawing.nodes)) expect(overlap(a, b)).toBe(false)
      for (const [a, b] of pairs(drawing.groups)) {
        const nested = isIn(b.group.id, a.group.id) ? contains(a, b) : isIn(a.group.id, b.group.id) ? contains(b, a) : !overlap(a, b)
        expect(nested, `${a.group.id} and ${b.group.id}`).toBe(true)
      }
      for (const group of drawing.groups) for (const node of drawing.nodes) expect([contains(group, node), overlap(group, node)]).toEqual(Array(2).fill(isIn(node.node.group, group.group.id)))
      for (const box of [...drawing.nodes, ...drawing.groups]) expect(contains({ x: 0, y: 0, width: drawing.width, height: drawing.height }, box)).toBe(true)
      for (const { chip, edge } of drawing.edges) if (chip !== undefined) for (const node of drawing.nodes) expect(overlap(chip, node), `the label of ${edge.from} → ${edge.to} on ${node.node.id}`).toBe(false)
    }))
  })

  test.each(flows)('has a line for every edge, from box to box, in horizontal and vertical pieces that pass through no other box, flowing %s', (flow) => {
    fc.assert(fc.property(picture, (of) => {
      const drawing = layeredDrawing(of, flow), at = boxes(drawing)
      expect(drawing.edges.map(({ edge }) => edge)).toEqual(of.edges)
      expect(drawing.edges.filter(({ chip }) => chip !== undefined).map(({ edge }) => edge)).toEqual(of.edges.filter((edge) => edge.label !== undefined && edge.from !== edge.to))
      for (const { edge, points } of drawing.edges) {
        expect(touches(points[0]!, at.get(edge.from)!) && touches(points.at(-1)!, at.get(edge.to)!)).toBe(true)
        for (const [i, point] of points.slice(1).entries()) {
          const last = points[i]!
          expect(last.x === point.x || last.y === point.y).toBe(true)
          for (const [id, box] of at) if (edge.from !== edge.to) expect(passes(last, point, box), `${edge.from} → ${edge.to} through ${id}`).toBe(false)
        }
      }
    }))
  })

  test('leads forward wherever there is no cycle', () => {
    fc.assert(fc.property(picture, (of) => {
      const forward = { ...of, groups: [], nodes: of.nodes.map(({ group: _, ...node }) => node), edges: of.edges.filter((edge) => Number(edge.from.slice(1)) < Number(edge.to.slice(1))) }
      const at = boxes(layeredDrawing(forward))
      for (const edge of forward.edges) expect(at.get(edge.from)!.x).toBeLessThan(at.get(edge.to)!.x)
    }))
  })

  test('is the same each time', () => {
    fc.assert(fc.property(picture, (of) => { expect(layeredDrawing(of)).toEqual(layeredDrawing(structuredClone(of))) }), { numRuns: 20 })
  })
})

test('a chain with a way around it stays a straight line', () => {
  const drawing = layeredDrawing({ title: 'chain', groups: [], nodes: ['a', 'b', 'c', 'd'].map((id) => ({ id, label: id, kind: 'dag' })), edges: [['a', 'b'], ['b', 'c'], ['c', 'd'], ['a', 'd']].map(([from, to]) => ({ from: from!, to: to! })) })
  expect(new Set(drawing.nodes.map((node) => node.y)).size).toBeLessThanOrEqual(2)
  expect(drawing.nodes.map((node) => node.x)).toEqual([...drawing.nodes.map((node) => node.x)].sort((a, b) => a - b))
})

const node = (id: string, folder = 'f', owners: string[] = []): FleetNode => ({ id, kind: 'dag', href: `/dags/${id}/`, folder, owners, tags: [] })
const leads = (from: string, to: string, kind: FleetEdge['kind'] = 'trigger'): FleetEdge => ({ from, to, kind, via: 'x' })

describe('a view of a fleet', () => {
  const fleet: Fleet = {
    nodes: [node('a', 'one'), node('b', 'one', ['ann']), node('c', 'two', ['ann']), node('d', 'two'), node('alone', 'two')],
    edges: [leads('a', 'b'), leads('b', 'c'), leads('c', 'b', 'wait'), leads('c', 'd', 'asset'), leads('d', 'd'), leads('d', 'outside')],
  }

  test('shows few DAGs in their groups, and those of other projects outside of them', () => {
    const all = fleetPicture(fleet, { group: 'folder', hops: 1 })
    expect(all.groups.map((group) => group.label)).toEqual(['one', 'two'])
    expect(all.nodes.map((each) => [each.id, each.group, each.stack])).toEqual([
      ['a', 'group one', undefined], ['b', 'group one', undefined], ['c', 'group two', undefined], ['d', 'group two', undefined], ['alone', 'group two', undefined], ['outside', undefined, 'not in this project'],
    ])
  })

  test('marks what is on a cycle, and nothing else', () => {
    const cyclic = fleetPicture(fleet, { group: 'none', hops: 1 }).edges.filter((edge) => edge.cyclic)
    expect(cyclic.map((edge) => `${edge.from} ${edge.to}`)).toEqual(['b c', 'c b', 'd d'])
  })

  test('folds groups that are not open, and joins their edges', () => {
    const folded = fleetPicture(fleet, { group: 'folder', hops: 1, open: ['one'] })
    expect(folded.nodes.map((each) => each.label)).toEqual(['a', 'b', 'two', 'outside'])
    expect(folded.nodes.find((each) => each.label === 'two')?.stack).toBe('3 DAGs')
    expect(folded.edges).toEqual([
      { from: 'a', to: 'b', kind: 'trigger' }, { from: 'b', to: 'group two', kind: 'trigger', cyclic: true }, { from: 'group two', to: 'b', kind: 'wait', cyclic: true }, { from: 'group two', to: 'outside', kind: 'trigger' },
    ])
  })

  test('keeps what is some steps from its focus, and says how much lies beyond', () => {
    const near = fleetPicture(fleet, { group: 'folder', focus: 'b', hops: 1 })
    expect(near.nodes.map((each) => each.label)).toEqual(['b', 'c', 'a', '+1 more'])
    expect(near.edges.at(-1)).toEqual({ from: 'c', to: 'more after c' })
    expect(near.nodes[0]!.focus).toBe(true)
    expect(fleetPicture(fleet, { group: 'folder', focus: 'b', hops: 9 }).nodes.map((each) => each.id)).toEqual(['b', 'c', 'd', 'outside', 'a'])
  })

  test('of owners takes the first, and shows those without one together', () => {
    expect(fleetPicture(fleet, { group: 'owner', hops: 1 }).groups.map((group) => group.label)).toEqual(['ann', 'nobody'])
  })

  test('folds groups where there are too many DAGs to be read, however many are open', () => {
    const many: Fleet = { nodes: Array.from({ length: 2_000 }, (_, i) => node(`d${i}`, `f${i % 9}`)), edges: [] }
    expect(fleetPicture(many, { group: 'folder', hops: 1 }).nodes).toHaveLength(9)
    expect(fleetPicture(many, { group: 'folder', hops: 1, open: ['f0', 'f1'] }).nodes.length).toBe(9)
    expect(fleetPicture(many, { group: 'folder', hops: 1, open: ['f0'] }).nodes.length).toBe(223 + 8)
    expect(fleetPicture(many, { group: 'none', hops: 1 }).nodes).toHaveLength(mostDrawn)
  })
})
