// What happens when a limit is reached: the outermost call or statement gives up, what it wrote is no longer known, and evaluation goes on.
import type { Problem } from '#model'
import { blur, dropSide, LimitReached, unknown, userPlace, writeCell, type Abstract, type Cell, type Obj, type Site } from '#value'
import type { Run } from './run.ts'

/** Limits by default: far beyond what definitions of pipelines need. */
export const defaultLimits = { steps: 2_000_000, depth: 150, rounds: 100_000, items: 100_000, text: 1_000_000, forks: 2_000 }

/** Steps that each outermost call gets when the file's own are used up. */
const reserve = 20_000

/** The limit of steps, in messages. */
export const outOfSteps = 'steps'

/** Ends what is under way, up to the outermost call or statement. */
export const reachLimit = (run: Run, what: string): never => {
  run.limitDepth = run.depth
  throw new LimitReached(what)
}

/** Runs an outermost call or statement; where it reaches a limit its value is `unknown(limit)`. */
export const bounded = (run: Run, site: Site, body: () => Abstract, isCall = false): Abstract => {
  const { heap } = run
  const { path, journal, frame, touched: outer } = heap
  const opened = heap.open.length
  const touched = heap.touched ??= []
  const before = touched.length
  run.forks = 0
  try {
    return body()
  } catch (error) {
    const what = limitOf(error)
    // Near the end of the host's stack nothing can be done: what surrounds all of it gives up.
    if (what === undefined || (error instanceof RangeError && outer !== undefined)) throw error
    while (heap.open.length > opened) dropSide(heap)
    heap.path = path
    heap.journal = journal
    heap.frame = frame
    run.site = site
    if (run.fuel < reserve) run.fuel = reserve
    const why = unknown('limit', { detail: what, site })
    for (const target of new Set(touched.slice(before))) forget(run, target, why)
    forgetVariables(run, site, why)
    // Where a built-in function makes too much of a value, nothing but that value is lost.
    if (!isCall || error instanceof RangeError || run.limitDepth > 0 || what === outOfSteps) run.cutOff.add(site.file.path)
    withdrawInner(run)
    run.report('limit', 'error', `this was not evaluated to its end: too many ${what}`, 'Simplify the code, or compute the value elsewhere and write it down.')
    return why
  } finally {
    heap.touched = outer
  }
}

/** A call that gave up inside of what gives up now is the same cause: it is told of once. */
const withdrawInner = (run: Run): void => {
  const outer = userPlace(run.site, run.heap.frame)
  if (outer === undefined) return
  const isInside = ({ code, at }: Problem): boolean => code === 'limit' && at?.file === outer.file
    && (at.line > outer.line || (at.line === outer.line && at.column >= outer.column)) && (at.endLine < outer.endLine || (at.endLine === outer.endLine && at.endColumn <= outer.endColumn))
  const kept = run.problems.filter((problem) => !isInside(problem))
  if (kept.length < run.problems.length) run.problems.splice(0, run.problems.length, ...kept)
}

/** Makes unknown what something that is not followed may have written. */
export const forget = (run: Run, target: Obj | Cell, why: ReturnType<typeof unknown>): void => {
  if (!('kind' in target)) return writeCell(run.heap, target, why)
  blur(run.heap, target, why)
}

/** What was not reached may have assigned the module's variables. */
export const forgetVariables = (run: Run, site: Site, why: ReturnType<typeof unknown>): void => {
  for (const module of run.modules.values()) {
    if (module.file !== site.file) continue
    for (const cell of module.scope.vars.values()) {
      if (!cell.constant && cell.value !== undefined && !(cell.value.kind === 'object' && cell.value.type === 'function')) writeCell(run.heap, cell, why)
    }
  }
}

/** The limit that an exception says was reached; the host's own stack counts as one. */
const limitOf = (error: unknown): string | undefined =>
  error instanceof LimitReached ? error.what
    : error instanceof RangeError && error.message.includes('call stack') ? 'nested expressions' : undefined
