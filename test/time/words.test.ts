// Schedules and durations in words: right for every expression, and short where they can be.
import { describe, expect, test } from 'vitest'
import { cronWords, durationWords, scheduleWords } from '#time'

const plain = (fact: unknown): string => (typeof fact === 'string' ? fact : 'not known')

describe('cron in words', () => {
  test.each([
    ['times of day', [
      ['* * * * *', 'every minute'],
      ['*/15 * * * *', 'every 15 minutes'],
      ['5/15 * * * *', 'every 15 minutes from :05'],
      ['0 * * * *', 'every hour'],
      ['7 * * * *', 'every hour at :07'],
      ['5,35 * * * *', 'every hour at :05 and :35'],
      ['*/45 * * * *', 'every hour at :00 and :45'],
      ['*/7 * * * *', 'every 7 minutes from :00 to :56 of every hour'],
      ['0-30 * * * *', 'every minute from :00 to :30 of every hour'],
      ['0 */6 * * *', 'every 6 hours'],
      ['10 */6 * * *', 'every 6 hours from 00:10'],
      ['0 */5 * * *', 'at 00:00, 05:00, 10:00, 15:00 and 20:00 every day'],
      ['0 1-23/2 * * *', 'every 2 hours from 01:00 to 23:00'],
      ['0 8-18 * * *', 'every hour from 08:00 to 18:00'],
      ['0 22-2 * * *', 'every hour from 22:00 to 02:00'],
      ['30 4 * * *', 'at 04:30 every day'],
      ['0 3,15 * * *', 'at 03:00 and 15:00 every day'],
      ['*/20 2 * * *', 'at 02:00, 02:20 and 02:40 every day'],
      ['*/10 8-18 * * *', 'every 10 minutes from 08:00 to 18:59'],
      ['* 3 * * *', 'every minute from 03:00 to 03:59'],
      ['3,7,11 1,2,3 * * *', 'at :03, :07 and :11 of every hour from 01:00 to 03:59'],
      ['0,30 8,12,16,20 * * *', 'every 30 minutes in the hours 08, 12, 16 and 20'],
    ]],
    ['weekdays', [
      ['30 4 * * 1-5', 'at 04:30 on weekdays'],
      ['0 2 * * MON-FRI', 'at 02:00 on weekdays'],
      ['*/10 * * * 1-5', 'every 10 minutes on weekdays'],
      ['0 2 * * 0,6', 'at 02:00 on weekends'],
      ['0 2 * * 0', 'at 02:00 on Sundays'],
      ['0 2 * * 7', 'at 02:00 on Sundays'],
      ['0 2 * * 0,1', 'at 02:00 on Mondays and Sundays'],
      ['0 2 * * 1-6', 'at 02:00 from Monday to Saturday'],
      ['0 2 * * fri-mon', 'at 02:00 from Friday to Monday'],
      ['0 0 * 7 1', 'at 00:00 on Mondays in July'],
      ['0 9 * * 1#1', 'at 09:00 on the first Monday of every month'],
      ['0 9 * * 5#2,5#4', 'at 09:00 on the second and fourth Friday of every month'],
      ['0 9 * * L5', 'at 09:00 on the last Friday of every month'],
      ['0 9 * 3 1#1,3#2', 'at 09:00 on the first Monday and the second Wednesday of March'],
    ]],
    ['days of the month', [
      ['0 2 1 * *', 'at 02:00 on the 1st of every month'],
      ['0 2 2,3,11,22 * *', 'at 02:00 on the 2nd, 3rd, 11th and 22nd of every month'],
      ['0 0 1 1 *', 'at 00:00 on the 1st of January'],
      ['0 0 1 jan,jul *', 'at 00:00 on the 1st of January and July'],
      ['@quarterly', 'at 00:00 on the 1st of January, April, July and October'],
      ['0 0 L * *', 'at 00:00 on the last day of every month'],
      ['0 0 15,L * *', 'at 00:00 on the 15th and the last day of every month'],
      ['0 0 28-L * *', 'at 00:00 from the 28th to the 31st of every month'],
      ['0 0 1-7,L * *', 'at 00:00 from the 1st to the 7th and on the last day of every month'],
      ['0 0 */2 * *', 'at 00:00 on every 2nd day from the 1st to the 31st of every month'],
      ['0 0 15W * *', 'at 00:00 on the weekday nearest to the 15th of every month'],
      ['30 4 * 3-6 *', 'at 04:30 every day from March to June'],
      ['30 4 * 2 *', 'at 04:30 every day in February'],
    ]],
    ['days of both kinds', [
      ['0 0 13 * 5', 'at 00:00 on the 13th of every month and on Fridays'],
      ['0 0 13 7 5', 'at 00:00 on the 13th of July and on Fridays in July'],
      ['0 0 1-31 * 1', 'at 00:00 every day'],
      ['0 0 13 * 0-6', 'at 00:00 every day'],
      ['0 0 13 * 5#2', 'at 00:00 on the second Friday of every month'],
      ['0 0 13 * *,5#2', 'at 00:00 on the 13th of every month, if that is the second Friday'],
      ['0 0 15W * 5', 'at 00:00 on the weekday nearest to the 15th of every month'],
      ['0 0 15W * 1#3', 'at 00:00 on the weekday nearest to the 15th of every month, if that is the third Monday'],
    ]],
    ['seconds and years', [
      ['30 4 * * * 15', 'at 04:30:15 every day'],
      ['30 4 * * * 15,45', 'at 04:30:15 and 04:30:45 every day'],
      ['5 * * * * 15', 'every hour at :05:15'],
      ['*/5 * * * * 15', 'every 5 minutes at second 15'],
      ['* * * * * *', 'every second'],
      ['* * * * * */20', 'every 20 seconds'],
      ['* * * * * 5,50', 'at the seconds 5 and 50'],
      ['0 * * * * */20', 'every 20 seconds of the minute, every hour'],
      ['0 0 1 1 * 0 2027', 'at 00:00 on the 1st of January in 2027'],
      ['0 0 * * * 0 2025-2028', 'at 00:00 every day from 2025 to 2028'],
      ['0 0 1 * * 0 2020-2040/4', 'at 00:00 on the 1st of every month every 4 years from 2020 to 2040'],
    ]],
  ])('%s', (_kind, cases) => {
    expect(cases.map(([expression]) => [expression, cronWords(expression!)])).toEqual(cases)
  })

  test('as croniter 6 reads them', () => {
    expect([cronWords('59/15 * * * *', 6), cronWords('59/15 * * * *', 7)]).toEqual(['every 15 minutes', 'every hour at :59'])
  })
  test.each(['0 0 * *', '61 * * * *', '0 24 * * *', '0 0 0 * *', '0 0 * 13 *', '0 0 * * 8', 'x', '', '0 0 * * mon-x', '@dayly', 'H * * * *'])('%s is refused', (expression) => {
    expect(cronWords(expression)).toBeUndefined()
  })
})

