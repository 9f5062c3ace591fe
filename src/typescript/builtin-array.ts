// Array and the methods of arrays that change them. Those that take callbacks are in the prelude.
import {
  blur, canBeAbsent, derived, falseValue, guarded, hasGuards, hole, iteratorKey, known, native, pushItem, replaceItems, spliceItems, symbolPrefix, trueValue, undefinedValue, writeItem,
  type Abstract, type Machine, type Native, type NativeTable, type Obj,
} from '#value'
import { changeFixed } from './builtin-array-fixed.ts'
import { settleFixed } from './fixed.ts'
import { lifted, nativesOf, onPrimitives, result, valueOf, type Operand } from './builtin-native.ts'
import type { Run } from './run.ts'

/** A whole number between 0 and `length` from an argument that counts from the end where it is negative. */
export const clampIndex = (operand: Operand | undefined, length: number, otherwise: number): number => {
  const value = valueOf(operand)
  if (value === undefined) return otherwise
  const index = Math.trunc(Number(value)) || 0
  return index < 0 ? Math.max(length + index, 0) : Math.min(index, length)
}

/** Gives an array the prototype of a class that extends Array; nothing to do for Array itself. */
const newArray = (machine: Machine, newTarget: Obj | undefined, items: Abstract[]): Obj => {
  const array = machine.array(items)
  if (newTarget && newTarget !== machine.intrinsic('Array')) array.proto = machine.protoFor(newTarget, 'Array')
  return array
}

const construct = (machine: Machine, args: readonly Abstract[], newTarget: Obj | undefined): Abstract => {
  if (args.length !== 1) return newArray(machine, newTarget, [...args])
  return lifted(machine, 'Array', [args[0]!], ([length]) => {
    if (length?.kind !== 'primitive' || typeof length.value !== 'number') return newArray(machine, newTarget, [length!])
    if (length.value >>> 0 !== length.value) return machine.throwError('RangeError', 'Invalid array length')
    machine.checkLength(length.value, 'array')
    return newArray(machine, newTarget, Array.from({ length: length.value }, () => hole))
  }, { templates: true })
}

/** Runs `f` on an array receiver; other receivers are array-like objects, which are not followed. */
const onArray = (path: string, f: (machine: Machine, array: Obj, args: readonly Abstract[]) => Abstract): Native['call'] => (machine, self, args) =>
  self.kind === 'object' && self.items !== undefined && self.extensible ? f(machine, self, args) : onReceiver(path, f, machine, self, args)

const onReceiver = (path: string, f: (machine: Machine, array: Obj, args: readonly Abstract[]) => Abstract, machine: Machine, self: Abstract, args: readonly Abstract[]): Abstract =>
  lifted(machine, path, [self], ([receiver]) => {
    if (receiver?.kind === 'object' && receiver.items !== undefined) return settleFixed(machine as Run, receiver, () => receiver.extensible ? f(machine, receiver, args) : onFixed(machine, path, receiver, args))
    if (receiver?.kind === 'primitive' && (receiver.value === null || receiver.value === undefined)) return machine.throwError('TypeError', `${path} called on null or undefined`)
    const why = machine.unknown('unsupported', { detail: `${path} on an object that is not an array` })
    if (receiver?.kind === 'object') blur(machine.heap, receiver, why)
    return why
  })

/** A method on an array that cannot grow. Where its elements depend on conditions, so does how far it comes. */
const onFixed = (machine: Machine, path: string, array: Obj, args: readonly Abstract[]): Abstract => {
  if (!hasGuards(machine.heap, array) && !args.some(canBeAbsent)) return changeFixed(machine, path.slice(path.lastIndexOf('.') + 1), array, args)
  const why = machine.unknown('unsupported', { detail: `${path} on an array that cannot grow and whose elements depend on conditions` })
  if (!array.frozen) blur(machine.heap, array, why)
  return why
}

