// Lists a project: its regular files, without the folders that hold no sources and without a way out of the root.
import { lstatSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { compareText, type Problem } from '#model'
import { matchesAny } from './glob.ts'
import { fileProblem } from './file-problem.ts'

/** Which files of a project belong to it. Patterns are relative to the root: `dags/**`, `**\/*.test.ts`. */
export interface TreeOptions {
  /** Only files that match one of these; every file when empty. */
  readonly include?: readonly string[]
  /** No file that matches one of these. */
  readonly exclude?: readonly string[]
  /** Folders that are left out, as absolute paths: the output. */
  readonly skip?: readonly string[]
  /** So many files at most; the rest is left out, with a problem. */
  readonly maxFiles?: number
}

/** What is in a project: paths by which files are listed, links inside the project by which they may also be read. */
export interface Listing {
  readonly paths: readonly string[]
  /** Link path → path of the file or folder it stands for, both inside the root. */
  readonly links: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

/** Folders that hold no sources of a project. */
export const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git', 'dist', '.dagbook', '.astro', '.hg', '.svn'])
const maxFiles = 100_000

/** Walks `root`, which must be a real path (no link in it). */
export const walk = (root: string, options: TreeOptions = {}): Listing => {
  const limit = options.maxFiles ?? maxFiles
  const skip = new Set((options.skip ?? []).map((folder) => resolve(folder)))
  const wanted = (path: string) =>
    ((options.include ?? []).length === 0 || matchesAny(options.include!, path)) && !matchesAny(options.exclude ?? [], path)
  const paths: string[] = []
  const links = new Map<string, string>()
  const problems: Problem[] = []
  const folders = ['']
  while (folders.length > 0) {
    const folder = folders.pop()!
    const entries = entriesOf(join(root, folder))
    if (entries === undefined) { problems.push(fileProblem('unreadable', folder, 'The folder cannot be listed.')); continue }
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const kind = kindOf(entry, join(root, path))
      if (kind === 'folder') {
        if (!skippedFolders.has(entry.name) && !skip.has(join(root, path)) && !matchesAny(options.exclude ?? [], path)) folders.push(path)
      } else if (kind === 'other' || !wanted(path)) {
        continue
      } else if (entry.name.includes('\uFFFD')) {
        problems.push(fileProblem('encoding', path, 'The name of the file is not UTF-8 text.'))
      } else if (kind === 'link') {
        const target = targetOf(root, path)
        if (typeof target === 'string') links.set(path, target)
        else problems.push(target)
      } else if (paths.length === limit) {
        problems.push(fileProblem('too-many-files', path, `The project has more than ${limit} files; this one and what follows is left out.`))
        return { paths: paths.sort(compareText), links, problems }
      } else {
        paths.push(path)
      }
    }
  }
  return { paths: paths.sort(compareText), links, problems }
}

/** In code point order, so that a limit always cuts at the same file. */
const entriesOf = (folder: string): Dirent[] | undefined => {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name))
  } catch {
    return undefined
  }
}

const kindOf = (entry: Dirent, path: string): 'file' | 'folder' | 'link' | 'other' => {
  // Some file systems do not tell the kind of an entry.
  const known = entry.isFile() || entry.isDirectory() || entry.isSymbolicLink() || entry.isFIFO() || entry.isSocket() || entry.isBlockDevice() || entry.isCharacterDevice()
  const stat = known ? entry : lstatSync(path, { throwIfNoEntry: false })
  if (stat?.isFile()) return 'file'
  if (stat?.isDirectory()) return 'folder'
  return stat?.isSymbolicLink() ? 'link' : 'other'
}

/** Where a link inside the root leads, relative to the root; a problem when it leads out of it or nowhere. */
const targetOf = (root: string, path: string): string | Problem => {
  try {
    const target = realpathSync(join(root, path))
    statSync(target)
    const inside = relative(root, target)
    if (inside !== '' && !inside.startsWith('..') && resolve(root, inside) === target) return inside.split(sep).join('/')
    return fileProblem('symlink', path, 'The symbolic link leads out of the project; it is not followed.')
  } catch {
    return fileProblem('symlink', path, 'The symbolic link leads nowhere.')
  }
}
