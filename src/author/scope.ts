// What DAGs and task groups have in common: a method for every operator, sensor and construct of control flow.
import { connect, connectAfter, connectBefore, type Label } from './edge.ts'
import { BranchRef, Condition, Switch, TaskRef } from './task.ts'
import { OperatorType } from './operators.ts'
import type { BashOptions, BranchOptions, DockerOptions, EmailOptions, EmptyOptions, FreeOptions, HttpOptions, KubernetesPodOptions, PythonOptions, ShortCircuitOptions, SparkSubmitOptions, SqlOptions, TriggerDagRunOptions, TriggerTarget } from './operators.ts'
import type { ExternalTaskOptions, FileSensorOptions, HttpSensorOptions, PythonSensorOptions, SensorSpec, SqlSensorOptions, TimeDeltaSensorOptions, TimeSensorOptions } from './sensors.ts'
import type { DagRecord, GroupRecord, NodeRecord, Options, TaskRecord } from './records.ts'
import type { MapOver, TaskDefaults, TaskSpec } from './task-spec.ts'

/** Options of a task group. */
export interface TaskGroupSpec {
  /** What a graph shows in place of the id. */
  readonly label?: string
  /** What the group is for, in Markdown. */
  readonly docMd?: string
  /** Puts the group's id before the ids of what is in it; true unless said otherwise. */
  readonly prefixGroupId?: boolean
  /** Options for all tasks in it, over the DAG's and below a task's own. */
  readonly defaults?: Options<TaskDefaults>
  /** One instance of the whole group for each item, as for a task. */
  readonly expand?: { readonly [argument: string]: MapOver }
}

/** Where tasks can be made: a DAG or a task group. Every method adds one task and returns its reference. */
export abstract class Scope {
  /** The DAG that all of it belongs to. */
  protected abstract owner(): DagRecord
  /** The group that new tasks are put in. */
  protected abstract inside(): TaskGroupRef | null

  /** Makes a task and adds it to the DAG. */
  protected abstract add(operator: string, kind: string, id: string, options: Options<TaskSpec>): TaskRef

  /** Does nothing: a place to join or to start from. */
  empty(id: string, options: Options<EmptyOptions> = {}): TaskRef {
    return this.add('EmptyOperator', 'empty', id, options)
  }
  /** Runs a shell command. */
  bash(id: string, options: Options<BashOptions>): TaskRef {
    return this.add('BashOperator', 'task', id, options)
  }
  /** Calls a Python function by reference. */
  python(id: string, options: Options<PythonOptions>): TaskRef {
    return this.add('PythonOperator', 'task', id, options)
  }
  /** Runs SQL on a connection. */
  sql(id: string, options: Options<SqlOptions>): TaskRef {
    return this.add('SQLExecuteQueryOperator', 'task', id, options)
  }
  /** Sends an HTTP request. */
  http(id: string, options: Options<HttpOptions>): TaskRef {
    return this.add('HttpOperator', 'task', id, options)
  }
  /** Sends an e-mail. */
  email(id: string, options: Options<EmailOptions>): TaskRef {
    return this.add('EmailOperator', 'task', id, options)
  }
  /** Runs a command in a container. */
  docker(id: string, options: Options<DockerOptions>): TaskRef {
    return this.add('DockerOperator', 'task', id, options)
  }
  /** Runs a pod on Kubernetes. */
  kubernetesPod(id: string, options: Options<KubernetesPodOptions>): TaskRef {
    return this.add('KubernetesPodOperator', 'task', id, options)
  }
  /** Submits an application to Spark. */
  sparkSubmit(id: string, options: Options<SparkSubmitOptions>): TaskRef {
    return this.add('SparkSubmitOperator', 'task', id, options)
  }
  /**
   * Any other operator: one of your own (`defineOperator`), whose arguments are checked, or any by its name, whose arguments
   * are taken as they are.
   */
  operator<A extends object>(type: OperatorType<A>, id: string, args: NoInfer<A> & Options<TaskSpec>): TaskRef
  operator(name: string, id: string, args?: FreeOptions): TaskRef
  operator(type: OperatorType<object> | string, id: string, args: object = {}): TaskRef {
    return this.custom(type, 'task', id, args)
  }

  /** Waits for a time of day. */
  timeSensor(id: string, options: Options<TimeSensorOptions>): TaskRef {
    return this.add('TimeSensor', 'sensor', id, options)
  }
  /** Waits until some time after the end of the run's data interval. */
  timeDeltaSensor(id: string, options: Options<TimeDeltaSensorOptions>): TaskRef {
    return this.add('TimeDeltaSensor', 'sensor', id, options)
  }
  /** Waits for a file or folder. */
  fileSensor(id: string, options: Options<FileSensorOptions>): TaskRef {
    return this.add('FileSensor', 'sensor', id, options)
  }
  /** Waits until an HTTP request gets a good answer. */
  httpSensor(id: string, options: Options<HttpSensorOptions>): TaskRef {
    return this.add('HttpSensor', 'sensor', id, options)
  }
  /** Waits until a query returns something true. */
  sqlSensor(id: string, options: Options<SqlSensorOptions>): TaskRef {
    return this.add('SqlSensor', 'sensor', id, options)
  }
  /** Waits until a Python function returns something true. */
  pythonSensor(id: string, options: Options<PythonSensorOptions>): TaskRef {
    return this.add('PythonSensor', 'sensor', id, options)
  }
  /** Any other sensor: one of your own (`defineOperator`), whose arguments are checked, or any by its name. */
  sensor<A extends object>(type: OperatorType<A>, id: string, args: NoInfer<A> & Options<SensorSpec>): TaskRef
  sensor(name: string, id: string, args?: Options<SensorSpec> & { readonly [argument: string]: unknown }): TaskRef
  sensor(type: OperatorType<object> | string, id: string, args: object = {}): TaskRef {
    return this.custom(type, 'sensor', id, args)
  }
  /**
   * Waits for tasks, a group or a run of another DAG: by reference (`task`, `taskGroup`, `dag`), or by name (`dagId`, `taskId`).
   * @example report.externalTask('wait_sales', { task: buildSales, executionDelta: hours(1) })
   */
  externalTask(id: string, options: Options<ExternalTaskOptions>): TaskRef {
    return this.add('ExternalTaskSensor', 'external-sensor', id, options)
  }

