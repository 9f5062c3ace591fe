// The index of the book's text: pagefind run over the HTML of the pages that are read, its files written beside the site.
import { join } from 'node:path'
import type { Book, Page } from '#docs'
import { escapeMarkup } from '#write'
import { oneAfterAnother } from './one-after-another.ts'
import { writeFile } from './write-file.ts'

/** Lists of other pages: their words would stand in the way of those pages. */
const lists: readonly Page['kind'][] = ['home', 'list', 'fleet', 'problems', 'not-found']
/** Text as it is read: names that may be broken into lines are whole, and cells, labels and values stand apart. */
const asRead = (html: string): string => html.replaceAll('<wbr>', '').replace(/<\/(?:t[dh]|d[dt]|li|span|summary)>/g, '$& ')

/** Drawings, and what is only there to be clicked. */
const left = ['svg', 'button', '.anchor', '.eyebrow', '.copy', '.filter', '.task-head', '.label', 'thead']
/** Pagefind comes with interfaces of its own, which the site does not use. */
const isNeeded = (path: string): boolean => !/^pagefind-(?:.*-)?(?:ui|highlight)\b/.test(path)

// All indexes of a process share one program beside it: who closes it closes it for all.
const inTurn = oneAfterAnother()

/** Indexes the text of a book and writes `pagefind/` into `out`. @throws {Error} where pagefind does not run on this machine. */
export const writeTextSearch = (book: Book, out: string): Promise<void> => inTurn(() => index(book, out))

const index = async (book: Book, out: string): Promise<void> => {
  const { createIndex, close } = await import('pagefind')
  try {
    // Ids are one word: `load_orders` is also found by `orders`.
    const { index: made, errors } = await createIndex({ forceLanguage: 'en', excludeSelectors: left, includeCharacters: '_' })
    if (made === undefined) throw new Error(errors.join('; '))
    for (const { url, title, html } of book.pages.filter((page) => !lists.includes(page.kind) && page.hidden !== true)) {
      const content = `<html lang="en"><head><title>${escapeMarkup(title)}</title></head><body>${asRead(html)}</body></html>`
      const added = await made.addHTMLFile({ url: url.slice(book.base.length), content })
      if (added.errors.length > 0) throw new Error(added.errors.join('; '))
    }
    const { files } = await made.getFiles()
    for (const { path, content } of files) if (isNeeded(path)) writeFile(join(out, 'pagefind', path), content)
  } finally {
    await close()
  }
}
