// Map, Set and their weak kin: entries under known keys, guarded ones, and what an unknown key does.
import {
  canBeAbsent, choice, derived, entryKey, guarded, known, maybe, native, openUp, presentOr, removeEntry, undefinedValue, writeEntry, writeField,
  type Abstract, type Entry, type Machine, type Native, type NativeTable, type Obj, type Primitive,
} from '#value'
import { lifted, nativesOf } from './builtin-native.ts'
import { ifThere, onEachSide } from './builtin-own.ts'
import { entriesAfter, type ListState } from './elements.ts'

type Kind = 'map' | 'set' | 'weakmap' | 'weakset'
const constructorOf: Readonly<Record<Kind, string>> = { map: 'Map', set: 'Set', weakmap: 'WeakMap', weakset: 'WeakSet' }

/** Runs `f` on a collection receiver of a kind; throws for others. */
const onCollection = (kind: Kind, method: string, f: (machine: Machine, collection: Obj, args: readonly Abstract[]) => Abstract): Native['call'] => {
  const path = `${constructorOf[kind]}.prototype.${method}`
  return (machine, self, args) => lifted(machine, path, [self], ([receiver]) =>
    receiver?.kind === 'object' && receiver.type === kind ? f(machine, receiver, args) : machine.throwError('TypeError', `Method ${path} called on incompatible receiver`))
}

const isPresent = (machine: Machine, value: Abstract): Abstract => {
  const at = machine.resolve(value)
  return at.kind === 'choice' && canBeAbsent(at) ? choice(at.when, isPresent(machine, at.then), isPresent(machine, at.else)) : known(at.kind !== 'absent', machine.site)
}

const isSurelyThere = (machine: Machine, value: Abstract): boolean => {
  const there = machine.resolve(isPresent(machine, value))
  return there.kind === 'primitive' && there.value === true
}

/** Something unknown may have been set or removed: what is there becomes uncertain, and there may be more. */
const blurEntries = (machine: Machine, collection: Obj, why: Abstract): void => {
  for (const [key, entry] of collection.entries!) writeEntry(machine.heap, collection, key, { key: entry.key, value: maybe(entry.value) })
  openUp(machine.heap, collection, derived([why], { site: machine.site }))
}

/** -0 and 0 are one key. */
const normalKey = (key: Abstract): Abstract => key.kind === 'primitive' && key.value === 0 ? { ...key, value: 0 } satisfies Primitive : key

/** Sets an entry under a key, known or not. */
const setEntry = (machine: Machine, collection: Obj, keyGiven: Abstract, value: (key: Abstract) => Abstract): void => {
  const key = normalKey(machine.resolve(keyGiven))
  if (key.kind === 'choice') {
    const side = (one: Abstract) => (): Abstract => {
      setEntry(machine, collection, one, value)
      return undefinedValue
    }
    machine.fork(key.when, side(key.then), side(key.else))
    return
  }
  const at = entryKey(key)
  if (!at) return blurEntries(machine, collection, key)
  machine.checkLength(collection.entries!.size + 1, 'array')
  const old = collection.entries!.get(at.key)
  // Set again where it may not be there, its place in the order depends on that.
  if (old && !collection.unordered && !isSurelyThere(machine, old.value)) writeField(machine.heap, collection, 'unordered', true)
  writeEntry(machine.heap, collection, at.key, { key: old?.key ?? key, value: value(key) })
}

/** Looks an entry up and gives `f` of its value (absent where there is none); an unknown key gives an unknown. */
const lookUp = (machine: Machine, collection: Obj, keyGiven: Abstract, path: string, f: (value: Abstract) => Abstract, type?: 'boolean'): Abstract => {
  const given = machine.resolve(keyGiven)
  if (given.kind === 'choice') return machine.fork(given.when, () => lookUp(machine, collection, given.then, path, f, type), () => lookUp(machine, collection, given.else, path, f, type))
  return amongEntries(machine, collection, given, f) ?? lifted(machine, path, [given], ([key]) => {
    const at = entryKey(normalKey(key!))
    const entry = at && collection.entries!.get(at.key)
    if (!at || (!entry && collection.open)) return derived([collection.open ?? key!], { site: machine.site, type })
    return f(entry ? machine.resolve(entry.value) : { kind: 'absent' })
  }, { ...(type && { type }) })
}

/** So many entries there may be for a key that is not known to be compared with each of them. */
const mostCompared = 6

