// Expressions that can stop in the middle, at a `yield` or `await`. Parts without them go the usual, faster way.
import { asyncIteratorKey, isGuarded, undefinedValue, type Abstract } from '#value'
import { attempt } from './completion.ts'
import { evaluate, siteOf } from './dispatch.ts'
import { elementsOf, sourceOf } from './elements.ts'
import { forkCompletion, settle } from './fork.ts'
import { mayThrow, whileTrying } from './may-throw.ts'
import { shortCircuit } from './operate.ts'
import { ts } from './parse.ts'
import type { Completion, FunctionCode, Run, Scope } from './run.ts'
import { inlineValue, stop, suspends, type Suspendable } from './suspension.ts'
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
export const loseYields = (run: Run): Abstract => {
  run.lostYields++
  return run.unknown('unsupported', { detail: 'yield* over something unknown' })
}

/** What the `[Symbol.asyncIterator]` of a value gives, where it has one. */
export const asyncIteratorOf = (run: Run, value: Abstract): Abstract | undefined => {
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
export const triesIn = (run: Run, { here }: Scope): number => run.tryingOutside + (here.trying ?? 0)
