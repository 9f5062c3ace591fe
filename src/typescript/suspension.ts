// What a body that stops in the middle consists of: requests, answers, and running it to its end at once where it cannot wait.
import { beginSide, endSide, Thrown, undefinedValue, type Abstract, type OpenSide, type Unknown } from '#value'
import { mapLeaves } from './completion.ts'
import { settle } from './fork.ts'
import { forget } from './limits.ts'
import { ts } from './parse.ts'
import type { Answer, Completion, Run } from './run.ts'

const K = ts.SyntaxKind

/** Why a body stops. */
export interface Request { readonly kind: 'await' | 'yield', readonly value: Abstract }
/** A body that can stop. */
export type Suspendable<T> = Generator<Request, T, Answer>

/** How a body goes on after what it waited for ended so. */
export const answerOf = (outcome: Completion): Answer =>
  outcome?.kind === 'return' ? { kind: 'next', value: outcome.value } : outcome?.kind === 'throw' ? { kind: 'throw', value: outcome.value } : { kind: 'either', completion: outcome }

interface Annotated { suspends?: boolean }

/** Can a piece of syntax stop, nested functions left out? */
export const suspends = (node: ts.Node): boolean => {
  const annotated = node as Annotated
  return annotated.suspends ??= looksSuspending(node)
}

const looksSuspending = (node: ts.Node): boolean => {
  if (node.kind === K.AwaitExpression || node.kind === K.YieldExpression) return true
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return true
  if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return false
  return ts.forEachChild(node, (child) => suspends(child)) === true
}

/** A `return` that a generator was told from outside. */
export class Returned {
  readonly value: Abstract
  constructor(value: Abstract) { this.value = value }
}

/** Stops, until something else lets it go on. */
export function* stop(run: Run, request: Request): Suspendable<Abstract> {
  const resume = yield request
  if (resume.kind === 'either') return settle(run, resume.completion)
  if (resume.kind === 'throw') throw new Thrown(resume.value)
  if (resume.kind === 'return') throw new Returned(resume.value)
  return resume.value
}

/** The sides that a body holds while it stops: what it waits for counts only there. */
export const heldBy = (run: Run, body: object): readonly OpenSide[] => run.held.get(body)?.sides ?? []

/** Lets a body go on until it stops again or ends. The sides that it opens are closed while it stops, so that others do not run on them. */
export const proceed = <T>(run: Run, body: Suspendable<T>, answer: Answer): IteratorResult<Request, T> => {
  const { heap } = run
  const { sides } = run
  const mark = heap.open.length
  run.sides = mark
  for (const { when, is, abrupt } of heldBy(run, body)) beginSide(heap, when, is, abrupt)
  run.held.delete(body)
  try {
    const result = body.next(answer)
    if (result.done !== true && heap.open.length > mark) {
      const kept: OpenSide[] = []
      while (heap.open.length > mark) kept.unshift(endSide(heap))
      run.held.set(body, { path: heap.path, sides: kept })
    }
    return result
  } finally {
    run.sides = sides
  }
}

/**
 * Runs a body that may stop to its end, at once; used where two sides of a fork would have to wait. Waiting gives what a promise holds
 * already. That is what Node does only where nothing else could run in the meantime; else what the body writes is unknown afterwards.
 */
const inline = <T extends Abstract | Completion>(run: Run, body: Suspendable<T>, hide: (result: T, why: Unknown) => T): T => {
  const { heap } = run
  const alone = run.jobs.length === 0 && run.depth <= (run.alone ? 1 : 0)
  const others = run.jobs.splice(0)
  const outer = heap.touched
  const touched = heap.touched ??= []
  const before = touched.length
  const result = drive(run, body)
  heap.touched = outer
  run.jobs.unshift(...others)
  if (alone) return result
  const why = run.unknown('unsupported', { detail: 'written after a wait under an unknown condition' })
  run.report('unsupported', 'warning', 'what happens after a wait under an unknown condition is not followed in its order; what it writes is unknown')
  for (const target of new Set(touched.slice(before))) forget(run, target, why)
  return hide(result, why)
}

/** `inline` for expressions. */
export const inlineValue = (run: Run, body: Suspendable<Abstract>): Abstract => inline(run, body, (_value, why) => why)

/** `inline` for statements. */
export const inlineCompletion = (run: Run, body: Suspendable<Completion>): Completion =>
  inline(run, body, (completion, why) => mapLeaves(completion, (leaf) => leaf !== undefined && 'value' in leaf ? { ...leaf, value: why } : leaf))

const drive = <T>(run: Run, body: Suspendable<T>): T => {
  let resume: Answer = { kind: 'next', value: undefinedValue }
  for (;;) {
    const { done, value } = body.next(resume)
    if (done) return value as T
    const request = value as Request
    if (request.kind === 'yield') {
      run.lostYields++
      resume = { kind: 'next', value: run.unknown('unsupported', { detail: 'a yield under an unknown condition' }) }
    } else resume = run.waitNow(request.value)
  }
}
