// Arithmetic, comparison and equality on abstract values. Pure functions of their operands, apart from conversions of objects.
import {
  assumptionsOf, binaryText, derived, known, knownBoolean, type Abstract, type Primitive, type Template, type Unknown,
} from '#value'
import { concatenate, toPrimitive } from './coerce.ts'
import { mayThrow } from './may-throw.ts'
import { ts } from './parse.ts'
import type { Run } from './run.ts'
import { ask, booleanUnknown, decisionValue, templateId, truth } from './truth.ts'
import { describe, nameOfUnknown, operationText } from './wording.ts'

const K = ts.SyntaxKind

/** `left operator right` for operators that evaluate both sides. */
export const binary = (run: Run, operator: ts.SyntaxKind, left: Abstract, right: Abstract): Abstract => {
  if (left.kind === 'primitive' && right.kind === 'primitive') return onPrimitives(run, operator, left, right)
  switch (operator) {
    case K.EqualsEqualsEqualsToken: return equals(run, left, right)
    case K.ExclamationEqualsEqualsToken: return not(run, equals(run, left, right))
    case K.EqualsEqualsToken: return looselyEquals(run, left, right)
    case K.ExclamationEqualsToken: return not(run, looselyEquals(run, left, right))
    case K.PlusToken: return plus(run, left, right)
    default: return arithmetic(run, operator, left, right)
  }
}

const onPrimitives = (run: Run, operator: ts.SyntaxKind, left: Primitive, right: Primitive): Abstract => {
  const assumed = left.assumed === undefined && right.assumed === undefined ? undefined : assumptionsOf([left, right])
  try {
    const value = compute(operator, left.value, right.value)
    if (typeof value === 'string') run.checkLength(value.length, 'text')
    return known(value, run.site, assumed)
  } catch (error) {
    if (error instanceof TypeError) return run.throwError('TypeError', error.message)
    if (error instanceof RangeError) return run.throwError('RangeError', error.message)
    throw error
  }
}

/** The host's operators, on primitives only. */
const compute = (operator: ts.SyntaxKind, left: Primitive['value'], right: Primitive['value']): Primitive['value'] => {
  const a = left as number
  const b = right as number
  switch (operator) {
    case K.PlusToken: return a + b
    case K.MinusToken: return a - b
    case K.AsteriskToken: return a * b
    case K.SlashToken: return a / b
    case K.PercentToken: return a % b
    case K.AsteriskAsteriskToken: return power(left, right)
    case K.LessThanToken: return a < b
    case K.GreaterThanToken: return a > b
    case K.LessThanEqualsToken: return a <= b
    case K.GreaterThanEqualsToken: return a >= b
    case K.EqualsEqualsEqualsToken: return left === right
    case K.ExclamationEqualsEqualsToken: return left !== right
    case K.EqualsEqualsToken: return left == right
    case K.ExclamationEqualsToken: return left != right
    case K.AmpersandToken: return a & b
    case K.BarToken: return a | b
    case K.CaretToken: return a ^ b
    case K.LessThanLessThanToken: return shiftLeft(left, right)
    case K.GreaterThanGreaterThanToken: return a >> b
    case K.GreaterThanGreaterThanGreaterThanToken: return a >>> b
    default: throw new Error(`no such operator: ${K[operator]}`)
  }
}

/** Largest power and shift of bigints that are computed: beyond, the host could be kept busy for long. */
const maxBigintBits = 100_000

const tooLarge = (): never => { throw new RangeError('Maximum BigInt size exceeded') }

const power = (left: Primitive['value'], right: Primitive['value']): Primitive['value'] => {
  if (typeof left === 'bigint' && typeof right === 'bigint' && right >= 0n && BigInt(left.toString(2).length) * right > maxBigintBits) return tooLarge()
  return ((left as number) ** (right as number))
}

const shiftLeft = (left: Primitive['value'], right: Primitive['value']): Primitive['value'] => {
  if (typeof left === 'bigint' && typeof right === 'bigint' && right > maxBigintBits) return tooLarge()
  return (left as number) << (right as number)
}

const plus = (run: Run, left: Abstract, right: Abstract): Abstract => {
  const a = toPrimitive(run, left, 'default')
  const b = toPrimitive(run, right, 'default')
  return eachSide(run, a, b, (x, y) => {
    if (x.kind === 'primitive' && y.kind === 'primitive') return onPrimitives(run, K.PlusToken, x, y)
    if (isText(x) || isText(y)) return concatenate(run, [x, y])
    if (x.kind === 'symbol' || y.kind === 'symbol') return run.throwError('TypeError', 'Cannot convert a Symbol value to a number')
    if (isBigint(x) || isBigint(y)) mayThrow(run, operationText(x, '+', y) ?? 'arithmetic')
    return derived([x, y], { site: run.site, detail: operationText(x, '+', y) })
  })
}

