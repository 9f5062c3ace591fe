// Backfills: which dates, in which order, and what happens to the runs that are there.
import { describe, expect, test } from 'vitest'
import { backfillRuns, isRefused, zoneNamed, type BackfillFacts, type BackfillRequest, type ExistingRun, type Scheduler } from '#time'

const at = (text: string) => Date.parse(text)
const day = (n: number) => at(`2025-01-${String(n).padStart(2, '0')}T00:00:00Z`)
const scheduler = (airflow: 2 | 3): Scheduler => ({ airflow, croniter: 7, zoneOf: zoneNamed })
const daily: BackfillFacts = { schedule: { kind: 'cron', expression: '0 0 * * *', timezone: 'UTC', timing: 'data-interval' }, tasks: [{}] }
const existing: ExistingRun[] = [
  { logicalDate: day(6), state: 'success', runId: 'scheduled__2025-01-07T00:00:00+00:00' },
  { logicalDate: day(7), state: 'failed', runId: 'scheduled__2025-01-08T00:00:00+00:00' },
  { logicalDate: day(8), state: 'running', runId: 'scheduled__2025-01-09T00:00:00+00:00' },
]
const request: BackfillRequest = { from: day(4), to: day(10), now: day(20), existing }

const listed = (change: Partial<BackfillRequest>, airflow: 2 | 3 = 3, dag: BackfillFacts = daily) => {
  const runs = backfillRuns(dag, { ...request, ...change }, scheduler(airflow))
  return isRefused(runs) ? runs.refused : runs.map(({ logicalDate, fate, reason }) => `${new Date(logicalDate).getUTCDate()} ${fate}${reason === undefined ? '' : ` (${reason})`}`)
}

describe('a backfill', () => {
  test('makes the runs that are not there', () => {
    expect(listed({})).toEqual(['4 create', '5 create', '6 skip (already exists)', '7 skip (already exists)', '8 skip (in flight)', '9 create', '10 create'])
  })
  test('runs failed ones again, or all that are finished', () => {
    expect(listed({ reprocess: 'failed' })).toEqual(['4 create', '5 create', '6 skip (already exists)', '7 clear', '8 skip (in flight)', '9 create', '10 create'])
    expect(listed({ reprocess: 'completed' })).toEqual(['4 create', '5 create', '6 clear', '7 clear', '8 skip (in flight)', '9 create', '10 create'])
  })
  test('backwards starts with the latest', () => {
    expect(listed({ reverse: true, existing: [], from: day(9) })).toEqual(['10 create', '9 create'])
    expect(backfillRuns(daily, { ...request, reverse: true }, scheduler(3))).toMatchObject([{ ordinal: 1, logicalDate: day(10) }, { ordinal: 2 }, { ordinal: 3 }, { ordinal: 4 }, { ordinal: 5 }, { ordinal: 6 }, { ordinal: 7, logicalDate: day(4) }])
  })
  test('names new runs, and keeps the names of old ones', () => {
    expect(backfillRuns(daily, { ...request, from: day(5), to: day(6), reprocess: 'completed' }, scheduler(3))).toMatchObject([
      { runId: 'backfill__2025-01-06T00:00:00+00:00' }, { runId: 'scheduled__2025-01-07T00:00:00+00:00' },
    ])
  })
  test('leaves out what is not over', () => {
    expect(listed({ now: day(9), existing: [] })).toEqual(['4 create', '5 create', '6 create', '7 create'])
    expect(listed({ now: day(9), existing: [] }, 2)).toEqual(['4 create', '5 create', '6 create', '7 create', '8 create', '9 create', '10 create'])
  })
  test('of Airflow 2 goes on with the runs that are there', () => {
    expect(listed({ from: day(5), to: day(7) }, 2)).toEqual(['5 create', '6 reuse', '7 reuse'])
    expect(backfillRuns(daily, { ...request, from: day(5), to: day(5) }, scheduler(2))).toMatchObject([{ runId: 'backfill__2025-01-05T00:00:00+00:00' }])
  })
})

describe('a backfill is refused', () => {
  const waiting: BackfillFacts = { ...daily, tasks: [{}, { dependsOnPast: true }] }
  test.each<[string, Partial<BackfillRequest>, BackfillFacts | undefined, string]>([
    ['without a schedule', {}, { ...daily, schedule: { kind: 'none' } }, 'has no schedule'],
    ['for a schedule that is not known', {}, { ...daily, schedule: { $unknown: 'env' } }, 'is not known'],
    ['for dates to come', { now: day(1) }, undefined, 'cannot be backfilled for dates that lie ahead'],
    ['without any date', { from: at('2025-01-04T01:00:00Z'), to: at('2025-01-04T02:00:00Z') }, undefined, 'has no run in that range'],
    ['for assets', {}, { ...daily, schedule: { kind: 'assets', condition: 'a' } }, 'has no run in that range'],
    ['backwards, where tasks depend on the past', { reverse: true }, waiting, 'has tasks that depend on the past, so that it cannot run backwards'],
    ['where tasks depend on the past, unless runs are reprocessed', {}, waiting, 'has tasks that depend on the past: reprocess failed or completed runs'],
    ['where that is not known', {}, { ...daily, tasks: [{ dependsOnPast: { $unknown: 'env' } }] }, 'has a task of which it is not known whether it depends on the past'],
  ])('%s', (_case, change, dag, refused) => {
    expect(listed(change, 3, dag)).toBe(refused)
  })
  test('in Airflow 2, where a run of the range is running that is no backfill\'s', () => {
    expect(listed({}, 2)).toBe('has a run in that range that is running: scheduled__2025-01-09T00:00:00+00:00')
    expect(listed({ from: day(8), to: day(8), existing: [{ logicalDate: day(8), state: 'running', runId: 'backfill__2025-01-08T00:00:00+00:00' }] }, 2)).toEqual(['8 reuse'])
  })
  test('but not forwards with reprocessing, nor in Airflow 2', () => {
    expect([listed({ reprocess: 'failed', from: day(10) }, 3, waiting), listed({ from: day(10) }, 2, waiting)]).toEqual([['10 create'], ['10 create']])
    expect(listed({ reverse: true }, 2, waiting)).toBe('has tasks that depend on the past, so that it cannot run backwards')
  })
})
