// Constructors of abstract values that simplify as they build: no choice between equals, no template without holes.
import type { Assumption, Reason } from '#model'
import type { Absent, Abstract, Choice, Condition, Maybe, Primitive, SymbolValue, Template, Unknown, UnknownType } from './abstract.ts'
import { symbolPrefix } from './abstract.ts'
import type { Site } from './site.ts'

/** A known primitive. */
export const known = (value: Primitive['value'], site?: Site, assumed?: readonly Assumption[]): Primitive =>
  ({ kind: 'primitive', value, site, assumed })

/** `undefined`, made by nobody in particular. */
export const undefinedValue: Primitive = known(undefined)
/** `null`. */
export const nullValue: Primitive = known(null)
/** `true`. */
export const trueValue: Primitive = known(true)
/** `false`. */
export const falseValue: Primitive = known(false)
/** An element of an array that was never set: reads as `undefined`, but `forEach`, `in` and `Object.keys` pass over it. Compared by identity. */
export const hole: Primitive = known(undefined)
/** No value: see `Absent`. */
export const absent: Absent = { kind: 'absent' }

/** A known boolean. */
export const knownBoolean = (value: boolean): Primitive => value ? trueValue : falseValue

/** What there is to say about an unknown. */
export interface UnknownFacts {
  readonly of?: string | undefined
  readonly detail?: string | undefined
  readonly site?: Site | undefined
  /** The same id for the same value; left out, it is a value of its own. */
  readonly id?: string | undefined
  readonly type?: UnknownType | undefined
  readonly optional?: boolean | undefined
  readonly from?: Unknown | undefined
  readonly assumed?: readonly Assumption[] | undefined
}

let unknowns = 0

/** A value that is not known. */
export const unknown = (reason: Reason, facts: UnknownFacts = {}): Unknown => ({
  kind: 'unknown', reason, of: facts.of, detail: facts.detail, site: facts.site, id: facts.id ?? `#${++unknowns}`,
  type: facts.type, optional: facts.optional ?? false, from: facts.from, assumed: facts.assumed,
})

/** An unknown computed from others: takes the first unknown found in the operands as its origin. */
export const derived = (operands: readonly Abstract[], facts: UnknownFacts = {}): Unknown =>
  unknown('derived', { from: firstUnknown(operands), assumed: assumptionsOf(operands), ...facts })

/** Answers about a choice of choices are kept: trees that share their branches would else be walked once for each way through them. */
const kept = <T>(of: (value: Choice) => T): (value: Choice) => T => {
  const answers = new WeakMap<Choice, { readonly answer: T }>()
  return (value) => {
    if (value.then.kind !== 'choice' && value.else.kind !== 'choice') return of(value)
    let known = answers.get(value)
    if (known === undefined) answers.set(value, known = { answer: of(value) })
    return known.answer
  }
}

