// Options that every task takes, whatever its operator: spelled as Airflow's TypeScript SDK spells them. Durations are seconds.
import type { CallbackInput } from './callback.ts'
import type { Duration } from './duration.ts'
import type { Json, TaskRecord } from './records.ts'
import type { AssetLike, DateInput } from './schedule.ts'
import type { Table, TableWrite } from './table.ts'

/** When a task runs, by the states of the tasks before it. */
export type TriggerRule =
  | 'all_success' | 'all_failed' | 'all_done' | 'all_done_min_one_success' | 'all_done_setup_success' | 'all_skipped' | 'one_success'
  | 'one_failed' | 'one_done' | 'none_failed' | 'none_failed_min_one_success' | 'none_skipped' | 'always'
/** Whose weights add up to a task's priority. */
export type WeightRule = 'downstream' | 'upstream' | 'absolute'
/** Code by reference: `module:function`. */
export type Callable = `${string}:${string}`

/** Options that a DAG's or group's `defaults` may give to all of its tasks; a task's own option wins. */
export interface TaskDefaults {
  /** Who is responsible for the task. */
  readonly owner?: string
  /** When it runs, by the states of the tasks before it; `all_success` unless said otherwise. */
  readonly triggerRule?: TriggerRule
  /** How often a failed try is repeated; 0 unless said otherwise. */
  readonly retries?: number
  /** Time between two tries; 300 seconds unless said otherwise. */
  readonly retryDelay?: Duration
  /** Multiplier of the delay from try to try; `true` means 2, 0 or `false` none. */
  readonly retryExponentialBackoff?: number | boolean
  /** The longest delay that the multiplier may reach. */
  readonly maxRetryDelay?: Duration
  /** A try that runs longer than this fails. */
  readonly executionTimeout?: Duration
  /** The pool whose slots it takes; `default_pool` unless said otherwise. */
  readonly pool?: string
  /** How many slots of the pool it takes; 1 unless said otherwise. */
  readonly poolSlots?: number
  /** Which of several waiting tasks goes first: the larger weight. */
  readonly priorityWeight?: number
  /** Whose weights add up to the priority; `downstream` unless said otherwise. */
  readonly weightRule?: WeightRule
  /** The queue of the workers that run it. */
  readonly queue?: string
  /** The executor that runs it, where there are several. */
  readonly executor?: string
  /** Runs only when the same task succeeded (or was skipped) in the run before. */
  readonly dependsOnPast?: boolean
  /** Runs although there is no run before, with `dependsOnPast`. */
  readonly ignoreFirstDependsOnPast?: boolean
  /** Waits for the run before also when it is to be skipped, with `dependsOnPast`. */
  readonly waitForPastDependsBeforeSkipping?: boolean
  /** Runs only when the same task and all tasks right after it are done in the run before. */
  readonly waitForDownstream?: boolean
  /** How many instances of it may run at once over all runs. */
  readonly maxActiveTisPerDag?: number
  /** How many mapped instances of it may run at once in one run. */
  readonly maxActiveTisPerDagrun?: number
  /** Keeps what it returns for other tasks; true unless said otherwise. */
  readonly doXcomPush?: boolean
  /** Whom to write to. */
  readonly email?: string | readonly string[]
  /** Writes when a try was the last one and failed. */
  readonly emailOnFailure?: boolean
  /** Writes when a failed try is repeated. */
  readonly emailOnRetry?: boolean
  /** No instance before this date. */
  readonly startDate?: DateInput
  /** No instance after this date. */
  readonly endDate?: DateInput
  /** Called when it has failed for good; may also trigger DAGs. */
  readonly onFailure?: CallbackInput
  /** Called when it has succeeded; may also trigger DAGs. */
  readonly onSuccess?: CallbackInput
  /** Called when a failed try is going to be repeated. */
  readonly onRetry?: CallbackInput
  /** Called right before it runs. */
  readonly onExecute?: CallbackInput
  /** Called when it is skipped by itself. */
  readonly onSkipped?: CallbackInput
}

/** What dynamic mapping runs over: a list that is known, or what another task returns. */
export type MapOver = readonly Json[] | { readonly [key: string]: Json } | TaskRecord

/** Options of one task, whatever its operator. */
export interface TaskSpec extends TaskDefaults {
  /** What it does and why, in Markdown. */
  readonly docMd?: string
  /** Tables and assets that it reads. */
  readonly inlets?: readonly AssetLike[]
  /** Tables and assets that it publishes; schedules of other DAGs may wait for them. */
  readonly outlets?: readonly AssetLike[]
  /** Tables that it reads, where the statement does not say it. */
  readonly reads?: readonly (Table<never> | Table)[]
  /** Tables that it writes: as they are, or with mode and partition. */
  readonly writes?: readonly (Table<never> | Table | TableWrite)[]
  /** One instance for each item, or for each combination of several lists: by the name of the argument that the item is for. */
  readonly expand?: { readonly [argument: string]: MapOver }
  /** One instance for each set of arguments. */
  readonly expandKwargs?: readonly { readonly [argument: string]: Json }[] | TaskRecord
  /** The text that names an instance in place of its number. */
  readonly mapIndexTemplate?: string
  /** It makes something that others need: it runs before them, and again when one of them is cleared. */
  readonly setup?: boolean
  /** It clears what setup tasks made, runs whatever happened between, and does not decide over the run: `true`, or its setup tasks. */
  readonly teardown?: boolean | TaskRecord | readonly TaskRecord[]
  /** Its failure fails the run all the same, with `teardown`. */
  readonly onFailureFailDagrun?: boolean
  /** Its result is the result of the run. */
  readonly returnsDagResult?: boolean
}
