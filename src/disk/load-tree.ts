// A project on the disk → the SourceTree that readers see. Texts are read when they are asked for, each file once.
import { createHash } from 'node:crypto'
import { realpathSync, statSync } from 'node:fs'
import type { Problem, SourceTree } from '#model'
import { CannotRun } from './cannot-run.ts'
import { decodeText } from './decode-text.ts'
import { fileProblem } from './file-problem.ts'
import { readFile, type Bytes } from './read-file.ts'
import { walk, type TreeOptions } from './walk.ts'

/** The sources of one project, and what goes with reading them from a disk. */
export interface Sources {
  /** The project's folder, without links in its path. */
  readonly root: string
  readonly tree: SourceTree
  /** What could not be taken in; complete once everything has been read. */
  readonly problems: () => readonly Problem[]
  /** Every path that was asked for so far, with the hash of its bytes; '' where there is no such file. */
  readonly reads: () => ReadonlyMap<string, string>
  /** The hash of the bytes of one file as it is now; '' where there is no such file. */
  readonly hash: (path: string) => string
}

/** Takes in the project in `folder`. @throws {CannotRun} when there is no such folder. */
export const loadTree = (folder: string, options: TreeOptions = {}): Sources => {
  const root = rootOf(folder)
  const { paths, links, problems } = walk(root, options)
  const listed = new Set(paths)
  const own = (path: string) => (listed.has(path) ? path : throughLink(path, links, listed))
  const texts = new Map<string, string | undefined>()
  const hashes = new Map<string, string>()
  const found: Problem[] = [...problems]
  const read = (path: string): string | undefined => {
    if (texts.has(path)) return texts.get(path)
    const file = own(path)
    const bytes = file === undefined ? undefined : readFile(root, file)
    hashes.set(path, bytes === undefined ? '' : hashOf(bytes))
    const decoded = bytes === undefined ? undefined : bytes.problem === undefined ? decodeText(bytes.content) : undefined
    const problem = bytes?.problem ?? (decoded !== undefined && 'wrong' in decoded ? fileProblem('encoding', file!, `The file ${decoded.wrong}.`) : undefined)
    if (problem !== undefined) found.push(problem)
    const text = decoded !== undefined && 'text' in decoded ? decoded.text : undefined
    texts.set(path, text)
    return text
  }
  return {
    root,
    tree: { paths, read, isKeptOut: (path) => found.some(({ at }) => at?.file === path || path.startsWith(`${at?.file}/`)) },
    problems: () => found,
    reads: () => hashes,
    hash: (path) => {
      const file = own(path)
      return file === undefined ? '' : hashOf(readFile(root, file))
    },
  }
}

const rootOf = (folder: string): string => {
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (stat === undefined) throw new CannotRun(`There is no folder \`${folder}\`.`, 'Name the folder of the project, or run dagbook inside it.')
  if (!stat.isDirectory()) throw new CannotRun(`\`${folder}\` is a file.`, 'Name the folder that it lies in.')
  return realpathSync(folder)
}

/** A link inside the project names a file that is listed under its own path. */
const throughLink = (path: string, links: ReadonlyMap<string, string>, listed: ReadonlySet<string>): string | undefined => {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const target = links.get(path.slice(0, end))
    if (target === undefined) continue
    const file = target + path.slice(end)
    return listed.has(file) ? file : undefined
  }
  return undefined
}

/** A file that was kept out has its problem in place of its bytes. */
const hashOf = ({ content, problem }: Bytes): string =>
  problem?.message ?? createHash('sha256').update(content).digest('base64url')
