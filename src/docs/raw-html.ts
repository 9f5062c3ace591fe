// HTML inside Markdown: a handful of harmless tags become elements, the content of scripts and styles goes, other tags go and their text stays.
import { changeElements, element, type HtmlElement, type HtmlNode, type HtmlParent } from './html-tree.ts'

const kept = new Set(['details', 'summary', 'sub', 'sup', 'kbd', 'br', 'b', 'i', 'em', 'strong', 'code', 'mark', 'small', 'p', 'div', 'span', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre'])
const empty = new Set(['br', 'hr'])
// Nothing inside these is meant to be read.
const silent = new Set(['script', 'style', 'iframe', 'object', 'template', 'noscript', 'title', 'textarea', 'svg', 'math'])
const tag = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi
const entity: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0' }

const decoded = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entity[name]!)

type Piece = { readonly text: string } | { readonly open: string; readonly isOpen: boolean } | { readonly close: string }

/** What a piece of raw HTML says, as text and the tags that matter. Attributes are dropped, but for `open`. */
const piecesOf = (html: string): Piece[] => {
  const pieces: Piece[] = []
  let at = 0
  for (const found of html.matchAll(tag)) {
    if (found.index > at) pieces.push({ text: decoded(html.slice(at, found.index)) })
    at = found.index + found[0].length
    const name = found[2]?.toLowerCase()
    if (name === undefined || !(kept.has(name) || silent.has(name))) continue
    pieces.push(found[1] === '/' ? { close: name } : { open: name, isOpen: /(^|\s)open(\s|=|$)/i.test(found[3] ?? '') })
  }
  if (at < html.length) pieces.push({ text: decoded(html.slice(at)) })
  return pieces
}

/** Puts the nodes that follow an opening tag inside it, up to its closing tag or the end of the parent; leaves out what is silent. */
const nest = (nodes: readonly HtmlNode[]): HtmlNode[] => {
  const root: HtmlNode[] = []
  const open: HtmlElement[] = []
  let muted: string | undefined
  const put = (node: HtmlNode): void => {
    if (muted === undefined) (open.at(-1)?.children ?? root).push(node)
  }
  for (const node of nodes) {
    if (node.type !== 'raw') { put(node); continue }
    for (const piece of piecesOf(node.value)) {
      if ('text' in piece) put({ type: 'text', value: piece.text })
      else if (muted !== undefined) {
        if ('close' in piece && piece.close === muted) muted = undefined
      } else if ('open' in piece && silent.has(piece.open)) muted = piece.open
      else if ('close' in piece) {
        const from = open.findLastIndex((each) => each.tagName === piece.close)
        if (from >= 0) open.length = from
      } else {
        const made = element(piece.open, piece.isOpen && piece.open === 'details' ? { open: true } : {}, [])
        put(made)
        if (!empty.has(piece.open)) open.push(made)
      }
    }
  }
  return root
}

/** Turns the raw HTML of a document into elements as said above. */
export const nestRawHtml = (tree: HtmlParent): void => {
  changeElements(tree, (node) => {
    node.children = nest(node.children)
    return node
  })
  tree.children = nest(tree.children)
}
