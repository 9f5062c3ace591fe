// References to tasks: what operators return, what edges and other DAGs refer to.
import { connectAfter, connectBefore, connect, type Label } from './edge.ts'
import type { OperatorType } from './operators.ts'
import type { DagRecord, DecisionRecord, GroupRecord, NodeRecord, TaskRecord } from './records.ts'

/** A task of a DAG. */
export class TaskRef implements TaskRecord {
  readonly brand = 'dagbook/task'
  readonly dag: DagRecord
  /** The id that the scheduler knows: with the prefixes of its groups. */
  readonly taskId: string
  readonly group: GroupRecord | null
  readonly operator: string
  readonly kind: string
  readonly options: object
  /** The operator's definition, where it is one of the author's own. */
  type: OperatorType<object> | null = null
  constructor(dag: DagRecord, group: GroupRecord | null, taskId: string, operator: string, kind: string, options: object) {
    this.dag = dag
    this.group = group
    this.taskId = taskId
    this.operator = operator
    this.kind = kind
    this.options = options
  }
  /** Runs before each of these; a `label` names the edge to the node right after it. */
  before(...downstream: readonly (NodeRecord | Label)[]): this {
    connectBefore(this, downstream)
    return this
  }
  /** Runs after each of these; a `label` names the edge from the node right after it. */
  after(...upstream: readonly (NodeRecord | Label)[]): this {
    connectAfter(this, upstream)
    return this
  }
}

/** A task that chooses which of the tasks right after it run. */
export class BranchRef extends TaskRef {
  readonly decision: DecisionRecord
  constructor(dag: DagRecord, group: GroupRecord | null, taskId: string, operator: string, options: object) {
    super(dag, group, taskId, operator, 'branch', options)
    this.decision = { task: this, skips: 'all', cases: [] }
    dag.decisions.push(this.decision)
  }
  /**
   * Follows these nodes if the condition holds and none before it did. The condition is a Jinja expression over what the run
   * knows: `params`, `dag_run.conf`, `ds` …
   * A `label` names the edge to the node right after it.
   * @example choose.when("params.size == 'large'", heavy).otherwise(label('small ones'), light)
   */
  when(condition: string, ...to: readonly (NodeRecord | Label)[]): this {
    return this.follow(condition, to)
  }
  /** Follows these nodes if none of the conditions before holds. */
  otherwise(...to: readonly (NodeRecord | Label)[]): this {
    return this.follow(null, to)
  }
  private follow(condition: string | null, to: readonly (NodeRecord | Label)[]): this {
    const nodes: NodeRecord[] = []
    for (const item of to) if (item.brand !== 'dagbook/label') nodes.push(item)
    this.decision.cases.push({ if: condition, to: nodes })
    connectBefore(this, to)
    return this
  }
}

/** The start of `dag.if(condition)`. */
export class Condition {
  readonly decision: DecisionRecord
  constructor(decision: DecisionRecord) {
    this.decision = decision
  }
  /** The nodes that run if the condition is true. */
  then(...to: readonly NodeRecord[]): ConditionElse {
    followConstant(this.decision, true, to)
    return new ConditionElse(this.decision)
  }
}
/** What `.then(…)` leaves to say. */
export class ConditionElse {
  readonly decision: DecisionRecord
  constructor(decision: DecisionRecord) {
    this.decision = decision
  }
  /** The nodes that run if the condition is false. */
  else(...to: readonly NodeRecord[]): void {
    followConstant(this.decision, false, to)
  }
}
/** The cases of `dag.switch(decider)`. */
export class Switch {
  readonly decision: DecisionRecord
  constructor(decision: DecisionRecord) {
    this.decision = decision
  }
  /** One of the nodes that the decider chooses from. */
  case(to: NodeRecord): this {
    followConstant(this.decision, null, [to])
    return this
  }
}

const followConstant = (decision: DecisionRecord, value: boolean | null, to: readonly NodeRecord[]): void => {
  if (typeof to[0] === 'function') throw new Error(`dag.if(…) of '${decision.task.taskId}' was awaited: it builds a branch, so there is nothing to wait for`)
  decision.cases.push({ if: value, to })
  for (const node of to) connect(decision.task, node)
}
