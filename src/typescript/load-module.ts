// Modules: parsing, what they import and export, and the variables they share.
import type { Problem } from '#model'
import {
  accessor, known, newObject, native, slot, toStringTagKey, undefinedValue, unknown, type Abstract, type Cell, type Obj, type Site, type SourceText,
} from '#value'
import { dataValue, isDataFile } from './data-file.ts'
import { hoist } from './blocks.ts'
import { isTooDeep, parseTypeScript, syntaxProblem, ts } from './parse.ts'
import type { Realm } from './realm.ts'
import { libraryPrefix, readModule, resolveSpecifier, type Sources } from './resolve-module.ts'
import type { Activation, Binding, Module, Run, Scope } from './run.ts'
import { boundNames, declare, hasModifier, isAmbient, varNames } from './scope.ts'
import { sourceText } from './source-text.ts'
import { Variables } from './variables.ts'

const K = ts.SyntaxKind

/** An evaluation of a project: a run and where its modules come from. */
export interface Project extends Run {
  readonly realm: Realm
  readonly sources: Sources
  /** Modules that are still to be parsed. A list, not a recursion: a chain of imports may be thousands of files long. */
  readonly unparsed: { readonly module: Module, readonly text: string }[]
  /** Modules whose imports are still to be bound. */
  readonly unbound: { readonly module: Module, readonly bind: () => void }[]
}

/** The longest file that is read: beyond, it is data rather than a definition. */
const maxText = 4_000_000

/** The module with an id, loaded with all it imports. */
export const loadModule = (project: Project, id: string): Module => {
  const module = load(project, id)
  for (let next = project.unparsed.pop(); next !== undefined; next = project.unparsed.pop()) boundedByStack(project, next.module, () => loadSource(project, next.module, next.text))
  for (let next = project.unbound.pop(); next !== undefined; next = project.unbound.pop()) next.bind()
  return module
}

const load = (project: Project, id: string): Module => {
  const found = project.modules.get(id)
  if (found !== undefined) return found
  const text = readModule(project.sources, id) ?? ''
  const isLibrary = id.startsWith(libraryPrefix)
  const file = sourceText(id, isLibrary, () => readModule(project.sources, id) ?? '')
  const module = newModule(project, id, file, text)
  if (text.length > maxText || (!isDataFile(id) && isTooDeep(text))) {
    project.problems.push({ code: 'limit', severity: 'error', at: file.placeOf(0, 0), message: text.length > maxText ? 'the file is too long to be read' : 'brackets nest too deeply to be read', help: 'Split the file.' })
    module.failed = true
    return module
  }
  if (isDataFile(id)) boundedByStack(project, module, () => loadData(project, module, text))
  else project.unparsed.push({ module, text })
  return module
}

/** The parser and walks over its trees recurse on the host's stack: a file that nests too deeply for it is not read. */
const boundedByStack = (project: Project, module: Module, work: () => void): void => {
  try {
    work()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    module.source = undefined
    module.failed = true
    project.problems.push({ code: 'limit', severity: 'error', at: module.file.placeOf(0, 0), message: 'the file nests too deeply to be read', help: 'Split its expressions.' })
  }
}

const newModule = (project: Project, id: string, file: SourceText, text: string, opaque?: string): Module => {
  const vars = new Variables()
  const here = { self: undefined, callee: undefined, home: undefined, newTarget: undefinedValue, args: [], memo: undefined } as unknown as Activation
  const scope: Scope = { vars, outer: globalScope(project, here), here }
  const module: Module = { id, file, source: undefined, scope, exports: new Map(), reexported: new Map(), stars: [], imports: [], state: 'linked', progress: undefined, thrown: undefined, namespace: undefined, failed: false, usesVar: /\bvar\b/.test(text), usesAwait: /\bawait\b/.test(text), opaque }
  Object.assign(here, { module })
  project.modules.set(id, module)
  return module
}

const globalScope = (project: Project, here: Activation): Scope => {
  project.globals ??= globalsOf(project)
  return { vars: project.globals, outer: undefined, here }
}

const globalsOf = ({ realm }: Project): Variables => {
  const vars = new Variables()
  for (const [name, value] of realm.globals) vars.set(name, { value, constant: false })
  return vars
}

