// Folding: a picture with too many boxes or arrows shows its innermost groups as one box each, until it fits.
import type { Picture, PictureEdge, PictureNode } from './picture.ts'

/** How much a picture may hold. */
export interface PictureLimits {
  readonly nodes: number
  readonly edges: number
}

/** How many groups lie around each group. */
const depths = (picture: Picture): Map<string, number> => {
  const parents = new Map(picture.groups.map((group) => [group.id, group.parent]))
  return new Map(picture.groups.map((group) => {
    let depth = 0
    for (let at = group.parent; at !== undefined && depth <= picture.groups.length; at = parents.get(at)) depth += 1
    return [group.id, depth]
  }))
}

/** The same picture with the groups named in `folded` (innermost ones) as one node each. */
const foldGroups = (picture: Picture, folded: ReadonlySet<string>): Picture => {
  const inside = (group: string | undefined): string | undefined => (group !== undefined && folded.has(group) ? group : undefined)
  const place = new Map(picture.nodes.map((node) => [node.id, inside(node.group) ?? node.id]))
  const stand: PictureNode[] = picture.groups.filter((group) => folded.has(group.id)).map((group) => {
    const count = picture.nodes.filter((node) => node.group === group.id).reduce((sum, node) => sum + (node.kind === 'folded' ? Number(node.stack?.split(' ')[0]) : 1), 0)
    return { id: group.id, label: group.label, kind: 'folded', stack: count === 1 ? '1 task' : `${count} tasks`, ...(group.parent !== undefined && { group: group.parent }) }
  })
  const edges = new Map<string, PictureEdge>()
  for (const edge of picture.edges) {
    const from = place.get(edge.from), to = place.get(edge.to)
    if (from === undefined || to === undefined || from === to) continue
    const same = from === edge.from && to === edge.to
    edges.set(`${from}\u0000${to}${same ? `\u0000${edge.label ?? ''}\u0000${edge.when ?? ''}` : ''}`, same ? edge : { from, to })
  }
  return {
    title: picture.title,
    nodes: [...picture.nodes.filter((node) => inside(node.group) === undefined), ...stand],
    edges: [...edges.values()],
    groups: picture.groups.filter((group) => !folded.has(group.id)),
  }
}

const foldInnermost = (picture: Picture): Picture | undefined => {
  const depth = depths(picture)
  const deepest = Math.max(-1, ...depth.values())
  return deepest < 0 ? undefined : foldGroups(picture, new Set([...depth].filter(([, d]) => d === deepest).map(([id]) => id)))
}

/** The picture with these groups, and all inside of them, as one node each. */
export const foldedPicture = (picture: Picture, ids: ReadonlySet<string>): Picture => {
  const parents = new Map(picture.groups.map((group) => [group.id, group.parent])), depth = depths(picture)
  const isInside = (id: string | undefined, left = picture.groups.length): boolean => id !== undefined && left >= 0 && (ids.has(id) || isInside(parents.get(id), left - 1))
  const all = picture.groups.map(({ id }) => id).filter((id) => isInside(id)).sort((a, b) => depth.get(b)! - depth.get(a)!)
  return all.reduce((folded, id) => foldGroups(folded, new Set([id])), picture)
}

/** The picture with all groups folded; undefined where there are none. */
export const overviewPicture = (picture: Picture): Picture | undefined => {
  let folded = foldInnermost(picture)
  while (folded !== undefined && folded.groups.length > 0) folded = foldInnermost(folded)
  return folded
}

/** The picture with as many of its innermost groups folded as it takes to fit; undefined where even that is not enough. */
export const fitPicture = (picture: Picture, limits: PictureLimits): Picture | undefined => {
  let fitted: Picture | undefined = picture
  while (fitted !== undefined && (fitted.nodes.length > limits.nodes || fitted.edges.length > limits.edges)) fitted = foldInnermost(fitted)
  return fitted
}
