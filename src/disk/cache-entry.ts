// One entry of `.dagbook/cache`: JSON that was made from what its key stands for, and found only where it was written.
import { createHash, randomInt } from 'node:crypto'
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOnly } from './read-file.ts'
import { writeFile } from './write-file.ts'

/** An entry that rests on `Basis`, besides what its key stands for. */
export interface Entry<Basis> {
  /** The content, if it is whole, was written here, and what it rests on `holds`. */
  readonly find: (holds: (basis: Basis) => boolean) => unknown
  /** Keeps content. A folder that cannot be written to is no error. */
  readonly keep: (basis: Basis, content: unknown) => void
}

/** The first line of an entry; the content follows as it is, so that a large one is written and read once. */
interface Header<Basis> {
  readonly key: string
  readonly basis: Basis
  /** A hash of what follows the header. */
  readonly check: string
  /** The time that the file itself bears, see `distantTime`. */
  readonly at: number
}

/** A hash as cache keys are made of. */
export const shortHash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64url')

/** The entry of a `kind` and a key in the cache of the project at `root`; the cache holds `most` of that kind. */
export const openEntry = <Basis>(root: string, kind: string, key: string, most: number): Entry<Basis> => {
  const folder = join(root, '.dagbook', 'cache')
  const file = join(folder, `${kind}-${key.slice(0, 16)}.json`)
  return {
    find: (holds) => {
      const entry = readEntry<Basis>(file)
      if (entry === undefined || entry.header.key !== key || entry.header.check !== shortHash(entry.content) || !holds(entry.header.basis)) return undefined
      return JSON.parse(entry.content.toString())
    },
    keep: (basis, content) => {
      const text = JSON.stringify(content)
      const at = distantTime()
      const header: Header<Basis> = { key, basis, check: shortHash(text), at }
      try {
        // A link that the project brings along could lead anywhere: one folder at a time, and none through a link.
        for (const each of [join(folder, '..'), folder]) {
          makeFolder(each)
          if (realpathSync(each) !== each) return
        }
        ignoreItself(join(folder, '..'))
        writeFile(file, `${JSON.stringify(header)}\n${text}`)
        utimesSync(file, at / 1000, at / 1000)
        removeOldest(folder, kind, most)
      } catch {
        // A read-only project is read again each time.
      }
    },
  }
}

/**
 * A time long ago and between two seconds. A project could bring along an entry of its own that says what it likes; but what a checkout
 * writes bears the time of the checkout, and what an archive of a repository holds that of a commit, which is a whole second.
 */
const distantTime = (): number => 1_000_000_000_000 + randomInt(200_000_000) * 1000 + 1 + randomInt(999)

const readEntry = <Basis>(file: string): { header: Header<Basis>; content: Buffer } | undefined => {
  let handle: number | undefined
  try {
    handle = openSync(file, readOnly)
    const stat = fstatSync(handle)
    if (!stat.isFile()) return undefined
    const whole = readFileSync(handle)
    const end = whole.indexOf('\n')
    const header = JSON.parse(whole.subarray(0, end).toString()) as Partial<Header<Basis>> | null
    if (typeof header?.basis !== 'object' || header.basis === null || header.at !== Math.round(stat.mtimeMs) || header.at % 1000 === 0) return undefined
    return { header: header as Header<Basis>, content: whole.subarray(end + 1) }
  } catch {
    return undefined
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

const makeFolder = (folder: string): void => {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) mkdirSync(folder)
}

/** So that no project has to ignore it. */
const ignoreItself = (folder: string): void => {
  try {
    writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' })
  } catch {
    // It is there already, or a link is, which is left alone.
  }
}

/** Old versions and old options leave entries that nobody will ask for again. */
const removeOldest = (folder: string, kind: string, most: number): void => {
  const entries = readdirSync(folder).filter((name) => name.startsWith(`${kind}-`))
    .map((name) => ({ path: join(folder, name), changed: statSync(join(folder, name)).ctimeMs }))
    .sort((a, b) => b.changed - a.changed)
  for (const { path } of entries.slice(most)) rmSync(path, { force: true })
}
