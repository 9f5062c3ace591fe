// Statements and expressions that can stop in the middle: bodies with `yield` or `await`, run as host generators. Parts without
// them go the usual, faster way.
import { absent, asyncIteratorKey, canBeAbsent, choice, isGuarded, Thrown, undefinedValue, type Abstract, type Thrown as ThrownType } from '#value'
import { blockScope, executeStatements } from './blocks.ts'
import { andThen, attempt, closeSides, continueWhere, hasLeaf, isThrow, mapLeaves } from './completion.ts'
import { evaluate, execute, siteOf } from './dispatch.ts'
import { bindVariable } from './declare.ts'
import { closeIterator, eachCondition, elementsOf, sourceOf, step } from './elements.ts'
import { forkCompletion, settle } from './fork.ts'
import { afterLoop, afterRound, bindElement, headScope, openHead } from './loops.ts'
import { catches, mayThrow, whileTrying } from './may-throw.ts'
import { equals } from './operators.ts'
import { shortCircuit } from './operate.ts'
import { ts } from './parse.ts'
import { bindPattern } from './patterns.ts'
import { unknownRounds } from './rounds.ts'
import type { Completion, FunctionCode, Run, Scope } from './run.ts'
import { declare, innerScope } from './scope.ts'
import { inlineCompletion, inlineValue, Returned, stop, suspends, type Suspendable } from './suspension.ts'
import { partsOf, wrapped } from './suspension-parts.ts'
import { truth } from './truth.ts'
import { nameOfUnknown } from './wording.ts'

const K = ts.SyntaxKind

/** The value of an expression that may stop. */
export function* evaluateSuspending(run: Run, node: ts.Node, scope: Scope): Suspendable<Abstract> {
  if (!suspends(node)) return evaluate(run, node, scope)
  switch (node.kind) {
    case K.AwaitExpression: {
      const { expression } = node as ts.AwaitExpression
      const value = suspends(expression) ? yield* evaluateSuspending(run, expression, scope) : evaluateAlone(run, expression, scope)
      run.site = siteOf(node, scope)
      const given = yield* stop(run, { kind: 'await', value })
      if (value.kind === 'unknown' && scope.here.stopsOnce === true) whileTrying(run, triesIn(run, scope), () => mayThrow(run, `await ${nameOfUnknown(value)}`, undefined, undefined))
      return given
    }
    case K.YieldExpression: return yield* yieldValue(run, node as ts.YieldExpression, scope)
    case K.ConditionalExpression: {
      const { condition, whenTrue, whenFalse } = node as ts.ConditionalExpression
      const answer = truth(run, yield* evaluateSuspending(run, condition, scope))
      if (typeof answer === 'boolean') return yield* evaluateSuspending(run, answer ? whenTrue : whenFalse, scope)
      const side = (branch: ts.Expression) => (): Completion => attempt(run, () => inlineValue(run, evaluateSuspending(run, branch, scope)))
      return settle(run, forkCompletion(run, answer.when, side(answer.is ? whenTrue : whenFalse), side(answer.is ? whenFalse : whenTrue)))
    }
    case K.BinaryExpression: {
      const { left, operatorToken, right } = node as ts.BinaryExpression
      const operator = operatorToken.kind
      if (operator === K.AmpersandAmpersandToken || operator === K.BarBarToken || operator === K.QuestionQuestionToken) {
        return yield* shortCircuitSuspending(run, operator, yield* evaluateSuspending(run, left, scope), right, scope)
      }
    }
  }
  return yield* evaluateParts(run, node, scope)
}

/** A call whose result is awaited at once, at the top level: nothing else runs before its body has ended, unless other jobs wait. */
const evaluateAlone = (run: Run, node: ts.Expression, scope: Scope): Abstract => {
  run.alone = run.depth === 0 && run.jobs.length === 0
  try {
    return evaluate(run, node, scope)
  } finally {
    run.alone = false
  }
}

