// The methods of arrays that only read: slice, join, includes, concat … Arrays with guarded elements are read once for each combination, or keep their guards.
import {
  absent, choice, derived, hasGuards, hole, isGuarded, known, native, symbolPrefix, undefinedValue, type Abstract, type Decision, type Machine, type Native, type NativeTable, type Obj,
} from '#value'
import { clampIndex } from './builtin-array.ts'
import { lifted, nativesOf, onPrimitives, pureUnknown, unknownTable, valueOf, type Operand } from './builtin-native.ts'
import { joinTexts } from './builtin-pattern.ts'
import type { ListState } from './elements.ts'

type Items = readonly Abstract[]

const present = (item: Abstract | undefined): Abstract => item === undefined || item === hole ? undefinedValue : item

/** Runs `f` on the elements of a receiver, array or array-like, with guards decided. */
const withReceiver = (machine: Machine, path: string, self: Abstract, f: (items: Items) => Abstract): Abstract =>
  lifted(machine, path, [self], ([receiver]) => {
    if (receiver?.kind === 'object' && receiver.items !== undefined) return machine.withItems(receiver, f)
    if (receiver?.kind === 'primitive' && (receiver.value === null || receiver.value === undefined)) return machine.throwError('TypeError', `${path} called on null or undefined`)
    if (receiver?.kind === 'primitive' && typeof receiver.value === 'string') return f(receiver.value.split('').map((unit) => known(unit, machine.site)))
    return receiver?.kind === 'object' ? withArrayLike(machine, path, receiver, f) : f([])
  })

const withArrayLike = (machine: Machine, path: string, like: Obj, f: (items: Items) => Abstract): Abstract =>
  onPrimitives(machine, path, [machine.get(like, 'length')], ['number'], ([given]) => {
    const length = Math.max(Math.trunc(Number(valueOf(given))) || 0, 0)
    machine.checkLength(length, 'array')
    const items: Abstract[] = []
    for (let index = 0; index < length; index++) {
      const has = machine.has(like, String(index))
      if (has.kind !== 'primitive') return pureUnknown(machine, path, [like])
      items.push(has.value ? machine.get(like, String(index)) : hole)
    }
    return f(items)
  })

/** A method of the elements and of arguments that are numbers. */
const withNumbers = (path: string, f: (machine: Machine, items: Items, numbers: readonly Operand[]) => Abstract): Native['call'] => (machine, self, args) =>
  withReceiver(machine, path, self, (items) => {
    machine.spend(items.length / 100)
    return onPrimitives(machine, path, args, ['number'], (numbers) => f(machine, items, numbers))
  })

const at = withNumbers('Array.prototype.at', (_machine, items, [index]) => {
  const position = Math.trunc(Number(valueOf(index))) || 0
  return present(items[position < 0 ? items.length + position : position])
})

const slice = withNumbers('Array.prototype.slice', (machine, items, [start, end]) =>
  machine.array(items.slice(clampIndex(start, items.length, 0), clampIndex(end, items.length, items.length))))

/** `slice()` without numbers copies, guards and all. */
const sliceOrCopy: Native['call'] = (machine, self, args) => {
  const from = machine.resolve(self)
  return args.length === 0 && from.kind === 'object' && from.type === 'array' && from.open === undefined ? machine.array([...from.items!]) : slice(machine, self, args)
}

const isTrue = (machine: Machine, value: Abstract): boolean | Decision => machine.truth(value)

/** Walks elements until one answers yes: a value where that is certain, else a choice over the conditions. */
const firstThat = (machine: Machine, items: Items, ask: (item: Abstract) => Abstract | undefined, yes: (index: number) => Abstract, none: Abstract, from: number): Abstract => {
  for (let index = from; index < items.length; index++) {
    const answer = ask(items[index]!)
    const truth = answer === undefined ? false : isTrue(machine, answer)
    if (truth === true) return yes(index)
    if (truth === false) continue
    const rest = firstThat(machine, items, ask, yes, none, index + 1)
    return truth.is ? choice(truth.when, yes(index), rest) : choice(truth.when, rest, yes(index))
  }
  return none
}

const sameZero = (machine: Machine, item: Abstract, wanted: Abstract): Abstract =>
  item.kind === 'primitive' && wanted.kind === 'primitive' && Number.isNaN(item.value) && Number.isNaN(wanted.value) ? known(true) : machine.equals(item, wanted)

const longestChain = 30

