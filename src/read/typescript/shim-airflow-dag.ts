// What `Dag` of Airflow's TypeScript SDK means, as the records of the authoring API. Interpreted with the DAG files, never run.
// The newest form of apache/airflow's ts-sdk, where `if` and `switch` take a handler; the forms before it read as well.
import type { DagRecord, DecisionRecord, EdgeRecord, GroupRecord, TaskRecord } from '#author'
import type { Operator, Spec } from './shim-airflow-operators.ts'

/** The code of a task. */
export type Handler = (...inputs: never[]) => unknown
/** The inputs of a task in the order of its handler's argument: made by `withArgList`. */
export interface ArgList {
  readonly [key: string]: unknown
  readonly brand: 'airflow/arg-list'
  readonly values: readonly unknown[]
}
/** A node with the text of the edge that leads to it: made by `label`. */
export interface Labelled {
  readonly brand: 'airflow/labelled'
  readonly node: Joined
  readonly text: string
}
/** Whatever an edge can be drawn to. */
export type Joined = Task | TaskGroup | Decider | Labelled
type Inputs = ArgList | Spec | undefined
type Factory = (inputs?: Inputs) => Task

const nodeOf = (item: Joined): Task | TaskGroup =>
  item.brand === 'airflow/labelled' ? nodeOf(item.node) : item.brand === 'airflow/decider' ? item.task : item
const labelOf = (item: Joined): string | null => item.brand === 'airflow/labelled' ? item.text : null

const join = (dag: Dag, from: Task | TaskGroup, to: Task | TaskGroup, label: string | null): void => {
  if (from.dag !== dag || to.dag !== dag) throw new Error(`An edge joins two DAGs, '${from.dag.dagId}' and '${to.dag.dagId}': it joins two nodes of one DAG`)
  dag.edges.push({ from, to, label })
}
const joinBefore = (node: Task | TaskGroup, downstream: readonly Joined[]): void => {
  for (const item of downstream) join(node.dag, node, nodeOf(item), labelOf(item))
}
const joinAfter = (node: Task | TaskGroup, upstream: readonly Joined[]): void => {
  for (const item of upstream) join(node.dag, nodeOf(item), node, labelOf(item))
}

/** A task. It exists from `dag.task(…)` on; calling the factory places it in the DAG. */
export class Task implements TaskRecord {
  readonly brand = 'dagbook/task'
  readonly dag: Dag
  readonly dagId: string
  readonly taskId: string
  readonly group: TaskGroup | null
  readonly operator: string
  readonly kind: string
  readonly options: { [option: string]: unknown }
  placed = false
  constructor(dag: Dag, group: TaskGroup | null, taskId: string, operator: string, kind: string, options: Spec) {
    this.dag = dag
    this.dagId = dag.dagId
    this.taskId = taskId
    this.group = group
    this.operator = operator
    this.kind = kind
    this.options = options
  }
  before(...downstream: readonly Joined[]): this {
    joinBefore(this, downstream)
    return this
  }
  after(...upstream: readonly Joined[]): this {
    joinAfter(this, upstream)
    return this
  }
}

/** A scope whose tasks carry its id as a prefix, and which can stand at an end of an edge. */
export class TaskGroup implements GroupRecord {
  readonly brand = 'dagbook/group'
  readonly dag: Dag
  readonly dagId: string
  readonly groupId: string
  readonly parent: TaskGroup | null
  readonly options: Spec
  /** What the ids of its tasks and groups begin with. */
  readonly prefix: string
  constructor(dag: Dag, parent: TaskGroup | null, groupId: string, options: Spec) {
    this.dag = dag
    this.dagId = dag.dagId
    this.groupId = groupId
    this.parent = parent
    this.options = options
    this.prefix = options['prefixGroupId'] === false ? '' : groupId + '.'
  }
  task(idOrBody: string | Handler | Operator, bodyOrSpec?: Handler | Operator | Spec, spec?: Spec): Factory {
    return declareTask(this.dag, this, idOrBody, bodyOrSpec, spec)
  }
  taskGroup(groupId: string, options: Spec = {}): TaskGroup {
    return declareGroup(this.dag, this, groupId, options)
  }
  before(...downstream: readonly Joined[]): this {
    joinBefore(this, downstream)
    return this
  }
  after(...upstream: readonly Joined[]): this {
    joinAfter(this, upstream)
    return this
  }
}

/** A task that decides, with the tasks it chooses from: only those are ever skipped, whatever else is downstream. */
class Decider {
  readonly brand = 'airflow/decider'
  readonly task: Task
  readonly dagId: string
  readonly taskId: string
  readonly decision: DecisionRecord
  constructor(task: Task) {
    this.task = task
    this.dagId = task.dagId
    this.taskId = task.taskId
    this.decision = { task, skips: 'named', cases: [] }
    task.dag.decisions.push(this.decision)
  }
  follow(value: boolean | null, target: Joined): void {
    if (typeof target === 'function') throw new Error(`dag.if(…) of the DAG '${this.dagId}' was awaited: it builds a branch, so there is nothing to wait for`)
    const to = nodeOf(target)
    this.decision.cases.push({ if: value, to: [to] })
    join(this.task.dag, this.task, to, null)
  }
  before(...downstream: readonly Joined[]): this {
    joinBefore(this.task, downstream)
    return this
  }
  after(...upstream: readonly Joined[]): this {
    joinAfter(this.task, upstream)
    return this
  }
}
/** What `dag.if(…)` gives: the side to run when it holds, then the other. */
export class Condition extends Decider {
  then(target: Joined): { readonly else: (target: Joined) => void } {
    this.follow(true, target)
    return { else: (other) => this.follow(false, other) }
  }
}
/** What `dag.switch(…)` gives: one task for each case; there is no default. */
export class Switch extends Decider {
  case(target: Joined): this {
    this.follow(null, target)
    return this
  }
}

