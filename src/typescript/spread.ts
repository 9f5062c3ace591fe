// Object spread, rest and copying of properties.
import {
  canBeAbsent, derived, enumerableKeys, hasGuards, hole, known, maybe, openUp, setOwn, undefinedValue, writeField, writeProp, type Abstract, type Obj, type Site,
} from '#value'
import { settleListed, unlisted } from './fixed.ts'
import { fork, forkBy } from './fork.ts'
import { isKey } from './key-match.ts'
import { getMember } from './member.ts'
import { defineData } from './member-write.ts'
import type { Run } from './run.ts'
import { truth } from './truth.ts'

/** `{ …, ...source }`: copies the enumerable own properties. What is unknown may override every key written so far. */
export const spreadInto = (run: Run, target: Obj, source: Abstract, site: Site): void => {
  const value = run.resolve(source)
  switch (value.kind) {
    case 'object': return copyProperties(run, target, value, [])
    case 'primitive':
      if (typeof value.value === 'string') [...Array(value.value.length).keys()].forEach((index) => setOwn(run.heap, target, String(index), known((value.value as string)[index])))
      return
    case 'absent': case 'symbol': return
    case 'choice': {
      const side = (one: Abstract) => (): Abstract => { spreadInto(run, target, one, site); return target }
      fork(run, value.when, side(value.then), side(value.else))
      return
    }
    case 'unknown': {
      // `...(condition && { … })`: what is surely false, and numbers and booleans of any kind, have no properties.
      const isBare = value.type === 'boolean' || value.type === 'number' || value.type === 'bigint'
      return isBare || truth(run, value) === false ? undefined : overlay(run, target, value, site)
    }
    default: return overlay(run, target, value, site)
  }
}

/** An unknown source: everything so far may be overridden, and there may be more. */
const overlay = (run: Run, target: Obj, source: Abstract, site: Site): void => {
  for (const [key, value] of target.props) if (value.kind !== 'slot') writeProp(run.heap, target, key, maybe(value))
  openUp(run.heap, target, source.kind === 'unknown' ? source : derived([source], { site }))
}

/** A key that a pattern took before the rest: its text, or what is known of it. */
export type TakenKey = string | Abstract

/** Copies the enumerable own properties except those taken, guards included. */
export const copyProperties = (run: Run, target: Obj, source: Obj, taken: readonly TakenKey[]): void => {
  if (unlisted(run, source) !== undefined) {
    settleListed(run, source, () => { copyProperties(run, target, source, taken); return target })
    return
  }
  if (source.open !== undefined) overlay(run, target, source.open, source.site ?? run.site!)
  if (source.unordered) writeField(run.heap, target, 'unordered', true)
  const guarded = source.items !== undefined && hasGuards(run.heap, source)
  const keys = enumerableKeys(source).filter((key) => !guarded || source.props.has(key))
  run.spend(keys.length / 2)
  const unsure = taken.filter((key) => typeof key !== 'string')
  if (guarded) copyItems(run, target, source, taken, unsure)
  const copy = (key: string): void => {
    const own = source.props.get(key)
    const value = own !== undefined && own.kind !== 'slot' ? own : getMember(run, source, key)
    copyOne(run, target, key, value)
  }
  for (const key of keys) {
    if (taken.includes(key)) continue
    if (unsure.length === 0) copy(key)
    else unlessTaken(run, unsure, key, copy)
  }
  for (const [key, value] of source.props) {
    if (key.startsWith('\u0000@@') && value.kind !== 'slot' && !taken.includes(key)) unlessTaken(run, unsure, key, () => { copyOne(run, target, key, value) })
  }
}

/** Copies the elements of an array whose positions depend on conditions. */
const copyItems = (run: Run, target: Obj, source: Obj, taken: readonly TakenKey[], unsure: readonly Abstract[]): void => {
  const copied = run.withItems(source, (items) => {
    for (const [index, item] of items.entries()) {
      const key = String(index)
      if (item !== hole && !taken.includes(key)) unlessTaken(run, unsure, key, () => { copyOne(run, target, key, item) })
    }
    return undefinedValue
  })
  if (copied.kind === 'unknown' && source.open === undefined) overlay(run, target, copied, source.site ?? run.site!)
}

/** Does something with a key unless it was taken, under that condition where it is not known. */
const unlessTaken = (run: Run, taken: readonly Abstract[], key: string, act: (key: string) => void): void => {
  for (const [index, one] of taken.entries()) {
    const same = isKey(run, one, key)
    if (same === true) return
    if (same === false) continue
    forkBy(run, same, () => undefinedValue, () => {
      unlessTaken(run, taken.slice(index + 1), key, act)
      return undefinedValue
    })
    return
  }
  act(key)
}

const copyOne = (run: Run, target: Obj, key: string, given: Abstract): void => {
  const value = run.resolve(given)
  if (value.kind === 'absent') return
  if (value.kind !== 'choice' || !canBeAbsent(value)) return defineData(run, target, key, value)
  // Where the source has no such key, the target keeps what it had.
  const side = (one: Abstract) => (): Abstract => { copyOne(run, target, key, one); return target }
  run.fork(value.when, side(value.then), side(value.else))
}