/** A search for an element: certain where every comparison is, else a choice over few conditions. */
const searching = (path: string, find: (machine: Machine, items: Items, wanted: Abstract, from: number) => Abstract, type: 'boolean' | 'number'): Native['call'] => (machine, self, args) => {
  const wanted = args[0] ?? undefinedValue
  return withReceiver(machine, path, self, (items) => {
    machine.spend(items.length / 100)
    if (items.length === 0) return find(machine, items, wanted, 0)
    if (items.length > longestChain && wanted.kind !== 'primitive' && wanted.kind !== 'object') return derived([wanted], { type, site: machine.site })
    return onPrimitives(machine, path, args.slice(1, 2), ['number'], ([from]) => find(machine, items, wanted, clampIndex(from, items.length, 0)), { type })
  })
}

const includesDecided = searching('Array.prototype.includes', (machine, items, wanted, from) =>
  firstThat(machine, items, (item) => sameZero(machine, present(item), wanted), () => known(true, machine.site), known(false, machine.site), from), 'boolean')

/** Is a guarded element there, and is it the one that is looked for? */
const guardedSame = (machine: Machine, item: Abstract, wanted: Abstract): Abstract =>
  item.kind === 'absent' ? known(false)
    : item.kind === 'choice' ? choice(item.when, guardedSame(machine, item.then, wanted), guardedSame(machine, item.else, wanted))
      : sameZero(machine, present(item), wanted)

/** Of guarded elements each is asked by itself, since their order does not matter. */
const includes: Native['call'] = (machine, self, args) => {
  const list = machine.resolve(self)
  const isGuardedList = list.kind === 'object' && list.type === 'array' && list.guarded && list.open === undefined && args.length === 1
  if (!isGuardedList || list.items!.some(repeats) || list.items!.length > longestChain) return includesDecided(machine, self, args)
  return firstThat(machine, list.items!, (item) => guardedSame(machine, machine.resolve(item), args[0]!), () => known(true, machine.site), known(false, machine.site), 0)
}

const repeats = (value: Abstract): boolean => value.kind === 'choice' && (value.when.repeats || repeats(value.then) || repeats(value.else))

const indexOf = searching('Array.prototype.indexOf', (machine, items, wanted, from) =>
  firstThat(machine, items, (item) => item === hole ? undefined : machine.equals(item, wanted), (index) => known(index, machine.site), known(-1, machine.site), from), 'number')

const lastIndexOf: Native['call'] = (machine, self, args) => withReceiver(machine, 'Array.prototype.lastIndexOf', self, (items) =>
  items.length === 0 ? known(-1, machine.site) : onPrimitives(machine, 'Array.prototype.lastIndexOf', args.slice(1, 2), ['number'], (numbers) => {
    const given = numbers.length === 0 ? items.length - 1 : Math.trunc(Number(valueOf(numbers[0]))) || 0
    const last = given < 0 ? items.length + given : Math.min(given, items.length - 1)
    const backwards = items.slice(0, last + 1).toReversed()
    return firstThat(machine, backwards, (item) => item === hole ? undefined : machine.equals(item, args[0] ?? undefinedValue),
      (index) => known(last - index, machine.site), known(-1, machine.site), 0)
  }, { type: 'number' }))

/** The text of an element within a join: nothing for null and undefined. */
const elementText = (machine: Machine, given: Abstract): Abstract => {
  const item = machine.resolve(present(given))
  if (item.kind === 'primitive') return item.value === null || item.value === undefined ? known('') : item
  if (item.kind === 'choice') return choice(item.when, elementText(machine, item.then), elementText(machine, item.else))
  if (item.kind === 'unknown' && (item.type === undefined || item.optional)) return derived([item], { type: 'string', site: item.site, id: `[${item.id}]` })
  return item.kind === 'maybe' ? derived([item], { type: 'string', site: machine.site }) : machine.toText(item)
}

/** Lists whose text is being made: one that holds itself stands for the empty text there. */
const joining = new Set<Abstract>()

const join: Native['call'] = (machine, self, args) => {
  const list = machine.resolve(self)
  if (joining.has(list)) return known('')
  joining.add(list)
  try {
    return joinItems(machine, self, args)
  } finally {
    joining.delete(list)
  }
}

const joinItems: Native['call'] = (machine, self, args) => withReceiver(machine, 'Array.prototype.join', self, (items) => {
  machine.spend(items.length / 10)
  const given = args[0] ?? undefinedValue
  const separator = given.kind === 'primitive' && given.value === undefined ? known(',') : machine.toText(given)
  return joinTexts(machine, items.flatMap((item, index) => index === 0 ? [elementText(machine, item)] : [separator, elementText(machine, item)]), 'Array.prototype.join')
})

