// The days that a cron expression names, in words.
import type { Cron, Ordinal } from './cron.ts'
import { arcOf, listWords, ordinalWord, progressionOf } from './value-words.ts'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const ordinalNames: Readonly<Record<Ordinal, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth', last: 'last' }

/** The days of an expression: `on weekdays`, `on the 1st of every month`, `on Mondays in July`; undefined where it is every day. */
export const dayWords = (cron: Cron): string | undefined => {
  const days = chosenDays(cron)
  const years = cron.years === undefined ? '' : ` ${yearWords(cron.years)}`
  if (days === undefined) {
    const inMonths = cron.months === undefined || cron.months.length === 12 ? '' : ` ${monthWords(cron.months)}`
    return inMonths === '' && years === '' ? undefined : `every day${inMonths}${years}`
  }
  return `${days}${years}`
}

const chosenDays = (cron: Cron): string | undefined => {
  const ofMonth = monthDayWords(cron), ofWeek = weekdayWords(cron)
  // An ordinal decides alone beside a day of the month, and so does a nearest weekday beside a weekday; see cron-days.ts.
  if (cron.ordinalWeekdays !== undefined) {
    const meets = cron.nearestWeekdayTo !== undefined || (cron.days !== undefined && cron.weekdays === undefined)
    return ofMonth !== undefined && meets ? `${ofMonth}, if that is ${ordinalWords(cron.ordinalWeekdays)}` : ofWeek
  }
  if (cron.nearestWeekdayTo !== undefined) return ofMonth
  // Either field is enough: one that names every day leaves nothing to say.
  if (cron.days !== undefined && (ofMonth === undefined || cron.weekdays?.length === 7)) return undefined
  return ofMonth === undefined || ofWeek === undefined ? ofMonth ?? ofWeek : `${ofMonth} and ${ofWeek}`
}

/** `of every month`, `of January and July`. */
const ofMonths = (cron: Cron): string =>
  cron.months === undefined || cron.months.length === 12 ? 'of every month' : `of ${monthNames(cron.months)}`

const monthNames = (values: readonly number[]): string => {
  const arc = arcOf(values.map((month) => month - 1), 12, 4)
  return arc === undefined ? listWords(values.map((month) => months[month - 1]!)) : `${months[arc[0]]} to ${months[arc[1]]}`
}
const monthWords = (values: readonly number[]): string => `${arcOf(values.map((month) => month - 1), 12, 4) === undefined ? 'in' : 'from'} ${monthNames(values)}`

const yearWords = (years: readonly number[]): string => {
  const even = progressionOf(years, 3)
  if (even === undefined) return `in ${listWords(years.map(String))}`
  return even.step === 1 ? `from ${even.from} to ${even.to}` : `every ${even.step} years from ${even.from} to ${even.to}`
}

const monthDayWords = (cron: Cron): string | undefined => {
  if (cron.nearestWeekdayTo !== undefined) return `on the weekday nearest to the ${ordinalWord(cron.nearestWeekdayTo)} ${ofMonths(cron)}`
  if (cron.days === undefined || cron.days.values.length === 31) return undefined
  const { values, last } = cron.days
  const even = progressionOf(values, 4)
  if (even !== undefined) {
    const range = `from the ${ordinalWord(even.from)} to the ${ordinalWord(even.to)}`
    return `${even.step === 1 ? range : `on every ${ordinalWord(even.step)} day ${range}`}${last ? ' and on the last day' : ''} ${ofMonths(cron)}`
  }
  return `on the ${listWords([...values.map(ordinalWord), ...(last ? ['last day'] : [])]).replace(/ and (?=last day$)/, ' and the ')} ${ofMonths(cron)}`
}

const ordinalWords = (weekdaysByOrdinal: NonNullable<Cron['ordinalWeekdays']>): string =>
  listWords(weekdaysByOrdinal.map(({ weekday, ordinals }) => `the ${listWords(ordinals.map((ordinal) => ordinalNames[ordinal]))} ${weekdays[weekday]}`))

const weekdayWords = (cron: Cron): string | undefined => {
  if (cron.ordinalWeekdays !== undefined) return `on ${ordinalWords(cron.ordinalWeekdays)} ${ofMonths(cron)}`
  if (cron.weekdays === undefined || cron.weekdays.length === 7) return undefined
  return `${weekdayNames(cron.weekdays)}${cron.months === undefined || cron.months.length === 12 ? '' : ` ${monthWords(cron.months)}`}`
}

const weekdayNames = (values: readonly number[]): string => {
  const key = values.join()
  if (key === '1,2,3,4,5') return 'on weekdays'
  if (key === '0,6') return 'on weekends'
  const arc = arcOf(values, 7, 3)
  if (arc !== undefined) return `from ${weekdays[arc[0]]} to ${weekdays[arc[1]]}`
  // The week begins on Monday.
  return `on ${listWords(values.toSorted((a, b) => (a + 6) % 7 - (b + 6) % 7).map((day) => `${weekdays[day]}s`))}`
}
