// Facts as HTML: what is not known has a dotted underline, its reason beside it and its place, so that it is never taken for a value.
import type { Place, Value } from '#model'
import { markup, trusted, type Markup, type Piece } from '#write'
import { matchValue, placeText, plainEntries, unknownWords } from './fact-words.ts'

/** How places become links: an address in which `{path}` and `{line}` are replaced; without one they are text. */
export type PlaceMarkup = (at: Place) => Markup

const safeAddress = /^https?:\/\//i

/** Makes places links to `sourceUrl`, such as `https://example.org/blob/main/{path}#L{line}`. */
export const placeMarkupFor = (sourceUrl: string | undefined): PlaceMarkup => (at) => {
  if (sourceUrl === undefined || !safeAddress.test(sourceUrl)) return markup`<code class="place">${placeText(at)}</code>`
  const path = at.file.split('/').map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\uFFFD'))).join('/')
  const href = sourceUrl.replaceAll('{path}', () => path).replaceAll('{line}', String(at.line))
  return markup`<a class="place" href="${href}"><code>${placeText(at)}</code></a>`
}

/** Writes facts as HTML. */
export interface FactMarkup {
  readonly place: PlaceMarkup
  /** A fact in running text. */
  readonly fact: (value: Value | undefined) => Markup
  /** A fact that is a name in code. */
  readonly name: (value: Value | undefined) => Markup
  /** Any value as JSON over as many lines as it takes. */
  readonly json: (value: Value) => Markup
}

/** A name that may be broken where its words end: after `_`, `.`, `-`, `/` and between the humps of a camel's. */
export const breakable = (name: string): Piece =>
  name.split(/(?<=[_./-])(?=[^_./-])|(?<=[a-z0-9])(?=[A-Z])/).map((piece, i) => [i > 0 && trusted('<wbr>'), piece])

const pad = (depth: number): string => '  '.repeat(depth)
const none = markup`<span class="none">none</span>`

const fits = (value: Value): boolean => {
  const text = JSON.stringify(value)
  return text.length <= 60 && !text.includes('"$')
}

/** See `FactMarkup`. */
export const factMarkupFor = (place: PlaceMarkup): FactMarkup => {
  const unknown = (words: string, at: Place | undefined): Markup => markup`<span class="unknown">${words}</span>${at && markup` ${place(at)}`}`
  const symbolic = (value: Value, plain: (value: Value) => Markup): Markup => matchValue(value, {
    unknown: (of) => unknown(unknownWords(of), of.at),
    choice: (when, then, other) => markup`${symbolic(then, plain)} <span class="if">if <code>${when}</code>, else</span> ${symbolic(other, plain)}`,
    template: (parts) => markup`<span class="template">${parts.map((part): Piece => (typeof part === 'string' ? markup`<code>${part}</code>` : symbolic(part, plain)))}</span>`,
    maybe: (inner) => markup`<span class="if">perhaps</span> ${symbolic(inner, plain)}`,
    word: (text) => markup`<code>${text}</code>`,
    plain,
  })
  const scalar = (value: Value): Markup => {
    if (typeof value === 'string') return markup`<span class="hljs-string">${JSON.stringify(value)}</span>`
    return markup`<span class="${typeof value === 'number' ? 'hljs-number' : 'hljs-literal'}">${JSON.stringify(value)}</span>`
  }
  const block = (open: string, close: string, rows: readonly Markup[], depth: number): Markup =>
    rows.length === 0 ? markup`${open}${close}` : markup`${open}\n${rows.map((row, i) => markup`${pad(depth + 1)}${row}${i < rows.length - 1 && ','}\n`)}${pad(depth)}${close}`
  const json = (value: Value, depth: number): Markup => symbolic(value, (plain) => {
    if (typeof plain !== 'object' || plain === null) return scalar(plain)
    if (Array.isArray(plain)) {
      return fits(plain) && plain.every((item) => typeof item !== 'object') ? markup`[${plain.map((item: Value, i) => [i > 0 && ', ', scalar(item)])}]` : block('[', ']', plain.map((item: Value) => json(item, depth + 1)), depth)
    }
    const { entries, open } = plainEntries(plain as Readonly<Record<string, Value>>)
    const rows = entries.map(([key, inner]) => markup`<span class="hljs-attr">${JSON.stringify(key)}</span>: ${json(inner, depth + 1)}`)
    return block('{', '}', open ? [...rows, markup`<span class="unknown">perhaps more</span>`] : rows, depth)
  })
  const inline = (value: Value): Markup => (typeof value === 'string' || typeof value === 'number' ? markup`${value}` : markup`<code>${JSON.stringify(value)}</code>`)
  return {
    place,
    fact: (value) => (value === undefined || value === null ? none : symbolic(value, inline)),
    name: (value) => (value === undefined || value === null ? none : symbolic(value, (plain) => markup`<code>${typeof plain === 'string' ? breakable(plain) : JSON.stringify(plain)}</code>`)),
    json: (value) => json(value, 0),
  }
}
