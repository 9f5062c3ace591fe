// Markdown of authors for the Markdown files of a book: other programs publish those, and not every one of them makes HTML and links harmless.
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { fenceMarkdown } from './escape-markdown.ts'
import { markdownExcess } from './markdown-limits.ts'

interface MarkdownNode {
  readonly type: string
  readonly position?: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } }
  readonly children?: readonly MarkdownNode[]
  readonly url?: string
  readonly alt?: string | null
}
interface Change { readonly from: number; readonly to: number; readonly text: string }

const parser = unified().use(remarkParse).use(remarkGfm)
// Tags of these names stay where they have no attributes.
const tag = /<(?!\/?(?:details|summary|sub|sup|kbd|br|b|i|em|strong|mark|small)\s*\/?>)(?=[a-z/!?])/gi
// What only some programs take for a link: an address with spaces in it, for example.
const scripts = ['javascript', 'vbscript', 'data'].map((scheme) => [...scheme].join('\\s*')).join('|')
const looseLink = new RegExp(`(?<!\\\\)\\](?=[(:]\\s*(?:<|&lt;)?\\s*(?:${scripts})\\s*:)`, 'gi')
const suspicious = /<[a-z/!?]|\]\s*[(:[]/i
const rounds = 8, longest = 400_000

/** Does an address lead into the book or to a page elsewhere? Browsers leave out white space and control characters. */
const isHarmless = (url: string): boolean => {
  // oxlint-disable-next-line no-control-regex
  const scheme = /^([^/?#]*?):/.exec(url.replace(/[\u0000-\u0020]/g, ''))?.[1]
  return scheme === undefined || /^(?:https?|mailto|tel|xmpp|ftp)$/i.test(scheme)
}

/** What stands for a link, a picture or a definition that leads to no page: its text. */
const textOf = (node: MarkdownNode, source: string): string => {
  const first = node.children?.[0]?.position?.start.offset, last = node.children?.at(-1)?.position?.end.offset
  if (node.type === 'image') return (node.alt ?? '').replace(/[[\]\\<]/g, '\\$&')
  return first === undefined || last === undefined ? '' : source.slice(first, last)
}

const once = (source: string): string => {
  const changes: Change[] = [], closed: { readonly from: number; readonly to: number }[] = []
  const visit = (node: MarkdownNode): void => {
    const from = node.position?.start.offset ?? 0, to = node.position?.end.offset ?? 0
    const isLink = node.type === 'link' || node.type === 'image' || node.type === 'definition'
    if (node.type === 'code' || node.type === 'inlineCode') closed.push({ from, to })
    else if (isLink && !isHarmless(node.url ?? '')) {
      // `<javascript:…>` is escaped like a tag.
      if (source[from] !== '<') changes.push({ from, to, text: textOf(node, source) })
    } else if (node.type === 'link' && source[from] === '<') closed.push({ from, to })
    else for (const child of node.children ?? []) visit(child)
  }
  visit(parser.parse(source) as unknown as MarkdownNode)
  const escape = (mark: RegExp, text: string): void => {
    const ranges = [...closed, ...changes]
    for (const { index } of source.matchAll(mark)) if (!ranges.some((range) => range.from <= index && index < range.to)) changes.push({ from: index, to: index + 1, text })
  }
  escape(tag, '&lt;')
  if (changes.length === 0) escape(looseLink, '\\]')
  let text = '', at = 0
  for (const change of changes.sort((a, b) => a.from - b.from)) {
    text += source.slice(at, change.from) + change.text
    at = change.to
  }
  return text + source.slice(at)
}

/** The text without tags but the plainest and without links that lead to no page: tags show as they are written, of such links their text is left. */
export const harmlessMarkdown = (source: string): string => {
  if (!suspicious.test(source)) return source
  if (markdownExcess(source, longest) !== undefined) return fenceMarkdown(source, '')
  let text = source
  // What was inside of HTML is Markdown once that is escaped, and is looked at again.
  for (let round = 0; round < rounds; round++) {
    const next = once(text)
    if (next === text) return text
    text = next
  }
  return fenceMarkdown(source, '')
}
