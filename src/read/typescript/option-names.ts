// Which options the authoring API takes: of DAGs, of groups, and of each operator that it has a method for. The compiler keeps the lists whole.
import type {
  BashOptions, BranchOptions, DagSpec, DockerOptions, EmailOptions, ExternalTaskSpec, FileSensorOptions, HttpOptions, HttpSensorOptions, KubernetesPodOptions,
  PythonOptions, PythonSensorOptions, SensorSpec, ShortCircuitOptions, SparkSubmitOptions, SqlOptions, SqlSensorOptions, TaskGroupSpec, TaskSpec,
  TimeDeltaSensorOptions, TimeSensorOptions, TriggerDagRunOptions,
} from '#author'

/** Every name once, and no other. */
type Names<T, Known = unknown> = { readonly [K in Exclude<keyof T, keyof Known>]-?: 1 }

const task: Names<TaskSpec> = {
  owner: 1, triggerRule: 1, retries: 1, retryDelay: 1, retryExponentialBackoff: 1, maxRetryDelay: 1, executionTimeout: 1, pool: 1, poolSlots: 1, priorityWeight: 1,
  weightRule: 1, queue: 1, executor: 1, dependsOnPast: 1, ignoreFirstDependsOnPast: 1, waitForPastDependsBeforeSkipping: 1, waitForDownstream: 1,
  maxActiveTisPerDag: 1, maxActiveTisPerDagrun: 1, doXcomPush: 1, email: 1, emailOnFailure: 1, emailOnRetry: 1, startDate: 1, endDate: 1, onFailure: 1,
  onSuccess: 1, onRetry: 1, onExecute: 1, onSkipped: 1, docMd: 1, inlets: 1, outlets: 1, reads: 1, writes: 1, expand: 1, expandKwargs: 1, mapIndexTemplate: 1,
  setup: 1, teardown: 1, onFailureFailDagrun: 1, returnsDagResult: 1,
}
const waiting: Names<SensorSpec, TaskSpec> = { mode: 1, pokeInterval: 1, timeout: 1, softFail: 1, exponentialBackoff: 1 }
const sensor = { ...task, ...waiting }

const bash: Names<BashOptions, TaskSpec> = { command: 1, env: 1, appendEnv: 1, cwd: 1, skipOnExitCode: 1 }
const python: Names<PythonOptions, TaskSpec> = { callable: 1, opArgs: 1, opKwargs: 1, requirements: 1 }
const sql: Names<SqlOptions, TaskSpec> = { sql: 1, connId: 1, dialect: 1, parameters: 1, autocommit: 1, splitStatements: 1, database: 1 }
const http: Names<HttpOptions, TaskSpec> = { endpoint: 1, method: 1, connId: 1, data: 1, headers: 1, responseCheck: 1 }
const email: Names<EmailOptions, TaskSpec> = { to: 1, subject: 1, htmlContent: 1, cc: 1, connId: 1 }
const docker: Names<DockerOptions, TaskSpec> = { image: 1, command: 1, environment: 1, mounts: 1, networkMode: 1, autoRemove: 1 }
const pod: Names<KubernetesPodOptions, TaskSpec> = { image: 1, name: 1, namespace: 1, cmds: 1, arguments: 1, envVars: 1, labels: 1, containerResources: 1, deferrable: 1 }
const spark: Names<SparkSubmitOptions, TaskSpec> = {
  application: 1, connId: 1, applicationArgs: 1, conf: 1, javaClass: 1, files: 1, packages: 1, name: 1, numExecutors: 1, executorMemory: 1, executorCores: 1,
  driverMemory: 1, sql: 1, dialect: 1,
}
const branch: Names<BranchOptions, TaskSpec> = { callable: 1, to: 1, opArgs: 1, opKwargs: 1 }
const shortCircuit: Names<ShortCircuitOptions, TaskSpec> = { callable: 1, ignoreDownstreamTriggerRules: 1, condition: 1, opArgs: 1, opKwargs: 1 }
const trigger: Names<TriggerDagRunOptions & { dagId: 1; dag: 1 }, TaskSpec> = {
  taskId: 1, dagId: 1, dag: 1, conf: 1, logicalDate: 1, runId: 1, resetDagRun: 1, waitForCompletion: 1, pokeInterval: 1, allowedStates: 1, failedStates: 1,
  skipWhenAlreadyExists: 1, failWhenDagIsPaused: 1, note: 1, deferrable: 1,
}
const time: Names<TimeSensorOptions, SensorSpec> = { targetTime: 1 }
const delta: Names<TimeDeltaSensorOptions, SensorSpec> = { delta: 1 }
const file: Names<FileSensorOptions, SensorSpec> = { filepath: 1, connId: 1, recursive: 1 }
const httpSensor: Names<HttpSensorOptions, SensorSpec> = { endpoint: 1, method: 1, connId: 1, headers: 1, responseCheck: 1 }
const sqlSensor: Names<SqlSensorOptions, SensorSpec> = { sql: 1, connId: 1, dialect: 1 }
const pythonSensor: Names<PythonSensorOptions, SensorSpec> = { callable: 1, opArgs: 1, opKwargs: 1 }
const external: Names<ExternalTaskSpec, SensorSpec> & { readonly [target: string]: 1 } = {
  executionDelta: 1, allowedStates: 1, failedStates: 1, skippedStates: 1, checkExistence: 1, task: 1, taskGroup: 1, dag: 1, dagId: 1, taskId: 1, taskIds: 1, taskGroupId: 1,
}

