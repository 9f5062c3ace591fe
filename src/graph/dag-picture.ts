// A DAG of the model as a picture: tasks are nodes, task groups are groups.
import type { Dag, Fact, Task, Value } from '#model'
import type { NodeKind, Picture, PictureEdge, PictureGroup, PictureNode } from './picture.ts'

const known = (fact: Fact<string> | undefined): string | undefined => (typeof fact === 'string' ? fact : undefined)

const kindOf = (task: Task): NodeKind => (task.kind === 'task' && task.sql !== undefined && task.sql.length > 0 ? 'sql' : task.kind)

const stackOf = (task: Task): string | undefined => {
  const length: Value | undefined = task.mapped?.length
  if (typeof length === 'number') return `× ${length}`
  if (task.mapped !== undefined || task.repeat !== undefined) return '× n'
  return undefined
}

/** The part of a task's or group's id that is left when the id of the group around it is taken off. */
export const nameInside = (id: string, groupId: string | undefined): string =>
  groupId !== undefined && groupId !== '' && id.startsWith(`${groupId}.`) && id.length > groupId.length + 1 ? id.slice(groupId.length + 1) : id

/** The rule of a task, where it says something: teardowns always have the same, others mostly do. */
const ruleOf = (task: Task): string | undefined => (typeof task.triggerRule === 'string' && task.teardown !== true && task.triggerRule !== 'all_success' ? task.triggerRule : undefined)

const nodeOf = (task: Task, groupIds: ReadonlyMap<string, string>, href: ((task: Task) => string) | undefined): PictureNode => {
  const group = task.group !== null && groupIds.has(task.group) ? task.group : undefined
  const stack = stackOf(task), rule = ruleOf(task)
  const role = task.setup === true ? 'setup' : task.teardown === true ? 'teardown' : undefined
  return {
    id: task.id,
    label: nameInside(task.taskId, group === undefined ? undefined : groupIds.get(group)),
    kind: kindOf(task),
    ...(group !== undefined && { group }),
    ...(href !== undefined && { href: href(task) }),
    ...(stack !== undefined && { stack }),
    ...(task.when !== undefined && { when: task.when }),
    ...(role !== undefined && { role }),
    ...(rule !== undefined && { rule }),
  }
}

/** The group around each group, where there is one and it is not inside the group itself. */
const parentsOf = (groups: Dag['groups']): ReadonlyMap<string, string> => {
  const parents = new Map(groups.flatMap((group) => (group.parent === null ? [] : [[group.id, group.parent] as const])))
  const known = new Set(groups.map((group) => group.id))
  const isAround = (id: string): boolean => {
    let at = parents.get(id)
    for (let steps = 0; at !== undefined && steps <= groups.length; steps++) {
      if (at === id) return true
      at = parents.get(at)
    }
    return at !== undefined
  }
  return new Map([...parents].filter(([id, parent]) => known.has(parent) && !isAround(id)))
}

/** The condition on which a branch leads to a task, where that is one alone: `params.full`, or `else` for the way of all other cases. */
const decisionFor = (from: Task, to: Task): string | undefined => {
  const decisions = from.branch?.decide ?? []
  const leading = decisions.filter((decision) => Array.isArray(decision.to) && decision.to.some((each) => each === to.taskId || each === to.id))
  if (leading.length !== 1) return undefined
  return leading[0]!.if ?? (decisions.length > 1 ? 'else' : undefined)
}

/** The picture of a DAG's tasks. `href` says where the box of a task leads. */
export const dagPicture = (dag: Dag, href?: (task: Task) => string): Picture => {
  const groupIds = new Map(dag.groups.map((group) => [group.id, group.groupId]))
  const byTaskId = new Map(dag.tasks.flatMap((task) => [[task.taskId, task], [task.id, task]]))
  const parents = parentsOf(dag.groups)
  const groups = dag.groups.map((group): PictureGroup => {
    const parent = parents.get(group.id)
    const label = known(group.label) ?? nameInside(group.groupId, parent === undefined ? undefined : groupIds.get(parent))
    return { id: group.id, label, ...(parent !== undefined && { parent }) }
  })
  const edges = dag.edges.flatMap((edge): PictureEdge[] => {
    const from = byTaskId.get(edge.from), to = byTaskId.get(edge.to)
    if (from === undefined || to === undefined) return []
    const own = known(edge.label), label = own !== undefined && own !== '' ? own : decisionFor(from, to)
    return [{
      from: from.id,
      to: to.id,
      ...(label !== undefined && { label }),
      ...(edge.when !== undefined && { guarded: true }),
      ...(edge.when !== undefined && edge.when !== from.when && edge.when !== to.when && { when: edge.when }),
      ...(from.setup === true && to.teardown === true && { dotted: true }),
    }]
  })
  return { title: dag.dagId, nodes: dag.tasks.map((task) => nodeOf(task, groupIds, href)), edges, groups }
}
