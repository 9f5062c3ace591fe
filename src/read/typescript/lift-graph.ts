// The graph of one DAG: its tasks, groups and edges, and where its branches lead.
import { groupKey, type Dag, type Group, type Problem, type Task } from '#model'
import { classBrand, originOf, type Abstract, type Obj, atOf } from '#value'
import { checkGroupOptions, checkTaskOptions } from './check-options.ts'
import { checkId } from './check-id.ts'
import { asText, factOf, propOf, textOf } from './lift-fact.ts'
import { liftBranches, liftEdges, type Members, type NodeId } from './lift-edge.ts'
import { idOf, idsOf } from './lift-id.ts'
import { alike, firstOf, valueOf, type Clash } from './lift-first.ts'
import { reportLoops } from './lift-loop.ts'
import { elementsOf, noteAssumed, report, settle, under, type Leaf, type LiftScope } from './lift-scope.ts'
import { always, joinWays, repeatOf, sharedBy, waysText } from './lift-ways.ts'
import { optional } from './lift-table.ts'
import { liftTask, type TaskEntry } from './lift-task.ts'

/** The tasks, groups and edges of a DAG's record; `complete` is false where there may be others. */
export const liftGraph = (scope: LiftScope, record: Obj, dagId: string, defaults: Abstract): Pick<Dag, 'tasks' | 'groups' | 'edges' | 'complete'> => {
  const found = elementsOf(scope, propOf(scope, record, 'tasks'))
  const all = found.leaves.map((leaf) => entriesOf(scope, dagId, leaf))
  const joined = alike(all.flat(), ({ taskId }) => taskId).map((same) => joinEntries(scope, dagId, same))
  const entries = joined.flatMap(({ tasks, hidden }) => [...tasks, ...hidden])
  const ids = idsByTask(joined.flatMap(({ shown }) => shown))
  const idsOfTask = (task: Obj): readonly NodeId[] | undefined => ids.get(task)
  const members = membersOf(scope, joined.flatMap(({ shown }) => shown))
  const { groups, whole: allGroups } = liftGroups(scope, record, dagId)
  const { edges, whole: allEdges } = liftEdges(scope, propOf(scope, record, 'edges'), idsOfTask, members)
  const first = (node: Abstract): readonly NodeId[] => node.kind !== 'object' ? []
    : classBrand(node) === 'dagbook/group' ? rootsOf(members(node), edges) : ids.get(node) ?? []
  for (const entry of entries) reportLoops(scope, entry.record, entry.ways)
  const branches = liftBranches(scope, propOf(scope, record, 'decisions'), idsOfTask, first)
  return {
    tasks: entries.map((entry) => {
      const inside: LiftScope = { ...under(scope, sharedBy(entry.ways)), assumed: [] }
      checkTaskOptions(inside, record, entry.record, settle(inside, entry.options))
      return withBranch(inside, liftTask(inside, dagId, entry, defaults), entry, branches, edges)
    }),
    groups,
    edges,
    complete: found.whole && allGroups && allEdges && all.every((ofOne) => ofOne.length > 0)
      && entries.every((entry) => entry.whole && repeatOf(entry.ways) === undefined) && joined.every(({ hidden }) => hidden.length === 0),
  }
}

/** The tasks that a record gives: one for each id that it may have. */
const entriesOf = (scope: LiftScope, dagId: string, { value, when }: Leaf): TaskEntry[] => {
  if (value.kind !== 'object' || classBrand(value) !== 'dagbook/task') return []
  const at = under(scope, when)
  const cases = idsOf(at, propOf(at, value, 'taskId'))
  const options = propOf(at, value, 'options')
  noteAssumed(scope, cases.flatMap(({ assumed }) => assumed))
  for (const one of cases) checkId(under(at, one.when), value, `a task of the DAG \`${dagId}\``, one, ownId(under(at, one.when), value, 'group', one.text))
  return alike(cases, ({ text }) => text).map((same): TaskEntry => ({
    record: value, taskId: same[0]!.text, whole: same.every(({ whole }) => whole), options, cases: same.map((one) => one.when),
    ways: cases.length === 1 && when.length === 0 ? always : same.map((one) => [...when, ...one.when]), assumed: same.flatMap(({ assumed }) => assumed),
  }))
}

