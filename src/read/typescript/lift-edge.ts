// Edges and decisions between the tasks of one DAG: groups become their tasks, ways to hold are joined.
import type { Edge, Task } from '#model'
import { classBrand, decideTree, undefinedValue, type Abstract, type Obj, atOf } from '#value'
import { asText, factOf, isEmpty, propOf, textOf } from './lift-fact.ts'
import { alike, firstOf, otherwise, valueOf } from './lift-first.ts'
import { elementsOf, leavesOf, under, type LiftScope } from './lift-scope.ts'
import { combined, joinWays, sharedBy, waysText, type Way } from './lift-ways.ts'
import { optional } from './lift-table.ts'

/** One edge and one way for it to be there. */
interface Link { readonly from: string; readonly to: string; readonly when: Way; readonly record: Obj }

/** An id that a task has under conditions. */
export interface NodeId { readonly id: string; readonly when: Way }
/** Which tasks are in a group, groups inside it included. */
export type Members = (group: Obj) => readonly NodeId[]
/** The ids of a task of this DAG; undefined where it has no such task. */
export type IdsOf = (task: Obj) => readonly NodeId[] | undefined

/** The edges that the records give: by task, once for each pair, with the conditions under which they are there. */
export const liftEdges = (scope: LiftScope, records: Abstract, idsOf: IdsOf, members: Members): { edges: Edge[]; whole: boolean } => {
  const { leaves, whole } = elementsOf(scope, records)
  const ends = leaves.flatMap(({ value, when }) => {
    if (value.kind !== 'object') return []
    const at = under(scope, when)
    return leavesOf(at, propOf(at, value, 'from'), when).flatMap((from) => {
      const there = under(scope, from.when)
      return leavesOf(there, propOf(there, value, 'to'), from.when).map((to): End =>
        ({ from: from.value, to: to.value, when: to.when, record: value, depth: Math.max(depthOf(scope, from.value), depthOf(scope, to.value)) }))
    })
  })
  const lost = ends.some((end) => [end.from, end.to].some((node) => !isGroup(node) && (node.kind !== 'object' || idsOf(node) === undefined)))
  return { edges: alike(linksOf(ends, idsOf, members), (link) => `${link.from}\u0000${link.to}`).map((same) => edgeOf(scope, same)), whole: whole && !lost && leaves.every(({ value }) => value.kind === 'object') }
}

/** An edge between two nodes, groups not yet taken apart; `depth` is that of the deeper group. */
interface End extends Omit<Link, 'from' | 'to'> { readonly from: Abstract; readonly to: Abstract; readonly depth: number }

/** The edges between tasks. Those of inner groups come first: the first and last tasks of an outer group depend on them. */
const linksOf = (ends: readonly End[], idsOf: IdsOf, members: Members): Link[] => {
  const links: Link[] = []
  const depths = [...new Set(ends.map((end) => end.depth))].sort((a, b) => a === 0 ? -1 : b === 0 ? 1 : b - a)
  for (const depth of depths) {
    const boundary = groupBoundary([...links], members)
    for (const end of ends) if (end.depth === depth) links.push(...linksBetween(boundary.last(end.from), boundary.first(end.to), end, idsOf))
  }
  return links
}

/** 0 for a task, 1 for a group on the DAG itself, one more for each group around it. */
const depthOf = (scope: LiftScope, node: Abstract): number => {
  let depth = 0
  for (let at = node; isGroup(at) && depth < 100; at = propOf(scope, at, 'parent')) depth++
  return depth
}

const isGroup = (node: Abstract): boolean => classBrand(node) === 'dagbook/group'

/** An end of an edge once groups are taken apart, and the way for it to be one. */
interface Boundary { readonly node: Abstract | string; readonly when: Way }

const linksBetween = (from: readonly Boundary[], to: readonly Boundary[], end: Omit<Link, 'from' | 'to'>, idsOf: IdsOf): Link[] => {
  const ids = (ends: readonly Boundary[]): readonly NodeId[] => ends.flatMap(({ node, when }) =>
    typeof node === 'string' ? [{ id: node, when }] : node.kind === 'object' ? idsOf(node) ?? [] : [])
  return ids(from).flatMap((a) => ids(to).flatMap((b): Link[] => {
    const when = combined(end.when, a.when, b.when)
    return when === undefined ? [] : [{ from: a.id, to: b.id, when, record: end.record }]
  }))
}

