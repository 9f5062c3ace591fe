// Evaluates expressions, with Python's semantics. What cannot be known stays unknown; what Python would refuse is a `TemplateFailure`.
import { TemplateFailure } from './failure.ts'
import { attributeOf, itemOf, sliceOf } from './lookup.ts'
import { arithmetic, compare, known, truthOf } from './operations.ts'
import { dictOf, isHashable, isKind, listOf, tupleOf, typeName, unknown, type CallArguments, type Machine, type PythonValue } from './python-value.ts'
import type { Scope } from './scope.ts'
import { undefinedError } from './show.ts'
import type { Arguments, Expression } from './syntax.ts'
import { tests } from './tests.ts'

/** The value of an expression. */
export const evaluate = (node: Expression, scope: Scope, machine: Machine): PythonValue => {
  machine.spend(1)
  switch (node.kind) {
    case 'literal': return node.value
    case 'name': {
      const value = scope.get(node.name)
      return value === undefined ? unknown('global', node.name, 'the context does not have it') : value
    }
    case 'attribute': return attributeOf(evaluate(node.of, scope, machine), node.name, machine)
    case 'item': return itemOf(evaluate(node.of, scope, machine), evaluate(node.key, scope, machine), machine)
    case 'slice': return sliceOf(evaluate(node.of, scope, machine), { start: bound(node.start, scope, machine), stop: bound(node.stop, scope, machine), step: bound(node.step, scope, machine) }, machine)
    case 'list': return listOf(node.items.map((item) => evaluate(item, scope, machine)))
    case 'tuple': return tupleOf(node.items.map((item) => evaluate(item, scope, machine)))
    case 'dict': return dictOf(node.entries.map(({ key, value }) => [hashable(evaluate(key, scope, machine)), evaluate(value, scope, machine)]))
    case 'not': {
      const truth = truthOf(evaluate(node.of, scope, machine))
      return truth === undefined ? unknown('derived') : !truth
    }
    case 'negative': return signed(evaluate(node.of, scope, machine), '-', machine)
    case 'positive': return signed(evaluate(node.of, scope, machine), '+', machine)
    case 'and': case 'or': return either(node, scope, machine)
    case 'arithmetic': return arithmetic(node.operator, evaluate(node.left, scope, machine), evaluate(node.right, scope, machine), machine)
    case 'compare': return comparison(node, scope, machine)
    case 'choose': return choose(node, scope, machine)
    case 'filter': return applyFilter(node.name, evaluate(node.of, scope, machine), argumentsOf(node.args, scope, machine), machine)
    case 'test': {
      if (!Object.hasOwn(tests, node.name)) throw new TemplateFailure('TemplateAssertionError', `No test named '${node.name}'.`)
      return tests[node.name]!(evaluate(node.of, scope, machine), argumentsOf(node.args, scope, machine), machine)
    }
    case 'call': return call(evaluate(node.callee, scope, machine), argumentsOf(node.args, scope, machine), machine)
  }
}

const bound = (node: Expression | null, scope: Scope, machine: Machine): PythonValue => (node === null ? null : evaluate(node, scope, machine))

const hashable = (key: PythonValue): PythonValue => {
  if (!isHashable(known(key))) throw new TemplateFailure('TypeError', `unhashable type: '${typeName(key)}'`)
  return key
}

const signed = (value: PythonValue, sign: '-' | '+', machine: Machine): PythonValue => {
  if (isKind(value, 'unknown')) return unknown('derived')
  if (typeof known(value) !== 'bigint' && typeof value !== 'number' && typeof value !== 'boolean') throw new TemplateFailure('TypeError', `bad operand type for unary ${sign}: '${typeName(value)}'`)
  return sign === '-' ? arithmetic('-', typeof value === 'number' ? -0 : 0n, value, machine) : arithmetic('+', value, 0n, machine)
}

/** `and` and `or` give one of their sides, and look at the right one only if the left does not decide. */
const either = (node: Extract<Expression, { kind: 'and' | 'or' }>, scope: Scope, machine: Machine): PythonValue => {
  const left = evaluate(node.left, scope, machine)
  const truth = truthOf(left)
  if (truth === (node.kind === 'or')) return left
  return truth === undefined ? unknown('derived') : evaluate(node.right, scope, machine)
}

const comparison = (node: Extract<Expression, { kind: 'compare' }>, scope: Scope, machine: Machine): PythonValue => {
  let left = evaluate(node.first, scope, machine)
  let result: PythonValue = true
  for (const { operator, value } of node.rest) {
    const right = evaluate(value, scope, machine)
    const holds = compare(left, operator, right, machine)
    if (holds === false) return false
    if (isKind(holds, 'unknown')) result = holds
    left = right
  }
  return result
}

const choose = (node: Extract<Expression, { kind: 'choose' }>, scope: Scope, machine: Machine): PythonValue => {
  const truth = truthOf(evaluate(node.condition, scope, machine))
  if (truth === undefined) return unknown('derived')
  if (truth) return evaluate(node.then, scope, machine)
  if (node.else !== null) return evaluate(node.else, scope, machine)
  return machine.native ? { kind: 'undefined', name: 'the inline if-expression' } : ''
}

/** Evaluated arguments. */
export const argumentsOf = (args: Arguments, scope: Scope, machine: Machine): CallArguments => ({
  positional: args.positional.map((arg) => evaluate(arg, scope, machine)),
  named: new Map(args.named.map(({ name, value }) => [name, evaluate(value, scope, machine)])),
})

/** Applies a filter; what it cannot know, nobody knows. */
export const applyFilter = (name: string, value: PythonValue, args: CallArguments, machine: Machine): PythonValue => {
  const filter = machine.filterOf(name)
  if (filter === undefined) throw new TemplateFailure('TemplateAssertionError', `No filter named '${name}'.`)
  if (isKind(value, 'unknown') || args.positional.some((arg) => isKind(arg, 'unknown'))) return derivedFrom(value)
  if (isKind(value, 'undefined') && !['default', 'd', 'items'].includes(name)) throw undefinedError(value.name)
  machine.spend(1)
  return filter(value, args, machine)
}
const derivedFrom = (value: PythonValue): PythonValue => (isKind(value, 'unknown') ? unknown('derived', value.of, value.detail) : unknown('derived'))

const call = (callee: PythonValue, args: CallArguments, machine: Machine): PythonValue => {
  if (isKind(callee, 'unknown')) return unknown('call', callee.of, callee.detail)
  if (isKind(callee, 'undefined')) throw undefinedError(callee.name)
  if (!isKind(callee, 'function')) throw new TemplateFailure('TypeError', `'${typeName(callee)}' object is not callable`)
  machine.spend(2)
  return machine.deeper(() => callee.call(args, machine))
}
