// Brings one DAG into order: tasks, groups and edges sorted and unique, edges that lead nowhere and cycles reported.
import { sortedBy, type Dag, type Edge, type Problem, type Task } from '#model'

/** The DAG, its parts sorted by id; what is wrong with it is added to `problems`. */
export const linkDag = (dag: Dag, problems: Problem[]): Dag => {
  const tasks = uniqueTasks(dag, problems)
  const known = new Set(tasks.map((task) => task.taskId))
  const edges = uniqueEdges(dag.edges).filter((edge) => known.has(edge.from) && known.has(edge.to))
  const lost = dag.edges.filter((edge) => !known.has(edge.from) || !known.has(edge.to))
  for (const edge of lost) {
    const missing = known.has(edge.from) ? edge.to : edge.from
    problems.push({
      code: 'unknown-task', severity: 'error', message: `An edge of the DAG \`${dag.dagId}\` names the task \`${missing}\`, which the DAG does not have.`,
      ...(edge.at && { at: edge.at }), help: 'Make the edge between tasks of the same DAG.',
    })
  }
  const cycle = cycleIn(tasks, edges)
  if (cycle !== undefined) {
    const at = edges.find((edge) => edge.from === cycle.at(-2) && edge.to === cycle.at(-1))?.at ?? dag.at
    problems.push({
      code: 'cycle', severity: 'error', message: `The tasks of the DAG \`${dag.dagId}\` wait for each other: ${cycle.join(' → ')}.`,
      ...(at && { at }), help: 'Remove one of these dependencies: a scheduler refuses a DAG with a cycle.',
    })
  }
  return {
    ...dag,
    tasks,
    edges,
    groups: sortedBy(dag.groups, (group) => group.groupId),
    complete: dag.complete && lost.length === 0 && tasks.length === dag.tasks.length,
  }
}

const uniqueTasks = (dag: Dag, problems: Problem[]): Task[] => {
  const byId = new Map<string, Task>()
  for (const task of dag.tasks) {
    const first = byId.get(task.taskId)
    if (first === undefined) { byId.set(task.taskId, task); continue }
    problems.push({
      code: 'duplicate-task', severity: 'error', message: `The DAG \`${dag.dagId}\` has two tasks \`${task.taskId}\`; the second is left out.`,
      ...(task.at && { at: task.at }), ...(first.at && { related: [{ message: 'The first is here.', at: first.at }] }),
      help: 'Give one of them another id.',
    })
  }
  return sortedBy(byId.values(), (task) => task.taskId)
}

/** Sorted and once each; an edge that exists always wins over one that exists under a condition. */
const uniqueEdges = (edges: readonly Edge[]): Edge[] => {
  const byEnds = new Map<string, Edge>()
  for (const edge of edges) {
    const ends = `${edge.from}\u0000${edge.to}`
    const before = byEnds.get(ends)
    if (before === undefined || (before.when !== undefined && edge.when === undefined)) {
      byEnds.set(ends, before?.label !== undefined && edge.label === undefined ? { ...edge, label: before.label } : edge)
    } else if (before.label === undefined && edge.label !== undefined) {
      byEnds.set(ends, { ...before, label: edge.label })
    }
  }
  return sortedBy(byEnds.values(), (edge) => `${edge.from}\u0000${edge.to}`)
}

/** The first cycle found, as task ids with the first repeated at the end. Iterative: a chain may be thousands of tasks long. */
const cycleIn = (tasks: readonly Task[], edges: readonly Edge[]): string[] | undefined => {
  const next = new Map<string, string[]>(tasks.map((task) => [task.taskId, []]))
  for (const edge of edges) next.get(edge.from)?.push(edge.to)
  const done = new Set<string>()
  for (const { taskId } of tasks) {
    if (done.has(taskId)) continue
    const path = [taskId], onPath = new Set(path), at = [0]
    while (path.length > 0) {
      const here = path.at(-1)!
      const to = next.get(here)![at[at.length - 1]!++]
      if (to === undefined) { done.add(here); onPath.delete(here); path.pop(); at.pop() }
      else if (onPath.has(to)) return [...path.slice(path.indexOf(to)), to]
      else if (!done.has(to)) { path.push(to); onPath.add(to); at.push(0) }
    }
  }
  return undefined
}
