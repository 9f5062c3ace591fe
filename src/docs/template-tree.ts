// nunjucks' parser. Only its parser: nunjucks itself turns templates into JavaScript and runs that, and names and texts of a template
// can break out of the JavaScript it writes. What a parsed template means is said in template-statements.ts and template-expressions.ts.
import nunjucks from 'nunjucks'
import { fromJinja, nothing } from './jinja-style.ts'

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
/** What of it we change. */
interface OpenParser extends Parser {
  extensions: readonly Tag[]
  readonly peekToken: () => { readonly type: string; readonly value: unknown; readonly lineno: number; readonly colno: number }
  readonly skip: (type: string) => boolean
  readonly fail: (message: string, line?: number, column?: number) => never
  parseAggregate: () => TemplateNode | null
  readonly parseAsRoot: () => TemplateNode
}
const { parser: { Parser: NunjucksParser }, lexer } = nunjucks as unknown as {
  parser: { Parser: new (tokens: unknown) => OpenParser }
  lexer: { lex: (text: string, options: Readonly<Record<string, boolean>>) => { nextToken: () => { readonly lineno: number; colno: number } | null } }
}

/** Jinja's `(a, b)`, `(a,)` and, between brackets, `from:to:step`. */
const listed = (own: OpenParser, close: string): { children: TemplateNode[]; hasComma: boolean } => {
  const children: TemplateNode[] = []
  let hasComma = false
  while (!own.skip(close)) {
    if (children.length > 0) {
      if (!own.skip('comma')) own.fail('expected a comma', own.peekToken().lineno, own.peekToken().colno)
      hasComma = true
      if (own.skip(close)) break
    }
    children.push(close === 'right-bracket' ? slicePart(own) : own.parseExpression())
  }
  return { children, hasComma }
}
const slicePart = (own: OpenParser): TemplateNode => {
  const { lineno, colno } = own.peekToken(), edges: (TemplateNode | undefined)[] = []
  let colons = 0
  for (; colons < 3; colons++) {
    if (!['colon', 'right-bracket'].includes(own.peekToken().type)) edges[colons] = own.parseExpression()
    if (!own.skip('colon')) break
  }
  const [start, stop, step] = edges
  return colons === 0 && start !== undefined ? start : { typename: 'Slice', lineno, colno, start, stop, step }
}

/** A parser that takes what Jinja takes between brackets. */
const parserOf = (text: string, trim: boolean): OpenParser => {
  const tokens = lexer.lex(text, { trimBlocks: trim, lstripBlocks: trim }), next = tokens.nextToken.bind(tokens)
  const moved = new Set(text.split('\n').flatMap((line, i) => (line.startsWith(nothing) ? [i] : [])))
  // Columns are those of the text before anything was put before its lines.
  tokens.nextToken = () => {
    const token = next()
    if (token !== null && moved.has(token.lineno)) token.colno = Math.max(0, token.colno - nothing.length)
    return token
  }
  const own = new NunjucksParser(tokens), aggregate = own.parseAggregate.bind(own)
  own.parseAggregate = () => {
    const { type, lineno, colno } = own.peekToken()
    if (type !== 'left-paren' && type !== 'left-bracket') return aggregate()
    own.nextToken()
    const { children, hasComma } = listed(own, type === 'left-paren' ? 'right-paren' : 'right-bracket')
    return { typename: type === 'left-bracket' ? 'Array' : hasComma || children.length === 0 ? 'Tuple' : 'Group', lineno, colno, children }
  }
  own.extensions = tags
  return own
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
  parserOf(fromJinja(text, trim), trim).parseAsRoot()

/** A field that holds a node. */
export const nodeAt = (node: TemplateNode, field: string): TemplateNode => node[field] as TemplateNode
/** A field that may hold a node. */
export const nodeMaybe = (node: TemplateNode, field: string): TemplateNode | undefined => (node[field] ?? undefined) as TemplateNode | undefined
/** A field that holds a symbol's name. */
export const nameAt = (node: TemplateNode, field: string): string => String(nodeAt(node, field)['value'])

/** The node that an expression begins with. */
export const startOf = (node: TemplateNode): TemplateNode => {
  const first = node.typename === 'FunCall' ? nodeMaybe(node, 'name') : node.typename === 'LookupVal' ? nodeMaybe(node, 'target')
    : node.typename === 'Filter' ? nodeMaybe(node, 'args')?.children?.[0] : nodeMaybe(node, 'left') ?? nodeMaybe(node, 'expr')
  return first === undefined ? node : startOf(first)
}

/** What is called, as its author wrote it: `a.b`, `"x".foo`, `a[0]`; what is longer than a name is left out. */
export const written = (node: TemplateNode): string => {
  const { value } = node as { readonly value?: unknown }
  if (node.typename === 'Symbol') return String(value)
  if (node.typename === 'Literal') return JSON.stringify(value).slice(0, 40)
  if (node.typename === 'FunCall') return `${written(nodeAt(node, 'name'))}(…)`
  if (node.typename !== 'LookupVal') return '…'
  const key = nodeAt(node, 'val'), target = written(nodeAt(node, 'target'))
  return key.typename === 'Literal' && /^[A-Za-z_]\w*$/.test(String(key['value'])) ? `${target}.${String(key['value'])}` : `${target}[${written(key)}]`
}
