// The JSON form of a value that was read but not run: known JSON, or one `$` key that says what is not known and why.
import { Type, type Static, type TSchema } from 'typebox'
import { Place } from './place.ts'

/** Why a value is not known. `derived` means: computed from something that is not known. */
export const reasons = [
  'env', 'variable', 'connection', 'import', 'call', 'global', 'io', 'nondeterministic', 'limit', 'unsupported', 'await',
  'derived', 'element', 'open-object', 'compare', 'tdz', 'ambient', 'function', 'cycle', 'redacted',
] as const
/** One of `reasons`. */
export type Reason = (typeof reasons)[number]

/** A value that cannot be known statically; `of` names the environment variable, import or call it comes from. */
export interface UnknownValue {
  readonly $unknown: Reason
  readonly of?: string
  readonly detail?: string
  readonly at?: Place
}
/** A value that depends on a condition which is not known; `when` is the condition as text. */
export interface ChoiceValue {
  readonly $choice: { readonly when: string; readonly then: Value; readonly else: Value }
}
/** Text with parts that are not known. */
export interface TemplateValue {
  readonly $template: readonly Value[]
}
/** Known JSON, or one of the `$` forms. Keys of user objects that begin with `$` have that `$` doubled. */
export type Value =
  | null | boolean | number | string
  | readonly Value[]
  | UnknownValue | ChoiceValue | TemplateValue
  | { readonly $maybe: Value }
  | { readonly $absent: true }
  | { readonly $undefined: true }
  | { readonly $number: 'NaN' | 'Infinity' | '-Infinity' | '-0' }
  | { readonly [key: string]: Value }

/** Schema of a `Value`: any JSON. What the `$` forms mean is documented on the type. */
export const Value = Type.Unsafe<Value>({ description: 'Plain JSON where known; else an object with one `$` key ($unknown, $choice, $template, $maybe, $absent, $undefined, $number); `$open: true` marks an object that may have further keys.' })

/** A default or a fixture that a fact rests on. */
export const Assumption = Type.Object({
  name: Type.String({ description: 'What was assumed, e.g. `env REGION`.' }),
  value: Value,
  from: Type.Union([Type.Literal('default'), Type.Literal('fixture')]),
  at: Type.Optional(Place),
})
/** A default or a fixture that a fact rests on. */
export type Assumption = Static<typeof Assumption>

/** Is it one of the `$` forms, that is: not plain JSON? Looks at the top only; see `isKnown` for all of it. */
export const isSymbolic = (value: Value): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const key in value) if (key.startsWith('$') && !key.startsWith('$$')) return true
  return false
}

/** Is the value known through and through? `$undefined` and `$number` are known; `$open`, choices and templates are not. */
export const isKnown = (value: Value): boolean => {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isKnown)
  return Object.entries(value as Record<string, Value>).every(([key, inner]) =>
    key === '$undefined' || key === '$number' || ((!key.startsWith('$') || key.startsWith('$$')) && isKnown(inner)))
}

/** What stands in a field whose value is not, or not fully, known. */
export type Symbolic = UnknownValue | ChoiceValue | TemplateValue
const Symbolic = Type.Unsafe<Symbolic>({
  type: 'object',
  anyOf: [{ required: ['$unknown'] }, { required: ['$choice'] }, { required: ['$template'] }],
})
/** The schema of a field: what it holds when it is known, or a symbolic value. */
export const Fact = <T extends TSchema>(known: T) => Type.Union([known, Symbolic])
/** A field: what it holds when it is known, or a symbolic value. */
export type Fact<T> = T | Symbolic
