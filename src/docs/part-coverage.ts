// Docs coverage: how much is documented, by DAG, owner and folder, and what is missing with the place to write it.
import type { Dag } from '#model'
import { markup, type Markup, type Piece } from '#write'
import type { BookContext, PageContext } from './context.ts'
import { docsBy, docsCount, docsPercent, documentedThings, taskIsDescribed, type DocsCount, type DocumentedThing } from './docs-coverage.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { placeMarkdown, tableMarkdown } from './fact-rows.ts'
import { countWords, numberWords } from './fact-words.ts'
import { tilesPart, type Tile } from './head-markup.ts'
import { listed, listMarkup } from './list-markup.ts'
import type { Part } from './page.ts'

const words = (count: DocsCount): string => `${numberWords(count.known)} of ${numberWords(count.total)}`
const percent = (count: DocsCount): string => `${docsPercent(count)} %`

/** A share as a number and a bar. */
const shareMarkup = (count: DocsCount): Markup =>
  markup`<span class="share"><svg viewBox="0 0 100 6" preserveAspectRatio="none" width="64" height="6" aria-hidden="true"><path class="track" d="M0 3h100"/><path class="bar-of" d="M0 3h${docsPercent(count)}"/></svg> ${percent(count)}</span>`

/** The tile on the first page. */
export const coverageTile = (context: BookContext): Tile => {
  const count = docsCount(documentedThings(context.model))
  return { label: 'Documented', markdown: `${percent(count)} (${words(count)})`, html: count.total === 0 ? markup`<span class="none">none</span>` : markup`<a href="${context.url('coverage')}">${percent(count)}</a>` }
}

/** The strip of facts. */
export const coverageFactsPart = (context: BookContext): Part => {
  const things = documentedThings(context.model)
  const tile = (label: string, kind: DocumentedThing['kind']): Tile => {
    const count = docsCount(things.filter((thing) => thing.kind === kind))
    return { label, markdown: words(count), html: words(count) }
  }
  const all = docsCount(things)
  return tilesPart([{ label: 'Documented', markdown: percent(all), html: shareMarkup(all) }, tile('DAGs with a purpose', 'dag'), tile('Tasks described', 'task'), tile('Lasting tables described', 'table')])
}

interface Grouping {
  readonly of: string
  readonly title: string
  readonly names: (thing: DocumentedThing) => readonly string[]
  readonly link: (name: string) => Markup
  readonly linkMarkdown: (name: string) => string
}

const groupingPart = (things: readonly DocumentedThing[], { of, title, names, link, linkMarkdown }: Grouping): Part | undefined => {
  const groups = docsBy(things, names)
  if (groups.length === 0) return undefined
  const columns = [{ title }, { title: 'Documented' }, { title: 'Share', number: true }] as const
  return {
    markdown: tableMarkdown(columns.map((column) => column.title), groups.map(({ name, count }) => [linkMarkdown(name), words(count), percent(count)])),
    html: listMarkup({ of, placeholder: 'name …', columns, noMatch: 'Nothing matches.', rows: groups.map(({ name, count }) => ({ cells: [link(name), words(count), shareMarkup(count)] })) }),
  }
}

/** The shares by owner, by folder and by DAG; each undefined where there is nothing to count. */
export const coverageParts = (context: PageContext): Readonly<Record<'owners' | 'folders' | 'dags', Part | undefined>> => {
  const things = documentedThings(context.model)
  const owned = (thing: DocumentedThing): string[] => [...new Set(thing.dagIds.flatMap((dagId) => {
    const dag = context.dag(dagId)
    return dag === undefined ? [] : context.ownership.ownersOf(dag)
  }))]
  return {
    owners: groupingPart(things, { of: 'owner', title: 'Owner', names: owned, link: (name) => context.link('owner', name), linkMarkdown: (name) => context.linkMarkdown('owner', name) }),
    folders: groupingPart(things, { of: 'folder', title: 'Folder', names: (thing) => (thing.at === undefined ? [] : [thing.folder === '' ? 'root' : thing.folder]), link: (name) => markup`<code>${name}</code>`, linkMarkdown: escapeMarkdown }),
    dags: groupingPart(things, { of: 'dag', title: 'DAG', names: (thing) => thing.dagIds, link: (name) => context.link('dag', name), linkMarkdown: (name) => context.linkMarkdown('dag', name) }),
  }
}

const advice: Readonly<Record<DocumentedThing['kind'], Markup>> = {
  dag: markup`a <code>description</code>, or a text in <code>docMd</code>`, task: markup`a text in its <code>docMd</code>`, table: markup`its <code>description</code> in <code>table(…)</code>`,
}
const adviceMarkdown: Readonly<Record<DocumentedThing['kind'], string>> = { dag: 'a `description`, or a text in `docMd`', task: 'a text in its `docMd`', table: 'its `description` in `table(…)`' }

/** What is missing, with what to write and where; undefined where nothing is. */
export const missingDocsPart = (context: PageContext): Part | undefined => {
  const missing = documentedThings(context.model).filter((thing) => !thing.isDocumented)
  if (missing.length === 0) return undefined
  const link = ({ kind, name, dagIds }: DocumentedThing): Markup => (kind === 'task' ? context.link('task', `${dagIds[0]}/${name}`) : context.link(kind, name))
  const linkMarkdown = ({ kind, name, dagIds }: DocumentedThing): string => (kind === 'task' ? context.linkMarkdown('task', `${dagIds[0]}/${name}`) : context.linkMarkdown(kind, name))
  const columns = [{ title: 'What' }, { title: 'Kind' }, { title: 'Write' }, { title: 'In' }] as const
  const place = ({ at }: DocumentedThing): Piece => (at === undefined ? markup`<span class="none">no source declares it</span>` : context.facts.place(at))
  return {
    markdown: tableMarkdown(columns.map((column) => column.title), missing.map((thing) => [linkMarkdown(thing), thing.kind, adviceMarkdown[thing.kind], thing.at === undefined ? 'no source declares it' : placeMarkdown(thing.at)])),
    html: listMarkup({ of: 'missing', placeholder: 'name, kind, file …', columns, noMatch: 'Nothing matches.', rows: missing.map((thing) => ({ cells: [link(thing), thing.kind === 'dag' ? 'DAG' : thing.kind, advice[thing.kind], place(thing)] })) }),
  }
}

/** The tasks of a DAG that nobody describes, with what to do; undefined where there are none. */
export const undescribedPart = (dag: Dag, context: PageContext): Part | undefined => {
  const isDescribed = taskIsDescribed(dag), tasks = dag.tasks.filter((task) => !isDescribed(task))
  if (tasks.length === 0) return undefined
  const most = 8, shown = tasks.slice(0, most), more = tasks.length > most ? ` and ${numberWords(tasks.length - most)} more` : ''
  const intro = `${countWords(tasks.length, 'task')} of ${numberWords(dag.tasks.length)} ${tasks.length === 1 ? 'has' : 'have'} no description yet`
  const links = shown.map((task) => context.link('task', `${dag.dagId}/${task.taskId}`, task.taskId))
  return {
    markdown: `*${intro}: ${shown.map((task) => context.linkMarkdown('task', `${dag.dagId}/${task.taskId}`, task.taskId)).join(', ')}${more}. Write it in the task’s \`docMd\`.*`,
    html: markup`<p class="missing">${intro}: ${listed(links)}${more}. <span>Write it in the task’s <code>docMd</code>.</span></p>`,
  }
}