/** What is under an unknown key of a small collection: the value of one of its entries, or nothing. Undefined where that cannot be told. */
const amongEntries = (machine: Machine, collection: Obj, key: Abstract, f: (value: Abstract) => Abstract): Abstract | undefined => {
  const entries = [...collection.entries!.values()]
  if (key.kind !== 'unknown' || collection.open || entries.length > mostCompared || entries.some((one) => one.key.kind !== 'primitive' || Number.isNaN(one.key.value))) return undefined
  return entries.reduceRight((rest, entry) => {
    const same = machine.truth(machine.equals(key, entry.key))
    if (typeof same === 'boolean') return same ? f(machine.resolve(entry.value)) : rest
    const [yes, no] = same.is ? [f(machine.resolve(entry.value)), rest] : [rest, f(machine.resolve(entry.value))]
    return choice(same.when, yes, no)
  }, f({ kind: 'absent' }))
}

const get = (kind: Kind): Native['call'] => onCollection(kind, 'get', (machine, collection, args) =>
  lookUp(machine, collection, args[0] ?? undefinedValue, `${kind}.get`, (value) => presentOr(value, undefinedValue)))

const has = (kind: Kind): Native['call'] => onCollection(kind, 'has', (machine, collection, args) =>
  lookUp(machine, collection, args[0] ?? undefinedValue, `${kind}.has`, (value) =>
    value.kind === 'maybe' ? derived([value], { type: 'boolean', site: machine.site }) : isPresent(machine, value), 'boolean'))

/** Removes what is under a key, known or not; gives whether it was there. */
const removeKey = (machine: Machine, collection: Obj, keyGiven: Abstract): Abstract => {
  const key = normalKey(machine.resolve(keyGiven))
  if (key.kind === 'choice') return machine.fork(key.when, () => removeKey(machine, collection, key.then), () => removeKey(machine, collection, key.else))
  const at = entryKey(key)
  if (!at) {
    blurEntries(machine, collection, key)
    return derived([key], { type: 'boolean', site: machine.site })
  }
  const entry = collection.entries!.get(at.key)
  if (!entry) return collection.open ? derived([collection.open], { type: 'boolean', site: machine.site }) : known(false, machine.site)
  const value = machine.resolve(entry.value)
  removeEntry(machine.heap, collection, at.key)
  return value.kind === 'maybe' ? derived([value], { type: 'boolean', site: machine.site }) : isPresent(machine, value)
}

const remove = (kind: Kind): Native['call'] => onCollection(kind, 'delete', (machine, collection, args) => removeKey(machine, collection, args[0] ?? undefinedValue))

const needObject = (machine: Machine, key: Abstract, what: string): void => {
  if (key.kind === 'primitive') machine.throwError('TypeError', `Invalid value used ${what}`)
}

const set = (kind: 'map' | 'weakmap'): Native['call'] => onCollection(kind, 'set', (machine, map, args) => {
  if (kind === 'weakmap') needObject(machine, args[0] ?? undefinedValue, 'as weak map key')
  setEntry(machine, map, args[0] ?? undefinedValue, () => args[1] ?? undefinedValue)
  return map
})

const add = (kind: 'set' | 'weakset'): Native['call'] => onCollection(kind, 'add', (machine, collection, args) => {
  if (kind === 'weakset') needObject(machine, args[0] ?? undefinedValue, 'in weak set')
  setEntry(machine, collection, args[0] ?? undefinedValue, (key) => key)
  return collection
})

const clear = (kind: Kind): Native['call'] => onCollection(kind, 'clear', (machine, collection) => {
  for (const key of [...collection.entries!.keys()]) removeEntry(machine.heap, collection, key)
  writeField(machine.heap, collection, 'open', undefined)
  writeField(machine.heap, collection, 'unordered', false)
  return undefinedValue
})

const size = (kind: Kind): Native['call'] => onCollection(kind, 'size', (machine, collection) => {
  if (collection.open) return derived([collection.open], { type: 'number', site: machine.site })
  const items = [...collection.entries!.values()].map((entry) => entry.value)
  return machine.withItems(machine.array(items), (there) => known(there.length, machine.site))
})

