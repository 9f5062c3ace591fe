// What the expressions of a template mean: nunjucks' semantics, step by step, on plain data.
import { filters, tests } from './template-filters.ts'
import { percentFormat } from './template-format.ts'
import { methodOf } from './template-methods.ts'
import { sliceOf } from './template-slices.ts'
import { Budget, SafeText, TemplateError, TemplateFunction, Tuple, isSame, isTrue, itemsOf, memberOf, textOf } from './template-values.ts'
import { nameAt, nodeAt, nodeMaybe, startOf, written, type TemplateNode } from './template-tree.ts'

/** Names and their values; inner scopes see outer ones. */
export class Scope {
  private readonly values = new Map<string, unknown>()
  private readonly outer: Scope | undefined
  /** What is set inside stays inside: macros and includes. */
  private readonly closed: boolean
  constructor(outer?: Scope, closed = false) {
    this.outer = outer
    this.closed = closed
  }
  get(name: string): unknown {
    return this.values.has(name) ? this.values.get(name) : this.outer?.get(name)
  }
  set(name: string, value: unknown): void {
    this.values.set(name, value)
  }
  /** Sets a name where it was set before, else here. */
  assign(name: string, value: unknown): void {
    if (!this.reassign(name, value)) this.values.set(name, value)
  }
  private reassign(name: string, value: unknown): boolean {
    if (!this.values.has(name)) return !this.closed && this.outer !== undefined && this.outer.reassign(name, value)
    this.values.set(name, value)
    return true
  }
  /** The names that were set here, not those of outer scopes. */
  own(): ReadonlyMap<string, unknown> {
    return this.values
  }
}

/** What expressions need to know about the rendering that they are part of. */
export interface Evaluation {
  readonly budget: Budget
  /** Renders the body of a block that is a value: `{% set x %}…{% endset %}`, `{% filter %}`, the body of a call. */
  readonly capture: (body: TemplateNode, scope: Scope) => SafeText
  /** Makes the function of a macro or of a call's body. */
  readonly macro: (node: TemplateNode, scope: Scope) => TemplateFunction
}

const numeric: Readonly<Record<string, (a: number, b: number) => number>> = {
  Sub: (a, b) => a - b, Mul: (a, b) => a * b, Div: (a, b) => a / b, FloorDiv: (a, b) => Math.floor(a / b), Pow: (a, b) => a ** b,
}

const toNumber = (value: unknown): number => (value === null ? 0 : typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? value : Number(textOf(value)))

const compared = (operator: string, a: unknown, b: unknown): boolean => {
  const numbers = typeof a === 'number' || typeof b === 'number'
  if (operator === '===') return isSame(a, b)
  if (operator === '!==') return !isSame(a, b)
  const loose = isSame(a, b) || (numbers && a !== undefined && b !== undefined && a !== null && b !== null && toNumber(a) === toNumber(b)) || ((a ?? null) === null && (b ?? null) === null)
  if (operator === '==') return loose
  if (operator === '!=') return !loose
  const left = numbers ? toNumber(a) : textOf(a), right = numbers ? toNumber(b) : textOf(b)
  return operator === '<' ? left < right : operator === '>' ? left > right : operator === '<=' ? left <= right : left >= right
}

const isIn = (item: unknown, container: unknown): boolean => {
  if (Array.isArray(container)) return container.some((each) => isSame(each, item))
  if (typeof container === 'string' || container instanceof SafeText) return textOf(container).includes(textOf(item))
  return typeof item === 'string' && typeof container === 'object' && container !== null && Object.hasOwn(container, item)
}

const added = (a: unknown, b: unknown, budget: Budget): unknown => {
  if (typeof a === 'number' && typeof b === 'number') return a + b
  if (Array.isArray(a) && Array.isArray(b)) {
    budget.spend(a.length + b.length)
    return [...a as unknown[], ...b as unknown[]]
  }
  return budget.text(textOf(a) + textOf(b))
}

