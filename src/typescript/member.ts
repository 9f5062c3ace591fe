// Property access as programs do it: prototypes, getters and setters, elements, choices and unknowns.
import {
  absent, canBeAbsent, derived, hasGuards, indexOfKey, known, maybe, nativeOf, ownProperty, presentOr, privatePrefix, slot, symbolPrefix, undefinedValue, unknown, writeProp,
  type Abstract, type Obj, type Slot, type Template, type Unknown,
} from '#value'
import { readEither } from './fixed.ts'
import { fork, withItems } from './fork.ts'
import { mayThrow, missingThrows } from './may-throw.ts'
import { ask } from './truth.ts'
import { describe, memberText, nameOfUnknown } from './wording.ts'
import type { FunctionCode, Run } from './run.ts'

const protoOf: Partial<Record<string, string>> = { string: 'String.prototype', number: 'Number.prototype', boolean: 'Boolean.prototype', bigint: 'BigInt.prototype' }

/** `target[key]` for a known key. */
export const getMember = (run: Run, target: Abstract, key: string): Abstract => {
  switch (target.kind) {
    case 'object': return getFrom(run, target, key, target)
    case 'primitive': {
      const { value } = target
      if (value === null || value === undefined) return run.throwError('TypeError', `Cannot read properties of ${value} (reading '${keyName(key)}')`)
      if (typeof value === 'string') {
        if (key === 'length') return known(value.length, run.site, target.assumed)
        const index = indexOfKey(key)
        if (index >= 0) return index < value.length ? known(value[index], run.site, target.assumed) : undefinedValue
      }
      return getFrom(run, run.intrinsic(protoOf[typeof value]!), key, target)
    }
    case 'template': return memberOfTemplate(run, target, key)
    case 'unknown': return memberOfUnknown(run, target, key)
    case 'symbol': return key === 'description' ? known(target.description) : getFrom(run, run.intrinsic('Symbol.prototype'), key, target)
    case 'absent': return getMember(run, undefinedValue, key)
    case 'maybe': return memberOfMaybe(run, target.value, key)
    case 'choice': {
      const at = run.resolve(target)
      return at.kind === 'choice' ? fork(run, at.when, () => getMember(run, at.then, key), () => getMember(run, at.else, key)) : getMember(run, at, key)
    }
  }
}

