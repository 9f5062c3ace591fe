// Functions as objects: call, apply and bind; Reflect; and code from text, which is never run.
import {
  derived, hole, known, native, nativeOf, undefinedValue, writeField, type Abstract, type Concrete, type Machine, type Native, type NativeTable, type Obj,
} from '#value'
import { lifted, nativesOf, onPrimitives, pureUnknown, result, unknownTable, valueOf } from './builtin-native.ts'
import { certainKeys, keyValue } from './builtin-own.ts'
import { descriptorOf, tryDefine } from './builtin-property.ts'
import { forgetVariables } from './limits.ts'
import { settleFixed } from './fixed.ts'
import { getFrom } from './member.ts'
import { deleteMember, setByValue, setProto } from './member-write.ts'
import type { Run } from './run.ts'

/** The elements of a list of arguments: an array, an array-like object, or nothing. */
const withList = (machine: Machine, given: Abstract | undefined, f: (args: readonly Abstract[]) => Abstract, mayMiss = false): Abstract =>
  lifted(machine, 'Function.prototype.apply', [given ?? undefinedValue], ([list]) => {
    if (mayMiss && list!.kind === 'primitive' && (list!.value === null || list!.value === undefined)) return f([])
    if (list!.kind !== 'object') return machine.throwError('TypeError', 'CreateListFromArrayLike called on non-object')
    if (list!.items !== undefined) return machine.withItems(list!, (items) => f(items.map((item) => item === hole ? undefinedValue : item)))
    return onPrimitives(machine, 'Function.prototype.apply', [machine.get(list!, 'length')], ['number'], ([length]) => {
      const count = Math.max(Math.trunc(Number(valueOf(length))) || 0, 0)
      machine.checkLength(count, 'array')
      return f(Array.from({ length: count }, (_, index) => machine.get(list!, String(index))))
    })
  })

const bind: Native['call'] = (machine, self, args) => lifted(machine, 'Function.prototype.bind', [self], ([target]) => {
  if (target!.kind !== 'object' || target!.type !== 'function') return machine.throwError('TypeError', 'Bind must be called on a function')
  const [receiver = undefinedValue, ...first] = args
  const name = machine.get(target!, 'name')
  const length = machine.get(target!, 'length')
  const count = length.kind === 'primitive' && typeof length.value === 'number' ? Math.max(length.value - first.length, 0) : 0
  const constructs = nativeOf(target!) === undefined || nativeOf(target!)!.construct !== undefined
  return machine.func(native(
    `bound ${name.kind === 'primitive' && typeof name.value === 'string' ? name.value : ''}`, count,
    (inner, _self, rest) => inner.call(target!, receiver, [...first, ...rest]),
    constructs ? (inner, rest) => inner.construct(target!, [...first, ...rest]) : undefined,
  ))
})

const hasInstance: Native['call'] = (machine, self, args) => lifted(machine, 'Function.prototype[Symbol.hasInstance]', [self, args[0] ?? undefinedValue], ([target, value]) => {
  if (target!.kind !== 'object' || target!.type !== 'function' || value!.kind !== 'object') return known(false, machine.site)
  return lifted(machine, 'instanceof', [machine.get(target!, 'prototype')], ([proto]) => {
    for (let at = value!.kind === 'object' ? value!.proto : null; at !== null; at = at.proto) if (at === proto) return known(true, machine.site)
    return known(false, machine.site)
  }, { type: 'boolean' })
}, { type: 'boolean' })

const fromText: Native['call'] = (machine) => {
  machine.report('unsupported', 'warning', 'code is made from text; it is not read', 'Write the function out.')
  return machine.unknown('unsupported', { of: 'Function', detail: 'code from text' })
}

/** Text that is run where it stands may do anything to what is in the scope. */
const loseModule = (run: Run, result: Abstract): void => {
  if (run.site === undefined || result.kind !== 'unknown') return
  run.cutOff.add(run.site.file.path)
  forgetVariables(run, run.site, result)
}

/** A Reflect function of an object; anything else throws. */
const onTarget = (name: string, f: (machine: Machine, target: Obj, args: readonly Abstract[]) => Abstract): Native['call'] => (machine, _self, args) =>
  lifted(machine, `Reflect.${name}`, [args[0] ?? undefinedValue], ([target]) =>
    target!.kind === 'object' ? settleFixed(machine as Run, target!, () => f(machine, target as Obj, args)) : machine.throwError('TypeError', `Reflect.${name} called on non-object`))

const withKey = (machine: Machine, key: Abstract | undefined, f: (key: string, value: Concrete) => Abstract): Abstract =>
  lifted(machine, 'key', [key ?? undefinedValue], ([one]) => {
    const text = machine.toKey(one!)
    return text === undefined ? derived([one!], { site: machine.site }) : f(text, one!)
  })

