// The shape of a reader: sources in, facts and problems out. One folder beside this file for each kind of source.
import type { Asset, Dag, Model, Pipeline, Problem, SourceFile, SourceTree, Table } from '#model'

/** Values that the sources take from outside, given by the user; whatever rests on one is marked as assumed. */
export interface Fixtures {
  readonly env?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, unknown>>
  readonly connections?: Readonly<Record<string, unknown>>
}

/** What reading depends on besides the sources. */
export interface ReadOptions {
  /** The TypeScript that stands behind `import 'dagbook'` and the shims of other frameworks. */
  readonly library: SourceTree
  readonly fixtures?: Fixtures
  /** The name of the environment that the fixtures belong to (`--env`). */
  readonly environment?: string
  readonly title?: string
  /** The scheduler that the definitions are meant for. */
  readonly scheduler?: Model['scheduler']
  /** Is told how many of how many files are done. */
  readonly onProgress?: (done: number, total: number) => void
}

/** What one reader understood. Unsorted; `link` joins and orders it. */
export interface ReadResult {
  readonly dags: readonly Dag[]
  readonly tables: readonly Table[]
  readonly assets: readonly Asset[]
  readonly pipelines: readonly Pipeline[]
  readonly files: readonly SourceFile[]
  readonly problems: readonly Problem[]
}

/** Reads one kind of source. It never throws on bad input: one broken file costs one problem. */
export interface Reader {
  readonly name: string
  readonly title: string
  /** The paths that this reader would read. */
  readonly claims: (tree: SourceTree) => readonly string[]
  readonly read: (tree: SourceTree, paths: readonly string[], options: ReadOptions) => ReadResult
}
