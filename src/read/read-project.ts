// Sources → Model: every reader reads what it claims, and the results are joined.
import type { Model, SourceTree } from '#model'
import { link } from './link.ts'
import type { ReadOptions } from './reader.ts'
import { readers } from './readers.ts'

/** Reads a whole project. Bad input costs problems, never an exception. */
export const readProject = (tree: SourceTree, options: ReadOptions): Model =>
  link(readers.map((reader) => reader.read(tree, reader.claims(tree), options)), options)
