// The site in a real browser: what it does, how it holds together on every width, and that nothing of a user's runs.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSite } from '#disk'
import { bookOf, searchIndexOf, type Book } from '#docs'
import { bookModel, hostile } from '../fixtures/book.ts'
import { at, dag, model } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'
import { openSite, type BuiltSite } from './built-site.ts'
import { hasBrowser } from './chromium.ts'

const root = join(import.meta.dirname, '../..')
const base = '/pipelines/'
let site: BuiltSite, book: Book, out: string
const urlOf = (dagId: string): string => site.urlOf(dagId)
const open: BuiltSite['open'] = (url, options) => site.open(url, options)

describe.skipIf(!hasBrowser)('the site', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    const whole = bookModel()
    site = await openSite({
      ...whole, dags: [...whole.dags, dag('größe 日次', { doc: '```mermaid\nflowchart LR\n  a[Load] --> b[Check]\n```' })],
      tables: [{ id: 'table:prod.ds.fe_tmp', name: 'prod.ds.fe_tmp', role: 'temporary', columns: [{ name: 'msid', type: 'bigint', description: 'The site.' }, { name: 'url' }], writers: ['task:feature_enrichment/create_input_table'], readers: [], at: at('dags/tables.ts', 3) }],
      pipelines: [{ name: 'site_classification', layers: ['defaults', 'dag'], settings: [{ path: 'defaults.retries', value: 3, layer: 'defaults' }, { path: 'dags.topic_model.retries', value: 5, layer: 'dag', scope: 'topic_model', at: at('dags/config.ts', 7) }] }],
    }, {
      base, sourceUrl: 'https://example.org/{path}#L{line}',
      documents: { 'docs/guide.md': '# A guide\n\n## First steps\n\nSee [[dag:restore]].\n', 'docs/hidden.md': '---\nhidden: true\n---\n# Not to be found\n', 'docs/glossary.md': '# Glossary\n\n## Topic\n\nWhat a site is about.\n' },
    })
    ;({ book, out } = site)
  }, 120_000)

  afterAll(async () => site?.close())

  test('every page, wide and narrow: no error, nothing from elsewhere, no sideways scrolling', async () => {
    for (const width of [1440, 768, 390]) {
      const { page, wrong } = await open(base, { width })
      for (const { url } of book.pages.filter((each) => each.kind !== 'not-found')) {
        await page.goto(site.origin + url)
        expect(await page.locator('h1').count(), url).toBe(1)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${url} at ${width}`).toBe(0)
        expect(wrong, url).toEqual([])
      }
      await page.context().close()
    }
  })

  test.each([['light and wide', false], ['dark and narrow', true]] as const)('axe finds nothing on any kind of page, %s', async (_, dark) => {
    const ofEachKind = [...new Map(book.pages.filter((page) => page.kind !== 'not-found').map((page) => [page.kind, page.url])).values()]
    expect(ofEachKind.length).toBeGreaterThan(10)
    const urls = [...ofEachKind, urlOf('site_classification_daily_orchestrator'), urlOf('warehouse_nightly'), urlOf('regional_export'), urlOf(hostile().dagId), `${base}problems/`, `${base}nowhere/`]
    for (const url of urls) {
      const { page } = await open(url, { dark, width: dark ? 390 : 1440 })
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true }))
      await page.evaluate(axe.source)
      const violations = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }).axe.run()
        return violations.map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`).join('\n')}`)
      })
      expect(violations, `${url} ${dark ? 'dark' : 'light'}`).toEqual([])
      await page.context().close()
    }
  })

  test('from the list to a DAG, from its graph to a task', async () => {
    const { page, wrong } = await open(base)
    await page.locator('table.dags').getByRole('link', { name: 'feature_enrichment', exact: true }).click()
    await page.waitForURL(`**${urlOf('feature_enrichment')}`)
    expect(await page.locator('.tree [aria-current=page]').textContent()).toBe('feature_enrichment')
    const row = page.locator('#task-create_input_table')
    expect(await row.getAttribute('open')).toBeNull()
    await page.locator('svg.graph a', { hasText: 'create_input_table' }).click()
    expect(await row.getAttribute('open')).not.toBeNull()
    expect(await row.locator('pre').first().isVisible()).toBe(true)
    await page.goto(`${site.origin}${urlOf('feature_enrichment')}#task-update_wt`)
    expect(await page.locator('#task-update_wt').getAttribute('open')).not.toBeNull()
    await page.locator('.relations').getByRole('link', { name: 'site_classification_daily_orchestrator' }).first().click()
    await page.waitForURL(`**${urlOf('site_classification_daily_orchestrator')}`)
    expect(wrong).toEqual([])
  })

  test('names beyond ASCII have addresses that work', async () => {
    const { page, wrong } = await open(base)
    await page.locator('table.dags').getByRole('link', { name: 'größe 日次' }).click()
    expect(await page.locator('h1').textContent()).toBe('größe 日次')
    expect(wrong).toEqual([])
  })

  test('the filter of the list looks through names, tags and tasks, and is in the address', async () => {
    const { page } = await open(base)
    const shown = (): Promise<string[]> => page.locator('table.dags tbody tr:visible th a').allTextContents()
    await page.locator('#dag-filter').fill('correlation')
    expect(await shown()).toEqual(['pipeline_part_1', 'pipeline_part_2', 'restore'])
    expect(page.url()).toContain('?q=correlation')
    expect(await page.locator('.filter output').textContent()).toBe('3 of 12')
    await page.locator('#dag-filter').fill('list_regions')
    expect(await shown()).toEqual(['regional_export'])
    await page.locator('#dag-filter').fill('nothing like it')
    expect(await page.locator('main .no-match').isVisible()).toBe(true)
    await page.goto(`${site.origin}${base}?q=restore`)
    expect(await shown()).toEqual(['restore'])
  })

  test('the tree filters and groups', async () => {
    const { page } = await open(urlOf('restore'))
    const shown = (): Promise<string[]> => page.locator('.tree-groups a').allTextContents()
    await page.locator('.tree-filter').fill('pipeline')
    await expect.poll(shown).toEqual(['pipeline_part_1', 'pipeline_part_2'])
    await page.locator('.tree-filter').fill('nothing like it')
    await page.locator('.tree').getByText('No DAG matches.').waitFor()
    await page.locator('.tree-filter').fill('')
    await page.locator('.tree-group').selectOption('owners')
    await expect.poll(() => page.locator('.tree-groups summary').allTextContents()).toEqual(expect.arrayContaining(['correlation', 'no owner', 'warehouse']))
    expect(await page.locator('.tree-groups [aria-current=page]').textContent()).toBe('restore')
    // The grouping stays on the next page.
    await page.locator('.tree-groups').getByRole('link', { name: 'pipeline_part_1' }).click()
    await page.waitForURL(`**${urlOf('pipeline_part_1')}`)
    await expect.poll(() => page.locator('.tree-groups summary').allTextContents()).toContain('correlation')
    expect(await page.locator('.tree-group').inputValue()).toBe('owners')
  })

  test('the tree leads to the other lists, and fills a long one when it is opened', async () => {
    const { page, wrong } = await open(urlOf('restore'))
    const owners = page.locator('.tree-section', { has: page.locator('summary', { hasText: 'Owners' }) })
    expect(await owners.locator('a').count()).toBe(1)
    await owners.locator('summary').click()
    await owners.getByRole('link', { name: 'correlation' }).click()
    await page.waitForURL('**/owners/correlation/')
    expect(await owners.getAttribute('open')).not.toBeNull()
    expect(await owners.locator('[aria-current=page]').textContent()).toBe('correlation')
    await owners.getByRole('link', { name: 'All of them' }).click()
    await page.waitForURL('**/owners/')
    expect(wrong).toEqual([])
  })

  test('the theme follows the system, can be set, is remembered, and is there before the first paint', async () => {
    const { page } = await open(base, { dark: true })
    const lightness = (): Promise<number> => page.evaluate(() => Number(/[\d.]+/.exec(getComputedStyle(document.documentElement).backgroundColor)![0]))
    const isDark = async (): Promise<boolean> => (await lightness()) < 0.5
    expect(await isDark()).toBe(true)
    await page.locator('.theme').click()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light')
    expect(await isDark()).toBe(false)
    // The script is in the head and not deferred: the theme is set when the body starts.
    await page.addInitScript(() => {
      new MutationObserver(() => {
        if (document.body !== null) (globalThis as Record<string, unknown>)['themeAtBody'] ??= document.documentElement.dataset['theme']
      }).observe(document, { childList: true, subtree: true })
    })
    await page.reload()
    expect(await page.evaluate(() => (globalThis as Record<string, unknown>)['themeAtBody'])).toBe('light')
    expect(await isDark()).toBe(false)
    await page.locator('.theme').click()
    expect(await isDark()).toBe(true)
    await page.locator('.theme').click()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('system')
  })

  test('on a narrow screen the list is a drawer', async () => {
    const { page } = await open(urlOf('restore'), { width: 390 })
    const tree = page.locator('.tree'), menu = page.locator('.menu')
    expect(await tree.isVisible()).toBe(false)
    await menu.click()
    expect(await tree.isVisible()).toBe(true)
    expect(await menu.getAttribute('aria-expanded')).toBe('true')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('tree-home')
    await page.keyboard.press('Escape')
    expect(await tree.isVisible()).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.classList.contains('menu'))).toBe(true)
    await menu.click()
    await page.mouse.click(380, 600)
    expect(await tree.isVisible()).toBe(false)
    await menu.click()
    await tree.getByRole('link', { name: 'pipeline_part_1' }).click()
    await page.waitForURL(`**${urlOf('pipeline_part_1')}`)
    expect(await page.locator('.contents-fold').isVisible()).toBe(true)
  })

  test('a graph shows what comes before and after, and arrow keys walk it', async () => {
    const { page } = await open(urlOf('feature_enrichment'))
    await page.locator('svg.graph a', { hasText: 'update_wt' }).focus()
    const kept = (): Promise<string[]> => page.locator('svg.graph.focused .node.kept text').evaluateAll((texts) => texts.map((text) => text.firstChild?.textContent ?? ''))
    expect((await kept()).sort()).toEqual(['check_if_store_output', 'create_input_table', 'kickoff', 'output_ready', 'output_storing_kickoff', 'output_stored', 'update_wt'].sort())
    await page.keyboard.press('ArrowDown')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('output_stored')
    await page.keyboard.press('ArrowUp')
    expect(await page.evaluate(() => document.activeElement?.textContent)).not.toContain('output_stored')
  })

  test('without JavaScript everything can be read', async () => {
    const { page } = await open(urlOf('feature_enrichment'), { script: false, width: 390 })
    expect(await page.locator('.tree a').first().isVisible()).toBe(true)
    expect(await page.locator('.theme').isVisible()).toBe(false)
    await page.locator('#task-create_input_table > summary').click()
    expect(await page.locator('#task-create_input_table pre').first().isVisible()).toBe(true)
  })

  test('the policy runs no script but ours', async () => {
    const { page } = await open(base)
    const blocked = await page.evaluate(async () => {
      const found: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective))
      const script = document.createElement('script')
      script.textContent = 'globalThis.broken = true'
      document.body.append(script)
      const image = document.createElement('img')
      image.setAttribute('onerror', 'globalThis.broken = true')
      image.src = 'data:broken'
      document.body.append(image)
      document.body.setAttribute('style', 'display: none')
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { found, broken: 'broken' in globalThis }
    })
    expect(blocked.broken).toBe(false)
    expect(blocked.found).toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr', 'style-src-attr']))
  })

  test('hostile names and documents are inert, diagrams included', async () => {
    for (const width of [1440, 390]) {
      const { page, wrong } = await open(urlOf(hostile().dagId), { width })
      await page.locator('pre.mermaid.drawn svg').waitFor()
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true }))
      for (const link of await page.locator('main a[href]').all()) expect(await link.getAttribute('href')).not.toMatch(/^\s*javascript/i)
      for (const link of await page.locator('pre.mermaid a').all()) expect(await link.getAttribute('xlink:href') ?? '').not.toMatch(/javascript/i)
      await page.locator('pre.mermaid .node').first().click()
      expect(await page.evaluate(() => 'broken' in globalThis)).toBe(false)
      expect(wrong).toEqual([])
      await page.context().close()
    }
  })

  test("an author's diagram is drawn, and follows the theme", async () => {
    const { page, wrong } = await open(urlOf('größe 日次'))
    await page.locator('pre.mermaid.drawn svg').waitFor()
    expect(await page.locator('pre.mermaid').textContent()).toContain('Load')
    await page.locator('.theme').click()
    await page.locator('.theme').click()
    await page.locator('pre.mermaid.drawn svg').waitFor()
    expect(wrong).toEqual([])
  })

  test('a book of very many DAGs has only neighbours in its tree until it is asked', async () => {
    const many = await openSite(model(Array.from({ length: 520 }, (_, i) => dag(`dag_${i}`, { at: { file: `dags/area_${i % 7}/dag_${i}.ts`, line: 1, column: 1, endLine: 1, endColumn: 2 } }))), { base })
    try {
      const { page } = await many.open(`${base}dags/dag_3/`)
      expect(await page.locator('.tree-groups a').count()).toBe(74)
      await page.locator('.tree-filter').fill('dag_41')
      await page.locator('.tree-groups a', { hasText: 'dag_419' }).waitFor()
      // Only what is opened is drawn.
      await page.locator('.tree-filter').fill('')
      await expect.poll(() => page.locator('.tree-groups details').count()).toBe(7)
      expect(await page.locator('.tree-groups a').count()).toBe(74)
      await page.locator('.tree-groups summary', { hasText: 'area_5' }).click()
      await expect.poll(() => page.locator('.tree-groups a').count()).toBe(148)
      await page.locator('.tree-filter').fill('dag_41')
      await expect.poll(() => page.locator('.tree-groups a').count()).toBe(11)
    } finally {
      await many.close()
    }
  })

  test('an address that does not exist says so', async () => {
    const { page } = await open(`${base}nowhere/`)
    expect(await page.locator('h1').textContent()).toBe('Not found')
    await page.getByRole('link', { name: 'All DAGs', exact: true }).click()
    expect(await page.locator('h1').textContent()).toBe(book.title)
  })

  test('pages stay within their budget, with one request each for styles and script', async () => {
    const { page } = await open(urlOf('site_classification_daily_orchestrator'))
    expect(await page.locator('link[rel=stylesheet]').count()).toBe(1)
    expect(await page.locator('script').count()).toBe(1)
    const assets = readdirSync(join(out, 'assets')).map((name) => ({ name, bytes: gzipSync(readFileSync(join(out, 'assets', name))).length }))
    expect(assets.map(({ name }) => name.replace(/[-.].*\./, '.')).sort()).toEqual(['frame.css', 'main.js', 'palette.js'])
    const css = assets.find(({ name }) => name.endsWith('.css'))!.bytes, js = assets.filter(({ name }) => name.endsWith('.js')).reduce((sum, { bytes }) => sum + bytes, 0)
    expect(js).toBeLessThan(12_000)
    for (const { path, kind } of book.pages.filter((each) => each.kind !== 'not-found')) {
      const html = gzipSync(readFileSync(join(out, path, 'index.html'))).length
      expect(html + css, `${kind} ${path}`).toBeLessThan(30_000)
    }
  })
})

test('the same book gives the same site, and nothing is left where it was started', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dagbook-same-'))
  try {
    const small = await bookOf(model([dag('a')]), { templates })
    const [one, two] = await Promise.all(['one', 'two'].map(async (name) => {
      mkdirSync(join(folder, name))
      await buildSite({ book: small, search: searchIndexOf(model([dag('a')]), small.pages), textSearch: true, out: join(folder, name), siteSource: join(root, 'site') })
      return readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
        .map((entry) => [join(entry.parentPath, entry.name).slice(join(folder, name).length), readFileSync(join(entry.parentPath, entry.name), 'latin1')]).sort()
    }))
    expect(one).toEqual(two)
    expect(one!.length).toBeGreaterThan(6)
    expect(readdirSync('.')).not.toContain('.astro')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)
