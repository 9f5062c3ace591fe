// Object and its functions: listing, copying and freezing properties, prototypes.
import {
  blur, canBeAbsent, derived, hole, isHiddenKey, known, native, openUp, toStringTagKey, undefinedValue, writeField, type Abstract, type Concrete, type Machine, type Native,
  type NativeTable, type Obj,
} from '#value'
import { lifted, nativesOf, pureUnknown, result } from './builtin-native.ts'
import { boxed, certainKeys, ifThere, keyValue, onEachSide, whereThere, withOwn } from './builtin-own.ts'
import { defineAll, defineOne, descriptorOf } from './builtin-property.ts'
import { whereKey } from './key-match.ts'
import { settleFixed, settleListed, unlisted } from './fixed.ts'
import { defineData, freeze, hasOwn, setProto } from './member-write.ts'
import type { Run } from './run.ts'

const notObject = 'Cannot convert undefined or null to object'

/** A function of one argument that is decided first. */
const onOne = (path: string, f: (machine: Machine, value: Concrete, args: readonly Abstract[]) => Abstract, type?: 'array' | 'boolean'): Native['call'] => (machine, _self, args) =>
  lifted(machine, path, [args[0] ?? undefinedValue], ([value]) => f(machine, value!, args), { templates: true, ...(type && { type }) })

/** An array of what an object lists. Further elements of an open object may stand anywhere among them. */
const listed = (machine: Machine, elements: Abstract[], further: (() => Abstract) | undefined): Obj =>
  machine.array(further ? [further(), ...elements.flatMap((element) => [element, further()])] : elements)

const keys = onOne('Object.keys', (machine, value) => withOwn(machine, value, (entries, further) =>
  listed(machine, entries.map(([key, one]) => whereThere(one, () => known(key, machine.site))), further && (() => further((key) => key)))), 'array')

const values = onOne('Object.values', (machine, value) => withOwn(machine, value, (entries, further) =>
  listed(machine, entries.map(([, one]) => one), further && (() => further(() => machine.unknown('element'))))), 'array')

const entriesOf = onOne('Object.entries', (machine, value) => withOwn(machine, value, (entries, further) =>
  listed(machine, entries.map(([key, one]) => whereThere(one, (there) => machine.array([known(key, machine.site), there]))),
    further && (() => further((key) => machine.array([key, machine.unknown('element')]))))), 'array')

const assign: Native['call'] = (machine, _self, args) => lifted(machine, 'Object.assign', [args[0] ?? undefinedValue], ([target]) => {
  if (target!.kind === 'primitive' && (target!.value === null || target!.value === undefined)) machine.throwError('TypeError', notObject)
  const object = target!.kind === 'object' ? target! : machine.construct(machine.intrinsic('Object'), [target!])
  for (const source of args.slice(1)) copyFrom(machine, object as Obj, source)
  return object
})

/** Copies the enumerable own properties of a source, whatever is known of it. */
const copyFrom = (machine: Machine, target: Obj, given: Abstract): void => {
  const source = machine.resolve(given)
  if (source.kind === 'choice') {
    const side = (one: Abstract) => (): Abstract => {
      copyFrom(machine, target, one)
      return undefinedValue
    }
    machine.fork(source.when, side(source.then), side(source.else))
    return
  }
  if (source.kind === 'unknown' || source.kind === 'maybe' || source.kind === 'template') return blur(machine.heap, target, derived([source], { site: machine.site }))
  if (source.kind !== 'object' && (source.kind !== 'primitive' || typeof source.value !== 'string')) return
  const copied = withOwn(machine, source, (entries, further) => {
    if (further) blur(machine.heap, target, derived([(source as Obj).open!], { site: machine.site }))
    machine.spend(entries.length)
    for (const [key, value] of entries) ifThere(machine, value, (there) => machine.set(target, key, there))
    return undefinedValue
  })
  if (copied.kind === 'unknown') blur(machine.heap, target, copied)
  if (source.kind === 'object') for (const key of source.props.keys()) if (isEnumerableSymbol(source, key)) machine.set(target, keyValue(machine, key), machine.get(source, key))
}

const isEnumerableSymbol = (obj: Obj, key: string): boolean => {
  const own = obj.props.get(key)!
  return key.startsWith('\u0000@@') && (own.kind !== 'slot' || own.enumerable)
}

