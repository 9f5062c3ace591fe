// What a loop of unknown length leaves for later: callbacks and rests of functions, of which each round has its own. They are read once,
// when their turn comes; what they write apart from what the round itself has made is not known afterwards.
import { Thrown, under, undefinedValue, unknown, writeField, type Condition, type Obj, type PromiseData, type PromiseState, type Reaction } from '#value'
import { attempt, hasLeaf, isThrow, thrownValue } from './completion.ts'
import { forget } from './limits.ts'
import { withoutValue, writtenBy } from './overtaking.ts'
import { settlePromise } from './promises.ts'
import type { Completion, Job, Run } from './run.ts'

/** The jobs in the queue that were not there earlier. */
export const jobsSince = (run: Run, earlier: ReadonlySet<Job>): ReadonlySet<Job> => new Set(run.jobs.filter((job) => !earlier.has(job)))

/** Takes jobs from the queue: the body that queued them is read again. */
export const dropJobs = ({ jobs }: Run, queued: ReadonlySet<Job>): void => {
  if (queued.size > 0) jobs.splice(0, jobs.length, ...jobs.filter((job) => !queued.has(job)))
}

/** Lets jobs stand for those of all rounds. `since`: objects with a higher serial are a round's own. */
export const keepJobs = (run: Run, queued: ReadonlySet<Job>, since: number): void => {
  if (queued.size === 0) return
  for (const [index, job] of run.jobs.entries()) if (queued.has(job)) run.jobs[index] = { ...job, work: () => forRounds(run, since, job.work) }
}

/** As `keepJobs`, for what the rounds let wait for a promise that was there before the loop. */
export const keepReactions = (run: Run, promise: Obj, after: PromiseData, each: Condition, since: number): void => {
  const react = (reaction: Reaction): Reaction => (status, value) => under(run.heap, each, true, () => forRounds(run, since, () => reaction(status, value)))
  writeField(run.heap, promise, 'data', withReactions(promise.data as PromiseData, after, react))
}

const withReactions = (before: PromiseData, after: PromiseData, react: (reaction: Reaction) => Reaction): PromiseData => {
  if ('when' in after) {
    const side = (is: boolean): PromiseData => !('when' in before) || before.when !== after.when ? before : is ? before.then : before.else
    return { when: after.when, then: withReactions(side(true), after.then, react), else: withReactions(side(false), after.else, react) }
  }
  if ('when' in before) return { when: before.when, then: withReactions(before.then, after, react), else: withReactions(before.else, after, react) }
  if (before.status !== 'pending') return { ...before, handled: after.handled }
  const added = after.reactions.filter((reaction) => !before.reactions.includes(reaction))
  return { ...before, handled: after.handled, reactions: [...before.reactions, ...added.map(react)] }
}

/** Runs what is done later in any number of rounds. */
const forRounds = (run: Run, since: number, work: () => void): void => {
  const earlier = new Set(run.jobs)
  let ending: Completion
  const written = writtenBy(run, () => {
    ending = attempt(run, () => {
      work()
      return undefinedValue
    })
  })
  keepJobs(run, jobsSince(run, earlier), since)
  const why = unknown('derived', { site: run.site, detail: 'a value of another round' })
  for (const target of written) {
    if ('kind' in target && target.serial > since) continue
    if ('kind' in target && target.type === 'promise') writeField(run.heap, target, 'data', withoutValue(target.data as PromiseData, why))
    else forget(run, target, why)
  }
  if (hasLeaf(ending, isThrow)) throw new Thrown(thrownValue(ending))
}

/** A promise that rounds settle counts as settled, with what is not known; one that they only look at stays as it is. */
export const havocPromise = (run: Run, promise: Obj, after: PromiseData): void => {
  if (!settles(promise.data as PromiseData, after)) return
  const value = unknown('await', { site: run.site, detail: 'what a round settles it with' })
  if (!statesOf(after).some(({ status }) => status === 'rejected')) return settlePromise(run, promise, 'fulfilled', value)
  const rejects = run.conditions.of(unknown('derived').id, { kind: 'truthy' }, 'a round rejects it', run.site)
  const side = (status: 'fulfilled' | 'rejected') => () => {
    settlePromise(run, promise, status, value)
    return undefinedValue
  }
  run.fork(rejects, side('rejected'), side('fulfilled'))
}

const settles = (before: PromiseData, after: PromiseData): boolean => {
  const old = statesOf(before)
  return old.some(({ status }) => status === 'pending') && statesOf(after).some((state) => state.status !== 'pending' && !old.some(({ status, value }) => status === state.status && value === state.value))
}

const statesOf = (data: PromiseData): PromiseState[] => 'when' in data ? [...statesOf(data.then), ...statesOf(data.else)] : [data]
