// Promises and the queue of microtasks, in the order in which Node runs them.
import { choice, decideTree, newObject, operandText, Thrown, undefinedValue, under, writeField, type Abstract, type Choice, type Obj, type Path, type PromiseData, type PromiseState, type Unknown } from '#value'
import { bounded } from './limits.ts'
import { resumed } from './may-throw.ts'
import type { Job, Run } from './run.ts'
import { onSide } from './truth.ts'
import { inWords, nameOfUnknown } from './wording.ts'

/** A new pending promise. */
export const newPromise = (run: Run): Obj => {
  const made = newObject(run.heap, 'promise', run.intrinsic('Promise.prototype'), run.site)
  made.data = { status: 'pending', value: undefinedValue, reactions: [], handled: false } satisfies PromiseState
  return made
}

/** The state of a promise; undefined where it depends on a condition that the path leaves open. */
const stateOf = (run: Run, promise: Obj): PromiseState | undefined => {
  let data = promise.data as PromiseData
  while ('when' in data) {
    const is = decideTree(run.heap.path, data.when)
    if (is === undefined) return undefined
    data = is ? data.then : data.else
  }
  return data
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
  const state = stateOf(run, promise)
  if (state === undefined) return eachState(run, promise, () => settlePromise(run, promise, status, value))
  if (state.status !== 'pending') return
  writeField(run.heap, promise, 'data', { ...state, status, value, reactions: [] } satisfies PromiseState)
  if (status === 'rejected') run.rejected.push(promise)
  for (const reaction of state.reactions) enqueue(run, reaction)
}

/** Does something on each side of the first condition that a promise's state depends on. */
const eachState = (run: Run, promise: Obj, act: () => void): void => {
  let data = promise.data as PromiseData
  while ('when' in data) {
    const is = decideTree(run.heap.path, data.when)
    if (is === undefined) break
    data = is ? data.then : data.else
  }
  const side = (): Abstract => {
    act()
    return undefinedValue
  }
  if ('when' in data) run.fork(data.when, side, side)
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
    const [yes, no] = [onSide(run, value.when, true, () => settledValue(run, value.then)), onSide(run, value.when, false, () => settledValue(run, value.else))]
    return yes === undefined || no === undefined ? undefined : choice(value.when, yes, no)
  }
  if (value.kind !== 'object' || value.type === 'function' || value.type === 'array') return value
  if (value.type !== 'promise') return value.props.has('then') ? undefined : value
  return settledState(run, value.data as PromiseData)
}

const settledState = (run: Run, data: PromiseData): Abstract | undefined => {
  if (!('when' in data)) return data.status === 'fulfilled' ? data.value : undefined
  const { when } = data
  const is = decideTree(run.heap.path, when)
  if (is !== undefined) return settledState(run, is ? data.then : data.else)
  const [yes, no] = [onSide(run, when, true, () => settledState(run, data.then)), onSide(run, when, false, () => settledState(run, data.else))]
  return yes === undefined || no === undefined ? undefined : choice(when, yes, no)
}

/** Goes on once both sides of a choice have had the time to settle: with one value for both, since what follows is not run twice. */
const whenChosen = (run: Run, value: Choice | Obj, fulfilled: (value: Abstract) => void): void => {
  const now = settledValue(run, value)
  if (now !== undefined) return enqueue(run, () => fulfilled(now))
  enqueueLoad(run, () => fulfilled(settledValue(run, value) ?? run.unknown('await', { detail: value.kind === 'choice' ? `a promise that depends on ${value.when.text}` : 'a promise that is settled only under a condition' })))
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
  const state = stateOf(run, promise)
  if (state === undefined) return whenChosen(run, promise, fulfilled)
  const react = (): void => {
    const now = stateOf(run, promise)
    if (now === undefined) fulfilled(settledValue(run, promise) ?? run.unknown('await', { detail: 'a promise that is settled only under a condition' }))
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

/**
 * As `whenSettled`, for what cannot run once for each side: the rest of a function or module that waits. Where a promise is settled under a
 * condition, it goes on once the promise is settled on the other side, too, under what was assumed when it began to wait.
 */
export const whenSettledWhole = (run: Run, given: Abstract, fulfilled: (value: Abstract) => void, rejected: (reason: Abstract) => void): void => {
  const { path } = run.heap
  let done = false
  const goOn = (act: () => void) => (): void => {
    if (!done) act()
  }
  const settle = (promise: Obj) => (): void => {
    if (assumesNoMore(run.heap.path, path)) return last(promise)()
    run.jobs.push({ path, site: run.site, work: goOn(last(promise)) })
  }
  const finish = (act: () => void): void => {
    done = true
    act()
  }
  const last = (promise: Obj) => (): void => {
    const state = stateOf(run, promise)
    if (state?.status === 'rejected') return finish(() => rejected(state.value))
    const value = settledValue(run, promise)
    if (value !== undefined) return finish(() => fulfilled(value))
    // The other side may still come; if it does not, what is waited for is not known.
    run.loads.push({ path, site: run.site, work: goOn(() => finish(() => fulfilled(run.unknown('await', { detail: 'a promise that is settled only under a condition' })))) })
  }
  const value = run.resolve(given)
  if (value.kind === 'object' && value.type === 'promise') whenSettled(run, value, goOn(settle(value)), goOn(settle(value)))
  else whenSettled(run, value, fulfilled, rejected)
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
  value.type !== undefined && value.type !== 'object' ? value : ofPromise(run, value)

/** What an unknown promise gives: it says what the promise comes from, and where. */
const ofPromise = (run: Run, promise: Unknown): Unknown => {
  let origin = promise
  let { site } = promise
  while (origin.from !== undefined && origin.of === undefined) {
    origin = origin.from
    if (origin.from !== undefined || origin.reason === 'await') site = origin.site ?? site
  }
  return run.unknown('await', { from: promise, of: origin.of, detail: inWords(`await ${operandText(nameOfUnknown(promise))}`), site: site ?? run.site })
}

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
    if (step === undefined) return resumed(run, 0, work)
    under(heap, step.when, step.is, () => go(index + 1))
  }
  const mark = heap.open.length
  go(0)
  if (heap.open.length > mark) throw new Error('a job left a side open')
}

/** Does a path assume nothing that another one does not? */
const assumesNoMore = (path: Path | undefined, than: Path | undefined): boolean => {
  for (let at = path; at !== undefined; at = at.rest) if (!onPath(than, at)) return false
  return true
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
