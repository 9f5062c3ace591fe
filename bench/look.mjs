// A page as a reader gets it: requests, weight, and what Chromium tells of its first second.
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { importTypeScript, root } from '../scripts/bundle.mjs'

const { serve } = await importTypeScript(join(root, 'test/browser/serve.ts'))
const { hasBrowser, launchBrowser } = await importTypeScript(join(root, 'test/browser/chromium.ts'))

const observe = () => {
  globalThis.seen = { shift: 0, blocked: 0 }
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.seen.shift += entry.value }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.seen.blocked += Math.max(0, entry.duration - 50) }).observe({ type: 'longtask', buffered: true })
}

const visit = async (browser, address) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(observe)
  const answers = []
  page.on('response', (response) => answers.push(response))
  await page.goto(address, { waitUntil: 'networkidle' })
  const bodies = await Promise.all(answers.map((response) => response.body()))
  const { paint, seen } = await page.evaluate(() => ({ paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN, seen: globalThis.seen }))
  await context.close()
  return { requests: answers.length, kilobytes: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000, paint, shift: seen.shift, blocked: seen.blocked }
}

const middle = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

/** Looks at one page of a site five times and gives the median of each figure; undefined without a browser. */
export const lookAt = async (folder, path) => {
  if (!hasBrowser) return undefined
  const server = await serve(folder, '/'), browser = await launchBrowser()
  try {
    const visits = []
    for (let i = 0; i < 5; i++) visits.push(await visit(browser, `${server.origin}/${path}`))
    return Object.fromEntries(Object.keys(visits[0]).map((key) => [key, middle(visits.map((each) => each[key]))]))
  } finally {
    await browser.close()
    server.close()
  }
}