function* shortCircuitSuspending(run: Run, operator: ts.SyntaxKind, left: Abstract, right: ts.Expression, scope: Scope): Suspendable<Abstract> {
  let asked = false
  const probe = shortCircuit(run, operator, left, () => { asked = true; return left })
  if (!asked) return probe
  // The right side is wanted: always, or on some side of what the left depends on.
  if (probe === left && run.resolve(left).kind !== 'choice' && run.resolve(left).kind !== 'unknown') return yield* evaluateSuspending(run, right, scope)
  return shortCircuit(run, operator, left, () => inlineValue(run, evaluateSuspending(run, right, scope)))
}

/** Evaluates the parts of an expression from left to right, keeps their values, then evaluates the whole with them. */
function* evaluateParts(run: Run, node: ts.Node, scope: Scope): Suspendable<Abstract> {
  const parts = partsOf(node)
  const last = parts.findLastIndex(suspends)
  const memo = scope.here.memo ??= new Map()
  const kept: ts.Node[] = []
  for (const part of parts.slice(0, last + 1)) {
    const value = yield* evaluateSuspending(run, part, scope)
    for (const same of wrapped(part)) {
      memo.set(same, value)
      kept.push(same)
    }
  }
  try {
    return evaluate(run, node, scope)
  } finally {
    for (const part of kept) memo.delete(part)
  }
}

function* yieldValue(run: Run, node: ts.YieldExpression, scope: Scope): Suspendable<Abstract> {
  const value = node.expression === undefined ? undefinedValue : yield* evaluateSuspending(run, node.expression, scope)
  run.site = siteOf(node, scope)
  if (node.asteriskToken === undefined) return yield* stop(run, { kind: 'yield', value })
  const target = run.resolve(value)
  const isAsync = (scope.here.callee?.code as FunctionCode | undefined)?.isAsync === true
  const iterator = isAsync ? asyncIteratorOf(run, target) : undefined
  if (iterator !== undefined) return yield* delegate(run, { iterator, next: run.get(iterator, 'next') }, true)
  const source = sourceOf(run, target)
  if (source.kind !== 'iterator') {
    const elements = elementsOf(run, source)
    if (elements.some((element) => isGuarded(run.heap, element))) return loseYields(run)
    for (const element of elements) yield* stop(run, { kind: 'yield', value: element })
    return undefinedValue
  }
  return yield* delegate(run, source, false)
}

/** Goes on where it is not known how often to stop: what the generator gives from here on is not followed. */
const loseYields = (run: Run): Abstract => {
  run.lostYields++
  return run.unknown('unsupported', { detail: 'yield* over something unknown' })
}

/** What the `[Symbol.asyncIterator]` of a value gives, where it has one. */
const asyncIteratorOf = (run: Run, value: Abstract): Abstract | undefined => {
  const method = value.kind === 'object' ? run.method(value, asyncIteratorKey) : undefined
  return method === undefined ? undefined : run.call(method, value, [])
}

function* delegate(run: Run, source: { readonly iterator: Abstract, readonly next: Abstract }, isAsync: boolean): Suspendable<Abstract> {
  let received: Abstract = undefinedValue
  for (;;) {
    const given = run.call(source.next, source.iterator, [received])
    const result = isAsync ? yield* stop(run, { kind: 'await', value: given }) : given
    if (result.kind !== 'object') return loseYields(run)
    const done = truth(run, run.get(result, 'done'))
    if (done === true) return run.get(result, 'value')
    if (done !== false) return loseYields(run)
    received = yield* stop(run, { kind: 'yield', value: run.get(result, 'value') })
  }
}

/** So many `try`s would see what a statement throws that does not stop. A side of a fork cannot stay open while a body stops. */
const triesIn = (run: Run, { here }: Scope): number => run.tryingOutside + (here.trying ?? 0)

const stopsOnce = (node: ts.Statement): boolean =>
  (node.kind === K.ExpressionStatement || node.kind === K.VariableStatement || node.kind === K.ReturnStatement || node.kind === K.ThrowStatement) && countStops(node) === 1

const countStops = (node: ts.Node): number => {
  let count = node.kind === K.AwaitExpression || node.kind === K.YieldExpression ? 1 : 0
  ts.forEachChild(node, (child) => { if (suspends(child)) count += countStops(child) })
  return count
}