const fromEntries: Native['call'] = (machine, _self, args) => machine.withElements(args[0] ?? undefinedValue, (items) => {
  const object = machine.object()
  for (const item of items) onEachSide(machine, item, (entry) => {
    if (entry.kind === 'primitive' || entry.kind === 'symbol') machine.throwError('TypeError', `Iterator value ${entry.kind === 'primitive' ? String(entry.value) : 'Symbol()'} is not an entry object`)
    const keyOf = machine.get(entry, '0')
    const value = machine.get(entry, '1')
    const key = machine.toKey(keyOf)
    if (key === undefined) machine.set(object, keyOf, value)
    else defineData(machine as Run, object, key, value)
  })
  return object
})

/** `Object.freeze` and its like: objects are changed, anything else passes. */
const onObject = (path: string, change: (machine: Machine, obj: Obj) => void): Native['call'] => onOne(path, (machine, value) => {
  return value.kind === 'object' && !value.intrinsic ? settleFixed(machine as Run, value, () => { change(machine, value); return value }) : value
})

const isSealed = (obj: Obj, alsoFrozen: boolean): boolean => {
  if (obj.frozen) return true
  if (obj.extensible || (obj.items !== undefined && obj.items.some((item) => item !== hole) && (alsoFrozen || !obj.sealed))) return false
  return [...obj.props].every(([key, own]) => (isHiddenKey(key) && !key.startsWith('\u0000@@')) || (own.kind === 'slot' && !own.configurable && (!alsoFrozen || !own.writable || own.value === undefined)))
}

const asks = (path: string, ask: (obj: Obj) => boolean, ofOthers: boolean): Native['call'] => onOne(path, (machine, value) =>
  value.kind === 'object' ? settleFixed(machine as Run, value, () => result(machine, ask(value), [])) : result(machine, ofOthers, []), 'boolean')

const seal = (machine: Machine, obj: Obj): void => {
  if (obj.items !== undefined) writeField(machine.heap, obj, 'sealed', true)
  writeField(machine.heap, obj, 'extensible', false)
  for (const key of obj.props.keys()) defineOne(machine, obj, key, machine.object([['configurable', known(false)]]))
}

const create: Native['call'] = (machine, _self, args) => lifted(machine, 'Object.create', [args[0] ?? undefinedValue], ([proto]) => {
  const isNull = proto!.kind === 'primitive' && proto!.value === null
  if (proto!.kind !== 'object' && !isNull) return machine.throwError('TypeError', 'Object prototype may only be an Object or null')
  const object = machine.object([], isNull ? null : proto as Obj)
  if (args[1] !== undefined) defineAll(machine, object, args[1])
  return object
})

const protoNames: Readonly<Record<string, string>> = { string: 'String', number: 'Number', boolean: 'Boolean', bigint: 'BigInt' }

/** The prototype of a value; null and undefined throw. */
const protoOf = (machine: Machine, value: Concrete): Abstract => {
  if (value.kind === 'object') return value.proto ?? known(null, machine.site)
  if (value.kind === 'symbol') return machine.intrinsic('Symbol.prototype')
  const name = protoNames[value.kind === 'template' ? 'string' : typeof value.value]
  return name ? machine.intrinsic(`${name}.prototype`) : machine.throwError('TypeError', notObject)
}

/** Defines a property under a key that may not be known: any one may have been defined anew. */
const defineByValue = (machine: Machine, obj: Obj, keyGiven: Abstract, descriptor: Abstract): Abstract => {
  const key = machine.resolve(keyGiven)
  if (key.kind === 'choice') return machine.fork(key.when, () => defineByValue(machine, obj, key.then, descriptor), () => defineByValue(machine, obj, key.else, descriptor))
  const text = machine.toKey(key)
  if (text !== undefined) defineOne(machine, obj, text, descriptor)
  else {
    for (const name of [...obj.props.keys()]) whereKey(machine as Run, key, name, () => defineOne(machine, obj, name, descriptor))
    openUp(machine.heap, obj, derived([key], { site: machine.site }))
    if (obj.items !== undefined) blur(machine.heap, obj, derived([key], { site: machine.site }))
  }
  return obj
}

const setPrototypeOf: Native['call'] = onOne('Object.setPrototypeOf', (machine, value, args) => {
  if (value.kind === 'object') setProto(machine as Run, value, args[1] ?? undefinedValue)
  return value
})