/** A result that is one: `NaN` is no text for a page. */
const numberFrom = (result: number): number => {
  if (Number.isNaN(result)) throw new TemplateError('calculates with something that is not a number')
  return result
}

/** `a % b`: of texts it is formatting. */
const modulo = (a: unknown, b: unknown, budget: Budget): unknown =>
  (typeof a === 'string' || a instanceof SafeText ? percentFormat(a, b, budget) : numberFrom(remainder(toNumber(a), toNumber(b))))
const remainder = (a: number, b: number): number => a - b * Math.floor(a / b)

const literal = (node: TemplateNode): unknown => {
  const value = node['value']
  if (typeof value === 'object' && value !== null) throw new TemplateError('uses a regular expression, which templates may not', node.lineno + 1)
  return value
}

/** The arguments of a call, a filter or a test. */
const argumentsOf = (list: TemplateNode | undefined, scope: Scope, run: Evaluation): { args: unknown[]; named: Map<string, unknown> } => {
  const args: unknown[] = [], named = new Map<string, unknown>()
  for (const child of list?.children ?? []) {
    if (child.typename !== 'KeywordArgs') args.push(evaluate(child, scope, run))
    else for (const pair of child.children ?? []) named.set(nameAt(pair, 'key'), evaluate(nodeAt(pair, 'value'), scope, run))
  }
  return { args, named }
}

/** The method that a call names: `x.items()`. */
const methodCalled = (node: TemplateNode, scope: Scope, run: Evaluation): ReturnType<typeof methodOf> => {
  const name = nodeAt(node, 'name')
  return name.typename === 'LookupVal' ? methodOf(evaluate(nodeAt(name, 'target'), scope, run), evaluate(nodeAt(name, 'val'), scope, run), run.budget) : undefined
}

const call = (node: TemplateNode, scope: Scope, run: Evaluation): unknown => {
  const method = methodCalled(node, scope, run)
  if (method !== undefined) {
    const { args, named } = argumentsOf(nodeAt(node, 'args'), scope, run)
    return method(args, named)
  }
  const target = evaluate(nodeAt(node, 'name'), scope, run)
  if (!(target instanceof TemplateFunction)) throw new TemplateError(`calls something that is not a macro or a function of templates: \`${written(nodeAt(node, 'name'))}\``, node.lineno + 1)
  const { args, named } = argumentsOf(nodeAt(node, 'args'), scope, run)
  return run.budget.deeper(() => target.call(args, named))
}

const filtered = (node: TemplateNode, scope: Scope, run: Evaluation): unknown => {
  const name = nameAt(node, 'name'), filter = filters.get(name)
  if (filter === undefined) throw new TemplateError(`uses the filter \`${name}\`, which does not exist`, node.lineno + 1)
  const { args: [value, ...args], named } = argumentsOf(nodeAt(node, 'args'), scope, run)
  run.budget.spend(Math.ceil(itemsOf(typeof value === 'string' ? [] : value).length / 4))
  const result = filter(value, args, run.budget, named)
  if (typeof result === 'string') run.budget.text(result)
  if (result instanceof SafeText) run.budget.text(result.text)
  return result
}

const tested = (node: TemplateNode, scope: Scope, run: Evaluation): boolean => {
  const right = nodeAt(node, 'right')
  const name = right.typename === 'FunCall' ? nameAt(right, 'name') : textOf(right['value'] ?? 'none')
  const test = tests.get(name)
  if (test === undefined) throw new TemplateError(`uses the test \`${name}\`, which does not exist`, node.lineno + 1)
  const argument = right.typename === 'FunCall' ? argumentsOf(nodeAt(right, 'args'), scope, run).args[0] : undefined
  return test(evaluate(nodeAt(node, 'left'), scope, run), argument)
}