/** Executes a statement that may stop. */
export function* executeSuspending(run: Run, node: ts.Statement, scope: Scope): Suspendable<Completion> {
  if (!suspends(node)) return whileTrying(run, triesIn(run, scope), () => execute(run, node, scope))
  scope.here.stopsOnce = stopsOnce(node)
  const mark = run.heap.open.length - run.sides
  let completion: Completion
  try {
    completion = yield* statement(run, node, scope)
  } catch (error) {
    if (error instanceof Returned) completion = { kind: 'return', value: error.value }
    else if (error instanceof Thrown) completion = { kind: 'throw', value: (error as ThrownType).value, site: run.site }
    else throw error
  }
  const open = mark + run.sides
  return run.heap.open.length > open ? closeSides(run.heap, open, completion) : completion
}

function* statement(run: Run, node: ts.Statement, scope: Scope): Suspendable<Completion> {
  switch (node.kind) {
    case K.ExpressionStatement:
      yield* evaluateSuspending(run, (node as ts.ExpressionStatement).expression, scope)
      return undefined
    case K.ExportAssignment: {
      // Its value is computed ahead, then it is executed as usual.
      const { expression } = node as unknown as ts.ExportAssignment
      const memo = scope.here.memo ??= new Map()
      memo.set(expression, yield* evaluateSuspending(run, expression, scope))
      const completion = execute(run, node, scope)
      memo.delete(expression)
      return completion
    }
    case K.VariableStatement: return yield* variables(run, (node as ts.VariableStatement).declarationList, scope)
    case K.ReturnStatement: {
      const { expression } = node as ts.ReturnStatement
      return { kind: 'return', value: expression === undefined ? undefinedValue : yield* evaluateSuspending(run, expression, scope) }
    }
    case K.ThrowStatement: return { kind: 'throw', value: yield* evaluateSuspending(run, (node as ts.ThrowStatement).expression, scope), site: siteOf(node, scope) }
    case K.Block: {
      const { statements } = node as ts.Block
      return yield* executeAllSuspending(run, statements, blockScope(run, statements, scope))
    }
    case K.IfStatement: return yield* ifStatement(run, node as ts.IfStatement, scope)
    case K.TryStatement: return yield* tryStatement(run, node as ts.TryStatement, scope)
    case K.SwitchStatement: return yield* switchStatement(run, node as ts.SwitchStatement, scope)
    case K.LabeledStatement: return yield* labeled(run, node as ts.LabeledStatement, scope)
    default: return yield* loop(run, node, scope, [])
  }
}

function* variables(run: Run, list: ts.VariableDeclarationList, scope: Scope): Suspendable<undefined> {
  for (const declaration of list.declarations) {
    const { initializer } = declaration
    if (initializer !== undefined && suspends(initializer)) bindVariable(run, list, declaration, yield* evaluateSuspending(run, initializer, scope), scope)
    else bindVariable(run, list, declaration, undefined, scope)
  }
  return undefined
}

/** Executes statements one after the other; where one ends in two ways, the rest is executed at once under its condition. */
export function* executeAllSuspending(run: Run, statements: readonly ts.Statement[], scope: Scope, start = 0): Suspendable<Completion> {
  for (let index = start; index < statements.length; index++) {
    const completion = yield* executeSuspending(run, statements[index]!, scope)
    if (completion === undefined) continue
    if (completion.kind !== 'partial') return completion
    const rest = statements.slice(index + 1)
    if (!rest.some(suspends)) return andThen(run, completion, () => whileTrying(run, triesIn(run, scope), () => executeStatements(run, rest, 0, scope)))
    return andThen(run, completion, () => inlineCompletion(run, executeAllSuspending(run, rest, scope)))
  }
  return undefined
}

