// A picture laid out by our own layout: groups one level deep, each laid out by itself with the ends of its edges at its border.
import type { Box, DrawnEdge, DrawnGroup, DrawnNode, Drawing, Point } from './drawing.ts'
import { layersFor, type LayeredEdge, type LayeredLayout, type LayeredNode } from './layered.ts'
import { packedLayout } from './layered-pack.ts'
import { groupText, nodeText, sizes } from './measure.ts'
import type { EdgeKind, Picture, PictureEdge } from './picture.ts'

type Side = 'first' | 'last'

/** A group or a node outside of all groups: what the outer layout places. */
interface Unit {
  readonly id: string
  readonly members: readonly string[]
  readonly isGroup: boolean
}
/** The inside of a group, and where its edges pass the border, by `doorKey`. */
interface Inside extends LayeredLayout {
  readonly at: ReadonlyMap<string, Box>
  readonly doors: ReadonlyMap<string, { readonly y: number; readonly line: readonly Point[] }>
  readonly inner: ReadonlyMap<PictureEdge, readonly Point[]>
}

const header = sizes.groupTitle + 6

// Edges of different kinds touch a box at different heights, so that they never lie on each other.
const touch: Readonly<Record<EdgeKind, number>> = { wait: 7, trigger: 14, asset: 20, callback: 25 }
// What starts a DAG says more about which of two comes first than what looks at it.
const weights: Readonly<Record<EdgeKind, number>> = { trigger: 4, asset: 4, wait: 1, callback: 1 }
const weightOf = (edge: PictureEdge): number => weights[edge.kind ?? 'trigger']
const touchOf = (edge: PictureEdge): number => touch[edge.kind ?? 'trigger']

const unitsOf = (picture: Picture): { units: Unit[]; unitOf: ReadonlyMap<string, number> } => {
  const parents = new Map(picture.groups.map((group) => [group.id, group.parent]))
  const outermost = (id: string): string => {
    let at = id
    for (let steps = 0; steps < picture.groups.length; steps++) {
      const parent = parents.get(at)
      if (parent === undefined || !parents.has(parent)) break
      at = parent
    }
    return at
  }
  const members = new Map<string, string[]>()
  const order: { id: string; isGroup: boolean }[] = []
  for (const node of picture.nodes) {
    const group = node.group !== undefined && parents.has(node.group) ? outermost(node.group) : undefined
    const id = group ?? node.id
    if (!members.has(id)) {
      members.set(id, [])
      order.push({ id, isGroup: group !== undefined })
    }
    members.get(id)!.push(node.id)
  }
  const units = order.map(({ id, isGroup }): Unit => ({ id, isGroup, members: members.get(id)! }))
  return { units, unitOf: new Map(units.flatMap((unit, i) => unit.members.map((node) => [node, i] as const))) }
}

/** Where an edge passes the border of a group. */
interface Door {
  readonly side: Side
  readonly node: string
  readonly touch: number
}
const doorKey = ({ side, node, touch }: Door): string => `${side} ${touch} ${node}`

/** Lays out what is inside a group; `needed` are the doors that its edges need. */
const layoutInside = (members: readonly string[], width: (id: string) => number, edges: readonly PictureEdge[], needed: readonly Door[]): Inside => {
  const place = new Map(members.map((id, i) => [id, i]))
  const nodes: LayeredNode[] = members.map((id) => ({ width: width(id), height: sizes.node }))
  const list: LayeredEdge[] = edges.map((edge) => ({ from: place.get(edge.from)!, to: place.get(edge.to)!, fromY: touchOf(edge), toY: touchOf(edge), weight: weightOf(edge) }))
  const doors = [...new Map(needed.map((door) => [doorKey(door), door]))].map(([key, { side, node: id, touch: y }]) => {
    const node = place.get(id)!, door = nodes.push({ width: 0, height: 0, pinned: side }) - 1
    const edge = list.push(side === 'first' ? { from: door, to: node, toY: y } : { from: node, to: door, fromY: y }) - 1
    return { key, door, edge }
  })
  const layout = packedLayout(nodes, list, 1.6)
  return {
    ...layout,
    at: new Map(members.map((id, i) => [id, layout.boxes[i]!])),
    doors: new Map(doors.map(({ key, door, edge }) => [key, { y: layout.boxes[door]!.y, line: layout.lines[edge]! }])),
    inner: new Map(edges.map((edge, i) => [edge, layout.lines[i]!])),
  }
}

const moved = (points: readonly Point[], by: Point): Point[] => points.map((point) => ({ x: point.x + by.x, y: point.y + by.y }))

/** Without points that lie between their neighbours on one line. */
const simplified = (points: readonly Point[]): Point[] => points.filter((point, i) => {
  const before = points[i - 1], after = points[i + 1]
  if (before === undefined || after === undefined) return true
  return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y))
})

/** From the right side of a box over its top back to it. */
const loop = (box: Box): Point[] => {
  const right = box.x + box.width, over = box.y - 8
  return [{ x: right, y: box.y + box.height / 2 }, { x: right + 11, y: box.y + box.height / 2 }, { x: right + 11, y: over }, { x: right - 18, y: over }, { x: right - 18, y: box.y }]
}

/** Units in their places, and what is inside of each. */
interface Arranged {
  readonly drawn: readonly PictureEdge[]
  readonly outer: readonly PictureEdge[]
  readonly units: readonly Unit[]
  readonly unitOf: ReadonlyMap<string, number>
  readonly texts: ReadonlyMap<string, ReturnType<typeof nodeText>>
  readonly labels: ReadonlyMap<string, ReturnType<typeof groupText>>
  readonly inside: readonly (Inside | undefined)[]
  /** Where the inside of each unit begins, from its corner. */
  readonly shift: readonly Point[]
  readonly outside: LayeredLayout
  readonly ends: (edge: PictureEdge, i: number) => { readonly start: Door; readonly end: Door }
}