const loadData = (project: Project, module: Module, text: string): void => {
  const value = dataValue(project, module.file, text)
  module.exports.set('default', { kind: 'cell', cell: { value, constant: true } })
  if (value.kind === 'object') for (const [name, inner] of value.props) if (inner.kind !== 'slot') module.exports.set(name, { kind: 'cell', cell: { value: inner, constant: true } })
  module.state = 'evaluated'
}

const loadSource = (project: Project, module: Module, text: string): void => {
  const source = parseTypeScript(module.file.path, text)
  const problem = syntaxProblem(source, module.file)
  if (problem !== undefined) project.problems.push(problem)
  module.source = source
  if (module.usesVar) for (const name of varNames(source)) declare(module.scope, name, undefinedValue)
  hoist(project, source.statements, module.scope)
  const reported = new Set<string>()
  for (const statement of source.statements) declareExports(project, module, statement, reported)
  project.unbound.push({ module, bind: () => bindImports(project, module, source) })
}

const isExported = (node: ts.Node): boolean => hasModifier(node, K.ExportKeyword)

/** Enters what a statement exports and loads what it imports. */
const declareExports = (project: Project, module: Module, statement: ts.Statement, reported: Set<string>): void => {
  if (ts.isImportDeclaration(statement)) {
    if (!isTypeImport(statement)) dependency(project, module, statement.moduleSpecifier, reported)
  } else if (ts.isExportDeclaration(statement)) {
    if (!statement.isTypeOnly) exportDeclaration(project, module, statement, reported)
  } else if (ts.isExportAssignment(statement)) exportCell(module, 'default', '*default*')
  else if (isExported(statement) && !isAmbient(statement)) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) for (const bound of boundNames(name)) exportCell(module, bound, bound)
    } else if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)) {
      const { name } = statement as ts.FunctionDeclaration
      exportCell(module, hasModifier(statement, K.DefaultKeyword) ? 'default' : name!.text, name?.text ?? '*default*')
    }
  }
}

const exportCell = (module: Module, exported: string, local: string): void => {
  const cell = module.scope.vars.get(local)
  if (cell !== undefined) module.exports.set(exported, { kind: 'cell', cell })
}

/** Imports of types alone leave nothing behind. */
const isTypeImport = ({ importClause: clause }: ts.ImportDeclaration): boolean => {
  if (clause === undefined) return false
  if (clause.isTypeOnly) return true
  const { name, namedBindings } = clause
  return name === undefined && namedBindings !== undefined && ts.isNamedImports(namedBindings) && namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly)
}

const exportDeclaration = (project: Project, module: Module, statement: ts.ExportDeclaration, reported: Set<string>): void => {
  const { exportClause, moduleSpecifier } = statement
  const from = moduleSpecifier === undefined ? undefined : dependency(project, module, moduleSpecifier, reported)
  if (exportClause === undefined) {
    if (from !== undefined) module.stars.push(from)
    return
  }
  if (ts.isNamespaceExport(exportClause)) {
    if (from !== undefined) module.exports.set(exportClause.name.text, { kind: 'namespace', module: from })
    return
  }
  for (const element of exportClause.elements) {
    if (element.isTypeOnly) continue
    const local = (element.propertyName ?? element.name).text
    if (from !== undefined) module.exports.set(element.name.text, { kind: 'from', module: from, name: local })
    else module.exports.set(element.name.text, { kind: 'local', name: local })
  }
}

/** The module that a specifier means; told once for each specifier where there is none. */
const dependency = (project: Project, module: Module, specifier: ts.Expression, reported: Set<string>): Module => {
  const text = ts.isStringLiteral(specifier) ? specifier.text : ''
  const site: Site = { file: module.file, pos: specifier.pos, end: specifier.end }
  const target = moduleFor(project, module, text, site, reported)
  module.imports.push({ module: target, site, specifier: text })
  return target
}

