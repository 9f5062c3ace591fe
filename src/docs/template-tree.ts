// nunjucks' parser. Only its parser: nunjucks itself turns templates into JavaScript and runs that, and names and texts of a template
// can break out of the JavaScript it writes. What a parsed template means is said in template-statements.ts and template-expressions.ts.
import nunjucks from 'nunjucks'
import { fromJinja } from './jinja-style.ts'

/** A node of a parsed template: `typename` says which; fields that a kind of node has not are missing. */
export interface TemplateNode {
  readonly typename: string
  readonly lineno: number
  readonly colno: number
  readonly children?: readonly TemplateNode[]
  readonly [field: string]: unknown
}

/** What of nunjucks' parser our own tags are parsed with. */
interface Parser {
  readonly nextToken: () => { readonly lineno: number; readonly colno: number }
  readonly advanceAfterBlockEnd: (name?: string) => void
  readonly parseExpression: () => TemplateNode
  readonly parseSignature: (isTolerant: boolean | null, noParentheses: boolean) => TemplateNode
  readonly parseUntilBlocks: (...names: string[]) => TemplateNode
}
interface Tag {
  readonly tags: readonly string[]
  readonly parse: (parser: Parser) => TemplateNode
}
const { parser } = nunjucks as unknown as {
  parser: { parse: (text: string, extensions: readonly Tag[], options: Readonly<Record<string, boolean>>) => TemplateNode }
}

/** Jinja's tags that nunjucks has not. */
const tags: readonly Tag[] = [
  {
    tags: ['with'],
    parse: (own) => {
      const { lineno, colno } = own.nextToken()
      const signature = own.parseSignature(null, true), [values] = (signature.children ?? []).filter((child) => child.typename === 'KeywordArgs')
      own.advanceAfterBlockEnd('with')
      const body = own.parseUntilBlocks('endwith')
      own.advanceAfterBlockEnd()
      return { typename: 'With', lineno, colno, values: values ?? signature, body }
    },
  },
  {
    tags: ['autoescape'],
    parse: (own) => {
      own.nextToken()
      own.parseExpression()
      own.advanceAfterBlockEnd('autoescape')
      const body = own.parseUntilBlocks('endautoescape')
      own.advanceAfterBlockEnd()
      return body
    },
  },
  {
    tags: ['do'],
    parse: (own) => {
      const { lineno, colno } = own.nextToken()
      const value = own.parseExpression()
      own.advanceAfterBlockEnd('do')
      return { typename: 'Do', lineno, colno, value }
    },
  },
]

/** Parses a template; throws what nunjucks throws where it is not one. Lines that hold nothing but tags leave nothing, unless `trim` is false. */
export const parseTemplate = (text: string, trim = true): TemplateNode =>
  parser.parse(fromJinja(text, trim), tags, { trimBlocks: trim, lstripBlocks: trim })

/** A field that holds a node. */
export const nodeAt = (node: TemplateNode, field: string): TemplateNode => node[field] as TemplateNode
/** A field that may hold a node. */
export const nodeMaybe = (node: TemplateNode, field: string): TemplateNode | undefined => (node[field] ?? undefined) as TemplateNode | undefined
/** A field that holds a symbol's name. */
export const nameAt = (node: TemplateNode, field: string): string => String(nodeAt(node, field)['value'])
