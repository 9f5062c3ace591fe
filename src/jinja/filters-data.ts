// Jinja's filters on lists and dicts.
import { Given, itemsOf } from './arguments.ts'
import { TemplateFailure } from './failure.ts'
import { pathOf } from './filters-text.ts'
import { sorted } from './methods-data.ts'
import { arithmetic, equal, isTrue, known, order } from './operations.ts'
import { isHashable, isKind, isSequence, listOf, tupleOf, type CallArguments, type Filter, type Machine, type PythonValue } from './python-value.ts'
import { tests } from './tests.ts'

const orMissing = (value: PythonValue | undefined, name: string): PythonValue => (value === undefined ? { kind: 'undefined', name } : value)
const lowered = (value: PythonValue, caseSensitive: boolean): PythonValue => (typeof value === 'string' && !caseSensitive ? value.toLowerCase() : value)
/** The items; what is not true has none, whether it could be looped over or not. */
const itemsIfAny = (value: PythonValue): readonly PythonValue[] => (isTrue(value) ? itemsOf(value) : [])
const noArguments: CallArguments = { positional: [], named: new Map() }

const length: Filter = (value, args) => {
  new Given('length', args, [])
  if (isKind(value, 'dict')) return BigInt(value.pairs.size)
  if (typeof value === 'string' || isSequence(value)) return BigInt(itemsOf(value).length)
  known(value)
  throw new TemplateFailure('TypeError', 'object has no len()')
}

/** The key that items are sorted, grouped or compared by: an attribute (or several, with commas), small letters unless asked otherwise. */
const keyBy = (attribute: PythonValue | undefined, caseSensitive: boolean, machine: Machine) => (item: PythonValue): PythonValue => {
  if (attribute === undefined || attribute === null) return lowered(item, caseSensitive)
  if (typeof attribute === 'string' && attribute.includes(',')) return tupleOf(attribute.split(',').map((path) => lowered(pathOf(item, path.trim(), machine), caseSensitive)))
  return lowered(pathOf(item, attribute, machine), caseSensitive)
}

const extreme = (name: string, wins: (difference: number) => boolean): Filter => (value, args, machine) => {
  const given = new Given(name, args, ['case_sensitive', 'attribute'])
  const keyFor = keyBy(given.optional('attribute'), given.flag('case_sensitive', false), machine)
  const [first, ...rest] = itemsOf(value)
  if (first === undefined) return orMissing(undefined, 'No aggregated item, sequence was empty.')
  return rest.reduce((best, item) => (wins(order(keyFor(item), keyFor(best), machine)) ? item : best), first)
}

/** `select`, `reject` and their `…attr` kin: a test by name, or truth. */
const selecting = (withAttribute: boolean, keep: boolean): Filter => (value, args, machine) => {
  const positional = [...args.positional]
  const attribute = withAttribute ? positional.shift() : undefined
  const [name, ...rest] = positional
  const kept = itemsIfAny(value).filter((item) => {
    const subject = attribute === undefined ? item : pathOf(item, attribute, machine)
    return testNamed(name, subject, { positional: rest, named: args.named }, machine) === keep
  })
  return listOf(kept)
}
const testNamed = (name: PythonValue | undefined, subject: PythonValue, args: CallArguments, machine: Machine): boolean => {
  if (name === undefined) return isTrue(subject)
  if (typeof name !== 'string' || !Object.hasOwn(tests, name)) throw new TemplateFailure('TemplateAssertionError', 'No test named ' + String(name))
  return isTrue(tests[name]!(subject, args, machine))
}

