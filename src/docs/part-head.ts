// The top of a DAG's page: its name, what it is for, and a strip of facts.
import type { Dag, Fact } from '#model'
import { markup, type Markup, type Piece } from '#write'
import type { BookContext, PageContext } from './context.ts'
import { dagSchedule, isFullyRead, isScheduleKnown, kindWords, purposeOf, withoutOverride } from './dag-words.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { countWords } from './fact-words.ts'
import { factMarkdown, placeMarkdown } from './fact-rows.ts'
import { countTile, headMarkup, headPart, tilesPart, type Head, type Tile } from './head-markup.ts'
import { listed } from './list-markup.ts'
import type { Part } from './page.ts'
import { changedTiles } from './part-changes.ts'
import { isTimed } from './part-runs.ts'
import { tableUses } from './relations.ts'

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The schedule in words, with a dotted underline where it is not known in full. */
export const scheduleMarkup = (dag: Dag): Markup =>
  isScheduleKnown(dag.schedule) ? markup`${dagSchedule(dag.schedule)}` : markup`<span class="unknown">${dagSchedule(dag.schedule)}</span>`

/** A fact that names an owner or a tag: a link where it is known. */
const namedFact = (kind: 'owner' | 'tag', context: BookContext) => (fact: Fact<string>): Markup =>
  typeof fact === 'string' ? context.link(kind, fact) : context.facts.fact(fact)
const namedMarkdown = (kind: 'owner' | 'tag', context: PageContext) => (fact: Fact<string>): string =>
  typeof fact === 'string' ? context.linkMarkdown(kind, fact) : factMarkdown(fact)

/** The owners of a DAG: those it names, then those that CODEOWNERS has for its file. */
export const ownersMarkup = (dag: Dag, context: BookContext): Piece =>
  listed([...dag.owners, ...context.ownership.codeOwnersOf(dag)].map(namedFact('owner', context)))
/** The same as Markdown. */
export const ownersMarkdown = (dag: Dag, context: PageContext): string =>
  [...dag.owners, ...context.ownership.codeOwnersOf(dag)].map(namedMarkdown('owner', context)).join(', ') || 'none'
/** The tags of a DAG as chips; nothing where it has none. */
export const tagsMarkup = (dag: Dag, context: BookContext): Piece =>
  dag.tags.length > 0 && markup`<ul class="tags" aria-label="Tags">${dag.tags.map(namedFact('tag', context)).map((tag) => markup`<li>${tag}</li>`)}</ul>`
/** The same as Markdown. */
export const tagsMarkdown = (dag: Dag, context: PageContext): string => dag.tags.map(namedMarkdown('tag', context)).join(', ') || 'none'

/** The DAG's id, kind and purpose. */
export const headingPart = (dag: Dag, context: BookContext): Part => {
  const head: Head = {
    eyebrow: [sentenceCase(kindWords[dag.kind]), dag.at && markup` · ${context.facts.place(dag.at)}`], name: dag.dagId, lead: purposeOf(dag),
    missing: { what: 'No description yet.', where: markup`Write one in the DAG’s <code>description</code>, or a text in its <code>docMd</code>.` },
    more: [
      tagsMarkup(dag, context),
      !dag.complete && markup`<p class="note warning"><strong>Incomplete.</strong> Tasks or dependencies may be missing; the problems below say why.</p>`,
      dag.when !== undefined && markup`<p class="note"><strong>Only sometimes.</strong> This DAG exists if <code>${dag.when}</code>.</p>`,
    ],
  }
  const { markdown } = headPart(head)
  return { markdown: [markdown, '', ...(dag.complete ? [] : ['> **Incomplete**: tasks or dependencies may be missing; the problems say why.', ''])].join('\n'), html: headMarkup(head) }
}

/** The DAGs that a DAG starts, or those that start it, each once. */
const started = (dag: Dag, context: BookContext, end: 'away' | 'toward'): readonly string[] => {
  const other = end === 'away' ? 'to' : 'from'
  return [...new Set(context.relationsOf(dag.dagId)[end].filter((relation) => relation.how !== 'wait').map((relation) => relation[other]))]
}

/** The strip of facts. */
export const factsPart = (dag: Dag, context: PageContext): Part => {
  const read = dag.tasks.filter(isFullyRead).length
  const problems = context.problemsOf(dag)
  const written = tableUses(dag).filter((use) => use.writes.length > 0).length
  const starts = started(dag, context, 'away'), startedBy = started(dag, context, 'toward')
  const coverage = dag.complete && read === dag.tasks.length ? 'in full' : `${read} of ${countWords(dag.tasks.length, 'task')}${dag.complete ? '' : ', perhaps more'}`
  const owners = [...dag.owners, ...context.ownership.codeOwnersOf(dag)]
  const tiles: Tile[] = [
    { label: 'Runs', markdown: escapeMarkdown(dagSchedule(dag.schedule)), html: scheduleMarkup(dag), className: 'wide' },
    ...(isTimed(dag, context) ? [{ label: withoutOverride(dag.schedule) === undefined ? 'Next run' : 'Next run, assumed', markdown: '', html: markup`<a href="#next-runs" data-next-run>see below</a>`, className: 'middle' }] : []),
    { label: owners.length > 1 ? 'Owners' : 'Owner', markdown: ownersMarkdown(dag, context), html: ownersMarkup(dag, context), className: owners.length > 2 || owners.some((owner: Fact<string>) => typeof owner !== 'string' || owner.length > 24) ? 'wide' : 'middle' },
    countTile('Tasks', dag.tasks.length, '#tasks'),
    countTile('Writes', written, '#reads-and-writes', 'table'),
    ...(starts.length > 0 ? [countTile('Starts', starts.length, '#triggers', 'DAG')] : []),
    ...(startedBy.length > 0 ? [countTile('Started by', startedBy.length, '#triggers', 'DAG')] : []),
    { label: 'Read', markdown: coverage, html: coverage === 'in full' ? 'in full' : markup`<span class="unknown">${coverage}</span>` },
    ...changedTiles(dag, context),
    ...(problems.length > 0 ? [countTile('Problems', problems.length, '#problems')] : []),
  ]
  const { markdown, html } = tilesPart(tiles)
  return { markdown: [markdown, ...(dag.at === undefined ? [] : [`- Source: ${placeMarkdown(dag.at)}`])].join('\n'), html }
}
