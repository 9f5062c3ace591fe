// How DAGs hang together, as pictures: all of them in groups, or one of them and what is a few steps away.
import type { EdgeKind, NodeKind, Picture, PictureEdge, PictureNode } from './picture.ts'

/** A DAG among others. */
export interface FleetNode {
  readonly id: string
  readonly kind: Extract<NodeKind, 'dag' | 'orchestrator' | 'internal'>
  readonly href: string
  readonly folder: string
  readonly owners: readonly string[]
  readonly tags: readonly string[]
}
/** One way in which a DAG leads to another. */
export interface FleetEdge {
  readonly from: string
  readonly to: string
  readonly kind: EdgeKind
  /** The task, the asset or the event by which it does. */
  readonly via: string
}
/** DAGs and what leads from one to another; ends that are not among the DAGs are outside of the project. */
export interface Fleet {
  readonly nodes: readonly FleetNode[]
  readonly edges: readonly FleetEdge[]
}
/** What DAGs can be put together by. */
export const fleetGroupings = ['folder', 'owner', 'tag', 'none'] as const
/** One of `fleetGroupings`. */
export type FleetGrouping = (typeof fleetGroupings)[number]

/** What of a fleet is to be seen. */
export interface FleetView {
  readonly group: FleetGrouping
  /** The DAG that it is about; without one, all are shown. */
  readonly focus?: string
  /** How many steps from the focus are shown. */
  readonly hops: number
  /** The groups that are not folded; without it all are open where there are few DAGs, and folded where there are many. */
  readonly open?: readonly string[]
}

/** More than this many boxes are not read, only looked at. */
export const mostDrawn = 400
const mostOpen = 60

const groupOf: Readonly<Record<FleetGrouping, (node: FleetNode) => string | undefined>> = {
  folder: (node) => (node.folder === '' ? '.' : node.folder), owner: (node) => node.owners[0] ?? 'nobody', tag: (node) => node.tags[0] ?? 'no tag', none: () => undefined,
}

/** The groups of a fleet, by name. */
export const fleetGroups = (fleet: Fleet, by: FleetGrouping): string[] =>
  [...new Set(fleet.nodes.flatMap((node) => groupOf[by](node) ?? []))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))

/** The nodes that are on a cycle with each other, as the number of their component; 0 for all others (Tarjan 1972, without recursion). */
export const cycleOf = (fleet: Fleet): ReadonlyMap<string, number> => {
  const out = new Map<string, string[]>()
  for (const { from, to } of fleet.edges) (out.get(from) ?? out.set(from, []).get(from)!).push(to)
  const index = new Map<string, number>(), low = new Map<string, number>(), cycle = new Map<string, number>()
  const stack: string[] = [], open = new Set<string>()
  let found = 0
  for (const { id: root } of fleet.nodes) {
    if (index.has(root)) continue
    const path = [{ id: root, next: 0 }]
    const enter = (id: string): void => {
      index.set(id, index.size)
      low.set(id, index.get(id)!)
      stack.push(id)
      open.add(id)
    }
    enter(root)
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const to = out.get(at.id)?.[at.next++]
      if (to !== undefined) {
        if (!index.has(to)) {
          enter(to)
          path.push({ id: to, next: 0 })
        } else if (open.has(to)) low.set(at.id, Math.min(low.get(at.id)!, index.get(to)!))
        continue
      }
      path.pop()
      const above = path.at(-1)
      if (above !== undefined) low.set(above.id, Math.min(low.get(above.id)!, low.get(at.id)!))
      if (low.get(at.id) !== index.get(at.id)) continue
      const members = stack.splice(stack.lastIndexOf(at.id))
      for (const member of members) open.delete(member)
      const closes = members.length > 1 || out.get(at.id)?.includes(at.id) === true
      if (closes) found += 1
      for (const member of members) cycle.set(member, closes ? found : 0)
    }
  }
  return cycle
}

const isCyclic = (edge: FleetEdge, cycle: ReadonlyMap<string, number>): boolean =>
  (cycle.get(edge.from) ?? 0) !== 0 && cycle.get(edge.from) === cycle.get(edge.to)

/** The DAGs at most so many steps up or down from one; the steps down lead on down, those up lead on up. */
const around = (fleet: Fleet, focus: string, hops: number): Set<string> => {
  const down = new Map<string, string[]>(), up = new Map<string, string[]>()
  for (const { from, to } of fleet.edges) {
    (down.get(from) ?? down.set(from, []).get(from)!).push(to);
    (up.get(to) ?? up.set(to, []).get(to)!).push(from)
  }
  const found = new Set([focus])
  for (const next of [down, up]) {
    let edge = [focus]
    for (let hop = 0; hop < hops && edge.length > 0; hop++) {
      edge = [...new Set(edge.flatMap((id) => next.get(id) ?? []))].filter((id) => !found.has(id) && found.size < mostDrawn && found.add(id))
    }
  }
  return found
}

