// The next and the previous time of the wall clock that a cron expression names. Steps over months, days, hours and minutes
// that it does not name: never minute by minute.
import { dateOfDay, dayMs, dayNumber } from './calendar.ts'
import { dayRules, daysOfMonth, needsAllRules, type DayRule } from './cron-days.ts'
import type { Cron } from './cron.ts'
import type { WallTime } from './zone.ts'

/** croniter gives up beyond this many years (`max_years_between_matches`). */
const maxYears = 50

/** Forwards or backwards in time. */
type Direction = 1 | -1

/** The first time strictly after another; undefined where there is none within 50 years. Fractions of what the expression counts in do not matter. */
export const wallTimeAfter = (cron: Cron, wall: WallTime): WallTime | undefined => {
  const unit = unitOf(cron)
  return search(cron, (Math.floor(wall / unit) + 1) * unit, 1)
}

/** The last time strictly before another; undefined where there is none within 50 years. */
export const wallTimeBefore = (cron: Cron, wall: WallTime): WallTime | undefined => {
  const unit = unitOf(cron)
  return search(cron, (Math.ceil(wall / unit) - 1) * unit, -1)
}

const unitOf = (cron: Cron): number => (cron.hasSeconds ? 1000 : 60_000)

/** The first time from `origin` on, itself included. */
const search = (cron: Cron, origin: WallTime, direction: Direction): WallTime | undefined => {
  const found = dayRules(cron).map((rule) => searchRule(cron, rule, origin, direction))
  const times = found.filter((time) => time !== undefined)
  if (times.length === 0 || (times.length < found.length && needsAllRules(cron))) return undefined
  return direction > 0 ? Math.min(...times) : Math.max(...times)
}

const searchRule = (cron: Cron, rule: DayRule, origin: WallTime, direction: Direction): WallTime | undefined => {
  const originDay = Math.floor(origin / dayMs)
  const start = dateOfDay(originDay)
  for (let { year, month } = start; Math.abs(year - start.year) <= maxYears; month += direction) {
    if (month < 1 || month > 12) {
      year += direction
      month = direction > 0 ? 1 : 12
      if (Math.abs(year - start.year) > maxYears) return undefined
    }
    if (cron.years?.includes(year) === false || cron.months?.includes(month) === false) continue
    const first = dayNumber(year, month, 1) - 1
    const days = daysOfMonth(cron, rule, year, month)
    for (const day of direction > 0 ? days : days.toReversed()) {
      const number = first + day
      if ((number - originDay) * direction < 0) continue
      const time = number === originDay ? timeFrom(cron, origin - originDay * dayMs, direction) : timeFrom(cron, direction > 0 ? 0 : dayMs - 1, direction)
      if (time !== undefined) return number * dayMs + time
    }
  }
  return undefined
}

/** The first time of day from `time` on, in milliseconds since midnight. */
const timeFrom = (cron: Cron, time: number, direction: Direction): number | undefined => {
  const second = Math.floor(time / 1000)
  return stepThrough([cron.hours, cron.minutes, cron.seconds], [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60], direction)
}

/** Values of an hour, a minute and a second, or of the finer ones of them. */
type Fields = readonly (readonly number[])[]

/** The first time whose parts are among the values, in milliseconds. A part goes on to its next value only where the finer ones have none left. */
const stepThrough = ([values = [], ...finer]: Fields, [at = 0, ...rest]: readonly number[], direction: Direction): number | undefined => {
  const size = 1000 * 60 ** finer.length
  if (values.includes(at)) {
    const stay = finer.length === 0 ? 0 : stepThrough(finer, rest, direction)
    if (stay !== undefined) return at * size + stay
  }
  const next = direction > 0 ? values.find((value) => value > at) : values.findLast((value) => value < at)
  return next === undefined ? undefined : next * size + edgeOf(finer, direction)
}

/** The first or the last time that some fields can make, in milliseconds. */
const edgeOf = (fields: Fields, direction: Direction): number =>
  fields.reduce((sum, values, index) => sum + values.at(direction > 0 ? 0 : -1)! * 1000 * 60 ** (fields.length - 1 - index), 0)
