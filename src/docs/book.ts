// The book: every page of a model, rendered from the Markdown templates once for `docs/` and once for the site.
import type { Layouts } from '#elk'
import { tidyProblems, type Dag, type Model, type Problem } from '#model'
import { markup } from '#write'
import { readCodeOwners, type CodeOwnersFile } from './codeowners.ts'
import { bookContext, onPage, type BookContext } from './context.ts'
import { directoryOf } from './directory.ts'
import { sourceAddress } from './fact-markup.ts'
import { readGlossary, type Glossary } from './glossary.ts'
import type { History } from './history.ts'
import { BookLinks } from './links.ts'
import { readOwnPages, type OwnPage } from './own-pages.ts'
import { knownTexts, ownershipOf } from './ownership.ts'
import { dagPlans } from './page-dag.ts'
import { pipelinePlans, tablePlans } from './page-data.ts'
import { fleetPlan } from './page-fleet.ts'
import { glossaryPlans, ownPlans } from './page-own.ts'
import { topicPlans } from './page-people.ts'
import type { Book, NavEntry, Page, Section } from './page.ts'
import { lastChangesPart } from './part-changes.ts'
import { fleetPart } from './part-fleet.ts'
import { coverageFactsPart, coverageParts, missingDocsPart } from './part-coverage.ts'
import { dagsPart, summaryPart } from './part-home.ts'
import { allProblemsPart, partlyReadPart } from './part-problems.ts'
import { weekPart } from './part-week.ts'
import { renderPage, type PagePlan } from './render-page.ts'
import { TemplateSet } from './template-set.ts'

/** Some pages before all others, for whoever waits for them. */
export interface EarlyPages {
  readonly paths: readonly string[]
  /** Takes a book that has only these pages, and only the problems of the model. */
  readonly show: (book: Book) => void
  /** Is waited for after each of the other pages, so that what was shown can be looked at meanwhile. */
  readonly rest: () => Promise<void>
}

/** What a book is made with. */
export interface BookOptions {
  /** The templates that come with dagbook, by file name: `dag_doc.md`, `orchestrator_doc.md`, `project_doc.md`, `problems.md` … */
  readonly templates: Readonly<Record<string, string>>
  /** The project's own templates: they stand in for those of the same name, and may include and extend any. */
  readonly ownTemplates?: Readonly<Record<string, string>>
  /** The folder of `ownTemplates` in the project, for places in problems. */
  readonly ownFolder?: string
  /** The prefix of every address; begins and ends with `/`. */
  readonly base?: string
  /** The address of a source line: `{path}` and `{line}` are replaced. */
  readonly sourceUrl?: string
  /** What changed the definitions last. */
  readonly history?: History
  /** Who owns which file. */
  readonly codeOwners?: CodeOwnersFile
  /** The project's own Markdown and its glossary, by path. */
  readonly documents?: Readonly<Record<string, string>>
  /** The folder of the project whose Markdown files are pages. */
  readonly documentFolder?: string
  /** What could not be taken in of them. */
  readonly documentProblems?: readonly Problem[]
  /** Every file of the project, for links to them. */
  readonly files?: readonly string[]
  readonly early?: EarlyPages
  /** Is told how many of how many pages are done. */
  readonly onProgress?: (done: number, total: number) => void
  /** Graphs are laid out only where their shape is not among these. */
  readonly layouts?: Layouts
}

const homePlan = (title: string, problems: readonly Problem[]): PagePlan => ({
  path: '',
  make: (page) => ({
    kind: 'home', template: 'project_doc.md', title, description: title, parts: { summary: summaryPart(page, problems), week: weekPart(page), changes: lastChangesPart(page), fleet: fleetPart(page), dags: dagsPart(page.model.dags, page) }, variables: { title, model: page.model },
  }),
})

const problemsPlan = (title: string, problems: readonly Problem[]): PagePlan => ({
  path: 'problems',
  make: (page) => ({
    kind: 'problems', template: 'problems.md', title: 'Problems', description: 'Everything that could not be read', parts: { summary: summaryPart(page, problems), problems: allProblemsPart(page, problems), partial: partlyReadPart(page) }, variables: { title, model: page.model, problems },
  }),
})

const coveragePlan: PagePlan = {
  path: 'coverage',
  make: (page) => ({
    kind: 'list', template: 'coverage.md', title: 'Docs coverage', description: 'How much is documented, and what is missing', parts: { facts: coverageFactsPart(page), missing: missingDocsPart(page), ...coverageParts(page) }, variables: { model: page.model },
  }),
}

