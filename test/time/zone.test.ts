// Dates in time zones: expected values by hand from the zones' rules.
import { expect, test } from 'vitest'
import { dateInZone, instantText, isZone } from '#time'

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
  expect(isZone('Asia/Kolkata')).toBe(true)
  expect(isZone('Mars/Olympus')).toBe(false)
})

test('instants as text, as JavaScript writes them', () => {
  for (const ms of [0, -1, 1, 1_700_000_000_123, -62_167_219_200_000, -62_167_219_200_001, 253_402_300_800_000, 8.64e15, -8.64e15, 951_782_400_000]) {
    expect(instantText(ms)).toBe(new Date(ms).toISOString())
  }
  expect(instantText(Number.NaN)).toBeUndefined()
  expect(instantText(8.64e15 + 1)).toBeUndefined()
})
