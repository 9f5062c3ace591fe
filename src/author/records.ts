// The records that authoring leaves behind, as the reader (and a running program) finds them: plain objects with a `brand`.
// Options are kept exactly as they were written; durations, defaults and schedules are made uniform when they are read.

/** Plain data, as JSON can hold it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** The options of one call, where `undefined` says the same as leaving the option out. */
export type Options<T> = { readonly [K in keyof T]: T[K] | (undefined extends T[K] ? undefined : never) }

/** Common to tasks and groups: what an edge can join. */
export interface NodeRecord {
  readonly brand: 'dagbook/task' | 'dagbook/group'
  readonly dag: DagRecord
}
/** A task as it was written. */
export interface TaskRecord extends NodeRecord {
  readonly brand: 'dagbook/task'
  /** With the prefixes of its groups. */
  readonly taskId: string
  readonly group: GroupRecord | null
  /** The name its users know, such as `BashOperator`. */
  readonly operator: string
  readonly kind: string
  /** The operator's own arguments and the scheduling fields together, as written. */
  readonly options: object
}
/** A task group as it was written. */
export interface GroupRecord extends NodeRecord {
  readonly brand: 'dagbook/group'
  readonly groupId: string
  readonly parent: GroupRecord | null
  readonly options: object
}
/** An order between two nodes of one DAG. A group stands for its first tasks downstream and its last tasks upstream. */
export interface EdgeRecord {
  readonly from: NodeRecord
  readonly to: NodeRecord
  readonly label: string | null
}
/** One way that a branch can go: a Jinja expression, a constant, or null for "otherwise". */
export interface CaseRecord {
  readonly if: string | boolean | null
  readonly to: readonly NodeRecord[]
}
/** A task that decides which of its downstream tasks run. */
export interface DecisionRecord {
  readonly task: TaskRecord
  /** `named`: only the tasks of `cases` can be skipped (`if` and `switch`); `all`: every direct downstream task can. */
  readonly skips: 'named' | 'all'
  readonly cases: CaseRecord[]
}
/** A DAG as it was written. The lists only ever grow, in the order of the calls. */
export interface DagRecord {
  readonly brand: 'dagbook/dag'
  readonly dagId: string
  readonly spec: object
  readonly tasks: TaskRecord[]
  readonly groups: GroupRecord[]
  readonly edges: EdgeRecord[]
  readonly decisions: DecisionRecord[]
}
