// Where everything goes: the binding to ELK's layered layout, for pictures that are drawn at build time.
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js'
import { chipText, directionOf, groupText, nodeText, sizes, type Box, type DrawnEdge, type DrawnGroup, type DrawnNode, type Drawing, type Picture, type Point } from '#graph'

const rootOptions = (direction: 'RIGHT' | 'DOWN'): Record<string, string> => ({
  'elk.algorithm': 'layered',
  'elk.direction': direction,
  'elk.randomSeed': '1',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.padding': `[top=${sizes.margin},left=${sizes.margin},bottom=${sizes.margin},right=${sizes.margin}]`,
  // Edges of one node leave and arrive at one point, as far as they go the same way.
  'elk.layered.mergeEdges': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.spacing.nodeNodeBetweenLayers': direction === 'RIGHT' ? '36' : '28',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.spacing.nodeNode': '16',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '10',
  'elk.spacing.componentComponent': '24',
  'elk.separateConnectedComponents': 'true',
  'elk.aspectRatio': '2.4',
})

const groupOptions = (labelWidth: number): Record<string, string> => ({
  'elk.padding': `[top=${sizes.groupTitle + 6},left=${sizes.groupPad},bottom=${sizes.groupPad},right=${sizes.groupPad}]`,
  'elk.nodeSize.constraints': '[MINIMUM_SIZE]',
  'elk.nodeSize.minimum': `(${labelWidth},${sizes.groupTitle + sizes.node})`,
})

/** ELK's own input: ids are made by us (`n0`, `g0`, `e0`), so that no name of a user reaches it. */
const elkGraph = (picture: Picture): { graph: ElkNode; ids: ReadonlyMap<string, string> } => {
  const ids = new Map<string, string>()
  picture.groups.forEach((group, i) => ids.set(group.id, `g${i}`))
  picture.nodes.forEach((node, i) => ids.set(node.id, `n${i}`))
  const boxes = new Map<string, ElkNode & { children: ElkNode[] }>(picture.groups.map((group) => [
    group.id,
    { id: ids.get(group.id)!, layoutOptions: groupOptions(groupText(group.label).width), children: [] },
  ]))
  const root: ElkNode & { children: ElkNode[] } = { id: 'root', layoutOptions: rootOptions(directionOf(picture)), children: [], edges: [] }
  for (const group of picture.groups) (boxes.get(group.parent ?? '') ?? root).children.push(boxes.get(group.id)!)
  for (const node of picture.nodes) {
    (boxes.get(node.group ?? '') ?? root).children.push({ id: ids.get(node.id)!, width: nodeText(node).width, height: sizes.node })
  }
  root.edges = picture.edges.flatMap((edge, i): ElkExtendedEdge[] => {
    const from = ids.get(edge.from), to = ids.get(edge.to)
    if (from === undefined || to === undefined || from === to) return []
    const chip = chipText(edge)
    const labels = chip === undefined ? [] : [{ text: 'chip', width: chip.width, height: sizes.chip, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }]
    return [{ id: `e${i}`, sources: [from], targets: [to], labels }]
  })
  return { graph: root, ids }
}

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

const drawnEdges = (picture: Picture, edges: readonly ElkExtendedEdge[]): DrawnEdge[] =>
  edges.flatMap((laid): DrawnEdge[] => {
    const edge = picture.edges[Number(laid.id.slice(1))]
    const section = laid.sections?.[0]
    if (edge === undefined || section === undefined) return []
    const points = straightened([section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map((p) => ({ x: round(p.x), y: round(p.y) })))
    const label = laid.labels?.[0], chip = chipText(edge)
    return [{ edge, points, ...(label !== undefined && chip !== undefined && { chip: { ...boxOf(label), text: chip.text } }) }]
  })

let engine: Promise<{ layout: (graph: ElkNode) => Promise<ElkNode> }> | undefined

// Loaded when it is needed and not above: two megabytes that only builds need.
const elk = (): Promise<{ layout: (graph: ElkNode) => Promise<ElkNode> }> =>
  engine ??= import('elkjs/lib/elk.bundled.js').then(({ default: Elk }) => new Elk.default())

/** Drawings so far: whoever makes a book again and again lays out only what has changed. */
const kept = new Map<string, Promise<Drawing>>()
const mostKept = 2000

/** Lays a picture out. The same picture gives the same drawing on every machine. */
export const layoutPicture = (picture: Picture): Promise<Drawing> => {
  const key = JSON.stringify(picture)
  const drawing = kept.get(key) ?? layOut(picture)
  // The oldest goes: one that is asked for again is new again.
  kept.delete(key)
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
  kept.set(key, drawing)
  return drawing
}

const layOut = async (picture: Picture): Promise<Drawing> => {
  const { graph, ids } = elkGraph(picture)
  const laid = await (await elk()).layout(graph)
  const placed = byId(laid)
  const at = (id: string): Box => boxOf(placed.get(ids.get(id)!)!)
  const depth = depthOf(picture)
  const groups = picture.groups
    .map((group): DrawnGroup => ({ group, ...at(group.id), label: groupText(group.label).label, depth: depth(group.id) }))
    .sort((a, b) => a.depth - b.depth)
  const nodes = picture.nodes.map((node): DrawnNode => {
    const { label, when } = nodeText(node)
    return { node, ...at(node.id), label, ...(when !== undefined && { when }) }
  })
  return { title: picture.title, width: Math.ceil(laid.width ?? 0), height: Math.ceil(laid.height ?? 0), nodes, groups, edges: drawnEdges(picture, laid.edges ?? []) }
}
