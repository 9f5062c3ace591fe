// What reading gave, kept in `.dagbook/cache` for as long as everything that it rests on stays the same.
import { createHash, randomInt } from 'node:crypto'
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { modelFormat, type Model } from '#model'
import type { Sources } from './load-tree.ts'
import { programHash } from './library.ts'
import { readOnly } from './read-file.ts'
import { writeFile } from './write-file.ts'

/** Keeps the model of one project, read with certain options. Holds redacted models only, since `link` gives no others. */
export interface Cache {
  /** The model, if it was made from just these sources by this very program with these options. */
  readonly find: () => Model | undefined
  /** Keeps a model that was just read from these sources. A folder that cannot be written to is no error. */
  readonly keep: (model: Model) => void
}

/** The first line of an entry; the model follows as it is, so that a large one is written and read once. */
interface Header {
  readonly key: string
  /** A hash of the list of all paths, and of what was wrong with making it. */
  readonly paths: string
  /** The hash of every file that was asked for while reading; '' where there was none. */
  readonly reads: Readonly<Record<string, string>>
  /** A hash of what follows the header: the model as JSON. */
  readonly check: string
  /** The time that the file itself bears, see `distantTime`. */
  readonly at: number
}

const maxEntries = 12

/** The cache of `sources` (nothing read of them yet), for models read with `options` (anything that is plain JSON and decides what reading gives). */
export const openCache = (sources: Sources, options: unknown): Cache => {
  const folder = join(sources.root, '.dagbook', 'cache')
  const key = hash(JSON.stringify(['entry/3', modelFormat, programHash(), options]))
  const file = join(folder, `model-${key.slice(0, 16)}.json`)
  const paths = hash(JSON.stringify([sources.tree.paths, sources.problems()]))
  return {
    find: () => {
      const entry = readEntry(file)
      if (entry === undefined || entry.header.key !== key || entry.header.paths !== paths || entry.header.check !== hash(entry.model)) return undefined
      if (!Object.entries(entry.header.reads).every(([path, before]) => sources.hash(path) === before)) return undefined
      return JSON.parse(entry.model.toString()) as Model
    },
    keep: (model) => {
      const text = JSON.stringify(model)
      const at = distantTime()
      const header: Header = { key, paths, reads: Object.fromEntries(sources.reads()), check: hash(text), at }
      try {
        // A link that the project brings along could lead anywhere: one folder at a time, and none through a link.
        for (const each of [join(folder, '..'), folder]) {
          makeFolder(each)
          if (realpathSync(each) !== each) return
        }
        ignoreItself(join(folder, '..'))
        writeFile(file, `${JSON.stringify(header)}\n${text}`)
        utimesSync(file, at / 1000, at / 1000)
        removeOldest(folder)
      } catch {
        // A read-only project is read again each time.
      }
    },
  }
}

const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64url')

/**
 * A time long ago and between two seconds. A project could bring along an entry of its own that says what it likes; but what a checkout
 * writes bears the time of the checkout, and what an archive of a repository holds that of a commit, which is a whole second.
 */
const distantTime = (): number => 1_000_000_000_000 + randomInt(200_000_000) * 1000 + 1 + randomInt(999)

const readEntry = (file: string): { header: Header; model: Buffer } | undefined => {
  let handle: number | undefined
  try {
    handle = openSync(file, readOnly)
    const stat = fstatSync(handle)
    if (!stat.isFile()) return undefined
    const content = readFileSync(handle)
    const end = content.indexOf('\n')
    const header = JSON.parse(content.subarray(0, end).toString()) as Partial<Header> | null
    if (typeof header?.reads !== 'object' || header.reads === null || header.at !== Math.round(stat.mtimeMs) || header.at % 1000 === 0) return undefined
    return { header: header as Header, model: content.subarray(end + 1) }
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
const removeOldest = (folder: string): void => {
  const entries = readdirSync(folder).filter((name) => name.startsWith('model-'))
    .map((name) => ({ path: join(folder, name), changed: statSync(join(folder, name)).ctimeMs }))
    .sort((a, b) => b.changed - a.changed)
  for (const { path } of entries.slice(maxEntries)) rmSync(path, { force: true })
}
