// Waiting for what is settled at different times under different conditions, where what follows cannot run once for each of them: the
// rest of a function or module. It goes on when all sides are settled, under what was assumed when it began to wait.
import { absent, choice, known, undefinedValue, under, writeCell, type Abstract, type Decision, type OpenSide } from '#value'
import { partial } from './completion.ts'
import { assumesNoMore, drain } from './jobs.ts'
import { Got } from './overtaking.ts'
import { whenSettled } from './promises.ts'
import type { Answer, Completion, Run, Waiting } from './run.ts'
import { answerOf, heldBy } from './suspension.ts'
import { onSide, truthOfChoice } from './truth.ts'

const [isFulfilled, isRejected] = [known('fulfilled'), known('rejected')]

/** As `whenSettled`, for what runs only once: `goOn` gets how the wait ended, perhaps differently under different conditions. */
export const whenSettledWhole = (run: Run, given: Abstract, goOn: (outcome: Completion) => void): void => {
  const waiting: Waiting = { path: run.heap.path, site: run.site, status: new Got(absent), value: new Got(undefinedValue), goOn, done: false }
  whenSettled(run, given, (value) => settle(run, waiting, isFulfilled, value), (reason) => settle(run, waiting, isRejected, reason))
}

/** As `whenSettledWhole`, for what a body waits for that goes on where it stopped. */
export const whenAnswered = (run: Run, body: object, given: Abstract, goOn: (outcome: Completion) => void): void => {
  const { path } = run.heap
  const wait = ([side, ...rest]: readonly OpenSide[]): void => {
    if (side !== undefined) return under(run.heap, side.when, side.is, () => wait(rest))
    whenSettledWhole(run, given, run.heap.path === path ? goOn : (outcome) => void run.jobs.unshift({ path, site: run.site, work: () => goOn(outcome) }))
  }
  wait(heldBy(run, body))
}

const settle = (run: Run, waiting: Waiting, status: Abstract, value: Abstract): void => {
  if (waiting.done) return
  if (assumesNoMore(run, waiting.path)) return end(waiting, ended(run, status, value))
  writeCell(run.heap, waiting.status, status)
  writeCell(run.heap, waiting.value, value)
  run.jobs.unshift({ path: waiting.path, site: waiting.site, work: () => look(run, waiting) })
}

const end = (waiting: Waiting, outcome: Completion): void => {
  waiting.done = true
  waiting.goOn(outcome)
}

const ended = (run: Run, status: Abstract, value: Abstract): Completion =>
  status === isRejected ? { kind: 'throw', value, site: run.site } : { kind: 'return', value }

/** Goes on where all sides are settled; else the others are still to come, or come where a fork that is under way has ended. */
const look = (run: Run, waiting: Waiting): void => {
  if (waiting.done) return
  const outcome = assumesNoMore(run, waiting.path) ? outcomeOf(run, waiting, waiting.status.value!) : undefined
  if (outcome !== undefined) end(waiting, outcome)
  else if (!run.stalled.includes(waiting)) run.stalled.push(waiting)
}

/** How a wait ended; undefined where it has not, on some side, unless there is a value for that. */
const outcomeOf = (run: Run, waiting: Waiting, given: Abstract, never?: Abstract): Completion => {
  const status = run.resolve(given)
  if (status.kind === 'absent') return never && { kind: 'return', value: never }
  if (status.kind !== 'choice') return ended(run, status, run.resolve(waiting.value.value!))
  const [yes, no] = [true, false].map((is) => onSide(run, status.when, is, () => outcomeOf(run, waiting, is ? status.then : status.else, never)))
  if (yes === undefined || no === undefined) return undefined
  return yes.kind === 'return' && no.kind === 'return' ? { kind: 'return', value: choice(status.when, yes.value, no.value) } : partial(status.when, yes, no)
}

/** Where is a wait over? */
const isOver = (run: Run, given: Abstract): boolean | Decision => {
  const status = run.resolve(given)
  if (status.kind !== 'choice') return status.kind !== 'absent'
  const [yes, no] = [true, false].map((is) => onSide(run, status.when, is, () => isOver(run, is ? status.then : status.else)))
  return truthOfChoice(run, status.when, yes!, no!)
}

/** Lets one wait go on, where it is over, that is never over on some side; false where there is none. Only when no job is left. */
export const goOnStalled = (run: Run): boolean => {
  const waiting = run.stalled.shift()
  if (waiting === undefined) return false
  const work = (): void => {
    if (waiting.done) return
    const status = waiting.status.value!
    const over = isOver(run, status)
    const never = run.unknown('await', { detail: 'a promise that is settled only under a condition' })
    const goOn = (): void => end(waiting, outcomeOf(run, waiting, status, never))
    if (over === true) goOn()
    else if (over !== false) under(run.heap, over.when, over.is, goOn)
  }
  run.jobs.push({ path: waiting.path, site: waiting.site, work })
  return true
}

/** See `Run.waitNow`. */
export const waitNow = (run: Run, given: Abstract): Answer => {
  let outcome: Completion
  whenSettledWhole(run, given, (one) => { outcome = one })
  drain(run)
  return outcome === undefined ? { kind: 'next', value: run.unknown('await', { detail: 'a promise that is never settled' }) } : answerOf(outcome)
}
