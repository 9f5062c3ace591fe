// The explorer of the fleet in a real browser: what a click, a key and an address show.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Dag } from '#model'
import { dag, model, task } from '../fixtures/models.ts'
import { openSite, type BuiltSite } from './built-site.ts'
import { hasBrowser } from './chromium.ts'

const starts = (id: string, target: string | undefined, folder: string): Dag => dag(id, {
  at: { file: `${folder}/${id}.ts`, line: 1, column: 1, endLine: 1, endColumn: 2 }, owners: [id < 'c' ? 'ann' : 'bob'],
  tasks: target === undefined ? [] : [task(id, 'go', { kind: 'trigger', trigger: { dagId: target } })],
})

describe.skipIf(!hasBrowser)('the explorer of the fleet', { timeout: 60_000 }, () => {
  let site: BuiltSite
  beforeAll(async () => {
    site = await openSite(model([starts('a', 'b', 'one'), starts('b', 'c', 'one'), starts('c', 'd', 'two'), starts('d', 'e', 'two'), starts('e', undefined, 'two')]), { base: '/book/' })
  }, 120_000)
  afterAll(async () => site?.close())

  const boxes = '.fleet svg .node text'
  const shown = async (page: Awaited<ReturnType<BuiltSite['open']>>['page']): Promise<string[]> => (await page.locator(boxes).allTextContents()).sort()

  test('shows what is around a DAG that is clicked, further with each step, and keeps it in the address', async () => {
    const { page, wrong } = await site.open('/book/fleet/')
    await page.locator('.fleet-tools').waitFor()
    expect(await shown(page)).toEqual(['a', 'b', 'c', 'd', 'e'])
    await page.locator(boxes, { hasText: /^b$/ }).click()
    expect(await shown(page)).toEqual(['+1 more', 'a', 'b', 'c'])
    expect(new URL(page.url()).search).toBe('?focus=b')
    await page.getByRole('button', { name: 'One step more' }).click()
    expect(await shown(page)).toEqual(['+1 more', 'a', 'b', 'c', 'd'])
    await page.locator(boxes, { hasText: '+1 more' }).click()
    expect(await shown(page)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(new URL(page.url()).search).toBe('?focus=b&hops=3')
    await page.goBack()
    await page.goBack()
    expect(await shown(page)).toEqual(['+1 more', 'a', 'b', 'c'])
    await page.locator(boxes, { hasText: /^b$/ }).click()
    await page.waitForURL('**/dags/b/')
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('groups by owner, folds and opens groups with the mouse and with keys', async () => {
    const { page, wrong } = await site.open('/book/fleet/')
    await page.getByLabel('Grouped by').selectOption('owner')
    expect(await page.locator('.fleet .group-title').allTextContents()).toEqual(['ann', 'bob'])
    await page.getByRole('button', { name: 'Fold ann' }).press('Enter')
    expect(await shown(page)).toEqual(['ann2 DAGs', 'c', 'd', 'e'])
    expect(new URL(page.url()).search).toBe('?group=owner&open=bob')
    await page.locator('.fleet svg .node.kind-folded a').focus()
    await page.keyboard.press('Enter')
    expect(await shown(page)).toEqual(['a', 'b', 'c', 'd', 'e'])
    await page.getByRole('button', { name: 'Fold all' }).click()
    expect(await shown(page)).toEqual(['ann2 DAGs', 'bob3 DAGs'])
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('opens where an address says, also one that names a DAG that is gone', async () => {
    const { page } = await site.open('/book/fleet/?focus=d&hops=1')
    await page.locator('.fleet-tools').waitFor()
    expect(await shown(page)).toEqual(['+1 more', 'c', 'd', 'e'])
    await page.goto(`${site.origin}/book/fleet/?focus=gone`)
    await page.locator('.fleet-tools').waitFor()
    expect(await shown(page)).toEqual(['a', 'b', 'c', 'd', 'e'])
    await page.context().close()
  })

  test('is a picture and a table without any script', async () => {
    const { page } = await site.open('/book/fleet/', { script: false })
    expect(await shown(page)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(await page.locator('.relations-table tbody tr').count()).toBe(4)
    await page.context().close()
  })
})
