// Names, `this`, `super` alone, `import.meta` and what types leave behind.
import { template, unknown, undefinedValue, type Abstract } from '#value'
import { evaluate, siteOf, unsupported } from './dispatch.ts'
import { nameMayThrow } from './may-throw.ts'
import { textOf, ts } from './parse.ts'
import type { Evaluate, Run, Scope } from './run.ts'
import { readName } from './scope.ts'

const K = ts.SyntaxKind

const identifier = (run: Run, node: ts.Identifier, scope: Scope): Abstract => {
  const text = textOf(node)
  if (text === 'undefined') return undefinedValue
  const cell = scope.vars.get(text)
  if (cell !== undefined && cell.value !== undefined && cell.value.kind !== 'choice') return cell.value
  const value = readName(run, scope, text)
  if (value.kind === 'unknown' && value.reason === 'global' && run.trying > 0) nameMayThrow(run, value)
  return value.kind === 'unknown' && value.reason === 'global' && value.site === undefined ? { ...value, site: siteOf(node, scope) } : value
}

const thisValue = (run: Run, _node: ts.Node, scope: Scope): Abstract =>
  scope.here.self ?? (scope.here.callee === undefined ? undefinedValue
    : run.throwError('ReferenceError', "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"))

const metaProperty = (run: Run, node: ts.MetaProperty, scope: Scope): Abstract => {
  if (node.keywordToken === K.NewKeyword) return scope.here.newTarget
  const { id } = scope.here.module
  const folder = id.includes('/') ? `/${id.slice(0, id.lastIndexOf('/'))}` : ''
  const site = siteOf(node, scope)
  return run.object([
    ['dirname', template([projectRoot, folder], site)], ['filename', template([projectRoot, `/${id}`], site)], ['url', template(['file://', projectRoot, `/${id}`], site)],
    ['env', unknown('global', { of: 'import.meta.env', site, id: 'global:import.meta.env' })],
  ], null)
}

/** The absolute path of the project's folder: it differs from machine to machine, so it is not known. Paths below it are templates. */
export const projectRoot = unknown('io', { of: 'project root', id: 'root', type: 'string' })

const inner: Evaluate<ts.Node & { readonly expression: ts.Expression }> = (run, node, scope) => evaluate(run, node.expression, scope)

/** Evaluators of names and wrappers, by syntax kind. */
export const nameExpressions: Partial<Record<ts.SyntaxKind, Evaluate<never>>> = {
  [K.Identifier]: identifier,
  [K.ThisKeyword]: thisValue,
  [K.MetaProperty]: metaProperty,
  [K.ParenthesizedExpression]: inner,
  [K.AsExpression]: inner,
  [K.SatisfiesExpression]: inner,
  [K.TypeAssertionExpression]: inner,
  [K.NonNullExpression]: inner,
  [K.ExpressionWithTypeArguments]: inner,
  [K.PartiallyEmittedExpression]: inner,
  [K.MissingDeclaration]: unsupported,
}