const isText = (value: Abstract): boolean =>
  value.kind === 'template' || (value.kind === 'primitive' && typeof value.value === 'string') || (value.kind === 'unknown' && value.type === 'string' && !value.optional)

const comparisons = new Set([K.LessThanToken, K.GreaterThanToken, K.LessThanEqualsToken, K.GreaterThanEqualsToken])

const arithmetic = (run: Run, operator: ts.SyntaxKind, left: Abstract, right: Abstract): Abstract => {
  const a = toPrimitive(run, left, 'number')
  const b = toPrimitive(run, right, 'number')
  return eachSide(run, a, b, (x, y) => {
    if (x.kind === 'primitive' && y.kind === 'primitive') return onPrimitives(run, operator, x, y)
    if (x.kind === 'symbol' || y.kind === 'symbol') return run.throwError('TypeError', 'Cannot convert a Symbol value to a number')
    if (isBigint(x) || isBigint(y)) mayThrow(run, operationText(x, ts.tokenToString(operator)!, y) ?? 'arithmetic')
    const id = x.kind === 'unknown' || y.kind === 'unknown' ? `${idOf(x)} ${operator} ${idOf(y)}` : undefined
    return derived([x, y], { site: run.site, id, type: comparisons.has(operator) ? 'boolean' : isNumeric(x) || isNumeric(y) ? 'number' : undefined, detail: operationText(x, ts.tokenToString(operator)!, y) })
  })
}

/** A bigint, and what may be one: they mix with nothing else. */
const isBigint = (value: Abstract): boolean => (value.kind === 'primitive' && typeof value.value === 'bigint') || (value.kind === 'unknown' && value.type === 'bigint')

/** Is it surely no bigint once it is converted? Then arithmetic with it gives a number, or throws. */
const isNumeric = (value: Abstract): boolean =>
  value.kind === 'template' || (value.kind === 'primitive' && typeof value.value !== 'bigint') || (value.kind === 'unknown' && value.type !== undefined && value.type !== 'bigint' && value.type !== 'object' && value.type !== 'array')

/** Applies `f` to each combination of the sides of two primitives. */
const eachSide = (run: Run, left: Abstract, right: Abstract, f: (left: Abstract, right: Abstract) => Abstract): Abstract => {
  const [a, b] = [run.resolve(left), run.resolve(right)]
  if (a.kind === 'choice') return run.fork(a.when, () => eachSide(run, a.then, b, f), () => eachSide(run, a.else, b, f))
  if (b.kind === 'choice') return run.fork(b.when, () => eachSide(run, a, b.then, f), () => eachSide(run, a, b.else, f))
  return f(a, b)
}

const idOf = (value: Abstract): string => value.kind === 'unknown' ? value.id : value.kind === 'primitive' ? `${typeof value.value}:${String(value.value)}` : describeId(value)

const describeId = (value: Abstract): string => value.kind === 'template' ? templateId(value.parts) : value.kind === 'object' ? `o${value.serial}` : value.kind

/** `!value`. */
export const not = (run: Run, value: Abstract): Abstract => {
  if (value.kind === 'choice') return eachSide(run, value, value, (one) => not(run, one))
  const answer = truth(run, value)
  if (typeof answer === 'boolean') return known(!answer, run.site, assumptionsOf([value]))
  return booleanUnknown(run, { when: answer.when, is: !answer.is }, value.kind === 'unknown' && value.reason === 'compare' ? 'compare' : 'derived', value.kind === 'unknown' ? value : undefined)
}

/** `a === b`. */
export const equals = (run: Run, left: Abstract, right: Abstract): Abstract =>
  left.kind !== 'choice' && right.kind !== 'choice' ? equalsOne(run, left, right) : eachSide(run, left, right, (a, b) => equalsOne(run, a, b))

const equalsOne = (run: Run, a: Abstract, b: Abstract): Abstract => {
  if (a.kind === 'absent' || b.kind === 'absent') return equalsOne(run, a.kind === 'absent' ? known(undefined) : a, b.kind === 'absent' ? known(undefined) : b)
  if (a.kind === 'maybe' || b.kind === 'maybe') return derived([a, b], { site: run.site, type: 'boolean' })
  if (a.kind === 'primitive' && b.kind === 'primitive') return known(a.value === b.value, run.site, assumptionsOf([a, b]))
  if (a.kind === 'unknown') return equalsUnknown(run, a, b)
  if (b.kind === 'unknown') return equalsUnknown(run, b, a)
  if (a.kind === 'template') return equalsTemplate(run, a, b)
  if (b.kind === 'template') return equalsTemplate(run, b, a)
  if (a.kind === 'symbol' && b.kind === 'symbol') return knownBoolean(a.key === b.key)
  return knownBoolean(a === b)
}

