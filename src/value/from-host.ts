// Live JavaScript objects as abstract values: how running a program is brought into the form in which it was read.
import type { Abstract, Obj, ObjectType } from './abstract.ts'
import { entryKey, type Heap, newHeap, newObject, writeEntry, writeProp } from './heap.ts'
import { hole, known, symbolValue } from './make.ts'
import { accessor, slot } from './property.ts'

/** Abstract values of host values; the same object gives the same object. Class instances keep their prototype's data properties. */
export const hostReader = (heap: Heap = newHeap()): (value: unknown) => Abstract => {
  const seen = new Map<object, Obj>()
  const read = (value: unknown): Abstract => {
    if (typeof value === 'symbol') return symbolValue(`host:${String(value.description)}`, value.description)
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return known(value as null)
    const found = seen.get(value)
    if (found !== undefined) return found
    const obj = newObject(heap, typeOf(value), null)
    seen.set(value, obj)
    fill(heap, obj, value, read)
    return obj
  }
  return read
}

const typeOf = (value: object): ObjectType => {
  if (typeof value === 'function') return 'function'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Map) return 'map'
  if (value instanceof Set) return 'set'
  if (value instanceof RegExp) return 'regexp'
  if (value instanceof Error) return 'error'
  return Object.prototype.toString.call(value) === '[object Date]' ? 'date' : 'object'
}

const fill = (heap: Heap, obj: Obj, value: object, read: (value: unknown) => Abstract): void => {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) obj.items!.push(index in value ? read(value[index]) : hole)
    return
  }
  if (value instanceof Map || value instanceof Set) {
    for (const [key, entry] of value.entries()) {
      const at = read(key)
      writeEntry(heap, obj, entryKey(at)!.key, { key: at, value: read(entry) })
    }
    return
  }
  if (obj.type === 'date') obj.data = known((value as { getTime: () => number }).getTime())
  if (typeof value === 'function') return
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (descriptor.get !== undefined) writeProp(heap, obj, key, accessor(undefined, undefined, descriptor.enumerable === true))
    else writeProp(heap, obj, key, descriptor.enumerable === true ? read(descriptor.value) : slot(read(descriptor.value)))
  }
  const proto = Object.getPrototypeOf(value) as object | null
  if (proto !== null && proto !== Object.prototype && obj.type === 'object') {
    const made = read(proto)
    if (made.kind === 'object') obj.proto = made
  }
}
