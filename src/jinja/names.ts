// Which names a template uses: what a run has to know for it.
import { TemplateFailure } from './failure.ts'
import { parseTemplate } from './parse.ts'
import type { Arguments, Block, Expression, Statement } from './syntax.ts'
import { compareText } from '#model'

/** The names that a template uses, each list sorted. */
export interface TemplateNames {
  /** Names of the context, such as `ds`; names that the template sets itself are not among them. */
  readonly names: readonly string[]
  /** Keys of `dag_run.conf` (or `conf`) that it looks up. */
  readonly conf: readonly string[]
  /** Parameters that it looks up. */
  readonly params: readonly string[]
  /** Variables that it looks up: `var.value.x`, `var.json.x`. */
  readonly variables: readonly string[]
  /** Connections that it looks up: `conn.x`. */
  readonly connections: readonly string[]
}

/** The names that a template uses; undefined if the text is no template. */
export const namesIn = (text: string): TemplateNames | undefined => {
  try {
    const found = new Names()
    found.block(parseTemplate(text), new Set())
    return found.result()
  } catch (error) {
    if (error instanceof TemplateFailure) return undefined
    throw error
  }
}

type Local = ReadonlySet<string>

class Names {
  readonly #names = new Set<string>()
  readonly #paths = new Set<string>()

  result(): TemplateNames {
    const below = (...roots: string[][]): string[] => [...new Set([...this.#paths].flatMap((path) => {
      const steps = path.split('\u0000')
      const root = roots.find((one) => one.every((step, i) => steps[i] === step))
      const name = root === undefined ? undefined : steps[root.length]
      return name === undefined ? [] : [name]
    }))].sort(compareText)
    return {
      names: [...this.#names].sort(compareText), conf: below(['dag_run', 'conf'], ['conf']), params: below(['params']),
      variables: below(['var', 'value'], ['var', 'json']), connections: below(['conn']),
    }
  }

  /** Names that are set are local from there on. */
  block(block: Block, outer: Local): void {
    let local = outer
    for (const statement of block) local = this.#statement(statement, local)
  }
  #statement(statement: Statement, local: Local): Local {
    switch (statement.kind) {
      case 'text': return local
      case 'output': case 'do': this.#expression(statement.value, local); return local
      case 'if':
        for (const { condition, body } of statement.branches) {
          this.#expression(condition, local)
          this.block(body, local)
        }
        this.block(statement.else, local)
        return local
      case 'for': {
        this.#expression(statement.over, local)
        const inner = new Set([...local, ...'names' in statement.target ? statement.target.names : [], 'loop'])
        if (statement.filter !== null) this.#expression(statement.filter, inner)
        this.block(statement.body, inner)
        this.block(statement.else, local)
        return local
      }
      case 'set': this.#expression(statement.value, local); return new Set([...local, ...'names' in statement.target ? statement.target.names : []])
      case 'capture': case 'filtered':
        for (const step of statement.filters) this.#arguments(step.args, local)
        this.block(statement.body, local)
        return statement.kind === 'capture' && 'names' in statement.target ? new Set([...local, ...statement.target.names]) : local
      case 'macro':
        for (const parameter of statement.parameters) if (parameter.default !== null) this.#expression(parameter.default, local)
        this.block(statement.body, new Set([...local, ...statement.parameters.map(({ name }) => name)]))
        return new Set([...local, statement.name])
      case 'with': {
        for (const { value } of statement.set) this.#expression(value, local)
        this.block(statement.body, new Set([...local, ...statement.set.map(({ name }) => name)]))
        return local
      }
    }
  }

  #expression(node: Expression, local: Local): void {
    const path = pathOf(node)
    if (path !== undefined && !local.has(path[0]!)) this.#paths.add(path.join('\u0000'))
    if (node.kind === 'name' && !local.has(node.name)) this.#names.add(node.name)
    for (const child of childrenOf(node)) this.#expression(child, local)
  }
  #arguments(args: Arguments, local: Local): void {
    for (const child of argumentNodes(args)) this.#expression(child, local)
  }
}

const argumentNodes = (args: Arguments): Expression[] => [...args.positional, ...args.named.map(({ value }) => value)]

const childrenOf = (node: Expression): readonly Expression[] => {
  switch (node.kind) {
    case 'literal': case 'name': return []
    case 'attribute': case 'not': case 'negative': case 'positive': return [node.of]
    case 'item': return [node.of, node.key]
    case 'slice': return [node.of, node.start, node.stop, node.step].filter((part) => part !== null)
    // A method is not a name that a run has to know.
    case 'call': return [node.callee.kind === 'attribute' ? node.callee.of : node.callee, ...argumentNodes(node.args)]
    case 'filter': case 'test': return [node.of, ...argumentNodes(node.args)]
    case 'list': case 'tuple': return node.items
    case 'dict': return node.entries.flatMap(({ key, value }) => [key, value])
    case 'and': case 'or': case 'arithmetic': return [node.left, node.right]
    case 'compare': return [node.first, ...node.rest.map(({ value }) => value)]
    case 'choose': return [node.condition, node.then, ...node.else === null ? [] : [node.else]]
  }
}

/** `a.b['c']` and `a.get('b')` as steps; undefined where a step is not constant. */
const pathOf = (node: Expression): string[] | undefined => {
  if (node.kind === 'name') return [node.name]
  if (node.kind === 'attribute') return pathOf(node.of)?.concat(node.name)
  if (node.kind === 'item') return node.key.kind === 'literal' && typeof node.key.value === 'string' ? pathOf(node.of)?.concat(node.key.value) : undefined
  if (node.kind !== 'call' || node.callee.kind !== 'attribute' || node.callee.name !== 'get') return undefined
  const [key] = node.args.positional
  return key?.kind === 'literal' && typeof key.value === 'string' ? pathOf(node.callee.of)?.concat(key.value) : undefined
}
