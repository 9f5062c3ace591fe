// HTML and SVG as text that cannot be broken out of: what is put into a template is escaped unless it is markup itself.

/** Finished HTML or SVG. Only `markup` makes it; `trusted` vouches for text that is safe for another reason. */
export interface Markup {
  readonly markup: string
}
/** What may be put into a template: text is escaped, markup is taken as it is, nothing is left out. */
export type Piece = string | number | Markup | null | undefined | false | readonly Piece[]

// Control characters have no business in markup; XML forbids most of them even when escaped.
/* oxlint-disable no-control-regex */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g
const special = /[&<>"'\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for use between tags and in quoted attributes. */
export const escapeMarkup = (text: string): string =>
  (special.test(text) ? text.replace(forbidden, '\uFFFD').replace(/[&<>"']/g, (char) => entities[char]!) : text)

const written = (piece: Piece): string => {
  if (piece === null || piece === undefined || piece === false) return ''
  if (typeof piece === 'string') return escapeMarkup(piece)
  if (typeof piece === 'number') return String(piece)
  if ('markup' in piece) return piece.markup
  let all = ''
  for (const each of piece) all += written(each)
  return all
}

/** A template whose values are escaped. */
export const markup = (texts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup => {
  let all = texts[0]!
  for (let i = 1; i < texts.length; i++) all += written(pieces[i - 1]) + texts[i]!
  return { markup: all }
}

/** Vouches for markup that another part of this program has made safe: the sanitised HTML of a document, a drawing. */
export const trusted = (text: string): Markup => ({ markup: text })

/** The text of a piece of markup. */
export const markupText = (piece: Piece): string => written(piece)
