// One field of a cron expression → its values, by the rules of croniter (`croniter._expand`, 6.2.4 and 7.0.0).
import type { CroniterVersion, Ordinal } from './cron.ts'
import { isRefused, refuse, type Refused } from './refused.ts'

/** Minute, hour, day of month, month, weekday, second, year. */
export type FieldPosition = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** Where a field stands: what some of the rules depend on. */
export interface FieldContext {
  readonly position: FieldPosition
  /** All fields of the expression, in small letters. */
  readonly columns: readonly string[]
  readonly croniter: CroniterVersion
}

/** What a field names. */
export interface FieldValues {
  /** Its numbers, ascending. */
  readonly numbers: readonly number[]
  /** Holds it a `*`? Then it restricts nothing. */
  readonly hasStar: boolean
  /** Is it nothing but `*`, once it is expanded? */
  readonly isStar: boolean
  /** The `L` of days. */
  readonly hasLast: boolean
  /** How many different values it names, `*` and `L` counted. */
  readonly size: number
  readonly nearestWeekdayTo?: number
  readonly ordinals: ReadonlyMap<number, ReadonlySet<Ordinal>>
}

const names = ['minute', 'hour', 'day', 'month', 'weekday', 'second', 'year'] as const
const ranges = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 6], [0, 59], [1970, 2099]] as const
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const dayField = 2, monthField = 3, weekdayField = 4

const weekdayName = weekdayNames.join('|')
const ordinalPattern = new RegExp(`^(?:((?:${weekdayName})(?:-(?:${weekdayName}))?|\\w+)#|l)(\\d+)$`)
const nearestPattern = /^(?:(\d+)w|w(\d+))$/
const rangePattern = /^([^-]+)-([^-/]+)(?:\/(\d+))?$/

/** The values of one field, written in small letters. */
export const readField = (text: string, context: FieldContext): FieldValues | Refused => {
  const { position } = context
  if (/^[hr](?:\(\d+-\d+\))?(?:\/\d+)?$/.test(text)) {
    return refuse(text.startsWith('h') ? `has a hashed ${names[position]} (\`H\`), and nothing to make the hash of` : `has a random ${names[position]} (\`R\`): what it means changes with every reading`)
  }
  if (text.includes('?') && (text !== '?' || (position !== dayField && position !== weekdayField))) {
    return refuse('has a `?` that is not a day or weekday of its own')
  }
  const found = readItems(text === '?' ? '*' : text, context)
  return isRefused(found) ? found : summaryOf(found, context)
}

/** What the items of a field name. */
interface Found {
  readonly values: Set<number | '*' | 'l'>
  readonly ordinals: Map<number, Set<Ordinal>>
  nearestWeekdayTo?: number
}

const readItems = (text: string, context: FieldContext): Found | Refused => {
  const found: Found = { values: new Set(), ordinals: new Map() }
  const items = text.split(',')
  for (const item of items) {
    const nearest = context.position === dayField ? nearestPattern.exec(item) : null
    if (nearest !== null) {
      const day = Number(nearest[1] ?? nearest[2])
      if (day < 1 || day > 31) return refuse(`asks for the weekday nearest to day ${day}; there are 1 to 31`)
      if (items.length > 1) return refuse('has a `W` in a list; it can only stand alone')
      found.nearestWeekdayTo = day
      found.values.add(day)
      continue
    }
    const refusal = readItem(item, context, found)
    if (refusal !== undefined) return refusal
  }
  return found
}

/** One item of a list: `*`, a value, a range, each perhaps with a step or an ordinal. */
const readItem = (item: string, context: FieldContext, found: Found): Refused | undefined => {
  const special = context.position === weekdayField ? ordinalPattern.exec(item) : null
  const [, of, digits = ''] = special ?? []
  const ordinal: Ordinal | undefined = special === null ? undefined : of === undefined ? 'last' : Number(digits) as Ordinal
  if (typeof ordinal === 'number' && (ordinal < 1 || ordinal > 5)) return refuse(`asks for weekday number ${digits} of a month; there are 1 to 5`)
  const plain = special === null ? item : of ?? digits
  const values = valuesOf(plain, context)
  if (isRefused(values)) return values
  for (const value of values) {
    found.values.add(value)
    if (ordinal !== undefined && typeof value === 'number') found.ordinals.set(value, (found.ordinals.get(value) ?? new Set()).add(ordinal))
  }
  return undefined
}

