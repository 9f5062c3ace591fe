// When a DAG runs, in words. Where a part is not known or has no short words, the expression stands as it is written.
import type { AssetCondition, Fact, Schedule } from '#model'
import { cronWords, listWords } from './cron-words.ts'
import { durationWords } from './duration-words.ts'

/** How a text that is not known is put into words. */
export type FactWords = (fact: Fact<string | number | AssetCondition>) => string

const conditionWords = (condition: AssetCondition, inner = false): string => {
  if (typeof condition === 'string') return condition
  const [items, word] = 'all' in condition ? [condition.all, 'and'] as const : [condition.any, 'or'] as const
  const words = items.map((item) => conditionWords(item, true)).join(` ${word} `)
  return inner && items.length > 1 ? `(${words})` : words
}

const isCondition = (fact: Fact<AssetCondition>): fact is AssetCondition =>
  typeof fact === 'string' || 'all' in fact || 'any' in fact

const cronPart = (cron: { expression?: Fact<string>; expressions?: Fact<string>[]; timezone: Fact<string> }, words: FactWords): string => {
  const all = cron.expressions ?? (cron.expression === undefined ? [] : [cron.expression])
  const each = all.map((expression) => (typeof expression === 'string' ? cronWords(expression) ?? `cron ${expression}` : `cron: ${words(expression)}`))
  const zone = cron.timezone === 'UTC' ? 'UTC' : words(cron.timezone)
  return `${listWords(each)} (${zone})`
}

const calendarWords = (every: { months?: number; years?: number; days?: number }): string => {
  const parts = [[every.years, 'year'], [every.months, 'month'], [every.days, 'day']] as const
  const said = parts.flatMap(([count, unit]) => (count === undefined || count === 0 ? [] : [count === 1 ? unit : `${count} ${unit}s`]))
  return `every ${said.join(' and ')}`
}

/** When a DAG runs, in words that begin with a small letter: `every day at 04:30 (Europe/Berlin)`. */
export const scheduleWords = (schedule: Schedule, words: FactWords): string => {
  switch (schedule.kind) {
    case 'none': return 'only by hand or when triggered'
    case 'once': return 'once'
    case 'continuous': return 'continuously, a new run as soon as the last one ends'
    case 'cron': return cronPart(schedule, words)
    case 'interval':
      if (schedule.every !== undefined) return calendarWords(schedule.every)
      if (schedule.everyMs === undefined) return 'at an interval that is not known'
      return `every ${typeof schedule.everyMs === 'number' ? durationWords(schedule.everyMs) : words(schedule.everyMs)}`
    case 'assets': return `when ${isCondition(schedule.condition) ? conditionWords(schedule.condition) : words(schedule.condition)} is updated`
    case 'assets-or-time': return `when ${isCondition(schedule.condition) ? conditionWords(schedule.condition) : words(schedule.condition)} is updated, and ${cronPart(schedule, words)}`
    case 'events': return schedule.dates.length === 1 ? `on ${words(schedule.dates[0]!)}` : `on ${schedule.dates.length} given dates`
    case 'timetable': return `timetable ${words(schedule.name)}`
  }
}
