// Schedules and durations in words: right, or not in words at all.
import { describe, expect, test } from 'vitest'
import { cronWords, durationWords, scheduleWords } from '#time'

const plain = (fact: unknown): string => (typeof fact === 'string' ? fact : 'not known')

describe('cron in words', () => {
  test.each([
    ['* * * * *', 'every minute'],
    ['*/15 * * * *', 'every 15 minutes'],
    ['0 * * * *', 'every hour'],
    ['5,35 * * * *', 'every hour at :05 and :35'],
    ['0 */6 * * *', 'every 6 hours'],
    ['10 */6 * * *', 'every 6 hours at :10'],
    ['0 0 * * *', 'every day at 00:00'],
    ['30 4 * * *', 'every day at 04:30'],
    ['0 3,15 * * *', 'every day at 03:00 and 15:00'],
    ['0 2 * * 1-5', 'Monday to Friday at 02:00'],
    ['0 2 * * MON-FRI', 'Monday to Friday at 02:00'],
    ['0 2 * * 0', 'every Sunday at 02:00'],
    ['0 2 * * 7', 'every Sunday at 02:00'],
    ['0 2 * * 0,6', 'every Saturday and Sunday at 02:00'],
    ['0 2 1 * *', 'on day 1 of every month at 02:00'],
    ['0 2 1,15 * *', 'on days 1 and 15 of every month at 02:00'],
    ['0 0 1 1 *', 'on day 1 in January at 00:00'],
    ['0 0 1 jan,jul *', 'on day 1 in January and July at 00:00'],
    ['0 8-18 * * *', 'every hour from 08:00 to 18:00'],
    ['*/10 * * * 1-5', 'every 10 minutes, Monday to Friday'],
  ])('%s', (expression, words) => {
    expect(cronWords(expression)).toBe(words)
  })

  test.each(['*/7 * * * *', '0 */5 * * *', '0 0 1 * 1', '0 0 L * *', '0 0 * * 5#2', '0 0 * *', '0 0 * * * *', '61 * * * *', '0 24 * * *', '0 0 0 * *', '0 0 * 13 *', '0 0 * * 8', '0-30 2 * * *', '1/5 * * * *', '* 3 * * *', '0 0 5-1 * *', 'x', '', '0 0 * * mon-x', '@daily'])(
    '%s has no words that are right and short', (expression) => {
      expect(cronWords(expression)).toBeUndefined()
    })
})

test('a schedule in words', () => {
  const cron = { kind: 'cron', timezone: 'Europe/Berlin', timing: 'trigger' } as const
  expect(scheduleWords({ ...cron, expression: '30 4 * * *' }, plain)).toBe('every day at 04:30 (Europe/Berlin)')
  expect(scheduleWords({ ...cron, expression: '0 0 L * *' }, plain)).toBe('cron 0 0 L * * (Europe/Berlin)')
  expect(scheduleWords({ ...cron, expression: { $unknown: 'env', of: 'WHEN' } }, plain)).toBe('cron: not known (Europe/Berlin)')
  expect(scheduleWords({ ...cron, expressions: ['0 4 * * *', '0 6 * * 1'] }, plain)).toBe('every day at 04:00 and every Monday at 06:00 (Europe/Berlin)')
  expect(scheduleWords({ kind: 'none' }, plain)).toBe('only by hand or when triggered')
  expect(scheduleWords({ kind: 'interval', everyMs: 5_400_000, timing: 'data-interval' }, plain)).toBe('every 1 h 30 min')
  expect(scheduleWords({ kind: 'interval', every: { months: 1 }, timing: 'data-interval' }, plain)).toBe('every month')
  expect(scheduleWords({ kind: 'assets', condition: { all: ['a', { any: ['b', 'c'] }] } }, plain)).toBe('when a and (b or c) is updated')
})

test('durations in words', () => {
  expect([0, 1, 1000, 90_000, 4_800_000, 86_400_000, 90_061_001, -60_000].map(durationWords))
    .toEqual(['0 s', '1 ms', '1 s', '1 min 30 s', '1 h 20 min', '1 d', '1 d 1 h 1 min 1 s 1 ms', '−1 min'])
})
