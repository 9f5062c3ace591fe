// What every reader gets instead of a disk: paths and texts.
import { compareText } from './order.ts'

/** The sources of one project, held in memory. Paths are relative to the root, with `/`, in no particular order. */
export interface SourceTree {
  /** Every file that may be read, sorted by code point. */
  readonly paths: readonly string[]
  /** The text of a file (line endings and a byte-order mark already normalised), or undefined where there is none. */
  readonly read: (path: string) => string | undefined
  /** Is there a file that was kept out (no UTF-8, too large, a link out of the project)? Who made the tree has a problem that says so. */
  readonly isKeptOut?: (path: string) => boolean
}

/** A tree from plain data, for tests and for callers that hold the texts already. */
export const treeOf = (files: Readonly<Record<string, string>>): SourceTree => {
  const texts = new Map(Object.entries(files))
  return { paths: [...texts.keys()].sort(compareText), read: (path) => texts.get(path) }
}
