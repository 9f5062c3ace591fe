// Schedules as they come out of definitions: what is said, and what the scheduler's version adds.
import { expect, test } from 'vitest'
import { loadLibrary } from '#disk'
import { treeOf } from '#model'
import { readProject } from '#read'

const read = (schedule: string, airflowVersion?: string) => {
  const source = `import { anyOf, asset, assetsOrTime, cron, Dag, days, events, every, hours, minutes, onlyEvents } from 'dagbook'\nexport const a = new Dag('a', { schedule: ${schedule} })\n`
  const { dags, problems } = readProject(treeOf({ 'a.ts': source }), { library: loadLibrary(), ...(airflowVersion !== undefined && { scheduler: { airflowVersion } }) })
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return dags[0]!.schedule
}
const utc = { timezone: 'UTC' }

test.each<[string, object]>([
  ['\'@daily\'', { kind: 'cron', expression: '0 0 * * *', preset: '@daily', ...utc, timing: 'trigger' }],
  ['\'@Midnight\'', { kind: 'cron', expression: '0 0 * * *', preset: '@Midnight', ...utc, timing: 'trigger' }],
  ['cron(\'0 4 * * *\', \'Europe/Paris\', { interval: days(1), runImmediately: true })', { kind: 'cron', expression: '0 4 * * *', timezone: 'Europe/Paris', timing: 'trigger', intervalMs: 86_400_000, runImmediately: true }],
  ['cron(\'0 4 * * *\', null, { runImmediately: minutes(10) })', { kind: 'cron', expression: '0 4 * * *', ...utc, timing: 'trigger', runImmediately: 600_000 }],
  ['cron(\'0 4 * * *\', null, { runImmediately: false })', { kind: 'cron', expression: '0 4 * * *', ...utc, timing: 'trigger', runImmediately: false }],
  ['cron([\'0 4 * * *\', \'0 6 * * 1\'])', { kind: 'cron', expressions: ['0 4 * * *', '0 6 * * 1'], ...utc, timing: 'trigger' }],
  ['every(hours(6), { timing: \'data-interval\' })', { kind: 'interval', everyMs: 21_600_000, timing: 'data-interval' }],
  ['every({ months: 1, hours: 3 }, { interval: hours(1) })', { kind: 'interval', every: { months: 1, hours: 3 }, timing: 'trigger', intervalMs: 3_600_000 }],
  ['events(\'2025-01-01\')', { kind: 'events', dates: ['2025-01-01T00:00:00+00:00'] }],
  ['onlyEvents(\'2025-01-01\')', { kind: 'events', dates: ['2025-01-01T00:00:00+00:00'], restrictToEvents: true }],
  ['assetsOrTime(anyOf(asset(\'x\'), asset(\'y\')), cron(\'0 4 * * *\', null, { interval: hours(1) }))', { kind: 'assets-or-time', condition: { any: ['x', 'y'] }, expression: '0 4 * * *', ...utc, timing: 'trigger', intervalMs: 3_600_000 }],
])('%s', (schedule, expected) => {
  expect(read(schedule)).toEqual(expected)
})

test('what covers data intervals by default in Airflow 2', () => {
  expect(read('\'0 4 * * *\'', '2.10')).toEqual({ kind: 'cron', expression: '0 4 * * *', ...utc, timing: 'data-interval' })
  expect(read('every(hours(6))', '2.10')).toEqual({ kind: 'interval', everyMs: 21_600_000, timing: 'data-interval' })
  expect(read('every(hours(6), { timing: \'trigger\' })', '2.10')).toEqual({ kind: 'interval', everyMs: 21_600_000, timing: 'trigger' })
})
