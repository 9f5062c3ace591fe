// Jinja's tests: what stands behind `is`.
import { Given } from './arguments.ts'
import { arithmetic, compare, contains, equal, known } from './operations.ts'
import { isKind, isNumber, isSequence, unknown, type CallArguments, type Machine, type PythonValue } from './python-value.ts'
import type { Comparison } from './syntax.ts'

/** A test: a subject and arguments. */
export type Test = (value: PythonValue, args: CallArguments, machine: Machine) => PythonValue

const plain = (name: string, test: (value: PythonValue) => boolean): Test => (value, args) => {
  new Given(name, args, [])
  if (isKind(value, 'unknown')) return unknown('derived')
  return test(value)
}
const comparing = (operator: Comparison): Test => (value, args, machine) => compare(value, operator, new Given(operator, args, ['other']).value('other'), machine)
/** The rest of a division, compared. */
const remainder = (value: PythonValue, by: PythonValue, rest: bigint, machine: Machine): PythonValue => {
  if (isKind(value, 'unknown')) return unknown('derived')
  return equal(arithmetic('%', known(value), by, machine), rest, machine) === true
}
const isMapping = (value: PythonValue): boolean => isKind(value, 'dict') && value.namespace !== true
const isIterable = (value: PythonValue): boolean => typeof value === 'string' || isSequence(value) || isMapping(value)

/** Has the text letters, and all of them in this case? */
const cased = (name: string, own: (text: string) => string, other: (text: string) => string): Test =>
  plain(name, (value) => {
    const text = known(value)
    return typeof text === 'string' && text !== other(text) && text === own(text)
  })

/** The tests by name. */
export const tests: Readonly<Record<string, Test>> = {
  defined: (value) => (isKind(value, 'unknown') ? unknown('derived') : !isKind(value, 'undefined')),
  undefined: (value) => (isKind(value, 'unknown') ? unknown('derived') : isKind(value, 'undefined')),
  none: plain('none', (value) => value === null),
  boolean: plain('boolean', (value) => typeof value === 'boolean'),
  true: plain('true', (value) => value === true),
  false: plain('false', (value) => value === false),
  integer: plain('integer', (value) => typeof value === 'bigint'),
  float: plain('float', (value) => typeof value === 'number'),
  number: plain('number', isNumber),
  string: plain('string', (value) => typeof value === 'string'),
  mapping: plain('mapping', isMapping),
  sequence: plain('sequence', isIterable),
  iterable: plain('iterable', isIterable),
  callable: plain('callable', (value) => isKind(value, 'function')),
  lower: cased('lower', (text) => text.toLowerCase(), (text) => text.toUpperCase()),
  upper: cased('upper', (text) => text.toUpperCase(), (text) => text.toLowerCase()),
  odd: (value, _args, machine) => remainder(value, 2n, 1n, machine),
  even: (value, _args, machine) => remainder(value, 2n, 0n, machine),
  divisibleby: (value, args, machine) => remainder(value, new Given('divisibleby', args, ['num']).value('num'), 0n, machine),
  sameas: (value, args, machine) => {
    const other = new Given('sameas', args, ['other']).value('other')
    if (isKind(value, 'unknown') || isKind(other, 'unknown')) return unknown('derived')
    return typeof value === typeof other && (value === other || (typeof value !== 'object' && equal(value, other, machine) === true))
  },
  in: (value, args, machine) => contains(new Given('in', args, ['seq']).value('seq'), value, machine) ?? unknown('derived'),
  eq: comparing('=='), equalto: comparing('=='), '==': comparing('=='),
  ne: comparing('!='), '!=': comparing('!='),
  lt: comparing('<'), lessthan: comparing('<'), '<': comparing('<'),
  le: comparing('<='), '<=': comparing('<='),
  gt: comparing('>'), greaterthan: comparing('>'), '>': comparing('>'),
  ge: comparing('>='), '>=': comparing('>='),
}
