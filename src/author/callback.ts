// Callbacks: what happens when a run or a task fails, succeeds, is retried, starts or is skipped.
import type { DagRecord, Json } from './records.ts'

/** A DAG, by reference or by name where a reference would close a circle of files. */
export type DagTarget = DagRecord | string

/** A callback: code to call, DAGs to trigger, or both. */
export interface CallbackSpec {
  /** The code that is called: `module:function`. */
  readonly callable?: `${string}:${string}`
  /** Arguments of the call. */
  readonly kwargs?: { readonly [name: string]: Json }
  /** DAGs of which a run is made. */
  readonly triggers?: DagTarget | readonly DagTarget[]
}
/** Whatever a callback option takes: code by reference, a `CallbackSpec`, or a list of them. */
export type CallbackInput = `${string}:${string}` | CallbackSpec | readonly (`${string}:${string}` | CallbackSpec)[]
