// What a book consists of: pages in two forms, and the lists that lead to them.
import type { Dag, Problem } from '#model'
import type { Markup } from '#write'
import type { Heading } from './markdown.ts'

/** What a page is about. A `list` has all tables, all owners …; a `doc` is a Markdown file of the project's own. */
export type PageKind = 'home' | 'dag' | 'group' | 'table' | 'pipeline' | 'owner' | 'tag' | 'doc' | 'glossary' | 'list' | 'fleet' | 'problems' | 'not-found'
/** One page: its Markdown for `docs/`, its HTML for the site. */
export interface Page {
  /** `''`, `dags/etl`, `problems`, `404`: the site's folder, and with `.md` the file below `docs/` (`index` for the first). */
  readonly path: string
  /** The address, base included. */
  readonly url: string
  readonly kind: PageKind
  readonly title: string
  /** One sentence for search engines and previews. */
  readonly description: string
  readonly dagId?: string
  readonly markdown: string
  readonly html: string
  readonly headings: readonly Heading[]
  /** Holds a diagram that the page has to draw with Mermaid. */
  readonly hasMermaid: boolean
  /** What lies beside the page for its scripts, by name. */
  readonly data?: Readonly<Record<string, object>>
  /** Not to be found by search. */
  readonly hidden?: true
}
/** A DAG in the list beside every page. */
export interface NavEntry {
  readonly dagId: string
  readonly url: string
  readonly kind: Dag['kind']
  readonly folder: string
  readonly owners: readonly string[]
  readonly tags: readonly string[]
  readonly problems: number
}
/** A list page that every page leads to. */
export interface Section {
  readonly title: string
  /** The path of its page: `tables`. */
  readonly path: string
  readonly url: string
  /** How many things it lists. */
  readonly count: number
}
/** Everything that the site shows. */
export interface Book {
  readonly title: string
  readonly base: string
  readonly sourceUrl?: string
  readonly nav: readonly NavEntry[]
  readonly sections: readonly Section[]
  readonly problemCount: number
  readonly pages: readonly Page[]
  /** What was wrong with templates and documents; the model's own problems are not among them. */
  readonly problems: readonly Problem[]
}

/** A piece of a page in both its forms. */
export interface Part {
  readonly markdown: string
  readonly html: Markup
  /** What a script may ask for to draw the piece anew: lies beside the page, as JSON under the piece's name. */
  readonly data?: object
}

/** The Markdown file of a page. */
export const markdownFile = (path: string): string => `${path === '' ? 'index' : path}.md`
