// Statements other than loops.
import { known, newObject, undefinedValue, unknown, writeCell, writeProp, type Abstract, type Decision, type Obj } from '#value'
import { block, blockScope, executeStatements } from './blocks.ts'
import { classOf } from './classes.ts'
import { closureOf } from './closures.ts'
import { andThen, closeSides, continueWhere, isThrow, mapLeaves } from './completion.ts'
import { evaluate, execute, siteOf } from './dispatch.ts'
import { declareVariables } from './declare.ts'
import { forkCompletion } from './fork.ts'
import { loopFor } from './loops.ts'
import { catches, whileTrying } from './may-throw.ts'
import { getMember } from './member.ts'
import { setByValue } from './member-write.ts'
import { binary, equals } from './operators.ts'
import { ts } from './parse.ts'
import { bindPattern } from './patterns.ts'
import type { Abrupt, Completion, Execute, Run, Scope } from './run.ts'
import { declare, findCell, innerScope, isAmbient } from './scope.ts'
import { noteSteered } from './steering.ts'
import { truth } from './truth.ts'

const K = ts.SyntaxKind

const expression: Execute<ts.ExpressionStatement> = (run, node, scope) => {
  evaluate(run, node.expression, scope)
  return undefined
}

const variables: Execute<ts.VariableStatement> = (run, node, scope) => {
  if (!isAmbient(node)) declareVariables(run, node.declarationList, scope)
  else for (const { name } of node.declarationList.declarations) if (ts.isIdentifier(name)) declare(scope, name.text, unknown('ambient', { of: name.text, site: siteOf(name, scope), id: `global:${name.text}` }))
  return undefined
}

/** `import x = require('…')`, of which nothing is known, and `import x = A.B`, another name for a part of a namespace. */
const importEquals: Execute<ts.ImportEqualsDeclaration> = (run, node, scope) => {
  const cell = findCell(scope, node.name.text)
  if (cell === undefined || node.isTypeOnly) return undefined
  const { moduleReference: target } = node
  writeCell(run.heap, cell, ts.isExternalModuleReference(target) ? requiredUnknown(target, scope) : entityValue(run, target, scope))
  return undefined
}
const requiredUnknown = ({ expression }: ts.ExternalModuleReference, scope: Scope): Abstract => {
  const of = `${ts.isStringLiteral(expression) ? expression.text : ''}#`
  return unknown('import', { of, id: `import:${of}`, site: siteOf(expression, scope) })
}
const entityValue = (run: Run, name: ts.EntityName, scope: Scope): Abstract =>
  ts.isIdentifier(name) ? evaluate(run, name, scope) : getMember(run, entityValue(run, name.left, scope), name.right.text)

const ifStatement: Execute<ts.IfStatement> = (run, node, scope) => {
  const { thenStatement, elseStatement } = node
  const { length: since } = run.steering.asked
  const answer = truth(run, evaluate(run, node.expression, scope))
  if (run.steering.asked.length > since) noteSteered(run, node, scope, since)
  if (answer === true) return execute(run, thenStatement, scope)
  if (answer === false) return elseStatement === undefined ? undefined : execute(run, elseStatement, scope)
  return eitherStatement(run, node, answer, scope)
}
const eitherStatement = (run: Run, { thenStatement, elseStatement }: ts.IfStatement, answer: Decision, scope: Scope): Completion => {
  const thenSide = (): Completion => execute(run, thenStatement, scope)
  const elseSide = (): Completion => elseStatement === undefined ? undefined : execute(run, elseStatement, scope)
  return answer.is ? forkCompletion(run, answer.when, thenSide, elseSide) : forkCompletion(run, answer.when, elseSide, thenSide)
}

const returnStatement: Execute<ts.ReturnStatement> = (run, node, scope) =>
  ({ kind: 'return', value: node.expression === undefined ? undefinedValue : evaluate(run, node.expression, scope) })

const throwStatement: Execute<ts.ThrowStatement> = (run, node, scope) =>
  ({ kind: 'throw', value: evaluate(run, node.expression, scope), site: siteOf(node, scope) })

const tryStatement: Execute<ts.TryStatement> = (run, node, scope) => {
  const { catchClause, finallyBlock } = node
  const block = (): Completion => execute(run, node.tryBlock, scope)
  let completion = catchClause !== undefined && catches(catchClause) ? whileTrying(run, 1, block) : block()
  if (catchClause !== undefined && completion !== undefined) {
    completion = continueWhere(run.heap, completion, isThrow, (leaf) => caught(run, catchClause, leaf as Extract<Abrupt, { kind: 'throw' }>, scope))
  }
  if (finallyBlock === undefined) return completion
  // The state is that of all sides, so `finally` is executed once for all of them; where it ends normally, the first ending stands.
  return andThen(run, execute(run, finallyBlock, scope), () => completion)
}