/** The module for a specifier in another; an opaque one where it is not at hand. */
export const moduleFor = (project: Project, from: Module, specifier: string, site: Site, reported: Set<string>): Module => {
  const resolution = resolveSpecifier(project.sources, from.id, specifier)
  if (resolution.kind === 'file') return load(project, resolution.id)
  const builtin = project.realm.modules.has(specifier)
  if (!builtin && resolution.kind !== 'kept-out' && !specifier.startsWith('node:') && !reported.has(specifier)) {
    reported.add(specifier)
    project.problems.push(missingProblem(specifier, site, resolution.kind === 'missing'))
  }
  const id = `opaque:${resolution.kind === 'package' ? '' : `${from.id}:`}${specifier}`
  const found = project.modules.get(id)
  if (found !== undefined) return found
  const made = newModule(project, id, from.file, '', specifier)
  made.state = 'evaluated'
  return made
}

const missingProblem = (specifier: string, site: Site, isFile: boolean): Problem => ({
  code: 'import', severity: isFile ? 'error' : 'note', at: site.file.placeOf(site.pos, site.end),
  message: isFile ? `there is no file for '${specifier}'; what is imported from it is unknown` : `'${specifier}' is not part of the project; what is imported from it is unknown`,
  ...(isFile ? { help: 'Correct the path, or add the file.' } : {}),
})

/** Gives the names that a module imports their variables: the very cells of the exporting module. */
const bindImports = (project: Project, module: Module, source: ts.SourceFile): void => {
  let index = 0
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement) && !statement.isTypeOnly && statement.moduleSpecifier !== undefined) index++
    if (!ts.isImportDeclaration(statement) || isTypeImport(statement)) continue
    const imported = module.imports[index]!
    const target = imported.module
    const clause = statement.importClause
    if (clause !== undefined && importsOnlyTypes(project, target, clause)) module.imports[index] = { ...imported, erased: true }
    index++
    if (clause === undefined) continue
    if (clause.name !== undefined) bindName(project, module, clause.name.text, target, 'default', clause.name)
    const { namedBindings } = clause
    if (namedBindings === undefined) continue
    if (ts.isNamespaceImport(namedBindings)) module.scope.vars.set(namedBindings.name.text, { value: namespaceOf(project, target), constant: true })
    else for (const element of namedBindings.elements) {
      if (!element.isTypeOnly) bindName(project, module, element.name.text, target, (element.propertyName ?? element.name).text, element)
    }
  }
  for (const [name, binding] of module.exports) {
    if (binding.kind !== 'local') continue
    const cell = module.scope.vars.get(binding.name)
    if (cell === undefined) module.exports.delete(name)
    else module.exports.set(name, { kind: 'cell', cell })
  }
}

/** Are all its names those of types of a module that is at hand? */
const importsOnlyTypes = (project: Project, target: Module, { name, namedBindings }: ts.ImportClause): boolean =>
  target.opaque === undefined && !target.failed && name === undefined && namedBindings !== undefined && ts.isNamedImports(namedBindings) && namedBindings.elements.length > 0
  && namedBindings.elements.every((element) => {
    const exported = (element.propertyName ?? element.name).text
    return element.isTypeOnly || (findExport(project, target, exported) === undefined && declaresType(target, exported))
  })

const bindName = (project: Project, module: Module, local: string, target: Module, name: string, node: ts.Node): void => {
  const cell = findExport(project, target, name)
  if (cell !== undefined) {
    module.scope.vars.set(local, cell)
    return
  }
  const site: Site = { file: module.file, pos: node.pos, end: node.end }
  // Of the library users know the name that they import it by, not its files.
  const from = target.file.library ? module.imports.find((one) => one.module === target)?.specifier ?? target.id : target.id
  const value = unknown('import', { of: `${from}#${name}`, id: `import:${target.id}#${name}`, site })
  module.scope.vars.set(local, { value, constant: true })
  if (target.failed || declaresType(target, name)) return
  project.problems.push({ code: 'import', severity: 'warning', at: module.file.placeOf(node.pos, node.end), message: `'${from}' exports nothing called '${name}'` })
}

/** Is it the name of a type, imported without saying so? */
const declaresType = (module: Module, name: string): boolean =>
  module.stars.some((star) => star.opaque !== undefined || declaresType(star, name)) || module.source === undefined ||
  module.source.statements.some((statement) =>
    ((ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || isAmbient(statement)) && (statement as ts.InterfaceDeclaration).name?.text === name) ||
    (ts.isExportDeclaration(statement) && statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause) && statement.exportClause.elements.some((element) => element.name.text === name)))

