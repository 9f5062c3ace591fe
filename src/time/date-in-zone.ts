// Dates as they are written in definitions → dates with an offset, by the name of their time zone.
import { dateIn } from './instant-text.ts'
import { zoneNamed } from './zone-database.ts'

/** The answers so far: all DAGs of a project tend to start on the same few dates. */
const answers = new Map<string, string>()

/**
 * A date as ISO 8601 with its offset, such as `2024-01-01T00:00:00+01:00`. Text without an offset is local time in `zone`
 * (within a gap of the clock: as much later as the gap is wide). Undefined where the text is no date, or the zone none.
 */
export const dateInZone = (text: string, zone: string): string | undefined => {
  const key = `${zone} ${text}`
  const before = answers.get(key)
  if (before !== undefined) return before
  const inside = zoneNamed(zone)
  const answer = inside === undefined ? undefined : dateIn(text, inside)
  if (answer !== undefined && answers.size < 10_000) answers.set(key, answer)
  return answer
}