  /**
   * Makes a run of another DAG, by name or by reference.
   * @example dag.triggerDagRun({ taskId: 'report', dagId: 'sales_report', conf: { day: '{{ ds }}' } })
   */
  triggerDagRun(options: Options<TriggerDagRunOptions & TriggerTarget>): TaskRef {
    return this.add('TriggerDagRunOperator', 'trigger', options.taskId, options)
  }
  /**
   * Chooses which of the tasks right after it run. State the choice with `.when(condition, …)` and `.otherwise(…)` where it
   * can be stated: then a dry run can follow it.
   */
  branch(id: string, options: Options<BranchOptions>): BranchRef {
    const dag = this.owner()
    const group = this.inside()
    const task = new BranchRef(dag, group, group === null ? id : group.prefix + id, 'BranchPythonOperator', options)
    dag.tasks.push(task)
    for (const to of options.to ?? []) connect(task, to)
    return task
  }
  /** Skips everything after it unless its function returns something true. */
  shortCircuit(id: string, options: Options<ShortCircuitOptions>): TaskRef {
    return this.add('ShortCircuitOperator', 'short-circuit', id, options)
  }
  /** Skips everything after it in all runs but the newest. */
  latestOnly(id: string, options: Options<EmptyOptions> = {}): TaskRef {
    return this.add('LatestOnlyOperator', 'latest-only', id, options)
  }

  /**
   * Makes a task a condition: what it returns decides. Only the named tasks are skipped, not everything downstream.
   * @example dag.if(hasRows).then(load).else(reportEmpty)
   */
  if(condition: TaskRecord): Condition {
    return new Condition(this.decide(condition))
  }
  /**
   * Makes a task a choice among several: it returns one of the cases.
   * @example dag.switch(pickCadence).case(daily).case(weekly)
   */
  switch(decider: TaskRecord): Switch {
    return new Switch(this.decide(decider))
  }

  /**
   * A group of tasks: their ids begin with the group's, and an edge to or from the group holds for all of it.
   * @example const load = dag.taskGroup('load'); load.bash('north', { command: '…' })
   */
  taskGroup(groupId: string, spec: Options<TaskGroupSpec> = {}): TaskGroupRef {
    const dag = this.owner()
    const parent = this.inside()
    if (typeof spec === 'function') throw new TypeError(`taskGroup('${groupId}') takes options, not a function: make the tasks on what it returns`)
    const group = new TaskGroupRef(dag, parent, parent === null ? groupId : parent.prefix + groupId, spec)
    dag.groups.push(group)
    return group
  }

  private custom(type: OperatorType<object> | string, kind: string, id: string, args: object): TaskRef {
    // One that is only known by its name takes any arguments, whatever a method here of the same operator takes.
    const own = typeof type === 'string' ? new OperatorType<object>(type, {}) : type
    const task = this.add(own.name, kind, id, args)
    task.type = own
    return task
  }
  private decide(task: TaskRecord): { task: TaskRecord; skips: 'named'; cases: [] } {
    const decision: { task: TaskRecord; skips: 'named'; cases: [] } = { task, skips: 'named', cases: [] }
    this.owner().decisions.push(decision)
    return decision
  }
}

/** A task group; makes tasks as a DAG does. */
export class TaskGroupRef extends Scope implements GroupRecord {
  readonly brand = 'dagbook/group'
  readonly dag: DagRecord
  /** With the prefixes of the groups around it. */
  readonly groupId: string
  readonly parent: GroupRecord | null
  readonly options: TaskGroupSpec
  /** What the ids of its tasks begin with. */
  readonly prefix: string
  constructor(dag: DagRecord, parent: TaskGroupRef | null, groupId: string, options: Options<TaskGroupSpec>) {
    super()
    this.dag = dag
    this.parent = parent
    this.groupId = groupId
    this.options = options as TaskGroupSpec
    // As in Airflow: without its own prefix a group hands on none of the groups around it either.
    this.prefix = options.prefixGroupId === false ? '' : groupId + '.'
  }
  /** All of it runs before each of these; a `label` names the edge to the node right after it. */
  before(...downstream: readonly (NodeRecord | Label)[]): this {
    connectBefore(this, downstream)
    return this
  }
  /** All of it runs after each of these; a `label` names the edge from the node right after it. */
  after(...upstream: readonly (NodeRecord | Label)[]): this {
    connectAfter(this, upstream)
    return this
  }
  protected override owner(): DagRecord {
    return this.dag
  }
  protected override inside(): TaskGroupRef {
    return this
  }
  protected override add(operator: string, kind: string, id: string, options: Options<TaskSpec>): TaskRef {
    const task = new TaskRef(this.dag, this, this.prefix + id, operator, kind, options)
    this.dag.tasks.push(task)
    if (options.teardown !== undefined) connectSetups(task, options.teardown)
    return task
  }
}

/** Records that the setup tasks that a teardown names run before it. */
export const connectSetups = (task: TaskRecord, setups: NonNullable<TaskSpec['teardown']>): void => {
  if (setups === true || setups === false) return
  if (Array.isArray(setups)) for (const setup of setups) connect(setup, task)
  else connect(setups as TaskRecord, task)
}
