// Diagrams of authors under the strictest policy: drawn as Mermaid draws them, without a single inline style.
import { afterAll, beforeAll, expect, test, describe } from 'vitest'
import { dag, model } from '../fixtures/models.ts'
import { openSite, type BuiltSite } from './built-site.ts'
import { hasBrowser } from './chromium.ts'

const diagrams: Readonly<Record<string, string>> = {
  flowchart: 'flowchart LR\n  a[Load] -->|ok| b{Check}\n  b --> c((Done))\n  style a fill:#f9f,stroke:#333\n  classDef hot fill:#fa0\n  class c hot\n  subgraph later\n    d --> e\n  end',
  sequence: 'sequenceDiagram\n  participant A\n  A->>B: ask\n  Note over A,B: both\n  B-->>A: answer\n  loop every hour\n    A->>A: think\n  end',
  gantt: 'gantt\n  title Night\n  dateFormat HH:mm\n  section Load\n  orders :a, 01:00, 30m\n  rates :after a, 20m',
  state: 'stateDiagram-v2\n  [*] --> queued\n  queued --> running\n  running --> [*]',
  er: 'erDiagram\n  ORDERS ||--o{ LINES : has\n  ORDERS {\n    int id\n  }',
  pie: 'pie\n  "a" : 3\n  "b" : 5',
}
/** None of these parses. */
const broken: Readonly<Record<string, string>> = { 'no diagram': 'grph LR\n  a->>>b', 'broken line': 'flowchart LR\n  a --> b\n  b --> [[' }
let site: BuiltSite

describe.skipIf(!hasBrowser)('diagrams', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    site = await openSite(model(Object.entries({ ...diagrams, ...broken }).map(([name, text]) => dag(name, { doc: `\`\`\`mermaid\n${text}\n\`\`\`` }))))
  }, 120_000)
  afterAll(async () => site?.close())

  test.each(Object.keys(diagrams))('%s', async (name) => {
    const { page, wrong } = await site.open(site.urlOf(name))
    await page.locator('pre.mermaid.drawn svg').waitFor()
    const found = await page.evaluate(() => {
      const svg = document.querySelector('pre.mermaid svg')!
      const text = [...svg.querySelectorAll('text')].map((each) => getComputedStyle(each).fontFamily)
      return { fonts: [...new Set(text)], width: svg.getBoundingClientRect().width, styles: document.querySelectorAll('pre.mermaid style').length, fills: new Set([...svg.querySelectorAll('rect, path, circle, polygon')].map((each) => getComputedStyle(each).fill)).size }
    })
    expect(found.width).toBeGreaterThan(50)
    expect(found.fonts.join()).toContain('system-ui')
    expect(found.styles).toBe(0)
    // Without its styles every shape would be black.
    expect(found.fills).toBeGreaterThan(1)
    if (name === 'flowchart') expect(await page.locator('pre.mermaid .node[id*="flowchart-a-"] rect').first().evaluate((box) => getComputedStyle(box).fill)).toBe('rgb(255, 153, 255)')
    expect(wrong).toEqual([])
  })

  test.each(Object.entries(broken))('what does not parse stays text, and a line says so: %s', async (name, text) => {
    const { page, wrong } = await site.open(site.urlOf(name))
    await page.locator('.diagram-note').waitFor()
    const outside = (): Promise<string[]> => page.evaluate(() => [...document.body.children].map((each) => `${each.tagName} ${each.id}`).filter((each) => /mermaid|diagram/i.test(each)))
    for (const theme of ['light', 'dark']) {
      await page.evaluate((to) => { document.documentElement.dataset['theme'] = to }, theme)
      await page.waitForTimeout(300)
      expect(await page.locator('pre.mermaid').textContent()).toBe(`${text}\n`)
      expect(await page.locator('.diagram-note').allTextContents()).toEqual([expect.stringContaining('does not parse')])
      expect(await page.getByText('Syntax error').count()).toBe(0)
      expect(await page.locator('[id^="diagram-"], [id^="ddiagram-"]').count()).toBe(0)
      expect(await outside()).toEqual([])
    }
    if (name === 'broken line') expect(await page.locator('.diagram-note').textContent()).toContain('(line 3)')
    expect(wrong).toEqual([])
  })
})