/** The length of an array that has just been changed; not decided where it depends on conditions, since it is seldom asked for. */
const newLength = (machine: Machine, array: Obj): Abstract =>
  array.guarded || array.open !== undefined ? machine.unknown('derived', { type: 'number' }) : known(array.items!.length, machine.site)

const isArray = (machine: Machine, value: Abstract): Abstract => result(machine, value.kind === 'object' && value.type === 'array', [])

const push = onArray('Array.prototype.push', (machine, array, args) => {
  machine.checkLength(array.items!.length + args.length, 'array')
  for (const value of args) pushItem(machine.heap, array, value)
  return newLength(machine, array)
})

const unshift = onArray('Array.prototype.unshift', (machine, array, args) => {
  machine.checkLength(array.items!.length + args.length, 'array')
  machine.spend(array.items!.length / 100)
  if (args.length > 0) spliceItems(machine.heap, array, 0, 0, args)
  return newLength(machine, array)
})

const present = (item: Abstract | undefined): Abstract => item === undefined || item === hole ? undefinedValue : item

/** `pop` and `shift`: which element it is may depend on conditions. */
const takeOne = (path: string, first: boolean): Native['call'] => onArray(path, (machine, array) => {
  if (!hasGuards(machine.heap, array) && !array.guarded) {
    const { length } = array.items!
    machine.spend(first ? length / 100 : 0)
    return present(length === 0 ? undefined : spliceItems(machine.heap, array, first ? 0 : length - 1, 1, [])[0])
  }
  return machine.withItems(array, (items) => {
    replaceItems(machine.heap, array, first ? items.slice(1) : items.slice(0, -1))
    return present(first ? items[0] : items.at(-1))
  }, true)
})

const hasUnknown = (value: Abstract): boolean => value.kind === 'unknown' || value.kind === 'maybe' || (value.kind === 'choice' && (hasUnknown(value.then) || hasUnknown(value.else)))

/** Runs `f` on the decided elements and on numbers among the arguments, then gives the array the elements that `f` makes. */
const rearrange = (path: string, numbers: (args: readonly Abstract[]) => readonly Abstract[], f: (items: readonly Abstract[], numbers: readonly Operand[], args: readonly Abstract[], machine: Machine) => readonly [items: Abstract[], result: Abstract | undefined]): Native['call'] =>
  onArray(path, (machine, array, args) => {
      return machine.withItems(array, (items) => {
      machine.spend(items.length / 100)
      const given = onPrimitives(machine, path, numbers(args), ['number'], (operands) => {
        const [next, removed] = f(items, operands, args, machine)
        machine.checkLength(next.length, 'array')
        replaceItems(machine.heap, array, next)
        return removed ?? array
      })
      // Where a number was not known, any element may be another one.
      if (hasUnknown(given)) blur(machine.heap, array, derived([given], { site: machine.site }))
      return given
    }, true)
  })

const splice = rearrange('Array.prototype.splice', (args) => args.slice(0, 2), (items, [start, count], args, machine) => {
  const from = clampIndex(start, items.length, 0)
  const most = items.length - from
  const taken = args.length === 0 ? 0 : args.length === 1 ? most : Math.min(Math.max(Math.trunc(Number(valueOf(count))) || 0, 0), most)
  return [[...items.slice(0, from), ...args.slice(2), ...items.slice(from + taken)], machine.array(items.slice(from, from + taken))]
})

const reverse = rearrange('Array.prototype.reverse', () => [], (items) => [items.toReversed(), undefined])

const fill = rearrange('Array.prototype.fill', (args) => args.slice(1, 3), (items, [start, end], args) => {
  const from = clampIndex(start, items.length, 0)
  const to = clampIndex(end, items.length, items.length)
  return [items.map((item, index) => index >= from && index < to ? args[0] ?? undefinedValue : item), undefined]
})

