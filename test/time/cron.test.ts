// Reading cron expressions and finding their ticks: what is refused and why, properties over random expressions, and the rules
// where the clock changes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alignNext, alignPrevious, isRefused, nextAfter, parseCron, presetExpression, previousBefore, utc, wallTimeAfter, wallTimeBefore, wallTimeAt, zoneNamed, type Cron, type CroniterVersion, type Instant, type Zone } from '#time'
import { anyCron, isNamed } from './cron-source.ts'

const read = (expression: string, croniter: CroniterVersion = 7): Cron => {
  const cron = parseCron(expression, croniter)
  if (isRefused(cron)) throw new Error(`${expression} ${cron.refused}`)
  return cron
}
const iso = (instant: Instant | undefined) => (instant === undefined ? undefined : new Date(instant).toISOString().replace('.000Z', 'Z'))
const following = (expression: string, from: string, count: number, zone = 'UTC') => {
  const ticks: (string | undefined)[] = []
  for (let at: Instant | undefined = Date.parse(from); ticks.length < count && at !== undefined;) ticks.push(iso(at = nextAfter(read(expression), at, zoneNamed(zone)!)))
  return ticks
}

describe('an expression', () => {
  test.each<[string, string]>([
    ['0 0 * *', 'has 4 fields; there are 5, 6 with seconds last, or 7 with the year after them'],
    ['0 0 * * * * * *', 'has 8 fields; there are 5, 6 with seconds last, or 7 with the year after them'],
    ['60 * * * *', 'has a minute 60; there are 0 to 59'],
    ['0 0 0 * *', 'has a day 0; there are 1 to 31'],
    ['0 0 0-5 * *', 'has a day 0; there are 1 to 31'],
    ['0 0 * 3-13 *', 'has a month 13; there are 1 to 12'],
    ['0 0 * * foo', 'has a weekday `foo` that is none'],
    ['0 0 * * mon-foo', 'has a weekday `mon-foo` that is none'],
    ['*/0 * * * *', 'has a step of 0 in the minute'],
    ['1,,2 * * * *', 'has a minute `` that is none'],
    ['-5 * * * *', 'has a minute `-5` that is none'],
    ['1-2-3 * * * *', 'has a minute `1-2-3` that is none'],
    ['*/5/5 * * * *', 'has a minute `*/5/5` that is none'],
    ['0 0 * * 5#6', 'asks for weekday number 6 of a month; there are 1 to 5'],
    ['0 0 * * 5#2,1', 'mixes weekdays that have an ordinal (`#` or `L`) with weekdays that have none'],
    ['0 0 * * 5L', 'has a weekday `5l` that is none'],
    ['0 0 32W * *', 'asks for the weekday nearest to day 32; there are 1 to 31'],
    ['0 0 1,15W * *', 'has a `W` in a list; it can only stand alone'],
    ['? 0 * * *', 'has a `?` that is not a day or weekday of its own'],
    ['0 0 1,? * *', 'has a `?` that is not a day or weekday of its own'],
    ['H * * * *', 'has a hashed minute (`H`), and nothing to make the hash of'],
    ['R(0-5) * * * *', 'has a random minute (`R`): what it means changes with every reading'],
    ['0 0 * * * 60', 'has a second 60; there are 0 to 59'],
    ['0 0 * * * 0 1969', 'has a year 1969; there are 1970 to 2099'],
    ['@Quarterly', 'has 1 fields; there are 5, 6 with seconds last, or 7 with the year after them'],
  ])('%s is refused: it %s', (expression, refused) => {
    expect(parseCron(expression)).toEqual({ refused })
  })

  test('may be a preset', () => {
    for (const preset of ['@hourly', '@daily', '@weekly', '@monthly', '@quarterly', '@yearly', '@midnight', '@annually', '@Daily']) {
      expect({ ...read(preset), expression: '' }).toEqual({ ...read(presetExpression(preset)!), expression: '' })
    }
    expect([presetExpression('@never'), presetExpression('constructor')]).toEqual([undefined, undefined])
  })

  test('is read as its croniter reads it', () => {
    expect([read('59/15 * * * *', 6).minutes, read('59/15 * * * *', 7).minutes]).toEqual([[0, 15, 30, 45], [59]])
    expect([isRefused(parseCron('0 0 * * 7 0', 6)), read('0 0 * * 7 0', 7).weekdays]).toEqual([true, [0]])
    expect([read('0 0 0 * * 0', 6).days?.values, isRefused(parseCron('0 0 0 * * 0', 7))]).toEqual([[1], true])
    // 31 February never comes: croniter 6 gives up, croniter 7 takes the Mondays.
    expect([iso(wallTimeAfter(read('0 0 31 2 1', 6), 0)), iso(wallTimeAfter(read('0 0 31 2 1', 7), 0))]).toEqual([undefined, '1970-02-02T00:00:00Z'])
    expect([parseCron('0 0\u00a0* * *', 7), isRefused(parseCron('0 0\u00a0* * *', 6))]).toEqual([{ refused: expect.stringContaining('4 fields') as string }, false])
  })

  test('is plain data', () => {
    const cron = read('0 9 15W * 5#2,L1 0 2025-2030')
    expect(JSON.parse(JSON.stringify(cron))).toEqual(cron)
  })
})

