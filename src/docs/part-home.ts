// The home page: how much there is, and every DAG in a table that can be filtered.
import type { Dag, Fact, Problem } from '#model'
import { markup, type Markup, type Piece } from '#write'
import { dagSchedule, kindWords, purposeOf } from './dag-words.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { breakable } from './fact-markup.ts'
import { factMarkdown, tableMarkdown } from './fact-rows.ts'
import { countWords, factWords, numberWords } from './fact-words.ts'
import type { BookContext, Part } from './page.ts'
import { scheduleMarkup } from './part-head.ts'
import { problemsPart } from './part-settings.ts'

const partly = (counted: { readonly known: number; readonly total: number }, one: string): Markup => {
  const words = counted.known === counted.total ? 'in full' : `${counted.known} of ${countWords(counted.total, one)}`
  return counted.known === counted.total ? markup`${words}` : markup`<span class="unknown">${words}</span>`
}

/** Counts over the whole book. */
export const summaryPart = (context: BookContext, problems: readonly Problem[]): Part => {
  const { model } = context
  const tasks = model.dags.reduce((sum, dag) => sum + dag.tasks.length, 0)
  const owners = new Set(model.dags.flatMap((dag) => dag.owners.map((owner: Fact<string>) => factWords(owner)))).size
  const tile = (label: string, html: Piece): Markup => markup`<div><dt>${label}</dt><dd>${html}</dd></div>`
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const problemWords = problems.length === 0 ? 'none' : `${numberWords(problems.length)}${errors > 0 ? `, ${countWords(errors, 'error')}` : ''}`
  return {
    markdown: [`- ${countWords(model.dags.length, 'DAG')}, ${countWords(tasks, 'task')}, ${countWords(owners, 'owner')}`, `- Tasks read in full: ${model.coverage.tasks.known} of ${model.coverage.tasks.total}`, `- Problems: ${problemWords}`].join('\n'),
    html: markup`<dl class="facts">${tile('DAGs', numberWords(model.dags.length))}${tile('Tasks', numberWords(tasks))}${tile('Owners', numberWords(owners))}${
      tile('Tasks read', partly(model.coverage.tasks, 'task'))}${tile('Files read', partly(model.coverage.files, 'file'))}${
      tile('Problems', problems.length === 0 ? markup`<span class="none">none</span>` : markup`<a href="${context.url('problems')}">${problemWords}</a>`)}${
      model.environment !== undefined && tile('Environment', model.environment)}</dl>`,
  }
}

const chips = (facts: readonly Fact<string>[], context: BookContext): Piece =>
  facts.length === 0 ? markup`<span class="none">none</span>` : markup`<ul class="tags">${facts.map((fact) => markup`<li>${context.facts.fact(fact)}</li>`)}</ul>`

const dagRow = (dag: Dag, context: BookContext): Markup => {
  const purpose = purposeOf(dag)
  const problems = context.problemsOf(dag).length
  const owners = dag.owners.map((owner: Fact<string>, i) => [i > 0 && ', ', context.facts.fact(owner)])
  // What the filter looks through, besides the words of the row.
  const terms = [dag.kind, dag.at?.file ?? '', ...dag.tasks.slice(0, 200).map((task) => task.taskId)].join(' ')
  return markup`<tr data-terms="${terms}"><th scope="row"><a href="${context.url(context.dagPath(dag.dagId) ?? '')}"><code>${breakable(dag.dagId)}</code></a>${dag.kind !== 'dag' && markup` <span class="chip">${kindWords[dag.kind]}</span>`}${!dag.complete && markup` <span class="chip warning">incomplete</span>`}${
    purpose !== undefined && markup`<p dir="auto">${purpose}</p>`}</th><td data-label="Runs">${scheduleMarkup(dag)}</td><td data-label="Owner">${dag.owners.length === 0 ? markup`<span class="none">none</span>` : owners}</td><td data-label="Tags">${
    chips(dag.tags, context)}</td><td data-label="Tasks" class="number">${dag.tasks.length}</td><td data-label="Problems" class="number">${problems === 0 ? markup`<span class="none">none</span>` : problems}</td></tr>`
}

/** Every DAG in a table; undefined where there is none. */
export const dagsPart = (context: BookContext): Part | undefined => {
  const { dags } = context.model
  if (dags.length === 0) return undefined
  const head = ['DAG', 'Runs', 'Owner', 'Tags', 'Tasks', 'Problems']
  const rows = dags.map((dag) => [
    `${context.dagLinkMarkdown(dag.dagId, 'index.md')}${purposeOf(dag) === undefined ? '' : ` ${escapeMarkdown(purposeOf(dag)!)}`}`, escapeMarkdown(dagSchedule(dag.schedule)),
    dag.owners.length === 0 ? 'none' : factMarkdown(dag.owners), dag.tags.length === 0 ? 'none' : factMarkdown(dag.tags), String(dag.tasks.length), String(context.problemsOf(dag).length),
  ])
  return {
    markdown: tableMarkdown(head, rows),
    html: markup`<div class="filter" hidden><label for="dag-filter">Filter</label><input id="dag-filter" type="search" autocomplete="off" spellcheck="false" placeholder="name, owner, tag, task …" data-filter="dags"><output for="dag-filter"></output></div><table class="dags" id="dags"><thead><tr>${
      head.map((cell, i) => markup`<th scope="col"${i > 3 && markup` class="number"`}>${cell}</th>`)}</tr></thead><tbody>${dags.map((dag) => dagRow(dag, context))}</tbody></table><p class="no-match" hidden>No DAG matches.</p>`,
  }
}

/** The problems of the whole book, by file. */
export const allProblemsPart = (context: BookContext, problems: readonly Problem[]): Part | undefined => {
  if (problems.length === 0) return undefined
  const files = [...new Set(problems.map((problem) => problem.at?.file ?? ''))]
  const groups = files.map((file) => ({ file, part: problemsPart(problems.filter((problem) => (problem.at?.file ?? '') === file), context)! }))
  const dagsOf = (file: string): Piece => {
    const dags = file === '' ? [] : context.model.dags.filter((dag) => dag.at?.file === file)
    return dags.length > 0 && markup`<p class="quiet">DAGs in this file: ${dags.map((dag, i) => [i > 0 && ', ', context.dagLink(dag.dagId)])}</p>`
  }
  return {
    markdown: groups.map(({ file, part }) => `## ${file === '' ? 'Everywhere' : escapeMarkdown(file)}\n\n${part.markdown}`).join('\n\n'),
    html: markup`${groups.map(({ file, part }) => markup`<section class="problem-file"><h2>${file === '' ? 'Everywhere' : markup`<code>${file}</code>`}</h2>${dagsOf(file)}${part.html}</section>`)}`,
  }
}
