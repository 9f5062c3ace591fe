// The heap's journal: every change of an object or variable goes through here, so that the two sides of a fork can be
// run one after the other from the same state and then merged.
import type { Abstract, Condition, Entry, Obj, ObjectType, Path, Slot, Unknown } from './abstract.ts'
import type { Frame, Site } from './site.ts'
import type { Place } from '#model'

/** A variable. No value: not yet initialised (its temporal dead zone). */
export interface Cell {
  value: Abstract | undefined
  /** Assigning to it throws. */
  readonly constant: boolean
}

/** What a map held under the keys that a side changed (undefined: nothing); `whole` is a copy from before a deletion. */
interface SavedMap { readonly keys: Map<unknown, unknown>, whole: Map<unknown, unknown> | undefined }
/** How long an array was when a side began; `whole` is a copy from before anything but an append. */
interface SavedItems { readonly length: number, whole: Abstract[] | undefined }

/** The fields of objects and variables that may change; `value` is a variable's. */
export type Field = 'value' | 'proto' | 'open' | 'data' | 'extensible' | 'sealed' | 'frozen' | 'mixed' | 'unordered'

/** What one side of a fork has changed so far: the old contents. */
export interface Journal {
  /** Objects with a higher serial were made by this side and need no record. */
  readonly since: number
  readonly fields: Map<object, Map<Field, unknown>>
  readonly props: Map<Obj, SavedMap>
  readonly entries: Map<Obj, SavedMap>
  readonly items: Map<Obj, SavedItems>
}

/** A side of a condition that began in the middle of an expression; `abrupt` is how the other side ended. */
export interface OpenSide {
  readonly when: Condition
  readonly is: boolean
  readonly abrupt: unknown
  readonly journal: Journal
  readonly outer: Journal | undefined
  readonly path: Path | undefined
}

/** The mutable state of an evaluation that values depend on. */
export interface Heap {
  path: Path | undefined
  journal: Journal | undefined
  serial: number
  /** Sides begun by `beginSide` and not yet ended, outermost first. */
  readonly open: OpenSide[]
  /** The call under way; new objects remember it. */
  frame: Frame | undefined
  /** What was written since the outermost call began, with repeats, to be made unknown should it not come to an end. */
  touched: (Obj | Cell)[] | undefined
  /** Objects of the library that code which is not read has in its hands, and where it got them: it may call their methods. Never forgotten. */
  readonly handed: Map<Obj, Place | undefined>
}

/** An empty heap. */
export const newHeap = (): Heap =>
  ({ path: undefined, journal: undefined, serial: 0, open: [], frame: undefined, touched: undefined, handed: new Map() })

/** An empty journal for what happens from now on. */
export const newJournal = (heap: Heap): Journal =>
  ({ since: heap.serial, fields: new Map(), props: new Map(), entries: new Map(), items: new Map() })

/** The properties of arrays and functions that have none of their own: most of them. `writeProp` gives them a map of their own. */
class NoProps extends Map<string, Abstract | Slot> {
  override set(): never { throw new Error('write properties through writeProp') }
}
const noProps = new NoProps()

/** A new object. Arrays get `items`, maps and sets `entries`. */
export const newObject = (heap: Heap, type: ObjectType, proto: Obj | null, site?: Site): Obj => ({
  kind: 'object', type, props: type === 'array' || type === 'function' ? noProps : new Map(), proto,
  items: type === 'array' || type === 'arguments' ? [] : undefined, guarded: false,
  entries: type === 'map' || type === 'set' ? new Map() : undefined,
  data: undefined, native: undefined, code: undefined, open: undefined,
  extensible: true, sealed: false, frozen: false, mixed: undefined, unordered: false, intrinsic: false,
  site, frame: heap.frame, serial: ++heap.serial,
})

const saveField = (journal: Journal, target: object, field: Field, old: unknown): void => {
  let fields = journal.fields.get(target)
  if (fields === undefined) journal.fields.set(target, fields = new Map())
  if (!fields.has(field)) fields.set(field, old)
}

/** Assigns a variable. */
export const writeCell = (heap: Heap, cell: Cell, value: Abstract): void => {
  if (heap.journal !== undefined) saveField(heap.journal, cell, 'value', cell.value)
  if (heap.touched !== undefined) heap.touched.push(cell)
  cell.value = value
}

/** Changes an inner field of an object. */
export const writeField = <F extends Exclude<Field, 'value'>>(heap: Heap, obj: Obj, field: F, value: Obj[F]): void => {
  if (heap.journal !== undefined && obj.serial <= heap.journal.since) saveField(heap.journal, obj, field, obj[field])
  if (heap.touched !== undefined) heap.touched.push(obj)
  obj[field] = value
}

const saveKey = (saved: Map<Obj, SavedMap>, obj: Obj, map: Map<unknown, unknown>, key: unknown): SavedMap => {
  let entry = saved.get(obj)
  if (entry === undefined) saved.set(obj, entry = { keys: new Map(), whole: undefined })
  if (!entry.keys.has(key)) entry.keys.set(key, map.get(key))
  return entry
}

