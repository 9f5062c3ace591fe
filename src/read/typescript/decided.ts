// Fixtures that decided which way a program went: every DAG made by such a file, or by one that imports it, rests on them.
import type { Assumption, Dag } from '#model'
import type { Evaluation } from '#typescript'
import { reached } from './reached.ts'

/** The DAGs with the fixtures that decided something in their files added to what they assume. */
export const withDecisions = (dags: readonly Dag[], { run }: Evaluation): Dag[] => dags.map((dag) => {
  const file = dag.at?.file
  if (run.decided.size === 0 || file === undefined) return dag
  const decided = [...reached(run, file)].flatMap((path) => [...run.decided.get(path) ?? []])
  const more = decided.filter((one, at) => !dag.assumptions.some((other) => isSame(one, other)) && decided.findIndex((other) => isSame(one, other)) === at)
  return more.length === 0 ? dag : { ...dag, assumptions: [...dag.assumptions, ...more] }
})

const isSame = (a: Assumption, b: Assumption): boolean => a.name === b.name && a.from === b.from
