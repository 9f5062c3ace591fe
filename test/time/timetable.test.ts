// Timetables: how runs follow one another, what the bounds of a DAG do, and what is refused. The recorded facts of real
// schedulers are in test/conformance; here are the properties, and what they leave out.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Schedule } from '#model'
import { airflowMajor, boundsOf, dagTimetable, isRefused, nextRuns, runId, runsBetween, schedulerOf, timetableOf, zoneNamed, type Bounds, type Instant, type ScheduleFacts, type Scheduler, type Timetable } from '#time'
import { anyCron } from './cron-source.ts'

const at = (text: string): Instant => Date.parse(text)
const iso = (instant: Instant) => new Date(instant).toISOString().replace('.000Z', 'Z')
const scheduler = (airflow: 2 | 3 = 3): Scheduler => ({ airflow, croniter: 7, zoneOf: zoneNamed })
const timetable = (schedule: Schedule, airflow: 2 | 3 = 3): Timetable => {
  const made = timetableOf(schedule, scheduler(airflow))
  if (isRefused(made)) throw new Error(made.refused)
  return made
}
const cron = (expression: string, timing: 'trigger' | 'data-interval' = 'trigger', timezone = 'UTC'): Schedule => ({ kind: 'cron', expression, timezone, timing })
const facts = (change: Partial<ScheduleFacts> = {}): ScheduleFacts =>
  ({ schedule: cron('0 4 * * *'), timezone: 'UTC', catchup: false, maxActiveRuns: 16, startDate: '2025-01-01T00:00:00+00:00', tasks: [], ...change })

describe('runs', () => {
  const schedules = fc.oneof(
    anyCron.map((expression) => cron(expression, 'data-interval')), anyCron.map((expression) => cron(expression)),
    fc.integer({ min: 1, max: 100_000 }).map((minutes): Schedule => ({ kind: 'interval', everyMs: minutes * 60_000, timing: 'data-interval' })),
    fc.record({ months: fc.integer({ min: 0, max: 14 }), days: fc.integer({ min: 1, max: 40 }) }).map((every): Schedule => ({ kind: 'interval', every, timing: 'trigger' })),
  )
  const instant = fc.integer({ min: Date.UTC(2020) / 60_000, max: Date.UTC(2030) / 60_000 }).map((minutes) => minutes * 60_000)
  const bounds: fc.Arbitrary<Bounds> = fc.record({ earliest: instant, catchup: fc.boolean() })

  test('follow one another, none before it is due, each at its place in the schedule', () => {
    fc.assert(fc.property(schedules, bounds, instant, (schedule, limits, now) => {
      const runs = nextRuns(timetable(schedule), limits, now, 5)
      for (const [index, run] of runs.entries()) {
        const before = runs[index - 1]
        expect(run.createdAt).toBe(Math.max(run.runAfter, before?.createdAt ?? now))
        expect(run.dataInterval.end).toBe(run.runAfter)
        expect(run.logicalDate).toBe(run.dataInterval.start)
        if (before !== undefined) expect(run.logicalDate).toBeGreaterThan(before.logicalDate)
        if (limits.catchup) expect(run.logicalDate).toBeGreaterThanOrEqual(limits.earliest!)
      }
    }))
  })
  test('that are caught up cover all time without a gap, half-open', () => {
    fc.assert(fc.property(anyCron, instant, (expression, earliest) => {
      const runs = nextRuns(timetable(cron(expression, 'data-interval')), { earliest, catchup: true }, earliest, 6)
      for (const [index, { dataInterval }] of runs.entries()) {
        expect(dataInterval.end).toBeGreaterThan(dataInterval.start)
        if (index > 0) expect(dataInterval.start).toBe(runs[index - 1]!.dataInterval.end)
      }
    }))
  })
  test('of a range are those of its parts', () => {
    fc.assert(fc.property(schedules.filter(({ kind }) => kind === 'cron'), instant, fc.nat(2000), fc.nat(2000), (schedule, from, one, two) => {
      const [middle, to] = [from + one * 60_000, from + (one + two) * 60_000]
      const dates = (start: Instant, end: Instant) => runsBetween(timetable(schedule), start, end, from).map(({ logicalDate }) => logicalDate)
      expect(dates(from, to)).toEqual([...dates(from, middle), ...dates(middle + 60_000, to)])
      expect(dates(from, to).every((date) => date >= from && date <= to)).toBe(true)
    }), { numRuns: 50 })
  })
  test('go on from the run that there is', () => {
    const last = { start: at('2025-01-02T04:00:00Z'), end: at('2025-01-02T04:00:00Z') }
    const logical = (limits: Bounds, now: string) => nextRuns(timetable(cron('0 4 * * *')), limits, at(now), 2, last).map(({ logicalDate }) => iso(logicalDate))
    expect(logical({ catchup: true }, '2025-01-05T12:00:00Z')).toEqual(['2025-01-03T04:00:00Z', '2025-01-04T04:00:00Z'])
    expect(logical({ catchup: false }, '2025-01-05T12:00:00Z')).toEqual(['2025-01-05T04:00:00Z', '2025-01-06T04:00:00Z'])
    expect(logical({ catchup: true, latest: at('2025-01-03T04:00:00Z') }, '2025-01-05T12:00:00Z')).toEqual(['2025-01-03T04:00:00Z'])
  })
  test('of a range are bounded in number', () => {
    const every = timetable({ kind: 'interval', everyMs: 1000, timing: 'trigger' })
    expect(runsBetween(every, 0, at('2025-01-01T00:00:00Z'), 0, 7)).toHaveLength(7)
    // A continuous schedule has a run again and again, wherever the range ends.
    expect(runsBetween(timetable({ kind: 'continuous' }), 0, at('2025-01-01T00:00:00Z'), 0)).toHaveLength(10_000)
  })
  test('do not come of schedules that time does not drive, nor where a search fails', () => {
    const limits: Bounds = { earliest: 0, catchup: true }
    for (const schedule of [{ kind: 'none' }, { kind: 'assets', condition: 'a' }, cron('0 0 30 2 *'), cron('0 0 30 2 *', 'data-interval'), { kind: 'events', dates: [] }] satisfies Schedule[]) {
      expect([nextRuns(timetable(schedule), limits, 0, 3), nextRuns(timetable(schedule), { catchup: false }, 0, 3), runsBetween(timetable(schedule), 0, 1e12, 0)]).toEqual([[], [], []])
    }
    // One expression without a date costs all of them theirs.
    expect(nextRuns(timetable({ kind: 'cron', expressions: ['0 4 * * *', '0 0 30 2 *'], timezone: 'UTC', timing: 'trigger' }), limits, 0, 3)).toEqual([])
  })
})