describe('ticks on the wall clock', () => {
  const wall = fc.integer({ min: Date.UTC(1999) / 1000, max: Date.UTC(2045) / 1000 }).map((seconds) => seconds * 1000)
  const minute = 60_000

  test('are those of a search minute by minute', () => {
    fc.assert(fc.property(anyCron, wall, (expression, from) => {
      const next = wallTimeAfter(read(expression), from)
      const limit = Math.min(next ?? Infinity, from + 1500 * minute)
      for (let at = (Math.floor(from / minute) + 1) * minute; at < limit; at += minute) if (isNamed(expression, at)) expect(iso(at)).toBe(iso(next))
      if (next !== undefined) expect(isNamed(expression, next)).toBe(true)
    }), { numRuns: 60 })
  })
  test('are those of a search minute by minute backwards', () => {
    fc.assert(fc.property(anyCron, wall, (expression, from) => {
      const previous = wallTimeBefore(read(expression), from)
      const limit = Math.max(previous ?? -Infinity, from - 1500 * minute)
      for (let at = (Math.ceil(from / minute) - 1) * minute; at > limit; at -= minute) if (isNamed(expression, at)) expect(iso(at)).toBe(iso(previous))
      if (previous !== undefined) expect(isNamed(expression, previous)).toBe(true)
    }), { numRuns: 60 })
  })
  test('lie strictly after, in order, and are each other\'s neighbours', () => {
    fc.assert(fc.property(anyCron, wall, wall, (expression, one, other) => {
      const cron = read(expression), next = wallTimeAfter(cron, one)
      if (next === undefined) return
      expect(next).toBeGreaterThan(one)
      const back = wallTimeBefore(cron, next)
      expect(back === undefined || back <= one).toBe(true)
      if (back !== undefined) expect(wallTimeAfter(cron, back)).toBe(next)
      const [early, late] = [Math.min(one, other), Math.max(one, other)]
      const [first, second] = [wallTimeAfter(cron, early), wallTimeAfter(cron, late)]
      if (first !== undefined && second !== undefined) expect(second).toBeGreaterThanOrEqual(first)
    }))
  })
  test.each<[string, string, string | undefined, string | undefined]>([
    ['0 0 29 2 *', '2021-01-01T00:00:00Z', '2024-02-29T00:00:00Z', '2020-02-29T00:00:00Z'],
    ['0 0 29 2 *', '2097-01-01T00:00:00Z', '2104-02-29T00:00:00Z', '2096-02-29T00:00:00Z'],
    ['0 0 * 2 1#5', '2024-01-01T00:00:00Z', '2044-02-29T00:00:00Z', '2016-02-29T00:00:00Z'],
    ['0 0 30 2 *', '2025-01-01T00:00:00Z', undefined, undefined],
    ['0 0 1 1 * 0 2090', '2030-01-01T00:00:00Z', undefined, undefined],
    ['0 0 1 1 * 0 2090', '2045-01-01T00:00:00Z', '2090-01-01T00:00:00Z', undefined],
    ['59 23 * * *', '2025-06-30T23:59:00Z', '2025-07-01T23:59:00Z', '2025-06-29T23:59:00Z'],
    ['* * * * * 30', '2025-01-01T00:00:30.500Z', '2025-01-01T00:01:30Z', '2025-01-01T00:00:30Z'],
    ['* * * * *', '2025-01-01T00:00:00.001Z', '2025-01-01T00:01:00Z', '2025-01-01T00:00:00Z'],
    ['0 0 15W * *', '2025-02-01T00:00:00Z', '2025-02-14T00:00:00Z', '2025-01-15T00:00:00Z'],
    ['0 0 1W * *', '2025-02-01T00:00:00Z', '2025-02-03T00:00:00Z', '2025-01-01T00:00:00Z'],
    ['0 0 31W * *', '2025-08-01T00:00:00Z', '2025-08-29T00:00:00Z', '2025-07-31T00:00:00Z'],
    ['0 0 * * L1', '2025-01-01T00:00:00Z', '2025-01-27T00:00:00Z', '2024-12-30T00:00:00Z'],
  ])('%s at %s', (expression, from, next, previous) => {
    const cron = read(expression)
    expect([iso(wallTimeAfter(cron, Date.parse(from))), iso(wallTimeBefore(cron, Date.parse(from)))]).toEqual([next, previous])
  })
})

