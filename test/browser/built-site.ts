// A built site in a real browser, for the tests: served below a base and under the strictest policy that a server may ask for.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { buildSite } from '#disk'
import { bookOf, searchIndexOf, type Book, type BookOptions } from '#docs'
import type { Model } from '#model'
import { templates } from '../fixtures/templates.ts'
import { launchBrowser } from './chromium.ts'
import { serve, strictPolicy } from './serve.ts'

const root = join(import.meta.dirname, '../..')

/** What a page is opened with. */
export interface OpenOptions {
  readonly width?: number
  readonly dark?: boolean
  readonly script?: boolean
  readonly context?: BrowserContextOptions
}
/** A site that is served, and a browser to look at it. */
export interface BuiltSite {
  readonly book: Book
  /** The folder that it was built into. */
  readonly out: string
  readonly origin: string
  readonly browser: Browser
  /** The address of a DAG's page. */
  readonly urlOf: (dagId: string) => string
  /** Opens a page, and collects what goes wrong on it: errors, dialogs, answers that are none, requests that leave the site, breaches of the policy. */
  readonly open: (url: string, options?: OpenOptions) => Promise<{ readonly page: Page; readonly wrong: string[] }>
  readonly close: () => Promise<void>
}

/** Builds the site of a model and serves it. */
export const openSite = async (model: Model, { base = '/', ...options }: Partial<BookOptions> & { readonly base?: string } = {}): Promise<BuiltSite> => {
  const work = mkdtempSync(join(tmpdir(), 'dagbook-browser-'))
  const out = join(work, 'site')
  mkdirSync(out)
  const { bundleSiteScripts } = (await import(pathToFileURL(join(root, 'scripts/site-scripts.mjs')).href)) as { bundleSiteScripts: (outdir: string) => Promise<unknown> }
  await bundleSiteScripts(work)
  const book = await bookOf(model, { templates, base, ...options })
  await buildSite({ book, search: searchIndexOf(model, book.pages), textSearch: true, out, siteSource: join(root, 'site'), mermaid: join(work, 'mermaid'), runs: join(work, 'runs'), explorer: join(work, 'explorer') })
  const { origin, close } = await serve(out, base, { 'content-security-policy': strictPolicy })
  const browser = await launchBrowser()
  const open: BuiltSite['open'] = async (url, { width = 1440, dark = false, script = true, context: more } = {}) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: script, reducedMotion: 'reduce', ...more })
    const page = await context.newPage()
    const wrong: string[] = []
    page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text()) })
    page.on('pageerror', (error) => wrong.push(String(error)))
    page.on('dialog', (dialog) => { wrong.push(`dialog: ${dialog.message()}`); void dialog.dismiss() })
    page.on('request', (request) => { if (!request.url().startsWith(`${origin}${base}`)) wrong.push(`asks for ${request.url()}`) })
    page.on('response', (response) => { if (response.status() >= 400 && !url.endsWith('nowhere/')) wrong.push(`${response.status()} ${response.url()}`) })
    await page.goto(origin + url)
    return { page, wrong }
  }
  return {
    book, out, origin, browser, open,
    urlOf: (dagId) => book.pages.find((page) => page.kind === 'dag' && page.dagId === dagId)!.url,
    close: async () => {
      await browser.close()
      close()
      rmSync(work, { recursive: true, force: true })
    },
  }
}
