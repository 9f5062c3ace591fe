// The pages of a book that changes: Astro compiles the layouts once, and then each page is made when somebody asks for it.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Book } from '#docs'
import { openWorkshop } from './astro.ts'
import { shownBook } from './site.ts'

/** Makes pages of a book as it is at the moment. */
export interface LivePages {
  /** The HTML of the page at `path`; that of the page for what is not there where there is none. */
  readonly render: (book: Book, path: string) => Promise<string>
  /** The folder with the styles and scripts of all pages, as they lie below the base. */
  readonly assets: string
  readonly close: () => void
}

interface Renderer { readonly render: (address: string, book: object) => Promise<string> }

/** Compiles the layouts in `siteSource` for addresses below `base`. */
export const openLivePages = async (siteSource: string, base: string): Promise<LivePages> => {
  const workshop = openWorkshop(siteSource)
  try {
    await workshop.build({ base, data: join(workshop.folder, 'src/live/book.ts'), server: join(workshop.folder, 'src/live/server.ts') })
    const renderer = (await import(pathToFileURL(join(workshop.folder, 'out/server/entry.mjs')).href)) as Renderer
    let shown: { readonly of: Book; readonly book: object } | undefined
    return {
      assets: join(workshop.folder, 'out/client'),
      render: (book, path) => {
        if (shown?.of !== book) shown = { of: book, book: shownBook(book, false) }
        return renderer.render(`http://localhost${base}${path === '' ? '' : `${path.split('/').map(encodeURIComponent).join('/')}/`}`, shown.book)
      },
      close: workshop.close,
    }
  } catch (error) {
    workshop.close()
    throw error
  }
}
