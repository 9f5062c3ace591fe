// The config read as config: every leaf with the value that holds, for whom, and the layer that won.
import { Pipeline, type Json } from '#author'
import type { SettingKey } from './config.ts'
import type { Found, Layer, Settings } from './settings.ts'

const sections = ['dags', 'orchestrators']
const runTypeKeys = [
  'executionTimeoutHours', 'dagrunTimeoutHours', 'triggeredDagTimeoutHours', 'triggeredDagExecutionDate', 'executionDelta', 'tableToWaitFor', 'revisionsDs',
  'executionDate', 'waitForAllDagRunComplete',
]

/** The config as a record for the book: root values, then what each DAG and each run type really has. */
export const pipelineOf = (settings: Settings): Pipeline => {
  const { config, local } = settings
  const pipeline = new Pipeline(settings.pipelineName, ['local', 'dag', 'run type', 'defaults', 'root'])
  const shared: string[] = []
  for (const key of Object.keys(config)) if (!sections.includes(key)) shared.push(key)
  for (const key of shared) add(pipeline, key, null, key, { value: settings.root(key as SettingKey), layer: settings.local?.[key as SettingKey] === undefined ? 'root' : 'local' })
  for (const key of Object.keys(local ?? {})) pipeline.setting(`local.${key}`, local?.[key as 'prefix'], 'local')
  for (const [dag, section] of Object.entries(config.dags)) {
    for (const key of keysOf(section, shared)) {
      if (!runTypeKeys.includes(key)) add(pipeline, key, dag, `dags.${dag}.${key}`, settings.findOfDag(dag, key as SettingKey))
    }
  }
  for (const [runType, section] of Object.entries(config.orchestrators?.runTypes ?? {})) {
    for (const key of keysOf(section, keysOf(config.orchestrators?.defaults ?? {}, shared))) {
      add(pipeline, key, runType, `orchestrators.runTypes.${runType}.${key}`, settings.findOfRunType(runType, key as SettingKey))
    }
  }
  return pipeline
}

/** The path is where the winning value stands. */
const add = (pipeline: Pipeline, key: string, scope: string | null, own: string, found: Found<unknown> | undefined): void => {
  if (found === undefined) return
  const paths: { readonly [layer in Layer]: string } = { local: `local.${key}`, dag: own, 'run type': own, defaults: `orchestrators.defaults.${key}`, root: key }
  pipeline.setting(paths[found.layer], found.value as Json, found.layer, scope)
}

const keysOf = (section: object, further: readonly string[]): string[] => {
  const keys = Object.keys(section)
  for (const key of further) if (!keys.includes(key)) keys.push(key)
  return keys
}