const copyWithin = rearrange('Array.prototype.copyWithin', (args) => args.slice(0, 3), (items, [target, start, end]) => {
  const at = clampIndex(target, items.length, 0)
  const from = clampIndex(start, items.length, 0)
  const to = clampIndex(end, items.length, items.length)
  return [[...items].copyWithin(at, from, to), undefined]
})

/** Are the positions of a list certain, so that it can be gone through by index? */
const isPlain: Native['call'] = (machine, _self, [given]) => {
  const value = machine.resolve(given ?? undefinedValue)
  if (value.kind === 'object') return result(machine, value.items !== undefined ? !hasGuards(machine.heap, value) : value.open === undefined && value.type !== 'map' && value.type !== 'set', [])
  return value.kind === 'primitive' ? trueValue : falseValue
}

/** Pairs of an element and its index, for lists whose positions depend on conditions. */
const pairs: Native['call'] = (machine, _self, [list]) => machine.withElements(list ?? undefinedValue, (items) => {
  let certain = true
  return machine.iterator(items.map((item, index) => {
    const isGuarded = item.kind === 'choice' && hasGuards(machine.heap, machine.array([item]))
    const position = certain ? known(index, machine.site) : derived(items.slice(0, index), { type: 'number', site: machine.site })
    if (isGuarded) certain = false
    return pairOf(machine, item, position)
  }))
})

const pairOf = (machine: Machine, item: Abstract, position: Abstract): Abstract =>
  item.kind === 'absent' ? item
    : item.kind === 'choice' ? { ...item, then: pairOf(machine, item.then, position), else: pairOf(machine, item.else, position) }
      : machine.array([item, position])

/** What becomes of a callback's result: nothing, the element at the same index, or the element itself where it is true. */
type Collect = (machine: Machine, out: Obj, index: number, element: Abstract, value: Abstract) => void

const collects: Readonly<Record<string, Collect>> = {
  forEach: () => undefined,
  map: (machine, out, index, _element, value) => {
    if (out.items !== undefined && index < out.items.length) writeItem(machine.heap, out, index, value)
    else machine.set(out, String(index), value)
  },
  filter: (machine, out, _index, element, value) => {
    const truth = machine.truth(value)
    if (truth === true) pushItem(machine.heap, out, element)
    else if (typeof truth === 'object') pushItem(machine.heap, out, guarded(truth.when, truth.is, element))
  },
}

/**
 * Calls back for the elements of an array as long as their positions are certain, which is faster than the prelude's own loop; gives the index at which that loop
 * is to go on.
 */
const each: Native['call'] = (machine, _self, [given, callback, into, how]) => {
  const list = machine.resolve(given ?? undefinedValue)
  const out = machine.resolve(into ?? undefinedValue)
  const collect = how?.kind === 'primitive' ? collects[String(how.value)] : undefined
  if (list.kind !== 'object' || list.items === undefined || !collect) return known(0)
  const run = machine as Run
  const { site } = run
  const { length } = list.items
  for (let index = 0; index < length; index++) {
    if (list.guarded || list.open !== undefined) return known(index)
    const element = list.items[index]
    if (element === undefined || element === hole) continue
    const value = machine.call(callback!, undefinedValue, [element, known(index), list])
    run.site = site
    machine.spend(1)
    collect(machine, out as Obj, index, element, value)
  }
  return known(length)
}

/** A new list of the class of a list: what `map`, `filter` and their like give. */
const newLike: Native['call'] = (machine, _self, [list, length]) => {
  const value = machine.resolve(list ?? undefinedValue)
  if (value.kind !== 'object' || value.type !== 'array' || value.proto === machine.intrinsic('Array.prototype')) {
    return machine.construct(machine.intrinsic('Array'), [length ?? known(0)])
  }
  const constructor = machine.resolve(machine.get(value, 'constructor'))
  const species = constructor.kind === 'object' && !constructor.intrinsic ? machine.resolve(machine.get(constructor, `${symbolPrefix}species`)) : constructor
  // A class that says nothing about it makes more of its own kind.
  const maker = species.kind === 'primitive' && species.value === undefined ? constructor : species
  return machine.construct(maker.kind === 'object' && maker.type === 'function' ? maker : machine.intrinsic('Array'), [length ?? known(0)])
}

