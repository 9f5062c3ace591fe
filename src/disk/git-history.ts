// The last commits that changed each of some files: the history is followed from a commit back, each file along the side of a merge that it came from.
import type { Commit, Objects, Tree } from './git-objects.ts'

/** How far a history is followed. */
export interface HistoryLimits {
  /** So many commits for each file. */
  readonly perFile: number
  /** So many commits are looked at. */
  readonly commits: number
  /** So many bytes of commits and folders are read. */
  readonly bytes: number
}

/** The commits that changed files, and whether the way back to the first one of each was there. */
export interface FileHistory {
  /** The latest first; a file that the commit does not have, or whose changes were not found, is not among them. */
  readonly commits: ReadonlyMap<string, readonly Commit[]>
  /** Does the history end before the first commit, because the clone holds no more of it? */
  readonly isCut: boolean
}

/** The files that are asked for, by folder. */
interface Folder {
  readonly folders: Map<string, Folder>
  /** Names in the folder, and the whole path of each. */
  readonly files: Map<string, string>
}

const folderOf = (paths: readonly string[]): Folder => {
  const root: Folder = { folders: new Map(), files: new Map() }
  for (const path of paths) {
    const parts = path.split('/'), name = parts.pop()!
    let folder = root
    for (const part of parts) {
      const inner = folder.folders.get(part) ?? { folders: new Map(), files: new Map() }
      folder.folders.set(part, inner)
      folder = inner
    }
    folder.files.set(name, path)
  }
  return root
}

/** Follows the history of `paths` back from the commit `head`; behind a commit of `ends` there is none. */
export const fileHistory = (objects: Objects, head: string, paths: readonly string[], ends: ReadonlySet<string>, limits: HistoryLimits): FileHistory => {
  const wanted = folderOf(paths)
  let isCut = false, isMissing = false
  const treeOf = (id: string | undefined): Tree | undefined => {
    const tree = id === undefined ? undefined : objects.tree(id)
    isMissing ||= id !== undefined && tree === undefined
    return tree
  }
  /** The files that differ between two folders, of those that are wanted. */
  const differing = (before: string | undefined, after: string | undefined, folder: Folder = wanted, into: Set<string> = new Set()): Set<string> => {
    if (before === after) return into
    const old = treeOf(before), now = treeOf(after)
    for (const [name, path] of folder.files) if (fileIn(old, name) !== fileIn(now, name)) into.add(path)
    for (const [name, inner] of folder.folders) differing(folderIn(old, name), folderIn(now, name), inner, into)
    return into
  }
  const has = ({ tree }: Commit, path: string): boolean => {
    const folders = path.split('/'), name = folders.pop()!
    return fileIn(treeOf(folders.reduce<string | undefined>((id, folder) => folderIn(treeOf(id), folder), tree)), name) !== undefined
  }

  const found = new Map<string, Commit[]>()
  // Each file is on its way at one commit at a time.
  const onTheWay = new Map<string, { readonly commit: Commit; readonly files: Set<string> }>()
  const send = (commit: Commit, files: Set<string>): void => {
    const there = onTheWay.get(commit.id)
    if (files.size === 0) return
    if (there === undefined) onTheWay.set(commit.id, { commit, files })
    else for (const file of files) there.files.add(file)
  }
  const step = (commit: Commit, files: Set<string>): void => {
    const parents = ends.has(commit.id) ? [] : commit.parents.flatMap((id) => objects.commit(id) ?? [])
    const differences = parents.map((parent) => differing(parent.tree, commit.tree))
    // Without what was before there is no telling what the commit changed.
    if (parents.length < commit.parents.length || isMissing) {
      isCut = true
      isMissing = false
      return
    }
    let rest = files
    for (const [i, parent] of parents.entries()) {
      const still = new Set([...differences[i]!].filter((file) => rest.has(file)))
      for (const file of still) rest.delete(file)
      send(parent, rest)
      rest = still
    }
    for (const file of rest) found.set(file, [...found.get(file) ?? [], commit])
    const [first] = parents
    if (first !== undefined) send(first, new Set([...rest].filter((file) => found.get(file)!.length < limits.perFile && has(first, file))))
  }

  const start = objects.commit(head)
  if (start === undefined) return { commits: found, isCut: true }
  send(start, differing(undefined, start.tree))
  for (let count = 0; count < limits.commits && onTheWay.size > 0 && objects.bytesRead() < limits.bytes; count++) {
    const next = latest([...onTheWay.values()].map((each) => each.commit))
    const { commit, files } = onTheWay.get(next.id)!
    onTheWay.delete(next.id)
    step(commit, files)
  }
  return { commits: found, isCut: isCut || isMissing }
}

const fileIn = (tree: Tree | undefined, name: string): string | undefined => {
  const entry = tree?.get(name)
  return entry?.isFolder === false ? entry.id : undefined
}
const folderIn = (tree: Tree | undefined, name: string): string | undefined => {
  const entry = tree?.get(name)
  return entry?.isFolder === true ? entry.id : undefined
}

const latest = (commits: readonly Commit[]): Commit =>
  commits.reduce((best, each) => (each.committedAt > best.committedAt || (each.committedAt === best.committedAt && each.id < best.id) ? each : best))
