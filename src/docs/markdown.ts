// Markdown to HTML: GFM, sanitised, with anchors on headings, coloured code, and our own parts put where their fences stand.
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import rehypeSlug from 'rehype-slug'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified, type Plugin } from 'unified'
import { markupText, type Markup } from '#write'
import { highlighted } from './highlight.ts'
import { changeElements, classesOf, element, textInside, type HtmlElement, type HtmlNode, type HtmlParent } from './html-tree.ts'
import { nestRawHtml } from './raw-html.ts'

/** A heading that a list of what is on the page can lead to. */
export interface Heading {
  readonly id: string
  readonly level: number
  readonly text: string
}
/** What a piece of Markdown becomes. */
export interface Html {
  readonly html: string
  readonly headings: readonly Heading[]
  /** Holds a Mermaid diagram that the page has to draw. */
  readonly hasMermaid: boolean
}
/** How a piece of Markdown is to be turned into HTML. */
export interface MarkdownOptions {
  /** Put before every anchor, so that documents on one page do not get into each other's way. */
  readonly idPrefix?: string
  /** Added to the level of headings. */
  readonly shift?: number
  /** So many headings of the first level at most: further ones go down by one. */
  readonly titles?: number
  /** Our own parts: a fence `dagbook` that holds a part's name is replaced by it. */
  readonly parts?: ReadonlyMap<string, Markup>
  /** The address of a link to a Markdown file of the book; undefined for any other. */
  readonly pageLink?: (href: string) => string | undefined
}

/** The fence in whose place a part is put. */
export const partFence = (name: string): string => `\n\n\`\`\`dagbook\n${name}\n\`\`\`\n\n`

const schema = {
  ...defaultSchema,
  clobberPrefix: '',
  attributes: { ...defaultSchema.attributes, '*': ['dir', 'lang', 'align'], a: ['href', 'title'], img: ['src', 'alt'], code: [['className', /^language-[\w+-]+$/]], li: [['className', 'task-list-item']], ul: [['className', 'contains-task-list']], details: ['open'], input: [['disabled', true], ['type', 'checkbox'], 'checked'] },
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'] },
  strip: ['script', 'style'],
} as typeof defaultSchema

/** Pages load nothing from elsewhere: a picture becomes a link to it. */
const pictureLink = (node: HtmlElement): HtmlNode => {
  const alt = String(node.properties['alt'] ?? ''), src = String(node.properties['src'] ?? '')
  const text: HtmlNode = { type: 'text', value: alt === '' ? 'picture' : alt }
  return /^https?:\/\//i.test(src) ? element('a', { href: src, rel: ['noopener'] }, [text]) : text
}

const link = (node: HtmlElement, options: MarkdownOptions, ids: ReadonlySet<string>): HtmlNode => {
  const href = String(node.properties['href'] ?? '')
  // A link to a heading of the same document, whose anchor has got a prefix.
  const inside = options.idPrefix === undefined || !href.startsWith('#') ? undefined : `${options.idPrefix}${href.slice(1)}`
  if (inside !== undefined && ids.has(inside)) return { ...node, properties: { ...node.properties, href: `#${inside}` } }
  if (/^https?:/i.test(href)) return { ...node, properties: { ...node.properties, rel: ['noopener'] } }
  const page = options.pageLink?.(href)
  return page === undefined ? node : { ...node, properties: { ...node.properties, href: page } }
}

const codeBlock = (node: HtmlElement, options: MarkdownOptions, found: { mermaid: boolean }): HtmlNode => {
  const [code] = node.children
  if (code?.type !== 'element' || code.tagName !== 'code') return node
  const language = classesOf(code).find((name) => name.startsWith('language-'))?.slice('language-'.length)
  const text = textInside(code)
  if (language === 'dagbook') {
    const part = options.parts?.get(text.trim())
    return { type: 'raw', value: part === undefined ? '' : markupText(part) }
  }
  if (language === 'mermaid') {
    found.mermaid = true
    return element('pre', { className: ['mermaid'], tabIndex: 0 }, [{ type: 'text', value: text }])
  }
  // Scrolls inside itself, so a keyboard has to be able to reach it.
  return element('pre', { tabIndex: 0 }, [element('code', { className: ['hljs'] }, [{ type: 'raw', value: markupText(highlighted(text, language)) }])])
}

/** What comes after sanitising: our own changes, which may put markup of ours into the tree. */
const polish = (tree: HtmlParent, options: MarkdownOptions, found: { mermaid: boolean; headings: Heading[] }): void => {
  const ids = new Set<string>()
  changeElements(tree, (node) => {
    if (typeof node.properties['id'] === 'string') ids.add(node.properties['id'])
    return node
  })
  changeElements(tree, (node) => {
    switch (node.tagName) {
      case 'pre': return codeBlock(node, options, found)
      case 'img': return pictureLink(node)
      case 'table': return element('div', { className: ['scroll'], tabIndex: 0 }, [node])
      case 'a': return link(node, options, ids)
      case 'input': return { ...node, properties: { ...node.properties, ariaLabel: node.properties['checked'] === true ? 'done' : 'to do' } }
      default: return node
    }
  })
  const visit = (parent: HtmlParent): void => {
    for (const node of parent.children) {
      if (node.type !== 'element') continue
      const id = node.properties['id']
      if (/^h[1-6]$/.test(node.tagName) && typeof id === 'string') {
        found.headings.push({ id, level: Number(node.tagName[1]), text: textInside(node) })
        if (node.tagName !== 'h1') node.children.push(element('a', { className: ['anchor'], href: `#${id}`, ariaLabel: `Link to ${textInside(node)}` }, [{ type: 'text', value: '#' }]))
      } else visit(node)
    }
  }
  visit(tree)
}

const shiftHeadings = (tree: HtmlParent, by: number): void => {
  changeElements(tree, (node) => (/^h[1-6]$/.test(node.tagName) ? { ...node, tagName: `h${Math.min(6, Number(node.tagName[1]) + by)}` } : node))
}

/** Leaves so many headings of the first level. */
const limitTitles = (tree: HtmlParent, most: number): void => {
  let seen = 0
  changeElements(tree, (node) => (node.tagName === 'h1' && ++seen > most ? { ...node, tagName: 'h2' } : node))
}

const plugin = (change: (tree: HtmlParent) => void): Plugin => () => (tree) => change(tree as unknown as HtmlParent)

/** Turns Markdown into HTML in which nothing runs and nothing is loaded from elsewhere. */
export const markdownHtml = (markdown: string, options: MarkdownOptions = {}): Html => {
  const found = { mermaid: false, headings: [] as Heading[] }
  const html = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: options.idPrefix ?? '' })
    .use(plugin(nestRawHtml))
    .use(rehypeSanitize, schema)
    .use(plugin((tree) => {
      shiftHeadings(tree, options.shift ?? 0)
      if (options.titles !== undefined) limitTitles(tree, options.titles)
    }))
    .use(rehypeSlug, { prefix: options.idPrefix ?? '' })
    .use(plugin((tree) => polish(tree, options, found)))
    .use(rehypeStringify, { allowDangerousHtml: true })
    .processSync(markdown)
  return { html: String(html), headings: found.headings, hasMermaid: found.mermaid }
}