/** The first and last tasks of groups, by the edges between their tasks; a task stands for itself. */
const groupBoundary = (links: readonly Link[], members: Members): { first: (node: Abstract) => readonly Boundary[]; last: (node: Abstract) => readonly Boundary[] } => {
  const side = (node: Abstract, near: 'from' | 'to', far: 'from' | 'to'): readonly Boundary[] => {
    if (node.kind !== 'object' || !isGroup(node)) return [{ node, when: [] }]
    const nodes = members(node)
    const inside = new Set(nodes.map(({ id }) => id))
    const covering = alike(links.filter((link) => inside.has(link.from) && inside.has(link.to) && link[near] !== link[far]), (link) => link[near])
    const ways = new Map(covering.map((same) => [same[0]![near], same.map(({ when }) => when)]))
    return nodes.flatMap(({ id, when: own }) => otherwise(ways.get(id) ?? []).flatMap((when): Boundary[] => {
      const both = combined(own, when)
      return both === undefined ? [] : [{ node: id, when: both }]
    }))
  }
  return { first: (node) => side(node, 'to', 'from'), last: (node) => side(node, 'from', 'to') }
}

/** The edge that several links between the same two tasks make. */
const edgeOf = (scope: LiftScope, links: readonly Link[]): Edge => {
  const { from, to, record, when } = links[0]!
  if (links.length === 1) {
    const at = under(scope, when)
    const label = propOf(at, record, 'label')
    return { from, to, ...(!isEmpty(label) && optional('label', factOf(at, label, asText))), ...optional('when', waysText([when])), ...atOf(record) }
  }
  const ways = joinWays(links.map((link) => link.when))
  const labels = links.flatMap((link) => {
    const at = under(scope, link.when)
    return leavesOf(at, propOf(at, link.record, 'label'), link.when).map((leaf) => ({ ...leaf, record: link.record }))
  })
  const given = labels.filter(({ value }) => !isEmpty(value))
  const at = under(scope, sharedBy(ways))
  const { first } = firstOf<Abstract>(at.path, [...given, ...labels.filter(({ value }) => isEmpty(value)).map(({ when: way }) => ({ value: undefinedValue, when: way }))])
  return { from, to, ...optional('label', factOf(at, valueOf(first, (label) => label), asText)), ...optional('when', waysText(ways)), ...atOf(given[0]?.record ?? record) }
}

/** What the decision records say of a task: where it may go, and when, where that is stated. */
export const liftBranches = (scope: LiftScope, records: Abstract, idsOf: IdsOf, first: (node: Abstract) => readonly NodeId[]): Map<string, NonNullable<Task['branch']>> => {
  const branches = new Map<string, NonNullable<Task['branch']>>()
  for (const { value, when } of elementsOf(scope, records).leaves) {
    const at = under(scope, when)
    const task = propOf(at, value, 'task')
    for (const { id, when: own } of task.kind === 'object' ? idsOf(task) ?? [] : []) branches.set(id, branchOf(under(at, own), value, first))
  }
  return branches
}

/** May a task have this id where the scope stands? */
const isPossible = (scope: LiftScope, { when }: NodeId): boolean => when.every((decision) => decideTree(scope.path, decision.when) !== !decision.is)

const branchOf = (scope: LiftScope, record: Abstract, first: (node: Abstract) => readonly NodeId[]): NonNullable<Task['branch']> => {
  const named = textOf(scope, record, 'skips') === 'named'
  const cases = elementsOf(scope, propOf(scope, record, 'cases')).leaves.map(({ value, when }) => {
    const at = under(scope, when)
    const condition = propOf(at, value, 'if')
    const to = elementsOf(at, propOf(at, value, 'to')).leaves.flatMap((leaf) => first(leaf.value)).filter((node) => isPossible(at, node)).map(({ id }) => id)
    return { if: condition.kind === 'primitive' ? condition.value : undefined, to }
  })
  const stated = !named && cases.length > 0 && cases.every((one) => typeof one.if === 'string' || one.if === null)
  return {
    to: [...new Set(cases.flatMap((one) => one.to))],
    ...(stated && { decide: cases.map((one) => ({ ...(typeof one.if === 'string' && { if: one.if }), to: one.to })) }),
    ...(named && { skips: 'named' as const }),
  }
}
