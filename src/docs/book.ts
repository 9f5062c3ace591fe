// The book: every page of a model, rendered from the Markdown templates once for `docs/` and once for the site.
import { tidyProblems, type Dag, type Model, type Value } from '#model'
import { markup, type Markup } from '#write'
import { encodePath } from './address.ts'
import { bookContext, markdownFile, type Book, type BookContext, type NavEntry, type Page, type Part } from './page.ts'
import { dagSchedule, kindWords, purposeOf } from './dag-words.ts'
import { factWords } from './fact-words.ts'
import { markdownHtml, partFence, type Heading } from './markdown.ts'
import { documentationPart } from './part-documentation.ts'
import { graphPart } from './part-graph.ts'
import { factsPart, headingPart } from './part-head.ts'
import { allProblemsPart, dagsPart, summaryPart } from './part-home.ts'
import { callbacksPart, internalsPart, paramsPart, problemsPart, relationsPart, settingsPart, tablesPart } from './part-settings.ts'
import { tasksPart } from './part-tasks.ts'
import { TemplateSet } from './template-set.ts'
import { SafeText } from './template-values.ts'

/** What a book is made with. */
export interface BookOptions {
  /** The templates that come with dagbook, by file name: `dag_doc.md`, `orchestrator_doc.md`, `index.md`, `problems.md` … */
  readonly templates: Readonly<Record<string, string>>
  /** The project's own templates: they stand in for those of the same name, and may include and extend any. */
  readonly ownTemplates?: Readonly<Record<string, string>>
  /** The folder of `ownTemplates` in the project, for places in problems. */
  readonly ownFolder?: string
  /** The prefix of every address; begins and ends with `/`. */
  readonly base?: string
  /** The address of a source line: `{path}` and `{line}` are replaced. */
  readonly sourceUrl?: string
}

type Parts = Readonly<Record<string, Part | undefined>>

/** What a page is rendered from, besides its template. */
interface PageInput {
  readonly path: string
  readonly template: string
  readonly parts: Parts
  readonly variables: Readonly<Record<string, unknown>>
  /** The headings that a part brings along, by the part's name. */
  readonly inner?: Readonly<Record<string, readonly Heading[]>>
}

/** The deepest level of headings that is listed, unless a template's front matter has `contents`. */
const contentsLevel = 3

const given = (parts: Parts): [string, Part][] => Object.entries(parts).filter((entry): entry is [string, Part] => entry[1] !== undefined)

/** A page in both forms. Parts stand in the Markdown as themselves; for the site their fences are replaced by their HTML. */
const renderPage = (set: TemplateSet, book: BookContext, { path, template, parts, variables, inner }: PageInput): Pick<Page, 'markdown' | 'html' | 'headings' | 'hasMermaid'> & { title: string | undefined } => {
  const list = given(parts)
  const context = (form: (name: string, part: Part) => string): Record<string, unknown> =>
    ({ ...variables, parts: Object.fromEntries(list.map(([name, part]) => [name, new SafeText(form(name, part))])) })
  const written = set.render(template, context((_, part) => part.markdown))
  const shown = set.render(template, context((name) => partFence(name)))
  const inserted = new Map<string, Markup>(list.map(([name, part]) => [name, inner?.[name] === undefined ? part.html : markup`<!--${name}-->${part.html}`]))
  const page = markdownHtml(shown.text, { parts: inserted, pageLink: (href) => book.pageLink(href, encodePath(markdownFile(path))) })
  const deepest = typeof shown.data['contents'] === 'number' ? shown.data['contents'] : contentsLevel
  const headings = withInner(page.html, page.headings, inner ?? {}).filter((heading) => heading.level > 1 && heading.level <= deepest)
  return { markdown: `${written.text.replace(/\n{3,}/g, '\n\n').trim()}\n`, html: page.html, headings, hasMermaid: page.hasMermaid, title: shown.title }
}

/** The headings with those of parts put where the parts are. */
const withInner = (html: string, headings: readonly Heading[], inner: Readonly<Record<string, readonly Heading[]>>): Heading[] => {
  const placed = [
    ...headings.map((heading) => ({ at: html.indexOf(` id="${heading.id}"`), list: [heading] })),
    ...Object.entries(inner).map(([name, list]) => ({ at: html.indexOf(`<!--${name}-->`), list })),
  ]
  return placed.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at).flatMap(({ list }) => list)
}

/** What an orchestrator framework says of a DAG: texts are Markdown, everything else is data; what is not known is said in words. */
const documentationVariables = (dag: Dag): Record<string, unknown> => {
  const documentation = dag.documentation
  if (typeof documentation !== 'object' || documentation === null || Array.isArray(documentation)) return {}
  return Object.fromEntries(Object.entries(documentation as Readonly<Record<string, Value>>).filter(([name]) => !name.startsWith('$')).map(([name, value]) => {
    if (typeof value === 'string') return [name, new SafeText(value)]
    return [name, Array.isArray(value) || value === null || typeof value !== 'object' ? value : factWords(value)]
  }))
}

