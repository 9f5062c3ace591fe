// Problems: those of one DAG, and those of the whole book by file.
import type { Problem } from '#model'
import { markup, type Piece } from '#write'
import { anchorText } from './address.ts'
import type { BookContext, PageContext } from './context.ts'
import { isFullyRead } from './dag-words.ts'
import { codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import { placeMarkdown } from './fact-rows.ts'
import { countWords, numberWords } from './fact-words.ts'
import { listed } from './list-markup.ts'
import type { Part } from './page.ts'

const problemAnchor = ({ code, at }: Problem): string => anchorText(at === undefined ? `problem-${code}` : `problem-${code}-${at.file}-${at.line}-${at.column}`)

/** Problems as a list; undefined where there are none. */
export const problemsPart = (problems: readonly Problem[], context: BookContext): Part | undefined => {
  if (problems.length === 0) return undefined
  return {
    markdown: problems.map((problem) => `- **${problem.severity}** ${codeMarkdown(problem.code)}: ${proseMarkdown(problem.message)}${problem.help === undefined ? '' : ` ${proseMarkdown(problem.help)}`}${problem.at === undefined ? '' : ` (${placeMarkdown(problem.at)})`}`).join('\n'),
    html: markup`<ul class="problems">${problems.map((problem) => markup`<li class="problem is-${problem.severity}" id="${problemAnchor(problem)}"><p><span class="severity">${problem.severity}</span> <code>${problem.code}</code>${problem.at && markup` ${context.facts.place(problem.at)}`}<a class="anchor" href="#${problemAnchor(problem)}" aria-label="Link to this problem">#</a></p><p>${prose(problem.message)}</p>${
      problem.help !== undefined && markup`<p class="help">${prose(problem.help)}</p>`}${
      (problem.related ?? []).map((related) => markup`<p class="quiet">${prose(related.message)} ${context.facts.place(related.at)}</p>`)}</li>`)}</ul>`,
  }
}

/** Messages quote names in backticks. */
const prose = (text: string): Piece => text.split(/`([^`]*)`/).map((piece, i) => (i % 2 === 1 ? markup`<code>${piece}</code>` : piece))

const proseMarkdown = (text: string): string => text.split(/`([^`]*)`/).map((piece, i) => (i % 2 === 1 ? codeMarkdown(piece) : escapeMarkdown(piece))).join('')

/** The problems of the whole book, by file. */
export const allProblemsPart = (context: BookContext, problems: readonly Problem[]): Part | undefined => {
  if (problems.length === 0) return undefined
  const files = [...new Set(problems.map((problem) => problem.at?.file ?? ''))]
  const groups = files.map((file) => ({ file, part: problemsPart(problems.filter((problem) => (problem.at?.file ?? '') === file), context)! }))
  const dagsOf = (file: string): Piece => {
    const dags = file === '' ? [] : context.model.dags.filter((dag) => dag.at?.file === file)
    return dags.length > 0 && markup`<p class="quiet">DAGs in this file: ${dags.map((dag, i) => [i > 0 && ', ', context.link('dag', dag.dagId)])}</p>`
  }
  return {
    markdown: groups.map(({ file, part }) => `## ${file === '' ? 'Everywhere' : escapeMarkdown(file)}\n\n${part.markdown}`).join('\n\n'),
    html: markup`${groups.map(({ file, part }) => markup`<section class="problem-file"><h2>${file === '' ? 'Everywhere' : markup`<code>${file}</code>`}</h2>${dagsOf(file)}${part.html}</section>`)}`,
  }
}

/** The DAGs that were read only in part, problems or none; undefined where all were read in full. */
export const partlyReadPart = (context: PageContext): Part | undefined => {
  const most = 50
  const dags = context.model.dags.map((dag) => ({ dag, partly: dag.tasks.filter((task) => !isFullyRead(task)).length })).filter(({ dag, partly }) => partly > 0 || !dag.complete)
  if (dags.length === 0) return undefined
  const count = dags.reduce((sum, { partly }) => sum + partly, 0), more = dags.length > most ? ` and ${numberWords(dags.length - most)} more` : ''
  const words = count === 0 ? `${countWords(dags.length, 'DAG')} may have more tasks` : `${countWords(count, 'task')} ${count === 1 ? 'is' : 'are'} read in part`
  const shown = dags.slice(0, most).map(({ dag }) => dag.dagId)
  return {
    markdown: `${words}: ${shown.map((dagId) => context.linkMarkdown('dag', dagId)).join(', ')}${more}.`,
    html: markup`<p>${words}: ${listed(shown.map((dagId) => context.link('dag', dagId)))}${more}.</p>`,
  }
}
