// Variables: blocks, what they declare, and lookup.
import { newObject, unknown, writeCell, type Abstract, type Cell } from '#value'
import { ts } from './parse.ts'
import type { Run, Scope } from './run.ts'
import { Variables } from './variables.ts'

const K = ts.SyntaxKind

/** What the statements of a block declare. */
export interface Declarations {
  readonly functions: readonly ts.FunctionDeclaration[]
  /** `let`, `const`, classes and enums: in their dead zone until executed. */
  readonly lexical: readonly { readonly name: string, readonly constant: boolean }[]
}

interface Annotated { declarations?: Declarations, varNames?: readonly string[] }

/** What a list of statements declares in its own scope. Kept on the list, since it does not change. */
export const declarationsOf = (statements: ts.NodeArray<ts.Statement>): Declarations => {
  const annotated = statements as unknown as Annotated
  return annotated.declarations ??= collect(statements)
}

const collect = (statements: readonly ts.Statement[]): Declarations => {
  const functions: ts.FunctionDeclaration[] = []
  const lexical: { name: string, constant: boolean }[] = []
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) {
      const { declarationList: list } = statement
      if ((list.flags & ts.NodeFlags.BlockScoped) === 0 || isAmbient(statement)) continue
      const constant = (list.flags & ts.NodeFlags.Const) !== 0
      for (const declaration of list.declarations) for (const name of boundNames(declaration.name)) lexical.push({ name, constant })
    } else if (ts.isFunctionDeclaration(statement)) {
      if (statement.body !== undefined) functions.push(statement)
    } else if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
      if (!isAmbient(statement)) lexical.push({ name: statement.name?.text ?? '*default*', constant: false })
    } else if (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name) && !isAmbient(statement)) lexical.push({ name: statement.name.text, constant: false })
    else if (ts.isImportEqualsDeclaration(statement)) lexical.push({ name: statement.name.text, constant: true })
    else if (ts.isExportAssignment(statement)) lexical.push({ name: '*default*', constant: false })
  }
  return { functions, lexical }
}

/** Has it `declare` in front: there is nothing at run time. */
export const isAmbient = (node: ts.Node): boolean => hasModifier(node, K.DeclareKeyword)

/** Has a declaration a modifier? */
export const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ((node as { modifiers?: readonly ts.ModifierLike[] }).modifiers)?.some((modifier) => modifier.kind === kind) === true

/** The names a pattern binds, in order. */
export const boundNames = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((element) => ts.isOmittedExpression(element) ? [] : boundNames(element.name))

/** The names of `var` declarations anywhere in a function or module body, nested functions left out. */
export const varNames = (body: ts.Node): readonly string[] => {
  const annotated = body as unknown as Annotated
  return annotated.varNames ??= collectVars(body)
}

const collectVars = (body: ts.Node): readonly string[] => {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) {
      for (const declaration of node.declarations) for (const name of boundNames(declaration.name)) names.add(name)
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(body, visit)
  return [...names]
}

/** A scope inside another. */
export const innerScope = (outer: Scope): Scope => ({ vars: new Variables(), outer, here: outer.here })

/** Declares a name with a value. */
export const declare = (scope: Scope, name: string, value: Abstract | undefined, constant = false): Cell => scope.vars.add(name, value, constant)

/** The variable a name stands for. */
export const findCell = (scope: Scope, name: string): Cell | undefined => {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const cell = at.vars.get(name)
    if (cell !== undefined) return cell
  }
  return undefined
}

/** The value of a name. Reading a dead zone throws; names that are declared nowhere are unknown globals. */
export const readName = (run: Run, scope: Scope, name: string): Abstract => {
  const cell = findCell(scope, name)
  if (cell !== undefined) return cell.value === undefined ? deadZone(run, name) : cell.value.kind === 'choice' ? run.resolve(cell.value) : cell.value
  if (name === 'arguments' && scope.here.callee !== undefined) return argumentsOf(run, scope)
  return unknown('global', { of: name, site: run.site, id: `global:${name}` })
}

const deadZone = (run: Run, name: string): never => run.throwError('ReferenceError', `Cannot access '${name}' before initialization`)

const argumentsOf = (run: Run, scope: Scope): Abstract => {
  const made = newObject(run.heap, 'arguments', run.intrinsic('Object.prototype'), run.site)
  made.items!.push(...scope.here.args)
  return made
}

/** Assigns a name. */
export const assignName = (run: Run, scope: Scope, name: string, value: Abstract): void => {
  const cell = findCell(scope, name)
  if (cell === undefined) {
    run.throwError('ReferenceError', `${name} is not defined`)
    return
  }
  if (cell.value === undefined) deadZone(run, name)
  if (cell.constant) run.throwError('TypeError', 'Assignment to constant variable.')
  writeCell(run.heap, cell, value)
}
