// structuredClone: a deep copy of data, with what is guarded or unknown in it kept as it is.
import {
  choice, entryKey, hole, isHiddenKey, known, maybe, native, openUp, pushItem, slot, writeEntry, writeProp, type Abstract, type Machine, type NativeTable, type Obj,
} from '#value'

const deepest = 400

const cloneable = new Set(['object', 'array', 'map', 'set', 'date', 'regexp', 'boxed', 'error', 'arguments'])
const prototypes: Readonly<Record<string, string>> = { array: 'Array', arguments: 'Object', map: 'Map', set: 'Set', date: 'Date', regexp: 'RegExp', boxed: '', error: 'Error' }

/** Throws the DataCloneError of the host, of which nothing more is known here. */
const refuse = (machine: Machine): never => machine.throwValue(machine.unknown('unsupported', { of: 'DataCloneError', type: 'object' }))

const clone = (machine: Machine, given: Abstract, seen: Map<Obj, Obj>, depth: number): Abstract => {
  if (depth > deepest) machine.limit('nested data')
  const value = machine.resolve(given)
  switch (value.kind) {
    case 'choice': return choice(value.when, clone(machine, value.then, seen, depth), clone(machine, value.else, seen, depth))
    case 'maybe': return maybe(clone(machine, value.value, seen, depth))
    case 'symbol': return refuse(machine)
    case 'object': return seen.get(value) ?? cloneObject(machine, value, seen, depth)
    default: return value
  }
}

const cloneObject = (machine: Machine, source: Obj, seen: Map<Obj, Obj>, depth: number): Obj => {
  if (!cloneable.has(source.type)) refuse(machine)
  machine.spend(0.1)
  const name = prototypes[source.type]
  const proto = name === '' || (source.type === 'error' && source.proto?.intrinsic) ? source.proto : machine.intrinsic(`${name ?? 'Object'}.prototype`)
  const copy = machine.make(source.type === 'arguments' ? 'object' : source.type, proto)
  seen.set(source, copy)
  copy.data = source.data
  if (source.type === 'regexp') writeProp(machine.heap, copy, 'lastIndex', slot(known(0), { configurable: false }))
  source.items?.forEach((item, index) => {
    const inner = item === hole ? hole : clone(machine, item, seen, depth + 1)
    if (copy.items === undefined) writeProp(machine.heap, copy, String(index), inner)
    else pushItem(machine.heap, copy, inner)
  })
  for (const entry of source.entries?.values() ?? []) {
    const key = clone(machine, entry.key, seen, depth + 1)
    const value = source.type === 'set' && entry.value === entry.key ? key : clone(machine, entry.value, seen, depth + 1)
    writeEntry(machine.heap, copy, entryKey(key)!.key, { key, value })
  }
  for (const [key, own] of source.props) {
    if (isHiddenKey(key)) continue
    if (own.kind !== 'slot') writeProp(machine.heap, copy, key, clone(machine, own, seen, depth + 1))
    else if (own.enumerable) writeProp(machine.heap, copy, key, clone(machine, machine.get(source, key), seen, depth + 1))
    else if (source.type === 'error') writeProp(machine.heap, copy, key, own)
  }
  copy.unordered = source.unordered
  if (source.open) openUp(machine.heap, copy, source.open)
  return copy
}

/** `structuredClone`. */
export const cloneNatives: NativeTable = {
  structuredClone: native('structuredClone', 1, (machine, _self, args) =>
    args.length === 0 ? machine.throwError('TypeError', 'The "value" argument must be specified') : clone(machine, args[0]!, new Map(), 0)),
}