const toText: Native['call'] = (machine, self) => {
  const method = machine.resolve(machine.get(self, 'join'))
  return method.kind === 'object' && method.type === 'function' ? machine.call(method, self, []) : machine.call(machine.get(machine.intrinsic('Object.prototype'), 'toString'), self, [])
}

/** All elements of lists one after the other, guards kept; what is not a list is an element itself. */
const concat: Native['call'] = (machine, self, args) => lifted(machine, 'Array.prototype.concat', [self], ([receiver]) => {
  const append = (items: Abstract[], rest: readonly Abstract[]): Abstract => {
    if (rest.length === 0) return machine.array(items)
    const [first, ...others] = rest
    const one = machine.resolve(first!)
    machine.checkLength(items.length, 'array')
    if (one.kind === 'unknown' && one.type !== 'string' && one.type !== 'number' && one.type !== 'boolean') {
      // A list or an element: either way something that is there 0 to n times.
      return machine.withElements(one.type === 'array' ? one : { ...one, id: `list ${one.id}` }, (more) => append([...items, ...more], others))
    }
    if (one.kind === 'choice') return machine.fork(one.when, () => append([...items], [one.then, ...others]), () => append([...items], [one.else, ...others]))
    if (one.kind === 'maybe') return pureUnknown(machine, 'Array.prototype.concat', [one], 'array')
    if (one.kind !== 'object' || !spreads(machine, one)) return append([...items, one], others)
    if (one.open !== undefined) return machine.withElements(one, (more) => append([...items, ...more], others))
    return append([...items, ...one.items!], others)
  }
  return append([], [receiver!, ...args])
})

const spreads = (machine: Machine, value: Obj): boolean => {
  const flag = machine.get(value, `${symbolPrefix}isConcatSpreadable`)
  const isSet = flag.kind === 'primitive' && flag.value !== undefined
  return value.items !== undefined && value.type === 'array' && (!isSet || Boolean((flag as { value: unknown }).value))
}

const flat: Native['call'] = (machine, self, args) => onPrimitives(machine, 'Array.prototype.flat', args.slice(0, 1), ['number'], ([given]) => {
  const value = valueOf(given)
  const depth = value === undefined ? 1 : Math.trunc(Number(value)) || 0
  return withReceiver(machine, 'Array.prototype.flat', self, (items) => flatten(machine, items, depth, (all) => machine.array(all), 0))
})

const deepestFlat = 100

/** Flattens decided elements; elements that are choices of lists are decided on the way. */
const flatten = (machine: Machine, items: Items, depth: number, f: (items: Abstract[]) => Abstract, level: number): Abstract => {
  if (level > deepestFlat) machine.limit('nested arrays')
  const go = (out: Abstract[], rest: Items): Abstract => {
    for (const [index, given] of rest.entries()) {
      if (given === hole) continue
      const item = machine.resolve(given)
      machine.checkLength(out.length, 'array')
      if (item.kind === 'choice' && depth > 0 && mayBeList(item)) {
        const side = (one: Abstract) => (): Abstract => go([...out], [one, ...rest.slice(index + 1)])
        return machine.fork(item.when, side(item.then), side(item.else))
      }
      if (item.kind === 'unknown' && depth > 0 && (item.type === undefined || item.type === 'array' || item.type === 'object')) {
        return machine.withElements({ ...item, id: `list ${item.id}` }, (more) => go([...out, ...more], rest.slice(index + 1)))
      }
      if (item.kind !== 'object' || item.type !== 'array' || depth <= 0) {
        out.push(item)
        continue
      }
      machine.spend(1)
      return machine.withItems(item, (inner) => flatten(machine, inner, depth - 1, (more) => go([...out, ...more], rest.slice(index + 1)), level + 1))
    }
    return f(out)
  }
  return go([], items)
}

const mayBeList = (value: Abstract): boolean =>
  value.kind === 'choice' ? mayBeList(value.then) || mayBeList(value.else) : value.kind === 'object' || value.kind === 'unknown' || value.kind === 'maybe'

