// What verbs read from: a project's settings, its sources, and the model made of both, from the cache where nothing changed.
import { join, relative, resolve } from 'node:path'
import { CannotRun, loadLibrary, loadTree, openCache, type Sources } from '#disk'
import { nearest, tidyProblems, type Model, type Problem } from '#model'
import type { Fixtures, ReadOptions } from '#read'
import type { OptionValues } from './command.ts'
import { loadSettings } from './load-settings.ts'
import { loadTemplates, type OwnTemplates } from './load-templates.ts'
import type { Settings } from './settings.ts'
import type { Terminal } from './terminal.ts'

/** A project that can be read. */
export interface Project {
  readonly settings: Settings
  /** Is it not known what has to be documented, since the settings file, or that part of it, could not be used? */
  readonly isGateLost: boolean
  /** The way to a folder above whose settings file does not count, since the project begins here. */
  readonly settingsAbove?: string
  readonly sources: Sources
  readonly options: ReadOptions
  /** Templates of its own, where it has any. */
  readonly templates?: OwnTemplates
  /** What was wrong with the settings and the templates. */
  readonly problems: readonly Problem[]
}

/** Opens the project that the command line names: `[dir]`, `--dir`, or the current folder. `skip` names folders that do not belong to it. */
export const openProject = async (dir: string | undefined, options: OptionValues, skip: readonly string[] = []): Promise<Project> => {
  const folder = folderOf(dir, options)
  const { settings, problems, above } = await loadSettings(folder)
  const sources = loadTree(folder, { ...settings.read, skip })
  const environment = typeof options.env === 'string' ? options.env : undefined
  const templates = loadTemplates(folder, settings, typeof options.templates === 'string' ? options.templates : undefined)
  return {
    settings, isGateLost: problems.some(({ severity }) => severity === 'error'), sources, problems: [...problems, ...templates?.problems ?? [], ...unknownEnvironment(settings, environment)],
    ...(above !== undefined && { settingsAbove: above }),
    ...(templates !== undefined && { templates }),
    options: {
      library: loadLibrary(),
      ...(settings.title !== undefined && { title: settings.title }),
      ...schedulerIn(settings),
      fixtures: fixturesOf(settings, environment),
      ...(environment !== undefined && { environment }),
    },
  }
}

const schedulerIn = ({ read: { airflowVersion, croniter } = {} }: Settings): Pick<ReadOptions, 'scheduler'> =>
  (airflowVersion === undefined && croniter === undefined ? {} : { scheduler: { ...(airflowVersion !== undefined && { airflowVersion }), ...(croniter !== undefined && { croniter }) } })

/** The folder that the command line names. @throws {CannotRun} when it names two. */
export const folderOf = (dir: string | undefined, options: OptionValues): string => {
  const named = typeof options.dir === 'string' ? options.dir : undefined
  if (dir !== undefined && named !== undefined && resolve(dir) !== resolve(named)) {
    throw new CannotRun(`The project is named twice: \`${dir}\` and --dir \`${named}\`.`, 'Name it once.')
  }
  return dir ?? named ?? '.'
}

/** Naming an environment is no mistake where none is described, but nothing follows from it. */
const unknownEnvironment = (settings: Settings, environment: string | undefined): Problem[] => (environment === undefined || settings.environments !== undefined ? [] : [{
  code: 'settings', severity: 'warning', message: `No setting says what holds in the environment \`${environment}\`.`, help: `Describe it in dagbook.yaml: \`environments: { ${environment}: { fixtures: { env: { … } } } }\`.`,
}])

const fixturesOf = (settings: Settings, environment: string | undefined): Fixtures => {
  const named = settings.environments ?? {}
  if (environment !== undefined && settings.environments !== undefined && !Object.hasOwn(named, environment)) {
    const near = nearest(environment, Object.keys(named))
    throw new CannotRun(
      `dagbook.yaml has no environment \`${environment}\`.`,
      near === undefined ? `It has: ${Object.keys(named).join(', ') || 'none'}.` : `Did you mean \`${near}\`?`,
    )
  }
  const own = environment === undefined ? undefined : named[environment]?.fixtures
  return { env: { ...settings.fixtures?.env, ...own?.env } }
}

/** Reads the project, or takes what reading it gave the last time when nothing changed since. */
export const readModel = async ({ sources, options, problems, settingsAbove }: Project, terminal: Terminal): Promise<Model> => {
  if (settingsAbove !== undefined) terminal.say(`The dagbook.yaml in ${settingsAbove.replaceAll('\\', '/')} does not count: the project is ${sources.root}, which has none. To use it, name the folder that it is in: --dir ${relative('.', join(sources.root, settingsAbove)) || '.'}`)
  const { library: _, ...given } = options
  const cache = openCache(sources, [given, problems])
  const kept = cache.find()
  if (kept !== undefined) {
    terminal.detail('Nothing changed since the last time: the model comes from the cache.')
    return kept
  }
  // The parser is heavy: it is loaded only when there is something to read.
  const { readProject } = await import('#read')
  const began = performance.now()
  const read = readProject(sources.tree, { ...options, onProgress: (done, total) => terminal.progress('Read', done, total, 'files') })
  const model = { ...read, problems: tidyProblems([...read.problems, ...sources.problems(), ...unheard(problems, sources.problems()), ...emptiness(read, sources)]) }
  terminal.detail(`Read in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
  cache.keep(model)
  return model
}

/** Problems of files that the listing of the project has not found already, in words of its own. */
const unheard = (problems: readonly Problem[], listed: readonly Problem[]): Problem[] =>
  problems.filter((problem) => !listed.some((other) => other.code === problem.code && other.at?.file === problem.at?.file))

/** A project without any DAG gives a book without pages; this says what was looked at. */
const emptiness = (model: Model, sources: Sources): Problem[] => {
  if (model.dags.length > 0) return []
  const paths = model.files.map((file) => file.path)
  const written = sources.tree.paths.filter((path) => /\.[cm]?tsx?$/.test(path)).length
  const looked = paths.length > 0 ? `none is exported or registered in ${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}`
    : written > 0 ? `none of its TypeScript files (${written}) imports \`dagbook\` or another framework that is read`
      : `none of its files (${sources.tree.paths.length}) is TypeScript`
  return [{
    code: 'no-dag', severity: 'warning', message: `The project has no DAG: ${looked}.`,
    help: 'Name the folder of your DAG definitions, and export each DAG: `export const daily = new Dag(\'daily\', { … })`.',
  }]
}

/** A path that the user gave, as the project's sources name it: relative to its root, or else to the current folder. */
export const sourcePath = ({ sources }: Project, path: string): string => {
  const known = new Set(sources.tree.paths)
  const candidates = [path, relative(sources.root, resolve(path))].map((each) => join(each).replaceAll('\\', '/'))
  const found = candidates.find((candidate) => known.has(candidate))
  if (found === undefined) {
    const near = nearest(candidates[0]!, sources.tree.paths)
    throw new CannotRun(`The project has no file \`${path}\`.`, near === undefined ? 'Name a file relative to the project\'s folder.' : `Did you mean \`${near}\`?`)
  }
  return found
}