/** A key as error messages show it. */
export const keyName = (key: string): string => key.startsWith(symbolPrefix) ? `Symbol(${key.slice(symbolPrefix.length)})` : key.startsWith(privatePrefix) ? key.replace(/^.*#/, '#') : key

const memberOfMaybe = (run: Run, value: Abstract, key: string): Abstract => {
  mayThrow(run, `reading ${keyName(key)} of what may have been replaced`)
  return value.kind === 'primitive' && (value.value === null || value.value === undefined) ? derived([maybe(value)], { site: run.site }) : maybe(getMember(run, value, key))
}

const memberOfTemplate = (run: Run, target: Template, key: string): Abstract => {
  if (key === 'length') return derived([target], { site: run.site, type: 'number', detail: memberText(describe(target), 'length') })
  const index = indexOfKey(key)
  const [first] = target.parts
  if (index >= 0) return typeof first === 'string' && index < first.length ? known(first[index], run.site) : derived([target], { site: run.site, detail: memberText(describe(target), key) })
  return getFrom(run, run.intrinsic('String.prototype'), key, target)
}

/** The property of an unknown: an unknown itself, the same one for the same property until unknown code may have changed it. */
const memberOfUnknown = (run: Run, target: Unknown, key: string): Abstract => {
  if (target.type === 'string' && !target.optional) {
    if (key === 'length') return derived([target], { site: run.site, type: 'number', id: `${target.id}.length`, detail: memberText(nameOfUnknown(target), 'length') })
    if (indexOfKey(key) < 0) return getFrom(run, run.intrinsic('String.prototype'), key, target)
  }
  if (target.type === 'string' && target.optional && indexOfKey(key) < 0) {
    const there = ask(run, target, { kind: 'present' }, `process.env.${target.of} != null`)
    const text = (): Abstract => getMember(run, { ...target, optional: false }, key)
    if (there === true) return text()
    const missing = (): Abstract => getMember(run, undefinedValue, key)
    return there === false ? missing() : fork(run, there.when, there.is ? text : missing, there.is ? missing : text)
  }
  if ((target.type === 'number' || target.type === 'boolean') && !target.optional) return getFrom(run, run.intrinsic(protoOf[target.type]!), key, target)
  missingThrows(run, target)
  if (target.type === 'array' && !target.optional && key !== 'length' && indexOfKey(key) < 0) return getFrom(run, run.intrinsic('Array.prototype'), key, target)
  if (target.type === 'array' && !target.optional && key === 'length') return derived([target], { site: run.site, type: 'number', id: `${target.id}.length@${run.outside}`, detail: memberText(nameOfUnknown(target), key) })
  const named = target.reason === 'import' || target.reason === 'global'
  return unknown(named ? target.reason : 'derived', {
    of: named ? `${target.of}${target.of!.endsWith('#') ? '' : '.'}${keyName(key)}` : undefined, detail: named ? undefined : memberText(nameOfUnknown(target), keyName(key)), from: target, site: run.site, id: `${target.id}.${key}@${run.outside}`, assumed: target.assumed,
  })
}

/** Looks a key up from an object on; `receiver` is what getters get as `this`. */
export const getFrom = (run: Run, start: Obj, key: string, receiver: Abstract): Abstract => {
  let at: Obj | null = start
  while (at !== null) {
    const own = lookOwn(run, at, key)
    if (own !== undefined) {
      const value = readSlot(run, own, receiver)
      return value.kind === 'choice' || value.kind === 'absent' ? presentElse(run, value, at, key, receiver) : value
    }
    if (at.open !== undefined) return missingOfOpen(run, at, key, receiver)
    at = at.proto
  }
  return key === '__proto__' ? start.proto ?? known(null) : undefinedValue
}

/** A guarded property reads from the prototype on the sides where it is not there. */
const presentElse = (run: Run, value: Abstract, at: Obj, key: string, receiver: Abstract): Abstract => {
  if (!canBeAbsent(value)) return run.resolve(value)
  const missing = at.open !== undefined ? unknown('open-object', { from: at.open, id: `o${at.serial}.${key}` }) : at.proto === null ? undefinedValue : getFrom(run, at.proto, key, receiver)
  return run.resolve(presentOr(value, missing))
}

/** A key that an open object does not list may be there all the same. */
const missingOfOpen = (run: Run, at: Obj, key: string, receiver: Abstract): Abstract => {
  if (at.data === envMark) return envVariable(run, key)
  const inherited = at.proto === null ? undefinedValue : getFrom(run, at.proto, key, receiver)
  // Unknown code is taken not to shadow the methods of classes; a plain object's unknown keys may well be called `toString`.
  if (inherited.kind === 'object') return at.type === 'object' && at.proto === run.intrinsic('Object.prototype') ? maybe(inherited) : inherited
  const named = at.intrinsic && at.open!.of !== undefined
  return unknown(named ? at.open!.reason : 'open-object', {
    of: named ? `${at.open!.of}.${keyName(key)}` : undefined, from: at.open, site: run.site, id: `o${at.serial}.${key}@${run.outside}`,
  })
}

/** In `Obj.data` of `process.env`. */
export const envMark = { env: true }

const envVariable = (run: Run, key: string): Abstract => {
  if (Object.hasOwn(run.env, key)) {
    const value = run.env[key]!
    let assumed = run.fixtures.get(key)
    if (assumed === undefined) run.fixtures.set(key, assumed = [{ name: `env ${key}`, value, from: 'fixture' }])
    return known(value, run.site, assumed)
  }
  return unknown('env', { of: keyName(key), site: run.site, id: `env:${key}`, type: 'string', optional: true })
}

const readSlot = (run: Run, own: Abstract | Slot, receiver: Abstract): Abstract => {
  if (own.kind !== 'slot') return own
  if (own.either !== undefined) return readEither(run, own, (one) => readSlot(run, one, receiver))
  if (own.value !== undefined) return own.value
  return own.get === undefined ? undefinedValue : run.call(own.get, receiver, [])
}

/** An own property, with elements of guarded arrays decided and what functions have by nature. */
export const lookOwn = (run: Run, obj: Obj, key: string): Abstract | Slot | undefined => {
  if (obj.items !== undefined) {
    if (key === 'length') return lengthOf(run, obj)
    const index = indexOfKey(key)
    if (index >= 0 && hasGuards(run.heap, obj)) return elementAt(run, obj, index)
  }
  const own = ownProperty(obj, key)
  if (own === absent && obj.open === undefined) return undefined
  return own === undefined && obj.type === 'function' ? functionProperty(run, obj, key) : own
}

const lengthOf = (run: Run, array: Obj): Abstract => hasGuards(run.heap, array) ? withItems(run, array, (items) => known(items.length, run.site)) : known(array.items!.length, run.site)

const elementAt = (run: Run, array: Obj, index: number): Abstract => {
  const items = array.items!
  const firstGuard = items.findIndex((item) => item.kind === 'choice' && canBeAbsent(item))
  if (index < (firstGuard < 0 ? items.length : firstGuard)) return run.resolve(items[index]!)
  const value = withItems(run, array, (concrete) => concrete[index] ?? undefinedValue)
  return value.kind === 'unknown' && value.reason === 'derived' ? { ...value, reason: 'element' } : value
}

const functionProperty = (run: Run, func: Obj, key: string): Abstract | undefined => {
  const code = func.code as FunctionCode | undefined
  if (key === 'prototype' && code !== undefined && (code.isGenerator || (code.kind === 'function' && !code.isAsync))) {
    const proto = run.object([], run.intrinsic(!code.isGenerator ? 'Object.prototype' : code.isAsync ? 'AsyncGenerator.prototype' : 'Generator.prototype'))
    if (!code.isGenerator) writeProp(run.heap, proto, 'constructor', slot(func))
    writeProp(run.heap, func, key, slot(proto, { configurable: false }))
    return proto
  }
  if (key === 'name') return known(code === undefined ? nativeOf(func)?.name ?? '' : func.data as string)
  if (key === 'length') return known(code === undefined ? nativeOf(func)?.length ?? 0 : arity(code))
  return undefined
}

/** The `length` of a function: its parameters before the first with a default or the rest. */
const arity = ({ node, ofClass }: FunctionCode): number => {
  const parameters = 'parameters' in node ? node.parameters : ofClass?.construct?.parameters ?? []
  const end = parameters.findIndex((one) => one.initializer !== undefined || one.dotDotDotToken !== undefined)
  return end < 0 ? parameters.length : end
}
