// From the specifier of an import to the file it means: relative paths, tsconfig paths, package imports, the library.
import type { SourceTree } from '#model'
import { normalizePath } from './paths.ts'
import { ts } from './parse.ts'
import { preludeSource } from './prelude-source.ts'

/** How the ids of library modules begin: they are not files of the project. */
export const libraryPrefix = 'dagbook:'

/** The id of the module with the built-in methods that are written in TypeScript. */
export const preludeId = `${libraryPrefix}prelude.ts`

const librarySpecifiers: Readonly<Record<string, string>> = {
  'dagbook': 'author/index.ts', '#author': 'author/index.ts',
  'dagbook/orchestrator': 'orchestrator/index.ts', '#orchestrator': 'orchestrator/index.ts',
  '@apache-airflow/ts-sdk': 'shims/shim-airflow.ts', '@apache-airflow/ts-sdk/hitl': 'shims/shim-airflow.ts',
  'apache-airflow-ts-sdk': 'shims/shim-airflow.ts', 'apache-airflow-ts-sdk/hitl': 'shims/shim-airflow.ts',
}

/** The texts that imports may mean. */
export interface Sources {
  readonly tree: SourceTree
  readonly library: SourceTree
  /** Answers that were found before. */
  readonly configs: Map<string, PathsConfig | undefined>
}

/** What a tsconfig says about specifiers. */
export interface PathsConfig {
  readonly base: string | undefined
  readonly paths: Readonly<Record<string, readonly string[]>>
  readonly folder: string
}

/** The text of a module by its id. */
export const readModule = ({ tree, library }: Sources, id: string): string | undefined =>
  id === preludeId ? preludeSource : id.startsWith(libraryPrefix) ? library.read(id.slice(libraryPrefix.length)) : tree.read(id)

/** Where a specifier leads: a file, nowhere though it should be a file of the project, or to a package that is not at hand. */
export type Resolution =
  | { readonly kind: 'file', readonly id: string }
  | { readonly kind: 'missing' }
  /** There is a file, but without a text; that is a problem of the file's own. */
  | { readonly kind: 'kept-out' }
  | { readonly kind: 'package' }

/** What a specifier means in a module. */
export const resolveSpecifier = (sources: Sources, from: string, specifier: string): Resolution => {
  const inLibrary = from.startsWith(libraryPrefix)
  if (specifier.startsWith('.')) {
    const folder = folderOf(inLibrary ? from.slice(libraryPrefix.length) : from)
    const id = findFile(inLibrary ? sources.library : sources.tree, joined(folder, specifier))
    if (id === undefined) return isKeptOut(sources.tree, joined(folder, specifier)) ? { kind: 'kept-out' } : { kind: 'missing' }
    return { kind: 'file', id: inLibrary ? libraryPrefix + id : id }
  }
  const library = Object.hasOwn(librarySpecifiers, specifier) ? librarySpecifiers[specifier] : undefined
  if (library !== undefined && (inLibrary || !specifier.startsWith('#')) && sources.library.read(library) !== undefined) return { kind: 'file', id: libraryPrefix + library }
  if (inLibrary) return { kind: 'package' }
  return resolveInProject(sources, from, specifier)
}

const resolveInProject = (sources: Sources, from: string, specifier: string): Resolution => {
  const mapped = specifier.startsWith('#') ? packageImport(sources, from, specifier) : undefined
  const candidates = [...(mapped ?? []), ...tsconfigCandidates(sources, from, specifier)]
  for (const candidate of candidates) {
    const id = findFile(sources.tree, candidate)
    if (id !== undefined) return { kind: 'file', id }
  }
  if (candidates.some((candidate) => isKeptOut(sources.tree, candidate))) return { kind: 'kept-out' }
  if (mapped !== undefined && mapped.length > 0) return { kind: 'missing' }
  return { kind: 'package' }
}

const folderOf = (id: string): string => id.includes('/') ? id.slice(0, id.lastIndexOf('/')) : ''
const joined = (folder: string, path: string): string => normalizePath(folder === '' ? path : `${folder}/${path}`).replace(/\/$/, '')

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json']
const writtenAs: readonly (readonly [string, readonly string[]])[] = [
  ['.js', ['.ts', '.tsx']], ['.jsx', ['.tsx']], ['.mjs', ['.mts']], ['.cjs', ['.cts']],
]

/** The file that a path without or with the wrong extension means. */
const findFile = (tree: SourceTree, path: string): string | undefined => findPath((candidate) => tree.read(candidate) !== undefined, path)

const isKeptOut = (tree: SourceTree, path: string): boolean => tree.isKeptOut !== undefined && findPath(tree.isKeptOut, path) !== undefined

