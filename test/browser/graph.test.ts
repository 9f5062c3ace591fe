// A graph in a real browser: turned, folded, zoomed, with the mouse and with keys; and as it was built where nothing is asked.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chain, dag, group, model, task } from '../fixtures/models.ts'
import { openSite, type BuiltSite } from './built-site.ts'
import { hasBrowser } from './chromium.ts'

describe.skipIf(!hasBrowser)('the graph of a DAG', { timeout: 60_000 }, () => {
  let site: BuiltSite
  beforeAll(async () => {
    site = await openSite(model([dag('etl', {
      groups: [group('etl', 'load'), group('etl', 'load.inner', 'load')],
      tasks: [task('etl', 'fetch'), task('etl', 'load.first', { group: 'group:etl/load' }), task('etl', 'load.inner.deep', { group: 'group:etl/load.inner' }), task('etl', 'done', { triggerRule: 'all_done' })],
      edges: chain('fetch', 'load.first', 'load.inner.deep', 'done'),
    })]), { base: '/book/' })
  }, 120_000)
  afterAll(async () => site?.close())

  const open = async (query = '', script = true) => {
    const found = await site.open(`/book/dags/etl/${query}`, { script })
    if (script) await found.page.locator('.graph-tools').waitFor()
    return found
  }
  type Page = Awaited<ReturnType<typeof open>>['page']
  const shown = (page: Page): Promise<string[]> => page.locator('svg.graph .node text').allTextContents()
  const boxOf = async (page: Page, text: RegExp) => (await page.locator('svg.graph .node', { hasText: text }).first().boundingBox())!

  test('stays as it was built until something is asked of it', async () => {
    const { page, wrong } = await open()
    expect(await shown(page)).toEqual(['fetch', 'first', 'deep', 'doneall_done'])
    expect(await page.locator('svg.graph .group-title').allTextContents()).toEqual(['load', 'inner'])
    expect(wrong).toEqual([])
    await page.context().close()
  })
  test('turns, and comes back', async () => {
    const { page } = await open()
    const isAcross = async (): Promise<boolean> => (await boxOf(page, /^.*fetch/)).x < (await boxOf(page, /done/)).x - 50
    expect(await isAcross()).toBe(true)
    await page.getByRole('button', { name: 'Draw downwards' }).click()
    await page.getByRole('button', { name: 'Draw to the right' }).waitFor()
    expect([await isAcross(), (await boxOf(page, /fetch/)).y < (await boxOf(page, /done/)).y - 50, new URL(page.url()).search]).toEqual([false, true, '?flow=down'])
    await page.getByRole('button', { name: 'Draw to the right' }).click()
    await page.getByRole('button', { name: 'Draw downwards' }).waitFor()
    expect([await isAcross(), new URL(page.url()).search]).toEqual([true, ''])
    await page.context().close()
  })
  test('folds a group by its title and opens it by its box, by keys as well', async () => {
    const { page, wrong } = await open()
    await page.getByRole('button', { name: 'Fold inner' }).press('Enter')
    await page.locator('.node.kind-folded').waitFor()
    expect(await shown(page)).toEqual(['fetch', 'first', 'doneall_done', 'inner1 task'])
    await page.getByRole('button', { name: 'Fold load' }).click()
    await page.locator('.node text', { hasText: 'load2 tasks' }).waitFor()
    expect(await shown(page)).toEqual(['fetch', 'doneall_done', 'load2 tasks'])
    await page.locator('.node.kind-folded a').focus()
    await page.keyboard.press('Enter')
    await page.locator('.node text', { hasText: 'inner1 task' }).waitFor()
    await page.getByRole('button', { name: 'Open groups' }).click()
    await page.locator('.node.kind-folded').waitFor({ state: 'detached' })
    expect([(await shown(page)).length, wrong]).toEqual([4, []])
    await page.context().close()
  })
  test('shows what its address says, zooms, and leads to its tasks', async () => {
    const { page } = await open(`?flow=down&fold=${encodeURIComponent(encodeURIComponent('group:etl/load'))}`)
    await page.locator('.node text', { hasText: 'load2 tasks' }).waitFor()
    const before = await boxOf(page, /fetch/)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    expect((await boxOf(page, /fetch/)).width).toBeGreaterThan(before.width * 1.1)
    await page.locator('svg.graph .node a', { hasText: 'fetch' }).click()
    expect(new URL(page.url()).hash).toBe('#task-fetch')
    await page.context().close()
  })
  test('is moved by dragging, which is no click', async () => {
    const { page } = await open()
    for (let i = 0; i < 5; i++) await page.getByRole('button', { name: 'Zoom in' }).click()
    const scroll = page.locator('.graph-scroll'), box = await boxOf(page, /first/)
    await page.mouse.move(box.x + 30, box.y + 10)
    await page.mouse.down()
    await page.mouse.move(box.x - 170, box.y + 10, { steps: 5 })
    await page.mouse.up()
    expect(await scroll.evaluate((element) => element.scrollLeft)).toBeGreaterThan(100)
    expect(new URL(page.url()).hash).toBe('')
    await page.context().close()
  })
  test('is there without any script', async () => {
    const { page } = await open('', false)
    expect((await shown(page)).length).toBe(4)
    await page.context().close()
  })
})
