// The site: Astro run as a library on a copy of `site/`, which lays out HTML that is ready. See README, "How it is built".
import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Book, SearchIndex } from '#docs'
import { openWorkshop } from './astro.ts'
import { copyFolder } from './copy-folder.ts'
import { cleaningUp } from './interrupt.ts'
import { writeTextSearch } from './text-search.ts'
import { writerInto } from './write-file.ts'

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
  /** The folder with what draws graphs anew (`graph.js`, `fleet.js`); where it is missing, they stay as they were built. */
  readonly explorer?: string
}

/** What pages are made from: a book without what they do not show. */
export const shownBook = (book: Book, textSearch: boolean): object =>
  ({ ...book, pages: book.pages.map(({ markdown: _, data: __, ...page }) => page), hasTextSearch: textSearch })

/** What a site has besides its pages and their assets, by path. */
export const dataFiles = (book: Book, search: SearchIndex): ReadonlyMap<string, unknown> => new Map<string, unknown>([
  ['search.json', search],
  // All DAGs: for the tree, when it is filtered or grouped otherwise, and for books that have too many to put them on every page.
  ['nav.json', book.nav.map(({ dagId, url, folder, owners, tags }) => ({ dagId, url, folder, owners, tags }))],
  ...book.pages.flatMap(({ path, data = {} }) => Object.entries(data).map(([name, part]) => [path === '' ? `${name}.json` : `${path}/${name}.json`, part] as const)),
])

/** What could not be made: why there is no full-text search, although it was asked for. */
export interface SiteResult {
  readonly noTextSearch?: string
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

/** Writes the site of a book into `out`. */
export const buildSite = async (input: SiteInput): Promise<SiteResult> => {
  const { book } = input, out = resolve(input.out)
  const [mermaid, runs, explorer] = [input.mermaid, input.runs, input.explorer].map((folder) => (folder === undefined || !existsSync(folder) ? undefined : resolve(folder)))
  const workshop = openWorkshop(input.siteSource)
  return cleaningUp(workshop.close, async () => {
    const text = input.textSearch ? tryTextSearch(book, out) : {}
    try {
      await workshop.build({ base: book.base, book: shownBook(book, input.textSearch), out })
    } finally {
      await text
    }
    const write = writerInto(out)
    for (const [path, part] of dataFiles(book, input.search)) write(path, JSON.stringify(part))
    if (explorer !== undefined) copyFolder(explorer, join(out, 'explorer'))
    if (runs !== undefined) copyFolder(runs, join(out, 'runs'))
    if (mermaid !== undefined && book.pages.some((page) => page.hasMermaid)) copyFolder(mermaid, join(out, 'mermaid'))
    return text
  }).finally(workshop.close)
}
