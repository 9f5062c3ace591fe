// Iteration: what a value gives when it is spread, destructured or looped over.
import {
  absent, assumptionsOf, choice, derived, hole, isGuarded, iteratorKey, known, newObject, pushItem, undefinedValue, unknown, writeField,
  type Abstract, type Condition, type Entry, type Obj, type Unknown,
} from '#value'
import { fork } from './fork.ts'
import { iteratingMayThrow } from './may-throw.ts'
import { truth } from './truth.ts'
import { nameOfUnknown } from './wording.ts'
import type { Run } from './run.ts'

/** What is iterated: an array or collection that is read as it stands, an iterator to be stepped, or something unknown. */
export type Source =
  | { readonly kind: 'array', readonly array: Obj }
  | { readonly kind: 'entries', readonly of: Obj }
  | { readonly kind: 'list', readonly items: readonly Abstract[] }
  | { readonly kind: 'iterator', readonly iterator: Abstract, readonly next: Abstract }
  | { readonly kind: 'unknown', readonly element: Unknown, readonly of: Abstract }

/** In `Obj.data` of a built-in iterator over a list. */
export interface ListState {
  readonly items: readonly Abstract[]
  readonly index: number
  /** Looks again at what is iterated, which may have changed: puts the element at `index` into `items`, or nothing where there is none. */
  readonly live?: (state: ListState) => ListState
  /** For entries of Maps and Sets: `since` of the one visited last. */
  readonly last?: number
}

/** How a value without choices at its top is iterated. Throws a TypeError where it cannot be. */
export const sourceOf = (run: Run, value: Abstract): Source => {
  switch (value.kind) {
    case 'object': return sourceOfObject(run, value)
    case 'primitive':
      if (typeof value.value === 'string') {
        run.spend(value.value.length / 100)
        return { kind: 'list', items: [...value.value].map((char) => known(char, value.site, value.assumed)) }
      }
      return run.throwError('TypeError', `${String(value.value)} is not iterable`)
    // One of two iterables: whoever can run both sides has done so.
    case 'choice': case 'unknown': case 'template': case 'maybe':
      iteratingMayThrow(run, value)
      return unknownSource(run, value)
    default: return run.throwError('TypeError', `${value.kind === 'symbol' ? 'symbol' : 'undefined'} is not iterable`)
  }
}

const unknownSource = (run: Run, value: Abstract): Source =>
  ({ kind: 'unknown', of: value, element: unknown('element', { from: derived([value]).from, site: run.site, type: value.kind === 'template' ? 'string' : undefined, assumed: assumptionsOf([value]) }) })

const sourceOfObject = (run: Run, obj: Obj): Source => {
  if (obj.type === 'arguments') return { kind: 'array', array: obj }
  if (obj.type === 'array' && obj.open !== undefined) return unknownSource(run, obj.open)
  const method = run.method(obj, iteratorKey)
  if (method === undefined) {
    if (obj.open !== undefined) return unknownSource(run, obj.open)
    return run.throwError('TypeError', 'object is not iterable')
  }
  if (method.kind === 'object' && method.intrinsic) {
    if (obj.type === 'array' && method === builtinIterator(run, 'Array.prototype')) return { kind: 'array', array: obj }
    if ((obj.type === 'map' || obj.type === 'set') && method === builtinIterator(run, obj.type === 'map' ? 'Map.prototype' : 'Set.prototype')) {
      return obj.open === undefined && !obj.unordered ? { kind: 'entries', of: obj } : unknownSource(run, obj.open ?? derived([], { site: run.site }))
    }
  }
  const iterator = run.call(method, obj, [])
  const guarded = guardedList(run, iterator)
  if (guarded !== undefined) return guarded
  if (iterator.kind === 'unknown') return unknownSource(run, iterator)
  return { kind: 'iterator', iterator, next: run.get(iterator, 'next') }
}

/** A built-in iterator over guarded elements cannot be stepped: how many there are depends on conditions. They are taken all at once. */
const guardedList = (run: Run, iterator: Abstract): Source | undefined => {
  if (iterator.kind !== 'object' || iterator.type !== 'iterator') return undefined
  const { items, index } = iterator.data as ListState
  if (!items.some((item) => isGuarded(run.heap, item))) return undefined
  writeField(run.heap, iterator, 'data', { items, index: items.length } satisfies ListState)
  return { kind: 'list', items: items.slice(index) }
}

const builtinIterator = (run: Run, proto: string): unknown => {
  const own = run.intrinsic(proto).props.get(iteratorKey)
  return own !== undefined && own.kind === 'slot' ? own.value : own
}

/** Walks the entries of a Map or Set while they come and go: gives the first one that was added after `last`. */
export const entriesAfter = (of: Obj): (last: number) => Entry | undefined => {
  let entries: Map<unknown, Entry> | undefined
  let walk: Iterator<Entry> | undefined
  let given = 0
  return (last) => {
    if (entries !== of.entries || given !== last) {
      entries = of.entries!
      walk = entries.values()
    }
    for (;;) {
      const { value, done } = walk!.next()
      if (done === true) {
        // The host's walk has ended for good, but entries may still be added.
        entries = undefined
        return undefined
      }
      if (value.since > last) {
        given = value.since
        return value
      }
    }
  }
}