describe('ticks in a time zone', () => {
  test.each<[string, string, string, string, string[]]>([
    ['a time that is skipped is later by the gap', '30 2 * * *', 'Europe/Berlin', '2025-03-29T12:00:00Z', ['2025-03-30T01:30:00Z', '2025-03-31T00:30:00Z']],
    ['a time that comes twice is the second', '30 2 * * *', 'Europe/Berlin', '2025-10-25T12:00:00Z', ['2025-10-26T01:30:00Z', '2025-10-27T01:30:00Z']],
    ['several skipped times become fewer', '*/20 2 * * *', 'Europe/Berlin', '2025-03-29T12:00:00Z', ['2025-03-30T01:00:00Z', '2025-03-31T00:00:00Z']],
    ['every two hours follows the clock', '0 */2 * * *', 'Europe/Berlin', '2025-03-29T22:00:00Z', ['2025-03-29T23:00:00Z', '2025-03-30T01:00:00Z', '2025-03-30T02:00:00Z', '2025-03-30T04:00:00Z']],
    ['every hour follows real time', '0 * * * *', 'Europe/Berlin', '2025-10-25T23:00:00Z', ['2025-10-26T00:00:00Z', '2025-10-26T01:00:00Z', '2025-10-26T02:00:00Z']],
    ['a jump in real time over a change of the clock misses an hour', '0 * 1 * *', 'Europe/Berlin', '2025-03-01T22:30:00Z', ['2025-03-31T23:00:00Z', '2025-04-01T00:00:00Z']],
  ])('%s: %s', (_rule, expression, zone, from, expected) => {
    expect(following(expression, from, expected.length, zone)).toEqual(expected)
  })

  const zones = fc.constantFrom(...['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Santiago', 'Pacific/Chatham'].map((name) => zoneNamed(name)!))
  const instant = fc.integer({ min: Date.UTC(2020) / 60_000, max: Date.UTC(2030) / 60_000 }).map((minutes) => minutes * 60_000)
  test('lie strictly after, and show a time that is named or that was skipped', () => {
    fc.assert(fc.property(anyCron, zones, instant, (expression, zone, from) => {
      const cron = read(expression), next = nextAfter(cron, from, zone)
      if (next === undefined) return
      expect(next).toBeGreaterThan(from)
      const wall = wallTimeAt(zone, next)
      const wasSkipped = [30, 60].some((gap) => isNamed(expression, wall - gap * 60_000) && wallTimeAt(zone, next) - wallTimeAt(zone, next - gap * 60_000) > gap * 60_000)
      if (!cron.everyHour && !wasSkipped) expect(isNamed(expression, wall)).toBe(true)
    }))
  })
  test('align to themselves in UTC, and to their neighbours from between', () => {
    fc.assert(fc.property(anyCron, instant, (expression, from) => {
      const cron = read(expression), next = nextAfter(cron, from, utc), previous = previousBefore(cron, from, utc)
      if (next === undefined || previous === undefined) return
      expect([alignNext(cron, next, utc), alignPrevious(cron, next, utc)]).toEqual([next, next])
      const isTick = isNamed(expression, from)
      expect([alignNext(cron, from, utc), alignPrevious(cron, from, utc)]).toEqual(isTick ? [from, from] : [next, previous])
    }))
  })
  test('are not found where a search fails', () => {
    const never = read('0 0 30 2 *'), zone: Zone = utc
    expect([nextAfter, previousBefore, alignNext, alignPrevious].map((find) => find(never, 0, zone))).toEqual([undefined, undefined, undefined, undefined])
  })
})
