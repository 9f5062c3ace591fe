// What a book consists of, and what every part of a page is made from.
import type { Dag, Model, Place, Problem } from '#model'
import { markup, type Markup } from '#write'
import { encodePath, segmentsOf } from './address.ts'
import { codeMarkdown } from './escape-markdown.ts'
import { breakable, factMarkupFor, placeMarkupFor, type FactMarkup } from './fact-markup.ts'
import type { Heading } from './markdown.ts'
import { relationsOf, type Relation } from './relations.ts'

/** One page: its Markdown for `docs/`, its HTML for the site. */
export interface Page {
  /** `''`, `dags/etl`, `problems`, `404`: the site's folder, and with `.md` the file below `docs/` (`index` for the first). */
  readonly path: string
  /** The address, base included. */
  readonly url: string
  readonly kind: 'home' | 'dag' | 'problems' | 'not-found'
  readonly title: string
  /** One sentence for search engines and previews. */
  readonly description: string
  readonly dagId?: string
  readonly markdown: string
  readonly html: string
  readonly headings: readonly Heading[]
  /** Holds a diagram that the page has to draw with Mermaid. */
  readonly hasMermaid: boolean
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
/** Everything that the site shows. */
export interface Book {
  readonly title: string
  readonly base: string
  readonly sourceUrl?: string
  readonly nav: readonly NavEntry[]
  readonly problemCount: number
  readonly pages: readonly Page[]
  /** What was wrong with templates and documents; the model's own problems are not among them. */
  readonly problems: readonly Problem[]
}

/** A piece of a page in both its forms. */
export interface Part {
  readonly markdown: string
  readonly html: Markup
}

/** What parts are made from: the model, and where everything is. */
export interface BookContext {
  readonly model: Model
  readonly base: string
  readonly facts: FactMarkup
  readonly relations: readonly Relation[]
  /** The problems in the files of a DAG. */
  readonly problemsOf: (dag: Dag) => readonly Problem[]
  /** `dags/<segment>` for a DAG of the model. */
  readonly dagPath: (dagId: string) => string | undefined
  /** The address of a page. */
  readonly url: (path: string) => string
  /** The address of the page whose Markdown file `href` leads to from the file at `from`; undefined where there is none. */
  readonly pageLink: (href: string, from: string) => string | undefined
  /** A DAG's id, as a link where the model has it. */
  readonly dagLink: (dagId: string) => Markup
  /** The same as Markdown, from the page at `from`. */
  readonly dagLinkMarkdown: (dagId: string, from: string) => string
}

/** The Markdown file of a page. */
export const markdownFile = (path: string): string => `${path === '' ? 'index' : path}.md`

const relativePath = (from: string, to: string): string => {
  const up = from.split('/').length - 1
  const [folder] = from.split('/')
  return up > 0 && to.startsWith(`${folder}/`) ? to.slice(folder!.length + 1) : '../'.repeat(up) + to
}

/** A relative path of a file, seen from the file at `from`. */
const resolved = (from: string, file: string): string => {
  const folders = from.split('/').slice(0, -1)
  for (const step of file.split('/')) {
    if (step === '..') folders.pop()
    else if (step !== '.') folders.push(step)
  }
  return folders.join('/')
}

const byFile = (problems: readonly Problem[]): ReadonlyMap<string, Problem[]> => {
  const files = new Map<string, Problem[]>()
  for (const problem of problems) if (problem.at !== undefined) files.set(problem.at.file, [...(files.get(problem.at.file) ?? []), problem])
  return files
}

/** Gathers what the parts of all pages need. `base` begins and ends with `/`. */
export const bookContext = (model: Model, base: string, sourceUrl: string | undefined): BookContext => {
  const segments = segmentsOf(model.dags.map((dag) => dag.dagId))
  const problems = byFile(model.problems)
  const dagPath = (dagId: string): string | undefined => {
    const segment = segments.get(dagId)
    return segment === undefined ? undefined : `dags/${segment}`
  }
  const files = new Map(['', 'problems', ...model.dags.map((dag) => dagPath(dag.dagId)!)].map((path) => [encodePath(markdownFile(path)), path]))
  const url = (path: string): string => base + (path === '' ? '' : `${encodePath(path)}/`)
  const places = (dag: Dag): Place[] => [dag.at, ...dag.tasks.map((task) => task.at)].filter((at) => at !== undefined)
  return {
    model, base, dagPath, url,
    facts: factMarkupFor(placeMarkupFor(sourceUrl)),
    relations: relationsOf(model),
    problemsOf: (dag) => [...new Set(places(dag).map((at) => at.file))].flatMap((file) => problems.get(file) ?? []),
    pageLink: (href, from) => {
      const [file = '', anchor] = href.split('#')
      const path = /^[^/:]+(\/[^/:]+)*\.md$/.test(file) ? files.get(resolved(from, file)) : undefined
      return path === undefined ? undefined : url(path) + (anchor === undefined ? '' : `#${anchor}`)
    },
    dagLink: (dagId) => {
      const path = dagPath(dagId)
      return path === undefined ? markup`<code class="elsewhere" title="not in this project">${breakable(dagId)}</code>` : markup`<a href="${url(path)}"><code>${breakable(dagId)}</code></a>`
    },
    dagLinkMarkdown: (dagId, from) => {
      const path = dagPath(dagId)
      return path === undefined ? codeMarkdown(dagId) : `[${codeMarkdown(dagId)}](${encodePath(relativePath(from, markdownFile(path)))})`
    },
  }
}
