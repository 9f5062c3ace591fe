// The objects of a repository, read from its files: commits and folders. git itself is not run, so nothing that a repository sets up is either.
import { closeSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { compareText } from '#model'
import { isPlain } from './git-place.ts'
import { maxObjectBytes, openPack, type GitObject, type ObjectType, type Pack } from './git-pack.ts'
import { readOnly } from './read-file.ts'

/** A commit. */
export interface Commit {
  readonly id: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: string
  /** When it became part of the history, in seconds. */
  readonly committedAt: number
  /** The first paragraph of its message, on one line. */
  readonly subject: string
}
/** The entries of a folder by name. */
export type Tree = ReadonlyMap<string, TreeEntry>
/** A file or a folder in a folder. */
export interface TreeEntry {
  readonly id: string
  readonly isFolder: boolean
}
/** What a repository holds; undefined stands for what is not there, is something else or cannot be read. */
export interface Objects {
  readonly commit: (id: string) => Commit | undefined
  readonly tree: (id: string) => Tree | undefined
  /** The bytes of everything asked for so far: the same for the same questions, however it is packed. */
  readonly bytesRead: () => number
  readonly close: () => void
}

const maxPacks = 2_000
/** So many folders are kept, since most of them are the same in the next commit. */
const keptTrees = 4_000

/** Opens the objects in the folder that checkouts share; ids have `idBytes` bytes. */
export const openObjects = (shared: string, idBytes: number): Objects => {
  const folder = join(shared, 'objects')
  const packs = isPlain(join(folder, 'pack')) ? packNames(join(folder, 'pack')).flatMap((name) => openPack(join(folder, 'pack', name), idBytes) ?? []) : []
  const trees = new Map<string, Tree>()
  let bytes = 0
  const read = (id: string, type: ObjectType): Buffer | undefined => {
    const object = readObject(folder, packs, id)
    if (object?.type !== type) return undefined
    bytes += object.content.length
    return object.content
  }
  return {
    commit: (id) => {
      const content = read(id, 'commit')
      return content === undefined ? undefined : parseCommit(id, content)
    },
    tree: (id) => {
      const known = trees.get(id)
      if (known !== undefined) return known
      const content = read(id, 'tree')
      if (content === undefined) return undefined
      const tree = parseTree(content, idBytes)
      if (trees.size === keptTrees) trees.delete(trees.keys().next().value!)
      trees.set(id, tree)
      return tree
    },
    bytesRead: () => bytes,
    close: () => { for (const pack of packs) pack.close() },
  }
}

const packNames = (folder: string): string[] =>
  readdirSync(folder).filter((name) => /^pack-[0-9a-f]+\.idx$/.test(name)).sort(compareText).slice(0, maxPacks).map((name) => name.slice(0, -'.idx'.length))

const readObject = (folder: string, packs: readonly Pack[], id: string): GitObject | undefined => {
  for (const pack of packs) {
    try {
      const object = pack.read(id)
      if (object !== undefined) return object
    } catch {
      // A broken pack; another one may have the object too.
    }
  }
  return looseObject(join(folder, id.slice(0, 2)), id.slice(2))
}

/** An object in a file of its own: deflated, `type size\0` before its content. */
const looseObject = (folder: string, name: string): GitObject | undefined => {
  let handle: number | undefined
  try {
    if (!isPlain(folder)) return undefined
    handle = openSync(join(folder, name), readOnly)
    const stat = fstatSync(handle)
    if (!stat.isFile() || stat.size > maxObjectBytes) return undefined
    const bytes = inflateSync(readFileSync(handle), { maxOutputLength: maxObjectBytes }), end = bytes.indexOf(0)
    const [, type, size] = /^(commit|tree|blob|tag) (\d+)$/.exec(bytes.toString('latin1', 0, end)) ?? []
    return type !== undefined && Number(size) === bytes.length - end - 1 ? { type: type as ObjectType, content: bytes.subarray(end + 1) } : undefined
  } catch {
    return undefined
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

const parseCommit = (id: string, content: Buffer): Commit | undefined => {
  const plain = content.toString('utf8'), label = /^encoding (.+)$/m.exec(plain.slice(0, plain.indexOf('\n\n')))?.[1]
  const text = label === undefined ? plain : decoded(content, label), end = text.indexOf('\n\n')
  const head = (end < 0 ? text : text.slice(0, end)).split('\n')
  const all = (name: string): string[] => head.flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []))
  const [tree = ''] = all('tree'), [author = ''] = all('author'), [committer = ''] = all('committer')
  const committedAt = Number(/ (\d{1,11}) [+-]\d+$/.exec(committer)?.[1] ?? Number.NaN)
  if (!/^[0-9a-f]+$/.test(tree) || Number.isNaN(committedAt)) return undefined
  const message = end < 0 ? '' : text.slice(end).trimStart()
  return { id, tree, parents: all('parent'), author: author.replace(/\s*<[^>]*>\s*[\d+ -]*$/, ''), committedAt, subject: message.split(/\n\s*\n/, 1)[0]!.replace(/\s+/g, ' ').trim() }
}

const decoded = (content: Buffer, label: string): string => {
  try {
    return new TextDecoder(label).decode(content)
  } catch {
    return content.toString('utf8')
  }
}

/** Entries one behind the other: `mode name\0` and the bytes of an id. */
const parseTree = (content: Buffer, idBytes: number): Tree => {
  const entries = new Map<string, TreeEntry>()
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at), end = content.indexOf(0, space)
    if (space < 0 || end < 0) break
    entries.set(content.toString('utf8', space + 1, end), { id: content.toString('hex', end + 1, end + 1 + idBytes), isFolder: content.toString('latin1', at, space) === '40000' })
    at = end + 1 + idBytes
  }
  return entries
}
