// Time zones as plain tables: from an instant to what the clock on the wall shows, and back. No database here, so that a
// page in a browser can be given just the zones that it needs.

/** A point in time: milliseconds since 1970-01-01T00:00:00Z. May have a fraction. */
export type Instant = number
/** What a clock on the wall shows, as if it were in UTC: milliseconds from 1970-01-01 00:00 on that clock. */
export type WallTime = number

/** A time zone as plain JSON. */
export interface Zone {
  readonly name: string
  /** When the offset changes, ascending. */
  readonly changes: readonly Instant[]
  /** The offsets from UTC in milliseconds: the one before the first change, and the one after each. */
  readonly offsetsMs: readonly number[]
}

/** The zone of a name; undefined where there is none. */
export type ZoneOf = (name: string) => Zone | undefined

/** A zone whose clock never changes. */
export const fixedZone = (name: string, offsetMs: number): Zone => ({ name, changes: [], offsetsMs: [offsetMs] })

/** Coordinated universal time. */
export const utc: Zone = fixedZone('UTC', 0)

/** How many of the first `count` numbers, given by position and ascending, are at most `value`. */
const countUpTo = (count: number, at: (index: number) => number, value: number): number => {
  let low = 0, high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (at(middle) <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** The offset from UTC that holds at an instant, in milliseconds. */
export const offsetAt = (zone: Zone, instant: Instant): number =>
  zone.offsetsMs[countUpTo(zone.changes.length, (index) => zone.changes[index]!, instant)]!

/** What the clock shows at an instant. */
export const wallTimeAt = (zone: Zone, instant: Instant): WallTime => instant + offsetAt(zone, instant)

/**
 * The instant at which the clock shows a time. A time that it shows twice is the `first` or the `second` of them; one that it
 * skips is as much later as the gap is wide.
 */
export const instantAt = (zone: Zone, wall: WallTime, which: 'first' | 'second'): Instant => {
  const { changes, offsetsMs } = zone
  // From the second reading on, or within a gap from its beginning, the new offset may hold; before the first, the old one must.
  const surely = countUpTo(changes.length, (index) => changes[index]! + Math.max(offsetsMs[index]!, offsetsMs[index + 1]!), wall)
  const perhaps = countUpTo(changes.length, (index) => changes[index]! + Math.min(offsetsMs[index]!, offsetsMs[index + 1]!), wall)
  const before = offsetsMs[surely]!
  return wall - (which === 'first' ? before : Math.min(before, offsetsMs[perhaps]!))
}

/** The part of a zone that matters between two instants: what a page needs that shows dates of those years only. */
export const zoneBetween = (zone: Zone, from: Instant, to: Instant): Zone => {
  const first = countUpTo(zone.changes.length, (index) => zone.changes[index]!, from)
  const last = countUpTo(zone.changes.length, (index) => zone.changes[index]!, to)
  return { name: zone.name, changes: zone.changes.slice(first, last), offsetsMs: zone.offsetsMs.slice(first, last + 1) }
}
