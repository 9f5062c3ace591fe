// The queue of microtasks, in the order in which Node runs them, each with what was assumed when it was put there.
import { decideTree, undefinedValue, under, type Path } from '#value'
import { attempt, hasLeaf, isThrow, thrownValue } from './completion.ts'
import { bounded } from './limits.ts'
import { resumed } from './may-throw.ts'
import { forgetAhead, isAhead, writtenBy } from './overtaking.ts'
import type { Job, Run } from './run.ts'
import { describeThrown, inUserCode } from './thrown.ts'

/** Puts a job into the queue; it will run under what is assumed now. */
export const enqueue = (run: Run, work: () => void): void => {
  run.jobs.push({ path: run.heap.path, site: run.site, work })
}

/** As `enqueue`, for what comes only after all jobs: a module that is loaded. */
export const enqueueLoad = (run: Run, work: () => void): void => {
  run.loads.push({ path: run.heap.path, site: run.site, work })
}

/** Runs microtasks until none is left. One that reaches a limit leaves what waits for it unsettled. */
export const drain = (run: Run): void => {
  for (let job = next(run); job !== undefined; job = next(run)) {
    const { path } = job
    if (run.stalled.length === 0 && run.held.size === 0) {
      runBounded(run, job)
      continue
    }
    const late = { waits: [...run.stalled], held: new Map(run.held) }
    const written = writtenBy(run, () => runBounded(run, job!))
    if (written.length > 0 && isAhead(run, path, late)) runJob(run, path, () => forgetAhead(run, written))
  }
}

const runBounded = (run: Run, { path, site, work }: Job): void => {
  if (site === undefined) runJob(run, path, work)
  else bounded(run, site, () => { runJob(run, path, work); return undefinedValue })
}

const next = (run: Run): Job | undefined => run.jobs.shift() ?? run.loads.shift()

/** A job that was queued on one side of a fork has its effects only there. */
const runJob = (run: Run, path: Path | undefined, work: () => void): void => {
  const { heap } = run
  const missing: Path[] = []
  for (let at = path; at !== undefined && !onPath(heap.path, at); at = at.rest) missing.unshift(at)
  const go = (index: number): void => {
    const step = missing[index]
    if (step === undefined) return runWork(run, work)
    under(heap, step.when, step.is, () => go(index + 1))
  }
  go(0)
}

/** What a microtask throws nobody can catch: Node ends there. */
const runWork = (run: Run, work: () => void): void => {
  const ending = attempt(run, () => {
    resumed(run, 0, work)
    return undefinedValue
  })
  if (!hasLeaf(ending, isThrow)) return
  const always = ending?.kind === 'throw'
  const value = run.resolve(thrownValue(ending))
  run.site = inUserCode(run.site, value)
  run.report('throw', always ? 'error' : 'warning', `a microtask ${always ? 'throws' : 'may throw'} and nobody catches it: ${describeThrown(run, value)}`)
}

/** Is nothing assumed now that a path does not assume? */
export const assumesNoMore = (run: Run, path: Path | undefined): boolean => {
  const { heap } = run
  const now = heap.path
  // Conditions that are composed of others are decided on the path of the heap.
  heap.path = path
  let no = true
  for (let at = now; at !== undefined && no; at = at.rest) no = onPath(path, at) || decideTree(path, at.when) === at.is
  heap.path = now
  return no
}

const onPath = (path: Path | undefined, step: Path): boolean => {
  for (let at = path; at !== undefined; at = at.rest) if (at.when === step.when && at.is === step.is) return true
  return false
}