const valuesOf = (item: string, context: FieldContext): readonly (number | '*' | 'l')[] | Refused => {
  const [min, max] = ranges[context.position]
  const whole = rangePattern.exec(item.replace(/^\*(?=\/)/, `${min}-${max}`))
  // `a/n` is `a-max/n`.
  const open = whole === null ? rangePattern.exec(item.replace(/^(.+)\/(.+)$/, `$1-${max}/$2`)) : null
  const parts = whole ?? open
  if (parts !== null) {
    const low = numberOf(parts[1]!, context), high = context.position === dayField && parts[2] === 'l' ? max : numberOf(parts[2]!, context)
    return low === undefined || high === undefined ? noSuch(item, context) : rangeValues({ low, high, step: Number(parts[3] ?? 1), isOpen: open !== null }, context)
  }
  if (item === '*') return ['*']
  if (item === 'l' && context.position === dayField) return ['l']
  const value = numberOf(item, context)
  if (value === undefined) return noSuch(item, context)
  return value < min || value > max ? outOfRange(value, context) : [value]
}

const noSuch = (item: string, { position }: FieldContext): Refused => refuse(`has a ${names[position]} \`${item}\` that is none`)

const outOfRange = (value: number, { position }: FieldContext): Refused => refuse(`has a ${names[position]} ${value}; there are ${ranges[position].join(' to ')}`)

/** A number or a name; a value with two numbers (0 and 7 are both Sunday) has one of them. */
const numberOf = (text: string, context: FieldContext): number | undefined => {
  const { position } = context
  const table = position === monthField ? monthNames : position === weekdayField ? weekdayNames : []
  const named = table.indexOf(text)
  if (named >= 0) return named + (position === monthField ? 1 : 0)
  if (!/^\d+$/.test(text)) return undefined
  return otherNumber(Number(text), context)
}

/** Which numbers croniter replaces depends on its version and on how many fields there are (`value_alias`). */
const otherNumber = (value: number, { position, columns, croniter }: FieldContext): number => {
  if (position === weekdayField && value === 7) return croniter === 7 || columns.length === 5 ? 0 : 7
  if (position === dayField && value === 0) return croniter === 6 && columns.length === 6 ? 1 : 0
  return value
}

interface Range { readonly low: number; readonly high: number; readonly step: number; readonly isOpen: boolean }

const rangeValues = ({ low, high, step, isOpen }: Range, context: FieldContext): readonly number[] | Refused => {
  const [min, max] = ranges[context.position]
  if (step === 0) return refuse(`has a step of 0 in the ${names[context.position]}`)
  if (Math.max(low, high) > max) return outOfRange(Math.max(low, high), context)
  if (low === high) {
    // A range from a value to itself is the whole field; so was, until croniter 7, a start at the end of the field.
    return isOpen && context.croniter === 7 ? [low] : stepped(min, max, step)
  }
  if (low < min) return outOfRange(low, context)
  if (low < high) return stepped(low, high, step)
  const head = stepped(low, max, step)
  return [...head, ...stepped(min + carry(head.at(-1)! - min, max - min + 1, step), high, step)]
}

/** How many values a step skips at the beginning of the field when a range runs over its end: croniter's own reckoning. */
const carry = (last: number, size: number, step: number): number => {
  const left = size - 1 - last
  return last + step > size && left < step ? step - left : 0
}

const stepped = (from: number, to: number, step: number): number[] => {
  const values: number[] = []
  for (let value = from; value <= to; value += step) values.push(value)
  return values
}

const fieldSizes = [60, 24, 31, 12, 7, 60, 130] as const

const summaryOf = ({ values, ordinals, nearestWeekdayTo }: Found, { position, columns }: FieldContext): FieldValues => {
  // A field that names every value is `*`: but of the two day fields only where the other one holds a `*`.
  const other = position === dayField ? columns[weekdayField]! : position === weekdayField ? columns[dayField]! : '*'
  const isStar = values.size === fieldSizes[position] && other.includes('*') || values.size === 1 && values.has('*')
  return {
    numbers: isStar ? [] : [...values].filter((value) => typeof value === 'number').sort((a, b) => a - b),
    hasStar: isStar || values.has('*'),
    isStar,
    hasLast: values.has('l'),
    size: isStar ? 1 : values.size,
    ...(nearestWeekdayTo !== undefined && { nearestWeekdayTo }),
    ordinals,
  }
}
