// Which days of a month a cron expression names. With both day fields given, either is enough: each is then searched for alone.
import { daysInMonth, dayNumber, weekdayOf } from './calendar.ts'
import type { Cron, Ordinal } from './cron.ts'

/** Which of the two day fields count. */
export interface DayRule { readonly days: boolean; readonly weekdays: boolean }

const both: DayRule = { days: true, weekdays: true }

/** The rules of which each gives dates: two where both day fields are given, else one. */
export const dayRules = (cron: Cron): readonly DayRule[] =>
  cron.days !== undefined && cron.weekdays !== undefined ? [{ days: true, weekdays: false }, { days: false, weekdays: true }] : [both]

/**
 * Must every rule find a date, or else none counts? In croniter 6 always. In 7 only where an ordinal or a nearest weekday is
 * among the fields: these hold in both searches, which makes one of them an intersection.
 */
export const needsAllRules = (cron: Cron): boolean =>
  cron.croniter === 6 || cron.ordinalWeekdays !== undefined || cron.nearestWeekdayTo !== undefined

/** The days of a month that a rule gives, ascending. */
export const daysOfMonth = (cron: Cron, rule: DayRule, year: number, month: number): number[] => {
  const length = daysInMonth(year, month)
  const firstWeekday = weekdayOf(dayNumber(year, month, 1))
  const days: number[] = []
  for (const day of candidates(cron, rule, year, month, length)) {
    if (isWeekdayNamed(cron, rule, (firstWeekday + day - 1) % 7, day, length)) days.push(day)
  }
  return days
}

const candidates = (cron: Cron, rule: DayRule, year: number, month: number, length: number): readonly number[] => {
  if (cron.nearestWeekdayTo !== undefined) return [nearestWeekday(year, month, cron.nearestWeekdayTo)]
  if (cron.days === undefined || !rule.days) return Array.from({ length }, (_, index) => index + 1)
  const days = cron.days.values.filter((day) => day <= length)
  return cron.days.last && days.at(-1) !== length ? [...days, length] : days
}

const isWeekdayNamed = (cron: Cron, rule: DayRule, weekday: number, day: number, length: number): boolean => {
  if (cron.ordinalWeekdays !== undefined) {
    const ordinal = Math.ceil(day / 7) as Ordinal
    return cron.ordinalWeekdays.some((one) => one.weekday === weekday && (one.ordinals.includes(ordinal) || (day + 7 > length && one.ordinals.includes('last'))))
  }
  return cron.weekdays === undefined || !rule.weekdays || cron.weekdays.includes(weekday)
}

/** Monday to Friday nearest to a day, within its month; a day beyond the month's end is its last. */
const nearestWeekday = (year: number, month: number, wanted: number): number => {
  const length = daysInMonth(year, month)
  const day = Math.min(wanted, length)
  const weekday = weekdayOf(dayNumber(year, month, day))
  if (weekday === 6) return day > 1 ? day - 1 : day + 2
  if (weekday === 0) return day < length ? day + 1 : day - 2
  return day
}
