// Fields of the model: what they hold where it is known, and the `$` form of why it is not where it is not.
import type { Fact, Symbolic, Value } from '#model'
import { choice, getProp, presentOr, undefinedValue, type Abstract, jsonOf, unknownJson } from '#value'
import { assuming, elementsOf, settle, type LiftScope } from './lift-scope.ts'

/** What one known value becomes; undefined where it is not of the kind that is expected. */
export type Convert<T> = (scope: LiftScope, value: Abstract) => T | undefined

const isNothing = (value: Abstract): boolean =>
  value.kind === 'absent' || (value.kind === 'primitive' && value.value === undefined)

/** The field that a value gives; `missing` (undefined: no field) where there is none. */
export const factOf = <T>(scope: LiftScope, value: Abstract, convert: Convert<T>, missing?: T): Fact<T> | undefined => {
  const at = settle(scope, value)
  if (isNothing(at)) return missing
  if (at.kind === 'unknown') return unknownJson(at)
  if (at.kind === 'maybe') return { $unknown: 'open-object', detail: 'may be given by something that is not known' }
  if (at.kind === 'choice') return { $choice: {
    when: at.when.text,
    then: side(factOf(assuming(scope, at.when, true), at.then, convert, missing)),
    else: side(factOf(assuming(scope, at.when, false), at.else, convert, missing)),
  } }
  const known = convert(scope, at)
  if (known !== undefined) return known
  return at.kind === 'template' ? jsonOf(at, scope.path) as Symbolic : { $unknown: 'unsupported', detail: 'not of the type that is expected here' }
}
const side = (fact: unknown): Value => fact === undefined ? { $absent: true } : fact as Value

/** Text, and whatever stands for text: tables, assets and statements. */
export const asText: Convert<string> = (_, value) => value.kind === 'primitive' && typeof value.value === 'string' ? value.value : undefined
/** True or false. */
export const asFlag: Convert<boolean> = (_, value) => value.kind === 'primitive' && typeof value.value === 'boolean' ? value.value : undefined
/** A whole number, or null. */
export const asCount: Convert<number | null> = (_, value) =>
  value.kind !== 'primitive' ? undefined : value.value === null ? null : typeof value.value === 'number' && Number.isSafeInteger(value.value) ? value.value : undefined
/** Seconds as milliseconds, or null. */
export const asMs: Convert<number | null> = (_, value) =>
  value.kind !== 'primitive' ? undefined : value.value === null ? null : typeof value.value === 'number' && Number.isFinite(value.value) ? Math.round(value.value * 1000) : undefined
/** True, false, or a multiplier. */
export const asBackoff: Convert<boolean | number> = (_, value) =>
  value.kind === 'primitive' && (typeof value.value === 'boolean' || (typeof value.value === 'number' && Number.isFinite(value.value))) ? value.value : undefined

/** The facts of a list's elements, in order; a single value is a list of one. Elements under a condition are choices with `$absent`. */
export const factsOf = <T>(scope: LiftScope, list: Abstract, convert: Convert<T>): Fact<T>[] => {
  const { leaves, whole } = elementsOf(scope, list)
  const facts = leaves.map(({ value, when }): Fact<T> => {
    const fact = factOf(scope, value, convert) ?? { $unknown: 'unsupported', detail: 'undefined' }
    return when.reduceRight<Fact<T>>((inner, { when: condition, is }) => ({ $choice: {
      when: condition.text, then: is ? inner as Value : { $absent: true }, else: is ? { $absent: true } : inner as Value,
    } }), fact)
  })
  return whole ? facts : [...facts, { $unknown: 'element' }]
}

/** The first value of a list of values that is given, each side of a choice by itself. */
export const firstGiven = (scope: LiftScope, values: readonly Abstract[]): Abstract => {
  const [first, ...rest] = values
  if (first === undefined) return undefinedValue
  const at = settle(scope, first)
  if (isNothing(at)) return firstGiven(scope, rest)
  if (at.kind !== 'choice' || rest.length === 0) return at
  return choice(at.when, firstGiven(assuming(scope, at.when, true), [at.then, ...rest]), firstGiven(assuming(scope, at.when, false), [at.else, ...rest]))
}

/** A property of a record, settled; undefined (the value) where it has none. */
export const propOf = (scope: LiftScope, record: Abstract, key: string): Abstract => {
  if (record.kind === 'object') {
    const own = record.props.get(key)
    if (own !== undefined && (own.kind === 'primitive' || own.kind === 'object')) return settle(scope, own)
  }
  return settle(scope, presentOr(getProp(settle(scope, record), key), undefinedValue))
}

/** A property that is text, as text; undefined where it is not known. */
export const textOf = (scope: LiftScope, record: Abstract, key: string): string | undefined => asText(scope, propOf(scope, record, key))

/** Is the value known to be null or not there? */
export const isEmpty = (value: Abstract): boolean => isNothing(value) || (value.kind === 'primitive' && value.value === null)
