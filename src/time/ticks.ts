// Where a schedule ticks: by a cron expression in a time zone, or every step of time.
import { alignNext, alignPrevious, nextAfter, previousBefore } from './cron-clock.ts'
import type { Cron } from './cron.ts'
import { addStep, roughMs, type Step } from './step.ts'
import { latestOf } from './timetable.ts'
import type { Instant, Zone } from './zone.ts'

/** A schedule's ticks. Each function gives undefined where a search for one fails. */
export interface Ticks {
  readonly next: (instant: Instant) => Instant | undefined
  readonly previous: (instant: Instant) => Instant | undefined
  /** The instant itself where it is a tick, else the tick after it. */
  readonly alignNext: (instant: Instant) => Instant | undefined
  /** The instant itself where it is a tick, else the tick before it. */
  readonly alignPrevious: (instant: Instant) => Instant | undefined
  /** The start of the latest data interval that is over at `now`, not before `earliest`: where runs begin when nothing is caught up. */
  readonly latestStart: (now: Instant, earliest: Instant | undefined) => Instant | undefined
}

/** The ticks of a cron expression. */
export const cronTicks = (cron: Cron, zone: Zone): Ticks => ({
  next: (instant) => nextAfter(cron, instant, zone),
  previous: (instant) => previousBefore(cron, instant, zone),
  alignNext: (instant) => alignNext(cron, instant, zone),
  alignPrevious: (instant) => alignPrevious(cron, instant, zone),
  latestStart: (now, earliest) => {
    const last = previousBefore(cron, now, zone)
    const next = last === undefined ? undefined : nextAfter(cron, last, zone)
    // Over a change of the clock the tick after the last one can lie in the past: Airflow's assertion fails then.
    if (last === undefined || next === undefined || next < now) return undefined
    const start = next === now ? last : previousBefore(cron, last, zone)
    return earliest === undefined ? start : latestOf([start, alignNext(cron, earliest, zone)])
  },
})

/** The ticks of a step: they count from wherever one starts, so that every instant is one. */
export const stepTicks = (step: Step): Ticks => ({
  next: (instant) => addStep(instant, step),
  previous: (instant) => addStep(instant, step, -1),
  alignNext: (instant) => instant,
  alignPrevious: (instant) => instant,
  latestStart: (now, earliest) => {
    const size = roughMs(step)
    // Rounded to a multiple since 1970: the phase of the start date is lost.
    const rounded = Math.floor(now / size) * size
    return latestOf([addStep(rounded, step, -1), earliest ?? -Infinity])
  },
})
