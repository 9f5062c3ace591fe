// Renders the Markdown templates: nunjucks' language in an instance of our own that sees plain data and nothing else, and always ends.
import { escapeMarkdown } from './escape-markdown.ts'
import { globalsFor } from './template-filters.ts'
import { Scope, evaluate, type Evaluation } from './template-expressions.ts'
import { Budget, Namespace, SafeText, TemplateError, TemplateFunction, isTrue, itemsOf, memberOf, textOf } from './template-values.ts'
import { nameAt, nodeAt, nodeMaybe, parseTemplate, type TemplateNode } from './template-tree.ts'

/** Where templates come from: the text (front matter taken off) of a name or what it was parsed to, or undefined. */
export type TemplateSource = (name: string) => string | TemplateNode | undefined

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
    return this.located(key, () => {
      const found = this.source(key)
      if (typeof found === 'string') this.budget.spend(Math.ceil(found.length / 20))
      const tree = typeof found === 'string' ? parsed(found) : found
      if (tree !== undefined) this.parsed.set(key, tree)
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
      case 'With': return this.runWith(node, scope)
      case 'Do': evaluate(nodeAt(node, 'value'), scope, this); return ''
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
    // `for x in list if condition`: nunjucks' parser takes the condition for that of the list.
    const list = nodeAt(node, 'arr'), condition = list.typename === 'InlineIf' && nodeMaybe(list, 'else_') === undefined ? nodeAt(list, 'cond') : undefined
    const value = evaluate(condition === undefined ? list : nodeAt(list, 'body'), scope, this)
    const target = nodeAt(node, 'name')
    const names = target.typename === 'Array' ? (target.children ?? []).map((child) => String(child['value'])) : [String(target['value'])]
    const plainObject = names.length === 1 && !Array.isArray(value) && typeof value === 'object' && !(value instanceof SafeText)
    const bind = (item: unknown): Scope => {
      this.budget.spend()
      const inner = new Scope(scope), each = plainObject ? memberOf(item, 0) : item
      names.forEach((name, n) => inner.set(name, names.length === 1 ? each : memberOf(each, n)))
      return inner
    }
    const items = condition === undefined ? itemsOf(value) : itemsOf(value).filter((item) => isTrue(evaluate(condition, bind(item), this)))
    const other = nodeMaybe(node, 'else_')
    if (items.length === 0) return other === undefined ? '' : this.run(other, scope)
    let text = ''
    items.forEach((item, i) => {
      const inner = bind(item)
      inner.set('loop', { index: i + 1, index0: i, revindex: items.length - i, revindex0: items.length - i - 1, first: i === 0, last: i === items.length - 1, length: items.length, previtem: items[i - 1], nextitem: items[i + 1], cycle: new TemplateFunction((args) => args[i % Math.max(1, args.length)]) })
      text += this.run(nodeAt(node, 'body'), inner)
    })
    return text
  }

  /** `{% with a = 1 %}`: names that hold for its body. */
  private runWith(node: TemplateNode, scope: Scope): string {
    const inner = new Scope(scope)
    for (const pair of nodeAt(node, 'values').children ?? []) inner.set(nameAt(pair, 'key'), evaluate(nodeAt(pair, 'value'), inner, this))
    return this.run(nodeAt(node, 'body'), inner)
  }

  private assign(node: TemplateNode, scope: Scope): string {
    const body = nodeMaybe(node, 'body')
    const value = body === undefined ? evaluate(nodeAt(node, 'value'), scope, this) : this.capture(nodeAt(body, 'body'), scope)
    const targets = node['targets'] as readonly TemplateNode[]
    targets.forEach((target, i) => this.assignTo(target, targets.length > 1 && Array.isArray(value) && value.length === targets.length ? value[i] : value, scope))
    return ''
  }

  /** Sets a name, or a value of a namespace. */
  private assignTo(target: TemplateNode, value: unknown, scope: Scope): void {
    if (target.typename !== 'LookupVal') return scope.assign(String(target['value']), value)
    const space = evaluate(nodeAt(target, 'target'), scope, this)
    if (!(space instanceof Namespace)) throw new TemplateError('sets a value of something that is not a namespace', target.lineno + 1)
    space.values.set(textOf(evaluate(nodeAt(target, 'val'), scope, this)), value)
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
    for (const [name, value] of Object.entries(globalsFor(this.budget))) scope.set(name, value)
    return scope
  }
}

const appended = (inner: Block, outer: Block): Block =>
  ({ body: inner.body, parent: inner.parent === undefined ? outer : appended(inner.parent, outer) })

/** Parses, with nunjucks' own message without the path that it puts before it. */
export const parsed = (text: string, trim = true): TemplateNode => {
  try {
    return parseTemplate(text, trim)
  } catch (error) {
    if (error instanceof RangeError) throw new TemplateError('is nested too deeply to be parsed')
    const found = error as { message?: unknown; lineno?: unknown; colno?: unknown }
    const message = String(found.message).replace(/^\([^)]*\)\s*/, '').replace(/^Template render error:\s*/, '').trim()
    throw new TemplateError(`is not a template: ${message}`, typeof found.lineno === 'number' ? found.lineno : undefined, typeof found.colno === 'number' ? Math.max(1, found.colno) : undefined)
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
