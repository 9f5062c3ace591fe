// What each operator takes besides the options of every task. Names follow the operators of Airflow's providers.
import type { NodeRecord, DagRecord, Json, Options, TaskRecord } from './records.ts'
import type { DateInput } from './schedule.ts'
import type { Sql } from './sql.ts'
import type { Duration } from './duration.ts'
import type { Callable, TaskSpec } from './task-spec.ts'

type Texts = { readonly [name: string]: string }
type Data = { readonly [name: string]: Json }

/** Does nothing: a place to join or to start from. */
export type EmptyOptions = TaskSpec
/** Runs a shell command. */
export interface BashOptions extends TaskSpec {
  /** The command, or the name of a script; a template. */
  readonly command: string
  /** Environment variables; templates. */
  readonly env?: Texts
  /** Keeps the worker's own environment besides `env`. */
  readonly appendEnv?: boolean
  /** Where it runs. */
  readonly cwd?: string
  /** Exit code, or codes, that mean "skipped"; 99 unless said otherwise. */
  readonly skipOnExitCode?: number | readonly number[] | null
}
/** Calls a Python function. */
export interface PythonOptions extends TaskSpec {
  /** The function: `module:function`. */
  readonly callable: Callable
  /** Positional arguments; templates. */
  readonly opArgs?: readonly Json[]
  /** Named arguments; templates. */
  readonly opKwargs?: Data
  /** Packages to install in an environment of its own. */
  readonly requirements?: readonly string[]
}
/** Runs SQL on a connection. */
export interface SqlOptions extends TaskSpec {
  /** The statement, or several in order: text, or `` sql`…` `` that keeps its tables; templates. */
  readonly sql: string | Sql | readonly (string | Sql)[]
  /** The connection that it runs on. */
  readonly connId?: string
  /** The dialect that the statement is written in, such as `trino` or `postgres`. */
  readonly dialect?: string
  /** Values for the statement's placeholders; templates. */
  readonly parameters?: Data | readonly Json[]
  /** Commits after each statement. */
  readonly autocommit?: boolean
  /** Runs each statement of a text by itself. */
  readonly splitStatements?: boolean
  /** The database, where the connection leaves it open. */
  readonly database?: string
}
/** Sends an HTTP request. */
export interface HttpOptions extends TaskSpec {
  /** The path after the connection's address; a template. */
  readonly endpoint: string
  /** `POST` unless said otherwise. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  /** The connection that holds the address. */
  readonly connId?: string
  /** Body, or query of a `GET`; a template. */
  readonly data?: Json
  /** Headers; templates. */
  readonly headers?: Texts
  /** Code that says whether the response is fine: `module:function`. */
  readonly responseCheck?: Callable
}
/** Sends an e-mail. */
export interface EmailOptions extends TaskSpec {
  /** Recipients; templates. */
  readonly to: string | readonly string[]
  /** A template. */
  readonly subject: string
  /** The body; a template. */
  readonly htmlContent: string
  /** Recipients of a copy. */
  readonly cc?: string | readonly string[]
  /** The connection that it is sent through. */
  readonly connId?: string
}
/** Runs a command in a container. */
export interface DockerOptions extends TaskSpec {
  /** The image; a template. */
  readonly image: string
  /** The command; a template. */
  readonly command?: string | readonly string[]
  /** Environment variables; templates. */
  readonly environment?: Texts
  /** What is mounted: `source:target`. */
  readonly mounts?: readonly string[]
  /** The network it joins. */
  readonly networkMode?: string
  /** Removes the container afterwards. */
  readonly autoRemove?: 'never' | 'success' | 'force'
}
/** Runs a pod on Kubernetes. */
export interface KubernetesPodOptions extends TaskSpec {
  /** The image; a template. */
  readonly image: string
  /** The pod's name. */
  readonly name?: string
  /** The namespace it runs in; a template. */
  readonly namespace?: string
  /** The entry point; templates. */
  readonly cmds?: readonly string[]
  /** Arguments of the entry point; templates. */
  readonly arguments?: readonly string[]
  /** Environment variables; templates. */
  readonly envVars?: Texts
  /** Labels of the pod; templates. */
  readonly labels?: Texts
  /** Requests and limits of the container. */
  readonly containerResources?: {
    /** What it asks for, such as `{ memory: '1Gi' }`. */
    readonly requests?: Texts
    /** What it may not exceed. */
    readonly limits?: Texts
  }
  /** Gives the worker's slot back while the pod runs. */
  readonly deferrable?: boolean
}
/** Submits an application to Spark. */
export interface SparkSubmitOptions extends TaskSpec {
  /** The file to submit; a template. */
  readonly application: string
  /** The connection that names the cluster. */
  readonly connId?: string
  /** Arguments of the application, in order; templates. */
  readonly applicationArgs?: readonly string[]
  /** Spark settings; templates. */
  readonly conf?: { readonly [name: string]: string | number | boolean }
  /** The class to start, for Java and Scala. */
  readonly javaClass?: string
  /** Further files, comma-separated. */
  readonly files?: string
  /** Further packages by Maven coordinate, comma-separated. */
  readonly packages?: string
  /** The name of the application; a template. */
  readonly name?: string
  /** Executors of the application. */
  readonly numExecutors?: number
  /** Memory of each executor, such as `4g`. */
  readonly executorMemory?: string
  /** Cores of each executor. */
  readonly executorCores?: number
  /** Memory of the driver, such as `4g`. */
  readonly driverMemory?: string
  /** The statement it runs, for lineage, where it takes one. */
  readonly sql?: string | Sql
  /** The dialect of `sql`. */
  readonly dialect?: string
}

