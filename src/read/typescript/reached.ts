// Which files of a project belong together: a file, and all that it imports.
import type { Evaluation } from '#typescript'

/** A file and all that it imports, directly or not. */
export const reached = (run: Evaluation['run'], file: string): ReadonlySet<string> => {
  const found = new Set([file])
  for (const path of found) {
    for (const { module } of run.modules.get(path)?.imports ?? []) if (!module.file.library && module.opaque === undefined) found.add(module.id)
  }
  return found
}