/** Iterates a collection: `of` makes the element from an entry; guarded entries give guarded elements. */
const iterating = (kind: Kind, method: string, of: (machine: Machine, key: Abstract, value: Abstract) => Abstract): Native['call'] => onCollection(kind, method, (machine, collection) => {
  if (collection.open || collection.unordered) {
    const unknown = collection.open ? derived([collection.open]) : machine.unknown('derived', { detail: 'the order of entries' })
    return machine.withElements(unknown, (items) => machine.iterator(items.map((item) => elementwise(item, () => of(machine, machine.unknown('element'), machine.unknown('element'))))))
  }
  const item = ({ key, value }: Entry): Abstract => elementwise(machine.resolve(value), (there) => of(machine, key, there))
  const entries = [...collection.entries!.values()]
  if (entries.some(({ value }) => canBeAbsent(value))) return machine.iterator(entries.map(item).filter((one) => one.kind !== 'absent'))
  const iterator = machine.iterator([])
  const after = entriesAfter(collection)
  // Entries may come and go while they are iterated: new ones are visited, too, removed ones are not.
  const live = (state: ListState): ListState => {
    const entry = after(state.last!)
    if (!entry) return { ...state, items: [] }
    const isCertain = !collection.open && !collection.unordered
    const items: Abstract[] = []
    items[state.index] = isCertain ? item(entry) : guarded(machine.conditions.of(`o${collection.serial}`, { kind: 'loop' }, 'an entry that may not be there'), true, of(machine, machine.unknown('element'), machine.unknown('element')))
    return { ...state, items, last: entry.since }
  }
  iterator.data = { items: [], index: 0, live, last: 0 } satisfies ListState
  return iterator
})

const elementwise = (value: Abstract, f: (value: Abstract) => Abstract): Abstract =>
  value.kind === 'choice' && canBeAbsent(value) ? choice(value.when, elementwise(value.then, f), elementwise(value.else, f)) : value.kind === 'absent' ? value : f(value)

/** The constructor of a collection: fills it from an iterable, through the class's own `set` or `add` where it has one. */
const construct = (kind: Kind): Native => {
  const name = constructorOf[kind]
  const isMap = kind === 'map' || kind === 'weakmap'
  return native(name, 0, (machine) => machine.throwError('TypeError', `Constructor ${name} requires 'new'`), (machine, args, newTarget) => {
    const collection = machine.make(kind, machine.protoFor(newTarget, name))
    collection.entries ??= new Map()
    const source = machine.resolve(args[0] ?? undefinedValue)
    if (source.kind === 'primitive' && (source.value === null || source.value === undefined)) return collection
    const adder = machine.get(collection, isMap ? 'set' : 'add')
    return machine.withElements(source, (items) => {
      for (const item of items) (isMap ? onEachSide : ifThere)(machine, item, (one) => {
        if (isMap && (one.kind === 'primitive' || one.kind === 'symbol')) machine.throwError('TypeError', `Iterator value ${one.kind === 'primitive' ? String(one.value) : 'Symbol()'} is not an entry object`)
        machine.call(adder, collection, isMap ? [machine.get(one, '0'), machine.get(one, '1')] : [one])
      })
      return collection
    })
  })
}

const pairOf = (machine: Machine, key: Abstract, value: Abstract): Abstract => machine.array([key, value])

const setValues = native('values', 0, iterating('set', 'values', (_machine, key) => key))
const mapEntries = native('entries', 0, iterating('map', 'entries', pairOf))

/** Map, Set, WeakMap and WeakSet. `forEach`, `Map.groupBy` and the set algebra (`union` …) are in the prelude. */
export const collectionNatives: NativeTable = {
  Map: construct('map'), Set: construct('set'), WeakMap: construct('weakmap'), WeakSet: construct('weakset'),
  ...nativesOf({
    'Map.prototype.clear': [0, clear('map')],
    'Map.prototype.delete': [1, remove('map')],
    'Map.prototype.get': [1, get('map')],
    'Map.prototype.has': [1, has('map')],
    'Map.prototype.keys': [0, iterating('map', 'keys', (_machine, key) => key)],
    'Map.prototype.set': [2, set('map')],
    'Map.prototype.values': [0, iterating('map', 'values', (_machine, _key, value) => value)],
    'get Map.prototype.size': [0, size('map')],
    'Set.prototype.add': [1, add('set')],
    'Set.prototype.clear': [0, clear('set')],
    'Set.prototype.delete': [1, remove('set')],
    'Set.prototype.entries': [0, iterating('set', 'entries', (machine, key) => pairOf(machine, key, key))],
    'Set.prototype.has': [1, has('set')],
    'get Set.prototype.size': [0, size('set')],
    'WeakMap.prototype.delete': [1, remove('weakmap')],
    'WeakMap.prototype.get': [1, get('weakmap')],
    'WeakMap.prototype.has': [1, has('weakmap')],
    'WeakMap.prototype.set': [2, set('weakmap')],
    'WeakSet.prototype.add': [1, add('weakset')],
    'WeakSet.prototype.delete': [1, remove('weakset')],
    'WeakSet.prototype.has': [1, has('weakset')],
  }),
  'Map.prototype.entries': mapEntries,
  'Map.prototype.@@iterator': mapEntries,
  'Set.prototype.values': setValues,
  'Set.prototype.keys': setValues,
  'Set.prototype.@@iterator': setValues,
}