/** Chooses which of the tasks right after it run. */
export interface BranchOptions extends TaskSpec {
  /** The function that returns the task ids to follow: `module:function`. */
  readonly callable: Callable
  /** The nodes that it chooses from; all direct downstream nodes unless said otherwise. Makes the edges. */
  readonly to?: readonly NodeRecord[]
  /** Positional arguments; templates. */
  readonly opArgs?: readonly Json[]
  /** Named arguments; templates. */
  readonly opKwargs?: Data
}
/** Skips everything after it unless its function returns something true. */
export interface ShortCircuitOptions extends TaskSpec {
  /** The function that decides: `module:function`. */
  readonly callable: Callable
  /** Skips all tasks downstream, whatever their trigger rule; true unless said otherwise. */
  readonly ignoreDownstreamTriggerRules?: boolean
  /** The decision as a Jinja expression, where it can be stated: what follows runs if it holds. */
  readonly condition?: string
  /** Positional arguments; templates. */
  readonly opArgs?: readonly Json[]
  /** Named arguments; templates. */
  readonly opKwargs?: Data
}

/** The states of a run. */
export type DagRunState = 'queued' | 'running' | 'success' | 'failed'
/** The states of a task instance. */
export type TaskState = DagRunState | 'skipped' | 'upstream_failed' | 'up_for_retry' | 'up_for_reschedule' | 'deferred' | 'removed' | 'scheduled' | 'restarting'

/** The DAG that is triggered: by name, as Airflow's SDK spells it, or by reference. */
export type TriggerTarget =
  | {
    /** The DAG, by name. */
    readonly dagId: string
    readonly dag?: never
  }
  | {
    /** The DAG, by reference. */
    readonly dag: DagRecord
    readonly dagId?: never
  }
/** Makes a run of another DAG (or of its own). */
export interface TriggerDagRunOptions extends TaskSpec {
  /** The id of this task. */
  readonly taskId: string
  /** Configuration that the run gets; templates. */
  readonly conf?: Json
  /** The run's logical date; a template. */
  readonly logicalDate?: DateInput | `${string}{{${string}}}${string}` | null
  /** The run's id; a template. */
  readonly runId?: string
  /** Clears a run that exists already, in place of failing. */
  readonly resetDagRun?: boolean
  /** Waits until the run is done. */
  readonly waitForCompletion?: boolean
  /** Seconds between two looks while it waits; 60 unless said otherwise. */
  readonly pokeInterval?: Duration
  /** Run states that mean success while it waits. */
  readonly allowedStates?: readonly DagRunState[]
  /** Run states that mean failure while it waits. */
  readonly failedStates?: readonly DagRunState[]
  /** Is skipped when the run exists already. */
  readonly skipWhenAlreadyExists?: boolean
  /** Fails when the DAG is paused. */
  readonly failWhenDagIsPaused?: boolean
  /** A note on the run. */
  readonly note?: string
  /** Gives the worker's slot back while it waits. */
  readonly deferrable?: boolean
}

/** What an operator of your own is to readers and schedulers. */
export interface OperatorSpec {
  /** Its class, with the package: `acme.operators.RedisPushOperator`. */
  readonly operatorClass?: string
  /** Which of its arguments are templates. */
  readonly templateFields?: readonly string[]
  /** The argument that holds its SQL. */
  readonly sqlField?: string
  /** The dialect of its SQL. */
  readonly dialect?: string
}
/** An operator of your own: made by `defineOperator`. `A` are the arguments that it takes. */
export class OperatorType<A extends object = { readonly [name: string]: Json }> {
  readonly brand = 'dagbook/operator'
  readonly name: string
  readonly spec: OperatorSpec
  /** Only for the compiler: the arguments. */
  declare readonly args?: A
  constructor(name: string, spec: OperatorSpec) {
    this.name = name
    this.spec = spec
  }
}
/**
 * An operator (or sensor) of your own, with the arguments it takes.
 * @example const push = defineOperator<{ queue: string }>('RedisPushOperator', { templateFields: ['queue'] })
 *          dag.operator(push, 'push_batches', { queue: 'batches' })
 */
export const defineOperator = <A extends object>(name: string, spec: OperatorSpec = {}): OperatorType<A> => new OperatorType<A>(name, spec)

/** Arguments of an operator that is only known by name: any data, tasks and statements included. */
export type FreeOptions = Options<TaskSpec> & { readonly [argument: string]: unknown }
/** The tasks of another DAG that a sensor waits for. */
export type ExternalTasks = TaskRecord | readonly TaskRecord[]
