// The index of names: loaded when the palette is opened for the first time, searched in the page.
import { match, type Match } from './palette-match.ts'

type Name = string | readonly [name: string, anchor: string]
interface Index {
  readonly pages: readonly (readonly [kind: string, name: string, address?: string])[]
  readonly folders: Readonly<Record<string, string>>
  readonly parts: readonly { readonly kind: string; readonly anchor: string; readonly on: readonly (readonly [page: number, ...names: Name[]])[] }[]
}

/** Something that can be found by its name. */
export interface Entry {
  readonly kind: string
  readonly name: string
  readonly lower: string
  readonly url: string
  /** The page that it is on, where it is not a page itself. */
  readonly page: string
  readonly pageLower: string
}
/** An entry that answers what was typed. */
export interface Found extends Match { readonly entry: Entry }

const expand = (index: Index, base: string): Entry[] => {
  const urls = index.pages.map(([kind, name, address]) => base + (address ?? `${index.folders[kind] ?? ''}${encodeURIComponent(name)}/`))
  const pages = index.pages.map(([kind, name], i): Entry => ({ kind, name, lower: name.toLowerCase(), url: urls[i]!, page: '', pageLower: '' }))
  const parts = index.parts.flatMap(({ kind, anchor, on }) => on.flatMap(([number, ...names]) => {
    const page = pages[number]!
    return names.map((given): Entry => {
      const [name, id] = typeof given === 'string' ? [given, anchor + given] : given
      return { kind, name, lower: name.toLowerCase(), url: `${page.url}#${encodeURIComponent(id)}`, page: page.name, pageLower: page.lower }
    })
  }))
  return [...pages, ...parts]
}

/** Fetches the index. It rejects where that fails; asked again, it tries again. */
export const loadEntries = async (base: string): Promise<readonly Entry[]> => {
  const answer = await fetch(`${base}search.json`)
  if (!answer.ok) throw new Error(String(answer.status))
  return expand((await answer.json()) as Index, base)
}

/** The entries that answer, best first; `kind` keeps to one kind. */
export const find = (entries: readonly Entry[], typed: string, kind: string | undefined): Found[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found: Found[] = []
  for (const entry of entries) {
    if (kind !== undefined && entry.kind !== kind) continue
    const answer = words.length === 0 ? { score: 0, marks: [], isLoose: false } : match(words, entry.lower, entry.pageLower)
    // A page stands before what is on pages when both answer equally well.
    if (answer !== undefined) found.push({ ...answer, entry, score: answer.score + (entry.page === '' ? 5 : 0) })
  }
  // Letters here and there are for who does not know the name: they only stand where nothing has the words.
  const kept = found.some((each) => !each.isLoose) ? found.filter((each) => !each.isLoose) : found
  return kept.sort((a, b) => b.score - a.score || (a.entry.name < b.entry.name ? -1 : a.entry.name > b.entry.name ? 1 : 0))
}
