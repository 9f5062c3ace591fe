// How often DAGs run, counted over a few weeks: what a list of DAGs can be narrowed to, and the week on the first page.
import type { Dag, Model } from '#model'
import { dayMs, dayNumber, instantOf, isRefused, runsBetween, schedulerOf, timetableOf, utc, zoneNamed, type Instant, type Scheduler, type Timetable } from '#time'

/** A Monday, in milliseconds: counts must not depend on the day on which a book is built. */
export const countedFrom: Instant = dayNumber(2026, 1, 5) * dayMs
const countedDays = 56
const hourMs = 3_600_000, weekMs = 7 * dayMs
// So many runs in a week tell an hourly schedule from a rarer one: what is above need not be counted.
const hoursOfWeek = 168

/** How often a DAG runs, the most often first: what a list is narrowed to. */
export const frequencies = ['hourly or more often', 'several times a day', 'daily', 'weekly', 'monthly', 'less often', 'on data', 'by hand or when triggered', 'in another way', 'not known'] as const
/** How often a DAG runs. */
export type Frequency = (typeof frequencies)[number]

const byCount = (count: number): Frequency => {
  if (count > countedDays * 1.2) return 'several times a day'
  // Only on weekdays is daily too.
  if (count >= countedDays * 0.6) return 'daily'
  if (count >= 5) return 'weekly'
  return count > 0 ? 'monthly' : 'less often'
}

/** How often a DAG runs, and at which hours of a week that begins at `countedFrom`, each by its first instant. */
export interface Rhythm {
  readonly frequency: Frequency
  readonly hours: readonly Instant[]
}

const hourOf = (instant: Instant): Instant => Math.floor(instant / hourMs) * hourMs

/** The ticks of a schedule that lie between two instants: where its data intervals start, or its runs do. */
const ticksBetween = (timetable: Timetable, schedule: Dag['schedule'], from: Instant, to: Instant, most: number): Instant[] => {
  const coversTime = 'timing' in schedule && schedule.timing === 'data-interval'
  return runsBetween(timetable, from, to - 1, from, most).map((run) => (coversTime ? run.logicalDate : run.runAfter))
}

const clockRhythm = (timetable: Timetable, schedule: Dag['schedule'], from: Instant): Rhythm => {
  const week = ticksBetween(timetable, schedule, from, countedFrom + weekMs, hoursOfWeek)
  if (week.length === hoursOfWeek && week.at(-1)! < countedFrom + weekMs - hourMs) {
    const hours = Array.from({ length: hoursOfWeek }, (_, i) => countedFrom + i * hourMs)
    return { frequency: 'hourly or more often', hours: hours.filter((hour) => ticksBetween(timetable, schedule, hour, hour + hourMs, 1).length > 0) }
  }
  const hours = [...new Set(week.map(hourOf))]
  if (week.length >= hoursOfWeek * 0.9) return { frequency: 'hourly or more often', hours }
  return { frequency: byCount(ticksBetween(timetable, schedule, from, from + countedDays * dayMs, hoursOfWeek * 8).length), hours }
}

/** Where steps of a fixed length begin to count: with the start date. */
const phaseOf = ({ schedule, startDate }: Dag): Instant => {
  const start = typeof startDate === 'string' ? instantOf(startDate, utc) : undefined
  if (start === undefined || !('kind' in schedule) || schedule.kind !== 'interval' || typeof schedule.everyMs !== 'number' || schedule.everyMs <= 0) return countedFrom
  return countedFrom + (((start - countedFrom) % schedule.everyMs) + schedule.everyMs) % schedule.everyMs
}

const rhythmOf = (dag: Dag, scheduler: Scheduler): Rhythm => {
  const { schedule } = dag, kind = 'kind' in schedule ? schedule.kind : undefined
  if (kind === 'none') return { frequency: 'by hand or when triggered', hours: [] }
  if (kind === 'assets') return { frequency: 'on data', hours: [] }
  if (kind === 'once' || kind === 'continuous' || kind === 'events' || kind === 'timetable') return { frequency: 'in another way', hours: [] }
  const timetable = timetableOf(schedule, scheduler)
  return isRefused(timetable) ? { frequency: 'not known', hours: [] } : clockRhythm(timetable, schedule, phaseOf(dag))
}

/** Counts the runs of a model's DAGs, those of equal schedules once. Start and end dates do not count. */
export const rhythmsOf = (model: Pick<Model, 'scheduler'>): (dag: Dag) => Rhythm => {
  const scheduler = { ...schedulerOf(model.scheduler), zoneOf: zoneNamed }
  const kept = new Map<string, Rhythm>()
  return (dag) => {
    const key = JSON.stringify([dag.schedule, phaseOf(dag)])
    const found = kept.get(key) ?? rhythmOf(dag, scheduler)
    kept.set(key, found)
    return found
  }
}
