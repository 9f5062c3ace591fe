// The next runs on the page of a DAG.
import { expect, test } from 'vitest'
import { bookOf } from '#docs'
import type { Schedule } from '#model'
import { dag, model } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

const page = async (when: string): Promise<string> => {
  const schedule = { kind: 'cron', expression: { $choice: { when, then: { $unknown: 'env', of: 'CRON' }, else: '0 7 * * *' } }, timezone: 'UTC', timing: 'data-interval' } as unknown as Schedule
  return (await bookOf(model([dag('a', { schedule })]), { templates })).pages.find((each) => each.dagId === 'a')!.html
}

test('a default decides on the next runs, which say so', async () => {
  const html = await page('process.env.CRON != null')
  expect(html).toMatch(/data-schedule="[^"]*&quot;expression&quot;:&quot;0 7 \* \* \*&quot;/)
  expect(html).toContain('<dt>Next run, assumed</dt>')
  expect(html).toContain('The dates assume that <code>CRON</code> is not set.')
})
test('a schedule that is not known has no next runs', async () => {
  expect(await page("process.env.MODE === 'x'")).not.toContain('data-schedule')
})