describe('Airflow 2 and 3', () => {
  const now = at('2025-01-05T12:00:00Z')
  test('begin differently where there is no start date', () => {
    const first = (schedule: Schedule, catchup: boolean) => ([2, 3] as const).map((airflow) => nextRuns(timetable(schedule, airflow), { catchup }, now, 1).map(({ logicalDate }) => iso(logicalDate)))
    expect(first(cron('0 4 * * *'), false)).toEqual([['2025-01-05T04:00:00Z'], ['2025-01-06T04:00:00Z']])
    expect(first(cron('0 4 * * *'), true)).toEqual([[], ['2025-01-06T04:00:00Z']])
    expect(first({ kind: 'once' }, false)).toEqual([[], ['2025-01-05T12:00:00Z']])
    expect(first({ kind: 'continuous' }, false)).toEqual([[], ['2025-01-05T12:00:00Z']])
  })
  test.each([[true, '2025-01-05T04:00:00Z'], [false, '2025-01-06T04:00:00Z'], [8 * 3_600_000, '2025-01-05T04:00:00Z'], [8 * 3_600_000 - 1, '2025-01-06T04:00:00Z']])('runImmediately %s begins at %s', (runImmediately, expected) => {
    const made = timetable({ kind: 'cron', expression: '0 4 * * *', timezone: 'UTC', timing: 'trigger', runImmediately })
    expect(nextRuns(made, { catchup: true }, now, 1).map(({ runAfter }) => iso(runAfter))).toEqual([expected])
  })
  test('begin with the tick before within a tenth of the time between two, and at least five minutes', () => {
    const first = (expression: string, clock: string) => iso(nextRuns(timetable(cron(expression)), { catchup: true }, at(clock), 1)[0]!.runAfter)
    expect([first('0 4 * * *', '2025-01-05T06:24:00Z'), first('0 4 * * *', '2025-01-05T06:24:01Z')]).toEqual(['2025-01-05T04:00:00Z', '2025-01-06T04:00:00Z'])
    expect([first('*/10 * * * *', '2025-01-05T06:25:00Z'), first('*/10 * * * *', '2025-01-05T06:25:01Z')]).toEqual(['2025-01-05T06:20:00Z', '2025-01-05T06:30:00Z'])
  })
  test('name runs and timetables differently', () => {
    const run = { logicalDate: at('2025-01-05T00:00:00Z'), runAfter: at('2025-01-06T00:00:00Z') }
    expect(runId('scheduled', run, 3)).toBe('scheduled__2025-01-06T00:00:00+00:00')
    expect(runId('backfill', run, 2)).toBe('backfill__2025-01-05T00:00:00+00:00')
    expect([runId('asset_triggered', { runAfter: 1.001 }, 2), runId('asset_triggered', { runAfter: 1.001 }, 3)]).toEqual(['dataset_triggered__1970-01-01T00:00:00.001001+00:00', 'asset_triggered__1970-01-01T00:00:00.001001+00:00'])
    const assets: Schedule = { kind: 'assets', condition: 'a' }, either: Schedule = { kind: 'assets-or-time', condition: 'a', expression: '0 4 * * *', timezone: 'UTC', timing: 'trigger' }
    expect([timetable(assets, 2), timetable(assets, 3), timetable(either, 2), timetable(either, 3)].map(({ name }) => name)).toEqual(['DatasetTriggeredTimetable', 'AssetTriggeredTimetable', 'DatasetOrTimeSchedule', 'AssetOrTimeSchedule'])
    expect(nextRuns(timetable(either), { earliest: now, catchup: true }, now, 1).map(({ logicalDate }) => iso(logicalDate))).toEqual(['2025-01-06T04:00:00Z'])
  })
  test('are told by their versions', () => {
    expect(['2', '2.10.5', '3.2', '3', '1.10', '4', '2.', 'latest', ''].map(airflowMajor)).toEqual([2, 2, 3, 3, undefined, undefined, undefined, undefined, undefined])
    expect([schedulerOf(undefined), schedulerOf({ airflowVersion: '2.10', croniter: 6 })]).toEqual([{ airflow: 3, croniter: 7 }, { airflow: 2, croniter: 6 }])
  })
})

