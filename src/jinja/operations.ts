// Truth, equality, order and arithmetic as Python has them.
import { TemplateFailure, Unknowable } from './failure.ts'
import { formatPercent } from './format-percent.ts'
import { mostBits } from './size-limits.ts'
import { isHashable, isKind, isNumber, isSequence, keyOf, listOf, tupleOf, typeName, unknown, type PythonValue, type Machine } from './python-value.ts'
import { textOf, undefinedError } from './show.ts'
import type { Arithmetic, Comparison } from './syntax.ts'

/** Is it true? Undefined where that is not known. */
export const truthOf = (value: PythonValue): boolean | undefined => {
  if (value === null || value === false || value === '' || value === 0 || value === 0n) return false
  if (typeof value !== 'object') return true
  switch (value.kind) {
    case 'list': case 'tuple': return value.items.length > 0
    case 'dict': return value.namespace === true || value.pairs.size > 0
    case 'undefined': throw undefinedError(value.name)
    case 'unknown': return undefined
    case 'function': return true
  }
}

/** Is it true? Ends the evaluation where that is not known. */
export const isTrue = (value: PythonValue): boolean => {
  const truth = truthOf(value)
  if (truth === undefined) throw unknowable(value)
  return truth
}

/** The end of an evaluation that needs this value. */
export const unknowable = (value: PythonValue): Unknowable =>
  isKind(value, 'unknown') ? new Unknowable(value.reason, value.detail ?? 'it is not known', value.of) : new Unknowable('unsupported', `a ${typeName(value)} is used`)

/** The value, which has to be known and defined. */
export const known = (value: PythonValue): PythonValue => {
  if (isKind(value, 'undefined')) throw undefinedError(value.name)
  if (isKind(value, 'unknown')) throw unknowable(value)
  return value
}

/** `a == b`. Undefined where that is not known. */
export const equal = (a: PythonValue, b: PythonValue, machine: Machine): boolean | undefined => {
  machine.spend(1)
  if (isKind(a, 'undefined')) throw undefinedError(a.name)
  if (isKind(b, 'undefined')) throw undefinedError(b.name)
  if (isKind(a, 'unknown') || isKind(b, 'unknown')) return undefined
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b) === 0
  if (isSequence(a) && isSequence(b)) return a.kind === b.kind && a.items.length === b.items.length ? all(a.items.map((item, i) => () => equal(item, b.items[i]!, machine))) : false
  if (isKind(a, 'dict') && isKind(b, 'dict')) {
    if (a.pairs.size !== b.pairs.size) return false
    return all([...a.pairs].map(([key, [, value]]) => () => {
      const other = b.pairs.get(key)
      return other === undefined ? false : machine.deeper(() => equal(value, other[1], machine))
    }))
  }
  return a === b
}
const all = (parts: readonly (() => boolean | undefined)[]): boolean | undefined => {
  let sure: boolean | undefined = true
  for (const part of parts) {
    const one = part()
    if (one === false) return false
    if (one === undefined) sure = undefined
  }
  return sure
}

const compareNumbers = (a: bigint | number | boolean, b: bigint | number | boolean): number => {
  const x = typeof a === 'boolean' ? BigInt(a) : a, y = typeof b === 'boolean' ? BigInt(b) : b
  return x < y ? -1 : x > y ? 1 : x == y ? 0 : NaN // oxlint-disable-line eqeqeq -- an int may equal a float
}

/** Negative, zero or positive; NaN where neither holds. Text by code point, lists item by item. */
export const order = (a: PythonValue, b: PythonValue, machine: Machine, operator = '<'): number => {
  machine.spend(1)
  known(a)
  known(b)
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  if (isSequence(a) && isSequence(b) && a.kind === b.kind) {
    for (let i = 0; i < Math.min(a.items.length, b.items.length); i++) {
      const one = equal(a.items[i]!, b.items[i]!, machine) === true ? 0 : order(a.items[i]!, b.items[i]!, machine, operator)
      if (one !== 0) return one
    }
    return a.items.length - b.items.length
  }
  throw new TemplateFailure('TypeError', `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`)
}
const compareCodePoints = (a: string, b: string): number => {
  const x = [...a], y = [...b]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return x.length - y.length
}

/** `a <operator> b`; unknown where either is. */
export const compare = (a: PythonValue, operator: Comparison, b: PythonValue, machine: Machine): PythonValue => {
  if (operator === '==' || operator === '!=') return notWhen(operator === '!=', equal(a, b, machine))
  if (operator === 'in' || operator === 'not in') return notWhen(operator === 'not in', contains(b, a, machine))
  if (isKind(a, 'unknown') || isKind(b, 'unknown')) return unknown('derived')
  const difference = order(a, b, machine, operator)
  return operator === '<' ? difference < 0 : operator === '<=' ? difference <= 0 : operator === '>' ? difference > 0 : difference >= 0
}
const notWhen = (negated: boolean, value: boolean | undefined): PythonValue => (value === undefined ? unknown('compare') : value !== negated)

