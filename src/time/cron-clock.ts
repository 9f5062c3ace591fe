// Ticks of a cron expression in a time zone, by Airflow's rules (`timetables/_cron.py`, the same in 2.10 and 3.x): croniter is
// only ever given the naive time of the wall clock, and what it finds is carried back to an instant.
import { wallTimeAfter, wallTimeBefore } from './cron-search.ts'
import type { Cron } from './cron.ts'
import { instantAt, wallTimeAt, type Instant, type WallTime, type Zone } from './zone.ts'

/**
 * The tick after an instant; undefined where the expression names none within 50 years.
 *
 * A schedule whose hour is `*` keeps to real time: as many seconds pass as the wall clock would show. Any other keeps to the
 * wall clock: a time that it shows twice is the second of them, one that it skips is later by the gap. So over a change of
 * the clock the tick is not always later than the instant, and several times can become one tick.
 */
export const nextAfter = (cron: Cron, instant: Instant, zone: Zone): Instant | undefined =>
  tickOf(cron, instant, zone, wallTimeAfter(cron, wallTimeAt(zone, instant)))

/** The tick before an instant, by the same rules; undefined where there is none within 50 years. */
export const previousBefore = (cron: Cron, instant: Instant, zone: Zone): Instant | undefined =>
  tickOf(cron, instant, zone, wallTimeBefore(cron, wallTimeAt(zone, instant)))

const tickOf = (cron: Cron, instant: Instant, zone: Zone, found: WallTime | undefined): Instant | undefined => {
  if (found === undefined) return undefined
  return cron.everyHour ? instant + (found - wallTimeAt(zone, instant)) : instantAt(zone, found, 'second')
}

/** The instant itself where it is a tick, else the tick after it (Airflow's `_align_to_next`); undefined where a search fails. */
export const alignNext = (cron: Cron, instant: Instant, zone: Zone): Instant | undefined => {
  const next = nextAfter(cron, instant, zone)
  const back = next === undefined ? undefined : previousBefore(cron, next, zone)
  return back === undefined ? undefined : back === instant ? instant : next
}

/** The instant itself where it is a tick, else the tick before it (Airflow's `_align_to_prev`); undefined where a search fails. */
export const alignPrevious = (cron: Cron, instant: Instant, zone: Zone): Instant | undefined => {
  const previous = previousBefore(cron, instant, zone)
  const forth = previous === undefined ? undefined : nextAfter(cron, previous, zone)
  return forth === undefined ? undefined : forth === instant ? instant : previous
}
