// Lists of statements, blocks and what is hoisted in them.
import { undefinedValue } from '#value'
import type { Completion, Execute, Run, Scope } from './run.ts'
import { closureOf } from './closures.ts'
import { andThen } from './completion.ts'
import { execute } from './dispatch.ts'
import type { ts } from './parse.ts'
import { declarationsOf, declare, innerScope, varNames } from './scope.ts'

/** Executes statements from a position on; after an ending that depends on a condition, the rest runs where it was normal. */
export const executeStatements = (run: Run, statements: readonly ts.Statement[], start: number, scope: Scope): Completion => {
  for (let index = start; index < statements.length; index++) {
    const completion = execute(run, statements[index]!, scope)
    if (completion === undefined) continue
    if (completion.kind !== 'partial') return completion
    return executeAfter(run, completion, statements, index + 1, scope)
  }
  return undefined
}
const executeAfter = (run: Run, before: Completion, statements: readonly ts.Statement[], start: number, scope: Scope): Completion =>
  andThen(run, before, () => executeStatements(run, statements, start, scope))

/** Declares what a list of statements declares: functions with their values, the rest uninitialised. */
export const hoist = (run: Run, statements: ts.NodeArray<ts.Statement>, scope: Scope): void => {
  const { functions, lexical } = declarationsOf(statements)
  for (const { name, constant } of lexical) declare(scope, name, undefined, constant)
  for (const node of functions) {
    const name = node.name?.text ?? '*default*'
    declare(scope, name, closureOf(run, node, scope, { kind: 'function', name: node.name?.text ?? 'default' }))
  }
}

/** The scope for a list of statements: a new one only where it declares something. */
export const blockScope = (run: Run, statements: ts.NodeArray<ts.Statement>, outer: Scope): Scope => {
  const { functions, lexical } = declarationsOf(statements)
  if (functions.length === 0 && lexical.length === 0) return outer
  const scope = innerScope(outer)
  hoist(run, statements, scope)
  return scope
}

/** The scope of a body: declared functions and variables, which may use the names of parameters again. */
export const bodyScope = (run: Run, body: ts.Block, scope: Scope): Scope => {
  if (scope.here.module.usesVar) for (const name of varNames(body)) if (!scope.vars.has(name)) declare(scope, name, undefinedValue)
  hoist(run, body.statements, scope)
  return scope
}

/** `{ … }`. */
export const block: Execute<ts.Block> = (run, node, scope) => executeStatements(run, node.statements, 0, blockScope(run, node.statements, scope))