const nodeOf = (node: FleetNode, group: string | undefined, focus: string | undefined): PictureNode =>
  ({ id: node.id, label: node.id, kind: node.kind, href: node.href, ...(group !== undefined && { group: `group ${group}` }), ...(node.id === focus && { focus: true }) })

const elsewhere = (id: string): PictureNode => ({ id, label: id, kind: 'dag', stack: 'not in this project' })

/** One edge for each pair of boxes and each kind; it says by how many it stands for. */
const joined = (edges: readonly FleetEdge[], place: (id: string) => string | undefined, cycle: ReadonlyMap<string, number>): PictureEdge[] => {
  const found = new Map<string, PictureEdge & { cyclic?: boolean }>()
  for (const edge of edges) {
    const from = place(edge.from), to = place(edge.to)
    if (from === undefined || to === undefined || (from === to && (from !== edge.from || edge.from !== edge.to))) continue
    const key = `${from}\u0000${to}\u0000${edge.kind}`
    const cyclic = isCyclic(edge, cycle) || found.get(key)?.cyclic === true
    found.set(key, { from, to, kind: edge.kind, ...(cyclic && { cyclic }) })
  }
  return [...found.values()]
}

/** A DAG, what is within so many steps of it, and for what lies beyond a stub that says how much. */
const focusPicture = (fleet: Fleet, focus: string, hops: number): Picture => {
  const shown = around(fleet, focus, hops), byId = new Map(fleet.nodes.map((node) => [node.id, node])), cycle = cycleOf(fleet)
  const stubs = new Map<string, { node: PictureNode; edge: PictureEdge; ids: Set<string> }>()
  for (const edge of fleet.edges) {
    const away = shown.has(edge.from) ? edge.to : edge.from, at = away === edge.to ? edge.from : edge.to
    if (shown.has(away) || !shown.has(at)) continue
    const down = away === edge.to, id = `more ${down ? 'after' : 'before'} ${at}`
    const stub = stubs.get(id) ?? { node: { id, label: '', kind: 'more' as const }, edge: down ? { from: at, to: id } : { from: id, to: at }, ids: new Set<string>() }
    stub.ids.add(away)
    stubs.set(id, stub)
  }
  return {
    title: focus, groups: [],
    nodes: [
      ...[...shown].map((id) => (byId.has(id) ? nodeOf(byId.get(id)!, undefined, focus) : elsewhere(id))),
      ...[...stubs.values()].map(({ node, ids }) => ({ ...node, label: `+${ids.size} more` })),
    ],
    edges: [...joined(fleet.edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to)), (id) => id, cycle), ...[...stubs.values()].map(({ edge }) => edge)],
  }
}

/** The picture of a view. Groups that are folded are one box each; with more boxes than can be drawn all groups are folded. */
export const fleetPicture = (fleet: Fleet, view: FleetView): Picture => {
  const byId = new Map(fleet.nodes.map((node) => [node.id, node]))
  if (view.focus !== undefined && byId.has(view.focus)) return focusPicture(fleet, view.focus, view.hops)
  const names = fleetGroups(fleet, view.group), of = groupOf[view.group]
  const isOpen = new Set(view.open ?? (fleet.nodes.length <= mostOpen ? names : []))
  const outside = [...new Set(fleet.edges.flatMap(({ from, to }) => [from, to]))].filter((id) => !byId.has(id))
  const inOpen = fleet.nodes.filter((node) => of(node) === undefined || isOpen.has(of(node)!))
  const folded = names.filter((name) => !isOpen.has(name))
  if (inOpen.length + folded.length > mostDrawn && isOpen.size > 0) return fleetPicture(fleet, { ...view, open: [] })
  const place = (id: string): string | undefined => {
    const node = byId.get(id)
    if (node === undefined) return id
    const group = of(node)
    return group === undefined || isOpen.has(group) ? id : `group ${group}`
  }
  const count = (name: string): number => fleet.nodes.filter((node) => of(node) === name).length
  return {
    title: 'all DAGs',
    nodes: [
      ...inOpen.slice(0, mostDrawn).map((node) => nodeOf(node, of(node), undefined)),
      ...folded.map((name): PictureNode => ({ id: `group ${name}`, label: name, kind: 'folded', stack: count(name) === 1 ? '1 DAG' : `${count(name)} DAGs` })),
      ...outside.map(elsewhere),
    ],
    edges: joined(fleet.edges, place, cycleOf(fleet)),
    groups: names.filter((name) => isOpen.has(name)).map((name) => ({ id: `group ${name}`, label: name })),
  }
}
