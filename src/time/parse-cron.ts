// A cron expression → the times of the wall clock that it names, as Airflow reads it: by the rules of croniter.
import type { Cron, CroniterVersion } from './cron.ts'
import { readField, type FieldPosition, type FieldValues } from './cron-field.ts'
import { isRefused, refuse, type Refused } from './refused.ts'

/** The presets of croniter, known in any case (`croniter._expand`). Airflow's own (`utils/dates.py`) say the same … */
const presets: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *', '@daily': '0 0 * * *', '@midnight': '0 0 * * *', '@weekly': '0 0 * * 0', '@monthly': '0 0 1 * *', '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *',
}
/** … and there is one more, which has to be written just so. */
const quarterly = { name: '@quarterly', expression: '0 0 1 */3 *' } as const

/** The expression that a preset such as `@daily` stands for; undefined for anything else. */
export const presetExpression = (preset: string): string | undefined => {
  if (preset === quarterly.name) return quarterly.expression
  const name = preset.toLowerCase()
  return Object.hasOwn(presets, name) ? presets[name] : undefined
}

/** The names of the presets, as they are usually written. */
export const presetNames: readonly string[] = [...Object.keys(presets), quarterly.name]

// Python's `str.split()` takes any Unicode white space for a separator; croniter 7 just that of ASCII.
const columnPattern = { 6: /[^\s\x1c-\x1f\x85]+/g, 7: /[^ \t\n\r\f\v]+/g } as const

/**
 * Reads a cron expression: `minute hour day month weekday [second [year]]`, or a preset.
 * @example parseCron('30 4 * * mon-fri')
 */
export const parseCron = (expression: string, croniter: CroniterVersion = 7): Cron | Refused => {
  const columns = (presetExpression(expression) ?? expression).toLowerCase().match(columnPattern[croniter]) ?? []
  if (columns.length < 5 || columns.length > 7) return refuse(`has ${columns.length} fields; there are 5, 6 with seconds last, or 7 with the year after them`)
  const fields: FieldValues[] = []
  for (const [position, column] of columns.entries()) {
    const field = readField(column, { position: position as FieldPosition, columns, croniter })
    if (isRefused(field)) return field
    fields.push(field)
  }
  return cronOf(expression, croniter, fields)
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