function* ifStatement(run: Run, node: ts.IfStatement, scope: Scope): Suspendable<Completion> {
  const answer = truth(run, yield* evaluateSuspending(run, node.expression, scope))
  const { thenStatement, elseStatement } = node
  if (typeof answer === 'boolean') {
    const side = answer ? thenStatement : elseStatement
    return side === undefined ? undefined : yield* executeSuspending(run, side, scope)
  }
  const side = (branch: ts.Statement | undefined) => (): Completion => branch === undefined ? undefined : inlineCompletion(run, executeSuspending(run, branch, scope))
  return forkCompletion(run, answer.when, side(answer.is ? thenStatement : elseStatement), side(answer.is ? elseStatement : thenStatement))
}

function* tryStatement(run: Run, node: ts.TryStatement, outer: Scope): Suspendable<Completion> {
  let completion: Completion
  const { catchClause, finallyBlock } = node
  const { here } = outer
  const tries = catchClause !== undefined && catches(catchClause) ? 1 : 0
  here.trying = (here.trying ?? 0) + tries
  try {
    completion = yield* executeSuspending(run, node.tryBlock, outer)
  } finally {
    here.trying -= tries
  }
  if (catchClause !== undefined && completion !== undefined && hasLeaf(completion, isThrow)) {
    const handle = function* (value: Abstract): Suspendable<Completion> {
      const scope = innerScope(outer)
      if (catchClause.variableDeclaration !== undefined) bindPattern(run, catchClause.variableDeclaration.name, value, scope, (at, name, part) => { declare(at, name, part) })
      return yield* executeSuspending(run, catchClause.block, scope)
    }
    if (completion.kind === 'throw') completion = yield* handle(completion.value)
    else completion = continueWhere(run.heap, completion, isThrow, (leaf) => inlineCompletion(run, handle((leaf as { value: Abstract }).value)))
  }
  if (finallyBlock === undefined) return completion
  const ending = completion
  return andThen(run, yield* executeSuspending(run, finallyBlock, outer), () => ending)
}

function* switchStatement(run: Run, node: ts.SwitchStatement, outer: Scope): Suspendable<Completion> {
  const value = yield* evaluateSuspending(run, node.expression, outer)
  const { clauses } = node.caseBlock
  const scope = blockScope(run, clauses.flatMap((clause) => [...clause.statements]) as unknown as ts.NodeArray<ts.Statement>, outer)
  let selected = -1
  for (const [index, clause] of clauses.entries()) {
    if (clause.kind === K.DefaultClause) continue
    const answer = truth(run, equals(run, value, yield* evaluateSuspending(run, clause.expression, scope)))
    if (typeof answer !== 'boolean') {
      run.report('unsupported', 'warning', 'a switch with await or yield over an unknown value is not followed')
      return undefined
    }
    if (answer) {
      selected = index
      break
    }
  }
  if (selected < 0) selected = clauses.findIndex((clause) => clause.kind === K.DefaultClause)
  if (selected < 0) return undefined
  return afterLoop(yield* executeAllSuspending(run, clauses.slice(selected).flatMap((clause) => [...clause.statements]), scope), [])
}

function* labeled(run: Run, node: ts.LabeledStatement, scope: Scope): Suspendable<Completion> {
  const label = node.label.text
  const completion = ts.isIterationStatement(node.statement, false) ? yield* loop(run, node.statement, scope, [label]) : yield* executeSuspending(run, node.statement, scope)
  return mapLeaves(completion, (leaf) => leaf !== undefined && leaf.kind === 'break' && leaf.label === label ? undefined : leaf)
}

function* loop(run: Run, node: ts.Statement, outer: Scope, labels: readonly string[]): Suspendable<Completion> {
  if (ts.isForOfStatement(node)) return afterLoop(yield* forOf(run, node, outer, labels), labels)
  if (!ts.isForStatement(node) && !ts.isWhileStatement(node) && !ts.isDoStatement(node)) {
    run.report('unsupported', 'warning', 'await or yield is not followed here')
    return undefined
  }
  const head = ts.isForStatement(node) ? yield* forHead(run, node, outer) : { scope: () => outer, next: () => {} }
  const test = ts.isForStatement(node) ? node.condition : node.expression
  for (let count = 0; ; count++) {
    if (count > run.limits.rounds) return run.limit('rounds of a loop')
    if (test !== undefined && (count > 0 || !ts.isDoStatement(node))) {
      const answer = truth(run, yield* evaluateSuspending(run, test, head.scope()))
      if (typeof answer !== 'boolean') {
        run.report('unknown-loop', 'warning', 'how often this loop with await or yield runs is not known; it is not followed')
        return undefined
      }
      if (!answer) return undefined
    }
    const completion = afterRound(yield* executeSuspending(run, node.statement, head.scope()), labels)
    if (completion !== undefined) return afterLoop(completion, labels)
    head.next()
    if (ts.isForStatement(node) && node.incrementor !== undefined) yield* evaluateSuspending(run, node.incrementor, head.scope())
  }
}

