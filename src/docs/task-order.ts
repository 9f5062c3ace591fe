// Tasks in the order in which they can run, groups kept together as far as that goes: the order in which a page lists them.
import { compareText, sortedBy, type Dag, type Task } from '#model'

/** Puts a task where it belongs among tasks sorted by id. */
const insert = (sorted: Task[], task: Task): void => {
  let low = 0, high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareText(sorted[middle]!.taskId, task.taskId) <= 0) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, task)
}

/** The tasks of a DAG, each after those it waits for; of those that are ready the next of the same group goes first, then by id. */
export const tasksInOrder = (dag: Dag): Task[] => {
  const byId = new Map(dag.tasks.map((task) => [task.taskId, task]))
  const waiting = new Map(dag.tasks.map((task) => [task.taskId, 0]))
  const after = new Map<string, string[]>()
  for (const { from, to } of dag.edges) {
    if (!byId.has(from) || !byId.has(to) || from === to) continue
    const known = after.get(from)
    if (known === undefined) after.set(from, [to])
    else known.push(to)
    waiting.set(to, waiting.get(to)! + 1)
  }
  const ordered: Task[] = []
  const ready = sortedBy(dag.tasks.filter((task) => waiting.get(task.taskId) === 0), (task) => task.taskId)
  while (ready.length > 0) {
    const group = ordered.at(-1)?.group ?? null
    const at = group === null ? -1 : ready.findIndex((task) => task.group !== null && task.group.startsWith(group))
    const [next] = ready.splice(Math.max(at, 0), 1) as [Task]
    ordered.push(next)
    for (const to of after.get(next.taskId) ?? []) {
      waiting.set(to, waiting.get(to)! - 1)
      if (waiting.get(to) === 0) insert(ready, byId.get(to)!)
    }
  }
  // Tasks in a cycle never get ready; the problems tell of the cycle.
  const placed = new Set(ordered)
  return [...ordered, ...sortedBy(dag.tasks.filter((task) => !placed.has(task)), (task) => task.taskId)]
}
