// A cron expression → the times of the wall clock that it names, as Airflow reads it: by the rules of croniter.
import { readField, type FieldPosition, type FieldValues } from './cron-field.ts'
import { isRefused, refuse, type Refused } from './refused.ts'

/**
 * The major version of croniter whose rules hold. 7 (current) takes a start at the end of its field (`59/15`) for that value
 * alone, accepts a weekday 7 beside seconds, and lets one of two day fields that never matches be; 6 (up to 6.2.4) takes
 * `59/15` for the whole field, and fails where either day field never matches.
 */
export type CroniterVersion = 6 | 7

/** An ordinal of a weekday within its month: the first to the fifth, or the last. */
export type Ordinal = 1 | 2 | 3 | 4 | 5 | 'last'

/** An expression that was read. Values ascend; weekdays count from 0, Sunday; a field that is left out matches everything. */
export interface Cron {
  /** What was read: a preset of Airflow is replaced by the expression that it stands for. */
  readonly expression: string
  readonly croniter: CroniterVersion
  /** True where the expression has a sixth field, seconds; otherwise it fires at second 0. */
  readonly hasSeconds: boolean
  readonly seconds: readonly number[]
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  /** True where the hour field, expanded, is just `*`: such a schedule runs every real hour, whatever the clock does. */
  readonly everyHour: boolean
  readonly months?: readonly number[]
  readonly years?: readonly number[]
  /** Days of the month; `last` is the `L` of the last day. */
  readonly days?: { readonly values: readonly number[]; readonly last: boolean }
  /** The day whose nearest weekday is meant (`15W`): then it alone decides on the day of the month. */
  readonly nearestWeekdayTo?: number
  readonly weekdays?: readonly number[]
  /** Weekdays by ordinal (`5#2`, `L5`): then they alone decide on the weekday. */
  readonly ordinalWeekdays?: readonly { readonly weekday: number; readonly ordinals: readonly Ordinal[] }[]
}

/** The presets of Airflow, written just so (`utils/dates.py`, 2.x and 3.x). */
export const airflowPresets: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *', '@daily': '0 0 * * *', '@weekly': '0 0 * * 0', '@monthly': '0 0 1 * *', '@quarterly': '0 0 1 */3 *', '@yearly': '0 0 1 1 *',
}
/** What croniter itself knows, in any case. */
const croniterAliases: Readonly<Record<string, string>> = {
  '@midnight': '0 0 * * *', '@hourly': '0 * * * *', '@daily': '0 0 * * *', '@weekly': '0 0 * * 0', '@monthly': '0 0 1 * *', '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *',
}
const own = (table: Readonly<Record<string, string>>, key: string): string | undefined => (Object.hasOwn(table, key) ? table[key] : undefined)

// Python's `str.split()` takes any Unicode white space for a separator; croniter 7 just that of ASCII.
const columnPattern = { 6: /[^\s\x1c-\x1f\x85]+/g, 7: /[^ \t\n\r\f\v]+/g } as const

/**
 * Reads a cron expression: `minute hour day month weekday [second [year]]`, or a preset.
 * @example parseCron('30 4 * * mon-fri')
 */
export const parseCron = (expression: string, croniter: CroniterVersion = 7): Cron | Refused => {
  const expanded = own(airflowPresets, expression) ?? expression
  const lower = expanded.toLowerCase()
  const columns = (own(croniterAliases, lower) ?? lower).match(columnPattern[croniter]) ?? []
  if (columns.length < 5 || columns.length > 7) return refuse(`has ${columns.length} fields; there are 5, 6 with seconds last, or 7 with the year after them`)
  const fields: FieldValues[] = []
  for (const [position, column] of columns.entries()) {
    const field = readField(column, { position: position as FieldPosition, columns, croniter })
    if (isRefused(field)) return field
    fields.push(field)
  }
  return cronOf(expanded, croniter, fields)
}

const cronOf = (expression: string, croniter: CroniterVersion, [minute, hour, day, month, weekday, second, year]: readonly FieldValues[]): Cron | Refused => {
  const ordinals = [...weekday!.ordinals].sort(([a], [b]) => a - b)
  // A plain weekday beside one with an ordinal is refused, unless the field names all seven.
  const plain = weekday!.numbers.filter((value) => !weekday!.ordinals.has(value))
  if (ordinals.length > 0 && plain.length > 0 && weekday!.size !== 7) return refuse('mixes weekdays that have an ordinal (`#` or `L`) with weekdays that have none')
  return {
    expression, croniter,
    hasSeconds: second !== undefined,
    seconds: second === undefined ? [0] : allOr(second, 0, 59),
    minutes: allOr(minute!, 0, 59),
    hours: allOr(hour!, 0, 23),
    everyHour: hour!.isStar,
    ...(!month!.hasStar && { months: month!.numbers }),
    ...(year !== undefined && !year.hasStar && { years: year.numbers }),
    ...(!day!.hasStar && { days: { values: day!.numbers, last: day!.hasLast } }),
    ...(day!.nearestWeekdayTo !== undefined && { nearestWeekdayTo: day!.nearestWeekdayTo }),
    ...(!weekday!.hasStar && { weekdays: weekday!.numbers }),
    ...(ordinals.length > 0 && { ordinalWeekdays: ordinals.map(([of, which]) => ({ weekday: of, ordinals: [...which].sort() })) }),
  }
}

const allOr = (field: FieldValues, from: number, to: number): readonly number[] =>
  field.hasStar ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : field.numbers
