// Renders the Markdown templates: nunjucks' language in an instance of our own that sees plain data and nothing else, and always ends.
import { escapeMarkdown } from './escape-markdown.ts'
import { functionsFor } from './template-filters.ts'
import { Scope, evaluate, type Evaluation } from './template-expressions.ts'
import { Budget, SafeText, TemplateError, TemplateFunction, isTrue, itemsOf, memberOf, textOf } from './template-values.ts'
import { nameAt, nodeAt, nodeMaybe, parseTemplate, type TemplateNode } from './template-tree.ts'

/** Where templates come from: the text (front matter taken off) of a name, or undefined. */
export type TemplateSource = (name: string) => string | undefined

type Block = { readonly body: TemplateNode; readonly parent: Block | undefined }

/** What one rendering knows. */
class Rendering implements Evaluation {
  readonly budget = new Budget()
  readonly source: TemplateSource
  private readonly parsed = new Map<string, TemplateNode>()
  private blocks = new Map<string, Block>()

  private readonly escape: (text: string) => string

  constructor(source: TemplateSource, escape: (text: string) => string) {
    this.source = source
    this.escape = escape
  }

  /** The tree of a template that is named by a value. */
  private tree(name: unknown): TemplateNode | undefined {
    const key = textOf(name), known = this.parsed.get(key)
    if (known !== undefined) return known
    const text = this.source(key)
    if (text === undefined) return undefined
    this.budget.spend(Math.ceil(text.length / 20))
    return this.located(key, () => {
      const tree = parsed(text)
      this.parsed.set(key, tree)
      return tree
    })
  }

  private need(name: unknown, line: number): TemplateNode {
    const tree = this.tree(name)
    if (tree === undefined) throw new TemplateError(`needs the template \`${textOf(name)}\`, which does not exist`, line)
    return tree
  }

  /** Renders a whole template, and the one that it extends in its place. */
  template(name: string, scope: Scope, line = 1): string {
    const tree = this.need(name, line)
    return this.budget.deeper(() => this.located(name, () => {
      const parent = this.collect(tree, scope)
      const text = this.run(tree, scope)
      return parent === undefined ? text : this.template(parent.name, scope, parent.line)
    }))
  }

  /** Says of what goes wrong in which template it did. */
  private located<T>(name: string, run: () => T): T {
    try {
      return run()
    } catch (error) {
      if (error instanceof TemplateError) error.template ??= name
      throw error
    }
  }

  /** Takes note of a template's blocks (inner templates win) and of what it extends. */
  private collect(tree: TemplateNode, scope: Scope): { name: string; line: number } | undefined {
    let parent: { name: string; line: number } | undefined
    for (const node of tree.children ?? []) {
      if (node.typename === 'Extends') parent = { name: textOf(evaluate(nodeAt(node, 'template'), scope, this)), line: node.lineno + 1 }
      if (node.typename !== 'Block') continue
      const name = nameAt(node, 'name'), own: Block = { body: nodeAt(node, 'body'), parent: undefined }
      const inner = this.blocks.get(name)
      this.blocks.set(name, inner === undefined ? own : appended(inner, own))
    }
    return parent
  }

  /** The text that a list of statements makes. */
  run(list: TemplateNode, scope: Scope): string {
    let text = ''
    for (const node of list.children ?? []) text += this.statement(node, scope)
    return this.budget.text(text)
  }

  private statement(node: TemplateNode, scope: Scope): string {
    this.budget.spend()
    switch (node.typename) {
      case 'Output': return (node.children ?? []).map((child) => this.print(child, scope)).join('')
      case 'NodeList': return this.run(node, scope)
      case 'If': return this.branch(node, scope)
      case 'For': return this.loop(node, scope)
      case 'Set': return this.assign(node, scope)
      case 'Macro': scope.set(nameAt(node, 'name'), this.macro(node, scope)); return ''
      case 'Block': return this.block(this.blocks.get(nameAt(node, 'name')) ?? { body: nodeAt(node, 'body'), parent: undefined }, scope)
      case 'Include': return this.include(node, scope)
      case 'Import': scope.set(nameAt(node, 'target'), Object.fromEntries(this.exports(node, scope))); return ''
      case 'FromImport': return this.fromImport(node, scope)
      case 'Switch': return this.choose(node, scope)
      case 'Extends': return ''
      default: throw new TemplateError('uses a tag that templates may not use', node.lineno + 1)
    }
  }

  private print(node: TemplateNode, scope: Scope): string {
    if (node.typename === 'TemplateData') return String(node['value'])
    const value = evaluate(node, scope, this)
    return this.budget.text(value instanceof SafeText ? value.text : this.escape(textOf(value)))
  }

  private branch(node: TemplateNode, scope: Scope): string {
    if (isTrue(evaluate(nodeAt(node, 'cond'), scope, this))) return this.run(nodeAt(node, 'body'), scope)
    const other = nodeMaybe(node, 'else_')
    if (other === undefined) return ''
    return other.typename === 'If' ? this.statement(other, scope) : this.run(other, scope)
  }

  private loop(node: TemplateNode, scope: Scope): string {
    const value = evaluate(nodeAt(node, 'arr'), scope, this), items = itemsOf(value)
    const target = nodeAt(node, 'name')
    const names = target.typename === 'Array' ? (target.children ?? []).map((child) => String(child['value'])) : [String(target['value'])]
    const other = nodeMaybe(node, 'else_')
    if (items.length === 0) return other === undefined ? '' : this.run(other, scope)
    const plainObject = names.length === 1 && !Array.isArray(value) && typeof value === 'object' && !(value instanceof SafeText)
    let text = ''
    items.forEach((item, i) => {
      this.budget.spend()
      const inner = new Scope(scope)
      const each = plainObject ? memberOf(item, 0) : item
      names.forEach((name, n) => inner.set(name, names.length === 1 ? each : memberOf(each, n)))
      inner.set('loop', { index: i + 1, index0: i, revindex: items.length - i, revindex0: items.length - i - 1, first: i === 0, last: i === items.length - 1, length: items.length })
      text += this.run(nodeAt(node, 'body'), inner)
    })
    return text
  }

