// Lists in a real browser: narrowed by words and choices that stand in the address, so that links and the way back keep them.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookModel } from '../fixtures/book.ts'
import { openSite, type BuiltSite } from './built-site.ts'
import { hasBrowser } from './chromium.ts'

const base = '/'
let site: BuiltSite

describe.skipIf(!hasBrowser)('the list of DAGs', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    site = await openSite(bookModel(), { base })
  }, 120_000)
  afterAll(async () => site?.close())

  const shown = (page: Page): Promise<string[]> => page.locator('table.dags tbody tr:visible th a').allTextContents()
  const counted = (page: Page): Promise<string | null> => page.locator('.filter output').textContent()
  const query = (page: Page): string => new URL(page.url()).search

  test('is narrowed by owner, tag, how often, operator and folder, each with its count', async () => {
    const { page, wrong } = await site.open(base)
    expect(await page.locator('.filter select').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))).toEqual(['Owner', 'Tag', 'Runs', 'Operator', 'Folder'])
    expect(await page.locator('main').getByLabel('Owner', { exact: true }).locator('option').allTextContents()).toContain('correlation (3)')
    await page.locator('main').getByLabel('Owner', { exact: true }).selectOption('correlation')
    expect(await shown(page)).toEqual(['pipeline_part_1', 'pipeline_part_2', 'restore'])
    expect(await counted(page)).toBe('3 of 11')
    await page.locator('main').getByLabel('Operator', { exact: true }).selectOption('KubernetesPodOperator')
    expect(await shown(page)).toEqual(['pipeline_part_1', 'pipeline_part_2'])
    await page.locator('main').getByLabel('Filter', { exact: true }).fill('pipeline_part_2.ts')
    expect(await shown(page)).toEqual(['pipeline_part_2'])
    expect(query(page)).toBe('?owner=correlation&operator=KubernetesPodOperator&q=pipeline_part_2.ts')
    await page.locator('main').getByLabel('Owner', { exact: true }).selectOption('')
    await page.locator('main').getByLabel('Operator', { exact: true }).selectOption('')
    await page.locator('main').getByLabel('Filter', { exact: true }).fill('')
    await page.locator('main').getByLabel('Runs', { exact: true }).selectOption('daily')
    expect(await shown(page)).toEqual(['site_classification_daily_orchestrator', 'warehouse_nightly'])
    expect(wrong).toEqual([])
  })

  test('keeps its state in the address: shared, reloaded, and on the way back and forth', async () => {
    const { page } = await site.open(`${base}?tag=correlation&q=part`)
    expect(await shown(page)).toEqual(['pipeline_part_1', 'pipeline_part_2'])
    expect(await page.locator('main').getByLabel('Tag', { exact: true }).inputValue()).toBe('correlation')
    await page.locator('main').getByLabel('Tag', { exact: true }).selectOption('export')
    expect(await shown(page)).toEqual([])
    expect(await page.locator('main').getByText('No DAG matches.').isVisible()).toBe(true)
    await page.goBack()
    expect(await shown(page)).toEqual(['pipeline_part_1', 'pipeline_part_2'])
    await page.goForward()
    expect(await shown(page)).toEqual([])
    await page.reload()
    expect(await shown(page)).toEqual([])
    await page.getByRole('button', { name: 'Clear' }).click()
    expect(query(page)).toBe('')
    expect((await shown(page)).length).toBe(11)
    expect(await counted(page)).toBe('')
    expect(await page.getByRole('button', { name: 'Clear' }).isVisible()).toBe(false)
    await page.goBack()
    expect(await shown(page)).toEqual([])
  })

  test('takes no choice that it does not have from an address', async () => {
    const { page, wrong } = await site.open(`${base}?owner=%3Cimg%20src%3Dx%3E&runs=hourly&q=`)
    expect((await shown(page)).length).toBe(11)
    expect(wrong).toEqual([])
  })

  test('can be read without a script, choices left out', async () => {
    const { page } = await site.open(base, { script: false })
    expect((await shown(page)).length).toBe(11)
    expect(await page.locator('.filter').isVisible()).toBe(false)
  })
})
