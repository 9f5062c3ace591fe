// Own properties as built-ins list them: keys with their values, guarded ones and those of open objects included.
import {
  absent, canBeAbsent, choice, derived, enumerableKeys, guarded, hole, isHiddenKey, known, openUp, ownKeys, slot, symbolPrefix, writeProp, type Abstract, type Concrete, type Machine, type Obj,
  type SymbolValue,
} from '#value'
import { settleListed, unlisted } from './fixed.ts'
import { lookOwn } from './member.ts'
import type { Run } from './run.ts'

/** A key and its value; a guarded one is a choice with `absent`. */
export type KeyedValue = readonly [key: string, value: Abstract]

/** `f` on what is there, side by side: `absent` stays where there is nothing. */
export const whereThere = (value: Abstract, f: (value: Abstract) => Abstract): Abstract => {
  if (!canBeAbsent(value)) return f(value)
  return value.kind === 'choice' ? choice(value.when, whereThere(value.then, f), whereThere(value.else, f)) : absent
}

/** Runs `f` where the value is there, forking where that is not known. */
export const ifThere = (machine: Machine, given: Abstract, f: (value: Abstract) => void): void => {
  const value = machine.resolve(given)
  if (value.kind === 'absent') return
  if (value.kind !== 'choice' || !canBeAbsent(value)) return f(value)
  const side = (one: Abstract) => (): Abstract => {
    ifThere(machine, one, f)
    return known(undefined)
  }
  machine.fork(value.when, side(value.then), side(value.else))
}

/** Runs `f` on each side of a value, forking at every choice; not where it is absent. */
export const onEachSide = (machine: Machine, given: Abstract, f: (value: Abstract) => void): void => {
  const value = machine.resolve(given)
  if (value.kind === 'absent') return
  if (value.kind !== 'choice') return f(value)
  const side = (one: Abstract) => (): Abstract => {
    onEachSide(machine, one, f)
    return known(undefined)
  }
  machine.fork(value.when, side(value.then), side(value.else))
}

/** The value under an own key as a program reads it: getters are called, guarded values stay guarded. */
const readOwn = (machine: Machine, obj: Obj, key: string): Abstract => {
  const own = lookOwn(machine as Run, obj, key)
  if (own === undefined) return absent
  if (own.kind !== 'slot') return machine.resolve(own)
  return own.value === undefined ? machine.get(obj, key) : machine.resolve(own.value)
}

/** What an open object may hold beside what it lists, as an element that is there 0 to n times. */
const repeated = (machine: Machine, obj: Obj, make: (key: Abstract) => Abstract): Abstract => {
  const why = obj.open!
  const when = machine.conditions.of(`keys:${obj.serial}:${++machine.heap.serial}`, { kind: 'loop' }, `each further key of ${why.of ?? why.detail ?? 'an open object'}`, machine.site)
  return guarded(when, true, make(machine.unknown('element', { from: why, type: 'string' })))
}

/**
 * Runs `f` on the enumerable own properties of a value, as `Object.entries` lists them. For an open object, `further` makes an element that stands for others.
 * Where the order depends on conditions, nothing is certain.
 */
export const withOwn = (machine: Machine, value: Concrete, f: (entries: readonly KeyedValue[], further: ((make: (key: Abstract) => Abstract) => Abstract) | undefined) => Abstract): Abstract => {
  if (value.kind === 'primitive') {
    if (value.value === null || value.value === undefined) return machine.throwError('TypeError', 'Cannot convert undefined or null to object')
    const text = typeof value.value === 'string' ? value.value : ''
    machine.checkLength(text.length, 'array')
    return f(text.split('').map((unit, index) => [String(index), known(unit, machine.site, value.assumed)]), undefined)
  }
  if (value.kind === 'template') return derived([value], { type: 'array', site: machine.site })
  if (value.kind === 'symbol') return f([], undefined)
  if (unlisted(machine as Run, value) !== undefined) return settleListed(machine as Run, value, () => withOwn(machine, value, f))
  if (value.unordered) return machine.unknown('derived', { type: 'array', detail: 'the order of keys' })
  const named = (): KeyedValue[] => {
    const keys = enumerableKeys(value).filter((key) => value.items === undefined || value.props.has(key))
    machine.spend(keys.length / 2)
    return keys.map((key) => [key, readOwn(machine, value, key)])
  }
  if (value.items !== undefined) {
    return machine.withItems(value, (items) => f([...items.flatMap((item, index): KeyedValue[] => item === hole ? [] : [[String(index), item]]), ...named()], undefined))
  }
  return f(named(), value.open ? (make) => repeated(machine, value, make) : undefined)
}

/** A wrapper object of a primitive; that of a text has its characters and its length as properties that cannot be changed. */
export const boxed = (machine: Machine, proto: Obj, value: Abstract): Obj => {
  const made = machine.make('boxed', proto)
  made.data = value
  if (value.kind === 'template' || value.kind === 'unknown' || value.kind === 'choice' || value.kind === 'maybe') openUp(machine.heap, made, derived([value], { site: machine.site }))
  if (value.kind !== 'primitive' || typeof value.value !== 'string') return made
  machine.checkLength(value.value.length, 'array')
  const fixed = (one: Abstract, enumerable: boolean) => slot(one, { enumerable, writable: false, configurable: false })
  value.value.split('').forEach((unit, index) => writeProp(machine.heap, made, String(index), fixed(known(unit, machine.site, value.assumed), true)))
  writeProp(machine.heap, made, 'length', fixed(known(value.value.length, machine.site, value.assumed), false))
  return made
}

/** A property key as a value: a text, or the symbol. */
export const keyValue = (machine: Machine, key: string): Abstract => isHiddenKey(key) ? symbolOfKey(key) : known(key, machine.site)

/** The symbol whose properties are stored under a key. Its description is what the key says: exact for well-known symbols. */
export const symbolOfKey = (key: string): SymbolValue => {
  const name = key.slice(symbolPrefix.length)
  return { kind: 'symbol', key, description: /^[a-z]/i.test(name) ? `Symbol.${name}` : undefined }
}

/** All own keys, symbols included; undefined where they are not certain (functions, open and unordered objects, guarded properties). */
export const certainKeys = (machine: Machine, obj: Obj): string[] | undefined => {
  if (obj.type === 'function' || obj.open !== undefined || obj.unordered) return undefined
  const keys = ownKeys(obj)
  const isCertain = (key: string): boolean => {
    const own = lookOwn(machine as Run, obj, key)
    return own !== undefined && (own.kind === 'slot' || (own.kind !== 'absent' && !canBeAbsent(machine.resolve(own))))
  }
  return keys.every(isCertain) ? keys : undefined
}