/** A DAG that TypeScript declares. */
export class Dag implements DagRecord {
  readonly brand = 'dagbook/dag'
  readonly system = 'airflow'
  readonly dagId: string
  readonly spec: Spec
  readonly tasks: Task[] = []
  readonly groups: TaskGroup[] = []
  readonly edges: EdgeRecord[] = []
  readonly decisions: DecisionRecord[] = []
  /** Every task of `dag.task(…)`, placed or not. */
  readonly declared: Task[] = []
  constructor(dagId: string, spec: Spec = {}) {
    this.dagId = dagId
    // The DAG's queue is that of each of its tasks which names none.
    const { queue, ...rest } = spec
    this.spec = { ...rest, defaults: { queue } }
  }
  get taskIds(): readonly string[] {
    return this.declared.map((task) => task.taskId)
  }
  task(idOrBody: string | Handler | Operator, bodyOrSpec?: Handler | Operator | Spec, spec?: Spec): Factory {
    return declareTask(this, null, idOrBody, bodyOrSpec, spec)
  }
  taskGroup(groupId: string, options: Spec = {}): TaskGroup {
    return declareGroup(this, null, groupId, options)
  }
  /** The handler that decides, its inputs and its options; or (the earlier form) a task that is placed already. */
  if(condition: Task | Handler, ...rest: readonly unknown[]): Condition {
    return new Condition(rest.length > 0 || typeof condition === 'function' ? placeDecider(this, condition as Handler, rest) : condition)
  }
  /** As `if`, for a handler that returns one of the cases. */
  switch(decider: Task | Handler, ...rest: readonly unknown[]): Switch {
    return new Switch(rest.length > 0 || typeof decider === 'function' ? placeDecider(this, decider as Handler, rest) : decider)
  }
  /** The earlier form of `dag.task(id, triggerDagRun(…))()`. */
  triggerDagRun(spec: Spec, taskSpec: Spec = {}): Task {
    const { taskId, ...options } = spec
    return declare(this, null, taskId as string, { brand: 'airflow/operator', operator: 'TriggerDagRunOperator', kind: 'trigger', options }, taskSpec)()
  }
}

const declareGroup = (dag: Dag, parent: TaskGroup | null, groupId: string, options: Spec): TaskGroup => {
  if (typeof options === 'function') throw new TypeError(`taskGroup('${groupId}') takes options, not a function: make the tasks on what it returns`)
  const group = new TaskGroup(dag, parent, parent === null ? groupId : parent.prefix + groupId, options)
  dag.groups.push(group)
  return group
}

/** The two orders of `dag.task`: id, body, options; or body and options, which may hold the id. */
const declareTask = (dag: Dag, group: TaskGroup | null, idOrBody: string | Handler | Operator, bodyOrSpec: Handler | Operator | Spec | undefined, last: Spec | undefined): Factory =>
  typeof idOrBody === 'string' || typeof bodyOrSpec === 'function'
    ? declare(dag, group, idOrBody as string, bodyOrSpec as Handler | Operator, last)
    : declareNamed(dag, group, idOrBody, bodyOrSpec as Spec | undefined)

/** A task whose id is that of its options, or else the name of its handler. */
const declareNamed = (dag: Dag, group: TaskGroup | null, body: Handler | Operator, given: Spec = {}): Factory => {
  const { taskId, ...spec } = given
  return declare(dag, group, taskId as string | undefined ?? (body as Handler).name, body, spec)
}

const declare = (dag: Dag, group: TaskGroup | null, id: string | undefined, body: Handler | Operator, spec: Spec = {}): Factory => {
  if (id === undefined || id === '') throw new Error(`A task of the DAG '${dag.dagId}' has no id: pass one, or give its handler a name`)
  // One task in any case: of a body from a package that is not at hand nobody knows which of the two it is.
  const isHandler = typeof body === 'function'
  const { operator, kind, options } = isHandler ? { operator: 'TypeScriptOperator', kind: 'task', options: { handler: body } } : body
  const task = new Task(dag, group, group === null ? id : group.prefix + id, operator, kind, { ...options, ...spec })
  dag.declared.push(task)
  return (inputs?: Inputs) => place(task, inputs)
}

/** Puts the task into the DAG: each reference among its inputs is an edge, anything else is a constant. */
const place = (task: Task, inputs: Inputs): Task => {
  const dag = task.dag
  if (task.placed) throw new Error(`The task '${task.taskId}' of the DAG '${dag.dagId}' is called twice: call it once and use the reference again`)
  task.placed = true
  dag.tasks.push(task)
  if (inputs === undefined) return task
  const named = inputs['brand'] === 'airflow/arg-list' ? inputs['values'] as readonly unknown[] : inputs
  task.options['inputs'] = named
  for (const value of Object.values(named)) {
    if (isReference(value)) join(dag, nodeOf(value), task, null)
  }
  return task
}
const isReference = (value: unknown): value is Task | Decider => {
  if (typeof value !== 'object' || value === null) return false
  const brand = (value as { readonly brand?: unknown }).brand
  return brand === 'dagbook/task' || brand === 'airflow/decider'
}

/** After the handler: its inputs, then its options; some versions take the task id alone in place of either. */
const placeDecider = (dag: Dag, handler: Handler, rest: readonly unknown[]): Task => {
  const [first, second] = rest
  if (typeof first === 'string') return declare(dag, null, first, handler, second as Spec | undefined)()
  if (typeof second === 'string') return declare(dag, null, second, handler, rest[2] as Spec | undefined)(first as Inputs)
  return declareNamed(dag, null, handler, second as Spec | undefined)(first as Inputs)
}
