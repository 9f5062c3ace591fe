// Config objects as records, for frameworks on top: which settings there are, for whom, and which layer each comes from.
import type { Json } from './records.ts'

/** One leaf of a config object. */
export interface SettingRecord {
  /** Where it stands, such as `dags.topic_model.wt`. */
  readonly path: string
  readonly value: unknown
  /** The layer that won: `dag`, `run type`, `defaults`, `root`, `local` … */
  readonly layer: string
  /** The DAG or run type that the value holds for. */
  readonly scope: string | null
}
/** A config object that DAGs were made from. Give it to `new Dag(…, { pipeline })`. */
export class Pipeline {
  readonly brand = 'dagbook/pipeline'
  readonly name: string
  /** The layers, the strongest first. */
  readonly layers: readonly string[]
  readonly settings: SettingRecord[] = []
  constructor(name: string, layers: readonly string[]) {
    this.name = name
    this.layers = layers
  }
  /** Adds a leaf. */
  setting(path: string, value: Json | undefined, layer: string, scope: string | null = null): void {
    this.settings.push({ path, value, layer, scope })
  }
}