/** Sets an own property as it is: no setter, no check. */
export const writeProp = (heap: Heap, obj: Obj, key: string, value: Abstract | Slot): void => {
  if (heap.journal !== undefined && obj.serial <= heap.journal.since) saveKey(heap.journal.props, obj, obj.props, key)
  if (heap.touched !== undefined) heap.touched.push(obj)
  if (obj.props === noProps) obj.props = new Map()
  obj.props.set(key, value)
}

/** Removes an own property. */
export const removeProp = (heap: Heap, obj: Obj, key: string): void => {
  if (!obj.props.has(key)) return
  if (heap.journal !== undefined && obj.serial <= heap.journal.since) {
    saveKey(heap.journal.props, obj, obj.props, key).whole ??= beforeKeys(heap.journal.props.get(obj)!, obj.props)
  }
  if (heap.touched !== undefined) heap.touched.push(obj)
  obj.props.delete(key)
}

/** The map as it was before the keys of a saved map were changed (order included, since so far keys were only added). */
const beforeKeys = (saved: SavedMap, map: Map<unknown, unknown>): Map<unknown, unknown> => {
  const before = new Map<unknown, unknown>()
  for (const [key, value] of map) {
    const old = saved.keys.has(key) ? saved.keys.get(key) : value
    if (old !== undefined) before.set(key, old)
  }
  return before
}

/** Sets an entry of a Map or Set; one that is there keeps its place. */
export const writeEntry = (heap: Heap, obj: Obj, key: unknown, entry: Omit<Entry, 'since'>): void => {
  const entries = obj.entries!
  if (heap.journal !== undefined && obj.serial <= heap.journal.since) saveKey(heap.journal.entries, obj, entries, key)
  if (heap.touched !== undefined) heap.touched.push(obj)
  entries.set(key, { key: entry.key, value: entry.value, since: entries.get(key)?.since ?? ++heap.serial })
}

/** Removes an entry of a Map or Set. */
export const removeEntry = (heap: Heap, obj: Obj, key: unknown): void => {
  const entries = obj.entries!
  if (!entries.has(key)) return
  if (heap.journal !== undefined && obj.serial <= heap.journal.since) {
    saveKey(heap.journal.entries, obj, entries, key).whole ??= beforeKeys(heap.journal.entries.get(obj)!, entries)
  }
  if (heap.touched !== undefined) heap.touched.push(obj)
  entries.delete(key)
}

const saveItems = (heap: Heap, obj: Obj, append: boolean): void => {
  if (heap.touched !== undefined) heap.touched.push(obj)
  const { journal } = heap
  if (journal === undefined || obj.serial > journal.since) return
  const items = obj.items!
  let saved = journal.items.get(obj)
  if (saved === undefined) journal.items.set(obj, saved = { length: items.length, whole: undefined })
  if (!append) saved.whole ??= items.slice(0, saved.length)
}

/** Appends an element to an array. */
export const pushItem = (heap: Heap, obj: Obj, value: Abstract): void => {
  saveItems(heap, obj, true)
  if (value.kind === 'choice') obj.guarded ||= hasAbsent(value)
  obj.items!.push(value)
}

/** Replaces the element at a position that exists. */
export const writeItem = (heap: Heap, obj: Obj, index: number, value: Abstract): void => {
  const { journal } = heap
  const saved = journal?.items.get(obj)
  saveItems(heap, obj, saved !== undefined && index >= saved.length)
  if (value.kind === 'choice') obj.guarded ||= hasAbsent(value)
  obj.items![index] = value
}

/** Gives an array other elements. */
export const replaceItems = (heap: Heap, obj: Obj, items: Abstract[]): void => {
  saveItems(heap, obj, false)
  obj.guarded ||= items.some(hasAbsent)
  obj.items = items
}

/** Removes `count` elements from `start` on and puts others there; gives those removed. */
export const spliceItems = (heap: Heap, obj: Obj, start: number, count: number, items: readonly Abstract[]): Abstract[] => {
  saveItems(heap, obj, false)
  obj.guarded ||= items.some(hasAbsent)
  return obj.items!.splice(start, count, ...items)
}

const hasAbsent = (value: Abstract): boolean =>
  value.kind === 'absent' || (value.kind === 'choice' && (hasAbsent(value.then) || hasAbsent(value.else)))

/** The key of a Map's entry for a key that is known: a primitive's value, or the object itself. Undefined for the rest. */
export const entryKey = (key: Abstract): { readonly key: unknown } | undefined =>
  key.kind === 'primitive' ? { key: key.value } : key.kind === 'object' ? { key } : key.kind === 'symbol' ? { key: key.key } : undefined

/** The unknown that an object is open for, after making it open where it is not. */
export const openUp = (heap: Heap, obj: Obj, why: Unknown): void => {
  if (obj.open === undefined) writeField(heap, obj, 'open', why)
}
