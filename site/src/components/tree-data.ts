// What the trees of all pages have in common, gathered once.
import book, { type NavEntry, type Page } from 'book-data'

/** From so many DAGs on, a page has only the neighbours of its own. */
const most = 500
/** Are there too many DAGs to put all of them on every page? */
export const isPart = book.nav.length >= most

const byFolder = new Map<string, NavEntry[]>()
for (const entry of book.nav) {
  const members = byFolder.get(entry.folder)
  if (members === undefined) byFolder.set(entry.folder, [entry])
  else members.push(entry)
}
/** The folders that a page shows, and the DAGs in them. */
export const foldersFor = (current: NavEntry | undefined): (readonly [folder: string, entries: readonly NavEntry[]])[] => {
  if (!isPart) return [...byFolder]
  return current === undefined ? [] : [[current.folder, byFolder.get(current.folder)!.slice(0, most)]]
}

const byDagId = new Map(book.nav.map((entry) => [entry.dagId, entry]))
/** The DAG that a page is about, or that its task group is in. */
export const dagOf = (page: Page): NavEntry | undefined =>
  (page.kind === 'group' ? book.nav.find((entry) => page.url.startsWith(entry.url)) : byDagId.get(page.dagId ?? ''))

/** The lists of the book. An author's own pages are few and there to be read: they stand in the tree; `isLong` lists have pages that come when the list is opened. */
export const sections = book.sections.map((section) => {
  const below = book.pages.filter((page) => page.kind !== 'list' && page.hidden !== true && page.path.startsWith(`${section.path}/`))
  const own = section.path === 'docs' ? below : []
  return { ...section, own, isLong: own.length === 0 && below.length > 0 }
})
