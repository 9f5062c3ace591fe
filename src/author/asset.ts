// Assets: what tasks publish and schedules wait for.

/** What an asset is made from: a name, a URI, or both; the one that is missing is the other. */
export type AssetSpec =
  | { readonly name: string; readonly uri?: string }
  | { readonly name?: never; readonly uri: string }

/** A data asset. Put it in a task's `outlets` and in another DAG's `schedule`. */
export class Asset {
  readonly brand = 'dagbook/asset'
  /** What it is known by. */
  readonly name: string
  /** Where it is, as written. */
  readonly uri: string
  constructor(spec: AssetSpec) {
    this.name = spec.name ?? spec.uri ?? ''
    this.uri = spec.uri ?? spec.name ?? ''
  }
}

/** Short for `new Asset({ name, uri })`. */
export const asset = (name: string, uri?: string): Asset => new Asset(uri === undefined ? { name } : { name, uri })