const dagPage = async (dag: Dag, context: BookContext, set: TemplateSet): Promise<Page> => {
  const path = context.dagPath(dag.dagId)!, documentation = documentationPart(dag)
  if (documentation?.document.wrong !== undefined) {
    set.problems.push({ code: 'documentation', severity: 'warning', message: `The documentation of \`${dag.dagId}\`: ${documentation.document.wrong}`, ...(dag.at !== undefined && { at: dag.at }) })
  }
  const parts: Parts = {
    heading: headingPart(dag, context), facts: factsPart(dag, context), graph: await graphPart(dag), tasks: tasksPart(dag, context), tables: tablesPart(dag),
    ...(dag.kind === 'orchestrator' && { internals: internalsPart(dag, context, `${path}.md`) }),
    relations: relationsPart(dag, context, `${path}.md`), params: paramsPart(dag, context), settings: settingsPart(dag, context), callbacks: callbacksPart(dag, context),
    documentation, problems: problemsPart(context.problemsOf(dag), context),
  }
  const purpose = purposeOf(dag)
  const variables = { ...documentationVariables(dag), dag, dag_id: dag.dagId, purpose, schedule: dagSchedule(dag.schedule), kind: kindWords[dag.kind] }
  const template = dag.kind === 'orchestrator' ? 'orchestrator_doc.md' : 'dag_doc.md'
  const { title, ...page } = renderPage(set, context, { path, template, parts, variables, ...(documentation !== undefined && { inner: { documentation: documentation.document.headings } }) })
  return {
    path, url: context.url(path), kind: 'dag', title: title ?? dag.dagId, description: purpose ?? `${dag.dagId}: ${dag.tasks.length} tasks, ${dagSchedule(dag.schedule)}`, dagId: dag.dagId, ...page,
    hasMermaid: page.hasMermaid || documentation?.document.hasMermaid === true,
  }
}

const plainPage = (context: BookContext, set: TemplateSet, path: string, kind: 'home' | 'problems', usual: string, input: Omit<PageInput, 'path'>): Page => {
  const { title, ...page } = renderPage(set, context, { ...input, path })
  return { path, url: context.url(path), kind, title: title ?? usual, description: usual, ...page }
}

const notFound = (context: BookContext): Page => ({
  path: '404', url: `${context.base}404.html`, kind: 'not-found', title: 'Not found', description: 'There is no page at this address.', headings: [], hasMermaid: false,
  markdown: '# Not found\n\nThere is no page at this address.\n',
  html: markup`<header class="head"><h1>Not found</h1><p class="lead">There is no page at this address. The DAG may have been renamed or removed.</p></header><p><a href="${context.url('')}">All DAGs</a></p>`.markup,
})

const navEntry = (dag: Dag, context: BookContext): NavEntry => {
  const texts = (facts: Dag['owners']): string[] => facts.flatMap((fact) => (typeof fact === 'string' ? [fact] : []))
  const file = dag.at?.file ?? ''
  return {
    dagId: dag.dagId, url: context.url(context.dagPath(dag.dagId)!), kind: dag.kind, folder: file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '',
    owners: texts(dag.owners), tags: texts(dag.tags), problems: context.problemsOf(dag).length,
  }
}

/** Makes the book of a model: pages for the site and for `docs/`, the list of DAGs, and what was wrong with templates and documents. */
export const bookOf = async (model: Model, options: BookOptions): Promise<Book> => {
  const base = options.base ?? '/'
  const context = bookContext(model, base, options.sourceUrl)
  const set = new TemplateSet(options.templates, options.ownTemplates ?? {}, options.ownFolder ?? '')
  const title = model.title ?? 'Pipelines'
  const dags: Page[] = []
  for (const dag of model.dags) dags.push(await dagPage(dag, context, set))
  const problems = tidyProblems([...model.problems, ...set.problems])
  const variables = { title, model }
  const home = plainPage(context, set, '', 'home', title, { template: 'index.md', parts: { summary: summaryPart(context, problems), dags: dagsPart(context) }, variables })
  const list = plainPage(context, set, 'problems', 'problems', 'Problems', { template: 'problems.md', parts: { summary: summaryPart(context, problems), problems: allProblemsPart(context, problems) }, variables: { ...variables, problems } })
  return {
    title, base, ...(options.sourceUrl !== undefined && { sourceUrl: options.sourceUrl }),
    nav: model.dags.map((dag) => navEntry(dag, context)), problemCount: problems.length, pages: [home, ...dags, list, notFound(context)], problems: tidyProblems(set.problems),
  }
}
