// Statements that can stop in the middle: bodies with `yield` or `await`, run as host generators. Parts without them go the usual,
// faster way.
import { absent, canBeAbsent, choice, Thrown, undefinedValue, type Abstract, type Thrown as ThrownType } from '#value'
import { blockScope, executeStatements } from './blocks.ts'
import { andThen, closeSides, continueWhere, hasLeaf, isThrow, mapLeaves } from './completion.ts'
import { execute, siteOf } from './dispatch.ts'
import { bindVariable } from './declare.ts'
import { closeIterator, eachCondition, elementsOf, sourceOf, step, type Source } from './elements.ts'
import { forkCompletion } from './fork.ts'
import { afterLoop, afterRound, bindElement, headScope, inValue, nextRounds, openHead, uncertainRound, type Conditional } from './loops.ts'
import { catches, whileTrying } from './may-throw.ts'
import { equals } from './operators.ts'
import { ts } from './parse.ts'
import { bindPattern } from './patterns.ts'
import { unknownRounds } from './rounds.ts'
import type { Completion, Run, Scope } from './run.ts'
import { declare, innerScope } from './scope.ts'
import { asyncIteratorOf, evaluateSuspending, triesIn } from './suspend-expression.ts'
import { inlineCompletion, inlineValue, Returned, stop, suspends, type Suspendable } from './suspension.ts'
import { truth } from './truth.ts'

const K = ts.SyntaxKind

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
  return afterLoop(yield* clausesFrom(run, clauses, 0, value, scope), [])
}

/** Looks for the clause of a value from a position on, and executes what stands from there. */
function* clausesFrom(run: Run, clauses: readonly ts.CaseOrDefaultClause[], start: number, value: Abstract, scope: Scope): Suspendable<Completion> {
  const from = (index: number): Suspendable<Completion> => executeAllSuspending(run, clauses.slice(index).flatMap((clause) => [...clause.statements]), scope)
  for (let index = start; index < clauses.length; index++) {
    const clause = clauses[index]!
    if (clause.kind === K.DefaultClause) continue
    const answer = truth(run, equals(run, value, yield* evaluateSuspending(run, (clause as ts.CaseClause).expression, scope)))
    if (typeof answer !== 'boolean') {
      const [same, other] = [() => inlineCompletion(run, from(index)), () => inlineCompletion(run, clausesFrom(run, clauses, index + 1, value, scope))]
      return forkCompletion(run, answer.when, answer.is ? same : other, answer.is ? other : same)
    }
    if (answer) return yield* from(index)
  }
  const otherwise = clauses.findIndex((clause) => clause.kind === K.DefaultClause)
  return otherwise < 0 ? undefined : yield* from(otherwise)
}

function* labeled(run: Run, node: ts.LabeledStatement, scope: Scope): Suspendable<Completion> {
  const label = node.label.text
  const completion = ts.isIterationStatement(node.statement, false) ? yield* loop(run, node.statement, scope, [label]) : yield* executeSuspending(run, node.statement, scope)
  return mapLeaves(completion, (leaf) => leaf !== undefined && leaf.kind === 'break' && leaf.label === label ? undefined : leaf)
}

function* loop(run: Run, node: ts.Statement, outer: Scope, labels: readonly string[]): Suspendable<Completion> {
  if (ts.isForOfStatement(node)) return afterLoop(yield* forOf(run, node, outer, labels), labels)
  if (ts.isForInStatement(node)) {
    const value = yield* evaluateSuspending(run, node.expression, headScope(node.initializer, outer))
    return inValue(run, value, { labels, node, scope: outer, round: (element) => inlineCompletion(run, executeSuspending(run, node.statement, bindElement(run, node, outer, element))) })
  }
  if (!ts.isForStatement(node) && !ts.isWhileStatement(node) && !ts.isDoStatement(node)) {
    run.report('unsupported', 'warning', 'await or yield is not followed here')
    return undefined
  }
  return afterLoop(yield* conditional(run, node, outer, labels), labels)
}

function* conditional(run: Run, node: ts.ForStatement | ts.WhileStatement | ts.DoStatement, outer: Scope, labels: readonly string[]): Suspendable<Completion> {
  const head = ts.isForStatement(node) ? yield* forHead(run, node, outer) : { scope: () => outer, next: () => {} }
  const test = ts.isForStatement(node) ? node.condition : node.expression
  const incrementor = ts.isForStatement(node) ? node.incrementor : undefined
  // What goes on under conditions does not stop.
  const inlined: Conditional = {
    node, scope: outer, labels, ...('keep' in head && { keep: head.keep }),
    test: test && (() => inlineValue(run, evaluateSuspending(run, test, head.scope()))),
    body: () => inlineCompletion(run, executeSuspending(run, node.statement, head.scope())),
    next: () => {
      head.next()
      if (incrementor !== undefined) inlineValue(run, evaluateSuspending(run, incrementor, head.scope()))
    },
  }
  for (let count = 0; ; count++) {
    if (count > run.limits.rounds) return run.limit('rounds of a loop')
    if (test !== undefined && (count > 0 || !ts.isDoStatement(node))) {
      const value = yield* evaluateSuspending(run, test, head.scope())
      const answer = truth(run, value)
      if (typeof answer !== 'boolean') return uncertainRound(run, inlined, answer, value, count)
      if (!answer) return undefined
    }
    const completion = afterRound(yield* executeSuspending(run, node.statement, head.scope()), labels)
    if (completion?.kind === 'partial') return nextRounds(run, inlined, completion, count + 1)
    if (completion !== undefined) return completion
    head.next()
    if (incrementor !== undefined) yield* evaluateSuspending(run, incrementor, head.scope())
  }
}

function* forHead(run: Run, node: ts.ForStatement, outer: Scope): Suspendable<ReturnType<typeof openHead>> {
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
  return yield* roundsOf(run, node, outer, labels, { source, iterator, items: source.kind === 'iterator' ? undefined : elementsOf(run, source) }, 0)
}

/** What a loop goes over: `iterator` is an async one. */
interface Over { readonly source: Source, readonly iterator: Abstract | undefined, readonly items: readonly Abstract[] | undefined }

function* roundsOf(run: Run, node: ts.ForOfStatement, outer: Scope, labels: readonly string[], over: Over, start: number): Suspendable<Completion> {
  const { source, iterator, items } = over
  for (let count = start; ; count++) {
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
    if (node.awaitModifier !== undefined && iterator === undefined) element = yield* stop(run, { kind: 'await', value: element })
    const completion = afterRound(yield* roundSuspending(run, node, outer, element), labels)
    if (completion === undefined && isRest) return undefined
    if (completion === undefined) continue
    if (completion.kind === 'partial' && !isRest) return andThen(run, completion, () => inlineCompletion(run, roundsOf(run, node, outer, labels, over, count + 1)))
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

const stopsOnce = (node: ts.Statement): boolean =>
  (node.kind === K.ExpressionStatement || node.kind === K.VariableStatement || node.kind === K.ReturnStatement || node.kind === K.ThrowStatement) && countStops(node) === 1

const countStops = (node: ts.Node): number => {
  let count = node.kind === K.AwaitExpression || node.kind === K.YieldExpression ? 1 : 0
  ts.forEachChild(node, (child) => { if (suspends(child)) count += countStops(child) })
  return count
}
