// Lists of settings in both forms: a label and a fact a row, as a definition list in HTML and as bullets in Markdown.
import { isSymbolic, type Place, type Value } from '#model'
import { durationWords } from '#time'
import { markup, type Markup, type Piece } from '#write'
import { cellMarkdown, codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import type { FactMarkup } from './fact-markup.ts'
import { factWords, placeText } from './fact-words.ts'

/** How a row's value is written: as text, as a name in code, as a duration from milliseconds, or as a list of names. */
export type RowForm = 'text' | 'name' | 'duration' | 'names'
/** One row; a value that is undefined leaves the row out. A place says where the fact is written. */
export interface FactRow {
  readonly label: string
  readonly value: Value | undefined
  readonly form: RowForm
  readonly at?: Place
}

/** A row. */
export const row = (label: string, value: Value | undefined, form: RowForm = 'text'): FactRow => ({ label, value, form })

const inWords = (value: Value, form: RowForm): Value =>
  form === 'duration' && typeof value === 'number' ? durationWords(value) : typeof value === 'boolean' ? (value ? 'yes' : 'no') : value

const given = (rows: readonly FactRow[]): { label: string; value: Value; form: RowForm }[] =>
  rows.flatMap(({ label, value, form }) => (value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [{ label, value: inWords(value, form), form }]))

const separated = (pieces: readonly Markup[]): Piece => pieces.map((piece, i) => [i > 0 && ', ', piece])

const rowMarkup = (facts: FactMarkup, value: Value, form: RowForm): Piece => {
  if (Array.isArray(value)) return separated(value.map((each: Value) => (form === 'names' ? facts.name(each) : facts.fact(each))))
  return form === 'name' || form === 'names' ? facts.name(value) : facts.fact(value)
}

/** A fact as Markdown on one line: names in code, the rest escaped. */
export const factMarkdown = (value: Value | undefined, form: RowForm = 'text'): string => {
  if (Array.isArray(value)) return value.map((each: Value) => factMarkdown(each, form)).join(', ')
  if (value === undefined || value === null) return 'none'
  const words = factWords(value)
  return (form === 'name' || form === 'names') && !isSymbolic(value) ? codeMarkdown(words) : escapeMarkdown(words)
}

/** Rows as a definition list; undefined where all are left out. */
export const rowsMarkup = (facts: FactMarkup, rows: readonly FactRow[], className = 'rows'): Markup | undefined => {
  const list = given(rows)
  return list.length === 0 ? undefined : markup`<dl class="${className}">${list.map(({ label, value, form }) => markup`<div><dt>${label}</dt><dd>${rowMarkup(facts, value, form)}</dd></div>`)}</dl>`
}

/** Rows as bullets; empty where all are left out. */
export const rowsMarkdown = (rows: readonly FactRow[]): string =>
  given(rows).map(({ label, value, form }) => `- ${escapeMarkdown(label)}: ${factMarkdown(value, form)}`).join('\n')

/** A table: head cells are text, body cells are Markdown already. */
export const tableMarkdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head.map(escapeMarkdown), head.map(() => '---'), ...rows.map((cells) => cells.map((cell) => cellMarkdown(cell) || ' '))].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** Where something is written, as Markdown. */
export const placeMarkdown = (at: Place): string => codeMarkdown(placeText(at))
