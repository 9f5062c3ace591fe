// A picture laid out by our own layout: each group is laid out by itself, with the ends of its edges at its border, and so on inwards.
import type { Box, DrawnEdge, DrawnGroup, DrawnNode, Drawing, Point } from './drawing.ts'
import { layersFor, type LayeredEdge, type LayeredLayout, type LayeredNode } from './layered.ts'
import { packedLayout } from './layered-pack.ts'
import { chipText, groupText, nodeText, sizes } from './measure.ts'
import type { EdgeKind, Picture, PictureEdge, PictureGroup, PictureNode } from './picture.ts'

/** Which way edges lead. */
export type Flow = 'right' | 'down'

type Side = 'first' | 'last'

/** Where an edge that ends at a node inside of a group passes the border of the group. */
interface Door {
  readonly side: Side
  readonly node: string
  readonly kind: EdgeKind | undefined
}
const keyOf = ({ side, node, kind }: Door): string => `${side} ${kind ?? ''} ${node}`

/** What stands at one level: a node, or a group with all that is in it. */
interface Unit {
  readonly id: string
  readonly group: PictureGroup | undefined
}
/** A level in its place; everything is measured from its corner. */
interface Level {
  readonly width: number
  readonly height: number
  readonly nodes: ReadonlyMap<string, Box>
  readonly groups: readonly (Box & { readonly id: string; readonly depth: number })[]
  readonly lines: ReadonlyMap<PictureEdge, readonly Point[]>
  readonly chips: ReadonlyMap<PictureEdge, Box & { readonly text: string }>
  /** From each node to the border, by the door's key. */
  readonly doors: ReadonlyMap<string, readonly Point[]>
}
/** What all levels of a picture share. */
interface Drawn {
  readonly flow: Flow
  readonly texts: ReadonlyMap<string, ReturnType<typeof nodeText>>
  /** The units of each level, by the group's id; '' for the outermost. */
  readonly units: ReadonlyMap<string, readonly Unit[]>
  /** The groups around each node and each group, outermost first. */
  readonly around: ReadonlyMap<string, readonly string[]>
}

const header = sizes.groupTitle + 6

// Edges of different kinds touch a box at different places, so that they never lie on each other.
const touch: Readonly<Record<EdgeKind, number>> = { wait: 0.25, trigger: 0.5, asset: 0.72, callback: 0.9 }
// What starts a DAG says more about which of two comes first than what looks at it.
const weights: Readonly<Record<EdgeKind, number>> = { trigger: 4, asset: 4, wait: 1, callback: 1 }

const turned = ({ x, y }: Point): Point => ({ x: y, y: x })
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

/** The layout itself only knows layers from left to right: for others it is asked for its mirror image. */
const layout = (flow: Flow, nodes: readonly LayeredNode[], edges: readonly LayeredEdge[], isOutermost: boolean, layers: ReturnType<typeof layersFor>): LayeredLayout => {
  const shape = isOutermost ? 2 : 1.6
  if (flow === 'right') return packedLayout(nodes, edges, shape, layers)
  const { width, height, boxes, lines } = packedLayout(nodes.map((node) => ({ ...node, width: node.height, height: node.width })), edges, 1 / shape, layers)
  return { width: height, height: width, boxes: boxes.map((box) => ({ ...turned(box), width: box.height, height: box.width })), lines: lines.map((line) => line.map(turned)) }
}

const nodeSize = (drawn: Drawn, id: string): { width: number; height: number } => ({ width: drawn.texts.get(id)!.width, height: sizes.node })

/** The unit of a level that a node is, or is in. */
const unitAt = (drawn: Drawn, node: string, depth: number): string => drawn.around.get(node)![depth] ?? node

/** A piece of a line between two things of one level: units, labels of edges, doors. */
interface Piece {
  readonly from: number
  readonly to: number
  readonly weight?: number
  /** What it is a piece of, and where it touches a unit. */
  readonly start?: Omit<Door, 'side'>
  readonly end?: Omit<Door, 'side'>
}

/** What a level places, by number: its units, then a box for each label of an edge, then its doors; and the pieces of lines between them. */
const piecesOf = (count: number, edges: readonly PictureEdge[], doors: readonly Door[], at: (node: string) => number): { chips: readonly number[]; pieces: readonly Piece[] } => {
  const chips: number[] = [], pieces: Piece[] = []
  edges.forEach((edge, i) => {
    const start = { node: edge.from, kind: edge.kind }, end = { node: edge.to, kind: edge.kind }, weight = weights[edge.kind ?? 'trigger']
    if (chipText(edge) === undefined) pieces.push({ from: at(edge.from), to: at(edge.to), weight, start, end })
    else {
      const chip = count + chips.push(i) - 1
      pieces.push({ from: at(edge.from), to: chip, weight, start }, { from: chip, to: at(edge.to), weight, end })
    }
  })
  const firstDoor = count + chips.length
  doors.forEach((door, i) => pieces.push(door.side === 'first' ? { from: firstDoor + i, to: at(door.node), end: door } : { from: at(door.node), to: firstDoor + i, start: door }))
  return { chips, pieces }
}

