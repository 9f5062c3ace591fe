// Facts as HTML: what is not known has a dotted underline, its reason beside it and its place, so that it is never taken for a value.
import type { Place, Value } from '#model'
import { escapeMarkup, markup, trusted, type Markup, type Piece } from '#write'
import { compactWords, factWords, matchValue, placeText, plainEntries, reasonWords, unknownWords, unknownsIn, unlessSet } from './fact-words.ts'

/** How places become links: an address in which `{path}` and `{line}` are replaced; without one they are text. */
export type PlaceMarkup = (at: Place) => Markup

/** An address that pages may link to; undefined for any other, such as one that runs a script. */
export const httpAddress = (address: string | undefined): string | undefined => (address !== undefined && /^https?:\/\//i.test(address) ? address : undefined)

/** The address of a line of a source file, from one such as `https://example.org/blob/main/{path}#L{line}`; undefined where that is none to link to. */
export const sourceAddress = (sourceUrl: string | undefined, file: string, line: number): string | undefined => {
  const address = httpAddress(sourceUrl)
  if (address === undefined) return undefined
  const path = file.split('/').map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\uFFFD'))).join('/')
  return address.replaceAll('{path}', () => path).replaceAll('{line}', String(line))
}

/** Makes places links to `sourceUrl`. */
export const placeMarkupFor = (sourceUrl: string | undefined): PlaceMarkup => (at) => {
  const href = sourceAddress(sourceUrl, at.file, at.line)
  return href === undefined ? markup`<code class="place">${breakable(placeText(at))}</code>` : markup`<a class="place" href="${href}"><code>${breakable(placeText(at))}</code></a>`
}

/** Writes facts as HTML. */
export interface FactMarkup {
  readonly place: PlaceMarkup
  /** A fact in running text. */
  readonly fact: (value: Value | undefined) => Markup
  /** A fact that is a name in code. */
  readonly name: (value: Value | undefined) => Markup
  /** A text of several lines, as blocks of code: one for each side of a choice. `paint` colours what is known in full. */
  readonly block: (value: Value, paint?: (text: string) => Markup) => Markup
  /** Any value as JSON over as many lines as it takes. */
  readonly json: (value: Value) => Markup
}

/** A name that may be broken where its words end: after `_`, `.`, `-`, `/` and between the humps of a camel's. */
export const breakable = (name: string): Piece =>
  trusted(escapeMarkup(name).replace(/(?<=[_./-])(?=[^_./-])|(?<=[a-z0-9])(?=[A-Z])/g, '<wbr>'))

const pad = (depth: number): string => '  '.repeat(depth)
const none = markup`<span class="none">none</span>`

const fits = (value: Value): boolean => {
  const text = JSON.stringify(value)
  return text.length <= 60 && !text.includes('"$')
}

/** See `FactMarkup`. */
export const factMarkupFor = (place: PlaceMarkup): FactMarkup => {
  const unknown = (words: string, at: Place | undefined): Markup => markup`<span class="unknown">${words}</span>${at && markup` ${place(at)}`}`
  // Inside a longer text only the name of what is not known stands; why it is not comes behind the text.
  const hole = (part: Value): Markup => markup`<span class="unknown" title="${factWords(part)}">${compactWords(part)}</span>`
  const template = (parts: readonly Value[]): Markup => markup`<code>${parts.map((part): Piece => (typeof part === 'string' ? breakable(part) : hole(part)))}</code>`
  const reasons = (value: Value): Piece => unknownsIn(value).map((each) => markup` <span class="quiet">(‹${each.of ?? 'not known'}›: ${reasonWords(each)}${each.at && markup` ${place(each.at)}`})</span>`)
  const symbolic = (value: Value, plain: (value: Value) => Markup): Markup => matchValue(value, {
    unknown: (of) => unknown(unknownWords(of), of.at),
    choice: (when, then, other) => {
      const unless = unlessSet(when, then)
      if (unless !== undefined) return markup`${symbolic(other, plain)} <span class="if">unless</span> ${unknown(unless.words, unless.at)}`
      return markup`${symbolic(then, plain)} <span class="if">if <code>${breakable(when)}</code>, else</span> ${symbolic(other, plain)}`
    },
    template: (parts) => markup`${template(parts)}${reasons(parts)}`,
    maybe: (inner) => markup`<span class="if">perhaps</span> ${symbolic(inner, plain)}`,
    word: (text) => markup`<code>${text}</code>`,
    plain,
  })
  const pre = (content: Piece): Markup => markup`<pre tabindex="0"><code class="hljs">${content}</code></pre>`
  const block = (value: Value, paint: (text: string) => Piece): Markup => matchValue(value, {
    unknown: (of) => markup`<p>${unknown(unknownWords(of), of.at)}</p>`,
    choice: (when, then, other) => markup`<p class="if">if <code>${breakable(when)}</code>:</p>${block(then, paint)}<p class="if">else:</p>${block(other, paint)}`,
    template: (parts) => markup`${pre(parts.map((part): Piece => (typeof part === 'string' ? part : hole(part))))}<p>${reasons(parts)}</p>`,
    maybe: (inner) => markup`<p class="if">perhaps:</p>${block(inner, paint)}`,
    word: (text) => markup`<p><code>${text}</code></p>`,
    plain: (text) => pre(typeof text === 'string' ? paint(text) : json(text, 0)),
  })
  const scalar = (value: Value): Markup => {
    if (typeof value === 'string') return markup`<span class="hljs-string">${JSON.stringify(value)}</span>`
    return markup`<span class="${typeof value === 'number' ? 'hljs-number' : 'hljs-literal'}">${JSON.stringify(value)}</span>`
  }
  const rows = (open: string, close: string, lines: readonly Markup[], depth: number): Markup =>
    lines.length === 0 ? markup`${open}${close}` : markup`${open}\n${lines.map((line, i) => markup`${pad(depth + 1)}${line}${i < lines.length - 1 && ','}\n`)}${pad(depth)}${close}`
  const json = (value: Value, depth: number): Markup => symbolic(value, (plain) => {
    if (typeof plain !== 'object' || plain === null) return scalar(plain)
    if (Array.isArray(plain)) {
      return fits(plain) && plain.every((item) => typeof item !== 'object') ? markup`[${plain.map((item: Value, i) => [i > 0 && ', ', scalar(item)])}]` : rows('[', ']', plain.map((item: Value) => json(item, depth + 1)), depth)
    }
    const { entries, open } = plainEntries(plain as Readonly<Record<string, Value>>)
    const lines = entries.map(([key, inner]) => markup`<span class="hljs-attr">${JSON.stringify(key)}</span>: ${json(inner, depth + 1)}`)
    return rows('{', '}', open ? [...lines, markup`<span class="unknown">perhaps more</span>`] : lines, depth)
  })
  const inline = (value: Value): Markup => (typeof value === 'string' || typeof value === 'number' ? markup`${value}` : markup`<code>${JSON.stringify(value)}</code>`)
  return {
    place,
    fact: (value) => (value === undefined || value === null ? none : symbolic(value, inline)),
    name: (value) => (value === undefined || value === null ? none : symbolic(value, (plain) => markup`<code>${typeof plain === 'string' ? breakable(plain) : JSON.stringify(plain)}</code>`)),
    block: (value, paint = (text) => markup`${text}`) => block(value, paint),
    json: (value) => json(value, 0),
  }
}
