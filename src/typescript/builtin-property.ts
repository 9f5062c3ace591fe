// Property descriptors: what `Object.defineProperty` reads and `Object.getOwnPropertyDescriptor` makes.
import { blur, canBeAbsent, derived, falseValue, indexOfKey, trueValue, undefinedValue, writeProp, type Abstract, type Concrete, type Condition, type Machine, type Obj, type Slot } from '#value'
import { lifted, pureUnknown } from './builtin-native.ts'
import { certainKeys } from './builtin-own.ts'
import { settleFixed } from './fixed.ts'
import { defineData, refuse } from './member-write.ts'
import { lookOwn } from './member.ts'
import type { Run } from './run.ts'

const flags = ['enumerable', 'writable', 'configurable'] as const

/** What a descriptor says: only the fields that it has. Undefined where that is not known. */
interface Descriptor {
  readonly value?: Abstract
  readonly get?: Obj | undefined
  readonly set?: Obj | undefined
  readonly enumerable?: boolean
  readonly writable?: boolean
  readonly configurable?: boolean
}

const readDescriptor = (machine: Machine, descriptor: Obj): Descriptor | undefined => {
  const found: { -readonly [K in keyof Descriptor]: Descriptor[K] } = {}
  const hasField = (key: string): boolean | undefined => {
    const has = machine.has(descriptor, key)
    return has.kind === 'primitive' ? Boolean(has.value) : undefined
  }
  for (const key of flags) {
    const has = hasField(key)
    if (has === undefined) return undefined
    if (!has) continue
    const truth = machine.truth(machine.get(descriptor, key))
    if (typeof truth !== 'boolean') return undefined
    found[key] = truth
  }
  for (const key of ['get', 'set'] as const) {
    const has = hasField(key)
    if (has === undefined) return undefined
    if (!has) continue
    const accessor = machine.resolve(machine.get(descriptor, key))
    if (accessor.kind === 'object' && accessor.type === 'function') found[key] = accessor
    else if (accessor.kind === 'primitive' && accessor.value === undefined) found[key] = undefined
    else return accessor.kind === 'unknown' || accessor.kind === 'choice' || accessor.kind === 'maybe' ? undefined : machine.throwError('TypeError', `${key === 'get' ? 'Getter' : 'Setter'} must be a function`)
  }
  const hasValue = hasField('value')
  if (hasValue === undefined) return undefined
  if (hasValue) found.value = machine.get(descriptor, 'value')
  if (('get' in found || 'set' in found) && (hasValue || 'writable' in found)) machine.throwError('TypeError', 'Invalid property descriptor. Cannot both specify accessors and a value or writable attribute')
  return found
}

const plainSlot = (obj: Obj, key: string, value: Abstract): Slot => {
  const isLength = obj.items !== undefined && key === 'length'
  const isFixed = obj.frozen || (obj.sealed && indexOfKey(key) >= 0)
  return { kind: 'slot', value, get: undefined, set: undefined, enumerable: !isLength, writable: !obj.frozen, configurable: !isLength && !isFixed }
}

/** A condition on which an attribute in a descriptor depends. */
const openFlag = (machine: Machine, given: Abstract): Condition | undefined => {
  const descriptor = machine.resolve(given)
  if (descriptor.kind === 'choice') return descriptor.when
  if (descriptor.kind !== 'object' || descriptor.open !== undefined) return undefined
  for (const key of flags) {
    const own = descriptor.props.get(key)
    const value = own === undefined || own.kind === 'slot' ? undefined : machine.resolve(own)
    if (value?.kind === 'choice' && canBeAbsent(value)) return value.when
    const truth = value === undefined ? true : machine.truth(value)
    if (typeof truth !== 'boolean') return truth.when
  }
  return undefined
}

/** Defines a property as a descriptor says, or throws. */
export const defineOne = (machine: Machine, obj: Obj, key: string, given: Abstract): void => {
  const when = openFlag(machine, given)
  if (when !== undefined) {
    const again = (): Abstract => { defineOne(machine, obj, key, given); return obj }
    machine.fork(when, again, again)
    return
  }
  settleFixed(machine as Run, obj, () => {
    const refusal = tryDefine(machine, obj, key, given)
    return refusal === undefined ? undefinedValue : machine.throwError('TypeError', refusal)
  })
}

/** Defines a property as a descriptor says, of an object that is settled; gives the message where it cannot be defined so. What is not known of the descriptor makes the object's properties uncertain. */
export const tryDefine = (machine: Machine, obj: Obj, key: string, given: Abstract): string | undefined => {
  const descriptorValue = machine.resolve(given)
  if (descriptorValue.kind === 'primitive' || descriptorValue.kind === 'symbol') return machine.throwError('TypeError', 'Property description must be an object')
  if (obj.intrinsic) return void refuse(machine as Run, obj, key, descriptorValue.kind === 'object' && machine.truth(machine.get(descriptorValue, 'enumerable')) === true)
  const descriptor = descriptorValue.kind === 'object' ? readDescriptor(machine, descriptorValue) : undefined
  const own = lookOwn(machine as Run, obj, key)
  if (!descriptor || (own !== undefined && own.kind !== 'slot' && canBeAbsent(own))) return void blur(machine.heap, obj, derived([descriptorValue], { site: machine.site }))
  const old = own === undefined ? undefined : own.kind === 'slot' ? { ...own, ...(obj.frozen && { writable: false, configurable: false }) } : plainSlot(obj, key, own)
  if (!old && !obj.extensible) return `Cannot define property ${key}, object is not extensible`
  if (old && isRefused(machine, old, descriptor)) return `Cannot redefine property: ${key}`
  write(machine, obj, key, merged(old, descriptor))
  return undefined
}