/** The first unknown in any of the values, looking into choices, templates and maybes, not into objects. */
export const firstUnknown = (values: readonly Abstract[]): Unknown | undefined => {
  for (const value of values) {
    const found = value.kind === 'unknown' ? value
      : value.kind === 'choice' ? firstUnknownOfChoice(value)
        : value.kind === 'template' ? firstUnknown(value.parts.filter((part) => typeof part !== 'string'))
          : value.kind === 'maybe' ? firstUnknown([value.value]) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

const firstUnknownOfChoice = kept((value) => firstUnknown([value.then, value.else]))

/** All assumptions the values rest on, or undefined where there are none (the usual case, without allocation). */
export const assumptionsOf = (values: readonly Abstract[]): readonly Assumption[] | undefined => {
  let all: readonly Assumption[] | undefined
  for (const value of values) {
    if ('assumed' in value) all = joinAssumptions(all, value.assumed)
    else if (value.kind === 'choice') all = joinAssumptions(all, assumptionsOfChoice(value))
    else if (value.kind === 'maybe') all = joinAssumptions(all, assumptionsOf([value.value]))
  }
  return all
}

const assumptionsOfChoice = kept((value) => assumptionsOf([value.then, value.else]))

/** Two lists of assumptions as one, without repeats. */
export const joinAssumptions = (a: readonly Assumption[] | undefined, b: readonly Assumption[] | undefined): readonly Assumption[] | undefined =>
  a === undefined || a === b ? b : b === undefined ? a : [...a, ...b.filter((one) => !a.includes(one))]

/** Are they surely one and the same value? Objects by identity, unknowns by id. */
export const isSame = (a: Abstract, b: Abstract): boolean => {
  if (a === b) return true
  if (a.kind === 'primitive') return b.kind === 'primitive' && Object.is(a.value, b.value) && a !== hole && b !== hole
  if (a.kind === 'unknown') return b.kind === 'unknown' && a.id === b.id
  if (a.kind === 'choice') return b.kind === 'choice' && a.when === b.when && isSame(a.then, b.then) && isSame(a.else, b.else)
  if (a.kind === 'maybe') return b.kind === 'maybe' && isSame(a.value, b.value)
  if (a.kind === 'template') {
    return b.kind === 'template' && a.parts.length === b.parts.length && a.parts.every((part, index) => {
      const other = b.parts[index]!
      return typeof part === 'string' || typeof other === 'string' ? part === other : part.id === other.id
    })
  }
  return a.kind === 'symbol' && b.kind === 'symbol' && a.key === b.key
}

/** The value with its choices on this very condition decided. */
const prune = (value: Abstract, when: Condition, is: boolean): Abstract => {
  let at = value
  while (at.kind === 'choice' && at.when === when) at = is ? at.then : at.else
  return at
}

/** A choice between two values; just the value where they are the same. */
export const choice = (when: Condition, thenValue: Abstract, elseValue: Abstract): Abstract => {
  const yes = when.repeats ? thenValue : prune(thenValue, when, true)
  const no = when.repeats ? elseValue : prune(elseValue, when, false)
  if (isSame(yes, no)) return yes
  return { kind: 'choice', when, then: yes, else: no } satisfies Choice
}

/** The value on one side of a condition, and no value on the other: a guarded element or property. */
export const guarded = (when: Condition, is: boolean, value: Abstract): Abstract =>
  is ? choice(when, value, absent) : choice(when, absent, value)

/** A value that something unknown may have replaced. */
export const maybe = (value: Abstract): Abstract =>
  // What may have replaced an unknown is another one: it must not be taken for the same.
  value.kind === 'unknown' ? unknown('derived', { from: value, site: value.site, assumed: value.assumed }) : value.kind === 'maybe' ? value : { kind: 'maybe', value } satisfies Maybe

/** May there be no value on some side? */
export const canBeAbsent = (value: Abstract): boolean =>
  value.kind === 'absent' || (value.kind === 'choice' && canChoiceBeAbsent(value))

const canChoiceBeAbsent = kept((value) => canBeAbsent(value.then) || canBeAbsent(value.else))

/** The value with its absent sides read as `undefined`. */
export const presentOr = (value: Abstract, missing: Abstract): Abstract =>
  value.kind === 'absent' ? missing
    : value.kind === 'choice' && canBeAbsent(value) ? choice(value.when, presentOr(value.then, missing), presentOr(value.else, missing))
      : value

/** A text from parts; a known text where no part is unknown. Neighbouring texts become one. */
export const template = (parts: readonly (string | Unknown | Template)[], site?: Site, assumed?: readonly Assumption[]): Primitive | Template => {
  const flat: (string | Unknown)[] = []
  const add = (part: string | Unknown): void => {
    if (part === '') return
    const last = flat.at(-1)
    if (typeof part === 'string' && typeof last === 'string') flat[flat.length - 1] = last + part
    else flat.push(part)
  }
  for (const part of parts) {
    if (typeof part === 'object' && part.kind === 'template') part.parts.forEach(add)
    else add(part)
  }
  if (flat.length === 0) return known('', site, assumed)
  const only = flat[0]!
  if (flat.length === 1 && typeof only === 'string') return known(only, site, assumed)
  return { kind: 'template', parts: flat, site, assumed }
}

/** A symbol value. `key` without prefix: `iterator` for `Symbol.iterator`. */
export const symbolValue = (key: string, description?: string): SymbolValue =>
  ({ kind: 'symbol', key: symbolPrefix + key, description })

/** The key under which a well-known symbol's property is stored: `iteratorKey` is `[Symbol.iterator]`. */
export const iteratorKey = `${symbolPrefix}iterator`
/** `[Symbol.asyncIterator]`. */
export const asyncIteratorKey = `${symbolPrefix}asyncIterator`
/** `[Symbol.toPrimitive]`. */
export const toPrimitiveKey = `${symbolPrefix}toPrimitive`
/** `[Symbol.hasInstance]`. */
export const hasInstanceKey = `${symbolPrefix}hasInstance`
/** `[Symbol.toStringTag]`. */
export const toStringTagKey = `${symbolPrefix}toStringTag`
