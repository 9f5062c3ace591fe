// Reads a project that is given as texts: what most tests of the reader start from.
import { loadLibrary } from '#disk'
import { treeOf, type Model, type SourceTree } from '#model'
import { readProject, type ReadOptions } from '#read'

/** The library as the sources have it. */
export const library: SourceTree = loadLibrary()

/** The model of a project of these files, by path. */
export const readFiles = (files: Readonly<Record<string, string>>, options: Partial<ReadOptions> = {}): Model =>
  readProject(treeOf(files), { library, ...options })
