// The reader for TypeScript: evaluates the files that can hold DAGs and lifts what they export.
import { sortedBy, type Place, type Problem, type SourceFile, type SourceTree } from '#model'
import { schedulerOf } from '#time'
import { originOf, type Abstract } from '#value'
import type { Reader, ReadOptions, ReadResult } from '../reader.ts'
import { dagSources, isSource } from './dag-sources.ts'
import { evaluateProject, type EvaluatedModule, type Evaluation } from '#typescript'
import { withCutOffs } from './cut-off.ts'
import { withDecisions } from './decided.ts'
import { deepest, findIn, nothingFound } from './find-dags.ts'
import { liftValues, type Lifted } from './lift.ts'
import type { Handler } from './lift-handler.ts'
import { loopsTold } from './lift-loop.ts'
import { newLift, type LiftScope } from './lift-scope.ts'

const read = (tree: SourceTree, paths: readonly string[], options: ReadOptions): ReadResult => {
  const evaluation = evaluateProject(tree, { library: options.library, roots: dagSources(tree, paths), env: options.fixtures?.env ?? {}, ...(options.onProgress !== undefined && { onProgress: options.onProgress }) })
  const modules = sortedBy(evaluation.modules.values(), (module) => module.path)
  const lifted = liftValues([...modules.flatMap((module) => [...module.exports.values()]), ...registered(evaluation)], schedulerOf(options.scheduler), { steered: [...evaluation.run.steering.pieces.values()], handed: evaluation.run.heap.handed, loopsTold: loopsTold(evaluation.problems) })
  const cutOff = withCutOffs(withDecisions(lifted.dags, evaluation), evaluation)
  const problems = [...evaluation.problems, ...lifted.problems, ...cutOff.problems, ...hiddenDags(evaluation, lifted)]
  const { tables, assets, pipelines, handlers } = lifted
  const known = new Set(modules.map((module) => module.path))
  const lost = paths.filter((path) => !known.has(path) && tree.read(path) === undefined).map(unread)
  return { dags: cutOff.dags, tables, assets, pipelines, problems, files: [...modules.map((module) => fileOf(module, problems, handlers)), ...lost] }
}

/** A file without a text (no UTF-8, too large …) could hold anything, a DAG too. */
const unread = (path: string): SourceFile => ({ path, language: 'typescript', read: 'skipped', calls: [], imports: [] })

/** Reads DAGs written with dagbook's own API, its orchestrator layer or Airflow's TypeScript SDK. */
export const typescriptReader: Reader = {
  name: 'typescript',
  title: 'TypeScript',
  claims: (tree) => tree.paths.filter(isSource),
  read,
}

/** What frameworks were handed, exported or not: the shims keep lists of it. */
const registered = ({ run }: Evaluation): Abstract[] => {
  const lists: Abstract[] = []
  for (const module of run.modules.values()) {
    if (!module.file.library) continue
    const cell = module.scope.vars.get('bundles')
    if (cell?.value !== undefined) lists.push(cell.value)
  }
  return lists
}

/** DAGs that a module keeps to itself: no scheduler would find them. */
const hiddenDags = ({ run }: Evaluation, { records: known, handed }: Pick<ReturnType<typeof liftValues>, 'records' | 'handed'>): Problem[] => {
  const found = nothingFound()
  const scope: LiftScope = { lift: newLift(), path: undefined, assumed: [] }
  for (const module of run.modules.values()) {
    if (module.file.library) continue
    for (const cell of module.scope.vars.values()) {
      if (cell.value?.kind === 'object' || cell.value?.kind === 'choice') findIn(scope, cell.value, found, [], deepest - 2)
    }
  }
  return [...new Set([...found.dags.keys(), ...handed.keys()])].filter((record) => !known.has(record)).map((record): Problem => {
    const at: Place | undefined = originOf(record)
    const id = record.props.get('dagId')
    const named = id?.kind === 'primitive' ? `The DAG \`${String(id.value)}\`` : 'A DAG'
    return handed.has(record) ? {
      code: 'dag-not-exported', severity: 'warning', message: `${named} is handed to code that is not read and not exported by itself, so it is left out.`,
      ...(at && { at }), help: 'Export it by itself: `export const …`.',
    } : {
      code: 'dag-not-exported', severity: 'note', message: `${named} is made but neither exported nor registered, so it is left out.`,
      ...(at && { at }), help: 'Export it: `export const …`.',
    }
  })
}

/** A file with how much of it was understood: all of it where nothing in it was worth a warning. */
const fileOf = (module: EvaluatedModule, problems: readonly Problem[], handlers: Lifted['handlers']): SourceFile => {
  const wrong = module.failed || problems.some((problem) => problem.severity !== 'note' && problem.at?.file === module.path)
  const own = sortedBy(handlers.filter((handler: Handler) => handler.at?.file === module.path), ({ dagId, taskId }) => `${dagId}\u0000${taskId}`)
  return {
    path: module.path, language: /\.[cm]?jsx?$/.test(module.path) ? 'javascript' : 'typescript', read: wrong ? 'partial' : 'complete',
    calls: [...module.calls], imports: [...module.imports],
    ...(own.length > 0 && { handlers: own }),
  }
}
