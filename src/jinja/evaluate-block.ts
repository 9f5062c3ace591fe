// Evaluates statements. Output is collected in parts, so that one part that cannot be known leaves the others standing.
import { itemsOf } from './arguments.ts'
import { blockChanges, expressionChanges } from './changes.ts'
import { applyFilter, argumentsOf, evaluate } from './evaluate-expression.ts'
import { TemplateFailure, Unknowable } from './failure.ts'
import { isTrue, known, truthOf } from './operations.ts'
import { nativeValue } from './native-value.ts'
import { isKind, keyOf, unknown, type CallArguments, type Machine, type PythonFunction, type PythonValue, type Unknown } from './python-value.ts'
import { Scope } from './scope.ts'
import { textOf, undefinedError } from './show.ts'
import type { Block, Expression, FilterStep, Statement, Target } from './syntax.ts'

/** Evaluates statements in order and puts what they give at the end of `out`. */
export const evaluateBlock = (block: Block, scope: Scope, machine: Machine, out: PythonValue[]): void => {
  for (const statement of block) evaluateStatement(statement, scope, machine, out)
}

const evaluateStatement = (statement: Statement, scope: Scope, machine: Machine, out: PythonValue[]): void => {
  machine.spend(1)
  switch (statement.kind) {
    case 'text': out.push(machine.text(statement.text)); return
    case 'output': out.push(outputOf(statement.value, scope, machine)); return
    case 'do': evaluate(statement.value, scope, machine); return
    case 'if': evaluateIf(statement, scope, machine, out); return
    case 'for': evaluateFor(statement, scope, machine, out); return
    case 'set': assign(statement.target, valueOrUnknown(statement.value, scope, machine), scope); return
    case 'capture': assign(statement.target, filtered(captured(statement.body, scope, machine), statement.filters, scope, machine), scope); return
    case 'filtered': out.push(filtered(captured(statement.body, scope, machine), statement.filters, scope, machine)); return
    case 'macro': scope.set(statement.name, macroOf(statement, scope)); return
    case 'with': {
      const inner = scope.inner()
      for (const { name, value } of statement.set) inner.set(name, evaluate(value, scope, machine))
      evaluateBlock(statement.body, inner, machine, out)
    }
  }
}

const outputOf = (node: Expression, scope: Scope, machine: Machine): PythonValue => {
  const value = valueOrUnknown(node, scope, machine)
  if (isKind(value, 'undefined')) throw undefinedError(value.name)
  return value
}

/** The value; unknown where it cannot be computed, unless the attempt may have changed something. */
const valueOrUnknown = (node: Expression, scope: Scope, machine: Machine): PythonValue => {
  try {
    return evaluate(node, scope, machine)
  } catch (error) {
    if (!(error instanceof Unknowable) || error.reason === 'limit' || expressionChanges(node)) throw error
    return unknown(error.reason, error.of, error.message)
  }
}

const evaluateIf = (statement: Extract<Statement, { kind: 'if' }>, scope: Scope, machine: Machine, out: PythonValue[]): void => {
  for (const { condition, body } of statement.branches) {
    const value = evaluate(condition, scope, machine)
    const truth = truthOf(value)
    if (truth === true) {
      evaluateBlock(body, scope, machine, out)
      return
    }
    if (truth === undefined) {
      if (blockChanges([statement])) throw new Unknowable('derived', 'a condition is not known')
      out.push(because(value, 'a condition is not known'))
      return
    }
  }
  evaluateBlock(statement.else, scope, machine, out)
}
const because = (value: PythonValue, detail: string): Unknown => unknown('derived', isKind(value, 'unknown') ? value.of : undefined, detail)

const evaluateFor = (statement: Extract<Statement, { kind: 'for' }>, scope: Scope, machine: Machine, out: PythonValue[]): void => {
  const over = evaluate(statement.over, scope, machine)
  if (isKind(over, 'unknown')) {
    if (blockChanges([statement])) throw new Unknowable('derived', 'the length of a loop is not known', over.of)
    out.push(because(over, 'the length of a loop is not known'))
    return
  }
  const items = itemsOf(known(over)).filter((item) => {
    if (statement.filter === null) return true
    const inner = scope.inner()
    assign(statement.target, item, inner)
    return isTrue(evaluate(statement.filter, inner, machine))
  })
  machine.items(items.length)
  items.forEach((item, i) => {
    const inner = scope.inner()
    assign(statement.target, item, inner)
    inner.set('loop', loopOf(items, i))
    evaluateBlock(statement.body, inner, machine, out)
  })
  if (items.length === 0) evaluateBlock(statement.else, scope, machine, out)
}