/** `item in container`; undefined where that is not known. */
export const contains = (container: PythonValue, item: PythonValue, machine: Machine): boolean | undefined => {
  if (isKind(container, 'undefined')) throw undefinedError(container.name)
  if (isKind(container, 'unknown') || isKind(item, 'unknown')) return undefined
  if (typeof container === 'string') {
    if (typeof known(item) !== 'string') throw new TemplateFailure('TypeError', `'in <string>' requires string as left operand, not ${typeName(item)}`)
    return container.includes(item as string)
  }
  if (isKind(container, 'dict')) {
    if (!isHashable(known(item))) throw new TemplateFailure('TypeError', `unhashable type: '${typeName(item)}'`)
    return container.pairs.has(keyOf(item))
  }
  if (!isSequence(container)) throw new TemplateFailure('TypeError', `argument of type '${typeName(container)}' is not iterable`)
  let sure: boolean | undefined = false
  for (const one of container.items) {
    const same = equal(one, item, machine)
    if (same === true) return true
    if (same === undefined) sure = undefined
  }
  return sure
}

/** `a <operator> b`; unknown where either is. */
export const arithmetic = (operator: Arithmetic, a: PythonValue, b: PythonValue, machine: Machine): PythonValue => {
  if (isKind(a, 'undefined')) throw undefinedError(a.name)
  if (isKind(b, 'undefined')) throw undefinedError(b.name)
  if (isKind(a, 'unknown') || isKind(b, 'unknown')) return unknown('derived')
  if (operator === '~') return machine.text(textOf(a, machine) + textOf(b, machine))
  if (operator === '%' && typeof a === 'string') return formatPercent(a, b, machine)
  if (isNumber(a) && isNumber(b)) return calculate(operator, a, b, machine)
  if (operator === '+') {
    if (typeof a === 'string' && typeof b === 'string') return machine.text(a + b)
    if (isSequence(a) && isSequence(b) && a.kind === b.kind) {
      machine.items(a.items.length + b.items.length)
      return a.kind === 'list' ? listOf([...a.items, ...b.items]) : tupleOf([...a.items, ...b.items])
    }
  }
  if (operator === '*') {
    if (typeof b === 'bigint' || typeof b === 'boolean') return repeat(a, Number(b), machine) ?? unsupported(operator, a, b)
    if (typeof a === 'bigint' || typeof a === 'boolean') return repeat(b, Number(a), machine) ?? unsupported(operator, a, b)
  }
  return unsupported(operator, a, b)
}
const unsupported = (operator: string, a: PythonValue, b: PythonValue): never => {
  throw new TemplateFailure('TypeError', `unsupported operand type(s) for ${operator}: '${typeName(a)}' and '${typeName(b)}'`)
}
const repeat = (value: PythonValue, times: number, machine: Machine): PythonValue | undefined => {
  const count = Math.max(0, times)
  if (typeof value === 'string') {
    if (value.length * count > 1_000_000) throw new Unknowable('limit', 'a text gets too long')
    return machine.text(value.repeat(count))
  }
  if (!isSequence(value)) return undefined
  machine.items(value.items.length * count)
  const items = Array.from({ length: count }, () => value.items).flat()
  return value.kind === 'list' ? listOf(items) : tupleOf(items)
}

const calculate = (operator: Arithmetic, left: bigint | number | boolean, right: bigint | number | boolean, machine: Machine): PythonValue => {
  const a = typeof left === 'boolean' ? BigInt(left) : left, b = typeof right === 'boolean' ? BigInt(right) : right
  if (typeof a === 'bigint' && typeof b === 'bigint' && operator !== '/') return calculateIntegers(operator, a, b, machine)
  const x = Number(a), y = Number(b)
  if (y === 0 && ['/', '//', '%'].includes(operator)) throw new TemplateFailure('ZeroDivisionError', 'division by zero')
  switch (operator) {
    case '+': return x + y
    case '-': return x - y
    case '*': return x * y
    case '/': return x / y
    case '//': return Math.floor(x / y)
    case '%': return floatModulo(x, y)
    default: return floatPower(x, y)
  }
}
const calculateIntegers = (operator: Arithmetic, a: bigint, b: bigint, machine: Machine): PythonValue => {
  switch (operator) {
    case '+': return machine.integer(a + b)
    case '-': return machine.integer(a - b)
    case '*': return machine.integer(a * b)
    case '**': return integerPower(a, b, machine)
  }
  if (b === 0n) throw new TemplateFailure('ZeroDivisionError', 'integer division or modulo by zero')
  const rest = a % b
  const floored = rest !== 0n && rest < 0n !== b < 0n
  return operator === '%' ? (floored ? rest + b : rest) : a / b - (floored ? 1n : 0n)
}
const integerPower = (base: bigint, exponent: bigint, machine: Machine): PythonValue => {
  if (exponent < 0n) return floatPower(Number(base), Number(exponent))
  const bits = base.toString(2).length
  if (bits > 2 && exponent * BigInt(bits - 1) > BigInt(mostBits)) throw new Unknowable('limit', 'an int gets too large')
  return bits <= 2 && exponent > BigInt(mostBits) && base !== 0n && base !== 1n && base !== -1n ? machine.integer(base ** BigInt(mostBits)) : machine.integer(base ** exponent)
}
const floatPower = (base: number, exponent: number): PythonValue => {
  if (base === 0 && exponent < 0) throw new TemplateFailure('ZeroDivisionError', '0.0 cannot be raised to a negative power')
  if (base < 0 && !Number.isInteger(exponent)) return unknown('unsupported', undefined, 'a complex number')
  return base ** exponent
}
const floatModulo = (x: number, y: number): number => {
  const rest = x % y
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest
}
