// Dates and instants as ISO 8601 text, and back.
import { dateOfDay, dayMs, dayNumber, daysInMonth } from './calendar.ts'
import { instantAt, offsetAt, type Instant, type WallTime, type Zone } from './zone.ts'

const pad = (n: number, width = 2): string => String(Math.abs(n)).padStart(width, '0')

/** Date and time of day, without fractions of a second. */
const wallText = (wall: WallTime): string => {
  const { year, month, day } = dateOfDay(Math.floor(wall / dayMs))
  const second = Math.floor(wall / 1000) - Math.floor(wall / dayMs) * 86_400
  const yearText = year >= 0 && year <= 9999 ? pad(year, 4) : `${year < 0 ? '-' : '+'}${pad(year, 6)}`
  return `${yearText}-${pad(month)}-${pad(day)}T${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`
}

/** An instant as `2024-01-01T00:00:00.000Z`, as `Date.prototype.toISOString` writes it; undefined where it is out of range. */
export const instantText = (ms: Instant): string | undefined =>
  Number.isInteger(ms) && Math.abs(ms) <= 8.64e15 ? `${wallText(ms)}.${pad(ms - Math.floor(ms / 1000) * 1000, 3)}Z` : undefined

/** An instant as Python's `isoformat()` writes it in UTC: `2025-01-01T00:00:00+00:00`, with six digits where it has a fraction of a second. */
export const isoFormat = (instant: Instant): string => {
  const micros = Math.round((instant - Math.floor(instant / 1000) * 1000) * 1000)
  return `${wallText(instant)}${micros === 0 ? '' : `.${pad(micros, 6)}`}+00:00`
}

/** An instant as the clock of a zone shows it: `2025-03-30T03:30:00+02:00`. */
export const zonedText = (zone: Zone, instant: Instant): string => {
  const offset = offsetAt(zone, instant)
  return `${wallText(instant + offset)}${offsetText(offset)}`
}

const offsetText = (offsetMs: number): string => {
  const seconds = Math.abs(offsetMs) / 1000
  const tail = seconds % 60 === 0 ? '' : `:${pad(seconds % 60)}`
  return `${offsetMs < 0 ? '-' : '+'}${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}${tail}`
}

const written = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2}(?::\d{2})?)?$/

/** A date that was written: what its clock shows up to the second, the digits of the fraction, and the offset if it says one. */
interface Written { readonly wall: WallTime; readonly fraction: string; readonly offsetMs?: number }

const readWritten = (text: string): Written | undefined => {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = written.exec(text.trim()) ?? []
  const parts = [year, month, day, hour, minute, second].map(Number) as [number, number, number, number, number, number]
  if (year === undefined || parts[1] < 1 || parts[1] > 12 || parts[2] < 1 || parts[2] > daysInMonth(parts[0], parts[1])) return undefined
  if (parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return undefined
  const wall = dayNumber(parts[0], parts[1], parts[2]) * dayMs + (parts[3] * 3600 + parts[4] * 60 + parts[5]) * 1000
  const offsetMs = offset === undefined ? undefined : readOffset(offset)
  if (Number.isNaN(offsetMs)) return undefined
  return { wall, fraction: fraction.replace(/0+$/, ''), ...(offsetMs !== undefined && { offsetMs }) }
}

/** An offset in milliseconds; not a number where no clock has it. */
const readOffset = (text: string): number => {
  if (text === 'Z') return 0
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).match(/\d{2}/g)!.map(Number)
  if (hours > 18 || minutes > 59 || seconds > 59) return Number.NaN
  return (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds) * 1000
}

const fractionMs = (digits: string): number => (digits === '' ? 0 : Number(`0.${digits}`) * 1000)

/**
 * The instant that a date means: `2025-01-01`, `2025-01-01T06:30`, `2025-01-01 06:30:15.25+02:00`. Text without an offset is
 * local time of `zone`; a time that its clock shows twice is the second of them, as Airflow's pendulum takes it. Undefined
 * where the text is no date.
 */
export const instantOf = (text: string, zone: Zone): Instant | undefined => {
  const date = readWritten(text)
  if (date === undefined) return undefined
  return (date.offsetMs === undefined ? instantAt(zone, date.wall, 'second') : date.wall - date.offsetMs) + fractionMs(date.fraction)
}

/**
 * A date as ISO 8601 with its offset, such as `2024-01-01T00:00:00+01:00`. Text without an offset is local time of `zone`: the
 * first of two readings of the clock; within a gap, as much later as the gap is wide. Undefined where the text is no date.
 */
export const dateIn = (text: string, zone: Zone): string | undefined => {
  const date = readWritten(text)
  if (date === undefined) return undefined
  const fraction = date.fraction === '' ? '' : `.${date.fraction}`
  if (date.offsetMs !== undefined) return `${wallText(date.wall)}${fraction}${offsetText(date.offsetMs)}`
  const instant = instantAt(zone, date.wall, 'first'), offset = offsetAt(zone, instant)
  return `${wallText(instant + offset)}${fraction}${offsetText(offset)}`
}