const caught = (run: Run, clause: ts.CatchClause, leaf: Extract<Abrupt, { kind: 'throw' }>, outer: Scope): Completion => {
  const scope = innerScope(outer)
  const mark = run.heap.open.length
  if (clause.variableDeclaration !== undefined) bindPattern(run, clause.variableDeclaration.name, leaf.value, scope, (at, name, value) => { declare(at, name, value) })
  return closeSides(run.heap, mark, execute(run, clause.block, scope))
}

/** `switch`: an unknown comparison forks into "from this clause on" and "from a later one". */
const switchStatement: Execute<ts.SwitchStatement> = (run, node, outer) => {
  const value = evaluate(run, node.expression, outer)
  const { clauses } = node.caseBlock
  const all = clauses.flatMap((clause) => [...clause.statements])
  const scope = blockScope(run, all as unknown as ts.NodeArray<ts.Statement>, outer)
  const from = (index: number): Completion => executeStatements(run, clauses.slice(index).flatMap((clause) => [...clause.statements]), 0, scope)
  const select = (index: number): Completion => {
    for (let at = index; at < clauses.length; at++) {
      const clause = clauses[at]!
      if (clause.kind === K.DefaultClause) continue
      const answer = truth(run, equals(run, value, evaluate(run, clause.expression, scope)))
      if (answer === true) return from(at)
      if (answer === false) continue
      const [here, later] = [(): Completion => from(at), (): Completion => select(at + 1)]
      return answer.is ? forkCompletion(run, answer.when, here, later) : forkCompletion(run, answer.when, later, here)
    }
    const fallback = clauses.findIndex((clause) => clause.kind === K.DefaultClause)
    return fallback < 0 ? undefined : from(fallback)
  }
  return mapLeaves(select(0), (leaf) => leaf !== undefined && leaf.kind === 'break' && leaf.label === undefined ? undefined : leaf)
}

const labeled: Execute<ts.LabeledStatement> = (run, node, scope) => {
  const labels = [node.label.text]
  let inner = node.statement
  while (ts.isLabeledStatement(inner)) {
    labels.push(inner.label.text)
    inner = inner.statement
  }
  const loop = loopFor(inner.kind, labels)
  const completion = loop === undefined ? execute(run, inner, scope) : loop(run, inner as never, scope)
  return mapLeaves(completion, (leaf) => leaf !== undefined && leaf.kind === 'break' && leaf.label !== undefined && labels.includes(leaf.label) ? undefined : leaf)
}

const jump = (kind: 'break' | 'continue'): Execute<ts.BreakOrContinueStatement> => (_run, node) => ({ kind, label: node.label?.text })

const classDeclaration: Execute<ts.ClassDeclaration> = (run, node, scope) => {
  if (isAmbient(node)) return undefined
  const name = node.name?.text ?? '*default*'
  const made = classOf(run, node, scope, 'default')
  const cell = scope.vars.get(name)
  if (cell === undefined) declare(scope, name, made)
  else writeCell(run.heap, cell, made)
  return undefined
}

/** Enums are objects; numeric members have their reverse. */
const enumDeclaration: Execute<ts.EnumDeclaration> = (run, node, outer) => {
  if (isAmbient(node)) return undefined
  const cell = scopeCell(outer, node.name.text)
  const made = cell.value?.kind === 'object' ? cell.value : newObject(run.heap, 'object', run.intrinsic('Object.prototype'), siteOf(node, outer))
  writeCell(run.heap, cell, made)
  const scope = innerScope(outer)
  for (const [name, value] of made.props) if (value.kind !== 'slot') declare(scope, name, value)
  let next: Abstract | undefined = known(0)
  for (const member of node.members) {
    const name = ts.isComputedPropertyName(member.name) ? String((member.name.expression as ts.StringLiteral).text) : (member.name as ts.Identifier).text
    const value: Abstract = member.initializer === undefined ? next ?? undefinedValue : evaluate(run, member.initializer, scope)
    declare(scope, name, value)
    writeProp(run.heap, made, name, value)
    const number = run.resolve(value)
    reverse(run, made, number, name)
    next = number.kind === 'template' || (number.kind === 'primitive' && typeof number.value !== 'number') ? undefined : binary(run, K.PlusToken, number, known(1))
  }
  return undefined
}

/** Enters the name of a member under its number. */
const reverse = (run: Run, made: Obj, value: Abstract, name: string): void => {
  if (value.kind === 'choice') {
    const side = (one: Abstract) => (): Abstract => { reverse(run, made, run.resolve(one), name); return one }
    run.fork(value.when, side(value.then), side(value.else))
  } else if (value.kind === 'primitive') {
    if (typeof value.value === 'number') writeProp(run.heap, made, String(value.value), known(name))
  } else if (value.kind !== 'template' && !(value.kind === 'unknown' && value.type === 'string' && !value.optional)) setByValue(run, made, value, known(name))
}

