// Generators and async functions: what a call of them gives, and how their bodies go on.
import { derived, known, newObject, Thrown, undefinedValue, type Abstract, type Cell, type Obj } from '#value'
import { closeSides, hasLeaf, isThrow, returnedValue, settleBy, thrownValue } from './completion.ts'
import { bodyScope } from './blocks.ts'
import { settle } from './fork.ts'
import { forget } from './limits.ts'
import { resumed } from './may-throw.ts'
import { ts } from './parse.ts'
import { rejectPromise, resolvePromise, newPromise } from './promises.ts'
import type { Answer, Completion, FunctionCode, Resume, Run, Scope } from './run.ts'
import { executeAllSuspending } from './suspend.ts'
import { evaluateSuspending } from './suspend-expression.ts'
import { answerOf, proceed, Returned, type Request, type Suspendable } from './suspension.ts'
import { whenAnswered } from './waiting.ts'

/** How a call is set up: see `enter` in functions.ts. */
export type Enter = <T>(run: Run, func: Obj, code: FunctionCode, self: Abstract | undefined, args: readonly Abstract[], newTarget: Abstract, body: (scope: Scope) => T) => T

/** The state of a generator, in `Obj.data`. */
export interface GeneratorState {
  readonly body: Suspendable<Completion>
  status: 'ready' | 'running' | 'done' | 'lost'
  /** Requests of an async generator that wait for their turn. */
  readonly queue: { readonly resume: Resume, readonly promise: Obj }[]
  /** What the rest of a body that is not followed may write, whenever it goes on. */
  readonly writes: Set<Obj | Cell>
}

const bodyOf = (run: Run, code: FunctionCode, scope: Scope): Suspendable<Completion> => {
  const own: Scope = { vars: scope.vars, outer: scope.outer, here: { ...scope.here, memo: new Map() } }
  const { body } = code.node as ts.FunctionLikeDeclaration
  return runBody(run, body!, own)
}

function* runBody(run: Run, body: ts.ConciseBody, scope: Scope): Suspendable<Completion> {
  if (!ts.isBlock(body)) return yield* runExpression(run, body, scope)
  return yield* executeAllSuspending(run, body.statements, bodyScope(run, body, scope))
}

function* runExpression(run: Run, body: ts.Expression, scope: Scope): Suspendable<Completion> {
  const mark = run.heap.open.length - run.sides
  let completion: Completion
  try {
    completion = { kind: 'return', value: yield* evaluateSuspending(run, body, scope) }
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    completion = { kind: 'throw', value: error.value, site: run.site }
  }
  return closeSides(run.heap, mark + run.sides, completion)
}

/** Calls an async function: it runs until it first waits; the result is a promise. */
export const startAsync = (run: Run, func: Obj, code: FunctionCode, self: Abstract, args: readonly Abstract[], enter: Enter): Abstract => {
  const promise = newPromise(run)
  try {
    enter(run, func, code, self, args, undefinedValue, (scope) => goOn(run, bodyOf(run, code, scope), { kind: 'next', value: undefinedValue }, promise))
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    rejectPromise(run, promise, error.value)
  }
  return promise
}

/** Lets the body of an async function (or of a module that waits) go on until it waits again or ends. */
export const goOn = (run: Run, body: Suspendable<Completion>, answer: Answer, promise: Obj): void => {
  const { done, value } = resumed(run, 0, () => proceed(run, body, answer))
  if (done) return settleBy(run, value as Completion, { resolve: (result) => resolvePromise(run, promise, result), reject: (reason) => rejectPromise(run, promise, reason) })
  const request = value as Request
  whenAnswered(run, body, request.value, (outcome) => goOn(run, body, answerOf(outcome), promise))
}

/** Calls a generator function: nothing of its body runs before the first `next`. */
export const startGenerator = (run: Run, func: Obj, code: FunctionCode, self: Abstract, args: readonly Abstract[], enter: Enter): Abstract => {
  const proto = run.resolve(run.get(func, 'prototype'))
  const fallback = run.intrinsic(code.isAsync ? 'AsyncGenerator.prototype' : 'Generator.prototype')
  const made = newObject(run.heap, 'generator', proto.kind === 'object' ? proto : fallback, run.site)
  made.data = { body: enter(run, func, code, self, args, undefinedValue, (scope) => bodyOf(run, code, scope)), status: 'ready', queue: [], writes: new Set() } satisfies GeneratorState
  return made
}

const result = (run: Run, value: Abstract, done: boolean): Obj => run.object([['value', value], ['done', known(done)]])

/** `generator.next(value)`, `.throw(value)` or `.return(value)`. */
export const resumeGenerator = (run: Run, self: Abstract, resume: Resume): Abstract => {
  const generator = run.resolve(self)
  if (generator.kind !== 'object' || generator.type !== 'generator') return generator.kind === 'object' || generator.kind === 'primitive' ? run.throwError('TypeError', 'next method called on incompatible receiver') : derived([generator])
  const state = generator.data as GeneratorState
  if (state.status === 'running') return run.throwError('TypeError', 'Generator is already running')
  if (state.status === 'done') return ended(run, resume)
  if (state.status === 'ready' && isShared(run, generator)) lose(run, state)
  if (state.status === 'lost') return lost(run, state)
  state.status = 'running'
  return advance(run, state, resume)
}

/** Is a generator older than the side of the fork that goes on with it? Its position cannot be rolled back to run the other side. */
const isShared = ({ heap: { journal } }: Run, generator: Obj): boolean => journal !== undefined && generator.serial <= journal.since

/** So often a body that is not followed is made to go on, to see what it writes. */
const mostSteps = 20

