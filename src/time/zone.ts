// Local dates in named time zones. The zones come from a bundled database, never from the host.
import { LocalDate, LocalDateTime, OffsetDateTime, ZoneId, ZoneOffset, ZonedDateTime, type ZoneId as Zone } from '@js-joda/core'
import '@js-joda/timezone'

const zoneOf = (name: string): Zone | undefined => {
  try {
    return ZoneId.of(name)
  } catch {
    return undefined
  }
}

/** Is there a time zone of this name? */
export const isZone = (name: string): boolean => zoneOf(name) !== undefined

const written = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?(Z|[+-]\d{2}:?\d{2})?$/

const isoOf = (at: OffsetDateTime | ZonedDateTime): string => {
  const local = at.toLocalDateTime()
  const fraction = local.nano() === 0 ? '' : `.${String(local.nano()).padStart(9, '0').replace(/0+$/, '')}`
  const two = (n: number): string => String(n).padStart(2, '0')
  const offset = at.offset().id() === 'Z' ? '+00:00' : at.offset().id()
  return `${local.toLocalDate().toString()}T${two(local.hour())}:${two(local.minute())}:${two(local.second())}${fraction}${offset}`
}

/**
 * A date as ISO 8601 with its offset, such as `2024-01-01T00:00:00+01:00`. Text without an offset is local time in `zone`
 * (within a gap of the clock: as much later as the gap is wide). Undefined where the text is no date, or the zone none.
 */
export const dateInZone = (text: string, zone: string): string | undefined => {
  const key = `${zone} ${text}`
  const before = answers.get(key)
  if (before !== undefined) return before
  const answer = readDate(text, zone)
  if (answer !== undefined && answers.size < 10_000) answers.set(key, answer)
  return answer
}

/** The answers so far: all DAGs of a project tend to start on the same few dates. */
const answers = new Map<string, string>()

const readDate = (text: string, zone: string): string | undefined => {
  const parts = written.exec(text.trim())
  const inside = zoneOf(zone)
  if (parts === null || inside === undefined) return undefined
  const [, day = '', time = '00:00', offset] = parts
  try {
    if (offset !== undefined) return isoOf(OffsetDateTime.parse(`${day}T${time}${offset.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')}`))
    return isoOf(LocalDateTime.parse(`${LocalDate.parse(day).toString()}T${time}`).atZone(inside))
  } catch {
    return undefined
  }
}

/** A time in milliseconds since 1970 as `2024-01-01T00:00:00.000Z`, as `Date.prototype.toISOString` writes it; undefined where it is out of range. */
export const instantText = (ms: number): string | undefined => {
  if (!Number.isInteger(ms) || Math.abs(ms) > 8.64e15) return undefined
  const at = LocalDateTime.ofEpochSecond(Math.floor(ms / 1000), (ms - Math.floor(ms / 1000) * 1000) * 1_000_000, ZoneOffset.UTC)
  const pad = (n: number, width: number): string => String(Math.abs(n)).padStart(width, '0')
  const year = at.year() >= 0 && at.year() <= 9999 ? pad(at.year(), 4) : `${at.year() < 0 ? '-' : '+'}${pad(at.year(), 6)}`
  return `${year}-${pad(at.monthValue(), 2)}-${pad(at.dayOfMonth(), 2)}T${pad(at.hour(), 2)}:${pad(at.minute(), 2)}:${pad(at.second(), 2)}.${pad(at.nano() / 1_000_000, 3)}Z`
}
