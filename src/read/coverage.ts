// How much is known of all there is: the figure that a team watches in CI.
import type { Coverage, Dag, SourceFile, Task } from '#model'

interface Count { known: number; total: number }

/** Counts the leaves of plain JSON: a `$` form is one leaf that is not known, whatever it holds. */
const countLeaves = (value: unknown, into: Count): Count => {
  if (typeof value !== 'object' || value === null) { into.known++; into.total++; return into }
  if (Array.isArray(value)) { for (const item of value) countLeaves(item, into); return into }
  const form = formOf(value)
  if (form === '$undefined' || form === '$number') { into.known++; into.total++; return into }
  if (form !== undefined && form !== '$open') { into.total++; return into }
  if (form === '$open') into.total++
  for (const key in value) if (!isPlace(key) && key !== '$open') countLeaves((value as Record<string, unknown>)[key], into)
  return into
}
/** The key that makes a `$` form of a value; undefined for plain JSON. */
const formOf = (value: object): string | undefined => {
  for (const key in value) if (key.startsWith('$') && !key.startsWith('$$')) return key
  return undefined
}
/** Where facts stand is not a fact about the pipeline. */
const isPlace = (key: string): boolean => key === 'at' || key === 'assumptions'

/** A fact that rests on assumptions counts like one that is not known: each assumption takes one value away. */
const countFacts = (facts: Task | Dag): Count => {
  const count: Count = { known: 0, total: 0 }
  for (const key in facts) if (key !== 'tasks' && !isPlace(key)) countLeaves(facts[key as keyof typeof facts], count)
  count.known = Math.max(0, count.known - (facts.assumptions?.length ?? 0))
  return count
}

const isWhole = ({ known, total }: Count): boolean => known === total

/** The coverage of everything that was read. */
export const coverageOf = (dags: readonly Dag[], files: readonly SourceFile[]): Coverage => {
  const ofDags = dags.map((dag) => ({ dag, count: countFacts(dag) }))
  const ofTasks = dags.flatMap((dag) => dag.tasks.map((task) => ({ task, count: countFacts(task) })))
  const counts = [...ofDags, ...ofTasks].map(({ count }) => count)
  return {
    files: { known: files.filter((file) => file.read === 'complete').length, total: files.length },
    dags: { known: ofDags.filter(({ dag, count }) => dag.complete && isWhole(count)).length, total: dags.length },
    tasks: { known: ofTasks.filter(({ task, count }) => task.when === undefined && task.repeat === undefined && isWhole(count)).length, total: ofTasks.length },
    values: { known: counts.reduce((n, c) => n + c.known, 0), total: counts.reduce((n, c) => n + c.total, 0) },
  }
}
