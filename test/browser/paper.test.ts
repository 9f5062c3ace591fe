// What can be taken away from a page: copies of names, code and graphs, and the page on paper.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookModel } from '../fixtures/book.ts'
import { openSite, type BuiltSite } from './built-site.ts'
import { hasBrowser } from './chromium.ts'

let site: BuiltSite

describe.skipIf(!hasBrowser)('a page taken away', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    site = await openSite(bookModel())
  }, 120_000)
  afterAll(async () => site?.close())

  test('names, Mermaid text and graphs can be copied', async () => {
    const { page, wrong } = await site.open(site.urlOf('feature_enrichment'), { context: { permissions: ['clipboard-read', 'clipboard-write'] } })
    const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
    await page.locator('h1 .copy').click()
    await page.locator('h1 .copy[aria-label=Copied]').waitFor()
    expect(await copied()).toBe('feature_enrichment')
    await page.locator('details.source summary').first().click()
    await page.locator('details.source .copy').first().click()
    await expect.poll(copied).toMatch(/^flowchart /)
    expect(await copied()).toContain('create_input_table')
    await page.getByRole('button', { name: 'Copy SVG' }).first().click()
    await expect.poll(copied).toMatch(/^<svg /)
    // It stands alone: no class of ours gives it its colours, and no link of the page is in it.
    const drawn = await page.evaluate(async () => {
      const document = new DOMParser().parseFromString(await navigator.clipboard.readText(), 'image/svg+xml')
      return { isSvg: document.documentElement.tagName, boxes: [...document.querySelectorAll('rect.box')].map((box) => box.getAttribute('fill') ?? ''), links: document.querySelectorAll('a').length, text: document.documentElement.textContent }
    })
    expect(drawn).toMatchObject({ isSvg: 'svg', links: 0 })
    expect(drawn.boxes.length).toBeGreaterThan(5)
    expect(drawn.boxes.filter((fill) => !/^(?:oklch|rgb|color)/.test(fill))).toEqual([])
    expect(drawn.text).toContain('update_wt')
    expect(wrong).toEqual([])
  })

  test('on paper everything is open, and nothing is there that can only be clicked', async () => {
    const { page } = await site.open(site.urlOf('warehouse_nightly'), { dark: true })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    for (const gone of ['.bar', '.tree', '.contents', '.copy', '.fit-button', '.graph-tools', '.anchor']) expect(await page.locator(gone).filter({ visible: true }).count(), gone).toBe(0)
    expect(await page.locator('.task .task-body').first().evaluate((body) => body.checkVisibility({ contentVisibilityAuto: true }))).toBe(true)
    const link = page.locator('main a[href^="https://example.org/runbook"]').first()
    expect(await link.evaluate((each) => getComputedStyle(each, '::after').content)).toContain('https://example.org/runbook')
    // Paper is light.
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000)
  })

  test('the keyboard reaches everything: skip link first, then the page, and focus is seen', async () => {
    const { page } = await site.open(site.urlOf('restore'))
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    expect(await page.locator('.skip').evaluate((each) => each.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab')
      const seen = await page.evaluate(() => {
        const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement!)
        const inside = document.activeElement!.querySelector('.box')
        return outlineStyle !== 'none' || boxShadow !== 'none' || (inside !== null && getComputedStyle(inside).strokeWidth === '2.5px') ? '' : document.activeElement!.outerHTML.slice(0, 100)
      })
      expect(seen).toBe('')
    }
  })
})
