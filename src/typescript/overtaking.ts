// Jobs that run ahead of what waits: a wait that is over on some sides only goes on when it is over on all of them, and a body that has
// thrown on some sides is told of it when it goes on. What runs in the meantime Node would have run afterwards: what it writes is not known.
import type { Abstract, Cell, Obj, Path, PromiseData, PromiseState, Unknown } from '#value'
import { decideTree, writeField } from '#value'
import { forget } from './limits.ts'
import type { Held, Run, Waiting } from './run.ts'
import { onSide } from './truth.ts'

/** What a wait has got so far: no state of the program. */
export class Got implements Cell {
  value: Abstract | undefined
  readonly constant = false
  constructor(value: Abstract) { this.value = value }
}

/** What a job writes, where waits stand that are over on some side. */
export const writtenBy = (run: Run, job: () => void): (Obj | Cell)[] => {
  const { heap } = run
  const outer = heap.touched
  const touched = heap.touched ??= []
  const before = touched.length
  job()
  heap.touched = outer
  return [...new Set(touched.slice(before))].filter((target) => !(target instanceof Got))
}

/** What may be late when a job has run: what was there before it. */
export interface Late { readonly waits: readonly Waiting[], readonly held: ReadonlyMap<object, Held> }

/** Has a job with this path run where something is over that has not gone on? */
export const isAhead = (run: Run, path: Path | undefined, late: Late): boolean => {
  const { heap } = run
  const outer = heap.path
  heap.path = path
  const ahead = late.waits.some((waiting) => !waiting.done && isOverSomewhere(run, waiting.status.value!))
    || [...late.held].some(([body, held]) => run.held.get(body) === held && hasThrown(held, path))
  heap.path = outer
  return ahead
}

const hasThrown = (held: Held, path: Path | undefined): boolean => {
  for (let at = held.path; at !== undefined; at = at.rest) if (decideTree(path, at.when) === !at.is) return false
  return held.sides.some(({ when, is }) => decideTree(path, when) !== is)
}

const isOverSomewhere = (run: Run, given: Abstract): boolean => {
  const status = run.resolve(given)
  if (status.kind !== 'choice') return status.kind !== 'absent'
  return onSide(run, status.when, true, () => isOverSomewhere(run, status.then)) || onSide(run, status.when, false, () => isOverSomewhere(run, status.else))
}

/** Makes unknown what was written too early. */
export const forgetAhead = (run: Run, written: readonly (Obj | Cell)[]): void => {
  const why = run.unknown('unsupported', { detail: 'written while a wait was over under a condition' })
  run.report('unsupported', 'warning', 'what happens beside a wait that takes longer under an unknown condition is not followed in its order; what it writes is unknown')
  for (const target of written) {
    if ('kind' in target && target.type === 'promise') writeField(run.heap, target, 'data', withoutValue(target.data as PromiseData, why))
    else forget(run, target, why)
  }
}

/** A promise's state with another value wherever it is settled. */
export const withoutValue = (data: PromiseData, value: Unknown): PromiseData =>
  'when' in data ? { when: data.when, then: withoutValue(data.then, value), else: withoutValue(data.else, value) } : data.status === 'pending' ? data : { ...data, value } satisfies PromiseState
