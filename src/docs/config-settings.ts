// The settings of a pipeline, by key: which values a key has, for whom each holds, and which layer won.
import { compareText, sortedBy, type Dag, type Pipeline, type Place, type Value } from '#model'
import { plainEntries } from './fact-words.ts'

type Setting = Pipeline['settings'][number]

/** One value of a setting, and everybody it holds for; no scope stands for whatever has no value of its own. */
export interface ConfigValue {
  readonly value: Value
  readonly layer: string
  readonly at: Place | undefined
  readonly scopes: readonly string[]
  readonly isGeneral: boolean
}
/** A setting with all its values. */
export interface ConfigSetting {
  readonly key: string
  readonly values: readonly ConfigValue[]
  /** Has it more than one value, or one that holds only for some? */
  readonly differs: boolean
}

/** The name of a setting: its path without the layer and the scope that it stands in. */
const keyOf = ({ path, scope }: Setting): string => {
  const inScope = scope === undefined ? -1 : path.indexOf(`.${scope}.`)
  return inScope < 0 ? path.replace(/^(?:orchestrators\.defaults|local)\.(?=.)/, '') : path.slice(inScope + scope!.length + 2)
}

/** A value that the authoring API wraps up, unwrapped: what its author wrote. */
const written = (value: Value): Value => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, 'brand')) return value
  return Object.fromEntries(plainEntries(value as Readonly<Record<string, Value>>).entries.filter(([name]) => name !== 'brand'))
}

const isSamePlace = (a: Place | undefined, b: Place | undefined): boolean => a?.file === b?.file && a?.line === b?.line && a?.column === b?.column

const valuesOf = (settings: readonly Setting[]): ConfigValue[] => {
  const values: { value: Value; text: string; layer: string; at: Place | undefined; scopes: string[]; isGeneral: boolean }[] = []
  for (const { value, layer, at, scope } of settings) {
    const text = JSON.stringify(value)
    const found = values.find((each) => each.text === text && each.layer === layer && isSamePlace(each.at, at))
    const entry = found ?? { value: written(value), text, layer, at, scopes: [], isGeneral: false }
    if (found === undefined) values.push(entry)
    if (scope === undefined) entry.isGeneral = true
    else if (!entry.scopes.includes(scope)) entry.scopes.push(scope)
  }
  return values.map(({ text: _, ...value }) => value)
}

/** The settings of a pipeline by key, sorted; `isDag` tells the scopes that are DAGs from those that are run types. */
export const configSettings = (pipeline: Pipeline, isDag: (scope: string) => boolean): ConfigSetting[] => {
  const byKey = new Map<string, Setting[]>()
  for (const setting of pipeline.settings) {
    const key = keyOf(setting), list = byKey.get(key)
    if (list === undefined) byKey.set(key, [setting])
    else list.push(setting)
  }
  const scopes = [...new Set(pipeline.settings.flatMap((setting) => setting.scope ?? []))]
  const families = [scopes.filter(isDag), scopes.filter((scope) => !isDag(scope))].filter((family) => family.length > 1)
  const isShared = (values: readonly ConfigValue[]): boolean => {
    const [only] = values
    return values.length === 1 && (only!.isGeneral || families.some((family) => family.every((scope) => only!.scopes.includes(scope))))
  }
  return sortedBy([...byKey].map(([key, settings]): ConfigSetting => {
    const values = valuesOf(settings)
    return { key, values, differs: !isShared(values) }
  }), (setting) => setting.key)
}

/** The scope of a DAG in the config it was made from: its id, or the run type of an orchestrator. */
export const scopeOf = (dag: Dag): string => {
  const runType = (dag.documentation as Readonly<Record<string, Value>> | undefined)?.['run_type']
  return dag.kind === 'orchestrator' && typeof runType === 'string' && runType !== '' ? runType : dag.dagId
}

/** What holds for one scope, by key: at most one value each. */
export const settingsFor = (pipeline: Pipeline, scope: string): readonly (Setting & { readonly key: string })[] =>
  pipeline.settings.filter((setting) => setting.scope === scope).map((setting) => ({ ...setting, value: written(setting.value), key: keyOf(setting) })).sort((a, b) => compareText(a.key, b.key))
