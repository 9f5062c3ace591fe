// A DAG: its options, and the tasks, groups and edges that are made on it.
import { connectSetups, Scope, type TaskGroupRef } from './scope.ts'
import { TaskRef } from './task.ts'
import type { CallbackInput } from './callback.ts'
import type { Duration } from './duration.ts'
import type { Params } from './param.ts'
import type { Pipeline } from './pipeline.ts'
import type { DagRecord, DecisionRecord, EdgeRecord, GroupRecord, Json, Options, TaskRecord } from './records.ts'
import type { DateInput, ScheduleInput } from './schedule.ts'
import type { TaskDefaults, TaskSpec } from './task-spec.ts'

/** Options of a DAG. Durations are seconds. */
export interface DagSpec<P extends Params = Params> {
  /** When it runs; null or nothing: only when it is triggered. */
  readonly schedule?: ScheduleInput
  /** The time zone of dates without an offset, and of a cron that names none; UTC unless said otherwise. */
  readonly timezone?: string
  /** No run before this date. */
  readonly startDate?: DateInput | null
  /** No run after this date. */
  readonly endDate?: DateInput | null
  /** Makes the runs that were missed since the start date; false unless said otherwise. */
  readonly catchup?: boolean
  /** How many runs may be active at once; 16 unless said otherwise. */
  readonly maxActiveRuns?: number
  /** How many tasks may run at once over all runs; 16 unless said otherwise. */
  readonly maxActiveTasks?: number
  /** Is paused after so many failed runs in a row; 0: never. */
  readonly maxConsecutiveFailedDagRuns?: number
  /** A run that takes longer than this fails. */
  readonly dagrunTimeout?: Duration | null
  /** Ends the run at the first failure of a task. */
  readonly failFast?: boolean
  /** Templates give native values in place of text. */
  readonly renderTemplateAsNativeObj?: boolean
  /** Starts paused. */
  readonly isPausedUponCreation?: boolean
  /** What the user interface shows in place of the id. */
  readonly dagDisplayName?: string
  /** One line on what it does. */
  readonly description?: string
  /** What it does and why, in Markdown. */
  readonly docMd?: string
  /** To find it by. */
  readonly tags?: readonly string[]
  /** Who is responsible for it. */
  readonly owners?: readonly string[]
  /** What a run can be given: a default, or `param(default, schema)`. */
  readonly params?: P
  /** Values and functions by name that templates may use. */
  readonly macros?: { readonly [name: string]: Json }
  /** Options for all tasks; a group's and a task's own win. */
  readonly defaults?: Options<TaskDefaults>
  /** Called when a run has failed; may also trigger DAGs. */
  readonly onFailure?: CallbackInput
  /** Called when a run has succeeded; may also trigger DAGs. */
  readonly onSuccess?: CallbackInput
  /** What it is in a framework: an orchestrator starts internal DAGs; `dag` unless said otherwise. */
  readonly kind?: 'dag' | 'orchestrator' | 'internal'
  /** The config object it was made from. */
  readonly pipeline?: Pipeline
  /** What a framework hands to the documentation template: plain data by template variable. */
  readonly documentation?: { readonly [variable: string]: unknown }
}

/**
 * A DAG. Making one has no effect but the object: export it, so that it is found.
 * @example export const sales = new Dag('sales', { schedule: cron('30 4 * * *', 'Europe/Paris'), startDate: '2024-01-01' })
 */
export class Dag<const P extends Params = {}> extends Scope implements DagRecord {
  readonly brand = 'dagbook/dag'
  readonly dagId: string
  /** The options as written. */
  readonly spec: Options<DagSpec<P>>
  /** The text that stands for each parameter in templates: `dag.params.region` is `{{ params.region }}`. */
  readonly params: { readonly [name in keyof P]: string }
  readonly tasks: TaskRecord[] = []
  readonly groups: GroupRecord[] = []
  readonly edges: EdgeRecord[] = []
  readonly decisions: DecisionRecord[] = []
  constructor(dagId: string, spec: Options<DagSpec<P>> = {}) {
    super()
    this.dagId = dagId
    this.spec = spec
    const texts: { [name: string]: string } = {}
    for (const name of Object.keys(spec.params ?? {})) texts[name] = `{{ params.${name} }}`
    this.params = texts as { readonly [name in keyof P]: string }
  }
  protected override owner(): DagRecord {
    return this
  }
  protected override inside(): TaskGroupRef | null {
    return null
  }
  protected override add(operator: string, kind: string, id: string, options: Options<TaskSpec>): TaskRef {
    const task = new TaskRef(this, null, id, operator, kind, options)
    this.tasks.push(task)
    if (options.teardown !== undefined) connectSetups(task, options.teardown)
    return task
  }
}