/** An id without the prefix of the group around it. */
const ownId = (scope: LiftScope, record: Obj, around: 'group' | 'parent', id: string): string => {
  const group = propOf(scope, record, around)
  const prefix = classBrand(group) === 'dagbook/group' ? `${idOf({ ...scope, assumed: [] }, propOf(scope, group, 'groupId')).text}.` : ''
  return id.startsWith(prefix) ? id.slice(prefix.length) : id
}

/** The ids of each task that is shown, each with the conditions that decide on the id. */
const idsByTask = (entries: readonly TaskEntry[]): ReadonlyMap<Obj, readonly NodeId[]> => {
  const ids = new Map<Obj, NodeId[]>()
  for (const { record, taskId, cases } of entries) {
    const own = cases.map((when) => ({ id: taskId, when }))
    const before = ids.get(record)
    if (before === undefined) ids.set(record, own)
    else before.push(...own)
  }
  return ids
}

/** What tasks of one id come to. */
interface Joined {
  /** The task that is shown; where its id is not known, it may be several. */
  readonly tasks: readonly TaskEntry[]
  /** Those that are never the first, to be reported as duplicates. */
  readonly hidden: readonly TaskEntry[]
  /** All those of which something is shown. */
  readonly shown: readonly TaskEntry[]
}

/** Tasks of one id are one task whose options depend on which of them is there. */
const joinEntries = (scope: LiftScope, dagId: string, same: readonly TaskEntry[]): Joined => {
  const [one] = same
  if (one === undefined || same.length === 1) return { tasks: same, hidden: [], shown: same }
  const { first, hidden, clashes } = firstOf(scope.path, same.flatMap(({ record, ways }) => ways.map((when) => ({ value: record, when }))))
  const joined = same.filter(({ record }) => !hidden.includes(record))
  for (const clash of clashes) if (one.whole) reportClash(scope, dagId, one.taskId, clash)
  const other = joined.find(({ record }) => !sameNature(scope, record, joined[0]!.record))
  if (other !== undefined) reportNature(scope, dagId, other)
  const task: TaskEntry = {
    ...joined[0]!, options: valueOf(first, (record) => propOf(scope, record, 'options')), ways: joinWays(joined.flatMap(({ ways }) => ways)),
    assumed: joined.flatMap(({ assumed }) => assumed),
  }
  return one.whole ? { tasks: [task], hidden: same.filter(({ record }) => hidden.includes(record)), shown: joined } : { tasks: [task], hidden: [], shown: same }
}

const reportClash = (scope: LiftScope, dagId: string, taskId: string, { first, second, when }: Clash<Obj>): void => report(scope, {
  code: 'duplicate-task', severity: 'note',
  message: `If ${waysText([when]) ?? 'both are made'}, the DAG \`${dagId}\` has two tasks \`${taskId}\`: the second is then left out.`,
  ...atOf(second), ...relatedTo(first),
  help: 'If both can be there at once, give one of them another id.',
})

const relatedTo = (first: Obj): Pick<Problem, 'related'> => {
  const at = originOf(first)
  return at === undefined ? {} : { related: [{ message: 'The first is here.', at }] }
}

const reportNature = (scope: LiftScope, dagId: string, { record, taskId, ways }: TaskEntry): void => report(scope, {
  code: 'alternative-task', severity: 'warning',
  message: `The task \`${taskId}\` of \`${dagId}\` is another operator, or in another group, if ${waysText(ways) ?? 'it is not the first'}: only the first is shown.`,
  ...atOf(record), help: 'Give the two different ids, so that both can be shown.',
})

const sameNature = (scope: LiftScope, a: Obj, b: Obj): boolean =>
  textOf(scope, a, 'operator') === textOf(scope, b, 'operator') && textOf(scope, a, 'kind') === textOf(scope, b, 'kind')
  && groupIdOf(scope, a) === groupIdOf(scope, b)

