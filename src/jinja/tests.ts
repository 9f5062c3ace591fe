// Jinja's tests: what stands behind `is`.
import { Given } from './arguments.ts'
import { compare, contains, equal, known } from './operations.ts'
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
const whole = (name: string, test: (value: bigint) => boolean): Test => (value, args) => {
  new Given(name, args, [])
  if (isKind(value, 'unknown')) return unknown('derived')
  return typeof known(value) === 'bigint' && test(value as bigint)
}
const isMapping = (value: PythonValue): boolean => isKind(value, 'dict') && value.namespace !== true
const isIterable = (value: PythonValue): boolean => typeof value === 'string' || isSequence(value) || isMapping(value)

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
  lower: plain('lower', (value) => typeof value === 'string' && value !== value.toUpperCase() && value === value.toLowerCase()),
  upper: plain('upper', (value) => typeof value === 'string' && value !== value.toLowerCase() && value === value.toUpperCase()),
  odd: whole('odd', (value) => value % 2n !== 0n),
  even: whole('even', (value) => value % 2n === 0n),
  divisibleby: (value, args) => {
    const by = new Given('divisibleby', args, ['num']).integer('num')
    if (isKind(value, 'unknown')) return unknown('derived')
    return typeof known(value) === 'bigint' && by !== 0 && (value as bigint) % BigInt(by) === 0n
  },
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
