// Function values from function syntax.
import { newObject, privatePrefix, symbolPrefix, type Abstract, type Obj } from '#value'
import { evaluate, siteOf } from './dispatch.ts'
import { ts } from './parse.ts'
import type { FunctionCode, Run, Scope } from './run.ts'
import { hasModifier } from './scope.ts'

const K = ts.SyntaxKind

/** What the surroundings of a function say about it. */
export interface ClosureFacts {
  readonly kind: FunctionCode['kind']
  readonly home?: Obj | undefined
  readonly name: string
}

/** The function that a piece of syntax makes. */
export const closureOf = (run: Run, node: ts.FunctionLikeDeclaration, scope: Scope, facts: ClosureFacts): Obj => {
  const made = newObject(run.heap, 'function', run.intrinsic('Function.prototype'), siteOf(node, scope))
  made.code = {
    node, scope, kind: facts.kind, home: facts.home, ofClass: undefined,
    isAsync: node.modifiers !== undefined && hasModifier(node, K.AsyncKeyword),
    isGenerator: node.asteriskToken !== undefined,
  } satisfies FunctionCode
  made.data = facts.name.startsWith(symbolPrefix) ? `[Symbol.${facts.name.slice(symbolPrefix.length)}]` : facts.name.startsWith(privatePrefix) ? facts.name.replace(/^.*#/, '#') : facts.name
  return made
}

/** The value of an expression that gets a name from where it stands: `const f = () => 1` makes a function called `f`. */
export const evaluateNamed = (run: Run, node: ts.Expression, scope: Scope, name: string): Abstract => {
  if (node.kind === K.ArrowFunction) return closureOf(run, node as ts.ArrowFunction, scope, { kind: 'arrow', name })
  if (node.kind === K.FunctionExpression && (node as ts.FunctionExpression).name === undefined) return closureOf(run, node as ts.FunctionExpression, scope, { kind: 'function', name })
  const value = evaluate(run, node, scope)
  if (node.kind === K.ClassExpression && (node as ts.ClassExpression).name === undefined && value.kind === 'object' && value.data === '') value.data = name
  return value
}
