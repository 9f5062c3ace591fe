// Dates as day numbers, compared with the host's calendar.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addStep, dateOfDay, dayMs, dayNumber, daysInMonth, isLeapYear, weekdayOf } from '#time'

const day = fc.integer({ min: -1_000_000, max: 4_000_000 })

test('a day number is a date, and back', () => {
  fc.assert(fc.property(day, (number) => {
    const host = new Date(number * dayMs)
    const date = dateOfDay(number)
    expect(date).toEqual({ year: host.getUTCFullYear(), month: host.getUTCMonth() + 1, day: host.getUTCDate() })
    expect(dayNumber(date.year, date.month, date.day)).toBe(number)
    expect(weekdayOf(number)).toBe(host.getUTCDay())
  }))
})

test('months have their lengths', () => {
  expect([1900, 2000, 2023, 2024, 2100].map(isLeapYear)).toEqual([false, true, false, true, false])
  for (const year of [1999, 2000, 2001, 2100]) for (let month = 1; month <= 12; month++) expect(daysInMonth(year, month)).toBe(new Date(Date.UTC(year, month, 0)).getUTCDate())
})

describe('a step of time', () => {
  test.each([
    ['2025-01-31T10:00:00Z', { months: 1 }, 1, '2025-02-28T10:00:00Z'],
    ['2024-01-31T10:00:00Z', { months: 1 }, 1, '2024-02-29T10:00:00Z'],
    ['2025-03-31T00:00:00Z', { months: 1 }, -1, '2025-02-28T00:00:00Z'],
    ['2024-02-29T00:00:00Z', { years: 1 }, 1, '2025-02-28T00:00:00Z'],
    ['2025-01-15T00:00:00Z', { months: -2, days: 1 }, 1, '2024-11-16T00:00:00Z'],
    ['2025-12-31T23:00:00Z', { years: 1, months: 2, days: 1, hours: 1, minutes: 1, seconds: 1 }, 1, '2027-03-02T00:01:01Z'],
    ['2025-03-30T00:00:00Z', 86_400_000, 1, '2025-03-31T00:00:00Z'],
  ] as const)('%s and %j, %i times, is %s', (from, step, times, to) => {
    expect(new Date(addStep(Date.parse(from), step, times)).toISOString()).toBe(new Date(to).toISOString())
  })
})
