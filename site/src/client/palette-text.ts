// Full-text search: pagefind's own reader, loaded with the first words that are typed.

/** A place in the book whose text holds the words. */
export interface TextResult {
  readonly title: string
  readonly url: string
  /** The text around the words: every second piece is one of them. */
  readonly pieces: readonly string[]
}

interface Place { readonly title: string; readonly url: string; readonly excerpt: string; readonly locations?: readonly number[] }
interface Data { readonly url: string; readonly excerpt: string; readonly meta: { readonly title?: string }; readonly sub_results: readonly Place[] }
interface Reader {
  readonly options: (options: { readonly baseUrl: string; readonly excerptLength: number }) => Promise<void>
  readonly search: (words: string) => Promise<{ readonly results: readonly { readonly data: () => Promise<Data> }[] }>
}

let reader: Promise<Reader | undefined> | undefined

const load = async (base: string): Promise<Reader | undefined> => {
  try {
    const loaded = (await import(/* @vite-ignore */ `${base}pagefind/pagefind.js`)) as Reader
    await loaded.options({ baseUrl: base, excerptLength: 16 })
    return loaded
  } catch {
    // A book without it is searched by name only.
    return undefined
  }
}

/** Pagefind marks words with tags; what lies between is text, of which some versions escape angle brackets. */
const piecesOf = (excerpt: string): string[] =>
  excerpt.split(/<\/?mark>/).map((piece) => piece.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'))

const resultOf = ({ url, excerpt, meta, sub_results: places }: Data): TextResult => {
  const page = meta.title ?? url
  const best = [...places].sort((a, b) => (b.locations?.length ?? 0) - (a.locations?.length ?? 0))[0]
  if (best === undefined || best.url === url || best.title === page) return { title: page, url, pieces: piecesOf(excerpt) }
  return { title: `${page} › ${best.title}`, url: best.url, pieces: piecesOf(best.excerpt) }
}

/** The first places whose text holds the words. */
export const findText = async (base: string, words: string, most: number): Promise<readonly TextResult[]> => {
  const pagefind = await (reader ??= load(base))
  if (pagefind === undefined) return []
  const { results } = await pagefind.search(words)
  return (await Promise.all(results.slice(0, most).map((result) => result.data()))).map(resultOf)
}
