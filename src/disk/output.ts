// A whole folder of output: built beside its final place and swapped in when it is complete, so that no failure leaves half a book.
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { compareText } from '#model'
import { CannotRun } from './cannot-run.ts'
import { cleaningUp } from './interrupt.ts'
import { isWithin } from './within.ts'

/** The file that marks a folder as written by dagbook, and so as one that it may replace. */
export const outputMark = '.dagbook-output'

/** A place for output that may be written to. */
export interface Output {
  /** Where the finished folder goes, without links in its path. */
  readonly folder: string
  /** Is there output already that was made with this stamp, and has nobody touched a file of it since? */
  readonly holds: (stamp: string) => boolean
  /**
   * Runs `fill` on an empty folder and puts it in place of what was there. When `fill` fails, nothing changes.
   * The stamp says what the output was made from: the same stamp stands for the same bytes.
   */
  readonly replace: (stamp: string, fill: (folder: string) => Promise<void>) => Promise<void>
}

/**
 * Claims `path` for output; a place that nobody named has to lie `within` a folder.
 * @throws {CannotRun} when it is a file, a folder that dagbook did not write, or holds one of `keep` (the project, the templates).
 */
export const openOutput = (path: string, keep: readonly string[] = [], within?: string): Output => {
  const folder = realPlace(resolve(path))
  if (within !== undefined && !isWithin(realPlace(resolve(within)), folder)) throw new CannotRun(`The output \`${path}\` is a link that leads to another place.`, 'Name the folder with --out, or remove the link.')
  const parent = dirname(folder)
  const previous = join(parent, `.${basename(folder)}.dagbook-previous`)
  // A build that was killed between the two renames of `swap` left the book under this name.
  if (!existsSync(folder) && existsSync(previous)) renameSync(previous, folder)
  refuseOthers(folder, path, keep)
  removeLeftovers(folder)
  return {
    folder,
    holds: (stamp) => isMarked(folder) && readFileSync(join(folder, outputMark), 'utf8') === markOf(stamp, folder),
    replace: async (stamp, fill) => {
      const next = join(parent, `${leftoverPrefix(folder)}${process.pid}`)
      const discard = () => rmSync(next, { recursive: true, force: true })
      await cleaningUp(discard, async () => {
        try {
          makeFolder(next, path)
          await fill(next)
          writeFileSync(join(next, outputMark), markOf(stamp, next))
          swap(next, folder, previous)
        } finally {
          discard()
        }
      })
    },
  }
}

const markStart = 'This folder is written by dagbook as a whole.'

/** What the mark says: what the output was made from, and a hash over the names, sizes and times of its files. */
const markOf = (stamp: string, folder: string): string => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== outputMark)
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length)).sort(compareText)
  const hash = createHash('sha256')
  for (const file of files) {
    const { size, mtimeMs } = statSync(folder + file)
    hash.update(`${file}\0${size}\0${mtimeMs}\0`)
  }
  return `${markStart} Files of your own in it would be lost.\n${stamp}\n${hash.digest('base64url')}\n`
}

/** `path` with every link in its existing part resolved. */
const realPlace = (path: string): string => {
  if (existsSync(path)) return realpathSync(path)
  const parent = dirname(path)
  return parent === path ? path : join(realPlace(parent), basename(path))
}

const refuseOthers = (folder: string, path: string, keep: readonly string[]): void => {
  const lost = keep.find((kept) => isWithin(folder, realPlace(resolve(kept))))
  if (lost !== undefined) throw new CannotRun(`The output folder \`${path}\` holds \`${lost}\`, which is read from.`, 'Name another folder with --out.')
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (stat === undefined) return
  if (!stat.isDirectory()) throw new CannotRun(`The output \`${path}\` is a file.`, 'Name a folder with --out.')
  if (!isMarked(folder) && readdirSync(folder).length > 0) {
    throw new CannotRun(`The folder \`${path}\` holds files that dagbook did not write; it is left as it is.`, 'Name a new or empty folder with --out, or remove this one yourself.')
  }
}

const isMarked = (folder: string): boolean => {
  const mark = join(folder, outputMark)
  return lstatSync(mark, { throwIfNoEntry: false })?.isFile() === true && readFileSync(mark, 'utf8').startsWith(markStart)
}

const makeFolder = (folder: string, path: string): void => {
  try {
    mkdirSync(dirname(folder), { recursive: true })
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
  } catch (error) {
    throw new CannotRun(`The folder \`${path}\` cannot be written: ${(error as Error).message}`, 'Name a folder with --out that you may write to.')
  }
}

/** Two renames with nothing between them; `openOutput` mends the one case where a kill comes just there. */
const swap = (next: string, folder: string, previous: string): void => {
  rmSync(previous, { recursive: true, force: true })
  if (existsSync(folder)) renameSync(folder, previous)
  renameSync(next, folder)
  rmSync(previous, { recursive: true, force: true })
}

const leftoverPrefix = (folder: string): string => `.${basename(folder)}.dagbook-next-`

/** Removes what builds left that were killed; builds that still run keep theirs. */
const removeLeftovers = (folder: string): void => {
  const parent = dirname(folder)
  if (!existsSync(parent)) return
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(leftoverPrefix(folder)) ? Number(name.slice(leftoverPrefix(folder).length)) : 0
    if (pid > 0 && pid !== process.pid && !isRunning(pid)) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
