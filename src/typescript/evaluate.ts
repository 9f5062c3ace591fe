// The evaluator's entry: all modules of a project, evaluated in one realm without running anything.
import { tidyProblems, type Place, type Problem, type SourceTree } from '#model'
import { placeOf, unknown, type Abstract } from '#value'
import { createRun } from './create-run.ts'
import { defaultLimits } from './limits.ts'
import { exportNames, findExport, loadModule, type Project } from './load-module.ts'
import { attachPrelude } from './attach-prelude.ts'
import { isDataFile } from './data-file.ts'
import type { Limits, Module, OutsideCall, Run } from './run.ts'
import { drainModules, evaluateModule } from './module-order.ts'
import { reportRejections } from './run-module.ts'

/** What an evaluation depends on besides the project's files. */
export interface EvaluateOptions {
  /** The TypeScript behind `import 'dagbook'` and the shims: `author/index.ts`, `orchestrator/index.ts`, `shims/shim-airflow.ts` … */
  readonly library?: SourceTree
  /** The modules to evaluate, in any order; what they import is evaluated as well. Left out: every TypeScript and JavaScript file. */
  readonly roots?: readonly string[]
  /** Environment variables that are given; the rest is unknown. */
  readonly env?: Readonly<Record<string, string>>
  readonly limits?: Partial<Limits>
  /** Is told after each of the modules how many of how many are done. */
  readonly onProgress?: (done: number, total: number) => void
}

/** What is known of one module after the evaluation. */
export interface EvaluatedModule {
  readonly path: string
  /** By name, in order of their names. */
  readonly exports: ReadonlyMap<string, Abstract>
  /** Specifiers as they were written. */
  readonly imports: readonly { readonly name: string, readonly at: Place }[]
  /** What reaches out of the program when the module is evaluated. */
  readonly calls: readonly { readonly name: string, readonly kind: OutsideCall['kind'], readonly at: Place }[]
  /** Something of it could not be read. */
  readonly failed: boolean
}

/** An evaluated project. */
export interface Evaluation {
  /** The project's own modules, by path; library modules and data files are left out. */
  readonly modules: ReadonlyMap<string, EvaluatedModule>
  readonly problems: readonly Problem[]
  /** For a look at the values: `resolve`, `get`, `truth` … */
  readonly run: Run
}

const nothing: SourceTree = { paths: [], read: () => undefined }

/** Evaluates a project's modules as importing them one after the other would. Never throws on bad input. */
export const evaluateProject = (tree: SourceTree, options: EvaluateOptions = {}): Evaluation => {
  const limits = { ...defaultLimits, ...options.limits }
  const project: Project = Object.assign(createRun({ tree, env: options.env ?? {}, limits }), {
    sources: { tree, library: options.library ?? nothing, configs: new Map() }, unparsed: [], unbound: [],
  })
  attachPrelude(project)
  const roots = options.roots ?? tree.paths.filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path))
  for (const [i, root] of [...roots].sort((a, b) => a < b ? -1 : a > b ? 1 : 0).entries()) {
    evaluateRoot(project, root)
    options.onProgress?.(i + 1, roots.length)
  }
  const modules = new Map<string, EvaluatedModule>()
  for (const module of project.modules.values()) {
    if (module.opaque === undefined && !module.file.library && !isDataFile(module.id)) modules.set(module.id, describeModule(project, module))
  }
  return { modules, problems: tidyProblems(withoutConsequences(project.problems)), run: project }
}

/** A file that is no TypeScript has one cause of trouble: what its remains do when they are evaluated is not told as well. */
const withoutConsequences = (problems: readonly Problem[]): Problem[] => {
  const broken = new Set(problems.filter((problem) => problem.code === 'syntax').map((problem) => problem.at?.file))
  return problems.filter(({ code, at }) => at === undefined || !broken.has(at.file) || (code !== 'unsupported' && code !== 'throw'))
}

const evaluateRoot = (project: Project, root: string): void => {
  project.fuel = project.limits.steps
  const module = loadModule(project, root)
  project.root = module
  const changes = [...project.builtInChanges]
  if (changes.length > 0) {
    const around = filesAround(module)
    for (const { path, redo } of changes) if (path === undefined || around.has(path)) redo()
  }
  try {
    evaluateModule(project, module)
    drainModules(project)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    module.failed = true
    project.problems.push({ code: 'limit', severity: 'error', at: module.file.placeOf(0, 0), message: 'the file nests too deeply to be read' })
  }
  reportRejections(project)
  for (const { undo } of project.builtInChanges.toReversed()) undo()
}

/** The files of a module and of all that it imports. */
const filesAround = (module: Module): ReadonlySet<string> => {
  const seen = new Set([module]), files = new Set<string>()
  for (const each of seen) {
    files.add(each.file.path)
    for (const { module: imported } of each.imports) seen.add(imported)
    for (const star of each.stars) seen.add(star)
  }
  return files
}

const describeModule = (project: Project, module: Module): EvaluatedModule => {
  const exports = new Map<string, Abstract>()
  for (const name of [...exportNames(module)].sort((a, b) => a < b ? -1 : 1)) {
    const cell = findExport(project, module, name)
    if (cell !== undefined) exports.set(name, cell.value ?? unknown('tdz', { detail: `${name} was not reached` }))
  }
  return {
    path: module.id, exports, failed: module.failed,
    imports: module.imports.map(({ specifier, site }) => ({ name: specifier, at: placeOf(site) })),
    calls: project.calls.filter((call) => call.site.file === module.file).map(({ name, kind, site }) => ({ name, kind, at: placeOf(site) })),
  }
}