/** The receiver of a method of arrays as an object; null and undefined throw. */
const listOf: Native['call'] = (machine, _self, [given]) => {
  const value = machine.resolve(given ?? undefinedValue)
  if (value.kind === 'object' || value.kind === 'unknown' || value.kind === 'choice' || value.kind === 'maybe') return value
  if (value.kind === 'primitive' && (value.value === null || value.value === undefined)) return machine.throwError('TypeError', 'Array method called on null or undefined')
  return machine.construct(machine.intrinsic('Object'), [value])
}

/** Has it an iterator? What is not known is taken to have one. */
const isIterable: Native['call'] = (machine, _self, [given]) => lifted(machine, 'isIterable', [given ?? undefinedValue], ([value]) => {
  if (value!.kind === 'primitive' && (value!.value === null || value!.value === undefined)) return machine.throwError('TypeError', `${String(value!.value)} is not iterable`)
  return known(machine.method(value!, iteratorKey) !== undefined)
}, { templates: true })

/** Throws a TypeError for what surely cannot be called. */
const needCallable: Native['call'] = (machine, _self, [callback]) => {
  const value = machine.resolve(callback ?? undefinedValue)
  if (value.kind === 'primitive') machine.throwError('TypeError', `${typeof value.value === 'string' ? JSON.stringify(value.value) : String(value.value)} is not a function`)
  if (value.kind === 'symbol' || value.kind === 'template' || (value.kind === 'object' && value.type !== 'function')) machine.throwError('TypeError', 'the callback is not a function')
  return undefinedValue
}

const of: Native['call'] = (machine, self, args) => {
  const target = machine.resolve(self)
  return newArray(machine, target.kind === 'object' && target.type === 'function' ? target : undefined, [...args])
}

/** A native that keeps guarded arguments as guarded elements. */
const keepingGuards = (name: string, length: number, call: Native['call']): Native => ({ ...native(name, length, call), guards: true })

/** Array, the methods that change arrays, and what the prelude's methods stand on (`dagbook:elements`). */
export const arrayNatives: NativeTable = {
  Array: native('Array', 1, (machine, _self, args) => construct(machine, args, undefined), construct),
  'Array.of': keepingGuards('of', 0, of),
  'Array.prototype.push': keepingGuards('push', 1, push),
  'Array.prototype.unshift': keepingGuards('unshift', 1, unshift),
  ...nativesOf({
    'Array.isArray': [1, (machine, _self, [value = undefinedValue]) =>
      value.kind === 'object' ? isArray(machine, value) : lifted(machine, 'Array.isArray', [value], ([one]) => isArray(machine, one!), { templates: true, type: 'boolean' })],
    'Array.prototype.copyWithin': [2, copyWithin],
    'Array.prototype.fill': [1, fill],
    'Array.prototype.pop': [0, takeOne('Array.prototype.pop', false)],
    'Array.prototype.reverse': [0, reverse],
    'Array.prototype.shift': [0, takeOne('Array.prototype.shift', true)],
    'Array.prototype.splice': [2, splice],
    'dagbook:elements#each': [4, each],
    'dagbook:elements#isIterable': [1, (machine, self, args) => {
      const answer = isIterable(machine, self, args)
      return answer.kind === 'unknown' ? trueValue : answer
    }],
    'dagbook:elements#isPlain': [1, isPlain],
    'dagbook:elements#listOf': [1, listOf],
    'dagbook:elements#needCallable': [1, needCallable],
    'dagbook:elements#newLike': [2, newLike],
    'dagbook:elements#pairs': [1, pairs],
  }),
}