const findPath = (has: (candidate: string) => boolean, path: string): string | undefined => {
  if (!path.startsWith('..') && has(path)) return path
  for (const [written, meant] of writtenAs) {
    if (!path.endsWith(written)) continue
    const found = meant.map((extension) => path.slice(0, -written.length) + extension).find(has)
    if (found !== undefined) return found
  }
  const prefix = path === '.' ? '' : `${path}/`
  return [...extensions.map((extension) => path + extension), ...extensions.map((extension) => `${prefix}index${extension}`)].find(has)
}

/** Paths that the nearest tsconfig allows for a specifier. */
const tsconfigCandidates = (sources: Sources, from: string, specifier: string): string[] => {
  const config = nearestConfig(sources, folderOf(from))
  if (config === undefined) return []
  const base = config.base ?? config.folder
  const mapped = Object.entries(config.paths)
    .map(([pattern, targets]) => ({ targets, matched: matchPattern(pattern, specifier), length: pattern.indexOf('*') < 0 ? Infinity : pattern.indexOf('*') }))
    .filter(({ matched }) => matched !== undefined)
    .sort((a, b) => b.length - a.length)
  const first = mapped[0]
  const found = first === undefined ? [] : first.targets.map((target) => joined(base, target.replace('*', first.matched!)))
  return config.base === undefined ? found : [...found, joined(config.base, specifier)]
}

/** What `*` in a pattern stands for; the empty text for a pattern without one. */
const matchPattern = (pattern: string, specifier: string): string | undefined => {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === specifier ? '' : undefined
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)]
  return specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after)
    ? specifier.slice(before.length, specifier.length - after.length) : undefined
}

const nearestConfig = (sources: Sources, folder: string): PathsConfig | undefined => {
  for (let at = folder; ; at = folderOf(at)) {
    const config = readConfig(sources, at === '' ? 'tsconfig.json' : `${at}/tsconfig.json`, 0)
    if (config !== undefined || at === '') return config
  }
}

/** How long a chain of `extends` may be: it may be a circle. */
const maxExtends = 10

const readConfig = (sources: Sources, path: string, depth: number): PathsConfig | undefined => {
  if (sources.configs.has(path)) return sources.configs.get(path)
  const text = depth > maxExtends ? undefined : sources.tree.read(path)
  const config = text === undefined ? undefined : parseConfig(sources, path, text, depth)
  sources.configs.set(path, config)
  return config
}

const parseConfig = (sources: Sources, path: string, text: string, depth: number): PathsConfig => {
  const folder = folderOf(path)
  const { config } = ts.parseConfigFileTextToJson(path, text) as { config?: { extends?: unknown, compilerOptions?: { baseUrl?: unknown, paths?: unknown } } }
  const parents = [config?.extends].flat().filter((one): one is string => typeof one === 'string' && one.startsWith('.'))
  let inherited: PathsConfig = { base: undefined, paths: {}, folder }
  for (const parent of parents) {
    const file = joined(folder, parent)
    inherited = readConfig(sources, file.endsWith('.json') ? file : `${file}.json`, depth + 1) ?? inherited
  }
  const { baseUrl, paths } = config?.compilerOptions ?? {}
  const base = typeof baseUrl === 'string' ? joined(folder, baseUrl) : inherited.base
  if (typeof paths !== 'object' || paths === null) return { ...inherited, base }
  const clean = Object.entries(paths).map(([pattern, targets]) => [pattern, Array.isArray(targets) ? targets.filter((one) => typeof one === 'string') : []] as const)
  return { base: base === '.' ? '' : base, paths: Object.fromEntries(clean), folder }
}

/** `#name` specifiers by the `imports` of the nearest package.json. */
const packageImport = ({ tree }: Sources, from: string, specifier: string): string[] | undefined => {
  for (let at = folderOf(from); ; at = folderOf(at)) {
    const text = tree.read(at === '' ? 'package.json' : `${at}/package.json`)
    if (text !== undefined) return importTargets(text, specifier).map((target) => joined(at, target))
    if (at === '') return undefined
  }
}

const importTargets = (text: string, specifier: string): string[] => {
  const imports = (parseJsonText(text) as { imports?: Record<string, unknown> } | undefined)?.imports ?? {}
  for (const [pattern, target] of Object.entries(imports)) {
    const matched = matchPattern(pattern, specifier)
    if (matched !== undefined) return targetsOf(target).map((one) => one.replace('*', matched))
  }
  return []
}

const parseJsonText = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The paths in a target with conditions, in the order in which they stand. */
const targetsOf = (target: unknown): string[] =>
  typeof target === 'string' ? [target]
    : Array.isArray(target) ? target.flatMap(targetsOf)
      : typeof target === 'object' && target !== null ? Object.values(target).flatMap(targetsOf) : []
