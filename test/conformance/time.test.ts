// The recorded facts about cron expressions and schedules: all equal, and a change of any part of a record is noticed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Runner } from './case-result.ts'
import { runCron } from './cron.ts'
import { runSchedules } from './schedules.ts'

const load = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'))

test.each<[string, Runner, number]>([['cron.json', runCron, 784], ['schedules.json', runSchedules, 149]])('%s', async (name, run, count) => {
  const results = await run(load(name), name)
  expect(results.filter((result) => result.difference !== undefined)).toEqual([])
  expect(results).toHaveLength(count)
})

describe('a record that says something else is noticed', () => {
  const daily = { expr: '0 0 * * *', tz: 'UTC', start: '2025-01-01T00:00:00Z', next: ['2025-01-02T00:00:00Z'], prev_from_last: ['2025-01-01T00:00:00Z'], align_next: '2025-01-01T00:00:00Z', align_prev: '2025-01-01T00:00:00Z' }
  test.each([
    [{}, undefined],
    [{ next: ['2025-01-03T00:00:00Z'] }, 'croniter 6: next[0]'],
    [{ prev_from_last: ['2025-01-03T00:00:00Z'] }, 'croniter 6: prev_from_last[0]'],
    [{ align_prev: '2025-01-03T00:00:00Z' }, 'croniter 6: align_prev'],
    [{ intervals: [['2025-01-01T00:00:00Z', '2025-01-03T00:00:00Z']] }, 'croniter 6: intervals[0][1]'],
    [{ error: 'refused' }, 'croniter 6: '],
    [{ expr: '0 0 * *' }, 'croniter 6: '],
    [{ tz: 'Mars/Olympus' }, 'croniter 6: '],
    [{ croniter7: { error: 'refused' } }, 'croniter 7: '],
  ])('%j', (change, difference) => {
    const [result] = runCron({ cases: [{ ...daily, ...change }] })
    if (difference === undefined) expect(result).toEqual({ id: 'cron.json#cases/0' })
    else expect(result?.difference).toContain(difference)
  })

  test.each([
    ['scheduled[0].run_id', { scheduled: [{ logical_date: '2025-01-05T00:00:00Z', start: '2025-01-05T00:00:00Z', end: '2025-01-05T00:00:00Z', run_after: '2025-01-05T00:00:00Z', created_at: '2025-01-05T12:00:00Z', run_id: 'scheduled__2025-01-05' }] }],
    ['scheduled[0]', { scheduled: [null] }],
    ['timetable', { timetable: 'NullTimetable' }],
    ['infos_between', { infos_between: [] }],
    ['manual', { manual: ['2025-01-05T00:00:00Z', '2025-01-05T12:00:00Z'] }],
    ['error', { error: 'refused' }],
  ])('%s', (path, change) => {
    const run = { logical_date: '2025-01-05T00:00:00Z', start: '2025-01-05T00:00:00Z', end: '2025-01-05T00:00:00Z', run_after: '2025-01-05T00:00:00Z', created_at: '2025-01-05T12:00:00Z', run_id: 'scheduled__2025-01-05T00:00:00+00:00' }
    const at = '2025-02-01T00:00:00Z'
    const right = { schedule: '@daily', start: '2025-01-01T00:00:00', now: '2025-01-05T12:00:00Z', n: 1, between: [at, at], timetable: 'CronTriggerTimetable', scheduled: [run], infos_between: [[at, at, at]], manual: ['2025-01-05T12:00:00Z', '2025-01-05T12:00:00Z'] }
    const list = (one: object) => ({ af32: { airflow: '3.2.0', cases: [one] } })
    expect(runSchedules(list(right))).toEqual([{ id: 'schedules.json#af32/0' }])
    expect(runSchedules(list({ ...right, ...change }))[0]?.difference).toContain(path)
  })

  test('files without cases have none', () => {
    expect([runCron({}), runSchedules({ about: 'nothing' })]).toEqual([[], []])
  })
})
