// Python's values, as plain data of our own. No host object and no prototype is ever reachable from them.
import type { Reason } from '#model'

/** What evaluation works with: it counts what is spent, and knows the methods of values. */
export interface Machine {
  /** Pays for some work. */
  readonly spend: (steps: number) => void
  /** Pays for a text of this length; returns the text. */
  readonly text: (value: string) => string
  /** Pays for so many items. */
  readonly items: (count: number) => void
  /** Returns an int that is not too large. */
  readonly integer: (value: bigint) => bigint
  /** Goes one level deeper. */
  readonly deeper: <T>(work: () => T) => T
  /** Finds a method of a value. */
  readonly methodOf: (value: PythonValue, name: string) => PythonFunction | undefined
  /** Is what a template gives a value, in place of text? */
  readonly native: boolean
  /** Finds a filter. */
  readonly filterOf: (name: string) => Filter | undefined
}
/** A filter: what it is applied to, and its arguments. */
export type Filter = (value: PythonValue, args: CallArguments, machine: Machine) => PythonValue

/** A list. Templates can change it (`{% do items.append(x) %}`), but only the copy that they were given. */
export interface PythonList { readonly kind: 'list'; items: PythonValue[] }
/** A tuple. */
export interface PythonTuple { readonly kind: 'tuple'; readonly items: readonly PythonValue[] }
/** A dict: its pairs by `keyOf` their keys, in order. A namespace is one whose keys are attributes. */
export interface PythonDict { readonly kind: 'dict'; readonly pairs: Map<string, [PythonValue, PythonValue]>; readonly namespace?: boolean }
/** What a missing key or attribute of known data gives. Using it is an error. */
export interface Undefined { readonly kind: 'undefined'; readonly name: string }
/** What cannot be known; whatever is computed from it is not known either. */
export interface Unknown { readonly kind: 'unknown'; readonly reason: Reason; readonly of?: string; readonly detail?: string }
/** A function of ours, a macro of the template, or a method. */
export interface PythonFunction { readonly kind: 'function'; readonly name: string; readonly call: (args: CallArguments, machine: Machine) => PythonValue }
/** Evaluated arguments. */
export interface CallArguments { readonly positional: readonly PythonValue[]; readonly named: ReadonlyMap<string, PythonValue> }

/** A value: `bigint` is int, `number` is float, null is None. */
export type PythonValue = null | boolean | bigint | number | string | PythonList | PythonTuple | PythonDict | Undefined | Unknown | PythonFunction

/** A list of these items. */
export const listOf = (items: PythonValue[]): PythonList => ({ kind: 'list', items })
/** A tuple of these items. */
export const tupleOf = (items: readonly PythonValue[]): PythonTuple => ({ kind: 'tuple', items })
/** A dict of these pairs. */
export const dictOf = (pairs: Iterable<readonly [PythonValue, PythonValue]>): PythonDict => {
  const dict: PythonDict = { kind: 'dict', pairs: new Map() }
  for (const [key, value] of pairs) dict.pairs.set(keyOf(key), [key, value])
  return dict
}
/** What is not known, for a reason. */
export const unknown = (reason: Reason, of?: string, detail?: string): Unknown =>
  ({ kind: 'unknown', reason, ...of === undefined ? {} : { of }, ...detail === undefined ? {} : { detail } })

/** Is it one of the kinds that are objects here? */
export const isKind = <K extends 'list' | 'tuple' | 'dict' | 'undefined' | 'unknown' | 'function'>(value: PythonValue, kind: K): value is Extract<PythonValue, { kind: K }> =>
  typeof value === 'object' && value !== null && value.kind === kind
/** Is it a list or a tuple? */
export const isSequence = (value: PythonValue): value is PythonList | PythonTuple => isKind(value, 'list') || isKind(value, 'tuple')
/** Is it an int, a float or a bool? */
export const isNumber = (value: PythonValue): value is bigint | number | boolean => typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean'

/** The text that equal keys share: `1`, `1.0` and `True` are one key. Lists and dicts cannot be keys. */
export const keyOf = (key: PythonValue): string => {
  if (typeof key === 'string') return `s${key}`
  if (typeof key === 'boolean') return `n${key ? 1 : 0}`
  if (typeof key === 'bigint') return `n${key}`
  if (typeof key === 'number') return Number.isInteger(key) ? `n${BigInt(key)}` : `n${key}`
  if (key === null) return 'None'
  if (key.kind === 'tuple') return `(${key.items.map((item) => JSON.stringify(keyOf(item))).join(',')})`
  return `?${key.kind}`
}

/** Can it be the key of a dict? */
export const isHashable = (value: PythonValue): boolean =>
  typeof value !== 'object' || value === null || (value.kind === 'tuple' && value.items.every(isHashable))

/** What Python calls its type. */
export const typeName = (value: PythonValue): string => {
  if (value === null) return 'NoneType'
  switch (typeof value) {
    case 'boolean': return 'bool'
    case 'bigint': return 'int'
    case 'number': return 'float'
    case 'string': return 'str'
    case 'object': return value.kind
  }
}
