// The next runs on a DAG's page: the engine's own dates, in the zone of the DAG and of the reader.
import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Dag } from '#model'
import { dagTimetable, isRefused, nextRuns, zoneNamed } from '#time'
import { dag, model, task } from '../fixtures/models.ts'
import { openSite, type BuiltSite } from './built-site.ts'
import { hasBrowser } from './chromium.ts'

const cron = (dagId: string, expression: string, more: Partial<Dag> = {}): Dag => dag(dagId, {
  timezone: 'Europe/Berlin', startDate: '2024-01-01T00:00:00+01:00', schedule: { kind: 'cron', expression, timezone: 'Europe/Berlin', timing: 'data-interval' }, tasks: [task(dagId, 'load')], ...more,
})
const dags = [
  cron('nightly', '30 2 * * *'), cron('caught_up', '0 5 * * 1', { catchup: true }), cron('over', '0 5 * * *', { endDate: '2025-01-01T00:00:00+01:00' }), dag('by_hand', { tasks: [task('by_hand', 'load')] }),
  dag('stepwise', { startDate: '2026-03-01T06:00:00+00:00', schedule: { kind: 'interval', everyMs: 5_400_000, timing: 'trigger' } }), cron('unknown', '0 5 * * *', { schedule: { $unknown: 'env', of: 'S' } }),
]
// The night before the clocks go forward in Berlin: 02:30 does not exist on the 29th.
const now = new Date('2026-03-27T22:00:00Z')
let site: BuiltSite

describe.skipIf(!hasBrowser)('the next runs', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    site = await openSite(model(dags))
  }, 120_000)
  afterAll(async () => site?.close())

  const shown = async (dagId: string, zone = 'America/New_York'): Promise<{ times: string[]; lines: string[]; tile: string | null; wrong: string[] }> => {
    const { page, wrong } = await site.open('/nowhere/', { context: { timezoneId: zone } })
    await page.clock.setFixedTime(now)
    await page.goto(site.origin + site.urlOf(dagId))
    await page.locator('.next-runs li, .next-runs:has-text("None")').first().waitFor()
    const times = await page.locator('.next-runs time').evaluateAll((all) => all.map((each) => each.getAttribute('datetime') ?? ''))
    return { times, lines: await page.locator('.next-runs li').allTextContents(), tile: await page.locator('[data-next-run]').textContent(), wrong }
  }

  test('are those of the engine, whatever the zone of the reader', async () => {
    for (const each of dags.filter(({ dagId }) => ['nightly', 'caught_up', 'stepwise'].includes(dagId))) {
      const found = dagTimetable(each, { airflow: 3, croniter: 7, zoneOf: zoneNamed })
      if (isRefused(found)) throw new Error(found.refused)
      const expected = nextRuns(found.timetable, { ...found.bounds, catchup: false }, now.getTime(), 7).map((run) => run.runAfter).filter((at) => at > now.getTime()).slice(0, 5)
      const { times, wrong } = await shown(each.dagId)
      expect(times).toEqual(expected.map((at) => new Date(at).toISOString()))
      expect(wrong.filter((text) => !text.includes('404'))).toEqual([])
    }
  })

  test('are shown in both zones, over a change of the clock', async () => {
    const { lines, tile } = await shown('nightly')
    expect(lines[0]).toBe('Sat 28 Mar 02:30 Europe/Berlin, Fri 27 Mar 21:30 America/New_York, in 3 h 30 min, covers Fri 27 Mar 02:30 to Sat 28 Mar 02:30')
    expect(lines[1]).toContain('Sun 29 Mar 03:30 Europe/Berlin, Sat 28 Mar 21:30 America/New_York')
    expect(tile).toBe('Sat 28 Mar 02:30')
    // Who lives in the DAG's zone sees its time once.
    expect((await shown('nightly', 'Europe/Berlin')).lines[0]).toBe('Sat 28 Mar 02:30 Europe/Berlin, in 3 h 30 min, covers Fri 27 Mar 02:30 to Sat 28 Mar 02:30')
  })

  test('are none where the last one is over, and left out where no clock decides or it is not known', async () => {
    expect(await shown('over')).toMatchObject({ times: [], tile: 'none' })
    for (const dagId of ['by_hand', 'unknown']) {
      const { page } = await site.open(site.urlOf(dagId))
      expect(await page.locator('.next-runs, [data-next-run]').count()).toBe(0)
    }
  })

  test('are the schedule in words where there is no script', async () => {
    const { page } = await site.open(site.urlOf('nightly'), { script: false })
    expect(await page.locator('.next-runs').textContent()).toMatch(/02:30 every day.*Europe\/Berlin.*\. The dates are computed in the page, which needs JavaScript\.$/)
    await page.locator('[data-next-run]').click()
    expect(page.url()).toContain('#next-runs')
  })

  test('cost less than 8 kB of script, and only the zones in use', () => {
    expect(gzipSync(readFileSync(join(site.out, 'runs/next-runs.js'))).length).toBeLessThan(8000)
    const { html } = site.book.pages.find((page) => page.dagId === 'nightly')!
    expect(html.match(/&quot;name&quot;:&quot;[^&]+/g)).toEqual(['&quot;name&quot;:&quot;Europe/Berlin', '&quot;name&quot;:&quot;UTC'])
  })
})
