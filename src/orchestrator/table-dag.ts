// An internal DAG's account of its tables: what it starts from, what the last task made, what is left to drop.
import { hours } from '#author'
import { ChainedDag } from './chained-dag.ts'
import type { Context } from './context.ts'
import { fromConf, internalRun } from './from-run.ts'
import { internalDefaults } from './task-defaults.ts'
import type { TableKey } from './table-names.ts'

/** What tells a task's tables apart: where it reads, where it writes. */
export interface TableOptions {
  /** What it reads; the last table that was made unless said otherwise. */
  readonly inputTable?: string
  /** What it writes; a temporary table unless said otherwise. */
  readonly outputTable?: string
  /** It writes the output of the whole DAG, which the orchestrator drops at its end. */
  readonly isDagOutputTable?: boolean
}
/** Options of a task that may be left out of the documentation. */
export interface DocumentedOptions {
  /** What it does, for the documentation. */
  readonly description?: string
  /** Lists the task in the documentation; true unless said otherwise. */
  readonly addToDoc?: boolean
}
/** The tables of one task, as they were settled. */
export interface TaskTables {
  readonly input: string
  readonly output: string
}

/** An internal DAG and its tables; `InternalDag` adds the calls that make tasks. */
export class TableDag extends ChainedDag {
  /** The table that it works on: the output of `inputDag`, else what the conf of the run names. */
  readonly inputTable: string
  /** What the last task read that made a table. */
  currentInputTable: string
  /** The last table that was made: what the next task reads. */
  currentOutputTable: string
  constructor(context: Context, dagId: string) {
    const { settings } = context
    super(context, dagId, internalRun, 'dag_doc.md', {
      kind: 'internal', startDate: '2023-12-01', schedule: settings.ofDag(dagId, 'schedule') || null, maxActiveRuns: 5, dagrunTimeout: hours(5), renderTemplateAsNativeObj: true,
      params: settings.ofDag(dagId, 'params') ?? {}, tags: settings.ofDag(dagId, 'tags'), description: settings.ofDag(dagId, 'essence'), defaults: internalDefaults(settings, dagId),
    })
    const inputDag = settings.ofDag(dagId, 'inputDag') ?? ''
    this.inputTable = inputDag === '' ? fromConf('input_table') : this.tables.output(inputDag)
    this.currentInputTable = this.inputTable
    this.currentOutputTable = this.inputTable
    this.docs.data.essence = settings.ofDag(dagId, 'essence') ?? ''
    if (!settings.hasDag(dagId)) this.docs.line(`The configuration has no section \`${dagId}\`: this DAG has the values of its root.`)
  }
  /** The DAG's id. */
  get id(): string {
    return this.dag.dagId
  }
  /** A temporary table of this DAG's run. */
  tempTable(key: TableKey | null): string {
    return this.tables.temporary(this.id, key)
  }
  /** What this DAG hands on to the next. */
  get outputTable(): string {
    return this.tables.output(this.id)
  }
  /** Settles what a task reads and writes. Whatever is not the output of the DAG is dropped at the end of the run. */
  settleTables(options: TableOptions, key: TableKey | null): TaskTables {
    const input = options.inputTable ?? this.currentOutputTable
    const output = options.outputTable ?? (options.isDagOutputTable === true ? this.outputTable : this.tempTable(key))
    if (options.isDagOutputTable !== true) this.keepForDropping(output)
    this.currentInputTable = input
    this.currentOutputTable = output
    return { input, output }
  }
}