describe('a DAG', () => {
  const refusal = (change: Partial<ScheduleFacts>, airflow: 2 | 3 = 3) => {
    const made = dagTimetable(facts(change), scheduler(airflow))
    return isRefused(made) ? made.refused : made.timetable.name
  }
  test.each<[Partial<ScheduleFacts>, string]>([
    [{}, 'CronTriggerTimetable'],
    [{ schedule: { $unknown: 'env' } }, 'is not known'],
    [{ schedule: { ...cron('0 4 * * *'), expression: { $unknown: 'env' } } as Schedule }, 'is not known'],
    [{ schedule: cron('61 * * * *') }, 'has a minute 61; there are 0 to 59'],
    [{ schedule: cron('0 4 * * *', 'trigger', 'Mars/Olympus') }, 'is in a time zone `Mars/Olympus` that is none'],
    [{ schedule: { ...cron('0 4 * * *'), timezone: { $unknown: 'env' } } as Schedule }, 'is in a time zone that is not known'],
    [{ schedule: { kind: 'cron', expressions: [], timezone: 'UTC', timing: 'trigger' } }, 'names no expression'],
    [{ schedule: { kind: 'interval', everyMs: 0, timing: 'trigger' } }, 'does not go forward'],
    [{ schedule: { kind: 'interval', every: { months: -1 }, timing: 'trigger' } }, 'does not go forward'],
    [{ schedule: { kind: 'interval', everyMs: { $unknown: 'env' }, timing: 'trigger' } }, 'is not known'],
    [{ schedule: { kind: 'events', dates: ['2025-01-01', { $unknown: 'env' }] } }, 'has a date that is not known'],
    [{ schedule: { kind: 'timetable', name: 'Holidays' } }, 'is a timetable of its own (Holidays)'],
    [{ catchup: { $unknown: 'env' } }, 'may catch up or not: that is not known'],
    [{ startDate: { $unknown: 'env' } }, 'has a start or end date that is not known'],
    [{ catchup: true, startDate: null }, 'needs a start date to catch up from'],
    [{ schedule: { kind: 'none' }, catchup: true, startDate: null }, 'NullTimetable'],
    [{ schedule: { kind: 'continuous' } }, 'is continuous, which needs `maxActiveRuns` to be 1'],
    [{ schedule: { kind: 'continuous' }, maxActiveRuns: 1 }, 'ContinuousTimetable'],
  ])('%j: %s', (change, expected) => {
    expect(refusal(change)).toBe(expected)
  })
  test('needs a start date for any schedule in Airflow 2', () => {
    expect([refusal({ startDate: null }, 2), refusal({ startDate: null, schedule: { kind: 'none' } }, 2)]).toEqual(['needs a start date', 'NullTimetable'])
  })
  test('is bound by its own dates and its tasks\'', () => {
    const bounds = (change: Partial<ScheduleFacts>) => {
      const made = boundsOf(facts(change), scheduler())
      return isRefused(made) ? made.refused : [made.earliest, made.latest].map((date) => (date === undefined ? undefined : iso(date)))
    }
    const task = (args: Record<string, string>) => ({ args })
    expect(bounds({})).toEqual(['2025-01-01T00:00:00Z', undefined])
    expect(bounds({ endDate: '2025-06-01T00:00:00+02:00' })).toEqual(['2025-01-01T00:00:00Z', '2025-05-31T22:00:00Z'])
    expect(bounds({ timezone: 'Europe/Berlin', tasks: [task({ startDate: '2024-07-01' }), task({})] })).toEqual(['2024-06-30T22:00:00Z', undefined])
    expect(bounds({ tasks: [task({ endDate: '2025-03-01' }), task({})] })).toEqual(['2025-01-01T00:00:00Z', undefined])
    expect(bounds({ endDate: '2025-02-01', tasks: [task({ endDate: '2025-03-01' }), task({ endDate: '2025-04-01' })] })).toEqual(['2025-01-01T00:00:00Z', '2025-04-01T00:00:00Z'])
    expect(bounds({ tasks: [task({ endDate: 'soon' })] })).toBe('has a start or end date that is not known')
  })
})

