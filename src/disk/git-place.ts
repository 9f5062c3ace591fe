// Where the repository around a project is kept. Nothing outside of it is looked at: what points elsewhere is not followed.
import { lstatSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { decodeText } from './decode-text.ts'
import { readFile } from './read-file.ts'
import { isWithin } from './within.ts'

/** A repository on the disk, all paths absolute and without links. */
export interface GitPlace {
  /** The top folder of the files that are kept. */
  readonly top: string
  /** What belongs to this checkout alone: `HEAD`. */
  readonly own: string
  /** What all checkouts share: objects, branches, settings. */
  readonly shared: string
}

/** A small text file of a repository; undefined where there is none. Links are not followed. */
export const gitText = (folder: string, path: string): string | undefined => {
  const file = join(folder, path)
  if (!isPlain(dirname(file)) || lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined
  const { content, problem } = readFile(folder, path)
  const decoded = problem === undefined ? decodeText(content) : undefined
  return decoded !== undefined && 'text' in decoded ? decoded.text : undefined
}

/** Is this a folder, with no link on the way to it? */
export const isPlain = (folder: string): boolean => {
  try {
    return realpathSync(folder) === folder && lstatSync(folder).isDirectory()
  } catch {
    return false
  }
}

/** The repository that the folder `root` (without links in its path) lies in. */
export const findRepository = (root: string): GitPlace | undefined => {
  for (let top = root; ; top = dirname(top)) {
    const mark = join(top, '.git'), stat = lstatSync(mark, { throwIfNoEntry: false })
    if (stat !== undefined) return stat.isDirectory() ? { top, own: mark, shared: mark } : stat.isFile() ? elsewhere(top) : undefined
    if (dirname(top) === top) return undefined
  }
}

/**
 * A worktree or a submodule keeps its repository in another place, which a file names. Anybody can write such a file:
 * it counts only where the other place names this one in return.
 */
const elsewhere = (top: string): GitPlace | undefined => {
  const named = /^gitdir: (.+?)\r?\n?$/.exec(gitText(top, '.git') ?? '')?.[1]
  if (named === undefined) return undefined
  const own = resolve(top, named)
  if (!isPlain(own)) return undefined
  const common = gitText(own, 'commondir')?.trim()
  if (common !== undefined) {
    const shared = resolve(own, common)
    const back = gitText(own, 'gitdir')?.trim()
    return back !== undefined && resolve(own, back) === join(top, '.git') && isPlain(shared) && isWithin(join(shared, 'worktrees'), own) ? { top, own, shared } : undefined
  }
  const worktree = gitSettings(gitText(own, 'config') ?? '').find(({ key }) => key === 'core.worktree')?.value
  return worktree !== undefined && resolve(own, worktree) === top ? { top, own, shared: own } : undefined
}

/** One line of a repository's settings: `remote.origin.url` and what it is set to. */
export interface GitSetting {
  readonly key: string
  readonly value: string
}

const sectionLine = /^\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]\s*(.*)$/
const settingLine = /^([a-z][\w-]*)\s*=\s*(.*)$/i

/** The settings in a file of git's, in their order; files that it includes are not looked at. */
export const gitSettings = (text: string): readonly GitSetting[] => {
  const found: GitSetting[] = []
  let section = ''
  for (const each of text.split(/\r?\n/)) {
    let line = each.trim()
    const [, name, inner, rest] = sectionLine.exec(line) ?? []
    if (name !== undefined) {
      section = `${name.toLowerCase()}.${inner === undefined ? '' : `${inner.replace(/\\(.)/g, '$1')}.`}`
      line = rest ?? ''
    }
    const [, key, value] = settingLine.exec(line) ?? []
    if (key !== undefined) found.push({ key: section + key.toLowerCase(), value: settingValue(value ?? '') })
  }
  return found
}

/** A value without its quotes and without a comment behind it. */
const settingValue = (text: string): string => {
  let value = '', quoted = false
  for (let at = 0; at < text.length; at++) {
    const each = text[at]!
    if (each === '"') quoted = !quoted
    else if (each === '\\') value += text[++at] ?? ''
    else if (!quoted && (each === '#' || each === ';')) break
    else value += each
  }
  return value.trim()
}
