// Own properties of heap objects: elements of arrays, `length`, `name` of functions and plain properties as one thing.
import type { Abstract, Obj, Slot, Unknown } from './abstract.ts'
import { isHiddenKey } from './abstract.ts'
import { decideTree } from './condition.ts'
import { type Heap, openUp, pushItem, replaceItems, writeEntry, writeField, writeItem, writeProp } from './heap.ts'
import { canBeAbsent, hole, known, maybe } from './make.ts'

/** The array index a key stands for, or -1. */
export const indexOfKey = (key: string): number => {
  const first = key.charCodeAt(0)
  if (first === 48) return key.length === 1 ? 0 : -1
  if (!(first > 48 && first <= 57) || key.length > 10) return -1
  const index = Number(key)
  return Number.isInteger(index) && index < 4_294_967_295 && String(index) === key ? index : -1
}

/** Do the positions and the length of an array depend on conditions that the path leaves open? Such arrays need `Machine.withItems`. */
export const hasGuards = (heap: Heap, array: Obj): boolean =>
  array.open !== undefined || (array.guarded && array.items!.some((item) => isGuarded(heap, item)))

/** Is it an element that may not be there? */
export const isGuarded = (heap: Heap, item: Abstract): boolean => {
  let at = item
  while (at.kind === 'choice') {
    const is = decideTree(heap.path, at.when)
    if (is === undefined) return canBeAbsent(at)
    at = is ? at.then : at.else
  }
  return at.kind === 'absent'
}

/** A data property with these attributes. */
export const slot = (value: Abstract, flags: { enumerable?: boolean, writable?: boolean, configurable?: boolean } = {}): Slot =>
  ({ kind: 'slot', value, get: undefined, set: undefined, enumerable: flags.enumerable ?? false, writable: flags.writable ?? true, configurable: flags.configurable ?? true })

/** An accessor property. */
export const accessor = (get: Obj | undefined, set: Obj | undefined, enumerable: boolean): Slot =>
  ({ kind: 'slot', value: undefined, get, set, enumerable, writable: false, configurable: true })

/** An own property: its value, or a slot; undefined where there is none. Guarded ones are choices with `absent`. Not for `length` and elements of guarded arrays. */
export const ownProperty = (obj: Obj, key: string): Abstract | Slot | undefined => {
  if (obj.items !== undefined) {
    if (key === 'length') return known(obj.items.length)
    const index = indexOfKey(key)
    if (index >= 0) {
      const item = obj.items[index]
      return item === hole ? undefined : item
    }
  }
  return obj.props.get(key)
}

/** Sets an own data property without asking setters or attributes; keeps the attributes of one that exists. */
export const setOwn = (heap: Heap, obj: Obj, key: string, value: Abstract): void => {
  if (obj.items !== undefined) {
    const index = indexOfKey(key)
    if (index >= 0) return setItem(heap, obj, index, value)
  }
  const old = obj.props.get(key)
  if (old === undefined || old.kind !== 'slot') {
    if (old !== undefined && old.kind === 'choice' && isGuarded(heap, old) && !obj.unordered) writeField(heap, obj, 'unordered', true)
    writeProp(heap, obj, key, value)
  } else writeProp(heap, obj, key, { ...old, value })
}

const setItem = (heap: Heap, array: Obj, index: number, value: Abstract): void => {
  const items = array.items!
  if (index < items.length) return writeItem(heap, array, index, value)
  while (items.length < index) pushItem(heap, array, hole)
  pushItem(heap, array, value)
}

/** `array.length = length`. */
export const setLength = (heap: Heap, array: Obj, length: number): void => {
  const items = array.items!
  if (length < items.length) replaceItems(heap, array, items.slice(0, length))
  else while (array.items!.length < length) pushItem(heap, array, hole)
}

/** Something unknown may have changed any property: all become `maybe`, and there may be others. */
export const blur = (heap: Heap, obj: Obj, why: Unknown): void => {
  for (const [key, value] of obj.props) {
    if (value.kind !== 'slot') writeProp(heap, obj, key, maybe(value))
    else if (value.value !== undefined && value.writable) writeProp(heap, obj, key, { ...value, value: maybe(value.value) })
  }
  if (obj.items !== undefined) replaceItems(heap, obj, obj.items.map((item) => item === hole ? item : maybe(item)))
  for (const [key, entry] of obj.entries ?? []) writeEntry(heap, obj, key, { key: entry.key, value: maybe(entry.value) })
  if (obj.type === 'date') writeField(heap, obj, 'data', why)
  openUp(heap, obj, why)
}

const byNumber = (a: string, b: string): number => Number(a) - Number(b)

/** All own keys in JavaScript's order: indexes ascending, then texts, then symbols; private fields never. Guarded keys included. */
export const ownKeys = (obj: Obj): string[] => {
  const indexes: string[] = []
  if (obj.items !== undefined) for (const [index, item] of obj.items.entries()) if (item !== hole) indexes.push(String(index))
  const texts: string[] = obj.items === undefined ? [] : ['length']
  const symbols: string[] = []
  let numeric = false
  for (const key of obj.props.keys()) {
    if (isHiddenKey(key)) {
      if (key.startsWith('\u0000@@')) symbols.push(key)
    } else if (indexOfKey(key) >= 0) {
      numeric = true
      indexes.push(key)
    } else texts.push(key)
  }
  if (numeric) indexes.sort(byNumber)
  return [...indexes, ...texts, ...symbols]
}

/** The keys of an object that has only enumerable ones that are texts, in order: most objects; undefined for the others. */
const plainKeys = (obj: Obj): string[] | undefined => {
  if (obj.items !== undefined) return undefined
  const keys: string[] = []
  for (const [key, value] of obj.props) {
    if (value.kind === 'slot' || isHiddenKey(key) || indexOfKey(key) >= 0) return undefined
    keys.push(key)
  }
  return keys
}

/** The own keys that `Object.keys` and `for … in` see: enumerable ones, no symbols. Guarded keys included. */
export const enumerableKeys = (obj: Obj): string[] =>
  plainKeys(obj) ?? ownKeys(obj).filter((key) => {
    if (isHiddenKey(key) || (obj.items !== undefined && key === 'length')) return false
    const value = obj.props.get(key)
    return value === undefined || value.kind !== 'slot' || value.enumerable
  })