/** Gives up to follow a generator: nothing that it gives is known any more, nor what its body has written. */
const lose = (run: Run, state: GeneratorState): void => {
  run.report('unsupported', 'warning', 'a generator that is advanced only under an unknown condition is not followed')
  abandon(run, state)
}

/** Runs what is left of a body only to see what it writes. */
const abandon = (run: Run, state: GeneratorState): void => {
  state.status = 'lost'
  const { heap } = run
  const [mark, outer] = [heap.open.length, heap.touched]
  const touched = heap.touched ??= []
  const before = touched.length
  const step = (): boolean => resumed(run, 0, () => state.body.next({ kind: 'next', value: run.unknown('unsupported', { detail: 'an advance that is not followed' }) })).done !== true
  try {
    for (let count = 0; count < mostSteps && step(); count++);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
  } finally {
    heap.touched = outer
    for (const target of touched.slice(before)) state.writes.add(target)
  }
  closeSides(heap, mark, undefined)
}

/** What a generator gives that is not followed: its body may have gone on. */
const lost = (run: Run, state: GeneratorState): Abstract => {
  const why = run.unknown('unsupported', { detail: 'a generator with steps under an unknown condition' })
  for (const target of state.writes) forget(run, target, why)
  return why
}

const ended = (run: Run, resume: Resume): Abstract =>
  resume.kind === 'throw' ? run.throwValue(resume.value) : result(run, resume.kind === 'return' ? resume.value : undefinedValue, true)

const fresh = (state: GeneratorState): boolean => !started.has(state)
const started = new WeakSet<GeneratorState>()

const advance = (run: Run, state: GeneratorState, resume: Resume): Abstract => {
  if (fresh(state) && resume.kind !== 'next') {
    state.status = 'done'
    return ended(run, resume)
  }
  started.add(state)
  const before = run.lostYields
  try {
    const { done, value } = resumed(run, run.trying, () => state.body.next(resume))
    if (run.lostYields !== before) {
      if (done) settle(run, value as Completion)
      abandon(run, state)
      return lost(run, state)
    }
    if (!done) {
      state.status = 'ready'
      return result(run, (value as Request).value, false)
    }
    state.status = 'done'
    return completed(run, value as Completion)
  } catch (error) {
    state.status = 'done'
    if (error instanceof Returned) return result(run, error.value, true)
    throw error
  }
}

const completed = (run: Run, completion: Completion): Abstract =>
  result(run, settle(run, completion), true)

/** `next` and the like of an async generator: a promise of the result; requests are answered one after the other. */
export const resumeAsyncGenerator = (run: Run, self: Abstract, resume: Resume): Abstract => {
  const generator = run.resolve(self)
  if (generator.kind !== 'object' || generator.type !== 'generator') return run.unknown('unsupported', { detail: 'an async generator that is not known' })
  const state = generator.data as GeneratorState
  const promise = newPromise(run)
  if (state.status !== 'done' && isShared(run, generator)) {
    if (state.status === 'ready') lose(run, state)
    state.status = 'lost'
  }
  state.queue.push({ resume, promise })
  if (state.status !== 'running') nextRequest(run, state)
  return promise
}

const nextRequest = (run: Run, state: GeneratorState): void => {
  const request = state.queue[0]
  if (request === undefined) return
  if (state.status === 'lost') return giveUp(run, state)
  if (state.status === 'done' || (fresh(state) && request.resume.kind !== 'next')) {
    state.status = 'done'
    const { kind, value } = request.resume
    return answer(run, state, kind === 'throw' ? { kind: 'throw', value } : { kind: 'done', value: kind === 'return' ? value : undefinedValue })
  }
  started.add(state)
  state.status = 'running'
  continueBody(run, state, request.resume)
}

const continueBody = (run: Run, state: GeneratorState, told: Answer): void => {
  const before = run.lostYields
  const { done, value } = resumed(run, 0, () => proceed(run, state.body, told))
  const completion = done ? value as Completion : undefined
  // Nor is it followed where it yields or ends on one side of a condition, and has thrown on the other.
  const isSplit = done ? completion?.kind === 'partial' && hasLeaf(completion, isThrow) : (value as Request).kind === 'yield' && run.held.has(state.body)
  if (run.lostYields !== before || state.status === 'lost' || isSplit) return stopFollowing(run, state)
  if (done) {
    state.status = 'done'
    return answer(run, state, completion !== undefined && hasLeaf(completion, isThrow) ? { kind: 'throw', value: thrownValue(completion) } : { kind: 'done', value: returnedValue(completion) })
  }
  const request = value as Request
  const isYield = request.kind === 'yield'
  whenAnswered(run, state.body, request.value, (outcome) => {
    if (isYield && outcome?.kind === 'partial') return stopFollowing(run, state)
    if (!isYield || outcome?.kind !== 'return') return continueBody(run, state, answerOf(outcome))
    state.status = 'ready'
    answer(run, state, { kind: 'yield', value: outcome.value })
  })
}

const stopFollowing = (run: Run, state: GeneratorState): void => {
  abandon(run, state)
  giveUp(run, state)
}

const giveUp = (run: Run, state: GeneratorState): void => {
  for (const { promise } of state.queue.splice(0)) resolvePromise(run, promise, lost(run, state))
}

const answer = (run: Run, state: GeneratorState, outcome: { readonly kind: 'yield' | 'done' | 'throw', readonly value: Abstract }): void => {
  const { promise } = state.queue.shift()!
  if (outcome.kind === 'throw') rejectPromise(run, promise, outcome.value)
  else resolvePromise(run, promise, result(run, outcome.value, outcome.kind === 'done'))
  nextRequest(run, state)
}
