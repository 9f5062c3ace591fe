// The graph of one DAG: its tasks, groups and edges, and where its branches lead.
import { groupKey, type Dag, type Group, type Problem, type Task } from '#model'
import { classBrand, originOf, type Abstract, type Obj, atOf } from '#value'
import { asText, factOf, propOf, textOf } from './lift-fact.ts'
import { liftBranches, liftEdges, type Members } from './lift-edge.ts'
import { idOf } from './lift-id.ts'
import { alike, firstOf, valueOf, type Clash } from './lift-first.ts'
import { elementsOf, report, under, type Leaf, type LiftScope } from './lift-scope.ts'
import { always, joinWays, repeatOf, sharedBy, waysText } from './lift-ways.ts'
import { optional } from './lift-table.ts'
import { liftTask, type TaskEntry } from './lift-task.ts'

/** The tasks, groups and edges of a DAG's record; `complete` is false where there may be others. */
export const liftGraph = (scope: LiftScope, record: Obj, dagId: string, defaults: Abstract): Pick<Dag, 'tasks' | 'groups' | 'edges' | 'complete'> => {
  const found = elementsOf(scope, propOf(scope, record, 'tasks'))
  const all = found.leaves.flatMap((leaf) => entryOf(scope, leaf))
  const ids = new Map(all.map((entry) => [entry.record, entry.taskId]))
  const entries = alike(all, ({ taskId }) => taskId).flatMap((same) => joinEntries(scope, dagId, same))
  const idOfTask = (task: Obj): string | undefined => ids.get(task)
  const members = membersOf(scope, all)
  const { groups, whole: allGroups } = liftGroups(scope, record, dagId)
  const { edges, whole: allEdges } = liftEdges(scope, propOf(scope, record, 'edges'), idOfTask, members)
  const first = (node: Abstract): readonly string[] => node.kind !== 'object' ? []
    : classBrand(node) === 'dagbook/group' ? rootsOf(members(node), edges) : ids.has(node) ? [ids.get(node)!] : []
  const branches = liftBranches(scope, propOf(scope, record, 'decisions'), idOfTask, first)
  return {
    tasks: entries.map((entry) => {
      const inside: LiftScope = { ...under(scope, sharedBy(entry.ways)), assumed: [] }
      return withBranch(inside, liftTask(inside, dagId, entry, defaults), entry, branches, edges)
    }),
    groups,
    edges,
    complete: found.whole && allGroups && allEdges && all.length === found.leaves.length
      && all.every((entry) => entry.whole && repeatOf(entry.ways) === undefined),
  }
}

const entryOf = (scope: LiftScope, { value, when }: Leaf): TaskEntry[] => {
  if (value.kind !== 'object' || classBrand(value) !== 'dagbook/task') return []
  const at = under(scope, when)
  const { text, whole } = idOf(at, propOf(at, value, 'taskId'))
  scope.lift.taskIds.set(value, text)
  return [{ record: value, taskId: text, whole, options: propOf(at, value, 'options'), ways: when.length === 0 ? always : [when] }]
}

/** Tasks of one id are one task whose options depend on which of them is there. Those that never are the first stay, to be reported as duplicates. */
const joinEntries = (scope: LiftScope, dagId: string, same: readonly TaskEntry[]): TaskEntry[] => {
  const [one] = same
  if (one === undefined || same.length === 1) return [...same]
  const { first, hidden, clashes } = firstOf(scope.path, same.flatMap(({ record, ways }) => ways.map((when) => ({ value: record, when }))))
  const joined = same.filter(({ record }) => !hidden.includes(record))
  for (const clash of clashes) if (one.whole) reportClash(scope, dagId, one.taskId, clash)
  const other = joined.find(({ record }) => !sameNature(scope, record, joined[0]!.record))
  if (other !== undefined) reportNature(scope, dagId, other)
  return [
    { ...joined[0]!, options: valueOf(first, (record) => propOf(scope, record, 'options')), ways: joinWays(joined.flatMap(({ ways }) => ways)) },
    ...(one.whole ? same.filter(({ record }) => hidden.includes(record)) : []),
  ]
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
  const byGroup = new Map<Obj, string[]>()
  for (const { record, taskId } of entries) {
    for (let at = propOf(scope, record, 'group'), depth = 0; at.kind === 'object' && depth < 100; at = propOf(scope, at, 'parent'), depth++) {
      const list = byGroup.get(at)
      if (list === undefined) byGroup.set(at, [taskId])
      else if (!list.includes(taskId)) list.push(taskId)
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
    const { text: groupId } = idOf(at, propOf(at, value, 'groupId'))
    const parent = propOf(at, value, 'parent')
    const options = propOf(at, value, 'options')
    if (byId.has(groupId)) continue
    byId.set(groupId, {
      id: groupKey(dagId, groupId), groupId,
      parent: classBrand(parent) === 'dagbook/group' ? groupKey(dagId, idOf(at, propOf(at, parent, 'groupId')).text) : null,
      ...optional('label', factOf(at, propOf(at, options, 'label'), asText)),
      ...optional('doc', factOf(at, propOf(at, options, 'docMd'), asText)),
      ...atOf(value),
    })
  }
  return { groups: [...byId.values()], whole }
}

const rootsOf = (ids: readonly string[], edges: Dag['edges']): string[] => {
  const inside = new Set(ids)
  const covered = new Set(edges.filter((edge) => inside.has(edge.from) && inside.has(edge.to)).map((edge) => edge.to))
  return ids.filter((id) => !covered.has(id))
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
