// Problems and sums as a terminal shows them.
import type { Coverage, Model, Problem, Severity } from '#model'

const codes = { bold: 1, dim: 2, red: 31, yellow: 33, blue: 34 }
type Style = keyof typeof codes
/** Marks a piece of text with a style. */
export type Painter = (style: Style, text: string) => string

/** Paints with ANSI codes, or not at all. */
export const painter = (colour: boolean): Painter => (style, text) => (colour ? `\u001b[${codes[style]}m${text}\u001b[0m` : text)

const colourOf: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', note: 'blue' }

// Text from sources could otherwise move the cursor or change the colours of the reader's terminal.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g
/** The text with control characters spelled out. */
export const harmless = (text: string): string =>
  text.replace(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** One problem: place, severity and code on the first line, what was found and what to do below. */
export const problemText = (problem: Problem, paint: Painter): string => {
  const { at, severity, code, message, help, related = [] } = problem
  const place = at === undefined ? '' : `${at.file}:${at.line}:${at.column}  `
  const lines = [
    `${paint('bold', harmless(place))}${paint(colourOf[severity], severity)}  ${paint('bold', code)}`,
    `  ${harmless(message)}`,
    ...related.map((other) => paint('dim', `  ${harmless(`${other.at.file}:${other.at.line}:${other.at.column}: ${other.message}`)}`)),
    ...(help === undefined ? [] : [paint('dim', `  help: ${harmless(help)}`)]),
  ]
  return `${lines.map((line) => line.replaceAll('\n', '\n  ')).join('\n')}\n`
}

/** `3 tasks`, `1 task`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** How many problems of each severity: `2 errors, 1 note`; `No problems`. */
export const problemCounts = (problems: readonly Problem[]): string => {
  const parts = (['error', 'warning', 'note'] as const)
    .map((severity) => [problems.filter((problem) => problem.severity === severity).length, severity] as const)
    .filter(([n]) => n > 0).map(([n, severity]) => count(n, severity))
  return parts.length === 0 ? 'No problems' : parts.join(', ')
}

/** How much was read: `7 DAGs with 61 tasks in 12 files; 58 of 61 tasks fully read.` */
export const coverageText = ({ coverage }: Pick<Model, 'coverage'>): string => {
  const { files, dags, tasks }: Coverage = coverage
  const all = `${count(dags.total, 'DAG')} with ${count(tasks.total, 'task')} in ${count(files.total, 'file')}`
  if (tasks.total === 0) return `${all}.`
  return `${all}; ${tasks.known === tasks.total ? 'every task' : `${tasks.known} of ${tasks.total} tasks`} fully read.`
}
