// Front matter: data on top of a Markdown document. gray-matter would run JavaScript found there; here it gets YAML and JSON and nothing else.
import matter from 'gray-matter'

/** A document without its front matter, and what stood there; `wrong` says why it could not be read. */
export interface Document {
  readonly data: Readonly<Record<string, unknown>>
  readonly text: string
  readonly wrong?: string
  /** How many lines stand before the text; left out where it is the whole document. */
  readonly textLine?: number
}

const longest = 20_000
const refuse = (): never => {
  throw new Error('front matter may be YAML or JSON')
}
// gray-matter knows these by itself and would evaluate them; every other language it refuses.
const engines = { javascript: refuse, js: refuse, coffee: refuse, coffeescript: refuse, cson: refuse }

const isPlain = (data: unknown): data is Record<string, unknown> => typeof data === 'object' && data !== null && !Array.isArray(data)

/** Splits a document. Reading never fails: what cannot be read is taken off all the same and said in `wrong`. */
export const splitFrontMatter = (text: string): Document => {
  const opening = /^---[^\S\n]*(\w[\w-]*)?[^\S\n]*\r?\n/.exec(text)
  if (opening === null) return { data: {}, text }
  const closing = /\r?\n---[^\S\n]*(?:\r?\n|$)/.exec(text.slice(3))
  // A rule at the top of a document that is never closed is just a rule.
  if (closing === null) return { data: {}, text }
  const end = 3 + closing.index + closing[0].length
  const rest = text.slice(end), textLine = text.slice(0, end).split('\n').length - 1
  if (end > longest) return { data: {}, text: rest, textLine, wrong: `The front matter is longer than ${longest} characters.` }
  const language = opening[1]?.toLowerCase() ?? 'yaml'
  if (!['yaml', 'yml', 'json'].includes(language)) return { data: {}, text: rest, textLine, wrong: `The front matter is \`${language}\`: expected YAML or JSON.` }
  try {
    // Options are given, so gray-matter keeps nothing between calls.
    const data: unknown = matter(text.slice(0, end), { engines, language }).data
    if (isPlain(data)) return { data, text: rest, textLine }
    // Prose between two rules is prose.
    return opening[1] === undefined ? { data: {}, text } : { data: {}, text: rest, textLine, wrong: 'The front matter is not a list of keys and values.' }
  } catch (error) {
    const [reason] = String((error as Error).message).split('\n')
    return { data: {}, text: rest, textLine, wrong: `The front matter cannot be read: ${reason}.` }
  }
}
