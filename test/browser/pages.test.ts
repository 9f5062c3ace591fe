// The pages of tables, configs, owners, tags and the project's own in a real browser: filters, deep links, accessibility, and the strictest policy.
import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shop } from '../fixtures/shop.ts'
import { hasBrowser } from './chromium.ts'
import { openSite, type BuiltSite } from './built-site.ts'

const documents = {
  'docs/index.md': '# Handbook\n\n| a | b |\n|---|---|\n| see [the guide](guide.md) first | [[table:mart.orders]] |\n', 'docs/guide.md': '---\nowner: finance\ntags: [money]\n---\n# Guide\n\n## Steps\n\n1. [[term:msid]]\n\n```sql\nselect 1\n```\n',
  'glossary.yaml': 'msid: The number of a site.\n',
}

describe.skipIf(!hasBrowser)('pages besides those of DAGs', { timeout: 120_000 }, () => {
  let site: BuiltSite
  beforeAll(async () => {
    site = await openSite(shop(), { base: '/b/', documents, codeOwners: { path: 'CODEOWNERS', text: '* @org/data\n', below: '' } })
  }, 180_000)
  afterAll(() => site?.close())

  test('a config can be narrowed to what differs, and a link keeps that', async () => {
    const { page, wrong } = await site.open('/b/pipelines/shop/')
    const shown = (): Promise<string[]> => page.locator('#setting-list tbody:visible th').allTextContents()
    expect(await shown()).toEqual(['emails', 'hours', 'prefix', 'schedule', 'threshold', 'wt'])
    await page.getByLabel('Only what differs').check()
    expect(await shown()).toEqual(['schedule', 'threshold', 'wt'])
    expect(page.url()).toContain('only=differs')
    await page.locator('#setting-filter').fill('mart')
    expect(await shown()).toEqual(['wt'])
    await page.reload()
    expect(await shown()).toEqual(['wt'])
    expect(wrong).toEqual([])
  })

  test('names lead to their pages, and settings, columns and terms have a place there', async () => {
    const { page, wrong } = await site.open('/b/docs/')
    await page.locator('main').getByRole('link', { name: 'mart.orders' }).click()
    await page.waitForURL('**/b/tables/mart.orders/')
    await page.locator('main').getByRole('link', { name: 'load', exact: true }).click()
    await page.waitForURL('**/b/dags/etl/#task-load')
    await page.locator('main').getByRole('link', { name: 'threshold' }).first().click()
    await page.waitForURL('**/b/pipelines/shop/#setting-threshold')
    expect(await page.locator('#setting-threshold').isVisible()).toBe(true)
    await page.goto(`${site.origin}/b/docs/guide/`)
    await page.locator('main').getByRole('link', { name: 'msid' }).click()
    await page.waitForURL('**/b/glossary/#term-msid')
    expect(wrong).toEqual([])
  })

  test('no page breaks a rule of accessibility, is wider than the screen, or breaches the policy', async () => {
    const paths = ['tables/', 'tables/mart.orders/', 'tables/RAW.Orders/', 'pipelines/', 'pipelines/shop/', 'owners/', 'owners/finance/', 'tags/', 'tags/money/', 'docs/', 'docs/guide/', 'glossary/', 'coverage/', 'dags/etl/groups/stage/']
    const found: string[] = []
    for (const [width, dark] of [[1440, false], [390, true]] as const) {
      for (const path of paths) {
        const { page, wrong } = await site.open(`/b/${path}`, { width, dark })
        await page.evaluate(axe.source)
        const broken = await page.evaluate(async () => (await (globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string }[] }> } }).axe.run()).violations.map((each) => each.id))
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        if (broken.length > 0 || over > 0 || wrong.length > 0) found.push(`${path} ${width} ${String(dark)}: ${[...broken, ...wrong].join()} ${over}`)
        await page.context().close()
      }
    }
    expect(found).toEqual([])
  })
})
