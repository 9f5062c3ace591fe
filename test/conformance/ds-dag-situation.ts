// What the rules about deliberate differences can look at: the file, the environment, the DAG, and how both frameworks look settings up.
import { withPrefix } from '#orchestrator'
import { catalogsIn, tablesIn } from './ds-dag-facts.ts'
import type { Data, Dict, DsDagSet, Environment, ExpectedTask } from './ds-dag-set.ts'

/** What a rule can look at. */
export interface Situation {
  readonly set: DsDagSet
  readonly environment: Environment
  /** The DAG's id. */
  readonly dag: string
  /** Its run type, if it is an orchestrator. */
  readonly runType: string | undefined
  /** Its tasks, as the rules about the whole DAG leave them. */
  readonly tasks: readonly ExpectedTask[]
}

/** Is it what Python takes for false? */
export const isFalsy = (value: Data | undefined): boolean =>
  value === undefined || value === null || value === false || value === 0 || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)

/** The internal DAGs of the config, in their order. */
export const dagIds = (at: Situation): string[] => Object.keys(at.set.config.dags ?? {})
/** What the config says of one of them. */
export const sectionOf = (at: Situation, dag: string): Dict => at.set.config.dags?.[dag] ?? {}
/** What names of tables begin with in this file. */
export const catalogsOf = ({ set }: Situation): string[] =>
  catalogsIn(set.environments.flatMap(({ expected }) => Object.values(expected.dags ?? {}).flatMap(({ tasks }) => tasks.flatMap(({ tables }) => tables))))

const local = (at: Situation): Dict => at.environment.local_config ?? {}
const isExcepted = (text: string, at: Situation): boolean => {
  const exceptions = at.set.config['dont_apply_prefix']
  return (typeof exceptions === 'string' || Array.isArray(exceptions)) && (exceptions as string).includes(text)
}
const prefixOf = (at: Situation): string => String(local(at)['prefix'] ?? '')
/** The text with the local prefix. */
export const prefixed = (text: string, at: Situation): string => (isExcepted(text, at) ? text : withPrefix(text, prefixOf(at)))
/** The text with the local prefix as the original applies it. */
export const originallyPrefixed = (text: string, at: Situation): string => {
  const prefix = prefixOf(at)
  return prefix === '' || isExcepted(text, at) || text.includes(prefix) ? text : text.replaceAll('sandbox.', prefix).replaceAll('prod.', prefix)
}

/** The layers that a setting is looked up in, the strongest first. */
const layers = (at: Situation): Dict[] =>
  at.runType === undefined ? [sectionOf(at, at.dag), at.set.config] : [at.set.config.orchestrators?.run_types[at.runType] ?? {}, at.set.config.orchestrators?.defaults ?? {}, at.set.config]
/** A setting as ours has it: the local override, else the first layer that has the key. */
export const setting = (key: string, at: Situation): Data | undefined => [local(at), ...layers(at)].find((layer) => Object.hasOwn(layer, key))?.[key]
/** A setting as the original has it: the local override, else the first layer where it is true. */
export const originalSetting = (key: string, at: Situation): Data | undefined =>
  Object.hasOwn(local(at), key) ? local(at)[key] : layers(at).map((layer) => layer[key]).find((value) => !isFalsy(value))
/** Is a key there that is null, false, 0 or empty, and that the original passes over for a layer below? */
export const isOverridden = (key: string, at: Situation): boolean => isFalsy(setting(key, at)) && !isFalsy(originalSetting(key, at))

/** The same names of tables, with those of one text replaced by those of another. */
export const replaceTables = (names: readonly string[], from: string, to: string, at: Situation): string[] => {
  const catalogs = catalogsOf(at)
  const gone = tablesIn(from, catalogs)
  if (!gone.every((name) => names.includes(name))) return [...names]
  return [...new Set([...names.filter((name) => !gone.includes(name)), ...tablesIn(to, catalogs)])].sort()
}
/** All texts in a value, however deep. */
export const textsIn = (value: Data | undefined): string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [])

/** A temporary table of this DAG's run. */
export const temporary = (dag: string, key: string | null, at: Situation): string =>
  prefixed(`prod.ds.${dag}${key === null ? '' : `_${key}`}_${at.runType === undefined ? "{{ dag_run.conf.get('run_time_and_type', ) }}" : `{{ ts_nodash.replace('T','') }}_${at.runType}`}`, at)
