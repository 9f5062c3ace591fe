// Promises and the queue of microtasks, in the order in which Node runs them.
import { choice, newObject, Thrown, undefinedValue, under, writeField, type Abstract, type Obj, type Path, type PromiseState } from '#value'
import { bounded } from './limits.ts'
import type { Job, Run } from './run.ts'

/** A new pending promise. */
export const newPromise = (run: Run): Obj => {
  const made = newObject(run.heap, 'promise', run.intrinsic('Promise.prototype'), run.site)
  made.data = { status: 'pending', value: undefinedValue, reactions: [], handled: false } satisfies PromiseState
  return made
}

/** The state of a promise; undefined where forks left it in different ones. */
const stateOf = (promise: Obj): PromiseState | undefined => {
  const data = promise.data as PromiseState | { readonly kind: string }
  return 'status' in data ? data : undefined
}

/** Puts a job into the queue; it will run under what is assumed now. */
export const enqueue = (run: Run, work: () => void): void => {
  run.jobs.push({ path: run.heap.path, site: run.site, work })
}

/** As `enqueue`, for what comes only after all jobs: a module that is loaded. */
export const enqueueLoad = (run: Run, work: () => void): void => {
  run.loads.push({ path: run.heap.path, site: run.site, work })
}

const settlePromise = (run: Run, promise: Obj, status: 'fulfilled' | 'rejected', value: Abstract): void => {
  const state = stateOf(promise)
  if (state === undefined || state.status !== 'pending') return
  writeField(run.heap, promise, 'data', { ...state, status, value, reactions: [] } satisfies PromiseState)
  if (status === 'rejected') run.rejected.push(promise)
  for (const reaction of state.reactions) enqueue(run, reaction)
}

/** Rejects a promise. */
export const rejectPromise = (run: Run, promise: Obj, reason: Abstract): void => settlePromise(run, promise, 'rejected', reason)

/** Resolves a promise: with a thenable, it follows that, two microtasks later as the language has it. */
export const resolvePromise = (run: Run, promise: Obj, given: Abstract): void => {
  const value = run.resolve(given)
  if (value.kind === 'choice') {
    if (isPlain(value)) return settlePromise(run, promise, 'fulfilled', value)
    return whenChosen(run, value, (settled) => settlePromise(run, promise, 'fulfilled', settled))
  }
  if (value === promise) return rejectPromise(run, promise, undefinedValue)
  const then = value.kind === 'object' ? thenOf(run, promise, value) : undefined
  if (then === 'thrown') return
  if (then === undefined) return settlePromise(run, promise, 'fulfilled', value)
  enqueue(run, () => followThenable(run, promise, value as Obj, then))
}

const isPlain = (value: Abstract): boolean =>
  value.kind === 'choice' ? isPlain(value.then) && isPlain(value.else) : value.kind !== 'object' || value.type === 'function' || value.type === 'array'

/** What a value gives that is waited for, where that is known already: of a choice, what both of its sides give. */
const settledValue = (run: Run, value: Abstract): Abstract | undefined => {
  if (value.kind === 'choice') {
    const [yes, no] = [settledValue(run, value.then), settledValue(run, value.else)]
    return yes === undefined || no === undefined ? undefined : choice(value.when, yes, no)
  }
  if (value.kind !== 'object' || value.type === 'function' || value.type === 'array') return value
  if (value.type !== 'promise') return value.props.has('then') ? undefined : value
  const state = stateOf(value)
  return state?.status === 'fulfilled' ? state.value : undefined
}

/** Goes on once both sides of a choice have had the time to settle: with one value for both, since what follows is not run twice. */
const whenChosen = (run: Run, value: Extract<Abstract, { kind: 'choice' }>, fulfilled: (value: Abstract) => void): void => {
  const now = settledValue(run, value)
  if (now !== undefined) return enqueue(run, () => fulfilled(now))
  enqueueLoad(run, () => fulfilled(settledValue(run, value) ?? run.unknown('await', { detail: `a promise that depends on ${value.when.text}` })))
}

const thenOf = (run: Run, promise: Obj, value: Obj): Abstract | 'thrown' | undefined => {
  try {
    const then = run.resolve(run.get(value, 'then'))
    return then.kind === 'object' && then.type === 'function' ? then : undefined
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    rejectPromise(run, promise, error.value)
    return 'thrown'
  }
}

