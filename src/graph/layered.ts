// Our own layered layout, the same in Node and in the browser: for views that are drawn where they are looked at.
import type { Box, Point } from './drawing.ts'
import { layersOf, orderLayers, type Layers } from './layered-order.ts'
import { placeLayers, type Link, type Placed } from './layered-place.ts'
import { tracksOf } from './layered-tracks.ts'

/** A box to be placed. */
export interface LayeredNode {
  readonly width: number
  readonly height: number
  readonly pinned?: 'first' | 'last'
}
/** An edge between boxes, by their positions in the list; where it touches them, from their tops (default: the middle). */
export interface LayeredEdge {
  readonly from: number
  readonly to: number
  readonly fromY?: number
  readonly toY?: number
  /** How much it matters that it leads forward; 1 where nothing is said. */
  readonly weight?: number
}
/** Boxes and lines in their places; lines begin at the box their edge comes from. An edge from a box to itself has no line. */
export interface LayeredLayout {
  readonly width: number
  readonly height: number
  readonly boxes: readonly Box[]
  readonly lines: readonly (readonly Point[])[]
}

const space = { betweenNodes: 16, betweenLines: 10, besideTracks: 16, track: 9 } as const

/** Which way every edge goes, before sizes are known. */
export const layersFor = (nodes: readonly Pick<LayeredNode, 'pinned'>[], edges: readonly LayeredEdge[]): Layers => layersOf({
  count: nodes.length,
  edges: edges.map(({ from, to }) => [from, to]),
  weight: edges.map((edge) => edge.weight ?? 1),
  pinned: new Map(nodes.flatMap((node, i) => (node.pinned === undefined ? [] : [[i, node.pinned]]))),
})

/** Nodes, the bends that long edges have in the layers they pass, and the links between neighbouring layers. */
const unfolded = (nodes: readonly LayeredNode[], edges: readonly LayeredEdge[], { layer, flipped }: Layers): { items: Placed[]; layers: number[][]; chains: (Link[] | undefined)[] } => {
  const items: Placed[] = nodes.map(({ height }) => ({ height, gap: height === 0 ? space.betweenLines : space.betweenNodes }))
  const layers = Array.from({ length: Math.max(-1, ...layer) + 1 }, (): number[] => [])
  nodes.forEach((_, i) => layers[layer[i]!]!.push(i))
  const chains = edges.map((edge, i): Link[] | undefined => {
    if (edge.from === edge.to) return undefined
    const middle = (node: number): number => nodes[node]!.height / 2
    const start = { node: edge.from, y: edge.fromY ?? middle(edge.from) }, end = { node: edge.to, y: edge.toY ?? middle(edge.to) }
    const [left, right] = flipped.has(i) ? [end, start] : [start, end]
    const chain: Link[] = []
    let at = left
    for (let passed = layer[left.node]! + 1; passed < layer[right.node]!; passed++) {
      const bend = items.push({ height: 0, gap: space.betweenLines }) - 1
      layers[passed]!.push(bend)
      chain.push({ from: at.node, to: bend, fromY: at.y, toY: 0 })
      at = { node: bend, y: 0 }
    }
    chain.push({ from: at.node, to: right.node, fromY: at.y, toY: right.y })
    return chain
  })
  return { items, layers, chains }
}

/** Places boxes in layers from left to right and leads edges between them in horizontal and vertical pieces. */
export const layeredLayout = (nodes: readonly LayeredNode[], edges: readonly LayeredEdge[], oriented: Layers = layersFor(nodes, edges)): LayeredLayout => {
  const { items, layers: start, chains } = unfolded(nodes, edges, oriented)
  const links = chains.flatMap((chain) => chain ?? [])
  const layers = orderLayers(start, links.map(({ from, to }) => [from, to]))
  const top = placeLayers(layers, items, links)
  const layerOf = new Map(layers.flatMap((layer, index) => layer.map((node) => [node, index] as const)))

  const trackOf = new Map<Link, number>(), counts: number[] = layers.map(() => 0)
  const byLayer = layers.map((): Map<string, Link[]> => new Map())
  for (const link of links) {
    const fans = byLayer[layerOf.get(link.from)!]!, key = `${link.from}:${link.fromY}`
    fans.set(key, [...(fans.get(key) ?? []), link])
  }
  byLayer.forEach((fans, index) => {
    const list = [...fans.values()]
    const { tracks, count } = tracksOf(list.map((fan) => ({ y1: top[fan[0]!.from]! + fan[0]!.fromY, y2: fan.map((link) => top[link.to]! + link.toY) })))
    counts[index] = count
    list.forEach((fan, i) => fan.forEach((link) => trackOf.set(link, tracks[i]!)))
  })

  const left: number[] = [], widths = layers.map((layer) => Math.max(0, ...layer.map((node) => nodes[node]?.width ?? 0)))
  let x = 0
  layers.forEach((_, index) => {
    left.push(x)
    x += widths[index]! + (index === layers.length - 1 ? 0 : 2 * space.besideTracks + Math.max(0, counts[index]! - 1) * space.track)
  })

  const boxes = nodes.map(({ width, height }, i): Box => ({ x: left[layerOf.get(i)!]!, y: top[i]!, width, height }))
  const line = (chain: readonly Link[], isFlipped: boolean): Point[] => {
    const points: Point[] = []
    for (const link of chain) {
      const index = layerOf.get(link.from)!, y1 = top[link.from]! + link.fromY, y2 = top[link.to]! + link.toY
      if (points.length === 0) points.push({ x: left[index]! + (nodes[link.from]?.width ?? 0), y: y1 })
      if (y1 !== y2) {
        const turn = left[index]! + widths[index]! + space.besideTracks + trackOf.get(link)! * space.track
        points.push({ x: turn, y: y1 }, { x: turn, y: y2 })
      }
      if (link === chain.at(-1)) points.push({ x: left[index + 1]!, y: y2 })
    }
    return isFlipped ? points.reverse() : points
  }
  const lines = chains.map((chain, i) => (chain === undefined ? [] : line(chain, oriented.flipped.has(i))))
  const ys = [...boxes.map((box) => box.y + box.height), ...lines.flatMap((points) => points.map((point) => point.y))]
  return { width: x, height: Math.max(0, ...ys), boxes, lines }
}
