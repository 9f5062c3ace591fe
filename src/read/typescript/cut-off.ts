// Files that were not evaluated to their end: what else they would have done to DAGs is not known.
import { sortedBy, type Dag, type Place, type Problem } from '#model'
import type { Evaluation } from '#typescript'
import { reached } from './reached.ts'

/**
 * Marks the DAGs to which something may have been added by code that was not reached: in their own file, in one that it imports, or in one
 * that imports it. A problem at the DAG says so, unless what ended it is a problem of the DAG's own file.
 */
export const withCutOffs = (dags: readonly Dag[], { run, modules, problems }: Evaluation): { readonly dags: readonly Dag[]; readonly problems: readonly Problem[] } => {
  const broken = problems.filter(({ code, at }) => code === 'syntax' && at !== undefined).map(({ at }) => at!.file)
  const ended = [...modules.values()].filter(({ failed }) => failed).map(({ path }) => path)
  const cut = sortedBy(new Set([...run.cutOff, ...ended, ...broken]), (path) => path).map((path) => ({ path, reaches: reached(run, path) }))
  const found: Problem[] = []
  const marked = cut.length === 0 ? dags : dags.map((dag) => {
    const file = dag.at?.file
    if (file === undefined) return dag
    const reaches = reached(run, file)
    const by = cut.filter((one) => one.reaches.has(file) || reaches.has(one.path))
    if (by.length === 0) return dag
    if (!problems.some((problem) => isCause(problem) && problem.at?.file === file)) found.push(cutOffProblem(dag, by[0]!.path, problems.find((problem) => isCause(problem) && by.some((one) => one.reaches.has(problem.at!.file)))?.at))
    return { ...dag, complete: false }
  })
  return { dags: marked, problems: found }
}

const isCause = ({ code, at }: Problem): boolean => at !== undefined && ['limit', 'syntax', 'throw'].includes(code)

const cutOffProblem = (dag: Dag, path: string, cause: Place | undefined): Problem => ({
  code: 'cut-off', severity: 'warning', message: `The DAG \`${dag.dagId}\` may lack tasks or edges: \`${path}\` was not evaluated to its end.`,
  ...(dag.at && { at: dag.at }), ...(cause && { related: [{ message: 'It ends because of this.', at: cause }] }), help: `Solve the problem in \`${cause?.file ?? path}\` first.`,
})
