// The time zones by name, from the IANA database that comes with @js-joda/timezone: never the host's.
import { ZoneRulesProvider, type ZoneRules } from '@js-joda/core'
import '@js-joda/timezone'
import { fixedZone, utc, type Zone } from './zone.ts'

/** How @js-joda/timezone keeps a zone: when each period ends (the last: never), and its offset in minutes west of UTC. */
interface Periods { readonly untils: readonly number[]; readonly offsets: readonly number[] }

const zones = new Map<string, Zone | undefined>([['UTC', utc], ['Z', utc]])

/** The zone of a name of the database, or of an offset such as `+05:30`; undefined where there is none. */
export const zoneNamed = (name: string): Zone | undefined => {
  if (!zones.has(name)) zones.set(name, offsetZone(name) ?? databaseZone(name))
  return zones.get(name)
}

/** Is there a time zone of this name? */
export const isZone = (name: string): boolean => zoneNamed(name) !== undefined

/** The names that the database has, in order. */
export const zoneNames = (): readonly string[] => ZoneRulesProvider.getAvailableZoneIds().toSorted()

const offsetZone = (name: string): Zone | undefined => {
  const parts = /^(?:UTC|GMT)?([+-])([01]\d):?([0-5]\d)$/.exec(name)
  if (parts === null) return undefined
  return fixedZone(name, (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) * 60_000)
}

const databaseZone = (name: string): Zone | undefined => {
  const rules = rulesOf(name)
  if (rules === undefined) return undefined
  // The rules of this database do not list their transitions (`transitions()` is not supported), so its own table is taken.
  const { untils, offsets } = (rules as unknown as { readonly _tzdbInfo: Periods })._tzdbInfo
  return { name, changes: untils.slice(0, -1), offsetsMs: offsets.map((minutes) => -Math.trunc(minutes * 60) * 1000) }
}

const rulesOf = (name: string): ZoneRules | undefined => {
  try {
    return ZoneRulesProvider.getRules(name)
  } catch {
    return undefined
  }
}