const groupIdOf = (scope: LiftScope, task: Obj): string | undefined => {
  const group = propOf(scope, task, 'group')
  return classBrand(group) === 'dagbook/group' ? idOf(scope, propOf(scope, group, 'groupId')).text : undefined
}

/** The tasks of each group, those of groups inside it included. */
const membersOf = (scope: LiftScope, entries: readonly TaskEntry[]): Members => {
  const byGroup = new Map<Obj, NodeId[]>()
  for (const { record, taskId, cases } of entries) {
    const own = cases.map((when) => ({ id: taskId, when }))
    for (let at = propOf(scope, record, 'group'), depth = 0; at.kind === 'object' && depth < 100; at = propOf(scope, at, 'parent'), depth++) {
      const list = byGroup.get(at)
      if (list === undefined) byGroup.set(at, [...own])
      else list.push(...own)
    }
  }
  return (group) => byGroup.get(group) ?? []
}

const liftGroups = (scope: LiftScope, record: Obj, dagId: string): { groups: Group[]; whole: boolean } => {
  const { leaves, whole } = elementsOf(scope, propOf(scope, record, 'groups'))
  const byId = new Map<string, Group>()
  for (const { value, when } of leaves) {
    if (classBrand(value) !== 'dagbook/group') continue
    const at = under(scope, when)
    for (const id of idsOf(at, propOf(at, value, 'groupId'))) {
      if (byId.has(id.text)) continue
      const inside = under(at, id.when)
      if (value.kind === 'object') checkId(inside, value, `a group of the DAG \`${dagId}\``, id, ownId(inside, value, 'parent', id.text))
      if (value.kind === 'object') checkGroupOptions(inside, record, value, propOf(inside, value, 'options'))
      byId.set(id.text, groupOf(inside, dagId, id.text, value))
    }
  }
  return { groups: [...byId.values()], whole }
}

const groupOf = (scope: LiftScope, dagId: string, groupId: string, record: Abstract): Group => {
  const parent = propOf(scope, record, 'parent')
  const options = propOf(scope, record, 'options')
  return {
    id: groupKey(dagId, groupId), groupId,
    parent: classBrand(parent) === 'dagbook/group' ? groupKey(dagId, idOf(scope, propOf(scope, parent, 'groupId')).text) : null,
    ...optional('label', factOf(scope, propOf(scope, options, 'label'), asText)),
    ...optional('doc', factOf(scope, propOf(scope, options, 'docMd'), asText)),
    ...atOf(record),
  }
}

const rootsOf = (nodes: readonly NodeId[], edges: Dag['edges']): NodeId[] => {
  const inside = new Set(nodes.map(({ id }) => id))
  const covered = new Set(edges.filter((edge) => inside.has(edge.from) && inside.has(edge.to)).map((edge) => edge.to))
  return nodes.filter(({ id }) => !covered.has(id))
}

/** The task with its branch: a branch operator chooses among all direct downstream tasks, `if` and `switch` among those they name. */
const withBranch = (scope: LiftScope, task: Task, entry: TaskEntry, branches: ReadonlyMap<string, NonNullable<Task['branch']>>, edges: Dag['edges']): Task => {
  const branch = branches.get(task.taskId)
  if (branch?.skips === 'named') return { ...task, kind: task.kind === 'task' ? 'branch' : task.kind, branch }
  if (task.kind !== 'branch' && task.kind !== 'short-circuit') return task
  const downstream = [...new Set(edges.filter((edge) => edge.from === task.taskId).map((edge) => edge.to))]
  if (task.kind === 'branch') return { ...task, branch: { ...branch, to: downstream } }
  const condition = task.kind === 'short-circuit' ? textOf(scope, entry.options, 'condition') : undefined
  return condition === undefined ? task : { ...task, branch: { to: downstream, decide: [{ if: condition, to: downstream }, { to: [] }] } }
}
