// How often a DAG runs, counted from its schedule.
import { expect, test } from 'vitest'
import type { Dag } from '#model'
import { rhythmsOf } from '../../src/docs/frequency.ts'
import { dag } from '../fixtures/models.ts'

const cron = (expression: string, more: Partial<Extract<Dag['schedule'], { kind: 'cron' }>> = {}): Dag =>
  dag('a', { schedule: { kind: 'cron', expression, timezone: 'UTC', timing: 'trigger', ...more } })
const rhythm = rhythmsOf({})

test.each([
  ['* * * * *', 'hourly or more often', 168], ['0 * * * *', 'hourly or more often', 168], ['*/5 9-17 * * 1-5', 'hourly or more often', 45], ['0 */6 * * *', 'several times a day', 28], ['30 4 * * *', 'daily', 7],
  ['0 2 * * 1-5', 'daily', 5], ['0 9 * * 1', 'weekly', 1], ['0 9 * * 1,4', 'weekly', 2], ['0 0 15 * *', 'monthly', 0], ['0 0 1 7 *', 'less often', 0],
] as const)('%s is %s', (expression, frequency, hours) => {
  expect([rhythm(cron(expression)).frequency, rhythm(cron(expression)).hours.length]).toEqual([frequency, hours])
  expect(rhythm(cron(expression, { timing: 'data-interval' })).hours).toEqual(rhythm(cron(expression)).hours)
})
test('hours are those of the clock that the schedule follows', () => {
  const [berlin] = rhythm(cron('30 4 * * 1', { timezone: 'Europe/Berlin' })).hours, [utc] = rhythm(cron('30 4 * * 1')).hours
  expect(utc! - berlin!).toBe(3_600_000)
})
test('steps count from the start date', () => {
  const every = (startDate: string): Dag => dag('a', { startDate, schedule: { kind: 'interval', everyMs: 86_400_000, timing: 'trigger' } })
  expect(new Date(rhythm(every('2024-05-01T06:30:00+00:00')).hours[0]!).getUTCHours()).toBe(6)
  expect(rhythm(every('2024-05-01T06:30:00+00:00')).frequency).toBe('daily')
})
test('what no clock decides is said', () => {
  expect(rhythm(dag('a')).frequency).toBe('by hand or when triggered')
  expect(rhythm(dag('a', { schedule: { kind: 'assets', condition: 'x' } })).frequency).toBe('on data')
  expect(rhythm(dag('a', { schedule: { kind: 'continuous' } })).frequency).toBe('in another way')
  expect(rhythm(cron('not a cron')).frequency).toBe('not known')
  expect(rhythm(dag('a', { schedule: { $unknown: 'env', of: 'S' } })).frequency).toBe('not known')
})
