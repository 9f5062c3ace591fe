// Between the model's values (JSON, with `$` forms where something is not known) and Python's.
import type { Reason, Value } from '#model'
import { dictOf, listOf, unknown, type PythonValue } from './python-value.ts'

/** A model value as Python sees it. Whole numbers are ints; what is symbolic is unknown. */
export const fromModel = (value: Value): PythonValue => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return listOf((value as readonly Value[]).map(fromModel))
  const object = value as { readonly [key: string]: Value }
  for (const key of Object.keys(object)) if (key.startsWith('$') && !key.startsWith('$$')) return fromSymbolic(object)
  return dictOf(Object.entries(object).map(([key, item]) => [key.replace(/^\$\$/, '$'), fromModel(item)]))
}

const fromSymbolic = (value: { readonly [key: string]: Value }): PythonValue => {
  const { $unknown, $number, of, detail } = value
  if (typeof $unknown === 'string') return unknown($unknown as Reason, typeof of === 'string' ? of : undefined, typeof detail === 'string' ? detail : undefined)
  if ($number === 'NaN') return NaN
  if ($number === 'Infinity') return Infinity
  if ($number === '-Infinity') return -Infinity
  if ($number === '-0') return -0
  if (value['$undefined'] === true) return null
  return unknown('derived', undefined, 'depends on a condition that is not known')
}

/** A Python value as the model has it. Tuples become lists; what has no JSON form is unknown. */
export const toModel = (value: PythonValue): Value => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number') return fromFloat(value)
  switch (value.kind) {
    case 'list': case 'tuple': return value.items.map(toModel)
    case 'dict': return Object.fromEntries([...value.pairs.values()].map(([key, item]) => [(typeof key === 'string' ? key : String(toModel(key))).replace(/^\$/, '$$$$'), toModel(item)]))
    case 'undefined': return { $unknown: 'open-object', of: value.name, detail: 'it is undefined' }
    case 'unknown': return { $unknown: value.reason, ...value.of === undefined ? {} : { of: value.of }, ...value.detail === undefined ? {} : { detail: value.detail } }
    case 'function': return { $unknown: 'function', of: value.name }
  }
}

const fromFloat = (value: number): Value => {
  if (Number.isNaN(value)) return { $number: 'NaN' }
  if (!Number.isFinite(value)) return { $number: value > 0 ? 'Infinity' : '-Infinity' }
  return Object.is(value, -0) ? { $number: '-0' } : value
}