const toSpliced: Native['call'] = (machine, self, args) => withReceiver(machine, 'Array.prototype.toSpliced', self, (items) =>
  onPrimitives(machine, 'Array.prototype.toSpliced', args.slice(0, 2), ['number'], ([start, count]) => {
    const from = clampIndex(start, items.length, 0)
    const most = items.length - from
    const taken = args.length === 0 ? 0 : args.length === 1 ? most : Math.min(Math.max(Math.trunc(Number(valueOf(count))) || 0, 0), most)
    machine.checkLength(items.length + args.length, 'array')
    return machine.array([...items.slice(0, from), ...args.slice(2), ...items.slice(from + taken)].map(present))
  }))

const withOne: Native['call'] = (machine, self, args) => withReceiver(machine, 'Array.prototype.with', self, (items) =>
  onPrimitives(machine, 'Array.prototype.with', args.slice(0, 1), ['number'], ([given]) => {
    const index = Math.trunc(Number(valueOf(given))) || 0
    const position = index < 0 ? items.length + index : index
    if (position < 0 || position >= items.length) return machine.throwError('RangeError', 'Invalid index : ' + index)
    return machine.array(items.map((item, one) => one === position ? args[1] ?? undefinedValue : present(item)))
  }))

const toReversed: Native['call'] = (machine, self) => {
  const from = machine.resolve(self)
  if (from.kind === 'object' && from.type === 'array' && from.open === undefined) return machine.array(from.items!.map(present).toReversed())
  return withReceiver(machine, 'Array.prototype.toReversed', self, (items) => machine.array(items.map(present).toReversed()))
}

/** The iterators of a list: of its elements, its positions, or both. An array may change while it is iterated; guarded ones are taken as they are. */
const iterating = (path: string, f: (machine: Machine, item: Abstract, index: number) => Abstract): Native['call'] => (machine, self) => lifted(machine, path, [self], ([receiver]) => {
  if (receiver!.kind !== 'object' || receiver!.items === undefined || receiver!.guarded || receiver!.open !== undefined) {
    return withReceiver(machine, path, receiver!, (items) => machine.iterator(items.map((item, index) => f(machine, present(item), index))))
  }
  return liveIterator(machine, receiver!, (item, index) => f(machine, item, index))
})

/** An iterator that reads each element when it comes to it. */
const liveIterator = (machine: Machine, array: Obj, f: (item: Abstract, index: number) => Abstract): Obj => {
  const iterator = machine.iterator([])
  const live = (state: ListState): ListState => {
    const item = array.items![state.index]
    const items: Abstract[] = []
    if (item !== undefined) items[state.index] = hasGuards(machine.heap, array) ? choice(machine.conditions.of(`o${array.serial}`, { kind: 'loop' }, 'an element that may not be there'), f(present(item), state.index), absent) : f(present(item), state.index)
    return { ...state, items }
  }
  iterator.data = { items: [], index: 0, live } satisfies ListState
  return iterator
}

/** `values()` and the iterator of arrays: guards stay guards. */
const values: Native['call'] = (machine, self) => lifted(machine, 'Array.prototype.values', [self], ([receiver]) => {
  if (receiver?.kind !== 'object' || receiver.items === undefined) return withReceiver(machine, 'Array.prototype.values', self, (items) => machine.iterator(items.map(present)))
  if (receiver.open !== undefined || receiver.items.some((item) => isGuarded(machine.heap, item))) return machine.withElements(receiver, (items) => machine.iterator(items))
  return liveIterator(machine, receiver, (item) => item)
})

const valuesNative = native('values', 0, values)

/** The reading methods of arrays. */
export const listNatives: NativeTable = {
  ...nativesOf({
    'Array.prototype.at': [1, at],
    'Array.prototype.concat': [1, concat],
    'Array.prototype.entries': [0, iterating('Array.prototype.entries', (machine, item, index) => machine.array([known(index, machine.site), item]))],
    'Array.prototype.flat': [0, flat],
    'Array.prototype.includes': [1, includes],
    'Array.prototype.indexOf': [1, indexOf],
    'Array.prototype.join': [1, join],
    'Array.prototype.keys': [0, iterating('Array.prototype.keys', (machine, _item, index) => known(index, machine.site))],
    'Array.prototype.lastIndexOf': [1, lastIndexOf],
    'Array.prototype.slice': [2, sliceOrCopy],
    'Array.prototype.toReversed': [0, toReversed],
    'Array.prototype.toSpliced': [2, toSpliced],
    'Array.prototype.toString': [0, toText],
    'Array.prototype.with': [2, withOne],
  }),
  'Array.prototype.values': valuesNative,
  'Array.prototype.@@iterator': valuesNative,
  ...unknownTable('unsupported', "depends on the host's locale", { 'Array.prototype.toLocaleString': 0 }, 'string'),
}