const groupBy: Filter = (value, args, machine) => {
  const given = new Given('groupby', args, ['attribute', 'default', 'case_sensitive'])
  const keyFor = keyBy(given.value('attribute'), given.flag('case_sensitive', false), machine)
  const groups: { key: PythonValue; items: PythonValue[] }[] = []
  for (const item of sorted(itemsOf(value), machine, false, keyFor)) {
    const key = keyFor(item), last = groups.at(-1)
    if (last !== undefined && equal(last.key, key, machine) === true) last.items.push(item)
    else groups.push({ key, items: [item] })
  }
  return listOf(groups.map(({ key, items }) => tupleOf([key, listOf(items)])))
}
const batch: Filter = (value, args) => {
  const given = new Given('batch', args, ['linecount', 'fill_with'])
  const size = Math.max(1, given.integer('linecount')), fill = given.optional('fill_with') ?? null
  const items = itemsOf(value)
  const rows = Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
  return listOf(rows.map((row) => listOf(fill === null || row.length === size ? [...row] : [...row, ...Array.from({ length: Math.min(size, 1000) - row.length }, () => fill)])))
}
const unique: Filter = (value, args, machine) => {
  const given = new Given('unique', args, ['case_sensitive', 'attribute'])
  const keyFor = keyBy(given.optional('attribute'), given.flag('case_sensitive', false), machine)
  const seen: PythonValue[] = []
  return listOf(itemsOf(value).filter((item) => {
    const key = keyFor(item)
    if (!isHashable(known(key))) throw new TemplateFailure('TypeError', 'unhashable type')
    if (seen.some((one) => equal(one, key, machine) === true)) return false
    seen.push(key)
    return true
  }))
}
const dictSort: Filter = (value, args, machine) => {
  const given = new Given('dictsort', args, ['case_sensitive', 'by', 'reverse'])
  if (!isKind(known(value), 'dict')) throw given.wrong('value', 'dict', value)
  const by = given.text('by', 'key') === 'value' ? 1 : 0
  const pairs = [...(value as Extract<PythonValue, { kind: 'dict' }>).pairs.values()].map((pair) => tupleOf(pair))
  return listOf(sorted(pairs, machine, given.flag('reverse', false), (pair) => lowered((pair as { items: PythonValue[] }).items[by]!, given.flag('case_sensitive', false))))
}
const map: Filter = (value, args, machine) => {
  const attribute = args.named.get('attribute')
  if (attribute !== undefined) {
    const standard = args.named.get('default')
    return listOf(itemsIfAny(value).map((item) => {
      const found = pathOf(item, attribute, machine)
      return isKind(found, 'undefined') && standard !== undefined ? standard : found
    }))
  }
  const [name, ...rest] = args.positional
  const filter = typeof name === 'string' ? machine.filterOf(name) : undefined
  if (filter === undefined) throw new TemplateFailure('TemplateAssertionError', 'map needs an attribute or the name of a filter')
  return listOf(itemsIfAny(value).map((item) => filter(item, { positional: rest, named: args.named }, machine)))
}

/** The filters by name. */
export const dataFilters: Readonly<Record<string, Filter>> = {
  length, count: length, map, unique, batch, groupby: groupBy, dictsort: dictSort,
  first: (value) => orMissing(itemsOf(value)[0], 'No first item, sequence was empty.'),
  last: (value) => orMissing(itemsOf(value).at(-1), 'No last item, sequence was empty.'),
  min: extreme('min', (difference) => difference < 0),
  max: extreme('max', (difference) => difference > 0),
  sum: (value, args, machine) => {
    const given = new Given('sum', args, ['attribute', 'start'])
    const attribute = given.optional('attribute')
    return itemsOf(value).reduce((total: PythonValue, item) => arithmetic('+', total, attribute === undefined || attribute === null ? item : pathOf(item, attribute, machine), machine), given.optional('start') ?? 0n)
  },
  reverse: (value, args) => {
    new Given('reverse', args, [])
    const reversed = [...itemsOf(value)].reverse()
    return typeof value === 'string' ? reversed.join('') : listOf(reversed)
  },
  sort: (value, args, machine) => {
    const given = new Given('sort', args, ['reverse', 'case_sensitive', 'attribute'])
    return listOf(sorted(itemsOf(value), machine, given.flag('reverse', false), keyBy(given.optional('attribute'), given.flag('case_sensitive', false), machine)))
  },
  items: (value, _args, machine) => {
    if (isKind(value, 'undefined')) return listOf([])
    if (!isKind(known(value), 'dict')) throw new TemplateFailure('TypeError', 'Can only get item pairs from a mapping.')
    return machine.methodOf(value, 'items')!.call(noArguments, machine)
  },
  select: selecting(false, true),
  reject: selecting(false, false),
  selectattr: selecting(true, true),
  rejectattr: selecting(true, false),
  attr: (value, args, machine) => pathOf(value, new Given('attr', args, ['name']).text('name'), machine),
}
