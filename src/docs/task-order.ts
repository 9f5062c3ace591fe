// Tasks in the order in which they can run, groups kept together as far as that goes: the order in which a page lists them.
import { sortedBy, type Dag, type Task } from '#model'

/** The tasks of a DAG, each after those it waits for; of those that are ready the next of the same group goes first, then by id. */
export const tasksInOrder = (dag: Dag): Task[] => {
  const byId = new Map(dag.tasks.map((task) => [task.taskId, task]))
  const waiting = new Map(dag.tasks.map((task) => [task.taskId, 0]))
  const after = new Map<string, string[]>()
  for (const { from, to } of dag.edges) {
    if (!byId.has(from) || !byId.has(to) || from === to) continue
    after.set(from, [...(after.get(from) ?? []), to])
    waiting.set(to, waiting.get(to)! + 1)
  }
  const ordered: Task[] = []
  let ready = sortedBy(dag.tasks.filter((task) => waiting.get(task.taskId) === 0), (task) => task.taskId)
  while (ready.length > 0) {
    const group = ordered.at(-1)?.group ?? null
    const next = (group === null ? undefined : ready.find((task) => task.group !== null && task.group.startsWith(group))) ?? ready[0]!
    ordered.push(next)
    const freed = (after.get(next.taskId) ?? []).filter((to) => {
      waiting.set(to, waiting.get(to)! - 1)
      return waiting.get(to) === 0
    })
    ready = sortedBy([...ready.filter((task) => task !== next), ...freed.map((id) => byId.get(id)!)], (task) => task.taskId)
  }
  // Tasks in a cycle never get ready; the problems tell of the cycle.
  const placed = new Set(ordered)
  return [...ordered, ...sortedBy(dag.tasks.filter((task) => !placed.has(task)), (task) => task.taskId)]
}
