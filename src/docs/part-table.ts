// The page of a table, and the list of all tables: what a table is, its columns, who writes and who reads it.
import { sortedBy, tableIdOf, type Fact, type Table, type Value } from '#model'
import { markup, type Markup, type Piece } from '#write'
import { anchorText } from './address.ts'
import type { BookContext, PageContext } from './context.ts'
import { dagSchedule, firstSentence } from './dag-words.ts'
import { tableLasts } from './docs-coverage.ts'
import { codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import { factMarkdown, placeMarkdown, tableMarkdown } from './fact-rows.ts'
import { countWords } from './fact-words.ts'
import { breakable } from './fact-markup.ts'
import { countTile, headPart, tilesPart } from './head-markup.ts'
import { listMarkup, listed, tableMarkup } from './list-markup.ts'
import type { Part } from './page.ts'
import { namedCell } from './part-home.ts'
import { scheduleMarkup } from './part-head.ts'

/** What a table is, in words. */
export const roleWords: Readonly<Record<Table['role'], string>> = {
  source: 'source', temporary: 'temporary table', output: 'output', history: 'history table', wide: 'wide table', 'dropped-rows': 'dropped rows', view: 'view', file: 'file', table: 'table',
}
const notKnown = markup`<span class="none">not known</span>`
const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a table holds, in one sentence; undefined where nobody says so. */
export const tablePurpose = (table: Table): string | undefined =>
  typeof table.description === 'string' && table.description.trim() !== '' ? firstSentence(table.description) : undefined

interface Use {
  readonly dagId: string
  readonly taskId: string
  readonly mode: string
  readonly partition: Value | undefined
}

/** The tasks behind ids, with what they do to the table. */
const usesOf = (table: Table, ids: readonly string[], context: BookContext): Use[] => sortedBy(ids.flatMap((id): Use[] => {
  const found = context.task(id)
  if (found === undefined) return []
  const write = (found.task.writes ?? []).find((each) => typeof each.table === 'string' && tableIdOf(each.table) === table.id)
  return [{ dagId: found.dag.dagId, taskId: found.task.taskId, mode: write?.mode ?? 'unknown', partition: write?.partition }]
}), (use) => `${use.dagId}\u0000${use.taskId}`)

/** The DAGs of some tasks, each once. */
const dagsOf = (ids: readonly string[], context: BookContext): string[] =>
  [...new Set(ids.flatMap((id) => context.task(id)?.dag.dagId ?? []))]

/** The table's name, what it is and what it holds. */
export const tableHeadPart = (table: Table, context: BookContext): Part => headPart({
  eyebrow: [sentenceCase(roleWords[table.role]), table.at && markup` · ${context.facts.place(table.at)}`], name: table.name, lead: tablePurpose(table),
  missing: {
    what: 'No description yet.',
    where: table.at === undefined ? markup`No source declares this table: do so with <code>table('${table.name}', { description, columns })</code> and let tasks read and write that.` : markup`Write one in its <code>description</code>.`,
  },
})

/** The strip of facts. */
export const tableFactsPart = (table: Table, context: BookContext): Part => {
  const writers = dagsOf(table.writers, context), readers = dagsOf(table.readers, context)
  const { markdown, html } = tilesPart([
    { label: 'Role', markdown: roleWords[table.role], html: roleWords[table.role] },
    table.columns.length > 0 ? countTile('Columns', table.columns.length, '#columns') : { label: 'Columns', markdown: 'not known', html: notKnown },
    countTile('Written by', writers.length, '#written-by', 'DAG'), countTile('Read by', readers.length, '#read-by', 'DAG'),
  ])
  return { markdown: [markdown, ...(table.at === undefined ? [] : [`- Source: ${placeMarkdown(table.at)}`])].join('\n'), html }
}

const text = (fact: Fact<string> | undefined, context: BookContext): Piece => (fact === undefined ? '' : context.facts.fact(fact))

/** The columns; undefined where none are known. */
export const columnsPart = (table: Table, context: BookContext): Part | undefined => {
  if (table.columns.length === 0) return undefined
  const hasText = table.columns.some((column) => column.description !== undefined)
  const head = ['Column', 'Type', ...(hasText ? ['What it holds'] : [])]
  return {
    markdown: tableMarkdown(head, table.columns.map((column) => [codeMarkdown(column.name), column.type === undefined ? 'not known' : factMarkdown(column.type), ...(hasText ? [column.description === undefined ? '' : factMarkdown(column.description)] : [])])),
    html: tableMarkup(head, table.columns.map((column) => ({
      id: `column-${anchorText(column.name)}`,
      cells: [markup`<code>${breakable(column.name)}</code><a class="anchor" href="#column-${anchorText(column.name)}" aria-label="Link to ${column.name}">#</a>`, column.type === undefined ? notKnown : context.facts.fact(column.type), ...(hasText ? [text(column.description, context)] : [])],
    }))),
  }
}

const taskLink = (use: Use, context: BookContext): Markup => context.link('task', `${use.dagId}/${use.taskId}`, use.taskId)
const runs = (dagId: string, context: BookContext): Piece => {
  const dag = context.dag(dagId)
  return dag === undefined ? '' : scheduleMarkup(dag)
}
const runsMarkdown = (dagId: string, context: BookContext): string => {
  const dag = context.dag(dagId)
  return dag === undefined ? '' : escapeMarkdown(dagSchedule(dag.schedule))
}

/** Who writes the table and how; undefined where nobody does. */
export const writersPart = (table: Table, context: PageContext): Part | undefined => {
  const uses = usesOf(table, table.writers, context)
  if (uses.length === 0) return undefined
  const hasPartition = uses.some((use) => use.partition !== undefined)
  const head = ['DAG', 'Task', 'How', ...(hasPartition ? ['Partition'] : []), 'Runs']
  return {
    markdown: tableMarkdown(head, uses.map((use) => [
      context.linkMarkdown('dag', use.dagId), context.linkMarkdown('task', `${use.dagId}/${use.taskId}`, use.taskId), use.mode, ...(hasPartition ? [use.partition === undefined ? 'none' : factMarkdown(use.partition, 'name')] : []), runsMarkdown(use.dagId, context),
    ])),
    html: tableMarkup(head, uses.map((use) => ({
      cells: [context.link('dag', use.dagId), taskLink(use, context), use.mode === 'unknown' ? markup`<span class="unknown" title="the definition does not say how">unknown</span>` : use.mode, ...(hasPartition ? [context.facts.name(use.partition)] : []), runs(use.dagId, context)],
    }))),
  }
}

/** Who reads the table; undefined where nobody does. */
export const readersPart = (table: Table, context: PageContext): Part | undefined => {
  const uses = usesOf(table, table.readers, context)
  if (uses.length === 0) return undefined
  const head = ['DAG', 'Task', 'Runs']
  return {
    markdown: tableMarkdown(head, uses.map((use) => [context.linkMarkdown('dag', use.dagId), context.linkMarkdown('task', `${use.dagId}/${use.taskId}`, use.taskId), runsMarkdown(use.dagId, context)])),
    html: tableMarkup(head, uses.map((use) => ({ cells: [context.link('dag', use.dagId), taskLink(use, context), runs(use.dagId, context)] }))),
  }
}

/** Every table in a list that can be filtered, those that last first; undefined where there is none. */
export const allTablesPart = (context: PageContext): Part | undefined => {
  const tables = [...context.model.tables.filter(tableLasts), ...context.model.tables.filter((table) => !tableLasts(table))]
  if (tables.length === 0) return undefined
  const dags = (ids: readonly string[]): Piece => listed(dagsOf(ids, context).map((dagId) => context.link('dag', dagId)))
  const dagsMarkdown = (ids: readonly string[]): string => dagsOf(ids, context).map((dagId) => context.linkMarkdown('dag', dagId)).join(', ') || 'none'
  const columns = [{ title: 'Table' }, { title: 'Role' }, { title: 'Written by' }, { title: 'Read by' }, { title: 'Columns', number: true }] as const
  return {
    markdown: tableMarkdown(columns.map((column) => column.title), tables.map((table) => [
      `${context.linkMarkdown('table', table.name)}${tablePurpose(table) === undefined ? '' : ` ${escapeMarkdown(tablePurpose(table)!)}`}`, roleWords[table.role], dagsMarkdown(table.writers), dagsMarkdown(table.readers), table.columns.length === 0 ? 'not known' : String(table.columns.length),
    ])),
    html: listMarkup({
      of: 'table', placeholder: 'name, role, column, DAG …', columns, noMatch: 'No table matches.',
      ...(tables.some(tableLasts) && !tables.every(tableLasts) && { only: { name: 'lasts', label: 'Only what lasts' } }),
      rows: tables.map((table) => ({
        terms: [table.name, ...table.columns.slice(0, 200).map((column) => column.name)].join(' '), marked: tableLasts(table),
        cells: [namedCell(context.link('table', table.name), undefined, tablePurpose(table)), roleWords[table.role], dags(table.writers), dags(table.readers), table.columns.length === 0 ? notKnown : table.columns.length],
      })),
    }),
  }
}

/** One sentence about a table, for search engines and previews. */
export const tableDescription = (table: Table): string =>
  tablePurpose(table) ?? `${table.name}: ${roleWords[table.role]}, written by ${countWords(table.writers.length, 'task')}, read by ${countWords(table.readers.length, 'task')}`
