// nunjucks' parser. Only its parser: nunjucks itself turns templates into JavaScript and runs that, and names and texts of a template
// can break out of the JavaScript it writes. What a parsed template means is said in template-statements.ts and template-expressions.ts.
import nunjucks from 'nunjucks'

/** A node of a parsed template: `typename` says which; fields that a kind of node has not are missing. */
export interface TemplateNode {
  readonly typename: string
  readonly lineno: number
  readonly colno: number
  readonly children?: readonly TemplateNode[]
  readonly [field: string]: unknown
}

const { parser } = nunjucks as unknown as {
  parser: { parse: (text: string, extensions: readonly unknown[], options: Readonly<Record<string, boolean>>) => TemplateNode }
}

/** Parses a template; throws what nunjucks throws where it is not one. */
export const parseTemplate = (text: string): TemplateNode => parser.parse(text, [], { trimBlocks: true, lstripBlocks: true })

/** A field that holds a node. */
export const nodeAt = (node: TemplateNode, field: string): TemplateNode => node[field] as TemplateNode
/** A field that may hold a node. */
export const nodeMaybe = (node: TemplateNode, field: string): TemplateNode | undefined => (node[field] ?? undefined) as TemplateNode | undefined
/** A field that holds a symbol's name. */
export const nameAt = (node: TemplateNode, field: string): string => String(nodeAt(node, field)['value'])
