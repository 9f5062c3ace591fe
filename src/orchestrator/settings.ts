// Which value a setting has: the layers of the config, the local override, and the prefix that keeps local runs off production.
import type { AnySettings, DagSettings, PipelineConfig, SettingKey } from './config.ts'
import { hasCatalog, withPrefix, type LocalConfig } from './local.ts'

/** Where a value was found. A layer that has the key decides, whatever the value: null, false, 0 and '' override too. */
export type Layer = 'dag' | 'run type' | 'defaults' | 'root' | 'local'
/** A setting that was looked up. */
export interface Found<T> {
  readonly value: T
  readonly layer: Layer
}
interface Section { readonly layer: Layer; readonly values: object }

/**
 * Looks settings up. Every value passes the same two steps: the local override by name, then the prefix. Each text is prefixed
 * once, so that a reader who does not know the environment has one question a text to follow, not one for each use.
 */
export class Settings {
  readonly config: PipelineConfig
  /** The local config, or null in production. */
  readonly local: LocalConfig | null
  private readonly overrides: LocalConfig
  private readonly prefix: string
  private readonly prefixedTexts: { [text: string]: string } = {}
  private readonly roots: readonly Section[]
  private readonly ofDefaults: readonly Section[]
  private readonly ofDags: { [dag: string]: readonly Section[] } = {}
  private readonly ofRunTypes: { [runType: string]: readonly Section[] } = {}
  constructor(config: PipelineConfig, local: LocalConfig | null) {
    this.config = config
    this.local = local
    this.overrides = local ?? {}
    this.prefix = this.overrides.prefix ?? ''
    const { defaults = {}, runTypes = {} } = config.orchestrators ?? {}
    const root: Section = { layer: 'root', values: config }
    this.roots = [root]
    this.ofDefaults = [{ layer: 'defaults', values: defaults }, root]
    for (const [dag, values] of Object.entries(config.dags)) this.ofDags[dag] = [{ layer: 'dag', values }, root]
    for (const [runType, values] of Object.entries(runTypes)) this.ofRunTypes[runType] = [{ layer: 'run type', values }, { layer: 'defaults', values: defaults }, root]
  }

  /** A root value. */
  root<K extends SettingKey>(key: K): AnySettings[K] | undefined {
    return this.find(this.roots, key)?.value
  }
  /** A value for whatever run type there is: `defaults`, then the root. */
  ofAnyRunType<K extends SettingKey>(key: K): AnySettings[K] | undefined {
    return this.find(this.ofDefaults, key)?.value
  }
  /** A DAG's value: its own section, then the root. A DAG without a section has the root's. */
  ofDag<K extends SettingKey>(dag: string, key: K): AnySettings[K] | undefined {
    return this.findOfDag(dag, key)?.value
  }
  /** A run type's value: its own section, then `defaults`, then the root. */
  ofRunType<K extends SettingKey>(runType: string, key: K): AnySettings[K] | undefined {
    return this.findOfRunType(runType, key)?.value
  }
  /** A DAG's value and the layer it comes from. */
  findOfDag<K extends SettingKey>(dag: string, key: K): Found<AnySettings[K]> | undefined {
    return this.find(this.hasDag(dag) ? this.ofDags[dag] ?? this.roots : this.roots, key)
  }
  /** A run type's value and the layer it comes from. */
  findOfRunType<K extends SettingKey>(runType: string, key: K): Found<AnySettings[K]> | undefined {
    const sections = Object.hasOwn(this.ofRunTypes, runType) ? this.ofRunTypes[runType] : undefined
    if (sections === undefined) throw new Error(`The config has no run type '${runType}'; it has ${Object.keys(this.ofRunTypes).join(', ')}`)
    return this.find(sections, key)
  }
  /** What the pipeline is called. */
  get pipelineName(): string {
    return this.config.orchestrators?.name ?? 'pipeline'
  }
  /** What the config says of one internal DAG. */
  dagSection(dag: string): DagSettings {
    return (this.hasDag(dag) ? this.config.dags[dag] : undefined) ?? {}
  }
  /** Has the config a section for this DAG? */
  hasDag(dag: string): boolean {
    return Object.hasOwn(this.ofDags, dag)
  }

  /** The text as it is used here: with the prefix where one applies, unless the whole of it is excepted. */
  prefixed(text: string): string {
    if (!hasCatalog(text)) return text
    const known = this.prefixedTexts[text]
    if (known !== undefined) return known
    const exceptions = this.config.dontApplyPrefix ?? []
    const prefixed = exceptions.includes(text) ? text : withPrefix(text, this.prefix)
    this.prefixedTexts[text] = prefixed
    return prefixed
  }
  /** Any value as it is used here: text with the prefix, everything else as it is. */
  prefixedValue<T>(value: T): T {
    return typeof value === 'string' ? this.prefixed(value) as T : value
  }

  private find<K extends SettingKey>(sections: readonly Section[], key: K): Found<AnySettings[K]> | undefined {
    const override = this.overrides[key]
    if (override !== undefined) return { value: this.prefixedValue(override), layer: 'local' }
    for (const section of sections) {
      const value = (section.values as AnySettings)[key]
      if (value !== undefined) return { value: this.prefixedValue(value), layer: section.layer }
    }
    return undefined
  }
}
