// Owners and tags: the page of one, and the lists of all.
import { compareText, type Dag } from '#model'
import { markup, type Piece } from '#write'
import type { BookContext, PageContext } from './context.ts'
import { tableMarkdown } from './fact-rows.ts'
import { countTile, headPart, tilesPart } from './head-markup.ts'
import { listMarkup, listed, noneMarkup } from './list-markup.ts'
import type { Part } from './page.ts'
import { knownTexts } from './ownership.ts'
import { tableUses } from './relations.ts'

/** What has a page with the DAGs that belong to it. */
export type Topic = 'owner' | 'tag'
const words: Readonly<Record<Topic, { readonly title: string; readonly noMatch: string }>> = {
  owner: { title: 'Owner', noMatch: 'No owner matches.' }, tag: { title: 'Tag', noMatch: 'No tag matches.' },
}

/** The DAGs of every owner or tag, by name. */
export const dagsByTopic = (topic: Topic, context: BookContext): ReadonlyMap<string, readonly Dag[]> => {
  const byName = new Map<string, Dag[]>()
  for (const dag of context.model.dags) {
    for (const name of topic === 'owner' ? context.ownership.ownersOf(dag) : new Set(knownTexts(dag.tags))) byName.set(name, [...(byName.get(name) ?? []), dag])
  }
  return byName
}

/** The name of an owner or a tag. */
export const topicHeadPart = (topic: Topic, name: string): Part => headPart({ eyebrow: words[topic].title, name, isCode: false })

const writtenBy = (dags: readonly Dag[]): string[] =>
  [...new Set(dags.flatMap((dag) => tableUses(dag).filter((use) => use.writes.length > 0 && !use.table.includes('{{')).map((use) => use.table)))].sort(compareText)

/** The strip of facts. */
export const topicFactsPart = (dags: readonly Dag[], context: BookContext): Part => tilesPart([
  countTile('DAGs', dags.length, '#dags'), countTile('Tasks', dags.reduce((sum, dag) => sum + dag.tasks.length, 0)), countTile('Writes', writtenBy(dags).length, '#tables-written', 'table'),
  countTile('Problems', dags.reduce((sum, dag) => sum + context.problemsOf(dag).length, 0)),
])

/** The tables that some DAGs write; undefined where there are none. */
export const topicTablesPart = (dags: readonly Dag[], context: PageContext): Part | undefined => {
  const tables = writtenBy(dags)
  if (tables.length === 0) return undefined
  return {
    markdown: tables.map((table) => `- ${context.linkMarkdown('table', table)}`).join('\n'),
    html: markup`<ul class="names">${tables.map((table) => markup`<li>${context.link('table', table)}</li>`)}</ul>`,
  }
}

/** Every owner or tag in a list; undefined where there is none. */
export const topicsPart = (topic: Topic, byName: ReadonlyMap<string, readonly Dag[]>, context: PageContext): Part | undefined => {
  const names = context.directory.names(topic)
  if (names.length === 0) return undefined
  const columns = [{ title: words[topic].title }, { title: 'DAGs' }, { title: 'Problems', number: true }] as const
  const most = 6
  const dagsOf = (name: string): readonly Dag[] => byName.get(name) ?? []
  const problems = (name: string): number => dagsOf(name).reduce((sum, dag) => sum + context.problemsOf(dag).length, 0)
  const some = (name: string): Piece => [listed(dagsOf(name).slice(0, most).map((dag) => context.link('dag', dag.dagId))), dagsOf(name).length > most && ` and ${dagsOf(name).length - most} more`]
  const someMarkdown = (name: string): string => `${dagsOf(name).slice(0, most).map((dag) => context.linkMarkdown('dag', dag.dagId)).join(', ') || 'none'}${dagsOf(name).length > most ? ` and ${dagsOf(name).length - most} more` : ''}`
  return {
    markdown: tableMarkdown(columns.map((column) => column.title), names.map((name) => [context.linkMarkdown(topic, name), someMarkdown(name), String(problems(name))])),
    html: listMarkup({
      of: topic, placeholder: 'name, DAG …', columns, noMatch: words[topic].noMatch,
      rows: names.map((name) => ({ terms: dagsOf(name).map((dag) => dag.dagId).join(' '), cells: [context.link(topic, name), some(name), problems(name) === 0 ? noneMarkup : problems(name)] })),
    }),
  }
}
