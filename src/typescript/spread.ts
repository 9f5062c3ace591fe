// Object spread, rest and copying of properties.
import {
  canBeAbsent, derived, enumerableKeys, known, maybe, openUp, setOwn, writeField, writeProp, type Abstract, type Obj, type Site,
} from '#value'
import { fork } from './fork.ts'
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

/** Copies the enumerable own properties except those named, guards included. */
export const copyProperties = (run: Run, target: Obj, source: Obj, except: readonly string[]): void => {
  if (source.open !== undefined) overlay(run, target, source.open, source.site ?? run.site!)
  if (source.unordered) writeField(run.heap, target, 'unordered', true)
  const keys = enumerableKeys(source)
  run.spend(keys.length / 2)
  for (const key of keys) {
    if (except.includes(key)) continue
    const own = source.props.get(key)
    const value = own !== undefined && own.kind !== 'slot' ? own : getMember(run, source, key)
    copyOne(run, target, key, value)
  }
  copySymbols(run, target, source)
}

const copySymbols = (run: Run, target: Obj, source: Obj): void => {
  for (const [key, value] of source.props) if (key.startsWith('\u0000@@') && value.kind !== 'slot') setOwn(run.heap, target, key, value)
}

const copyOne = (run: Run, target: Obj, key: string, given: Abstract): void => {
  const value = run.resolve(given)
  if (value.kind === 'absent') return
  if (value.kind !== 'choice' || !canBeAbsent(value)) return defineData(run, target, key, value)
  // Where the source has no such key, the target keeps what it had.
  const side = (one: Abstract) => (): Abstract => { copyOne(run, target, key, one); return target }
  run.fork(value.when, side(value.then), side(value.else))
}
