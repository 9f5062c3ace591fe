// What the tops of pages have in common: a name with what it names above it, and a strip of facts below.
import { markup, type Markup, type Piece } from '#write'
import { codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import { countWords, numberWords } from './fact-words.ts'
import { breakable } from './fact-markup.ts'
import type { Part } from './page.ts'

/** The top of a page. */
export interface Head {
  /** What it is: `Table`. */
  readonly eyebrow: Piece
  readonly name: string
  /** The name is one in code, which can be copied; left out for the names of people and topics. */
  readonly isCode?: boolean
  /** One sentence, as text. */
  readonly lead?: string | undefined
  /** What to do where there is no such sentence. */
  readonly missing?: { readonly what: string; readonly where: Markup }
  /** What comes below. */
  readonly more?: Piece
}

/** The top of a page as HTML. */
export const headMarkup = ({ eyebrow, name, isCode = true, lead, missing, more }: Head): Markup => {
  const title = isCode ? markup`<code>${breakable(name)}</code><button type="button" class="copy" data-copy="${name}" aria-label="Copy the name" hidden></button>` : markup`${name}`
  return markup`<header class="head"><p class="eyebrow">${eyebrow}</p><h1>${title}</h1>${
    lead === undefined ? missing !== undefined && missingMarkup(missing.what, missing.where) : markup`<p class="lead" dir="auto">${lead}</p>`}${more}</header>`
}

/** The top of a page in both forms. */
export const headPart = (head: Head): Part => ({
  markdown: [`# ${(head.isCode ?? true ? codeMarkdown(head.name) : escapeMarkdown(head.name)) || 'without a name'}`, ...(head.lead !== undefined ? ['', escapeMarkdown(head.lead)] : head.missing !== undefined ? ['', `*${head.missing.what}*`] : [])].join('\n'),
  html: headMarkup(head),
})

/** A line for what should be there and is not: what to do about it. */
export const missingMarkup = (what: string, where: Markup): Markup => markup`<p class="missing">${what} <span>${where}</span></p>`

/** A fact in the strip below the top of a page. */
export interface Tile {
  readonly label: string
  /** Empty where only the page can say it. */
  readonly markdown: string
  readonly html: Piece
  /** How much room it takes: `middle`, `wide`. */
  readonly className?: string
}

/** A count that leads to what is counted; without `one` the label says what that is. */
export const countTile = (label: string, count: number, href?: string, one?: string): Tile => {
  const words = one === undefined ? numberWords(count) : countWords(count, one)
  return { label, markdown: count === 0 ? 'none' : words, html: count === 0 ? markup`<span class="none">none</span>` : href === undefined ? words : markup`<a href="${href}">${words}</a>` }
}

/** The strip of facts. */
export const tilesPart = (tiles: readonly Tile[]): Part => ({
  markdown: tiles.filter(({ markdown }) => markdown !== '').map(({ label, markdown }) => `- ${label}: ${markdown}`).join('\n'),
  html: markup`<dl class="facts">${tiles.map((tile) => markup`<div${tile.className !== undefined && markup` class="${tile.className}"`}><dt>${tile.label}</dt><dd>${tile.html}</dd></div>`)}</dl>`,
})