const followThenable = (run: Run, promise: Obj, thenable: Obj, then: Abstract): void => {
  if (thenable.type === 'promise' && then.kind === 'object' && then.intrinsic) {
    return subscribe(run, thenable, (value) => settlePromise(run, promise, 'fulfilled', value), (reason) => rejectPromise(run, promise, reason))
  }
  let called = false
  const once = (settle: (value: Abstract) => void) => run.func({ name: '', length: 1, call: (_machine, _self, args) => {
    if (!called) settle(args[0] ?? undefinedValue)
    called = true
    return undefinedValue
  } })
  try {
    run.call(then, thenable, [once((value) => resolvePromise(run, promise, value)), once((reason) => rejectPromise(run, promise, reason))])
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    if (!called) rejectPromise(run, promise, error.value)
  }
}

/** Runs one of the callbacks, as a microtask, once a promise is settled. */
const subscribe = (run: Run, promise: Obj, fulfilled: (value: Abstract) => void, rejected: (reason: Abstract) => void): void => {
  const state = stateOf(promise)
  if (state === undefined) {
    const mixed = promise.data as Abstract
    enqueue(run, () => fulfilled(run.unknown('await', { detail: 'a promise that is settled only under a condition', from: mixed.kind === 'unknown' ? mixed : undefined })))
    return
  }
  const react = (): void => {
    const now = stateOf(promise)
    if (now === undefined) fulfilled(run.unknown('await'))
    else if (now.status === 'rejected') rejected(now.value)
    else fulfilled(now.value)
  }
  if (state.status === 'pending') {
    writeField(run.heap, promise, 'data', { ...state, handled: true, reactions: [...state.reactions, react] } satisfies PromiseState)
  } else {
    if (!state.handled) writeField(run.heap, promise, 'data', { ...state, handled: true } satisfies PromiseState)
    enqueue(run, react)
  }
}

/** See `Machine.whenSettled`. */
export const whenSettled = (run: Run, given: Abstract, fulfilled: (value: Abstract) => void, rejected: (reason: Abstract) => void): void => {
  const value = run.resolve(given)
  if (value.kind === 'unknown') {
    enqueue(run, () => fulfilled(awaited(run, value)))
    return
  }
  if (value.kind === 'object' && value.type === 'promise') return subscribe(run, value, fulfilled, rejected)
  if (value.kind === 'choice') return whenChosen(run, value, fulfilled)
  const promise = newPromise(run)
  resolvePromise(run, promise, value)
  subscribe(run, promise, fulfilled, rejected)
}

/** What awaiting an unknown gives: itself where it cannot be a promise. */
const awaited = (run: Run, value: Extract<Abstract, { kind: 'unknown' }>): Abstract =>
  value.type !== undefined && value.type !== 'object' ? value : run.unknown('await', { from: value, detail: value.detail, site: run.site })

/** Runs microtasks until none is left. One that reaches a limit leaves what waits for it unsettled. */
export const drain = (run: Run): void => {
  for (let job = next(run); job !== undefined; job = next(run)) {
    const { path, site, work } = job
    if (site === undefined) runJob(run, path, work)
    else bounded(run, site, () => { runJob(run, path, work); return undefinedValue })
  }
}

const next = (run: Run): Job | undefined => run.jobs.shift() ?? run.loads.shift()

/** A job that was queued on one side of a fork has its effects only there. */
const runJob = (run: Run, path: Path | undefined, work: () => void): void => {
  const { heap } = run
  const missing: Path[] = []
  for (let at = path; at !== undefined && !onPath(heap.path, at); at = at.rest) missing.unshift(at)
  const go = (index: number): void => {
    const step = missing[index]
    if (step === undefined) return work()
    under(heap, step.when, step.is, () => go(index + 1))
  }
  const mark = heap.open.length
  go(0)
  if (heap.open.length > mark) throw new Error('a job left a side open')
}

const onPath = (path: Path | undefined, step: Path): boolean => {
  for (let at = path; at !== undefined; at = at.rest) if (at.when === step.when && at.is === step.is) return true
  return false
}

/** See `Run.waitNow`. */
export const waitNow = (run: Run, given: Abstract): { readonly kind: 'next' | 'throw', readonly value: Abstract } => {
  let outcome: { readonly kind: 'next' | 'throw', readonly value: Abstract } | undefined
  whenSettled(run, given, (value) => { outcome = { kind: 'next', value } }, (value) => { outcome = { kind: 'throw', value } })
  drain(run)
  return outcome ?? { kind: 'next', value: run.unknown('await', { detail: 'a promise that is never settled' }) }
}