function* forHead(run: Run, node: ts.ForStatement, outer: Scope): Suspendable<{ scope: () => Scope, next: () => void }> {
  const head = openHead(run, node, outer)
  const { initializer } = node
  if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) yield* variables(run, initializer, head.scope())
  else if (initializer !== undefined) yield* evaluateSuspending(run, initializer, head.scope())
  return head
}

function* forOf(run: Run, node: ts.ForOfStatement, outer: Scope, labels: readonly string[]): Suspendable<Completion> {
  const given = run.resolve(yield* evaluateSuspending(run, node.expression, headScope(node.initializer, outer)))
  run.site = siteOf(node.expression, outer)
  const isAsync = node.awaitModifier !== undefined
  const iterator = isAsync ? asyncIteratorOf(run, given) : undefined
  const source = iterator === undefined ? sourceOf(run, given) : { kind: 'iterator' as const, iterator, next: run.get(iterator, 'next') }
  const items = source.kind === 'iterator' ? undefined : elementsOf(run, source)
  for (let count = 0; ; count++) {
    if (count > run.limits.rounds) return run.limit('rounds of a loop')
    let element: Abstract | undefined
    let isRest = false
    if (items !== undefined) element = source.kind === 'array' ? source.array.items![count] : items[count]
    else if (source.kind === 'iterator') {
      const next = iterator === undefined ? step(run, source) : yield* asyncStep(run, source)
      isRest = next === 'unknown'
      element = next === 'unknown' ? choice(eachCondition(run, source.iterator), run.unknown('element'), absent) : next?.value
    }
    if (element === undefined) return undefined
    if (isAsync && iterator === undefined) element = yield* stop(run, { kind: 'await', value: element })
    const completion = afterRound(yield* roundSuspending(run, node, outer, element), labels)
    if (completion === undefined && isRest) return undefined
    if (completion === undefined) continue
    if (iterator === undefined) closeIterator(run, source)
    else yield* closeAsync(run, iterator)
    return completion
  }
}

/** Tells an async iterator that no more is wanted, and waits until it is done. */
function* closeAsync(run: Run, iterator: Abstract): Suspendable<void> {
  const close = run.method(iterator, 'return')
  if (close !== undefined) yield* stop(run, { kind: 'await', value: run.call(close, iterator, []) })
}

function* asyncStep(run: Run, source: { readonly iterator: Abstract, readonly next: Abstract }): Suspendable<ReturnType<typeof step>> {
  const result = yield* stop(run, { kind: 'await', value: run.call(source.next, source.iterator, []) })
  if (result.kind !== 'object') return 'unknown'
  const done = truth(run, run.get(result, 'done'))
  return typeof done !== 'boolean' ? 'unknown' : done ? undefined : { value: run.get(result, 'value') }
}

function* roundSuspending(run: Run, node: ts.ForOfStatement, outer: Scope, given: Abstract): Suspendable<Completion> {
  const element = run.resolve(given)
  if (element.kind === 'absent') return undefined
  if (element.kind === 'choice' && canBeAbsent(element)) {
    const side = (one: Abstract) => (): Completion => inlineCompletion(run, roundSuspending(run, node, outer, one))
    return element.when.repeats ? unknownRounds(run, element.when, side(element.then)) : forkCompletion(run, element.when, side(element.then), side(element.else))
  }
  return yield* executeSuspending(run, node.statement, bindElement(run, node, outer, element))
}
