// Steps of time: so many milliseconds, or so many months and days of the calendar, as Python's timedelta and relativedelta count.
import { dateOfDay, dayMs, dayNumber, daysInMonth } from './calendar.ts'
import type { Instant } from './zone.ts'

/** A step of the calendar in UTC: years and months first, where a day beyond the month's end becomes its last, then the rest. */
export interface CalendarStep {
  readonly years?: number
  readonly months?: number
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
}

/** A step of time: elapsed milliseconds, or a step of the calendar. */
export type Step = number | CalendarStep

/** The instant that is a step later, or `times` steps at once; earlier where `times` is negative. */
export const addStep = (instant: Instant, step: Step, times: 1 | -1 = 1): Instant => {
  if (typeof step === 'number') return instant + times * step
  const { years = 0, months = 0 } = step
  const day = Math.floor(instant / dayMs)
  const date = dateOfDay(day)
  const count = date.year * 12 + date.month - 1 + times * (years * 12 + months)
  const year = Math.floor(count / 12), month = count - year * 12 + 1
  return dayNumber(year, month, Math.min(date.day, daysInMonth(year, month))) * dayMs + (instant - day * dayMs) + times * fixedMs(step)
}

const fixedMs = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }: CalendarStep): number => days * dayMs + ((hours * 60 + minutes) * 60 + seconds) * 1000

/** How long a step is about: a month counts for 30 days and a year for 365, as Airflow counts them when it rounds (`_relativedelta_in_seconds`). */
export const roughMs = (step: Step): number => {
  if (typeof step === 'number') return step
  const { years = 0, months = 0 } = step
  return ((years + Math.trunc(months / 12)) * 365 + (months % 12) * 30) * dayMs + fixedMs(step)
}