/** The variable that a module exports under a name, through re-exports; undefined where there is none. */
export const findExport = (project: Project, module: Module, name: string, seen: ReadonlySet<Module> = new Set()): Cell | undefined => {
  if (module.opaque !== undefined) return opaqueExport(project, module, name)
  const own = module.exports.get(name)
  if (own !== undefined) return cellOf(project, module, own, seen)
  if (name === 'default' || seen.has(module)) return undefined
  const before = module.reexported.get(name)
  if (before !== undefined) return before
  const deeper = new Set(seen).add(module)
  let found: Cell | undefined
  let opaque: Cell | undefined
  for (const star of module.stars) {
    const cell = findExport(project, star, name, deeper)
    if (cell === undefined) continue
    if (star.opaque !== undefined) opaque ??= cell
    else if (found !== undefined && found !== cell) return undefined
    else found = cell
  }
  // Only once all of the module is loaded and evaluated is it sure that no other star exports the name too.
  if (found !== undefined && module.state === 'evaluated') module.reexported.set(name, found)
  return found ?? opaque
}

const cellOf = (project: Project, module: Module, binding: Binding, seen: ReadonlySet<Module>): Cell | undefined => {
  switch (binding.kind) {
    case 'cell': return binding.cell
    case 'local': return module.scope.vars.get(binding.name)
    case 'namespace': return { value: namespaceOf(project, binding.module), constant: true }
    case 'from': return seen.has(module) && seen.size > 100 ? undefined : findExport(project, binding.module, binding.name, new Set(seen).add(module))
  }
}

/** What is imported from a module that is not at hand: a built-in, or unknown. */
const opaqueExport = (project: Project, module: Module, name: string): Cell => {
  const known = module.exports.get(name)
  if (known !== undefined && known.kind === 'cell') return known.cell
  const builtin = project.realm.modules.get(module.opaque!)
  const value = builtin?.get(name) ?? (name === 'default' && builtin !== undefined ? namespaceOf(project, module) : importedUnknown(module, name))
  const cell: Cell = { value, constant: true }
  module.exports.set(name, { kind: 'cell', cell })
  return cell
}

const importedUnknown = (module: Module, name: string): Abstract => {
  const of = name === '' ? `${module.opaque}#` : `${module.opaque}#${name}`
  return unknown('import', { of, id: `import:${of}` })
}

/** The object that `import * as` gives: its properties are the module's variables as they stand. */
export const namespaceOf = (project: Project, module: Module): Abstract => {
  if (module.opaque !== undefined && !project.realm.modules.has(module.opaque)) return importedUnknown(module, '')
  if (module.namespace !== undefined) return module.namespace
  const made: Obj = newObject(project.heap, 'namespace', null)
  module.namespace = made
  const names = exportNames(module)
  for (const name of project.realm.modules.get(module.opaque ?? '')?.keys() ?? []) names.add(name)
  for (const name of [...names].sort((a, b) => a < b ? -1 : 1)) {
    const get = project.func(native(`get ${name}`, 0, (machine) => {
      const cell = findExport(project, module, name)
      if (cell === undefined) return undefinedValue
      if (cell.value !== undefined) return machine.resolve(cell.value)
      return machine.throwError('ReferenceError', `Cannot access '${name}' before initialization`)
    }))
    made.props.set(name, { ...accessor(get, undefined, true), configurable: false })
  }
  if (module.opaque !== undefined) made.open = unknown('import', { of: `${module.opaque}#`, id: `import:${module.opaque}#` })
  made.props.set(toStringTagKey, slot(known('Module'), { writable: false, configurable: false }))
  made.extensible = false
  made.frozen = true
  return made
}

/** The names that a module exports, those of `export *` included. */
export const exportNames = (module: Module, seen: Set<Module> = new Set()): Set<string> => {
  const names = new Set(module.exports.keys())
  if (seen.has(module)) return names
  seen.add(module)
  for (const star of module.stars) for (const name of exportNames(star, seen)) if (name !== 'default') names.add(name)
  return names
}
