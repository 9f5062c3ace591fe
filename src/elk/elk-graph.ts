// What ELK is given: a picture as boxes, sizes and lines. No name of a user is in it, so that equal shapes are equal input.
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js'
import { chipText, directionOf, groupText, nodeText, sizes, type Picture } from '#graph'
import { passedLayers } from './passed-layers.ts'

/** Up to so many passed layers the best way to place nodes is fast enough. */
const mostPlacedWell = 250

const rootOptions = (direction: 'RIGHT' | 'DOWN', passed: number): Record<string, string> => ({
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
  'elk.layered.nodePlacement.strategy': passed <= mostPlacedWell ? 'NETWORK_SIMPLEX' : 'BRANDES_KOEPF',
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

/** ELK's own input: nodes are `n0` …, groups `g0` …, edges `e0` …, numbered as in the picture. */
export const elkGraph = (picture: Picture): ElkNode => {
  const ids = new Map<string, string>()
  picture.groups.forEach((group, i) => ids.set(group.id, `g${i}`))
  picture.nodes.forEach((node, i) => ids.set(node.id, `n${i}`))
  const boxes = new Map<string, ElkNode & { children: ElkNode[] }>(picture.groups.map((group) => [
    group.id,
    { id: ids.get(group.id)!, layoutOptions: groupOptions(groupText(group.label).width), children: [] },
  ]))
  const root: ElkNode & { children: ElkNode[] } = { id: 'root', layoutOptions: rootOptions(directionOf(picture), passedLayers(picture)), children: [], edges: [] }
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
  return root
}
