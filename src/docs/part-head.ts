// The top of a DAG's page: its name, what it is for, and a strip of facts.
import type { Dag, Fact } from '#model'
import { markup, type Markup, type Piece } from '#write'
import { dagSchedule, isFullyRead, isScheduleKnown, kindWords, purposeOf } from './dag-words.ts'
import { codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import { countWords, numberWords } from './fact-words.ts'
import { breakable } from './fact-markup.ts'
import { factMarkdown, placeMarkdown } from './fact-rows.ts'
import type { BookContext, Part } from './page.ts'
import { tableUses } from './relations.ts'

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The schedule in words, with a dotted underline where it is not known in full. */
export const scheduleMarkup = (dag: Dag): Markup =>
  isScheduleKnown(dag.schedule) ? markup`${dagSchedule(dag.schedule)}` : markup`<span class="unknown">${dagSchedule(dag.schedule)}</span>`

const list = (facts: readonly Markup[]): Piece => facts.map((fact, i) => [i > 0 && ', ', fact])

/** A line for what should be there and is not. */
const missing = (what: string, where: Markup): Markup => markup`<p class="missing">${what} <span>${where}</span></p>`

/** The DAG's id, kind and purpose. */
export const headingPart = (dag: Dag, context: BookContext): Part => {
  const purpose = purposeOf(dag)
  const noPurpose = 'No description yet.'
  const where = markup`Write one in the DAG’s <code>description</code>, or a text in its <code>docMd</code>.`
  const tags = dag.tags.map((tag: Fact<string>) => markup`<li>${context.facts.fact(tag)}</li>`)
  return {
    markdown: [
      `# ${codeMarkdown(dag.dagId) || 'a DAG without a name'}`, '', purpose === undefined ? `*${noPurpose}*` : escapeMarkdown(purpose), '',
      ...(dag.complete ? [] : ['> **Incomplete**: tasks or dependencies may be missing; the problems say why.', '']),
    ].join('\n'),
    html: markup`<header class="head"><p class="eyebrow">${sentenceCase(kindWords[dag.kind])}${dag.at && markup` · ${context.facts.place(dag.at)}`}</p><h1><code>${breakable(dag.dagId)}</code><button type="button" class="copy" data-copy="${dag.dagId}" aria-label="Copy the id" hidden></button></h1>${
      purpose === undefined ? missing(noPurpose, where) : markup`<p class="lead" dir="auto">${purpose}</p>`}${
      tags.length > 0 && markup`<ul class="tags" aria-label="Tags">${tags}</ul>`}${
      !dag.complete && markup`<p class="note warning"><strong>Incomplete.</strong> Tasks or dependencies may be missing; the problems below say why.</p>`}${
      dag.when !== undefined && markup`<p class="note"><strong>Only sometimes.</strong> This DAG exists if <code>${dag.when}</code>.</p>`}</header>`,
  }
}

/** How many relations lead away from or to a DAG, each other DAG once. */
const neighbours = (dag: Dag, context: BookContext, end: 'from' | 'to'): string[] => {
  const other = end === 'from' ? 'to' : 'from'
  return [...new Set(context.relations.filter((relation) => relation[end] === dag.dagId && relation.how !== 'wait').map((relation) => relation[other]))]
}

interface Tile {
  readonly label: string
  readonly markdown: string
  readonly html: Piece
  readonly className?: string
}

/** A count that leads to what is counted; without `one` the label says what that is. */
const countTile = (label: string, count: number, href: string, one?: string): Tile => {
  const words = one === undefined ? numberWords(count) : countWords(count, one)
  return { label, markdown: count === 0 ? 'none' : words, html: count === 0 ? markup`<span class="none">none</span>` : markup`<a href="${href}">${words}</a>` }
}

/** The strip of facts. */
export const factsPart = (dag: Dag, context: BookContext): Part => {
  const read = dag.tasks.filter(isFullyRead).length
  const problems = context.problemsOf(dag)
  const written = tableUses(dag).filter((use) => use.writes.length > 0).length
  const triggers = neighbours(dag, context, 'from'), triggeredBy = neighbours(dag, context, 'to')
  const coverage = dag.complete && read === dag.tasks.length ? 'in full' : `${read} of ${countWords(dag.tasks.length, 'task')}${dag.complete ? '' : ', perhaps more'}`
  const tiles: Tile[] = [
    { label: 'Runs', markdown: escapeMarkdown(dagSchedule(dag.schedule)), html: scheduleMarkup(dag), className: 'wide' },
    { label: dag.owners.length > 1 ? 'Owners' : 'Owner', markdown: dag.owners.length === 0 ? 'none' : factMarkdown(dag.owners), html: dag.owners.length === 0 ? markup`<span class="none">none</span>` : list(dag.owners.map((owner: Fact<string>) => context.facts.fact(owner))), className: dag.owners.some((owner: Fact<string>) => typeof owner !== 'string' || owner.length > 24) ? 'wide' : 'middle' },
    countTile('Tasks', dag.tasks.length, '#tasks'),
    countTile('Writes', written, '#reads-and-writes', 'table'),
    ...(triggers.length > 0 ? [countTile('Starts', triggers.length, '#triggers', 'DAG')] : []),
    ...(triggeredBy.length > 0 ? [countTile('Started by', triggeredBy.length, '#triggers', 'DAG')] : []),
    { label: 'Read', markdown: coverage, html: coverage === 'in full' ? 'in full' : markup`<span class="unknown">${coverage}</span>` },
    ...(problems.length > 0 ? [countTile('Problems', problems.length, '#problems')] : []),
  ]
  const markdown = [...tiles.map(({ label, markdown: text }) => `- ${label}: ${text}`), ...(dag.at === undefined ? [] : [`- Source: ${placeMarkdown(dag.at)}`])].join('\n')
  const html = markup`<dl class="facts">${tiles.map((tile) => markup`<div${tile.className !== undefined && markup` class="${tile.className}"`}><dt>${tile.label}</dt><dd>${tile.html}</dd></div>`)}</dl>`
  return { markdown, html }
}
