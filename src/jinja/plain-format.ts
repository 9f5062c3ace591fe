// Python's two ways of formatting, for callers whose values are plain data and not those of a template inside task arguments.
import { TemplateFailure, Unknowable } from './failure.ts'
import { formatPercent } from './format-percent.ts'
import { formatText } from './format-text.ts'
import { machineWith } from './machine.ts'
import { dictOf, listOf, tupleOf, type Machine, type PythonValue } from './python-value.ts'

/** What can be formatted: whole numbers are ints, other numbers floats, objects dicts. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain }
/** The text, or why Python would raise an error. */
export type Formatted = { readonly text: string; readonly wrong?: undefined } | { readonly wrong: string; readonly text?: undefined }

const fuel = 100_000

const fromPlain = (value: Plain): PythonValue => {
  if (typeof value === 'number') return Number.isInteger(value) && !Object.is(value, -0) ? BigInt(value) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return listOf((value as readonly Plain[]).map(fromPlain))
  return dictOf(Object.entries(value).map(([key, item]) => [key, fromPlain(item as Plain)] as const))
}

const guarded = (work: (machine: Machine) => string): Formatted => {
  try {
    return { text: work(machineWith(fuel, false)) }
  } catch (error) {
    if (error instanceof TemplateFailure || error instanceof Unknowable) return { wrong: error.message }
    throw error
  }
}

/** `format % (a, b)`, or `format % value` where `values` is no list of several. */
export const formattedPercent = (format: string, values: { readonly several: readonly Plain[] } | { readonly one: Plain }): Formatted =>
  guarded((machine) => formatPercent(format, 'several' in values ? tupleOf(values.several.map(fromPlain)) : fromPlain(values.one), machine))

/** `format.format(a, b, c=d)`. */
export const formattedFields = (format: string, positional: readonly Plain[], named: ReadonlyMap<string, Plain>): Formatted =>
  guarded((machine) => formatText(format, { positional: positional.map(fromPlain), named: new Map([...named].map(([name, value]) => [name, fromPlain(value)])) }, machine))
