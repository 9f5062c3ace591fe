// The shape of a timetable: what the scheduler asks a schedule for.
import type { Instant } from './zone.ts'

/** The time that a run covers: `start ≤ t < end`; both are the same where it covers none. */
export interface DataInterval { readonly start: Instant; readonly end: Instant }

/** A run that a timetable asks for. */
export interface PlannedRun {
  readonly logicalDate: Instant
  readonly dataInterval: DataInterval
  /** The run is not made before this. */
  readonly runAfter: Instant
}

/** The bounds that a DAG sets to its runs, both included (Airflow's `TimeRestriction`). */
export interface Bounds {
  readonly earliest?: Instant
  readonly latest?: Instant
  readonly catchup: boolean
}

/** When runs are made. */
export interface Timetable {
  /** The name of Airflow's class. */
  readonly name: string
  /**
   * The run after `last`, the data interval of the latest run that was not made by hand; the first one where there is none.
   * `now` is the scheduler's clock: it decides where nothing is caught up. Undefined where there is no further run, and where
   * a cron expression names no date within 50 years: the scheduler reports that and makes no run either.
   */
  readonly next: (last: DataInterval | undefined, bounds: Bounds, now: Instant) => PlannedRun | undefined
  /** The data interval of a run that is made by hand at an instant; undefined where the search for it fails. */
  readonly manualInterval: (runAfter: Instant) => DataInterval | undefined
}

/** A run that covers an interval and is made at its end. */
export const runOver = (start: Instant, end: Instant): PlannedRun => ({ logicalDate: start, dataInterval: { start, end }, runAfter: end })

/** A run at an instant that covers no time. */
export const runAt = (instant: Instant): PlannedRun => runOver(instant, instant)

/** The latest of some instants; undefined where one of them could not be found. */
export const latestOf = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.includes(undefined) ? undefined : Math.max(...instants as Instant[])
