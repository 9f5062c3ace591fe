// Packs: the files in which git keeps most objects, each as it is or as its difference from another.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { applyDelta } from './git-delta.ts'
import { readOnly } from './read-file.ts'

/** What an object is, as packs number it. */
export const objectTypes = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' } as const
/** What an object is. */
export type ObjectType = (typeof objectTypes)[keyof typeof objectTypes]
/** An object of a repository. */
export interface GitObject {
  readonly type: ObjectType
  readonly content: Buffer
}
/** One pack. */
export interface Pack {
  /** The object of this id; undefined where the pack has none. @throws where it cannot be read. */
  readonly read: (id: string) => GitObject | undefined
  readonly close: () => void
}

/** Commits and folders are far smaller; a larger object is not one of these, or not to be trusted. */
export const maxObjectBytes = 32_000_000
const maxIndexBytes = 500_000_000
/** So many differences on top of each other at most: as many as git makes. */
const maxChain = 4_095
/** What is kept for the next difference from it. */
const keptBytes = 64_000_000
/** Work that no repository of any use takes. */
const maxInflated = 4_000_000_000

/** Opens the pack whose files are `path` with `.idx` and `.pack`; undefined where these are none. Ids have `idBytes` bytes. */
export const openPack = (path: string, idBytes: number): Pack | undefined => {
  const index = indexOf(path, idBytes)
  if (index === undefined) return undefined
  let handle: number | undefined
  const kept = new Map<number, GitObject>()
  let keptSize = 0, inflated = 0

  const bytesAt = (position: number, length: number): Buffer => {
    handle ??= openSync(`${path}.pack`, readOnly)
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(handle, bytes, 0, length, position))
  }
  const inflate = (position: number, size: number): Buffer => {
    inflated += size
    if (size > maxObjectBytes || inflated > maxInflated) throw new RangeError('too large')
    const content = inflateSync(bytesAt(position, size + Math.ceil(size / 1000) + 64), { maxOutputLength: size + 1 })
    if (content.length !== size) throw new RangeError('not of the size that was said')
    return content
  }
  const keep = (offset: number, object: GitObject): void => {
    kept.set(offset, object)
    keptSize += object.content.length
    for (const [oldest, { content }] of kept) {
      if (keptSize <= keptBytes || oldest === offset) break
      kept.delete(oldest)
      keptSize -= content.length
    }
  }
  const readAt = (start: number): GitObject => {
    const chain: { readonly offset: number; readonly delta: Buffer }[] = []
    let offset = start, object = kept.get(offset)
    while (object === undefined) {
      const { type, size, at, base } = headAt(bytesAt(offset, 64), idBytes)
      const content = inflate(offset + at, size)
      if (base === undefined) {
        object = { type: objectTypes[type as keyof typeof objectTypes], content }
        keep(offset, object)
        break
      }
      if (chain.length === maxChain) throw new RangeError('too many differences')
      chain.push({ offset, delta: content })
      const next = typeof base === 'number' ? offset - base : index.find(base)
      if (next === undefined || next < 0) throw new RangeError('no such base')
      offset = next
      object = kept.get(offset)
    }
    for (const each of chain.reverse()) {
      object = { type: object.type, content: applyDelta(object.content, each.delta, maxObjectBytes) }
      keep(each.offset, object)
    }
    return object
  }
  return {
    read: (id) => {
      const offset = index.find(Buffer.from(id, 'hex'))
      return offset === undefined ? undefined : readAt(offset)
    },
    close: () => { if (handle !== undefined) closeSync(handle) },
  }
}

interface Head {
  readonly type: number
  readonly size: number
  /** Where the content begins, from the beginning of the entry. */
  readonly at: number
  /** What the content is a difference from: an entry so many bytes before, or an id. */
  readonly base?: number | Buffer
}

const headAt = (bytes: Buffer, idBytes: number): Head => {
  let at = 0, byte = bytes.readUInt8(at++)
  const type = (byte >> 4) & 7
  let size = byte & 15, factor = 16
  while (byte & 128) {
    byte = bytes.readUInt8(at++)
    size += (byte & 127) * factor
    factor *= 128
  }
  if (type in objectTypes) return { type, size, at }
  if (type === 7) return { type, size, at: at + idBytes, base: bytes.subarray(at, at + idBytes) }
  if (type !== 6) throw new RangeError('no object of a known kind')
  byte = bytes.readUInt8(at++)
  let back = byte & 127
  while (byte & 128) {
    byte = bytes.readUInt8(at++)
    back = (back + 1) * 128 + (byte & 127)
  }
  if (back === 0) throw new RangeError('a difference from itself')
  return { type, size, at, base: back }
}

interface Index {
  /** Where the object of this id begins in the pack. */
  readonly find: (id: Buffer) => number | undefined
}

const headBytes = 8, fanoutBytes = 1024

/** The index of a pack, version 2: counts by first byte, ids in order, checksums, offsets, large offsets. */
const indexOf = (path: string, idBytes: number): Index | undefined => {
  const bytes = wholeFile(`${path}.idx`)
  if (bytes === undefined || bytes.length < headBytes + fanoutBytes || bytes.readUInt32BE(0) !== 0xFF744F63 || bytes.readUInt32BE(4) !== 2) return undefined
  const upTo = (first: number): number => (first < 0 ? 0 : bytes.readUInt32BE(headBytes + first * 4))
  const count = upTo(255), ids = headBytes + fanoutBytes, offsets = ids + count * (idBytes + 4), large = offsets + count * 4
  if (large > bytes.length) return undefined
  return {
    find: (id) => {
      let low = upTo(id[0]! - 1), high = Math.min(upTo(id[0]!), count)
      while (low < high) {
        const middle = (low + high) >>> 1, at = ids + middle * idBytes
        const order = id.compare(bytes, at, at + idBytes)
        if (order === 0) {
          const offset = bytes.readUInt32BE(offsets + middle * 4)
          return offset < 0x80000000 ? offset : Number(bytes.readBigUInt64BE(large + (offset - 0x80000000) * 8))
        }
        if (order < 0) high = middle
        else low = middle + 1
      }
      return undefined
    },
  }
}

const wholeFile = (path: string): Buffer | undefined => {
  let handle: number | undefined
  try {
    handle = openSync(path, readOnly)
    const stat = fstatSync(handle)
    return stat.isFile() && stat.size <= maxIndexBytes ? readFileSync(handle) : undefined
  } catch {
    return undefined
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}