const reflectGet = onTarget('get', (machine, target, args) =>
  args.length > 2 && machine.resolve(args[2]!) !== target ? withKey(machine, args[1], (key) => getFrom(machine as Run, target, key, args[2]!)) : machine.get(target, args[1] ?? undefinedValue))

/** Writes as an assignment does; true, or false where the assignment would throw because of the object. */
const reflectSet = onTarget('set', (machine, target, args) => withKey(machine, args[1], (key, value) => {
  const own = target.props.get(key)
  const refused = target.frozen || (own === undefined ? !target.extensible : own.kind === 'slot' && (own.value === undefined ? own.set === undefined : !own.writable))
  if (refused) return known(false, machine.site)
  setByValue(machine as Run, target, value, args[2] ?? undefinedValue)
  return known(true, machine.site)
}))

/** Tries what throws a TypeError for objects that refuse it, and says whether it was done. */
const tried = (machine: Machine, refuses: boolean, change: () => void): Abstract => {
  if (!refuses) change()
  return result(machine, !refuses, [])
}

const reflect: Readonly<Record<string, readonly [length: number, call: Native['call']]>> = {
  'Reflect.apply': [3, (machine, _self, args) => withList(machine, args[2], (list) => machine.call(args[0] ?? undefinedValue, args[1] ?? undefinedValue, list))],
  'Reflect.construct': [2, (machine, _self, args) => withList(machine, args[1], (list) => machine.construct(args[0] ?? undefinedValue, list, args[2]))],
  'Reflect.defineProperty': [3, onTarget('defineProperty', (machine, target, args) => withKey(machine, args[1], (key) =>
    result(machine, tryDefine(machine, target, key, args[2] ?? undefinedValue) === undefined, [])))],
  'Reflect.deleteProperty': [2, onTarget('deleteProperty', (machine, target, args) => withKey(machine, args[1], (key) => {
    const own = target.props.get(key)
    const fixed = target.frozen || (target.sealed && target.items![Number(key)] !== undefined && target.items![Number(key)] !== hole) || (own !== undefined && own.kind === 'slot' && !own.configurable)
    if (target.items !== undefined && key === 'length') return known(false, machine.site)
    if (own === undefined && target.items === undefined && target.open === undefined) return known(true, machine.site)
    return fixed ? known(false, machine.site) : deleteMember(machine as Run, target, key)
  }))],
  'Reflect.get': [2, reflectGet],
  'Reflect.getOwnPropertyDescriptor': [2, onTarget('getOwnPropertyDescriptor', (machine, target, args) => descriptorOf(machine, target, args[1] ?? undefinedValue))],
  'Reflect.getPrototypeOf': [1, onTarget('getPrototypeOf', (_machine, target) => target.proto ?? known(null))],
  'Reflect.has': [2, onTarget('has', (machine, target, args) => withKey(machine, args[1], (key) => machine.has(target, key)))],
  'Reflect.isExtensible': [1, onTarget('isExtensible', (machine, target) => result(machine, target.extensible, []))],
  'Reflect.ownKeys': [1, onTarget('ownKeys', (machine, target) => {
    const keys = certainKeys(machine, target)
    return keys ? machine.array(keys.map((key) => keyValue(machine, key))) : pureUnknown(machine, 'Reflect.ownKeys', [target], 'array')
  })],
  'Reflect.preventExtensions': [1, onTarget('preventExtensions', (machine, target) => tried(machine, target.intrinsic, () => writeField(machine.heap, target, 'extensible', false)))],
  'Reflect.set': [3, reflectSet],
  'Reflect.setPrototypeOf': [2, onTarget('setPrototypeOf', (machine, target, args) => tried(machine, target.intrinsic || !target.extensible, () => setProto(machine as Run, target, args[1] ?? undefinedValue)))],
}

/** Function.prototype, Reflect, and the ways to run text, which give unknown. */
export const functionNatives: NativeTable = {
  Function: native('Function', 1, fromText, (machine) => fromText(machine, undefinedValue, [])),
  eval: native('eval', 1, (machine, _self, args) => {
    const given = machine.resolve(args[0] ?? undefinedValue)
    if (given.kind === 'primitive' && typeof given.value !== 'string') return given
    const result = fromText(machine, undefinedValue, [])
    loseModule(machine as Run, result)
    return result
  }),
  ...nativesOf({
    'Function.prototype.apply': [2, (machine, self, args) => withList(machine, args[1], (list) => machine.call(self, args[0] ?? undefinedValue, list), true)],
    'Function.prototype.bind': [1, bind],
    'Function.prototype.call': [1, (machine, self, args) => machine.call(self, args[0] ?? undefinedValue, args.slice(1))],
    'Function.prototype.@@hasInstance': [1, hasInstance],
    ...reflect,
  }),
  ...unknownTable('unsupported', 'the text of a function', { 'Function.prototype.toString': 0 }, 'string'),
}
