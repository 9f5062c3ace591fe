// What the trees of all pages have in common, gathered once for a book.
import book, { type NavEntry, type Page, type Section } from 'book-data'

/** From so many DAGs on, a page has only the neighbours of its own. */
const most = 500

interface TreeSection extends Section {
  /** An author's own pages are few and there to be read: they stand in the tree. */
  readonly own: readonly Page[]
  /** The list has pages that come when it is opened. */
  readonly isLong: boolean
}
/** What all trees of a book have in common. */
interface TreeData {
  readonly nav: readonly NavEntry[]
  /** Are there too many DAGs to put all of them on every page? */
  readonly isPart: boolean
  readonly byFolder: ReadonlyMap<string, readonly NavEntry[]>
  readonly byDagId: ReadonlyMap<string, NavEntry>
  readonly sections: readonly TreeSection[]
}

const gathered = (): TreeData => {
  const byFolder = new Map<string, NavEntry[]>()
  for (const entry of book.nav) {
    const members = byFolder.get(entry.folder)
    if (members === undefined) byFolder.set(entry.folder, [entry])
    else members.push(entry)
  }
  const sections = book.sections.map((section) => {
    const below = book.pages.filter((page) => page.kind !== 'list' && page.hidden !== true && page.path.startsWith(`${section.path}/`))
    const own = section.path === 'docs' ? below : []
    return { ...section, own, isLong: own.length === 0 && below.length > 0 }
  })
  return { nav: book.nav, isPart: book.nav.length >= most, byFolder, byDagId: new Map(book.nav.map((entry) => [entry.dagId, entry])), sections }
}

let kept: TreeData | undefined

/** What all trees have in common; a book that has changed under `dagbook dev` is gathered anew. */
export const treeData = (): TreeData => {
  if (kept?.nav !== book.nav) kept = gathered()
  return kept
}

/** The folders that a page shows, and the DAGs in them. */
export const foldersFor = ({ isPart, byFolder }: TreeData, current: NavEntry | undefined): (readonly [folder: string, entries: readonly NavEntry[]])[] => {
  if (!isPart) return [...byFolder]
  return current === undefined ? [] : [[current.folder, byFolder.get(current.folder)!.slice(0, most)]]
}

/** The DAG that a page is about, or that its task group is in. */
export const dagOf = ({ nav, byDagId }: TreeData, page: Page): NavEntry | undefined =>
  (page.kind === 'group' ? nav.find((entry) => page.url.startsWith(entry.url)) : byDagId.get(page.dagId ?? ''))
