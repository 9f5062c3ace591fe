// Which way a picture flows: to the right while that fits a page, else downwards, else whichever is less too wide.
import type { Picture } from './picture.ts'
import { nodeText, sizes } from './measure.ts'

const pageWidth = 920
const gapBetweenLayers = 48
const gapBetweenNodes = 16

/** The ids of the nodes by their longest path from a start; those of a cycle go where the way to it ends. */
export const nodesByLayer = (picture: Picture): string[][] => {
  const layer = new Map(picture.nodes.map((node) => [node.id, 0]))
  const out = new Map<string, string[]>()
  const waiting = new Map(picture.nodes.map((node) => [node.id, 0]))
  for (const { from, to } of picture.edges) {
    if (!layer.has(from) || !layer.has(to) || from === to) continue
    const known = out.get(from)
    if (known === undefined) out.set(from, [to])
    else known.push(to)
    waiting.set(to, waiting.get(to)! + 1)
  }
  const ready = picture.nodes.map((node) => node.id).filter((id) => waiting.get(id) === 0)
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const to of out.get(id) ?? []) {
      layer.set(to, Math.max(layer.get(to)!, layer.get(id)! + 1))
      waiting.set(to, waiting.get(to)! - 1)
      if (waiting.get(to) === 0) ready.push(to)
    }
  }
  const layers: string[][] = []
  for (const [id, index] of layer) (layers[index] ??= []).push(id)
  return [...layers].map((ids) => ids ?? [])
}

/** The groups around each node, outermost last. */
const groupsAround = (picture: Picture): ReadonlyMap<string, readonly string[]> => {
  const parents = new Map(picture.groups.map((group) => [group.id, group.parent]))
  return new Map(picture.nodes.map((node) => {
    const around: string[] = []
    for (let at = node.group; at !== undefined && parents.has(at) && around.length <= parents.size; at = parents.get(at)) around.push(at)
    return [node.id, around]
  }))
}

/** `RIGHT` or `DOWN`, as the layout engine names it. */
export const directionOf = (picture: Picture): 'RIGHT' | 'DOWN' => {
  const widths = new Map(picture.nodes.map((node) => [node.id, nodeText(node).width]))
  const around = groupsAround(picture)
  const groupWidth = (ids: readonly string[]): number => new Set(ids.flatMap((id) => around.get(id) ?? [])).size * (2 * sizes.groupPad + gapBetweenNodes)
  const layers = nodesByLayer(picture)
  const across = layers.reduce((sum, ids) => sum + Math.max(0, ...ids.map((id) => widths.get(id) ?? 0)) + gapBetweenLayers, 0)
  const down = Math.max(0, ...layers.map((ids) => ids.reduce((sum, id) => sum + (widths.get(id) ?? 0) + gapBetweenNodes, groupWidth(ids))))
  return across <= pageWidth || across <= down ? 'RIGHT' : 'DOWN'
}
