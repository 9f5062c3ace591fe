// The site: Astro run as a library on a copy of `site/`, which lays out HTML that is ready. See README, "How it is built".
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Book, SearchIndex } from '#docs'
import { copyFolder } from './copy-folder.ts'
import { writeTextSearch } from './text-search.ts'
import { writeFile } from './write-file.ts'

/** What a site is built from. */
export interface SiteInput {
  readonly book: Book
  /** What the search palette finds by name. */
  readonly search: SearchIndex
  /** May the text of the pages be searched too? It takes time and room: see README, "Settings". */
  readonly textSearch: boolean
  /** An existing folder; files are added to it. */
  readonly out: string
  /** The folder `site/` of this package: it is copied, never written to. */
  readonly siteSource: string
  /** The folder with the bundled Mermaid (`mermaid.js` and its chunks); where it is missing, diagrams of authors stay text. */
  readonly mermaid?: string
  /** The folder with the bundled engine of the next runs (`next-runs.js`); where it is missing, pages have schedules in words only. */
  readonly runs?: string
  /** The folder with the bundled explorer of the fleet (`fleet.js`); where it is missing, its picture stays as it was built. */
  readonly explorer?: string
}

/** The folder of an installed package, found as Node would find it; works for packages that do not export their manifest. */
const packageFolder = (name: string): string => {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? []
  const found = places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, 'package.json')))
  if (found === undefined) throw new Error(`The package ${name} is not installed beside dagbook.`)
  return realpathSync(found)
}

/** Sets up a root of Astro's own, so that nothing is written into the package and no address depends on where it is installed. */
const prepare = (work: string, { book, siteSource, textSearch }: SiteInput): void => {
  for (const part of ['src', 'public']) copyFolder(join(siteSource, part), join(work, part))
  mkdirSync(join(work, 'node_modules'))
  // A junction needs no rights on Windows; elsewhere the type is ignored.
  symlinkSync(packageFolder('astro'), join(work, 'node_modules', 'astro'), 'junction')
  const pages = book.pages.map(({ markdown: _, ...page }) => page)
  writeFileSync(join(work, 'book.json'), JSON.stringify({ ...book, pages, hasTextSearch: textSearch }))
}

const runAstro = async (work: string, base: string): Promise<void> => {
  // `build()` itself reports to Astro's makers unless this is set before it is loaded.
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1'
  const { build } = await import('astro')
  await build({
    root: work,
    outDir: join(work, 'out'),
    cacheDir: join(work, 'cache'),
    configFile: false,
    logLevel: 'error',
    base,
    trailingSlash: 'always',
    build: { format: 'directory', inlineStylesheets: 'never', assets: 'assets' },
    devToolbar: { enabled: false },
    vite: {
      cacheDir: join(work, 'vite'),
      logLevel: 'error',
      css: { postcss: { plugins: [] } },
      resolve: { alias: { 'book-data': join(work, 'book.json') } },
      build: { assetsInlineLimit: 0 },
    },
  })
}

// Astro keeps state in its module: two builds at once would share it.
let last: Promise<unknown> = Promise.resolve()

/** What could not be made: why there is no full-text search, although it was asked for. */
export interface SiteResult {
  readonly noTextSearch?: string
}

/** Writes the site of a book into `out`. Builds that are asked for at once run one after another. */
export const buildSite = (input: SiteInput): Promise<SiteResult> => {
  const mine = last.then(() => buildAlone(input))
  last = mine.catch(() => undefined)
  return mine
}

/** There may be no pagefind for this machine; a book is a book without it. */
const tryTextSearch = async (book: Book, out: string): Promise<SiteResult> => {
  try {
    await writeTextSearch(book, out)
    return {}
  } catch (error) {
    rmSync(join(out, 'pagefind'), { recursive: true, force: true })
    return { noTextSearch: (error as Error).message }
  }
}

const buildAlone = async (input: SiteInput): Promise<SiteResult> => {
  const work = realpathSync(mkdtempSync(join(tmpdir(), 'dagbook-site-')))
  const out = resolve(input.out)
  const [mermaid, runs, explorer] = [input.mermaid, input.runs, input.explorer].map((folder) => (folder === undefined || !existsSync(folder) ? undefined : resolve(folder)))
  const started = process.cwd()
  try {
    prepare(work, input)
    // Astro puts what it makes on the way into the current folder, unless the output lies in it.
    process.chdir(work)
    const text = input.textSearch ? tryTextSearch(input.book, out) : {}
    try {
      await runAstro(work, input.book.base)
    } finally {
      await text
    }
    copyFolder(join(work, 'out'), out)
    writeFile(join(out, 'search.json'), JSON.stringify(input.search))
    writeFile(join(out, 'fleet', 'fleet.json'), JSON.stringify(input.book.fleet))
    if (explorer !== undefined) copyFolder(explorer, join(out, 'explorer'))
    if (runs !== undefined) copyFolder(runs, join(out, 'runs'))
    if (mermaid !== undefined && input.book.pages.some((page) => page.hasMermaid)) copyFolder(mermaid, join(out, 'mermaid'))
    return await text
  } finally {
    process.chdir(started)
    rmSync(work, { recursive: true, force: true })
  }
}