/** Lays out one level: first which way its edges go, then what is inside of its groups, then everything around that. */
const layoutLevel = (drawn: Drawn, id: string, depth: number, edges: readonly PictureEdge[], doors: readonly Door[]): Level => {
  const units = drawn.units.get(id) ?? [], place = new Map(units.map((unit, i) => [unit.id, i]))
  const at = (node: string): number => place.get(unitAt(drawn, node, depth))!
  const between = edges.filter((edge) => at(edge.from) !== at(edge.to))
  const { chips, pieces } = piecesOf(units.length, between, doors, at)
  const rest = [...chips.map((i): LayeredNode => ({ width: chipText(between[i]!)!.width, height: sizes.chip })), ...doors.map(({ side }): LayeredNode => ({ width: 0, height: 0, pinned: side }))]
  const layers = layersFor([...units.map(() => ({})), ...rest], pieces)
  const joints = pieces.map(({ start, end }, i): [Door | undefined, Door | undefined] => {
    const [out, into]: [Side, Side] = layers.flipped.has(i) ? ['first', 'last'] : ['last', 'first']
    return [start && { ...start, side: out }, end && { ...end, side: into }]
  })
  const inside = units.map((unit): Level | undefined => {
    if (unit.group === undefined) return undefined
    const own = edges.filter((edge) => unitAt(drawn, edge.from, depth) === unit.id && unitAt(drawn, edge.to, depth) === unit.id)
    const needed = joints.flat().filter((door) => door !== undefined).filter((door) => unitAt(drawn, door.node, depth) === unit.id)
    return framed(drawn, unit.group, layoutLevel(drawn, unit.id, depth + 1, own, [...new Map(needed.map((door) => [keyOf(door), door])).values()]))
  })
  const sizesOf = units.map((unit, i) => inside[i] ?? nodeSize(drawn, unit.id))
  const touching = (door: Door): number => {
    const unit = at(door.node), line = inside[unit]?.doors.get(keyOf(door)), along = drawn.flow === 'right' ? 'y' : 'x'
    return line === undefined ? Math.round(sizesOf[unit]![along === 'y' ? 'height' : 'width'] * touch[door.kind ?? 'trigger']) : line.at(-1)![along]
  }
  const laid = layout(drawn.flow, [...sizesOf.map(({ width, height }) => ({ width, height })), ...rest], pieces.map((piece, i) => {
    const [start, end] = joints[i]!
    return { ...piece, ...(start && { fromY: touching(start) }), ...(end && { toY: touching(end) }) }
  }), id === '', layers)
  return assembled({ drawn, depth, units, inside, laid, edges: between, doors, joints, at })
}

/** A group's box around what is in it: its title above, room at the sides that no edge passes. */
const framed = (drawn: Drawn, group: PictureGroup, level: Level): Level => {
  const sides = new Set([...level.doors.keys()].map((key) => key.split(' ')[0]))
  const pad = (side: Side): number => (sides.has(side) ? 0 : sizes.groupPad)
  const [left, right, bottom] = drawn.flow === 'right' ? [pad('first'), pad('last'), sizes.groupPad] : [sizes.groupPad, sizes.groupPad, pad('last')]
  const by = { x: left, y: header }
  const width = Math.max(left + level.width + right, groupText(group.label).width), height = header + level.height + bottom
  // From a door of the inside to the border of the box, which may be wider than what is in it.
  const toBorder = (key: string, line: readonly Point[]): Point[] => {
    const points = moved(line, by), end = points.at(-1)!, isFirst = key.startsWith('first')
    return [...points, drawn.flow === 'right' ? { x: isFirst ? 0 : width, y: end.y } : { x: end.x, y: isFirst ? 0 : height }]
  }
  return {
    width, height,
    nodes: new Map([...level.nodes].map(([id, box]) => [id, { ...box, x: box.x + by.x, y: box.y + by.y }])),
    groups: level.groups.map((box) => ({ ...box, x: box.x + by.x, y: box.y + by.y })),
    lines: new Map([...level.lines].map(([edge, line]) => [edge, moved(line, by)])),
    chips: new Map([...level.chips].map(([edge, chip]) => [edge, { ...chip, x: chip.x + by.x, y: chip.y + by.y }])),
    doors: new Map([...level.doors].map(([key, line]) => [key, toBorder(key, line)])),
  }
}