  private assign(node: TemplateNode, scope: Scope): string {
    const body = nodeMaybe(node, 'body')
    const value = body === undefined ? evaluate(nodeAt(node, 'value'), scope, this) : this.capture(nodeAt(body, 'body'), scope)
    for (const target of node['targets'] as readonly TemplateNode[]) scope.assign(String(target['value']), value)
    return ''
  }

  capture(body: TemplateNode, scope: Scope): SafeText {
    return new SafeText(this.run(body, scope))
  }

  macro(node: TemplateNode, scope: Scope): TemplateFunction {
    const parameters = (nodeAt(node, 'args').children ?? []).flatMap((child): { name: string; other: TemplateNode | undefined }[] =>
      child.typename === 'Symbol' ? [{ name: String(child['value']), other: undefined }]
        : (child.children ?? []).map((pair) => ({ name: nameAt(pair, 'key'), other: nodeAt(pair, 'value') })))
    return new TemplateFunction((args, named) => {
      const inner = new Scope(scope, true)
      parameters.forEach(({ name, other }, i) => {
        const given = i < args.length ? args[i] : named.get(name)
        inner.set(name, given === undefined && other !== undefined ? evaluate(other, inner, this) : given)
      })
      if (named.has('caller')) inner.set('caller', named.get('caller'))
      return this.capture(nodeAt(node, 'body'), inner)
    })
  }

  private block(block: Block, scope: Scope): string {
    return this.budget.deeper(() => {
      const inner = new Scope(scope)
      const parent = block.parent
      inner.set('super', new TemplateFunction(() => new SafeText(parent === undefined ? '' : this.block(parent, scope))))
      return this.run(block.body, inner)
    })
  }

  private include(node: TemplateNode, scope: Scope): string {
    const name = evaluate(nodeAt(node, 'template'), scope, this)
    if (node['ignoreMissing'] === true && this.tree(name) === undefined) return ''
    return this.separately(() => this.template(textOf(name), new Scope(scope, true), node.lineno + 1))
  }

  /** Runs another template whose blocks are its own affair. */
  private separately<T>(run: () => T): T {
    const blocks = this.blocks
    this.blocks = new Map()
    try {
      return run()
    } finally {
      this.blocks = blocks
    }
  }

  private exports(node: TemplateNode, scope: Scope): ReadonlyMap<string, unknown> {
    const inner = new Scope(node['withContext'] === true ? scope : this.globals())
    this.separately(() => this.template(textOf(evaluate(nodeAt(node, 'template'), scope, this)), inner, node.lineno + 1))
    return inner.own()
  }

  private fromImport(node: TemplateNode, scope: Scope): string {
    const found = this.exports(node, scope)
    for (const child of nodeAt(node, 'names').children ?? []) {
      const [name, alias] = child.typename === 'Pair' ? [nameAt(child, 'key'), nameAt(child, 'value')] : [String(child['value']), String(child['value'])]
      if (!found.has(name)) throw new TemplateError(`imports \`${name}\`, which that template does not have`, node.lineno + 1)
      scope.set(alias, found.get(name))
    }
    return ''
  }

  private choose(node: TemplateNode, scope: Scope): string {
    const value = textOf(evaluate(nodeAt(node, 'expr'), scope, this))
    const found = (node['cases'] as readonly TemplateNode[]).find((each) => textOf(evaluate(nodeAt(each, 'cond'), scope, this)) === value)
    const body = found === undefined ? nodeMaybe(node, 'default') : nodeAt(found, 'body')
    return body === undefined ? '' : this.run(body, scope)
  }

  globals(): Scope {
    const scope = new Scope()
    for (const [name, value] of Object.entries(functionsFor(this.budget))) scope.set(name, value)
    return scope
  }
}

const appended = (inner: Block, outer: Block): Block =>
  ({ body: inner.body, parent: inner.parent === undefined ? outer : appended(inner.parent, outer) })

/** Parses, with nunjucks' own message without the path that it puts before it. */
export const parsed = (text: string): TemplateNode => {
  try {
    return parseTemplate(text)
  } catch (error) {
    if (error instanceof RangeError) throw new TemplateError('is nested too deeply to be parsed')
    const found = error as { message?: unknown; lineno?: unknown }
    const message = String(found.message).replace(/^\([^)]*\)\s*/, '').replace(/^Template render error:\s*/, '').trim()
    throw new TemplateError(`is not a template: ${message}`, typeof found.lineno === 'number' ? found.lineno : undefined)
  }
}

/**
 * Renders the template `name` with the context's values; what is printed is escaped, as Markdown unless `escape` says otherwise.
 * Throws a `TemplateError` that says what is wrong, and nothing else.
 */
export const renderTemplate = (source: TemplateSource, name: string, context: Readonly<Record<string, unknown>>, escape: (text: string) => string = escapeMarkdown): string => {
  const rendering = new Rendering(source, escape)
  const scope = new Scope(rendering.globals())
  for (const [key, value] of Object.entries(context)) scope.set(key, value)
  try {
    return rendering.template(name, scope)
  } catch (error) {
    if (error instanceof TemplateError) throw error
    if (error instanceof RangeError) throw new TemplateError('is nested too deeply or makes too much text')
    throw error
  }
}
