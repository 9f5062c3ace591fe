// The timetables without ticks: never, once, all the time, at given dates. Sources: Airflow's `timetables/simple.py` and
// `timetables/events.py`, 2.10 and 3.2.
import type { AirflowMajor } from './scheduler.ts'
import { runAt, runOver, type DataInterval, type Timetable } from './timetable.ts'
import type { Instant } from './zone.ts'

const exactly = (instant: Instant): DataInterval => ({ start: instant, end: instant })

/** Never by time: by hand, by other DAGs, or by assets. */
export const neverTimetable = (name: string): Timetable => ({ name, next: () => undefined, manualInterval: exactly })

/** Once, at the start date, caught up or not; without a start date at once (2.x: never). */
export const onceTimetable = (airflow: AirflowMajor): Timetable => ({
  name: 'OnceTimetable',
  next: (last, { earliest, latest }, now) => {
    const at = earliest ?? (airflow === 2 ? undefined : now)
    return last !== undefined || at === undefined || (latest !== undefined && at > latest) ? undefined : runAt(at)
  },
  manualInterval: exactly,
})

/** A new run as soon as the one before is over, which the limit of one active run sees to. */
export const continuousTimetable = (airflow: AirflowMajor): Timetable => ({
  name: 'ContinuousTimetable',
  next: (last, { earliest, latest }, now) => {
    if (airflow === 2 && earliest === undefined) return undefined
    const [start, end] = continuousInterval(airflow, last, earliest ?? now, now)
    return latest !== undefined && end > latest ? undefined : runOver(start, end)
  },
  manualInterval: exactly,
})

const continuousInterval = (airflow: AirflowMajor, last: DataInterval | undefined, earliest: Instant, now: Instant): readonly [Instant, Instant] => {
  if (last === undefined) return [earliest, Math.max(earliest, now)]
  // A start date in the future: 3.x begins there again, for as long as the last run covered.
  return airflow === 3 && last.end > now ? [earliest, earliest + last.end - last.start] : [last.end, now]
}

/** At each of some dates. `restrictToEvents`: a run by hand is taken for the latest event. */
export const eventsTimetable = (dates: readonly Instant[], restrictToEvents: boolean): Timetable => {
  const events = dates.toSorted((a, b) => a - b)
  return {
    name: 'EventsTimetable',
    next: (last, { earliest, latest, catchup }, now) => {
      const from = catchup ? earliest : Math.max(earliest ?? now, now)
      const event = events.find((date) => (from === undefined || date >= from) && (last === undefined || date > last.end))
      return event === undefined || (latest !== undefined && event > latest) ? undefined : runAt(event)
    },
    manualInterval: (runAfter) =>
      exactly(restrictToEvents && events.length > 0 ? events.findLast((date) => date <= runAfter) ?? events[0]! : runAfter),
  }
}