const scopeCell = (scope: Scope, name: string): { value: Abstract | undefined, readonly constant: boolean } => scope.vars.get(name) ?? declare(scope, name, undefined)

/** `namespace N { export … }`: an object with what the block exports. */
const namespaceDeclaration: Execute<ts.ModuleDeclaration> = (run, node, outer) => {
  if (isAmbient(node) || !ts.isIdentifier(node.name) || node.body === undefined) return undefined
  const cell = scopeCell(outer, node.name.text)
  const made = cell.value?.kind === 'object' ? cell.value : newObject(run.heap, 'object', run.intrinsic('Object.prototype'), siteOf(node, outer))
  writeCell(run.heap, cell, made)
  const scope = innerScope(outer)
  for (const [name, value] of made.props) if (value.kind !== 'slot') declare(scope, name, value)
  if (ts.isModuleDeclaration(node.body)) return namespaceDeclaration(run, node.body, scope) ?? exportNames(run, made, [(node.body.name as ts.Identifier).text], scope)
  if (!ts.isModuleBlock(node.body)) return undefined
  const { statements } = node.body
  const inner = blockScope(run, statements, scope)
  return executeExporting(run, made, statements, inner)
}

const executeExporting = (run: Run, made: Obj, statements: readonly ts.Statement[], scope: Scope): Completion => {
  for (const statement of statements) {
    const completion = execute(run, statement, scope)
    if (completion !== undefined) return completion
    if (isExported(statement)) exportNames(run, made, declaredNames(statement), scope)
  }
  return undefined
}

const isExported = (statement: ts.Statement): boolean =>
  ((statement as { modifiers?: readonly ts.ModifierLike[] }).modifiers)?.some((modifier) => modifier.kind === K.ExportKeyword) === true

const declaredNames = (statement: ts.Statement): string[] =>
  ts.isVariableStatement(statement) ? statement.declarationList.declarations.flatMap(({ name }) => ts.isIdentifier(name) ? [name.text] : [])
    : 'name' in statement && ts.isIdentifier(statement.name as ts.Node) ? [(statement.name as ts.Identifier).text] : []

const exportNames = (run: Run, made: Obj, names: readonly string[], scope: Scope): undefined => {
  for (const name of names) {
    const value = scope.vars.get(name)?.value
    if (value !== undefined) writeProp(run.heap, made, name, value)
  }
}

const exportAssignment: Execute<ts.ExportAssignment> = (run, node, scope) => {
  const named = ts.isArrowFunction(node.expression) ? closureOf(run, node.expression, scope, { kind: 'arrow', name: 'default' }) : evaluate(run, node.expression, scope)
  const cell = findCell(scope, '*default*')
  if (cell !== undefined) writeCell(run.heap, cell, named)
  return undefined
}

const nothing: Execute = () => undefined

/** Executors of statements, by syntax kind. */
export const statementTable: Partial<Record<ts.SyntaxKind, Execute<never>>> = {
  [K.ExpressionStatement]: expression,
  [K.VariableStatement]: variables,
  [K.IfStatement]: ifStatement,
  [K.ReturnStatement]: returnStatement,
  [K.ThrowStatement]: throwStatement,
  [K.TryStatement]: tryStatement,
  [K.SwitchStatement]: switchStatement,
  [K.LabeledStatement]: labeled,
  [K.BreakStatement]: jump('break'),
  [K.ContinueStatement]: jump('continue'),
  [K.Block]: block,
  [K.ForStatement]: loopFor(K.ForStatement, [])!,
  [K.ForOfStatement]: loopFor(K.ForOfStatement, [])!,
  [K.ForInStatement]: loopFor(K.ForInStatement, [])!,
  [K.WhileStatement]: loopFor(K.WhileStatement, [])!,
  [K.DoStatement]: loopFor(K.DoStatement, [])!,
  [K.ClassDeclaration]: classDeclaration,
  [K.EnumDeclaration]: enumDeclaration,
  [K.ModuleDeclaration]: namespaceDeclaration,
  [K.ExportAssignment]: exportAssignment,
  [K.FunctionDeclaration]: nothing,
  [K.InterfaceDeclaration]: nothing,
  [K.TypeAliasDeclaration]: nothing,
  [K.ImportDeclaration]: nothing,
  [K.ExportDeclaration]: nothing,
  [K.NamespaceExportDeclaration]: nothing,
  [K.EmptyStatement]: nothing,
  [K.DebuggerStatement]: nothing,
  [K.ImportEqualsDeclaration]: importEquals,
}
