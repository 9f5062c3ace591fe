// The home page: how much there is, every DAG in a table that can be filtered, and the way to everything else.
import type { Dag, Fact, Problem } from '#model'
import { markup, type Piece } from '#write'
import type { BookContext, PageContext } from './context.ts'
import { dagSchedule, kindWords, purposeOf } from './dag-words.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { tableMarkdown } from './fact-rows.ts'
import { countWords, factWords, numberWords } from './fact-words.ts'
import { countTile, tilesPart, type Tile } from './head-markup.ts'
import { rhythmsOf } from './frequency.ts'
import { facetsMarkup, facetValues } from './list-facets.ts'
import { listMarkup, noneMarkup, type ListRow } from './list-markup.ts'
import type { Part } from './page.ts'
import { coverageTile } from './part-coverage.ts'
import { ownersMarkdown, ownersMarkup, scheduleMarkup, tagsMarkdown, tagsMarkup } from './part-head.ts'

const partlyTile = (label: string, counted: { readonly known: number; readonly total: number }, one: string): Tile => {
  const isFull = counted.known === counted.total, words = isFull ? 'in full' : `${numberWords(counted.known)} of ${countWords(counted.total, one)}`
  return { label, markdown: words, html: isFull ? words : markup`<span class="unknown">${words}</span>` }
}

/** Counts over the whole book. */
export const summaryPart = (context: BookContext, problems: readonly Problem[]): Part => {
  const { model } = context
  const tasks = model.dags.reduce((sum, dag) => sum + dag.tasks.length, 0)
  const owners = new Set([...context.ownership.owners, ...model.dags.flatMap((dag) => dag.owners.map((owner: Fact<string>) => factWords(owner)))]).size
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const problemWords = problems.length === 0 ? 'none' : `${numberWords(problems.length)}${errors > 0 ? `, ${countWords(errors, 'error')}` : ''}`
  return tilesPart([
    { label: 'DAGs', markdown: numberWords(model.dags.length), html: numberWords(model.dags.length) }, countTile('Tasks', tasks), countTile('Owners', owners, context.url('owners')),
    partlyTile('Tasks read', model.coverage.tasks, 'task'), partlyTile('Files read', model.coverage.files, 'file'),
    { label: 'Problems', markdown: problemWords, html: problems.length === 0 ? noneMarkup : markup`<a href="${context.url('problems')}">${problemWords}</a>` },
    coverageTile(context),
    ...(model.environment === undefined ? [] : [{ label: 'Environment', markdown: escapeMarkdown(model.environment), html: model.environment }]),
  ])
}

/** A name in a table, and a sentence about it below. */
export const namedCell = (link: Piece, chips: Piece, sentence: string | undefined): Piece =>
  markup`${link}${chips}${sentence !== undefined && markup`<p dir="auto">${sentence}</p>`}`

const dagRow = (dag: Dag, context: BookContext): ListRow => {
  const problems = context.problemsOf(dag).length
  return {
    // What the filter looks through, besides the words of the row.
    terms: [dag.kind, dag.at?.file ?? '', ...dag.tasks.slice(0, 200).map((task) => task.taskId)].join(' '),
    cells: [
      namedCell(context.link('dag', dag.dagId), [dag.kind !== 'dag' && markup` <span class="chip">${kindWords[dag.kind]}</span>`, !dag.complete && markup` <span class="chip warning">incomplete</span>`], purposeOf(dag)),
      scheduleMarkup(dag), ownersMarkup(dag, context), tagsMarkup(dag, context) || noneMarkup, dag.tasks.length, problems === 0 ? noneMarkup : problems,
    ],
  }
}

/** DAGs in a table; undefined where there is none. */
export const dagsPart = (dags: readonly Dag[], context: PageContext): Part | undefined => {
  if (dags.length === 0) return undefined
  const columns = [{ title: 'DAG' }, { title: 'Runs' }, { title: 'Owner' }, { title: 'Tags' }, { title: 'Tasks', number: true }, { title: 'Problems', number: true }] as const
  const rows = dags.map((dag) => [
    `${context.linkMarkdown('dag', dag.dagId)}${purposeOf(dag) === undefined ? '' : ` ${escapeMarkdown(purposeOf(dag)!)}`}`, escapeMarkdown(dagSchedule(dag.schedule)),
    ownersMarkdown(dag, context), tagsMarkdown(dag, context), String(dag.tasks.length), String(context.problemsOf(dag).length),
  ])
  const rhythmOf = rhythmsOf(context.model)
  return {
    markdown: tableMarkdown(columns.map((column) => column.title), rows),
    html: listMarkup({ of: 'dag', facets: facetsMarkup('dag', dags.map((dag) => facetValues(dag, context, rhythmOf(dag)))), className: 'dags', placeholder: 'name, owner, tag, task …', columns, rows: dags.map((dag) => dagRow(dag, context)), noMatch: 'No DAG matches.' }),
  }
}
