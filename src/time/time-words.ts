// The times of day that a cron expression names, in words.
import type { Cron } from './cron.ts'
import { arcOf, listWords, progressionOf, twoDigits } from './value-words.ts'

/** More times than these are not listed one by one where there are other words. */
const maxListed = 6

/** Words for times of day; `often` where they tell how often, so that `every day` goes without saying. */
export interface TimeWords { readonly often: boolean; readonly words: string }

/** The times of day of an expression: `at 04:30`, `every 15 minutes`, `every hour from 08:00 to 18:00`. */
export const timeWords = (cron: Cron): TimeWords => {
  const { hours, minutes, seconds } = cron
  if (seconds.length === 1) return clockWords(cron, seconds[0] === 0 ? '' : `:${twoDigits(seconds[0]!)}`)
  if (hours.length * minutes.length * seconds.length <= maxListed) {
    return { often: false, words: `at ${listWords(hours.flatMap((hour) => minutes.flatMap((minute) => seconds.map((second) => [hour, minute, second].map(twoDigits).join(':')))))}` }
  }
  const time = clockWords(cron, '')
  return time.words === 'every minute' ? { often: true, words: secondWords(seconds) } : { ...time, words: `${secondWords(seconds)} of the minute, ${time.words}` }
}

/** Several seconds of a minute. */
const secondWords = (seconds: readonly number[]): string => {
  if (seconds.length === 60) return 'every second'
  const even = progressionOf(seconds, 2)
  return even?.from === 0 && even.to + even.step === 60 ? `every ${even.step} seconds` : `at the seconds ${listWords(seconds.map(String))}`
}

/** Hours and minutes; `tail` is a second to be added to each time. */
const clockWords = ({ hours, minutes }: Cron, tail: string): TimeWords => {
  const at = (hour: number, minute: number): string => `${twoDigits(hour)}:${twoDigits(minute)}${tail}`
  if (hours.length === 24) return { often: true, words: everyHourWords(minutes, tail) }
  if (minutes.length === 1) return hourWords(hours, (hour) => at(hour, minutes[0]!))
  if (hours.length * minutes.length <= maxListed) return { often: false, words: `at ${listWords(hours.flatMap((hour) => minutes.map((minute) => at(hour, minute))))}` }
  const words = minuteWords(minutes, tail), spans = hourSpans(hours)
  return { often: true, words: `${words}${words.includes(' to ') || (words.startsWith('at ') && spans.startsWith('from ')) ? ' of every hour' : ''} ${spans}` }
}

/** At certain minutes of every hour. */
const everyHourWords = (minutes: readonly number[], tail: string): string => {
  if (minutes.length === 1) return minutes[0] === 0 && tail === '' ? 'every hour' : `every hour at :${twoDigits(minutes[0]!)}${tail}`
  const words = minuteWords(minutes, tail)
  return words.startsWith('at ') ? `every hour ${words}` : words.includes(' to ') ? `${words} of every hour` : words
}

/** Several minutes of an hour: `every 15 minutes`, `every minute from :00 to :30`, `at :05 and :35`. */
const minuteWords = (minutes: readonly number[], tail: string): string => {
  const even = progressionOf(minutes, 2)
  if (even !== undefined) {
    const every = even.step === 1 ? 'every minute' : `every ${even.step} minutes`
    const goesOn = even.from < even.step && even.to + even.step === 60 + even.from
    if (goesOn && (even.from === 0 || minutes.length > 2)) return `${every}${even.from === 0 ? '' : ` from :${twoDigits(even.from)}`}${tail === '' ? '' : ` at second ${tail.slice(1)}`}`
    if (minutes.length >= maxListed) return `${every} from :${twoDigits(even.from)}${tail} to :${twoDigits(even.to)}${tail}`
  }
  return `at ${listWords(minutes.map((minute) => `:${twoDigits(minute)}${tail}`))}`
}

/** One minute of some hours. */
const hourWords = (hours: readonly number[], at: (hour: number) => string): TimeWords => {
  const even = progressionOf(hours, 2)
  if (even !== undefined && even.from === 0 && even.to + even.step === 24) {
    return { often: true, words: at(0) === '00:00' ? `every ${even.step} hours` : `every ${even.step} hours from ${at(0)}` }
  }
  const arc = arcOf(hours, 24, 4)
  if (arc !== undefined) return { often: true, words: `every hour from ${at(arc[0])} to ${at(arc[1])}` }
  if (even !== undefined && hours.length > maxListed) return { often: true, words: `every ${even.step} hours from ${at(even.from)} to ${at(even.to)}` }
  return { often: false, words: `at ${listWords(hours.map(at))}` }
}

/** The hours in which something happens more than once. */
const hourSpans = (hours: readonly number[]): string => {
  const [from, to] = hours.length === 1 ? [hours[0]!, hours[0]!] : arcOf(hours, 24, 2) ?? []
  return from === undefined || to === undefined ? `in the hours ${listWords(hours.map(twoDigits))}` : `from ${twoDigits(from)}:00 to ${twoDigits(to)}:59`
}
