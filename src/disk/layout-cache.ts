// Where everything in the graphs of the last books went, kept in `.dagbook/cache`: only graphs of a new shape are laid out again.
import type { Layout, Layouts } from '#elk'
import { openEntry, shortHash } from './cache-entry.ts'
import { programHash } from './library.ts'

/** Layouts that outlive the program. They are numbers only, whatever the graphs say. */
export interface LayoutCache extends Layouts {
  /** Keeps what was found or made since the cache was opened, and of the rest what there is room for. */
  readonly save: () => void
}

/** The largest size of all layouts together, in characters of JSON; the least recently used ones go first. */
const mostRoom = 32_000_000
/** Those of this program, and of the one before. */
const maxEntries = 2

type Kept = readonly (readonly [hash: string, layout: Layout])[]

/** The layouts of the project at `root`. */
export const openLayouts = (root: string): LayoutCache => {
  const entry = openEntry<object>(root, 'layouts', shortHash(JSON.stringify(['layouts/1', programHash()])), maxEntries)
  let isChanged = false, known: Map<string, Layout> | undefined
  const used = new Map<string, Layout>()
  const before = (): Map<string, Layout> => (known ??= new Map((entry.find(() => true) ?? []) as Kept))
  return {
    find: (shape) => {
      const hash = shortHash(shape), found = used.get(hash) ?? before().get(hash)
      if (found !== undefined) used.set(hash, found)
      return found
    },
    keep: (shape, layout) => {
      used.set(shortHash(shape), layout)
      isChanged = true
    },
    save: () => {
      if (!isChanged) return
      let room = mostRoom
      const kept = [...new Map([...used, ...before()])].filter((each) => (room -= JSON.stringify(each).length) >= 0)
      entry.keep({}, kept)
      isChanged = false
    },
  }
}
