// A cron expression in words, where words are right and short; elsewhere nothing, and the expression has to speak for itself.

interface Field {
  /** `*` */
  readonly every: boolean
  /** The n of a plain star-slash-n. */
  readonly step?: number
  /** The values of a plain list or range, in order. */
  readonly values?: readonly number[]
  readonly range?: boolean
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const numberOf = (text: string, names: readonly string[], first: number): number | undefined => {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const at = names.findIndex((name) => name.slice(0, 3).toLowerCase() === text.toLowerCase())
  return at < 0 ? undefined : at + first
}

/** One field; undefined where it holds more than a star, a star with a step, a list of numbers or one range. */
const fieldOf = (text: string, min: number, max: number, names: readonly string[] = []): Field | undefined => {
  if (text === '*') return { every: true }
  const step = /^\*\/(\d{1,3})$/.exec(text)
  if (step !== null) return Number(step[1]) === 1 ? { every: true } : { every: false, step: Number(step[1]) }
  const [from, to, ...rest] = text.split('-').map((part) => numberOf(part, names, min))
  if (text.includes('-')) {
    if (rest.length > 0 || from === undefined || to === undefined || from >= to || from < min || to > max) return undefined
    return { every: false, range: true, values: Array.from({ length: to - from + 1 }, (_, i) => from + i) }
  }
  const values = text.split(',').map((part) => numberOf(part, names, min))
  if (values.some((value) => value === undefined || value < min || value > max)) return undefined
  return { every: false, values: [...new Set(values as number[])].sort((a, b) => a - b) }
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `a`, `a and b`, `a, b and c`. */
export const listWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

const timeWords = (minute: Field, hour: Field): { often: boolean; words: string } | undefined => {
  const minutes = minute.values
  if (hour.every) {
    if (minute.every) return { often: true, words: 'every minute' }
    if (minute.step !== undefined) return 60 % minute.step === 0 ? { often: true, words: `every ${minute.step} minutes` } : undefined
    if (minutes === undefined || minute.range === true || minutes.length > 4) return undefined
    return { often: true, words: minutes.length === 1 && minutes[0] === 0 ? 'every hour' : `every hour at ${listWords(minutes.map((m) => `:${two(m)}`))}` }
  }
  if (minutes === undefined || minutes.length !== 1) return undefined
  if (hour.step !== undefined) {
    if (24 % hour.step !== 0) return undefined
    return { often: true, words: `every ${hour.step} hours${minutes[0] === 0 ? '' : ` at :${two(minutes[0]!)}`}` }
  }
  if (hour.values === undefined) return undefined
  const times = hour.values.map((h) => `${two(h)}:${two(minutes[0]!)}`)
  if (hour.range === true) return { often: true, words: `every hour from ${times[0]} to ${times.at(-1)}` }
  return times.length > 4 ? undefined : { often: false, words: `at ${listWords(times)}` }
}

const dayWords = (day: Field, month: Field, weekday: Field): string | undefined => {
  // With both given, cron means either of them: that takes more words than it is worth.
  if (!day.every && !weekday.every) return undefined
  const inMonths = month.every ? '' : month.values === undefined ? undefined : ` in ${listWords(month.values.map((m) => months[m - 1]!))}`
  if (inMonths === undefined) return undefined
  if (!day.every) {
    if (day.values === undefined || day.values.length > 5) return undefined
    const word = day.values.length === 1 ? 'day' : 'days'
    return month.every ? `on ${word} ${listWords(day.values.map(String))} of every month` : `on ${word} ${listWords(day.values.map(String))}${inMonths}`
  }
  if (weekday.every) return `every day${inMonths}`
  if (weekday.values === undefined) return undefined
  const days = [...new Set(weekday.values.map((d) => d % 7))].sort((a, b) => (a + 6) % 7 - (b + 6) % 7).map((d) => weekdays[d]!)
  if (weekday.range === true && days.length > 2 && weekday.values[0] !== 0) return `${days[0]} to ${days.at(-1)}${inMonths}`
  return days.length === 7 ? `every day${inMonths}` : `every ${listWords(days)}${inMonths}`
}

/** A five-field cron expression in words, e.g. `every day at 04:30`; undefined where words would be long or wrong. */
export const cronWords = (expression: string): string | undefined => {
  const texts = expression.trim().split(/\s+/)
  if (texts.length !== 5) return undefined
  const minute = fieldOf(texts[0]!, 0, 59), hour = fieldOf(texts[1]!, 0, 23), day = fieldOf(texts[2]!, 1, 31)
  const month = fieldOf(texts[3]!, 1, 12, months), weekday = fieldOf(texts[4]!, 0, 7, weekdays)
  if (minute === undefined || hour === undefined || day === undefined || month === undefined || weekday === undefined) return undefined
  const time = timeWords(minute, hour), days = dayWords(day, month, weekday)
  if (time === undefined || days === undefined) return undefined
  if (!time.often) return `${days} ${time.words}`
  return days === 'every day' ? time.words : `${time.words}, ${days}`
}
