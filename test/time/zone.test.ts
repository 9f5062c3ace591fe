// Dates in time zones: expected values by hand from the zones' rules.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateInZone, instantAt, instantOf, instantText, isoFormat, isZone, offsetAt, utc, wallTimeAt, zoneBetween, zonedText, zoneNamed, type Zone } from '#time'

test.each([
  ['2024-01-01', 'UTC', '2024-01-01T00:00:00+00:00'],
  ['2024-01-01', 'Europe/Paris', '2024-01-01T00:00:00+01:00'],
  ['2024-07-01T06:30', 'Europe/Paris', '2024-07-01T06:30:00+02:00'],
  ['2024-07-01 06:30:15.250', 'America/New_York', '2024-07-01T06:30:15.25-04:00'],
  ['2024-07-01T06:30:00Z', 'Europe/Paris', '2024-07-01T06:30:00+00:00'],
  ['2024-07-01T06:30:00+0530', 'UTC', '2024-07-01T06:30:00+05:30'],
  // The clock goes from 02:00 to 03:00: 02:30 does not exist that night.
  ['2024-03-31T02:30', 'Europe/Paris', '2024-03-31T03:30:00+02:00'],
  // The clock goes back from 03:00 to 02:00: the first of the two is meant.
  ['2024-10-27T02:30', 'Europe/Paris', '2024-10-27T02:30:00+02:00'],
])('%s in %s is %s', (text, zone, expected) => {
  expect(dateInZone(text, zone)).toBe(expected)
})

test.each([['2024-02-30', 'UTC'], ['tomorrow', 'UTC'], ['2024-01-01', 'Europe/Pariss'], ['24-1-1', 'UTC']])('%s in %s is no date', (text, zone) => {
  expect(dateInZone(text, zone)).toBeUndefined()
})

test('zones by name', () => {
  expect(['Asia/Kolkata', 'US/Pacific', 'Etc/GMT+5', 'UTC', 'Z', '+05:30', '-0330', 'UTC+02:00'].filter((name) => !isZone(name))).toEqual([])
  expect(['Mars/Olympus', '', 'SYSTEM', 'utc+99:00', '+25:00', '__proto__', 'constructor'].filter(isZone)).toEqual([])
  expect(['+05:30', '-0330', 'UTC+02:00', 'UTC'].map((name) => offsetAt(zoneNamed(name)!, 0) / 60_000)).toEqual([330, -210, 120, 0])
})

describe('a zone', () => {
  const names = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Pacific/Apia', 'Europe/Dublin', 'America/St_Johns']
  const zones = fc.constantFrom(...names.map((name) => zoneNamed(name)!))
  const instant = fc.integer({ min: Date.UTC(1980) / 1000, max: Date.UTC(2035) / 1000 }).map((seconds) => seconds * 1000)
  /** The transitions and what lies around them, where mistakes live. */
  const near = (zone: Zone) => fc.oneof(instant, fc.tuple(fc.constantFrom(...zone.changes.filter((at) => at > 0 && at < Date.UTC(2035))), fc.integer({ min: -7200, max: 7200 })).map(([at, seconds]) => at + seconds * 1000))
  const cases = zones.chain((zone) => fc.tuple(fc.constant(zone), near(zone)))

  test('has the offsets that the host has, for times that no country can change any more', () => {
    const past = zones.chain((zone) => fc.tuple(fc.constant(zone), fc.integer({ min: Date.UTC(1985) / 1000, max: Date.UTC(2020) / 1000 })))
    fc.assert(fc.property(past, ([zone, seconds]) => {
      const parts = new Intl.DateTimeFormat('en', { timeZone: zone.name, timeZoneName: 'longOffset' }).formatToParts(seconds * 1000)
      const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d+):(\d+))?/.exec(parts.find(({ type }) => type === 'timeZoneName')!.value)!
      expect(offsetAt(zone, seconds * 1000) + 0).toBe((sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 + 0)
    }), { numRuns: 200 })
  })
  test('shows each time at one instant or at two, and skips some', () => {
    fc.assert(fc.property(cases, ([zone, at]) => {
      const wall = wallTimeAt(zone, at)
      const [first, second] = [instantAt(zone, wall, 'first'), instantAt(zone, wall, 'second')]
      expect([first, second]).toContain(at)
      expect(second).toBeGreaterThanOrEqual(first)
      expect([wallTimeAt(zone, first), wallTimeAt(zone, second)]).toEqual([wall, wall])
      expect(instantOf(zonedText(zone, at), utc)).toBe(at)
    }))
  })
  test('shows a time that is skipped as much later as the gap is wide', () => {
    const berlin = zoneNamed('Europe/Berlin')!
    for (const which of ['first', 'second'] as const) expect(zonedText(berlin, instantAt(berlin, Date.UTC(2025, 2, 30, 2, 30), which))).toBe('2025-03-30T03:30:00+02:00')
    const lordHowe = zoneNamed('Australia/Lord_Howe')!
    expect(zonedText(lordHowe, instantAt(lordHowe, Date.UTC(2025, 9, 5, 2, 10), 'second'))).toBe('2025-10-05T02:40:00+11:00')
  })
  test('is the same in a part of its years, and far smaller', () => {
    const [from, to] = [Date.UTC(2020), Date.UTC(2030)]
    fc.assert(fc.property(zones, fc.integer({ min: from, max: to }), (zone, at) => {
      expect(offsetAt(zoneBetween(zone, from, to), at)).toBe(offsetAt(zone, at))
    }))
    const part = zoneBetween(zoneNamed('Europe/Berlin')!, from, to)
    expect(part.changes).toHaveLength(20)
    expect(JSON.parse(JSON.stringify(part))).toEqual(part)
  })
})

test.each([
  ['2025-10-26T02:30', 'Europe/Berlin', '2025-10-26T01:30:00+00:00'],
  ['2025-10-26T02:30+02:00', 'Europe/Berlin', '2025-10-26T00:30:00+00:00'],
  ['2025-03-30T02:30', 'Europe/Berlin', '2025-03-30T01:30:00+00:00'],
  ['2025-01-01', 'UTC', '2025-01-01T00:00:00+00:00'],
  ['2025-01-01T00:00:00.000001Z', 'UTC', '2025-01-01T00:00:00.000001+00:00'],
  ['2025-01-01T00:00:00.5Z', 'UTC', '2025-01-01T00:00:00.500000+00:00'],
])('the instant %s of %s is %s', (text, zone, expected) => {
  expect(isoFormat(instantOf(text, zoneNamed(zone)!)!)).toBe(expected)
})
test.each(['2025-02-29', '2025-13-01', '2025-01-01T24:00', '2025-01-01T00:60', '2025-01-01T00:00+19:00', '2025-01-01T00:00+01:60', 'now', ''])('%s is no instant', (text) => {
  expect(instantOf(text, utc)).toBeUndefined()
})

test('instants as text, as JavaScript writes them', () => {
  for (const ms of [0, -1, 1, 1_700_000_000_123, -62_167_219_200_000, -62_167_219_200_001, 253_402_300_800_000, 8.64e15, -8.64e15, 951_782_400_000]) {
    expect(instantText(ms)).toBe(new Date(ms).toISOString())
  }
  expect(instantText(Number.NaN)).toBeUndefined()
  expect(instantText(8.64e15 + 1)).toBeUndefined()
})
