// The week on the first page: which hours are busy.
import { expect, test } from 'vitest'
import { bookOf } from '#docs'
import type { Dag } from '#model'
import { dag, model } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

const cron = (dagId: string, expression: string, timezone = 'Europe/Berlin'): Dag => dag(dagId, { timezone, schedule: { kind: 'cron', expression, timezone, timing: 'data-interval' } })
const home = async (...dags: Dag[]): Promise<string> => (await bookOf(model(dags), { templates })).pages[0]!.html
const fields = (html: string): string[] => [...html.matchAll(/<title>([A-Z][a-z]+day [^<]+)<\/title>/g)].map((match) => match[1]!)

test('counts each DAG once an hour, on the clock that most schedules follow', async () => {
  const html = await home(cron('a', '30 4 * * *'), cron('b', '5,35 4 * * 1'), cron('c', '0 2 * * 3', 'UTC'), dag('d'))
  expect(fields(html)).toEqual(['Monday 04:00: 2 DAGs', 'Tuesday 04:00: 1 DAG', 'Wednesday 03:00: 1 DAG', 'Wednesday 04:00: 1 DAG', 'Thursday 04:00: 1 DAG', 'Friday 04:00: 1 DAG', 'Saturday 04:00: 1 DAG', 'Sunday 04:00: 1 DAG'])
  expect(html).toContain('3 DAGs start by the clock. Busiest: Monday 04:00, 2 DAGs (Europe/Berlin).')
  expect([...html.matchAll(/<rect class="level-/g)]).toHaveLength(168)
})
test('says hours of every day once', async () => {
  expect(await home(cron('a', '30 4 * * *'))).toContain('Busiest: 04:00 on every day, 1 DAG (Europe/Berlin).')
  expect(await home(cron('a', '* * * * *', 'UTC'))).toContain('Busiest: 1 DAG every hour (UTC).')
})
test('says that no hour is busy', async () => {
  expect(await home(cron('a', '0 4 * * 1', 'UTC'), cron('b', '0 5 * * *', 'UTC'))).toContain('2 DAGs start by the clock, no two in the same hour (UTC).')
})
test('is left out where no clock starts a DAG', async () => {
  expect(await home(dag('a'))).not.toContain('class="week"')
})
