// From a syntax node to the function that evaluates or executes its kind.
import { known, Thrown, type Abstract, type Site } from '#value'
import { closeSides } from './completion.ts'
import { ts } from './parse.ts'
import type { Completion, Run, Scope } from './run.ts'

interface Placed { ownSite?: Site }

/** The site of a node. Code of the library runs again and again: its nodes keep theirs. */
export const siteOf = (node: ts.Node, scope: Scope): Site => {
  const { file } = scope.here.module
  if (file.library) return (node as Placed).ownSite ??= { file, pos: node.pos, end: node.end }
  return { file, pos: node.pos, end: node.end }
}

/** The value of an expression. */
export const evaluate = (run: Run, node: ts.Node, scope: Scope): Abstract => {
  if (--run.fuel < 0) run.limit('steps')
  const { memo } = scope.here
  if (memo !== undefined) {
    const value = memo.get(node)
    if (value !== undefined) return value
  }
  const handler = run.expressions[node.kind]
  return handler === undefined ? unsupported(run, node, scope) : handler(run, node, scope)
}

/** Reports syntax that is not followed; its value is unknown. */
export const unsupported = (run: Run, node: ts.Node, scope: Scope): Abstract => {
  run.site = siteOf(node, scope)
  const what = ts.SyntaxKind[node.kind]!.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  run.report('unsupported', 'warning', `${what} is not followed here; its value is unknown`)
  return run.unknown('unsupported', { detail: what })
}

/** Executes a statement; JavaScript exceptions become completions, here and nowhere else. */
export const execute = (run: Run, node: ts.Statement, scope: Scope): Completion => {
  if (--run.fuel < 0) run.limit('steps')
  const handler = run.statements[node.kind]
  if (handler === undefined) {
    unsupported(run, node, scope)
    return undefined
  }
  const mark = run.heap.open.length
  let completion: Completion
  try {
    completion = handler(run, node, scope)
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    completion = { kind: 'throw', value: error.value, site: run.site ?? siteOf(node, scope) }
  }
  return run.heap.open.length > mark ? closeSides(run.heap, mark, completion) : completion
}

/** A known value made by a node. */
export const knownAt = (value: string | number | boolean | bigint | null | undefined, node: ts.Node, scope: Scope): Abstract => known(value, siteOf(node, scope))
