// Reads a project and runs it, and says where the two differ.
import { treeOf, type SourceTree } from '#model'
import { loadLibrary } from '../../src/disk/library.ts'
import { readProject } from '../../src/read/read-project.ts'
import { comparable, firstDifference, type Comparable } from './comparable.ts'
import type { NodeRunner } from './node-runner.ts'
import type { Files } from './transpile.ts'

let library: SourceTree | undefined

/** What reading a project gives, with these environment variables as fixtures. */
export const readFiles = (files: Files, env?: Readonly<Record<string, string>>): Comparable => {
  library ??= loadLibrary()
  return comparable(readProject(treeOf(files), { library, ...(env && { fixtures: { env } }) }))
}

/** Where reading and running a project without input from outside differ; undefined where they do not. `fails`: it cannot be run at all. */
export const disagreement = async (runner: NodeRunner, files: Files): Promise<{ readonly differs: string } | { readonly fails: string } | undefined> => {
  const ran = await runner.run(files)
  if (ran.error !== undefined) return { fails: ran.error }
  const differs = firstDifference(readFiles(files), ran.model)
  return differs === undefined ? undefined : { differs }
}
