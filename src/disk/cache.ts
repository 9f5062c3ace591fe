// What reading gave, kept in `.dagbook/cache` for as long as everything that it rests on stays the same.
import { modelFormat, type Model } from '#model'
import { openEntry, shortHash } from './cache-entry.ts'
import type { Sources } from './load-tree.ts'
import { programHash } from './library.ts'

/** Keeps the model of one project, read with certain options. Holds redacted models only, since `link` gives no others. */
export interface Cache {
  /** The model, if it was made from just these sources by this very program with these options. */
  readonly find: () => Model | undefined
  /** Keeps a model that was just read from these sources. A folder that cannot be written to is no error. */
  readonly keep: (model: Model) => void
}

/** What a model rests on. */
interface Basis {
  /** A hash of the list of all paths, and of what was wrong with making it. */
  readonly paths: string
  /** The hash of every file that was asked for while reading; '' where there was none. */
  readonly reads: Readonly<Record<string, string>>
}

const maxEntries = 12

/** The cache of `sources` (nothing read of them yet), for models read with `options` (anything that is plain JSON and decides what reading gives). */
export const openCache = (sources: Sources, options: unknown): Cache => {
  const entry = openEntry<Basis>(sources.root, 'model', shortHash(JSON.stringify(['entry/4', modelFormat, programHash(), options])), maxEntries)
  const paths = shortHash(JSON.stringify([sources.tree.paths, sources.problems()]))
  return {
    find: () => entry.find(({ paths: before, reads }) => before === paths && Object.entries(reads).every(([path, hash]) => sources.hash(path) === hash)) as Model | undefined,
    keep: (model) => entry.keep({ paths, reads: Object.fromEntries(sources.reads()) }, model),
  }
}