const loopOf = (items: readonly PythonValue[], i: number): PythonValue => {
  const cycle: PythonFunction = { kind: 'function', name: 'loop.cycle', call: ({ positional }) => positional[i % Math.max(1, positional.length)] ?? null }
  const entries: [string, PythonValue | undefined][] = [
    ['index', BigInt(i + 1)], ['index0', BigInt(i)], ['first', i === 0], ['last', i === items.length - 1], ['length', BigInt(items.length)],
    ['revindex', BigInt(items.length - i)], ['revindex0', BigInt(items.length - i - 1)], ['previtem', items[i - 1]], ['nextitem', items[i + 1]],
    ['depth', 1n], ['depth0', 0n], ['cycle', cycle],
  ]
  const pairs = entries.flatMap(([name, value]): [string, [PythonValue, PythonValue]][] => (value === undefined ? [] : [[keyOf(name), [name, value]]]))
  return { kind: 'dict', pairs: new Map(pairs), namespace: true }
}

const assign = (target: Target, value: PythonValue, scope: Scope): void => {
  if ('namespace' in target) {
    const space = scope.get(target.namespace)
    if (space === undefined || !isKind(space, 'dict') || space.namespace !== true) throw new TemplateFailure('TypeError', 'cannot assign attribute on non-namespace object')
    space.pairs.set(keyOf(target.attribute), [target.attribute, value])
    return
  }
  const [first, ...rest] = target.names
  if (first !== undefined && rest.length === 0) {
    scope.set(first, value)
    return
  }
  const items = isKind(value, 'unknown') ? target.names.map(() => value) : itemsOf(known(value))
  if (items.length !== target.names.length) throw new TemplateFailure('ValueError', `${items.length} values to unpack, expected ${target.names.length}`)
  target.names.forEach((name, i) => scope.set(name, items[i]!))
}

/** What the statements give, as one text (or value, where rendering is native); unknown if a part of it is. */
const captured = (block: Block, scope: Scope, machine: Machine): PythonValue => {
  const parts: PythonValue[] = []
  evaluateBlock(block, scope, machine, parts)
  const dark = parts.find((part) => isKind(part, 'unknown'))
  if (dark !== undefined) return dark
  const native = machine.native ? nativeValue(parts, machine) : undefined
  return native === undefined ? machine.text(parts.map((part) => textOf(part, machine)).join('')) : native
}

const filtered = (value: PythonValue, steps: readonly FilterStep[], scope: Scope, machine: Machine): PythonValue =>
  steps.reduce((result, { name, args }) => applyFilter(name, result, argumentsOf(args, scope, machine), machine), value)

const macroOf = (macro: Extract<Statement, { kind: 'macro' }>, scope: Scope): PythonFunction => ({
  kind: 'function', name: macro.name,
  call: (args: CallArguments, machine) => {
    const inner = scope.inner()
    if (args.positional.length > macro.parameters.length) throw new TemplateFailure('TypeError', `macro '${macro.name}' takes not more than ${macro.parameters.length} argument(s)`)
    for (const name of args.named.keys()) if (!macro.parameters.some((parameter) => parameter.name === name)) throw new TemplateFailure('TypeError', `macro '${macro.name}' takes no keyword argument '${name}'`)
    macro.parameters.forEach((parameter, i) => {
      const given = i < args.positional.length ? args.positional[i] : args.named.get(parameter.name)
      inner.set(parameter.name, given === undefined ? defaultOf(parameter, inner, machine) : given)
    })
    return captured(macro.body, inner, machine)
  },
})
const defaultOf = (parameter: { readonly name: string; readonly default: Expression | null }, scope: Scope, machine: Machine): PythonValue =>
  parameter.default === null ? { kind: 'undefined', name: parameter.name } : evaluate(parameter.default, scope, machine)
