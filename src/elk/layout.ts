// Where everything goes: the binding to ELK's layered layout, for pictures that are drawn at build time.
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js'
import { chipText, directionOf, groupText, layeredDrawing, nodeText, type Box, type DrawnEdge, type DrawnGroup, type DrawnNode, type Drawing, type Picture, type Point } from '#graph'
import { elkGraph } from './elk-graph.ts'
import type { Layout, Layouts, LaidEdge } from './layouts.ts'
import { passedLayers } from './passed-layers.ts'

/** Beyond so many passed layers ELK takes seconds and then minutes. */
const mostPassed = 2000

const round = (n: number | undefined): number => Math.round((n ?? 0) * 2) / 2
const boxOf = (of: { x?: number; y?: number; width?: number; height?: number }): Box =>
  ({ x: round(of.x), y: round(of.y), width: round(of.width), height: round(of.height) })

const byId = (root: ElkNode): Map<string, ElkNode> => {
  const found = new Map<string, ElkNode>()
  const visit = (node: ElkNode): void => {
    found.set(node.id, node)
    node.children?.forEach(visit)
  }
  visit(root)
  return found
}

const depthOf = (picture: Picture): ((id: string) => number) => {
  const parents = new Map(picture.groups.map((group) => [group.id, group.parent]))
  const depth = (id: string, left = picture.groups.length): number => {
    const parent = parents.get(id)
    return parent === undefined || left === 0 ? 0 : 1 + depth(parent, left - 1)
  }
  return (id) => depth(id)
}

/** Pieces of an edge that are off by a pixel, where it passes the border of a group, are made straight again. */
const straightened = (points: readonly Point[]): Point[] => {
  const straight: Point[] = []
  for (const point of points) {
    const last = straight.at(-1)
    straight.push(last === undefined ? point : { x: Math.abs(point.x - last.x) < 2 ? last.x : point.x, y: Math.abs(point.y - last.y) < 2 ? last.y : point.y })
  }
  return straight
}

const laidEdges = (edges: readonly ElkExtendedEdge[]): LaidEdge[] => edges.flatMap((laid): LaidEdge[] => {
  const section = laid.sections?.[0], label = laid.labels?.[0]
  if (section === undefined) return []
  const points = straightened([section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map((p) => ({ x: round(p.x), y: round(p.y) })))
  return [{ edge: Number(laid.id.slice(1)), points, ...(label !== undefined && { chip: boxOf(label) }) }]
})

let engine: Promise<{ layout: (graph: ElkNode) => Promise<ElkNode> }> | undefined

// Loaded when it is needed and not above: two megabytes that only builds need.
const elk = (): Promise<{ layout: (graph: ElkNode) => Promise<ElkNode> }> =>
  engine ??= import('elkjs/lib/elk.bundled.js').then(({ default: Elk }) => new Elk.default())

const layOut = async (picture: Picture, graph: ElkNode): Promise<Layout> => {
  const laid = await (await elk()).layout(graph)
  const placed = byId(laid)
  const at = (id: string): Box => boxOf(placed.get(id)!)
  return { width: Math.ceil(laid.width ?? 0), height: Math.ceil(laid.height ?? 0), nodes: picture.nodes.map((_, i) => at(`n${i}`)), groups: picture.groups.map((_, i) => at(`g${i}`)), edges: laidEdges(laid.edges ?? []) }
}

const drawn = (picture: Picture, { width, height, nodes, groups, edges }: Layout): Drawing => {
  const depth = depthOf(picture)
  return {
    title: picture.title, width, height,
    nodes: picture.nodes.map((node, i): DrawnNode => {
      const { label, when } = nodeText(node)
      return { node, ...nodes[i]!, label, ...(when !== undefined && { when }) }
    }),
    groups: picture.groups.map((group, i): DrawnGroup => ({ group, ...groups[i]!, label: groupText(group.label).label, depth: depth(group.id) })).sort((a, b) => a.depth - b.depth),
    edges: edges.flatMap(({ edge: at, points, chip: box }): DrawnEdge[] => {
      const edge = picture.edges[at]
      if (edge === undefined) return []
      const chip = chipText(edge)
      return [{ edge, points, ...(box !== undefined && chip !== undefined && { chip: { ...box, text: chip.text } }) }]
    }),
  }
}

/** Lays a picture out, unless one of its shape is among `layouts`. The same picture gives the same drawing on every machine. */
export const layoutPicture = async (picture: Picture, layouts?: Layouts): Promise<Drawing> => {
  if (passedLayers(picture) > mostPassed) return layeredDrawing(picture, directionOf(picture) === 'DOWN' ? 'down' : 'right')
  const graph = elkGraph(picture)
  // Before ELK writes its results into the graph.
  const shape = layouts === undefined ? '' : JSON.stringify(graph)
  const found = layouts?.find(shape)
  if (found !== undefined) return drawn(picture, found)
  const layout = await layOut(picture, graph)
  layouts?.keep(shape, layout)
  return drawn(picture, layout)
}
