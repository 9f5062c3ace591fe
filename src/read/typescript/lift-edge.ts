// Edges and decisions between the tasks of one DAG: groups become their tasks, ways to hold are joined.
import type { Edge, Task, Value } from '#model'
import { classBrand, type Abstract, type Decision, type Obj, atOf } from '#value'
import { asText, factOf, isEmpty, propOf, textOf } from './lift-fact.ts'
import { conditionText, elementsOf, leavesOf, under, waysText, type LiftScope } from './lift-scope.ts'
import { optional } from './lift-table.ts'

/** One edge with the conditions it holds under. */
interface Way { readonly from: string; readonly to: string; readonly when: readonly Decision[]; readonly label: Edge['label']; readonly record: Abstract }

/** Which tasks are in a group, groups inside it included. */
export type Members = (group: Obj) => readonly string[]
/** The id of a task of this DAG; undefined where it has no such task. */
export type IdOf = (task: Obj) => string | undefined

/** The edges that the records give: by task, once for each pair, with the conditions under which they are there. */
export const liftEdges = (scope: LiftScope, records: Abstract, idOf: IdOf, members: Members): { edges: Edge[]; whole: boolean } => {
  const { leaves, whole } = elementsOf(scope, records)
  const ends = leaves.flatMap(({ value, when }) => {
    const at = under(scope, when)
    return leavesOf(at, propOf(at, value, 'from'), when).flatMap((from) => {
      const there = under(scope, from.when)
      return leavesOf(there, propOf(there, value, 'to'), from.when).map((to): End =>
        ({ from: from.value, to: to.value, when: to.when, record: value, label: labelOf(under(scope, to.when), value), depth: Math.max(depthOf(scope, from.value), depthOf(scope, to.value)) }))
    })
  })
  const lost = ends.some((end) => [end.from, end.to].some((node) => !isGroup(node) && (node.kind !== 'object' || idOf(node) === undefined)))
  return { edges: joinEdges(waysOf(ends, idOf, members)), whole: whole && !lost }
}

/** An edge between two nodes, groups not yet taken apart; `depth` is that of the deeper group. */
interface End extends Omit<Way, 'from' | 'to'> { readonly from: Abstract; readonly to: Abstract; readonly depth: number }

/** The edges between tasks. Those of inner groups come first: the first and last tasks of an outer group depend on them. */
const waysOf = (ends: readonly End[], idOf: IdOf, members: Members): Way[] => {
  const ways: Way[] = []
  const depths = [...new Set(ends.map((end) => end.depth))].sort((a, b) => a === 0 ? -1 : b === 0 ? 1 : b - a)
  for (const depth of depths) {
    const boundary = groupBoundary([...ways], members)
    for (const end of ends) if (end.depth === depth) ways.push(...waysBetween(boundary.last(end.from), boundary.first(end.to), end, idOf))
  }
  return ways
}

/** 0 for a task, 1 for a group on the DAG itself, one more for each group around it. */
const depthOf = (scope: LiftScope, node: Abstract): number => {
  let depth = 0
  for (let at = node; isGroup(at) && depth < 100; at = propOf(scope, at, 'parent')) depth++
  return depth
}

const isGroup = (node: Abstract): boolean => classBrand(node) === 'dagbook/group'

const labelOf = (scope: LiftScope, record: Abstract): Edge['label'] => {
  const label = propOf(scope, record, 'label')
  return isEmpty(label) ? undefined : factOf(scope, label, asText)
}

const waysBetween = (from: readonly (Abstract | string)[], to: readonly (Abstract | string)[], end: Omit<Way, 'from' | 'to'>, idOf: IdOf): Way[] => {
  const ids = (nodes: readonly (Abstract | string)[]): string[] => nodes.flatMap((node) => {
    const id = typeof node === 'string' ? node : node.kind === 'object' ? idOf(node) : undefined
    return id === undefined ? [] : [id]
  })
  return ids(from).flatMap((a) => ids(to).map((b): Way => ({ from: a, to: b, when: end.when, label: end.label, record: end.record })))
}

/** The first and last tasks of groups, by the edges between their tasks; a task stands for itself. */
const groupBoundary = (ways: readonly Way[], members: Members): { first: (node: Abstract) => readonly (Abstract | string)[]; last: (node: Abstract) => readonly (Abstract | string)[] } => {
  const side = (node: Abstract, near: 'from' | 'to', far: 'from' | 'to'): readonly (Abstract | string)[] => {
    if (node.kind !== 'object' || !isGroup(node)) return [node]
    const inside = new Set(members(node))
    const covered = new Set(ways.filter((way) => inside.has(way.from) && inside.has(way.to) && way[near] !== way[far]).map((way) => way[near]))
    return [...inside].filter((id) => !covered.has(id))
  }
  return { first: (node) => side(node, 'to', 'from'), last: (node) => side(node, 'from', 'to') }
}

const joinEdges = (ways: readonly Way[]): Edge[] => {
  const byPair = new Map<string, Way[]>()
  for (const way of ways) {
    const pair = `${way.from}\u0000${way.to}`
    const list = byPair.get(pair)
    if (list === undefined) byPair.set(pair, [way])
    else list.push(way)
  }
  return [...byPair.values()].map((same): Edge => {
    const labelled = same.find((way) => way.label !== undefined) ?? same[0]!
    return { from: labelled.from, to: labelled.to, ...optional('label', same.length === 1 ? labelled.label : joinLabels(same)), ...optional('when', waysText(same.map((way) => way.when))), ...atOf(labelled.record) }
  })
}

/** The label of several edges between the same tasks: of the first that there is. */
const joinLabels = (ways: readonly Way[]): Edge['label'] => {
  const [way, ...others] = ways.filter(({ label }) => label !== undefined)
  const when = way === undefined ? undefined : conditionText(way.when)
  if (way === undefined || when === undefined) return way?.label
  const other = joinLabels(others)
  if (JSON.stringify(other) === JSON.stringify(way.label)) return way.label
  return { $choice: { when, then: way.label as Value, else: other ?? { $absent: true } } }
}

/** What the decision records say of a task: where it may go, and when, where that is stated. */
export const liftBranches = (scope: LiftScope, records: Abstract, idOf: IdOf, first: (node: Abstract) => readonly string[]): Map<string, NonNullable<Task['branch']>> => {
  const branches = new Map<string, NonNullable<Task['branch']>>()
  for (const { value, when } of elementsOf(scope, records).leaves) {
    const at = under(scope, when)
    const task = propOf(at, value, 'task')
    const id = task.kind === 'object' ? idOf(task) : undefined
    if (id !== undefined) branches.set(id, branchOf(at, value, first))
  }
  return branches
}

const branchOf = (scope: LiftScope, record: Abstract, first: (node: Abstract) => readonly string[]): NonNullable<Task['branch']> => {
  const named = textOf(scope, record, 'skips') === 'named'
  const cases = elementsOf(scope, propOf(scope, record, 'cases')).leaves.map(({ value, when }) => {
    const at = under(scope, when)
    const condition = propOf(at, value, 'if')
    const to = elementsOf(at, propOf(at, value, 'to')).leaves.flatMap((leaf) => first(leaf.value))
    return { if: condition.kind === 'primitive' ? condition.value : undefined, to }
  })
  const stated = !named && cases.length > 0 && cases.every((one) => typeof one.if === 'string' || one.if === null)
  return {
    to: [...new Set(cases.flatMap((one) => one.to))],
    ...(stated && { decide: cases.map((one) => ({ ...(typeof one.if === 'string' && { if: one.if }), to: one.to })) }),
    ...(named && { skips: 'named' as const }),
  }
}
