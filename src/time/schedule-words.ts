// When a DAG runs, in words. Where a part is not known or is refused, it stands as it is written.
import type { AssetCondition, Fact, Schedule } from '#model'
import type { CroniterVersion } from './cron.ts'
import { cronWords } from './cron-words.ts'
import { everyUnit, everyWords } from './duration-words.ts'
import type { CalendarStep } from './step.ts'
import { listWords } from './value-words.ts'

/** How a fact that is not known is put into words. */
export type FactWords = (fact: Fact<string | number | AssetCondition>) => string

/** When a DAG runs, in words that begin with a small letter: `at 04:30 on weekdays, Europe/Paris`. */
export const scheduleWords = (schedule: Schedule, words: FactWords, croniter: CroniterVersion = 7): string => {
  switch (schedule.kind) {
    case 'none': return 'only by hand or when triggered'
    case 'once': return 'once'
    case 'continuous': return 'continuously, a new run as soon as the last one ends'
    case 'cron': return cronPart(schedule, words, croniter)
    case 'interval':
      if (schedule.every !== undefined) return calendarWords(schedule.every)
      if (schedule.everyMs === undefined) return 'at an interval that is not known'
      return typeof schedule.everyMs === 'number' ? everyWords(schedule.everyMs) : `every ${words(schedule.everyMs)}`
    case 'assets': return updateWords(schedule.condition, words)
    case 'assets-or-time': return `${updateWords(schedule.condition, words)}, or ${cronPart(schedule, words, croniter)}`
    case 'events': return eventWords(schedule.dates, words)
    case 'timetable': return `timetable ${words(schedule.name)}`
  }
}

const cronPart = (cron: { expression?: Fact<string>; expressions?: Fact<string>[]; timezone: Fact<string> }, words: FactWords, croniter: CroniterVersion): string => {
  const all = cron.expressions ?? (cron.expression === undefined ? [] : [cron.expression])
  const each = all.map((expression) => (typeof expression === 'string' ? cronWords(expression, croniter) ?? `cron ${expression}` : `cron: ${words(expression)}`))
  return `${listWords(each)}, ${cron.timezone === 'UTC' ? 'UTC' : words(cron.timezone)}`
}

const calendarWords = (step: CalendarStep): string => {
  const { days = 0 } = step
  const parts: [number | undefined, string][] = [
    [step.years, 'year'], [step.months, 'month'], ...(days % 7 === 0 ? [[days / 7, 'week'] as [number, string]] : [[days, 'day'] as [number, string]]),
    [step.hours, 'hour'], [step.minutes, 'minute'], [step.seconds, 'second'],
  ]
  const said = parts.flatMap(([count = 0, unit]) => (count === 0 ? [] : [everyUnit(count, unit).slice('every '.length)]))
  return `every ${listWords(said)}`
}

const updateWords = (condition: Fact<AssetCondition>, words: FactWords): string => {
  if (!isCondition(condition)) return `when ${words(condition)} is updated`
  return `when ${conditionWords(condition)} ${typeof condition !== 'string' && 'all' in condition && condition.all.length > 1 ? 'are' : 'is'} updated`
}

const conditionWords = (condition: AssetCondition, inner = false): string => {
  if (typeof condition === 'string') return condition
  const [items, word] = 'all' in condition ? [condition.all, 'and'] as const : [condition.any, 'or'] as const
  const words = items.map((item) => conditionWords(item, true)).join(` ${word} `)
  return inner && items.length > 1 ? `(${words})` : words
}

const isCondition = (fact: Fact<AssetCondition>): fact is AssetCondition =>
  typeof fact === 'string' || 'all' in fact || 'any' in fact

/** Dates up to three one by one, more by their number and what lies between. */
const eventWords = (dates: readonly Fact<string>[], words: FactWords): string => {
  if (dates.length === 0) return 'never: it names no date'
  if (dates.length <= 3) return `on ${listWords(dates.map(words))}`
  const known = dates.every((date) => typeof date === 'string') ? (dates as readonly string[]).toSorted((a, b) => (a < b ? -1 : 1)) : undefined
  return known === undefined ? `on ${dates.length} given dates` : `on ${dates.length} dates from ${words(known[0]!)} to ${words(known.at(-1)!)}`
}