/** Puts what is inside of groups where the groups stand, and joins the pieces of edges that pass their borders. */
const assembled = ({ drawn, depth, units, inside, laid, edges, doors, joints, at }: {
  drawn: Drawn; depth: number; units: readonly Unit[]; inside: readonly (Level | undefined)[]; laid: LayeredLayout
  edges: readonly PictureEdge[]; doors: readonly Door[]; joints: readonly [Door | undefined, Door | undefined][]; at: (node: string) => number
}): Level => {
  const nodes = new Map<string, Box>(), groups: (Box & { id: string; depth: number })[] = []
  const lines = new Map<PictureEdge, readonly Point[]>(), chips = new Map<PictureEdge, Box & { text: string }>()
  units.forEach((unit, i) => {
    const box = laid.boxes[i]!, within = inside[i]
    if (within === undefined) {
      nodes.set(unit.id, { ...box, ...nodeSize(drawn, unit.id) })
      return
    }
    const here = <T extends Point>(each: T): T => ({ ...each, x: each.x + box.x, y: each.y + box.y })
    groups.push({ ...box, id: unit.id, depth }, ...within.groups.map(here))
    for (const [id, each] of within.nodes) nodes.set(id, here(each))
    for (const [edge, line] of within.lines) lines.set(edge, moved(line, box))
    for (const [edge, chip] of within.chips) chips.set(edge, here(chip))
  })
  // From a node to the border of its unit.
  const stub = (door: Door | undefined): Point[] => {
    if (door === undefined) return []
    const unit = at(door.node)
    return moved(inside[unit]?.doors.get(keyOf(door)) ?? [], laid.boxes[unit]!)
  }
  let piece = 0, chip = units.length
  for (const edge of edges) {
    const said = chipText(edge), start = stub(joints[piece]![0])
    const line = [...start, ...laid.lines[piece++]!]
    if (said !== undefined) {
      line.push(...laid.lines[piece++]!)
      chips.set(edge, { ...laid.boxes[chip++]!, text: said.text })
    }
    lines.set(edge, simplified([...line, ...stub(joints[piece - 1]![1]).reverse()]))
  }
  const out = doors.map((door, i): [string, Point[]] => {
    const line = laid.lines[piece + i]!
    return [keyOf(door), simplified([...stub(door), ...(door.side === 'last' ? line : line.toReversed())])]
  })
  return { width: laid.width, height: laid.height, nodes, groups, lines, chips, doors: new Map(out) }
}

/** The units of every level of a picture, in the order of their first nodes; groups without nodes are left out. */
const levelsOf = (picture: Picture): Pick<Drawn, 'units' | 'around'> => {
  const byId = new Map(picture.groups.map((group) => [group.id, group]))
  const pathOf = (node: PictureNode): string[] => {
    const path: string[] = []
    for (let id = node.group; id !== undefined && byId.has(id) && !path.includes(id); id = byId.get(id)!.parent) path.unshift(id)
    return path
  }
  const units = new Map<string, Unit[]>(), around = new Map<string, readonly string[]>()
  const seen = new Set<string>()
  for (const node of picture.nodes) {
    const path = pathOf(node)
    around.set(node.id, path)
    ;[...path, node.id].forEach((id, i) => {
      if (seen.has(id)) return
      seen.add(id)
      const level = path[i - 1] ?? ''
      units.set(level, [...(units.get(level) ?? []), { id, group: i < path.length ? byId.get(id) : undefined }])
    })
  }
  return { units, around }
}

/** Lays a picture out without a layout engine: the same drawing in Node and in a browser. */
export const layeredDrawing = (picture: Picture, flow: Flow = 'right'): Drawing => {
  const drawn: Drawn = { flow, texts: new Map(picture.nodes.map((node) => [node.id, nodeText(node)])), ...levelsOf(picture) }
  const edges = picture.edges.filter((edge) => drawn.around.has(edge.from) && drawn.around.has(edge.to))
  const level = layoutLevel(drawn, '', 0, edges.filter((edge) => edge.from !== edge.to), [])
  const margin = { x: sizes.margin, y: sizes.margin }, byId = new Map(picture.groups.map((group) => [group.id, group]))
  const boxOf = (id: string): Box => {
    const box = level.nodes.get(id)!
    return { ...box, x: box.x + margin.x, y: box.y + margin.y }
  }
  return {
    title: picture.title, width: level.width + 2 * margin.x, height: level.height + 2 * margin.y,
    nodes: picture.nodes.map((node): DrawnNode => {
      const { label, when } = drawn.texts.get(node.id)!
      return { node, ...boxOf(node.id), label, ...(when !== undefined && { when }) }
    }),
    groups: level.groups.map(({ id, depth, ...box }): DrawnGroup => ({ group: byId.get(id)!, depth, ...box, x: box.x + margin.x, y: box.y + margin.y, label: groupText(byId.get(id)!.label).label })).sort((a, b) => a.depth - b.depth),
    edges: edges.map((edge): DrawnEdge => {
      if (edge.from === edge.to) return { edge, points: loop(boxOf(edge.from)) }
      const chip = level.chips.get(edge)
      return { edge, points: moved(level.lines.get(edge)!, margin), ...(chip !== undefined && { chip: { ...chip, x: chip.x + margin.x, y: chip.y + margin.y } }) }
    }),
  }
}
