// Variable declarations.
import { undefinedValue, writeCell, type Abstract } from '#value'
import { evaluateNamed } from './closures.ts'
import { textOf, ts } from './parse.ts'
import { assignTo, bindPattern, initialise } from './patterns.ts'
import type { Run, Scope } from './run.ts'

const K = ts.SyntaxKind

/** Executes `let`, `const` and `var`. The names are declared already, by the block or the function they belong to. */
export const declareVariables = (run: Run, list: ts.VariableDeclarationList, scope: Scope): void => {
  for (const declaration of list.declarations) bindVariable(run, list, declaration, undefined, scope)
}

/** Executes one declaration; `ready` is the value of its initializer where that was evaluated already. */
export const bindVariable = (run: Run, list: ts.VariableDeclarationList, declaration: ts.VariableDeclaration, ready: Abstract | undefined, scope: Scope): void => {
  const isLexical = (list.flags & ts.NodeFlags.BlockScoped) !== 0
  const { name, initializer } = declaration
  const text = name.kind === K.Identifier ? textOf(name) : ''
  if (initializer === undefined && !isLexical) return
  const value = ready ?? (initializer === undefined ? undefinedValue : evaluateNamed(run, initializer, scope, text))
  const cell = isLexical && name.kind === K.Identifier ? scope.vars.get(text) : undefined
  if (cell !== undefined) writeCell(run.heap, cell, value)
  else bindPattern(run, name, value, scope, isLexical ? initialise(run, (list.flags & ts.NodeFlags.Const) !== 0) : assignVar(run))
}

const assignVar = (run: Run) => (scope: Scope, name: string, value: Abstract): void =>
  assignTo(run, { kind: K.Identifier, text: name } as ts.Identifier, value, scope)