const is: Native['call'] = (machine, _self, args) => {
  const [a, b] = [args[0] ?? undefinedValue, args[1] ?? undefinedValue]
  return lifted(machine, 'Object.is', [a, b], ([one, two]) =>
    one!.kind === 'primitive' && two!.kind === 'primitive' ? result(machine, Object.is(one!.value, two!.value), [a, b]) : machine.equals(one!, two!), { templates: true, type: 'boolean' })
}

/** `Object.hasOwn` and `hasOwnProperty`, with a key that may not be known. */
const ownsKey = (machine: Machine, of: Concrete, keyGiven: Abstract): Abstract => lifted(machine, 'hasOwn', [keyGiven], ([one]) => {
  if (of.kind === 'primitive' && (of.value === null || of.value === undefined)) machine.throwError('TypeError', notObject)
  const key = machine.toKey(one!)
  const obj = of.kind === 'object' ? of : machine.construct(machine.intrinsic('Object'), [of])
  if (key === undefined || obj.kind !== 'object' || (obj.type === 'function' && !obj.props.has(key))) return pureUnknown(machine, 'hasOwn', [of, one!], 'boolean')
  return hasOwn(machine as Run, obj, key)
}, { type: 'boolean' })

const names = (path: string, wanted: (key: string) => boolean): Native['call'] => onOne(path, (machine, value) => {
  if (value.kind === 'primitive' && (value.value === null || value.value === undefined)) machine.throwError('TypeError', notObject)
  const obj = value.kind === 'object' ? value : machine.construct(machine.intrinsic('Object'), [value])
  const own = obj.kind === 'object' ? certainKeys(machine, obj) : undefined
  return own ? machine.array(own.filter(wanted).map((key) => keyValue(machine, key))) : pureUnknown(machine, path, [value], 'array')
}, 'array')

const tags: Readonly<Record<string, string>> = { array: 'Array', function: 'Function', error: 'Error', date: 'Date', regexp: 'RegExp', arguments: 'Arguments' }

/** What `Object.prototype.toString` says between `[object ` and `]` where no Symbol.toStringTag says otherwise. */
const tagOf = (value: Concrete): string => {
  if (value.kind === 'symbol') return 'Symbol'
  if (value.kind === 'template') return 'String'
  if (value.kind === 'object') return value.type === 'boxed' ? tagOf(value.data as Concrete) : tags[value.type] ?? 'Object'
  if (value.value === null) return 'Null'
  if (value.value === undefined) return 'Undefined'
  return typeof value.value === 'bigint' ? 'BigInt' : protoNames[typeof value.value]!
}

const toText: Native['call'] = (machine, self) => lifted(machine, 'Object.prototype.toString', [self], ([value]) => {
  const none = value!.kind === 'primitive' && (value!.value === null || value!.value === undefined)
  return lifted(machine, 'Object.prototype.toString', [none ? undefinedValue : machine.get(value!, toStringTagKey)], ([tag]) =>
    result(machine, `[object ${tag!.kind === 'primitive' && typeof tag!.value === 'string' ? tag!.value : tagOf(value!)}]`, []), { type: 'string' })
}, { templates: true, type: 'string' })

const toObject = (machine: Machine, args: readonly Abstract[]): Abstract => lifted(machine, 'Object', [args[0] ?? undefinedValue], ([value]) => {
  if (value!.kind === 'object') return value!
  if (value!.kind === 'primitive' && (value!.value === null || value!.value === undefined)) return machine.object()
  return boxed(machine, protoOf(machine, value!) as Obj, value!)
}, { templates: true })

const onSelf = (path: string, f: (machine: Machine, self: Concrete, args: readonly Abstract[]) => Abstract): Native['call'] => (machine, self, args) =>
  lifted(machine, path, [self], ([value]) => f(machine, value!, args), { templates: true })

const isPrototypeOf = onSelf('Object.prototype.isPrototypeOf', (machine, self, args) => lifted(machine, 'isPrototypeOf', [args[0] ?? undefinedValue], ([value]) => {
  for (let at = value!.kind === 'object' ? value!.proto : null; at !== null; at = at.proto) if (at === self) return known(true, machine.site)
  return known(false, machine.site)
}, { type: 'boolean' }))

const isEnumerable = onSelf('Object.prototype.propertyIsEnumerable', (machine, self, args) => {
  const key = machine.toKey(args[0] ?? undefinedValue)
  if (key === undefined || self.kind !== 'object' || self.items !== undefined || self.open !== undefined) return pureUnknown(machine, 'propertyIsEnumerable', [self, args[0] ?? undefinedValue], 'boolean')
  if (unlisted(machine as Run, self) !== undefined) return settleListed(machine as Run, self, () => isEnumerableOwn(machine, self, key))
  return isEnumerableOwn(machine, self, key)
})

