// The runs that a timetable makes: one after the other as the clock goes on, and all of a range as a backfill lists them.
import type { Bounds, DataInterval, PlannedRun, Timetable } from './timetable.ts'
import type { Instant } from './zone.ts'

/** A run as the scheduler makes it. */
export interface ScheduledRun extends PlannedRun {
  /** When it is made: when it is due, or where that is past when the scheduler first looks. */
  readonly createdAt: Instant
}

/**
 * The runs that a scheduler makes which looks at `now` and then whenever the next run is due, at most `count`: the clock moves
 * on with each. `last` is the data interval of the latest run there is.
 */
export const nextRuns = (timetable: Timetable, bounds: Bounds, now: Instant, count: number, last?: DataInterval): ScheduledRun[] => {
  const runs: ScheduledRun[] = []
  while (runs.length < count) {
    const before = runs.at(-1)
    const clock = before?.createdAt ?? now
    const run = timetable.next(before?.dataInterval ?? last, bounds, clock)
    if (run === undefined) break
    runs.push({ ...run, createdAt: Math.max(run.runAfter, clock) })
  }
  return runs
}

/**
 * The runs whose logical dates lie between two instants, both included (for a schedule with data intervals: whose interval
 * starts there), at most `limit`. This is what a backfill lists (`iter_dagrun_infos_between`): the DAG's own bounds do not
 * count. `now` is the clock, which only continuous schedules ask for.
 */
export const runsBetween = (timetable: Timetable, from: Instant, to: Instant, now: Instant, limit = 10_000): PlannedRun[] => {
  const bounds: Bounds = { earliest: from, latest: to, catchup: true }
  const runs: PlannedRun[] = []
  while (runs.length < limit) {
    const run = timetable.next(runs.at(-1)?.dataInterval, bounds, now)
    if (run === undefined) break
    runs.push(run)
  }
  return runs
}
