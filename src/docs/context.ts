// What every part of a page is made from: the model, where everything is, and how links are written in both forms.
import type { Layouts } from '#elk'
import { tableIdOf, filesOfDag, type Dag, type Model, type Problem, type Table, type Task } from '#model'
import { markup, type Markup } from '#write'
import { encodePath } from './address.ts'
import type { Directory, NamedKind, Target } from './directory.ts'
import { codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import { breakable, factMarkupFor, placeMarkupFor, type FactMarkup } from './fact-markup.ts'
import type { History } from './history.ts'
import type { BookLinks, Origin } from './links.ts'
import type { Ownership } from './ownership.ts'
import { markdownFile } from './page.ts'
import { relationsOf, type Relation } from './relations.ts'

/** What pages are made from. */
export interface BookContext {
  readonly model: Model
  readonly base: string
  readonly facts: FactMarkup
  /** Where everything goes in graphs that were laid out before. */
  readonly layouts: Layouts | undefined
  readonly history: History | undefined
  readonly ownership: Ownership
  readonly directory: Directory
  readonly dag: (dagId: string) => Dag | undefined
  /** A task by its id, with its DAG. */
  readonly task: (id: string) => { readonly dag: Dag; readonly task: Task } | undefined
  /** A table by its name, however it is spelled. */
  readonly table: (name: string) => Table | undefined
  /** The relations that lead away from a DAG and those that lead to it. */
  readonly relationsOf: (dagId: string) => { readonly away: readonly Relation[]; readonly toward: readonly Relation[] }
  /** The problems in the files of a DAG. */
  readonly problemsOf: (dag: Dag) => readonly Problem[]
  /** The address of a page, of a place on it. */
  readonly url: (path: string, anchor?: string) => string
  /** A name, as a link where the book has its page. */
  readonly link: (kind: NamedKind, name: string, text?: string) => Markup
}
/** The same, on one page: links in Markdown are relative. */
export interface PageContext extends BookContext {
  /** The path of the page. */
  readonly path: string
  /** A name as Markdown, as a link where the book has its page. */
  readonly linkMarkdown: (kind: NamedKind, name: string, text?: string) => string
  /** The Markdown address of a page, of a place on it. */
  readonly relative: (target: Target) => string
  /** The address of the page whose Markdown file `href` leads to from this one; undefined where there is none. */
  readonly pageLink: (href: string) => string | undefined
  /** An author's Markdown with its links leading from this page to where they should. */
  readonly adopt: (text: string, origin: Origin) => string
}

/** The way from the file of one page to that of another, percent-encoded. */
export const relativeFile = (from: string, to: string): string => {
  const here = markdownFile(from).split('/').slice(0, -1), there = markdownFile(to).split('/')
  let shared = 0
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++
  return '../'.repeat(here.length - shared) + encodePath(there.slice(shared).join('/'))
}

const byFile = (problems: readonly Problem[]): ReadonlyMap<string, Problem[]> => {
  const files = new Map<string, Problem[]>()
  for (const problem of problems) {
    if (problem.at === undefined) continue
    const list = files.get(problem.at.file)
    if (list === undefined) files.set(problem.at.file, [problem])
    else list.push(problem)
  }
  return files
}

const relationIndex = (model: Model): BookContext['relationsOf'] => {
  const index = new Map<string, { away: Relation[]; toward: Relation[] }>()
  const of = (dagId: string): { away: Relation[]; toward: Relation[] } => {
    const found = index.get(dagId) ?? { away: [], toward: [] }
    index.set(dagId, found)
    return found
  }
  for (const relation of relationsOf(model)) {
    of(relation.from).away.push(relation)
    of(relation.to).toward.push(relation)
  }
  return (dagId) => index.get(dagId) ?? { away: [], toward: [] }
}

// Names of people and topics are words; everything else is a name in code.
const inWords: ReadonlySet<NamedKind> = new Set(['owner', 'tag', 'doc', 'term'])

/** The name of a table without the expressions that the scheduler renders in it: they are too long for a line. */
const shortName = (name: string): string => name.replace(/\{\{.*?\}\}/gs, '{{…}}')

/** Gathers what the parts of all pages need. `base` begins and ends with `/`. */
export const bookContext = (model: Model, directory: Directory, ownership: Ownership, { base, sourceUrl, layouts, history }: Pick<BookContext, 'base' | 'layouts' | 'history'> & { readonly sourceUrl: string | undefined }): BookContext => {
  const problems = byFile(model.problems)
  const dags = new Map(model.dags.map((dag) => [dag.dagId, dag]))
  const tables = new Map(model.tables.map((table) => [table.id, table]))
  const tasks = new Map(model.dags.flatMap((dag) => dag.tasks.map((task) => [task.id, { dag, task }] as const)))
  const url = (path: string, anchor?: string): string => base + (path === '' ? '' : `${encodePath(path)}/`) + (anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`)
  return {
    model, base, ownership, directory, url, layouts, history,
    facts: factMarkupFor(placeMarkupFor(sourceUrl)),
    dag: (dagId) => dags.get(dagId),
    task: (id) => tasks.get(id),
    table: (name) => tables.get(tableIdOf(name)),
    relationsOf: relationIndex(model),
    problemsOf: (dag) => filesOfDag(dag).flatMap((file) => problems.get(file) ?? []),
    link: (kind, name, text = kind === 'table' ? shortName(name) : name) => {
      const target = directory.find(kind, name)
      const shown = inWords.has(kind) ? markup`${text}` : target === undefined ? markup`<code class="elsewhere" title="not in this project">${breakable(text)}</code>` : markup`<code>${breakable(text)}</code>`
      return target === undefined ? shown : markup`<a href="${url(target.path, target.anchor)}"${text !== name && markup` title="${name}"`}>${shown}</a>`
    },
  }
}

/** The context on one page of a book with these links. */
export const onPage = (context: BookContext, path: string, links: BookLinks): PageContext => {
  const relative = (target: Target): string => `${target.path === path ? '' : relativeFile(path, target.path)}${target.anchor === undefined ? '' : `#${target.anchor}`}`
  return {
    ...context, path, relative,
    pageLink: (href) => {
      const found = links.find(href, path)
      return found === undefined ? undefined : context.url(found.path, found.anchor)
    },
    adopt: (text, origin) => links.adopt(text, { path, relative }, origin),
    linkMarkdown: (kind, name, text = name) => {
      const target = context.directory.find(kind, name)
      const shown = inWords.has(kind) ? escapeMarkdown(text) : codeMarkdown(text)
      return target === undefined || shown === '' ? shown : `[${shown}](${relative(target) || relativeFile(path, path)})`
    },
  }
}