const isEnumerableOwn = (machine: Machine, self: Obj, key: string): Abstract => {
  const own = self.props.get(key)
  return own !== undefined && own.kind === 'choice' && canBeAbsent(own) ? hasOwn(machine as Run, self, key) : known(own !== undefined && own.kind !== 'absent' && (own.kind !== 'slot' || own.enumerable), machine.site)
}

/** Object and Object.prototype. `Object.groupBy` takes a callback and is in the prelude. */
export const objectNatives: NativeTable = {
  Object: native('Object', 1, (machine, _self, args) => toObject(machine, args), (machine, args, newTarget) =>
    newTarget === machine.intrinsic('Object') ? toObject(machine, args) : machine.object([], machine.protoFor(newTarget, 'Object'))),
  ...nativesOf({
    'Object.assign': [2, assign],
    'Object.create': [2, create],
    'Object.defineProperties': [2, onOne('Object.defineProperties', (machine, value, args) => defineAll(machine, value, args[1] ?? undefinedValue))],
    'Object.defineProperty': [3, onOne('Object.defineProperty', (machine, value, args) => {
      if (value.kind !== 'object') return machine.throwError('TypeError', 'Object.defineProperty called on non-object')
      return defineByValue(machine, value, args[1] ?? undefinedValue, args[2] ?? undefinedValue)
    })],
    'Object.entries': [1, entriesOf],
    'Object.freeze': [1, onObject('Object.freeze', (machine, obj) => freeze(machine as Run, obj))],
    'Object.fromEntries': [1, fromEntries],
    'Object.getOwnPropertyDescriptor': [2, onOne('Object.getOwnPropertyDescriptor', (machine, value, args) => descriptorOf(machine, value, args[1] ?? undefinedValue))],
    'Object.getOwnPropertyDescriptors': [1, onOne('Object.getOwnPropertyDescriptors', (machine, value) => {
      if (value.kind === 'primitive' && (value.value === null || value.value === undefined)) machine.throwError('TypeError', notObject)
      const own = value.kind === 'object' ? certainKeys(machine, value) : certainKeys(machine, machine.construct(machine.intrinsic('Object'), [value]) as Obj)
      if (!own) return pureUnknown(machine, 'Object.getOwnPropertyDescriptors', [value])
      const object = machine.object()
      for (const key of own) defineData(machine as Run, object, key, descriptorOf(machine, value, keyValue(machine, key)))
      return object
    })],
    'Object.getOwnPropertyNames': [1, names('Object.getOwnPropertyNames', (key) => !isHiddenKey(key))],
    'Object.getOwnPropertySymbols': [1, names('Object.getOwnPropertySymbols', isHiddenKey)],
    'Object.getPrototypeOf': [1, onOne('Object.getPrototypeOf', protoOf)],
    'Object.hasOwn': [2, onOne('Object.hasOwn', (machine, value, args) => ownsKey(machine, value, args[1] ?? undefinedValue), 'boolean')],
    'Object.is': [2, is],
    'Object.isExtensible': [1, asks('Object.isExtensible', (obj) => obj.extensible, false)],
    'Object.isFrozen': [1, asks('Object.isFrozen', (obj) => isSealed(obj, true), true)],
    'Object.isSealed': [1, asks('Object.isSealed', (obj) => isSealed(obj, false), true)],
    'Object.keys': [1, keys],
    'Object.preventExtensions': [1, onObject('Object.preventExtensions', (machine, obj) => writeField(machine.heap, obj, 'extensible', false))],
    'Object.seal': [1, onObject('Object.seal', seal)],
    'Object.setPrototypeOf': [2, setPrototypeOf],
    'Object.values': [1, values],
    'Object.prototype.hasOwnProperty': [1, onSelf('Object.prototype.hasOwnProperty', (machine, self, args) => ownsKey(machine, self, args[0] ?? undefinedValue))],
    'Object.prototype.isPrototypeOf': [1, isPrototypeOf],
    'Object.prototype.propertyIsEnumerable': [1, isEnumerable],
    'Object.prototype.toLocaleString': [0, (machine, self) => machine.call(machine.get(self, 'toString'), self, [])],
    'Object.prototype.toString': [0, toText],
    'Object.prototype.valueOf': [0, (_machine, self) => self],
  }),
}
