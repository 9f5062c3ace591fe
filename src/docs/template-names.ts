// The names that a template uses and nobody gives it: a misspelled variable prints nothing, so it is looked for before.
import { isMappingMethod } from './template-methods.ts'
import type { TemplateNode } from './template-tree.ts'

/** A name that is used, and the line of the template it is on. */
export interface UsedName {
  /** `essence`; `parts.graph` for a member of the parts. */
  readonly name: string
  readonly line: number
}
/** The names of a template: those that are used, those that it makes itself or makes sure of, the templates that it takes in. */
export interface TemplateNames {
  readonly used: readonly UsedName[]
  readonly bound: ReadonlySet<string>
  readonly templates: readonly string[]
  /** Are there others, whose names are computed? */
  readonly takesAny: boolean
}

const isNode = (value: unknown): value is TemplateNode => typeof value === 'object' && value !== null && 'typename' in value
const symbol = (value: unknown): string | undefined => (isNode(value) && value.typename === 'Symbol' ? String(value['value']) : undefined)
const literal = (value: unknown): string | undefined => (isNode(value) && value.typename === 'Literal' && typeof value['value'] === 'string' ? value['value'] : undefined)

/** The nodes right below a node, whatever its kind. */
const below = (node: TemplateNode): TemplateNode[] =>
  Object.entries(node).flatMap(([key, value]) => (key === 'parent' ? [] : Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []))

/** The fields of a kind of node that hold names which are no variables. */
const silent: Readonly<Record<string, readonly string[]>> = { Filter: ['name'], FilterAsync: ['name'], Block: ['name'], Macro: ['name'], Caller: ['name'], Pair: ['key'] }
/** Those that give a name its value. */
const binding: Readonly<Record<string, readonly string[]>> = { For: ['name'], Set: ['targets'], Macro: ['name', 'args'], Caller: ['args'], Import: ['target'], FromImport: ['names'], With: ['values'] }

/** Reads the names of a parsed template. */
export const namesOf = (tree: TemplateNode): TemplateNames => {
  const used: UsedName[] = [], bound = new Set(['loop', 'super', 'caller', 'range', 'True', 'False', 'None', 'dict', 'namespace']), templates: string[] = []
  let takesAny = false
  const bindAll = (node: TemplateNode): void => {
    const name = symbol(node)
    if (name !== undefined) bound.add(name)
    // In `import a as b` and `macro m(a=1)` both sides of a pair are seen; only names among them count.
    for (const child of below(node)) bindAll(child)
  }
  /** `parts.items`, where it is called. */
  const methods = new Set<TemplateNode>()
  const visit = (node: TemplateNode): void => {
    if (node.typename === 'FunCall' && isNode(node['name']) && isMappingMethod(literal(node['name']['val']))) methods.add(node['name'])
    for (const field of binding[node.typename] ?? []) {
      const value = node[field]
      for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) bindAll(each)
    }
    if (['Include', 'Extends', 'Import', 'FromImport'].includes(node.typename)) {
      const taken = literal(node['template'])
      if (taken === undefined) takesAny = true
      else templates.push(taken)
    }
    if (node.typename === 'Is') makeSure(node)
    if (node.typename === 'Filter' && ['default', 'd'].includes(symbol(node['name']) ?? '')) {
      const [first] = isNode(node['args']) ? node['args'].children ?? [] : []
      if (symbol(first) !== undefined) bound.add(symbol(first)!)
    }
    const name = symbol(node), part = node.typename === 'LookupVal' && symbol(node['target']) === 'parts' && !methods.has(node) ? literal(node['val']) : undefined
    if (name !== undefined) used.push({ name, line: node.lineno + 1 })
    if (part !== undefined) used.push({ name: `parts.${part}`, line: node.lineno + 1 })
    const hidden = (silent[node.typename] ?? []).map((field) => node[field])
    for (const child of below(node)) if (!hidden.includes(child) && !(node.typename === 'Is' && child === node['right'])) visit(child)
  }
  /** `x is defined` makes sure of x. */
  const makeSure = (node: TemplateNode): void => {
    const test = node['right'], name = symbol(test) ?? (isNode(test) ? symbol(test['name']) ?? '' : '')
    if (['defined', 'undefined', 'none', 'null'].includes(name) && symbol(node['left']) !== undefined) bound.add(symbol(node['left'])!)
  }
  visit(tree)
  return { used, bound, templates, takesAny }
}