const isRefused = (machine: Machine, old: Slot, now: Descriptor): boolean => {
  if (old.configurable) return false
  if (now.configurable || (now.enumerable !== undefined && now.enumerable !== old.enumerable)) return true
  const isAccessor = old.value === undefined
  if (('get' in now || 'set' in now) !== isAccessor && ('get' in now || 'set' in now || now.value !== undefined || now.writable !== undefined)) return true
  if (isAccessor) return ('get' in now && now.get !== old.get) || ('set' in now && now.set !== old.set)
  if (old.writable) return false
  if (now.writable) return true
  const same = now.value === undefined ? trueValue : machine.equals(now.value, old.value!)
  return !(same.kind === 'primitive' && same.value === true)
}

const merged = (old: Slot | undefined, now: Descriptor): Slot => {
  const isAccessor = 'get' in now || 'set' in now || (old !== undefined && old.value === undefined && now.value === undefined && now.writable === undefined)
  return {
    kind: 'slot',
    value: isAccessor ? undefined : now.value ?? old?.value ?? undefinedValue,
    get: isAccessor ? ('get' in now ? now.get : old?.get) : undefined,
    set: isAccessor ? ('set' in now ? now.set : old?.set) : undefined,
    enumerable: now.enumerable ?? old?.enumerable ?? false,
    writable: isAccessor ? false : now.writable ?? old?.writable ?? false,
    configurable: now.configurable ?? old?.configurable ?? false,
  }
}

const write = (machine: Machine, obj: Obj, key: string, slot: Slot): void => {
  const isPlain = slot.value !== undefined && slot.enumerable && slot.writable && slot.configurable
  const inArray = obj.items !== undefined && (key === 'length' || indexOfKey(key) >= 0)
  if (inArray) {
    const keeps = isPlain || (obj.sealed && slot.value !== undefined && slot.enumerable && slot.writable)
    if (keeps || (key === 'length' && slot.writable && slot.value !== undefined)) return defineData(machine as Run, obj, key, slot.value!)
    return blur(machine.heap, obj, machine.unknown('unsupported', { detail: 'attributes of an element' }))
  }
  writeProp(machine.heap, obj, key, isPlain ? slot.value! : slot)
}

/** Defines a property for every own property of a descriptor map; gives the object. */
export const defineAll = (machine: Machine, value: Concrete, given: Abstract): Abstract => {
  if (value.kind !== 'object') return machine.throwError('TypeError', 'Object.defineProperties called on non-object')
  return lifted(machine, 'Object.defineProperties', [given], ([map]) => {
    const own = map!.kind === 'object' ? certainKeys(machine, map!) : []
    if (!own) blur(machine.heap, value, derived([map!], { site: machine.site }))
    else for (const key of own) defineOne(machine, value, key, machine.get(map!, key))
    return value
  })
}

/** The descriptor of an own property, or undefined (the value) where there is none. */
export const descriptorOf = (machine: Machine, value: Concrete, keyGiven: Abstract): Abstract =>
  value.kind === 'object' ? settleFixed(machine as Run, value, () => settledDescriptor(machine, value, keyGiven)) : settledDescriptor(machine, value, keyGiven)

const settledDescriptor = (machine: Machine, value: Concrete, keyGiven: Abstract): Abstract => {
  const key = machine.toKey(keyGiven)
  if (value.kind === 'primitive' && (value.value === null || value.value === undefined)) return machine.throwError('TypeError', 'Cannot convert undefined or null to object')
  if (value.kind !== 'object' || key === undefined) return pureUnknown(machine, 'Object.getOwnPropertyDescriptor', [value, keyGiven])
  if (value.type === 'function' && (key === 'length' || key === 'name' || key === 'prototype')) return pureUnknown(machine, 'Object.getOwnPropertyDescriptor', [value, keyGiven])
  const own = lookOwn(machine as Run, value, key)
  if (own === undefined) return value.open || value.type === 'function' ? pureUnknown(machine, 'Object.getOwnPropertyDescriptor', [value, keyGiven]) : undefinedValue
  if (own.kind !== 'slot' && canBeAbsent(machine.resolve(own))) return pureUnknown(machine, 'Object.getOwnPropertyDescriptor', [value, keyGiven])
  const slot = own.kind === 'slot' ? own : plainSlot(value, key, own)
  const truth = (is: boolean): Abstract => is ? trueValue : falseValue
  const shown: readonly (readonly [string, Abstract])[] = slot.value === undefined
    ? [['get', slot.get ?? undefinedValue], ['set', slot.set ?? undefinedValue]]
    : [['value', slot.value], ['writable', truth(slot.writable && !value.frozen)]]
  return machine.object([...shown, ['enumerable', truth(slot.enumerable)], ['configurable', truth(slot.configurable && !value.frozen)]])
}

