// The search palette in a real browser: by keyboard and pointer, over names and text, under any base.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookModel } from '../fixtures/book.ts'
import { openSite, type BuiltSite } from './built-site.ts'
import { hasBrowser } from './chromium.ts'

const base = '/a/b/'
let site: BuiltSite

describe.skipIf(!hasBrowser)('the palette', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    site = await openSite(bookModel(), { base })
  }, 120_000)
  afterAll(async () => site?.close())

  const groups = (page: Page): Promise<string[]> => page.locator('.group-name').evaluateAll((all) => all.map((each) => each.firstChild?.textContent ?? ''))
  const titles = (page: Page, group: string): Promise<string[]> => page.getByRole('group', { name: group }).locator('.option-title').allTextContents()
  const chosen = (page: Page): Promise<string | null> => page.locator('[role=option][aria-selected=true] .option-title').textContent()
  const settled = (page: Page): Promise<void> => page.locator('.palette-list').getByRole('group', { name: 'In the text' }).waitFor()

  test('loads nothing until it is opened', async () => {
    const { page, wrong } = await site.open(base)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.reload()
    await page.waitForLoadState('networkidle')
    expect(asked.filter((path) => /palette|search\.json|pagefind/.test(path))).toEqual([])
    await page.keyboard.press('/')
    await page.getByRole('dialog').waitFor()
    await page.waitForLoadState('networkidle')
    expect(asked.filter((path) => /palette|search\.json/.test(path))).toHaveLength(2)
    expect(asked.filter((path) => path.includes('pagefind'))).toEqual([])
    expect(wrong).toEqual([])
  })

  test('opens with a slash, Ctrl-K and its button, and gives the focus back', async () => {
    const { page } = await site.open(site.urlOf('restore'))
    for (const open of [() => page.keyboard.press('/'), () => page.keyboard.press('Control+k'), () => page.keyboard.press('Meta+k'), () => page.locator('.search-button').press('Enter')]) {
      await page.locator('.theme').focus()
      await open()
      await page.getByRole('dialog', { name: 'Search' }).waitFor()
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
      // The focus stays inside.
      for (let i = 0; i < 3; i++) await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)).toBe(true)
      await page.getByRole('combobox', { name: 'Search' }).focus()
      await page.keyboard.press('Escape')
      expect(await page.getByRole('dialog').count()).toBe(0)
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON')
    }
    // In a field a slash is a slash.
    await page.locator('.tree-filter').pressSequentially('a/b')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('finds by whole names, beginnings, words and letters; arrows and Enter lead to the place', async () => {
    const { page, wrong } = await site.open(base)
    await page.keyboard.press('/')
    await page.keyboard.type('restore')
    await page.getByRole('group', { name: 'DAGs', exact: true }).waitFor()
    expect(await groups(page)).toEqual(expect.arrayContaining(['DAGs', 'Tasks']))
    expect(await chosen(page)).toBe('restore')
    await page.locator('[role=combobox]').fill('crinptab')
    await page.getByText('1 result').waitFor()
    expect(await titles(page, 'Tasks')).toEqual(['create_input_table'])
    await page.locator('[role=combobox]').fill('input create feature')
    expect(await titles(page, 'Tasks')).toEqual(['create_input_table'])
    await page.locator('[role=combobox]').fill('task: merge')
    expect(await groups(page)).toEqual(['Tasks'])
    expect(await titles(page, 'Tasks')).toHaveLength(6)
    const first = await chosen(page)
    await page.keyboard.press('ArrowDown')
    const second = await chosen(page)
    expect(second).not.toBe(first)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowDown')
    expect(await chosen(page)).toBe(first)
    expect(await page.locator('[role=combobox]').getAttribute('aria-activedescendant')).toBe(await page.locator('[aria-selected=true]').getAttribute('id'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/warehouse_nightly/#task-*')
    const row = page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`)
    expect(await row.getAttribute('open')).not.toBeNull()
    expect(await row.locator('summary code').first().textContent()).toBe(second)
    expect(wrong).toEqual([])
  })

  test('finds what is only said in the text, without making elements of it', async () => {
    const { page, wrong } = await site.open(base)
    await page.keyboard.press('/')
    await page.keyboard.type('runbook')
    await settled(page)
    const result = page.getByRole('group', { name: 'In the text' }).getByRole('option').first()
    expect(await result.locator('.option-title').textContent()).toContain('warehouse_nightly')
    expect(await result.locator('mark').first().textContent()).toMatch(/runbook/i)
    await result.click()
    await page.waitForURL(`**${site.urlOf('warehouse_nightly')}**`)
    // Cells and labels are words of their own, and names are found by their parts.
    await page.keyboard.press('/')
    await page.keyboard.type('technique')
    await settled(page)
    expect(await page.getByRole('group', { name: 'In the text' }).locator('.option-title').first().textContent()).toContain('feature_enrichment')
    await page.locator('[role=combobox]').fill('history')
    await settled(page)
    await expect.poll(() => page.getByRole('group', { name: 'In the text' }).locator('.option-text').first().textContent()).toMatch(/history/)
    await page.locator('[role=combobox]').fill('scriptalert')
    await expect.poll(() => page.locator('.option-text').first().textContent()).toContain('<script>')
    expect(await page.locator('.palette-list script, .palette-list b, .palette-list img').count()).toBe(0)
    expect(wrong).toEqual([])
  })

  test('a place on the page that is shown is gone to without leaving it', async () => {
    const { page } = await site.open(site.urlOf('feature_enrichment'))
    await page.keyboard.press('/')
    await page.keyboard.type('update_wt')
    await page.getByRole('group', { name: 'Tasks' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**#task-update_wt')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.locator('#task-update_wt').getAttribute('open')).not.toBeNull()
  })

  test('says what to do where nothing is found or typed, and shows the last pages', async () => {
    const { page, wrong } = await site.open(site.urlOf('restore'))
    await page.goto(site.origin + site.urlOf('warehouse_nightly'))
    await page.goto(site.origin + base)
    await page.keyboard.press('/')
    await page.getByRole('group', { name: 'Recent' }).waitFor()
    expect(await titles(page, 'Recent')).toEqual(['warehouse_nightly', 'restore'])
    await page.keyboard.type('zzqqxx')
    await page.getByText('Nothing here is called “zzqqxx”, and no page says it.').waitFor()
    expect(await page.locator('[role=option]').count()).toBe(0)
    expect(await page.locator('[role=combobox]').getAttribute('aria-expanded')).toBe('false')
    await page.locator('[role=combobox]').fill('')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${site.urlOf('warehouse_nightly')}`)
    expect(wrong).toEqual([])
  })

  test('axe finds nothing in it, light and dark, wide and narrow', async () => {
    for (const dark of [false, true]) {
      const { page } = await site.open(base, { dark, width: dark ? 390 : 1440 })
      await page.locator('.search-button').click()
      await page.keyboard.type('merge')
      await page.getByRole('group', { name: 'Tasks' }).waitFor()
      await page.evaluate(axe.source)
      const violations = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run()
        return violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)
      })
      expect(violations).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
    }
  })

  test('every address in the index leads to a page that has the anchor', () => {
    const index = JSON.parse(readFileSync(join(site.out, 'search.json'), 'utf8')) as { pages: [string, string, string?][]; folders: Record<string, string>; parts: { anchor: string; on: [number, ...(string | [string, string])[]][] }[] }
    const html = index.pages.map(([kind, name, address]) => readFileSync(join(site.out, decodeURIComponent(address ?? `${index.folders[kind]}${encodeURIComponent(name)}/`), 'index.html'), 'utf8'))
    const missing = index.parts.flatMap(({ anchor, on }) => on.flatMap(([page, ...names]) => names.map((name) => (typeof name === 'string' ? anchor + name : name[1])).filter((id) => !html[page]!.includes(` id="${id}"`))))
    expect(html.length).toBe(site.book.pages.length - 1)
    expect(index.parts.flatMap(({ on }) => on).length).toBeGreaterThan(5)
    expect(missing).toEqual([])
  })
})