const hasDoor = (within: Inside, side: Side): boolean => [...within.doors.keys()].some((key) => key.startsWith(side))

const arrange = (picture: Picture): Arranged => {
  const { units, unitOf } = unitsOf(picture)
  const texts = new Map(picture.nodes.map((node) => [node.id, nodeText(node)]))
  const drawn = picture.edges.filter((edge) => unitOf.has(edge.from) && unitOf.has(edge.to))
  const outer = drawn.filter((edge) => unitOf.get(edge.from) !== unitOf.get(edge.to))
  const between: LayeredEdge[] = outer.map((edge) => ({ from: unitOf.get(edge.from)!, to: unitOf.get(edge.to)!, weight: weightOf(edge) }))
  const layers = layersFor(units.map(() => ({})), between)
  const sides = outer.map((_, i): { from: Side; to: Side } => (layers.flipped.has(i) ? { from: 'first', to: 'last' } : { from: 'last', to: 'first' }))

  const ends: Arranged['ends'] = (edge, i) => ({ start: { side: sides[i]!.from, node: edge.from, touch: touchOf(edge) }, end: { side: sides[i]!.to, node: edge.to, touch: touchOf(edge) } })

  const inside = units.map((unit, index): Inside | undefined => {
    if (!unit.isGroup) return undefined
    const needed = outer.flatMap((edge, i) => [
      ...(unitOf.get(edge.from) === index ? [ends(edge, i).start] : []),
      ...(unitOf.get(edge.to) === index ? [ends(edge, i).end] : []),
    ])
    return layoutInside(unit.members, (id) => texts.get(id)!.width, drawn.filter((edge) => unitOf.get(edge.from) === index && unitOf.get(edge.to) === index), needed)
  })
  const labels = new Map(picture.groups.map((group) => [group.id, groupText(group.label)]))
  const shift = inside.map((within) => ({ x: within !== undefined && hasDoor(within, 'first') ? 0 : sizes.groupPad, y: header }))
  const boxes = units.map((unit, i): LayeredNode => {
    const within = inside[i]
    if (within === undefined) return { width: texts.get(unit.id)!.width, height: sizes.node }
    const padRight = hasDoor(within, 'last') ? 0 : sizes.groupPad
    return { width: Math.max(shift[i]!.x + within.width + padRight, labels.get(unit.id)!.width), height: header + within.height + sizes.groupPad }
  })
  const doorY = (unit: number, door: Door): number => (inside[unit] === undefined ? door.touch : header + inside[unit].doors.get(doorKey(door))!.y)
  const outside = packedLayout(boxes, outer.map((edge, i) => {
    const { from, to } = between[i]!
    const { start, end } = ends(edge, i)
    return { from, to, fromY: doorY(from, start), toY: doorY(to, end) }
  }), 2, layers)
  return { drawn, outer, units, unitOf, texts, labels, inside, shift, outside, ends }
}

/** Lays a picture out without a layout engine: the same drawing in Node and in a browser. */
export const layeredDrawing = (picture: Picture): Drawing => {
  const { drawn, outer, units, unitOf, texts, labels, inside, shift, outside, ends } = arrange(picture)
  const margin = sizes.margin
  const corner = (unit: number): Point => ({ x: outside.boxes[unit]!.x + margin, y: outside.boxes[unit]!.y + margin })
  const insideCorner = (unit: number): Point => ({ x: corner(unit).x + shift[unit]!.x, y: corner(unit).y + shift[unit]!.y })
  const boxOf = (id: string): Box => {
    const unit = unitOf.get(id)!, within = inside[unit]
    if (within === undefined) return { ...outside.boxes[unit]!, ...corner(unit) }
    const at = within.at.get(id)!, by = insideCorner(unit)
    return { ...at, x: at.x + by.x, y: at.y + by.y }
  }
  // From a node to the border of its group.
  const stub = (unit: number, door: Door): Point[] => {
    const within = inside[unit]
    if (within === undefined) return []
    const points = moved(within.doors.get(doorKey(door))!.line, insideCorner(unit))
    return door.side === 'last' ? points : points.reverse()
  }
  const outerLine = new Map(outer.map((edge, i) => {
    const { start, end } = ends(edge, i)
    return [edge, [...stub(unitOf.get(edge.from)!, start), ...moved(outside.lines[i]!, { x: margin, y: margin }), ...stub(unitOf.get(edge.to)!, end).reverse()]] as const
  }))
  const edges = drawn.map((edge): DrawnEdge => {
    if (edge.from === edge.to) return { edge, points: loop(boxOf(edge.from)) }
    const unit = unitOf.get(edge.from)!
    return { edge, points: simplified(outerLine.get(edge) ?? moved(inside[unit]!.inner.get(edge)!, insideCorner(unit))) }
  })
  return {
    title: picture.title, width: outside.width + 2 * margin, height: outside.height + 2 * margin, edges,
    nodes: picture.nodes.map((node): DrawnNode => {
      const { label, when } = texts.get(node.id)!
      return { node, ...boxOf(node.id), label, ...(when !== undefined && { when }) }
    }),
    groups: picture.groups.flatMap((group): DrawnGroup[] => {
      const unit = units.findIndex((each) => each.isGroup && each.id === group.id)
      return unit < 0 ? [] : [{ group, ...outside.boxes[unit]!, ...corner(unit), label: labels.get(group.id)!.label, depth: 0 }]
    }),
  }
}
