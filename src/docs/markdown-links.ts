// The links of a Markdown text, found by parsing it and replaced in the text itself: relative ones, and names in double brackets.
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

/** `[[dag:etl|text]]`: a link by name. */
export interface NameLink {
  readonly kind: string
  readonly name: string
  /** The text that its author gave it. */
  readonly text: string | undefined
  /** The line in the text, from 1. */
  readonly line: number
}
/** `[text](href)`, `![text](href)` or `[label]: href`. */
export interface HrefLink {
  readonly href: string
  readonly isPicture: boolean
  readonly line: number
}
/** Says what becomes of the links of a text. */
export interface LinkChanges {
  /** The Markdown that stands for a name. */
  readonly name: (link: NameLink) => string
  /** Where a link leads instead; undefined leaves it as it is, null leaves only its text. */
  readonly href: (link: HrefLink) => string | null | undefined
}

interface Point { readonly offset: number; readonly line: number }
interface MarkdownNode {
  readonly type: string
  readonly position?: { readonly start: Point; readonly end: Point }
  readonly children?: readonly MarkdownNode[]
  readonly url?: string
  readonly title?: string | null
  readonly alt?: string | null
  readonly label?: string
}
interface Change { readonly from: number; readonly to: number; readonly text: string }

const parser = unified().use(remarkParse).use(remarkGfm)
// A name in brackets: not escaped, on one line; a `|` before the text may be escaped as in the cell of a table.
const named = /(?<![\\[])\[\[([a-z]+):([^[\]\n|]+?)(?:\\?\|([^[\]\n]+))?\]\](?!\])/g
const mayLink = /\]\(|\]:|\[\[/

const titleOf = (node: MarkdownNode): string => (node.title === null || node.title === undefined ? '' : ` "${node.title.replace(/["\\]/g, '\\$&').replace(/\s*\n\s*/g, ' ')}"`)
/** An address as it can stand in parentheses. */
const written = (href: string): string => (/[\s()<>\\]/.test(href) ? `<${href.replace(/[<>\\\n]/g, encodeURIComponent)}>` : href)

/** What becomes of a link, a picture or a definition. */
const changeOf = (node: MarkdownNode, source: string, { href }: LinkChanges): Change | undefined => {
  const { start, end } = node.position!
  const isPicture = node.type === 'image'
  // `<https://…>` and bare addresses lead out of the book.
  if (!isPicture && node.type === 'link' && source[start.offset] !== '[') return undefined
  const to = href({ href: node.url ?? '', isPicture, line: start.line })
  if (to === undefined) return undefined
  if (node.type === 'definition') return to === null ? undefined : { from: start.offset, to: end.offset, text: `[${node.label ?? ''}]: ${written(to)}${titleOf(node)}` }
  const inner = node.children ?? [], first = inner[0]?.position?.start.offset, last = inner.at(-1)?.position?.end.offset
  const text = isPicture ? (node.alt ?? '').replace(/[[\]\\]/g, '\\$&') : first === undefined || last === undefined ? '' : source.slice(first, last)
  // A picture that is not shown is a link to it.
  return { from: start.offset, to: end.offset, text: to === null ? text : `[${text}](${written(to)}${titleOf(node)})` }
}

/** Does a text hold links by name? */
export const hasNames = (source: string): boolean => source.includes('[[') && source.search(named) >= 0

/** Replaces the links of a Markdown text. Whatever is code or HTML stays as it is. */
export const changeLinks = (source: string, changes: LinkChanges): string => {
  if (!mayLink.test(source)) return source
  const found: Change[] = [], closed: { readonly from: number; readonly to: number }[] = []
  const visit = (node: MarkdownNode): void => {
    const { position } = node
    if (position !== undefined && ['code', 'inlineCode', 'html'].includes(node.type)) closed.push({ from: position.start.offset, to: position.end.offset })
    if (position !== undefined && ['link', 'image', 'definition'].includes(node.type)) {
      const change = changeOf(node, source, changes)
      if (change !== undefined) found.push(change)
      // Links by name do not stand inside links.
      closed.push({ from: position.start.offset, to: position.end.offset })
      return
    }
    for (const child of node.children ?? []) visit(child)
  }
  visit(parser.parse(source) as unknown as MarkdownNode)
  const ranges = closed.sort((a, b) => a.from - b.from)
  let line = 1, counted = 0, passed = 0
  for (const match of source.matchAll(named)) {
    const from = match.index, to = from + match[0].length
    for (; counted < from; counted++) if (source[counted] === '\n') line++
    while (passed < ranges.length && ranges[passed]!.to <= from) passed++
    if (passed < ranges.length && ranges[passed]!.from < to) continue
    found.push({ from, to, text: changes.name({ kind: match[1]!, name: match[2]!.trim(), text: match[3]?.trim(), line }) })
  }
  let text = '', at = 0
  for (const { from, to, text: change } of found.sort((a, b) => a.from - b.from)) {
    text += source.slice(at, from) + change
    at = to
  }
  return text + source.slice(at)
}
