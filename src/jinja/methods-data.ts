// The methods of Python's dict, list, tuple, int and float.
import { Given, itemsOf } from './arguments.ts'
import { TemplateFailure } from './failure.ts'
import { equal, known, order } from './operations.ts'
import { dictOf, isHashable, isKind, keyOf, listOf, tupleOf, typeName, unknown, type CallArguments, type PythonDict, type PythonList, type PythonTuple, type PythonValue, type Machine } from './python-value.ts'

type Method<T> = (self: T, args: CallArguments, machine: Machine) => PythonValue
type Table<T> = Readonly<Record<string, Method<T>>>

const hashed = (key: PythonValue): string => {
  if (!isHashable(known(key))) throw new TemplateFailure('TypeError', `unhashable type: '${typeName(key)}'`)
  return keyOf(key)
}

/** Adds the pairs of a dict, of a list of pairs, and of keyword arguments. */
export const updateDict = (dict: PythonDict, from: PythonValue | undefined, named: ReadonlyMap<string, PythonValue>, machine: Machine): void => {
  if (from !== undefined && isKind(from, 'dict')) for (const [key, pair] of from.pairs) dict.pairs.set(key, pair)
  else if (from !== undefined) {
    for (const item of itemsOf(known(from))) {
      const [key, value, ...more] = itemsOf(known(item))
      if (key === undefined || value === undefined || more.length > 0) throw new TemplateFailure('ValueError', 'dictionary update sequence needs pairs')
      dict.pairs.set(hashed(key), [key, value])
    }
  }
  for (const [name, value] of named) dict.pairs.set(keyOf(name), [name, value])
  machine.items(dict.pairs.size)
}

/** The methods of dict. */
export const dictMethods: Table<PythonDict> = {
  get: (self, args) => {
    const given = new Given('dict.get()', args, ['key', 'default'])
    const key = given.value('key')
    if (isKind(key, 'unknown')) return unknown('derived')
    const found = self.pairs.get(hashed(key))
    return found === undefined ? given.optional('default') ?? null : found[1]
  },
  keys: (self) => listOf([...self.pairs.values()].map(([key]) => key)),
  values: (self) => listOf([...self.pairs.values()].map(([, value]) => value)),
  items: (self) => listOf([...self.pairs.values()].map((pair) => tupleOf(pair))),
  copy: (self) => dictOf(self.pairs.values()),
  update: (self, args, machine) => {
    updateDict(self, args.positional[0], args.named, machine)
    return null
  },
  setdefault: (self, args, machine) => {
    const given = new Given('dict.setdefault()', args, ['key', 'default'])
    const key = given.value('key')
    const found = self.pairs.get(hashed(key))
    if (found !== undefined) return found[1]
    const value = given.optional('default') ?? null
    self.pairs.set(keyOf(key), [key, value])
    machine.items(1)
    return value
  },
  pop: (self, args) => {
    const given = new Given('dict.pop()', args, ['key', 'default'])
    const key = hashed(given.value('key'))
    const found = self.pairs.get(key)
    const value = found === undefined ? given.optional('default') : found[1]
    if (value === undefined) throw new TemplateFailure('KeyError', key.slice(1))
    self.pairs.delete(key)
    return value
  },
}

const position = (self: PythonList | PythonTuple, value: PythonValue, machine: Machine): number => {
  const found = self.items.findIndex((item) => equal(item, value, machine) === true)
  if (found < 0) throw new TemplateFailure('ValueError', 'value is not in list')
  return found
}

/** The methods of tuple, which lists have too. */
export const tupleMethods: Table<PythonList | PythonTuple> = {
  index: (self, args, machine) => BigInt(position(self, new Given('list.index()', args, ['value']).value('value'), machine)),
  count: (self, args, machine) => {
    const value = new Given('list.count()', args, ['value']).value('value')
    return BigInt(self.items.filter((item) => equal(item, value, machine) === true).length)
  },
}

/** The methods of list. */
export const listMethods: Table<PythonList> = {
  ...tupleMethods,
  copy: (self) => listOf([...self.items]),
  append: (self, args, machine) => {
    machine.items(self.items.length + 1)
    self.items.push(new Given('list.append()', args, ['object']).value('object'))
    return null
  },
  extend: (self, args, machine) => {
    const more = itemsOf(new Given('list.extend()', args, ['iterable']).value('iterable'))
    machine.items(self.items.length + more.length)
    self.items.push(...more)
    return null
  },
  insert: (self, args, machine) => {
    const given = new Given('list.insert()', args, ['index', 'object'])
    machine.items(self.items.length + 1)
    self.items.splice(given.integer('index'), 0, given.value('object'))
    return null
  },
  pop: (self, args) => {
    const index = new Given('list.pop()', args, ['index']).integer('index', -1)
    const at = index < 0 ? self.items.length + index : index
    const [taken] = at < 0 ? [] : self.items.splice(at, 1)
    if (taken === undefined) throw new TemplateFailure('IndexError', 'pop index out of range')
    return taken
  },
  remove: (self, args, machine) => {
    self.items.splice(position(self, new Given('list.remove()', args, ['value']).value('value'), machine), 1)
    return null
  },
  reverse: (self) => {
    self.items.reverse()
    return null
  },
  sort: (self, args, machine) => {
    const given = new Given('list.sort()', args, ['reverse'])
    self.items = sorted(self.items, machine, given.flag('reverse', false))
    return null
  },
  clear: (self) => {
    self.items = []
    return null
  },
}

/** In order; equal ones stay as they were, also when it is reversed. */
export const sorted = (items: readonly PythonValue[], machine: Machine, reverse: boolean, keyFor: (item: PythonValue) => PythonValue = (item) => item): PythonValue[] => {
  machine.items(items.length)
  const keyed = items.map((item) => ({ item, key: keyFor(item) }))
  keyed.sort((a, b) => (reverse ? order(b.key, a.key, machine) : order(a.key, b.key, machine)))
  return keyed.map(({ item }) => item)
}

/** The methods of int and float. */
export const numberMethods: Table<bigint | number> = {
  is_integer: (self) => typeof self === 'bigint' || Number.isInteger(self),
  bit_length: (self) => (typeof self === 'bigint' ? BigInt(self === 0n ? 0 : (self < 0n ? -self : self).toString(2).length) : noAttribute(self, 'bit_length')),
  conjugate: (self) => self,
}
const noAttribute = (self: PythonValue, name: string): never => {
  throw new TemplateFailure('AttributeError', `'${typeName(self)}' object has no attribute '${name}'`)
}