const notFound = (context: BookContext): Page => ({
  path: '404', url: `${context.base}404.html`, kind: 'not-found', title: 'Not found', description: 'There is no page at this address.', headings: [], hasMermaid: false,
  markdown: '# Not found\n\nThere is no page at this address.\n',
  html: markup`<header class="head"><h1>Not found</h1><p class="lead">There is no page at this address. The DAG may have been renamed or removed.</p></header><p><a href="${context.url('')}">All DAGs</a></p>`.markup,
})

const navEntry = (dag: Dag, context: BookContext): NavEntry => {
  const file = dag.at?.file ?? ''
  return {
    dagId: dag.dagId, url: context.url(context.directory.find('dag', dag.dagId)!.path), kind: dag.kind, folder: file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '',
    owners: context.ownership.ownersOf(dag), tags: knownTexts(dag.tags), problems: context.problemsOf(dag).length,
  }
}

/** The lists that every page leads to; a list of nothing is left out. */
const sectionsOf = (context: BookContext, own: readonly OwnPage[], glossary: Glossary | undefined): Section[] => {
  const { model, directory } = context
  const sections = [
    ['Fleet', 'fleet', model.dags.length], ['Tables', 'tables', model.tables.length], ['Configurations', 'pipelines', model.pipelines.length], ['Owners', 'owners', directory.names('owner').length],
    ['Tags', 'tags', directory.names('tag').length], ['Docs', 'docs', own.filter((page) => !page.hidden).length], ['Glossary', 'glossary', glossary?.terms.length ?? 0],
  ] as const
  return sections.filter(([, , count]) => count > 0).map(([title, path, count]) => ({ title, path, url: context.url(path), count }))
}

/** Makes the book of a model: pages for the site and for `docs/`, the list of DAGs, and what was wrong with templates and documents. */
export const bookOf = async (model: Model, options: BookOptions): Promise<Book> => {
  const { base = '/', sourceUrl, documents = {}, documentFolder = 'docs' } = options
  const codeOwners = options.codeOwners === undefined ? undefined : readCodeOwners(options.codeOwners)
  const own = readOwnPages(documents, documentFolder), glossary = readGlossary(documents, documentFolder)
  const ownership = ownershipOf(model, codeOwners, own.pages), directory = directoryOf(model, ownership, own.pages, glossary?.terms ?? [])
  const context = bookContext(model, directory, ownership, { base, sourceUrl, layouts: options.layouts, history: options.history })
  const set = new TemplateSet(options.templates, options.ownTemplates ?? {}, options.ownFolder ?? '')
  set.problems.push(...options.documentProblems ?? [], ...codeOwners?.problems ?? [], ...own.problems, ...glossary?.problems ?? [])
  const title = model.title ?? 'Pipelines'
  const plans = [
    ...dagPlans(context, set), ...tablePlans(context), ...pipelinePlans(context), ...topicPlans('owner', context, own.pages), ...topicPlans('tag', context, own.pages), fleetPlan, ...ownPlans(own.pages, set), ...glossaryPlans(glossary), coveragePlan,
  ]
  const links = new BookLinks({
    directory, own: own.pages, paths: ['', 'problems', ...plans.map((plan) => plan.path)], files: new Set([...options.files ?? [], ...Object.keys(documents)]), source: (file) => sourceAddress(sourceUrl, file, 1),
  })
  const render = async ({ path, make }: PagePlan): Promise<Page> => {
    const page = onPage(context, path, links)
    return renderPage(set, page, await make(page))
  }
  const outline = { title, base, ...(sourceUrl !== undefined && { sourceUrl }), sections: sectionsOf(context, own.pages, glossary), nav: model.dags.map((dag) => navEntry(dag, context)) }
  const { early } = options, ready = new Map<string, Page>()
  if (early !== undefined) {
    for (const plan of [homePlan(title, model.problems), problemsPlan(title, model.problems), ...plans]) if (early.paths.includes(plan.path)) ready.set(plan.path, await render(plan))
    early.show({ ...outline, problemCount: model.problems.length, pages: [...ready.values(), notFound(context)], problems: [] })
  }
  const pages: Page[] = []
  for (const plan of plans) {
    pages.push(ready.get(plan.path) ?? await render(plan))
    await early?.rest()
    options.onProgress?.(pages.length, plans.length)
  }
  // What is wrong with these two templates has to be known before their pages say how many problems there are.
  if (['project_doc.md', 'problems.md'].some((name) => set.isOwn(name))) for (const plan of [homePlan(title, []), problemsPlan(title, [])]) pages.push(await render(plan))
  links.checkAnchors(pages)
  const found = tidyProblems([...set.problems, ...links.problems]), problems = tidyProblems([...model.problems, ...found])
  const home = await render(homePlan(title, problems)), list = await render(problemsPlan(title, problems))
  return {
    ...outline, problemCount: problems.length, pages: [home, ...pages.filter((page) => page.path !== '' && page.path !== 'problems'), list, notFound(context)], problems: found,
  }
}