/** The element that an entry of a Map or Set gives, guards included. */
export const elementOfEntry = (run: Run, of: Obj, entry: Entry): Abstract => {
  if (of.type === 'set') return guardAs(entry.value, entry.key)
  const pair = (value: Abstract): Abstract =>
    value.kind === 'absent' ? absent : value.kind === 'choice' && isGuarded(run.heap, value) ? choice(value.when, pair(value.then), pair(value.else)) : run.array([entry.key, value])
  return pair(run.resolve(entry.value))
}

/** `value` wherever `guard` has a value, absent elsewhere. */
const guardAs = (guard: Abstract, value: Abstract): Abstract =>
  guard.kind === 'absent' ? absent : guard.kind === 'choice' ? choice(guard.when, guardAs(guard.then, value), guardAs(guard.else, value)) : value

/** One step of an iterator: the element, or undefined at its end; for an unknown answer, the decision `done` depends on. */
export const step = (run: Run, source: { readonly iterator: Abstract, readonly next: Abstract }): { readonly value: Abstract } | undefined | 'unknown' => {
  const result = run.call(source.next, source.iterator, [])
  if (result.kind === 'unknown' || result.kind === 'choice' || result.kind === 'maybe') return 'unknown'
  if (result.kind !== 'object') return run.throwError('TypeError', `Iterator result ${result.kind} is not an object`)
  const done = truth(run, run.get(result, 'done'))
  if (typeof done !== 'boolean') return 'unknown'
  return done ? undefined : { value: run.get(result, 'value') }
}

/** Tells an iterator that no more elements are wanted. */
export const closeIterator = (run: Run, source: Source): void => {
  if (source.kind !== 'iterator') return
  const method = run.method(source.iterator, 'return')
  if (method !== undefined) run.call(method, source.iterator, [])
}

/** A condition "in each round over this". */
export const eachCondition = (run: Run, of: Abstract): Condition =>
  run.conditions.of(unknown('element').id, { kind: 'loop' }, eachText(of), run.site)

/** A loop over the rounds of another one is called as that is. */
const eachText = (of: Abstract): string => {
  const name = of.kind === 'unknown' ? nameOfUnknown(of) : 'an unknown list'
  return name.startsWith(eachOf) ? name : eachOf + name
}
const eachOf = 'each of '

/** All elements of a source without choices; guarded ones are choices with `absent`, those of an unknown source are repeated. */
export const elementsOf = (run: Run, source: Source): Abstract[] => {
  switch (source.kind) {
    case 'array': return source.array.items!.map((item) => item === hole ? undefinedValue : item)
    case 'list': return [...source.items]
    case 'entries': return [...source.of.entries!.values()].map((entry) => elementOfEntry(run, source.of, entry)).filter((element) => element.kind !== 'absent')
    case 'unknown': return [choice(eachCondition(run, source.of), source.element, absent)]
    case 'iterator': return drain(run, source)
  }
}

const drain = (run: Run, source: Extract<Source, { kind: 'iterator' }>): Abstract[] => {
  const items: Abstract[] = []
  for (;;) {
    const next = step(run, source)
    if (next === undefined) return items
    if (next === 'unknown') return [...items, ...elementsOf(run, unknownSource(run, derived([], { site: run.site })))]
    items.push(next.value)
    run.checkLength(items.length, 'array')
  }
}

/** Iterates a value; see `Machine.withElements`. */
export const withElements = (run: Run, iterable: Abstract, f: (items: Abstract[]) => Abstract): Abstract => {
  const value = run.resolve(iterable)
  if (value.kind === 'choice') return fork(run, value.when, () => withElements(run, value.then, f), () => withElements(run, value.else, f))
  return f(elementsOf(run, sourceOf(run, value)))
}

/** `[…, ...iterable]`. */
export const appendAll = (run: Run, array: Obj, iterable: Abstract): void => {
  withElements(run, iterable, (items) => {
    run.checkLength(array.items!.length + items.length, 'array')
    run.spend(items.length / 5)
    for (const item of items) pushItem(run.heap, array, item)
    return undefinedValue
  })
}

/** The elements of a value for positions: `f` gets them with guards decided, or undefined where their number is not known. */
export const withPositions = (run: Run, iterable: Abstract, f: (items: readonly Abstract[] | undefined, value: Abstract) => Abstract): Abstract =>
  withElements(run, iterable, (items) => {
    if (!items.some((item) => isGuarded(run.heap, item))) return f(items, iterable)
    if (items.some((item) => item.kind === 'choice' && item.when.repeats)) return f(undefined, iterable)
    const list = newObject(run.heap, 'array', null, run.site)
    for (const item of items) pushItem(run.heap, list, item)
    return run.withItems(list, (concrete) => f(concrete, iterable))
  })