test('a run by hand of events stands for the latest of them, or the first', () => {
  const dates = ['2025-01-05T00:00:00Z', '2025-01-02T00:00:00Z']
  const manual = (restrictToEvents: boolean, now: string) => iso(timetable({ kind: 'events', dates, restrictToEvents }).manualInterval(at(now))!.start)
  expect([manual(false, '2025-01-03T00:00:00Z'), manual(true, '2025-01-03T00:00:00Z'), manual(true, '2025-01-05T00:00:00Z'), manual(true, '2024-01-01T00:00:00Z')])
    .toEqual(['2025-01-03T00:00:00Z', '2025-01-02T00:00:00Z', '2025-01-05T00:00:00Z', '2025-01-02T00:00:00Z'])
})

test('a continuous schedule goes on where the last run ended, and in Airflow 3 begins again at a start date to come', () => {
  const next = (airflow: 2 | 3, last: readonly [string, string] | undefined, now: string) => {
    const run = timetable({ kind: 'continuous' }, airflow).next(last && { start: at(last[0]), end: at(last[1]) }, { earliest: at('2025-01-03T00:00:00Z'), catchup: false }, at(now))!
    return [iso(run.dataInterval.start), iso(run.dataInterval.end)]
  }
  expect(next(3, undefined, '2025-01-05T00:00:00Z')).toEqual(['2025-01-03T00:00:00Z', '2025-01-05T00:00:00Z'])
  expect(next(3, ['2025-01-03T00:00:00Z', '2025-01-05T00:00:00Z'], '2025-01-06T00:00:00Z')).toEqual(['2025-01-05T00:00:00Z', '2025-01-06T00:00:00Z'])
  expect(next(3, ['2025-01-03T00:00:00Z', '2025-01-07T00:00:00Z'], '2025-01-06T00:00:00Z')).toEqual(['2025-01-03T00:00:00Z', '2025-01-07T00:00:00Z'])
  expect(next(2, ['2025-01-03T00:00:00Z', '2025-01-07T00:00:00Z'], '2025-01-06T00:00:00Z')).toEqual(['2025-01-07T00:00:00Z', '2025-01-06T00:00:00Z'])
})
