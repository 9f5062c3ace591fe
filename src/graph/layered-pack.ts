// Parts of a graph that are not joined are laid out by themselves and put beside and below each other.
import type { Box } from './drawing.ts'
import { layeredLayout, layersFor, type LayeredEdge, type LayeredLayout, type LayeredNode } from './layered.ts'
import type { Layers } from './layered-order.ts'

/** The nodes that are joined, as lists; pinned ones count as joined, since they have to stand at one border. */
const components = (nodes: readonly LayeredNode[], edges: readonly LayeredEdge[]): number[][] => {
  const root = nodes.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at) {
      root[at] = root[root[at]!]!
      at = root[at]!
    }
    return at
  }
  const join = (a: number, b: number): void => { root[Math.max(find(a), find(b))] = Math.min(find(a), find(b)) }
  for (const { from, to } of edges) join(from, to)
  const pinned = nodes.flatMap((node, i) => (node.pinned === undefined ? [] : [i]))
  for (const i of pinned) join(pinned[0]!, i)
  const lists = new Map<number, number[]>()
  nodes.forEach((_, i) => { (lists.get(find(i)) ?? lists.set(find(i), []).get(find(i))!).push(i) })
  return [...lists.values()]
}

const gap = 24

/** Puts boxes into rows about as wide as `width`, tallest first, what is `alone` in a row of its own; says where each begins and how much room all take. */
const shelves = (sizes: readonly { readonly width: number; readonly height: number; readonly alone: boolean }[], width: number): { at: { x: number; y: number }[]; width: number; height: number } => {
  const order = sizes.map((_, i) => i).sort((a, b) => Number(sizes[b]!.alone) - Number(sizes[a]!.alone) || sizes[b]!.height - sizes[a]!.height || a - b)
  const at = sizes.map(() => ({ x: 0, y: 0 }))
  let x = 0, y = 0, row = 0, widest = 0
  for (const i of order) {
    const size = sizes[i]!
    if (x > 0 && x + size.width > width) {
      x = 0
      y += row + gap
      row = 0
    }
    at[i] = { x, y }
    x += size.alone ? Infinity : size.width + gap
    row = Math.max(row, size.height)
    widest = Math.max(widest, at[i].x + size.width)
  }
  return { at, width: widest, height: y + row }
}

const oriented = (of: Layers, list: readonly number[], edgeList: readonly number[]): Layers => {
  const least = Math.min(...list.map((i) => of.layer[i]!))
  return { layer: list.map((i) => of.layer[i]! - least), flipped: new Set(edgeList.flatMap((edge, i) => (of.flipped.has(edge) ? [i] : []))) }
}

/** Lays out each joined part in layers and packs the parts into an area of about the given shape (width by height). */
export const packedLayout = (nodes: readonly LayeredNode[], edges: readonly LayeredEdge[], shape = 2, layers: Layers = layersFor(nodes, edges)): LayeredLayout => {
  const parts = components(nodes, edges).map((list) => {
    const place = new Map(list.map((node, i) => [node, i]))
    const edgeList = edges.flatMap((edge, i) => (place.has(edge.from) ? [i] : []))
    const inner = edgeList.map((i) => ({ ...edges[i]!, from: place.get(edges[i]!.from)!, to: place.get(edges[i]!.to)! }))
    return { list, edgeList, layout: layeredLayout(list.map((i) => nodes[i]!), inner, oriented(layers, list, edgeList)) }
  })
  const area = parts.reduce((sum, { layout }) => sum + (layout.width + gap) * (layout.height + gap), 0)
  const packed = shelves(parts.map(({ list, layout }) => ({ width: layout.width, height: layout.height, alone: list.some((i) => nodes[i]!.pinned !== undefined) })), Math.max(Math.sqrt(area * shape), ...parts.map(({ layout }) => layout.width)))
  const boxes: Box[] = [], lines: LayeredLayout['lines'][number][] = edges.map(() => [])
  parts.forEach(({ list, edgeList, layout }, part) => {
    const { x, y } = packed.at[part]!
    list.forEach((node, i) => { boxes[node] = { ...layout.boxes[i]!, x: layout.boxes[i]!.x + x, y: layout.boxes[i]!.y + y } })
    edgeList.forEach((edge, i) => { lines[edge] = layout.lines[i]!.map((point) => ({ x: point.x + x, y: point.y + y })) })
  })
  return { width: packed.width, height: packed.height, boxes, lines }
}
