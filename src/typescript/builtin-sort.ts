// Sorting: the host's own algorithm on positions, so that every comparator is called as Node calls it.
import { blur, canBeAbsent, derived, hole, nativeOf, replaceItems, Thrown, undefinedValue, type Abstract, type Heap, type Machine, type Native, type NativeTable, type Obj } from '#value'
import { lifted, nativesOf } from './builtin-native.ts'
import { forget } from './limits.ts'
import { settleFixed } from './fixed.ts'
import type { Run } from './run.ts'

/** Thrown within a sort: a comparison is not known, so the order is not. */
class OrderUnknown {
  readonly because: Abstract
  constructor(because: Abstract) { this.because = because }
}

/** The one value that an element has where it is there: guarded elements keep their place among the others. Undefined where there are several. */
const onlyValue = (item: Abstract): Abstract | undefined => {
  if (item.kind !== 'choice') return item
  if (!canBeAbsent(item) || item.when.repeats) return undefined
  if (item.then.kind === 'absent') return onlyValue(item.else)
  return item.else.kind === 'absent' ? onlyValue(item.then) : undefined
}

const isUndefined = (value: Abstract): boolean => value.kind === 'primitive' && value.value === undefined

const compareTexts = (machine: Machine): (a: Abstract, b: Abstract) => number => {
  const texts = new Map<Abstract, string>()
  const textOf = (value: Abstract): string => {
    let text = texts.get(value)
    if (text === undefined) {
      const given = machine.resolve(machine.toText(value))
      if (given.kind !== 'primitive') throw new OrderUnknown(given)
      texts.set(value, text = String(given.value))
    }
    return text
  }
  return (a, b) => textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0
}

const compareBy = (machine: Machine, comparator: Abstract) => (a: Abstract, b: Abstract): number => {
  const given = machine.resolve(machine.call(comparator, undefinedValue, [a, b]))
  const number = given.kind === 'primitive' ? given : machine.resolve(machine.toNumber(given))
  if (number.kind !== 'primitive') throw new OrderUnknown(number)
  return Number(number.value)
}

interface Sortable { readonly item: Abstract, readonly value: Abstract }

/** The elements in order: those that are undefined come last, then the holes. */
const inOrder = (machine: Machine, items: readonly Abstract[], comparator: Abstract): Abstract[] => {
  const compare = isUndefined(comparator) ? compareTexts(machine) : compareBy(machine, comparator)
  const sortable: Sortable[] = []
  const last: Abstract[] = []
  for (const given of items) {
    const item = given === hole ? given : machine.resolve(given)
    if (item.kind === 'absent') continue
    const value = onlyValue(item)
    if (value === undefined || value.kind === 'maybe' || value.kind === 'choice') throw new OrderUnknown(item)
    if (value.kind === 'unknown' && items.length > 1) throw new OrderUnknown(value)
    if (isUndefined(value)) last.push(item)
    else sortable.push({ item, value })
  }
  machine.spend(sortable.length / 10)
  if (!isUndefined(comparator) && sortable.some(({ item }) => item.kind === 'choice')) return [...guardedOrder(machine, sortable, compare), ...holesLast(last)]
  sortable.sort((a, b) => compare(a.value, b.value))
  return [...sortable.map(({ item }) => item), ...holesLast(last)]
}

const holesLast = (items: readonly Abstract[]): Abstract[] => [...items.filter((item) => item !== hole), ...items.filter((item) => item === hole)]

const mostGuarded = 40

/**
 * The order of elements of which some may not be there. It is that of whichever of them are there only if the comparator is consistent, throws
 * nothing and changes nothing; else it is unknown.
 */
const guardedOrder = (machine: Machine, sortable: readonly Sortable[], compare: (a: Abstract, b: Abstract) => number): Abstract[] => {
  const because = machine.unknown('derived', { detail: 'a comparison of elements that may not be there' })
  if (sortable.length > mostGuarded) throw new OrderUnknown(because)
  const { heap } = machine
  const { touched } = heap
  const changed: NonNullable<Heap['touched']> = heap.touched = []
  try {
    const order = sortable.toSorted((a, b) => compare(a.value, b.value))
    const inPlace = (a: Sortable, b: Sortable): boolean => {
      const [forth, back] = [compare(a.value, b.value), compare(b.value, a.value)]
      return forth < 0 ? back > 0 : forth === 0 && back === 0 && sortable.indexOf(a) < sortable.indexOf(b)
    }
    const consistent = order.every((a, index) => order.slice(index + 1).every((b) => inPlace(a, b)))
    if (!consistent || changed.length > 0) throw new OrderUnknown(because)
    return order.map(({ item }) => item)
  } catch (error) {
    if (error instanceof Thrown) throw new OrderUnknown(because)
    throw error
  } finally {
    heap.touched = touched
    for (const target of new Set(changed)) forget(machine as Run, target, because)
  }
}

const checkComparator = (machine: Machine, comparator: Abstract): void => {
  const value = machine.resolve(comparator)
  const fine = value.kind === 'unknown' || value.kind === 'choice' || value.kind === 'maybe' || isUndefined(value) || (value.kind === 'object' && (value.type === 'function' || nativeOf(value) !== undefined))
  if (!fine) machine.throwError('TypeError', 'The comparison function must be either a function or undefined')
}

const sortInto = (machine: Machine, list: Obj, target: Obj, comparator: Abstract): Abstract => {
  try {
    if (list.open !== undefined) throw new OrderUnknown(list.open)
    const ordered = inOrder(machine, list.items!, comparator)
    // Where holes are, elements would have to be added.
    if (!target.extensible && target.items!.includes(hole) && ordered.some((item, index) => item !== hole && target.items![index] === hole)) return notExtensible(machine)
    replaceItems(machine.heap, target, ordered)
  } catch (error) {
    if (!(error instanceof OrderUnknown)) throw error
    blur(machine.heap, target, derived([error.because], { site: machine.site, detail: 'the order of elements' }))
  }
  return target
}

const notExtensible = (machine: Machine): never => machine.throwError('TypeError', 'Cannot add an element, object is not extensible')

const sort: Native['call'] = (machine, self, args) => lifted(machine, 'Array.prototype.sort', [self], ([array]) => {
  const comparator = args[0] ?? undefinedValue
  checkComparator(machine, comparator)
  if (array!.kind !== 'object' || array!.items === undefined) return machine.unknown('unsupported', { detail: 'sorting an object that is not an array' })
  const list = array!
  return settleFixed(machine as Run, list, () => {
    if (list.frozen && list.items!.length > 1) machine.throwError('TypeError', "Cannot assign to read only property '0' of object '[object Array]'")
    return sortInto(machine, list, list, comparator)
  })
})

const toSorted: Native['call'] = (machine, self, args) => lifted(machine, 'Array.prototype.toSorted', [self], ([array]) => {
  const comparator = args[0] ?? undefinedValue
  checkComparator(machine, comparator)
  if (array!.kind !== 'object' || array!.items === undefined) return machine.unknown('unsupported', { detail: 'sorting an object that is not an array' })
  const copy = machine.array(array!.items.map((item) => item === hole ? undefinedValue : item))
  return sortInto(machine, array!.open === undefined ? copy : array!, copy, comparator)
})

/** `sort` and `toSorted`. */
export const sortNatives: NativeTable = nativesOf({ 'Array.prototype.sort': [1, sort], 'Array.prototype.toSorted': [1, toSorted] })