const dag: Names<DagSpec> = {
  schedule: 1, timezone: 1, startDate: 1, endDate: 1, catchup: 1, maxActiveRuns: 1, maxActiveTasks: 1, maxConsecutiveFailedDagRuns: 1, dagrunTimeout: 1, failFast: 1,
  renderTemplateAsNativeObj: 1, isPausedUponCreation: 1, dagDisplayName: 1, description: 1, docMd: 1, tags: 1, owners: 1, params: 1, macros: 1, defaults: 1,
  onFailure: 1, onSuccess: 1, kind: 1, pipeline: 1, documentation: 1,
}
const group: Names<TaskGroupSpec> = { label: 1, docMd: 1, prefixGroupId: 1, defaults: 1, expand: 1 }

/** The options that something takes, by their names. */
export type OptionNames = ReadonlySet<string>
const namesOf = (names: object): OptionNames => new Set(Object.keys(names))

/** The options of a DAG. */
export const dagOptions = namesOf(dag)
/** The options of a task group. */
export const groupOptions = namesOf(group)
/** The options of the operators and sensors that have a method of their own. */
export const operatorOptions: ReadonlyMap<string, OptionNames> = new Map(Object.entries({
  EmptyOperator: task, LatestOnlyOperator: task, BashOperator: { ...task, ...bash }, PythonOperator: { ...task, ...python }, SQLExecuteQueryOperator: { ...task, ...sql },
  HttpOperator: { ...task, ...http }, EmailOperator: { ...task, ...email }, DockerOperator: { ...task, ...docker }, KubernetesPodOperator: { ...task, ...pod },
  SparkSubmitOperator: { ...task, ...spark }, BranchPythonOperator: { ...task, ...branch }, ShortCircuitOperator: { ...task, ...shortCircuit },
  TriggerDagRunOperator: { ...task, ...trigger }, TimeSensor: { ...sensor, ...time }, TimeDeltaSensor: { ...sensor, ...delta }, FileSensor: { ...sensor, ...file },
  HttpSensor: { ...sensor, ...httpSensor }, SqlSensor: { ...sensor, ...sqlSensor }, PythonSensor: { ...sensor, ...pythonSensor }, ExternalTaskSensor: { ...sensor, ...external },
}).map(([name, names]) => [name, namesOf(names)]))