describe('a schedule in words', () => {
  const cron = { kind: 'cron', timezone: 'Europe/Berlin', timing: 'trigger' } as const
  test('by cron', () => {
    expect(scheduleWords({ ...cron, timezone: 'Europe/Paris', expression: '30 4 * * 1-5' }, plain)).toBe('at 04:30 on weekdays, Europe/Paris')
    expect(scheduleWords({ ...cron, expression: '0 0 * *' }, plain)).toBe('cron 0 0 * *, Europe/Berlin')
    expect(scheduleWords({ ...cron, expression: { $unknown: 'env', of: 'WHEN' } }, plain)).toBe('cron: not known, Europe/Berlin')
    expect(scheduleWords({ ...cron, expression: '@daily', timezone: { $unknown: 'env', of: 'TZ' } }, plain)).toBe('at 00:00 every day, not known')
    expect(scheduleWords({ ...cron, expressions: ['0 4 * * *', '0 6 * * 1'] }, plain)).toBe('at 04:00 every day and at 06:00 on Mondays, Europe/Berlin')
    expect(scheduleWords({ ...cron, expression: '59/15 * * * *' }, plain, 6)).toBe('every 15 minutes, Europe/Berlin')
  })
  test.each([
    [5_400_000, 'every 90 minutes'], [3_600_000, 'every hour'], [21_600_000, 'every 6 hours'], [86_400_000, 'every day'], [1_209_600_000, 'every 2 weeks'],
    [900_000, 'every 15 minutes'], [1500, 'every 1 s 500 ms'], [90_000_000, 'every 25 hours'], [9_999_000, 'every 2 h 46 min 39 s'],
  ])('every %i ms', (everyMs, words) => {
    expect(scheduleWords({ kind: 'interval', everyMs, timing: 'data-interval' }, plain)).toBe(words)
  })
  test.each([[{ months: 1 }, 'every month'], [{ years: 1, months: 2 }, 'every year and 2 months'], [{ days: 14 }, 'every 2 weeks'], [{ days: 1, hours: 12 }, 'every day and 12 hours']])('every %j', (every, words) => {
    expect(scheduleWords({ kind: 'interval', every, timing: 'data-interval' }, plain)).toBe(words)
  })
  test('by assets', () => {
    expect(scheduleWords({ kind: 'assets', condition: 'a' }, plain)).toBe('when a is updated')
    expect(scheduleWords({ kind: 'assets', condition: { all: ['a', { any: ['b', 'c'] }] } }, plain)).toBe('when a and (b or c) are updated')
    expect(scheduleWords({ kind: 'assets', condition: { any: ['b', 'c'] } }, plain)).toBe('when b or c is updated')
    expect(scheduleWords({ kind: 'assets', condition: { $unknown: 'env' } }, plain)).toBe('when not known is updated')
    const { kind: _, ...time } = cron
    expect(scheduleWords({ kind: 'assets-or-time', condition: 'a', ...time, expression: '0 4 * * *' }, plain)).toBe('when a is updated, or at 04:00 every day, Europe/Berlin')
  })
  test('in other ways', () => {
    expect(scheduleWords({ kind: 'none' }, plain)).toBe('only by hand or when triggered')
    expect(scheduleWords({ kind: 'once' }, plain)).toBe('once')
    expect(scheduleWords({ kind: 'continuous' }, plain)).toBe('continuously, a new run as soon as the last one ends')
    expect(scheduleWords({ kind: 'timetable', name: 'Holidays' }, plain)).toBe('timetable Holidays')
    const dates = ['2025-03-01', '2025-01-01', '2025-04-01', '2025-02-01']
    expect([0, 1, 2, 4].map((count) => scheduleWords({ kind: 'events', dates: dates.slice(0, count) }, plain)))
      .toEqual(['never: it names no date', 'on 2025-03-01', 'on 2025-03-01 and 2025-01-01', 'on 4 dates from 2025-01-01 to 2025-04-01'])
    expect(scheduleWords({ kind: 'events', dates: [...dates, { $unknown: 'env' }] }, plain)).toBe('on 5 given dates')
  })
})

test('durations in words', () => {
  expect([0, 1, 1000, 90_000, 4_800_000, 86_400_000, 90_061_001, -60_000].map(durationWords))
    .toEqual(['0 s', '1 ms', '1 s', '1 min 30 s', '1 h 20 min', '1 d', '1 d 1 h 1 min 1 s 1 ms', '−1 min'])
})