const equalsUnknown = (run: Run, a: Unknown, b: Abstract): Abstract => {
  if (b.kind === 'primitive') {
    if (excludes(a, b.value)) return knownBoolean(false)
    if (Number.isNaN(b.value)) return knownBoolean(false)
    const text = b.value === undefined && a.type !== undefined ? binaryText(nameOfUnknown(a), '!=', 'null') : binaryText(nameOfUnknown(a), '===', describe(b))
    // Of an optional text, to be undefined is not to be present: one condition for all ways to ask.
    if (b.value === undefined && a.type !== undefined) {
      const there = ask(run, a, { kind: 'present' }, text)
      return typeof there === 'boolean' ? knownBoolean(!there) : booleanUnknown(run, { when: there.when, is: !there.is }, 'compare', a)
    }
    return decisionValue(run, ask(run, a, { kind: 'is', literal: b.value }, text), 'compare', a)
  }
  if (b.kind === 'unknown' && a.id === b.id && (a.type === 'string' || a.type === 'boolean' || a.type === 'bigint')) return knownBoolean(true)
  return derivedCompare(run, a, b)
}

/** Can an unknown of this type surely not be this primitive? */
const excludes = (a: Unknown, value: Primitive['value']): boolean => {
  if (a.type === undefined) return false
  if (value === undefined) return !a.optional
  return typeof value !== a.type
}

const derivedCompare = (run: Run, a: Abstract, b: Abstract): Unknown => {
  const [x, y] = [idOf(a), idOf(b)].sort()
  const compared = derived([a, b], { site: run.site, type: 'boolean', id: `${x} === ${y}`, detail: operationText(a, '===', b) })
  return { ...compared, reason: 'compare' }
}

const equalsTemplate = (run: Run, a: Template, b: Abstract): Abstract => {
  if (b.kind === 'primitive') {
    if (typeof b.value !== 'string') return knownBoolean(false)
    const first = a.parts[0]!
    const last = a.parts.at(-1)!
    if (typeof first === 'string' && !b.value.startsWith(first)) return knownBoolean(false)
    if (typeof last === 'string' && !b.value.endsWith(last)) return knownBoolean(false)
    const least = a.parts.reduce((sum, part) => typeof part === 'string' ? sum + part.length : sum, 0)
    if (least > b.value.length) return knownBoolean(false)
  } else if (b.kind !== 'template') return knownBoolean(false)
  return derivedCompare(run, a, b)
}

const looselyEquals = (run: Run, left: Abstract, right: Abstract): Abstract => eachSide(run, left, right, (a, b) => {
  if (a.kind === 'object' && b.kind === 'object') return knownBoolean(a === b)
  if (isNullish(a)) return isNull(run, b)
  if (isNullish(b)) return isNull(run, a)
  if (a.kind === 'object' && b.kind !== 'unknown') return looselyEquals(run, toPrimitive(run, a, 'default'), b)
  if (b.kind === 'object' && a.kind !== 'unknown') return looselyEquals(run, a, toPrimitive(run, b, 'default'))
  if (a.kind === 'primitive' && b.kind === 'primitive') return known(a.value == b.value, run.site, assumptionsOf([a, b]))
  const sameType = (isText(a) || isOptionalText(a)) && (isText(b) || isOptionalText(b))
  return sameType ? equalsOne(run, a, b) : derivedCompare(run, a, b)
})

const isOptionalText = (value: Abstract): boolean => value.kind === 'unknown' && value.type === 'string'
const isNullish = (value: Abstract): boolean => value.kind === 'absent' || (value.kind === 'primitive' && (value.value === null || value.value === undefined))

const isNull = (run: Run, value: Abstract): Abstract => {
  const there = isPresent(run, value)
  return typeof there === 'boolean' ? knownBoolean(!there) : booleanUnknown(run, { when: there.when, is: !there.is }, 'compare', value.kind === 'unknown' ? value : undefined)
}

/** Is the value neither null nor undefined? An answer, or the condition it depends on. Not for choices. */
export const isPresent = (run: Run, value: Abstract): ReturnType<typeof truth> => {
  if (isNullish(value)) return false
  if (value.kind === 'maybe') return ask(run, derived([value]), { kind: 'present' }, 'a value that may have been replaced')
  if (value.kind !== 'unknown') return true
  if (value.type !== undefined && !value.optional) return true
  return ask(run, value, { kind: 'present' }, binaryText(nameOfUnknown(value), '!=', 'null'))
}