const compareChain = (node: TemplateNode, scope: Scope, run: Evaluation): boolean => {
  let left = evaluate(nodeAt(node, 'expr'), scope, run)
  return (node['ops'] as readonly TemplateNode[]).every((operand) => {
    const right = evaluate(nodeAt(operand, 'expr'), scope, run)
    const holds = compared(String(operand['type']), left, right)
    left = right
    return holds
  })
}

const dict = (node: TemplateNode, scope: Scope, run: Evaluation): Readonly<Record<string, unknown>> =>
  Object.fromEntries((node.children ?? []).map((pair) => [textOf(nodeAt(pair, 'key')['value']), evaluate(nodeAt(pair, 'value'), scope, run)]))

/** `x.y`, `x[y]`, `x[from:to]`. */
const looked = (node: TemplateNode, scope: Scope, run: Evaluation): unknown => {
  const target = evaluate(nodeAt(node, 'target'), scope, run), key = nodeAt(node, 'val')
  if (key.typename !== 'Slice') return memberOf(target, evaluate(key, scope, run))
  const edge = (name: string): unknown => (nodeMaybe(key, name) === undefined ? undefined : evaluate(nodeAt(key, name), scope, run))
  return sliceOf(target, { start: edge('start'), stop: edge('stop'), step: edge('step') }, node.lineno + 1, run.budget)
}

/** The value of an expression. What goes wrong in it says where it begins. */
export const evaluate = (node: TemplateNode, scope: Scope, run: Evaluation): unknown => {
  try {
    return valueOf(node, scope, run)
  } catch (error) {
    if (error instanceof TemplateError && error.column === undefined && (error.line === undefined || error.line === startOf(node).lineno + 1)) {
      error.line = startOf(node).lineno + 1
      error.column = startOf(node).colno + 1
    }
    throw error
  }
}

const valueOf = (node: TemplateNode, scope: Scope, run: Evaluation): unknown => {
  run.budget.spend()
  const at = (field: string): unknown => evaluate(nodeAt(node, field), scope, run)
  switch (node.typename) {
    case 'Literal': return literal(node)
    case 'Symbol': return scope.get(String(node['value']))
    case 'LookupVal': return looked(node, scope, run)
    case 'Tuple': return Tuple.from((node.children ?? []).map((child) => evaluate(child, scope, run)))
    case 'Group': case 'NodeList': return (node.children ?? []).map((child) => evaluate(child, scope, run)).at(-1)
    case 'Array': return (node.children ?? []).map((child) => evaluate(child, scope, run))
    case 'Dict': return dict(node, scope, run)
    case 'FunCall': return call(node, scope, run)
    case 'Filter': return filtered(node, scope, run)
    case 'Caller': return run.macro(node, scope)
    case 'Capture': return run.capture(nodeAt(node, 'body'), scope)
    case 'InlineIf': return isTrue(at('cond')) ? at('body') : nodeMaybe(node, 'else_') === undefined ? '' : at('else_')
    case 'And': { const left = at('left'); return isTrue(left) ? at('right') : left }
    case 'Or': { const left = at('left'); return isTrue(left) ? left : at('right') }
    case 'Not': return !isTrue(at('target'))
    case 'In': return isIn(at('left'), at('right'))
    case 'Is': return tested(node, scope, run)
    case 'Compare': return compareChain(node, scope, run)
    case 'Add': return added(at('left'), at('right'), run.budget)
    case 'Mod': return modulo(at('left'), at('right'), run.budget)
    case 'Concat': return run.budget.text(textOf(at('left')) + textOf(at('right')))
    case 'Neg': return -toNumber(at('target'))
    case 'Pos': return toNumber(at('target'))
    default: {
      const operate = Object.hasOwn(numeric, node.typename) ? numeric[node.typename] : undefined
      if (operate === undefined) throw new TemplateError('holds something that cannot stand here', node.lineno + 1)
      return numberFrom(operate(toNumber(at('left')), toNumber(at('right'))))
    }
  }
}
