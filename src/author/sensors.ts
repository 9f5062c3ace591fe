// What each sensor takes besides the options of every task.
import type { DagRecord, GroupRecord, Json } from './records.ts'
import type { Duration } from './duration.ts'
import type { ExternalTasks, TaskState } from './operators.ts'
import type { Sql } from './sql.ts'
import type { Callable, TaskSpec } from './task-spec.ts'

/** Options of every sensor. */
export interface SensorSpec extends TaskSpec {
  /** `poke` holds its worker's slot between two looks, `reschedule` gives it back, `deferrable` waits in the triggerer. */
  readonly mode?: 'poke' | 'reschedule' | 'deferrable'
  /** Seconds between two looks; 60 unless said otherwise. */
  readonly pokeInterval?: Duration
  /** Seconds until it gives up; 7 days unless said otherwise. */
  readonly timeout?: Duration
  /** Is skipped in place of failing when it gives up. */
  readonly softFail?: boolean
  /** Looks less and less often. */
  readonly exponentialBackoff?: boolean
}
/** Waits for a time of day. */
export interface TimeSensorOptions extends SensorSpec {
  /** The time, `HH:MM` or `HH:MM:SS`, in the DAG's time zone. */
  readonly targetTime: `${number}:${number}` | `${number}:${number}:${number}`
}
/** Waits until some time after the end of the run's data interval. */
export interface TimeDeltaSensorOptions extends SensorSpec {
  /** How long after. */
  readonly delta: Duration
}
/** Waits for a file or folder. */
export interface FileSensorOptions extends SensorSpec {
  /** Its path, or a glob; a template. */
  readonly filepath: string
  /** The connection that holds the base path. */
  readonly connId?: string
  /** Looks into folders below as well. */
  readonly recursive?: boolean
}
/** Waits until an HTTP request gets a good answer. */
export interface HttpSensorOptions extends SensorSpec {
  /** The path after the connection's address; a template. */
  readonly endpoint: string
  /** `GET` unless said otherwise. */
  readonly method?: 'GET' | 'POST' | 'HEAD'
  /** The connection that holds the address. */
  readonly connId?: string
  /** Headers; templates. */
  readonly headers?: { readonly [name: string]: string }
  /** Code that says whether the answer is good: `module:function`. */
  readonly responseCheck?: Callable
}
/** Waits until a query returns something true. */
export interface SqlSensorOptions extends SensorSpec {
  /** The query: text, or `` sql`…` `` that keeps its tables; a template. */
  readonly sql: string | Sql
  /** The connection that it runs on. */
  readonly connId?: string
  /** The dialect that it is written in. */
  readonly dialect?: string
}
/** Waits until a Python function returns something true. */
export interface PythonSensorOptions extends SensorSpec {
  /** The function: `module:function`. */
  readonly callable: Callable
  /** Positional arguments; templates. */
  readonly opArgs?: readonly Json[]
  /** Named arguments; templates. */
  readonly opKwargs?: { readonly [name: string]: Json }
}

/** What an external-task sensor waits for: by reference, or by name where a reference would close a circle of files. */
export type ExternalTarget =
  | {
    /** Tasks of one other DAG. */
    readonly task: ExternalTasks
  }
  | {
    /** All tasks of a group of another DAG. */
    readonly taskGroup: GroupRecord
  }
  | {
    /** The whole run of another DAG. */
    readonly dag: DagRecord
  }
  | {
    /** The other DAG, by name; its whole run where no task is named. */
    readonly dagId: string
    /** One task of it, with the prefixes of its groups. */
    readonly taskId?: string | null
    /** Several tasks of it. */
    readonly taskIds?: readonly string[]
    /** All tasks of a group of it. */
    readonly taskGroupId?: string
  }
/** Waits for tasks, a group or a run of another DAG. */
export interface ExternalTaskSpec extends SensorSpec {
  /** How much earlier the logical date of the other run is. */
  readonly executionDelta?: Duration | null
  /** States that mean success; `['success']` unless said otherwise. */
  readonly allowedStates?: readonly TaskState[]
  /** States that mean failure. */
  readonly failedStates?: readonly TaskState[]
  /** States that mean "skip this sensor too". */
  readonly skippedStates?: readonly TaskState[]
  /** Fails at once when there is no such DAG or task. */
  readonly checkExistence?: boolean
}
/** Options of `dag.externalTask`. */
export type ExternalTaskOptions = ExternalTaskSpec & ExternalTarget
