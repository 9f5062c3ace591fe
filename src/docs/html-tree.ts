// The tree of an HTML document, as rehype's plugins pass it on: what of its shape we rely on.

/** An element, with its properties as the DOM names them. */
export interface HtmlElement {
  type: 'element'
  tagName: string
  properties: Record<string, unknown>
  children: HtmlNode[]
}
/** Text, or `raw` markup that is written as it is. */
export interface HtmlText {
  type: 'text' | 'raw' | 'comment'
  value: string
}
/** Anything in the tree. */
export type HtmlNode = HtmlElement | HtmlText
/** The whole document, or an element: what has children. */
export interface HtmlParent {
  children: HtmlNode[]
}

/** Replaces every element, children first, by what `change` gives: itself, another node, several, or none. */
export const changeElements = (parent: HtmlParent, change: (element: HtmlElement) => HtmlNode | HtmlNode[]): void => {
  parent.children = parent.children.flatMap((node) => {
    if (node.type !== 'element') return node
    changeElements(node, change)
    return change(node)
  })
}

/** The text inside. */
export const textInside = (node: HtmlNode): string =>
  node.type === 'element' ? node.children.map(textInside).join('') : node.type === 'text' ? node.value : ''

/** An element. */
export const element = (tagName: string, properties: Record<string, unknown>, children: HtmlNode[]): HtmlElement =>
  ({ type: 'element', tagName, properties, children })

/** The classes of an element. */
export const classesOf = (node: HtmlElement): readonly string[] => {
  const names = node.properties['className']
  return Array.isArray(names) ? names.map(String) : typeof names === 'string' ? names.split(/\s+/) : []
}
