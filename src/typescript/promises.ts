// Promises: their states, which may differ between the sides of conditions, and what is done when they are settled.
import { choice, decideTree, newObject, operandText, Thrown, undefinedValue, writeField, type Abstract, type Choice, type Obj, type PromiseData, type PromiseState, type Reaction, type Unknown } from '#value'
import { enqueue } from './jobs.ts'
import type { Run } from './run.ts'
import { isPlain, settlers } from './settling.ts'
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

/** Settles a promise that is not, on each side by itself. */
export const settlePromise = (run: Run, promise: Obj, status: 'fulfilled' | 'rejected', value: Abstract): void => {
  const state = stateOf(run, promise)
  if (state === undefined) return eachState(run, promise, () => settlePromise(run, promise, status, value))
  if (state.status !== 'pending') return
  writeField(run.heap, promise, 'data', { ...state, status, value, reactions: [] } satisfies PromiseState)
  if (status === 'rejected') run.rejected.push(promise)
  for (const reaction of state.reactions) enqueue(run, () => reaction(status, stateOf(run, promise)?.value ?? value))
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

/** Does something with both sides of a choice. */
const eachSide = (run: Run, value: Choice, act: (side: Abstract) => void): void => {
  const side = (one: Abstract) => (): Abstract => {
    act(one)
    return undefinedValue
  }
  run.fork(value.when, side(value.then), side(value.else))
}

/** Rejects a promise. */
export const rejectPromise = (run: Run, promise: Obj, reason: Abstract): void => settlePromise(run, promise, 'rejected', reason)

/** Resolves a promise: with a thenable, it follows that, two microtasks later as the language has it. */
export const resolvePromise = (run: Run, promise: Obj, given: Abstract): void => {
  const value = run.resolve(given)
  if (value.kind === 'choice') {
    if (isPlain(value)) return settlePromise(run, promise, 'fulfilled', value)
    return eachSide(run, value, (one) => resolvePromise(run, promise, one))
  }
  if (value === promise) return rejectPromise(run, promise, undefinedValue)
  const then = value.kind === 'object' ? thenOf(run, promise, value) : undefined
  if (then === 'thrown') return
  if (then === undefined) return settlePromise(run, promise, 'fulfilled', value)
  enqueue(run, () => followThenable(run, promise, value as Obj, then))
}

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
  const [resolve, reject] = settlers(run, { promise, resolve: (value) => resolvePromise(run, promise, value), reject: (reason) => rejectPromise(run, promise, reason) })
  try {
    run.call(then, thenable, [resolve, reject])
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    run.call(reject, undefinedValue, [error.value])
  }
}

/** Runs one of the callbacks, as a microtask, once a promise is settled: one on each side that is settled by itself. */
const subscribe = (run: Run, promise: Obj, fulfilled: (value: Abstract) => void, rejected: (reason: Abstract) => void): void => {
  const state = stateOf(run, promise)
  if (state === undefined) {
    const now = settledValue(run, promise)
    return now === undefined ? eachState(run, promise, () => subscribe(run, promise, fulfilled, rejected)) : enqueue(run, () => fulfilled(now))
  }
  const { status } = state
  if (status === 'pending') {
    const reaction: Reaction = (settled, value) => settled === 'rejected' ? rejected(value) : fulfilled(value)
    writeField(run.heap, promise, 'data', { ...state, handled: true, reactions: [...state.reactions, reaction] } satisfies PromiseState)
  } else {
    if (!state.handled) writeField(run.heap, promise, 'data', { ...state, handled: true } satisfies PromiseState)
    enqueue(run, () => status === 'rejected' ? rejected(state.value) : fulfilled(state.value))
  }
}

/** See `Machine.whenSettled`. */
export const whenSettled = (run: Run, given: Abstract, fulfilled: (value: Abstract) => void, rejected: (reason: Abstract) => void): void => {
  const value = run.resolve(given)
  if (value.kind === 'unknown') return enqueue(run, () => fulfilled(awaited(run, value)))
  if (value.kind === 'object' && value.type === 'promise') return subscribe(run, value, fulfilled, rejected)
  if (value.kind === 'choice') {
    const now = settledValue(run, value)
    return now === undefined ? eachSide(run, value, (one) => whenSettled(run, one, fulfilled, rejected)) : enqueue(run, () => fulfilled(now))
  }
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
