// What the reader makes of one module: for authors who debug their definitions, and for tests.
import { redactValue, tidyProblems, type Problem, type SourceTree, type Value } from '#model'
import type { ReadOptions } from '../reader.ts'
import { evaluateProject, toValue } from '#typescript'

/** The exports of a module as JSON, and what could not be read on the way. */
export interface ReadValues {
  readonly exports: Readonly<Record<string, Value>>
  readonly problems: readonly Problem[]
}

/** Evaluates one file of a project and what it imports. */
export const readValues = (tree: SourceTree, file: string, options: ReadOptions): ReadValues => {
  const { modules, problems, run } = evaluateProject(tree, { library: options.library, roots: [file], env: options.fixtures?.env ?? {} })
  const exports = modules.get(file)?.exports ?? new Map<string, never>()
  return {
    exports: Object.fromEntries([...exports].map(([name, value]) => [name, redactValue(toValue(run, value, { details: true }), name)])),
    problems: redactValue(tidyProblems(problems) as unknown as Value) as unknown as Problem[],
  }
}
