// A DAG whose tasks run one behind the other in the order of the calls, and that keeps account of its tables and of what to say about it.
import { crossDownstream, Dag, table, type DagSpec, type NodeRecord, type Options, type Table, type TableWrite, type TaskGroupRef, type TaskRef, type TriggerRule } from '#author'
import type { Context } from './context.ts'
import { DocumentationWriter, type AuthorNotes, type Documentation } from './documentation.ts'
import { sentences } from './sentences.ts'
import { commandLine, type SparkOptions } from './spark.ts'
import { dropTables } from './statements.ts'
import { TableNames } from './table-names.ts'

/** What a Spark task needs besides its id. */
export interface SparkTask {
  /** The script, from the root of the sources. */
  readonly script: string
  /** Options of the command line. */
  readonly options: SparkOptions
  /** Further words of the command line, as they are, or further options by name. */
  readonly additionalArgs?: readonly string[] | SparkOptions | undefined
  /** The statement it runs, for lineage. */
  readonly sql?: string | undefined
  /** Tables it reads. */
  readonly reads?: readonly Table<never>[]
  /** Tables it writes. */
  readonly writes?: readonly TableWrite[]
  /** 1 unless said otherwise. */
  readonly retries?: number
  /** The default pool unless given. */
  readonly pool?: string | undefined
  /** How many of its instances may run at once over all runs. */
  readonly maxActiveTisPerDag?: number | undefined
}

/** What a Trino task may have besides its statements. */
export interface TrinoTask {
  /** The group it is in; directly in the DAG unless given. */
  readonly scope?: TaskGroupRef
  readonly triggerRule?: TriggerRule | undefined
  /** Tables it reads. */
  readonly reads?: readonly Table<never>[]
  /** Tables it writes. */
  readonly writes?: readonly TableWrite[]
}

const wordsOf = (args: readonly string[] | SparkOptions = []): readonly string[] => (Array.isArray(args) ? args : commandLine(args as SparkOptions))

const droppedTables = (names: readonly string[]): TableWrite[] => {
  const writes: TableWrite[] = []
  for (const name of names) writes.push({ table: table(name), mode: 'drop' })
  return writes
}

/** What internal DAGs and orchestrators have in common. */
export abstract class ChainedDag {
  readonly context: Context
  /** The DAG itself: make tasks on it directly where no `newTask…` fits, and join them with `append`. */
  readonly dag: Dag
  /** Names its tables. */
  readonly tables: TableNames
  /** Set these before `finishCreatingDags()`. */
  readonly notes: AuthorNotes = {}
  readonly docs: DocumentationWriter
  /** What the next task runs behind. */
  prevTasks: readonly NodeRecord[] = []
  /** Tables that the run has made for itself. */
  readonly tablesToDrop: string[] = []
  private dropped = false
  constructor(context: Context, dagId: string, run: string, template: Documentation['template'], spec: Options<DagSpec>) {
    this.context = context
    this.docs = new DocumentationWriter(template, dagId, context.options.fileRoot ?? '')
    this.docs.config(context.options.configFileLink ?? '')
    this.dag = new Dag(dagId, { ...spec, pipeline: context.pipeline, documentation: this.docs.data as unknown as { readonly [variable: string]: unknown } })
    this.tables = new TableNames(context.settings, run)
    this.append(this.dag.empty('kickoff'))
  }
  /** The last task so far. */
  get prevTask(): NodeRecord | undefined {
    return this.prevTasks.at(-1)
  }
  /** Puts a task behind the last one; several run side by side, and the next task runs behind all of them. */
  append<T extends NodeRecord>(...tasks: readonly T[]): T | undefined {
    crossDownstream(this.prevTasks, tasks)
    this.prevTasks = tasks
    return tasks[0]
  }
  /** Puts a task behind the last one and says in the documentation what it does. */
  appendDocumented(task: TaskRef, description: string | undefined, id: string = task.taskId): TaskRef {
    this.append(task)
    this.document(id, description)
    return task
  }
  /** Says in the documentation what a task does: the description, else the standard sentence. */
  document(id: string, description: string | undefined): void {
    this.docs.task(id, description ?? sentences[id] ?? '')
  }

  /** A task that runs a script of the library on Spark. */
  spark(id: string, task: SparkTask): TaskRef {
    return this.dag.sparkSubmit(id, {
      application: task.script, applicationArgs: [...commandLine(task.options), ...wordsOf(task.additionalArgs)], sql: task.sql, dialect: task.sql === undefined ? undefined : 'spark',
      reads: task.reads, writes: task.writes, retries: task.retries ?? 1, pool: task.pool, maxActiveTisPerDag: task.maxActiveTisPerDag,
    })
  }
  /** A task that runs statements on Trino. */
  trino(id: string, sql: string | readonly string[], task: TrinoTask = {}): TaskRef {
    const { scope = this.dag, triggerRule, reads, writes } = task
    return scope.sql(id, { sql, dialect: 'trino', connId: this.context.options.trinoConnId ?? 'trino_default', triggerRule, reads, writes })
  }

  /** Makes the task that drops the tables which the run has made for itself, if there are any. `finishCreatingDags` does it for every DAG. */
  newTaskDropTemps(): TaskRef | undefined {
    if (this.dropped || this.tablesToDrop.length === 0) return undefined
    this.dropped = true
    return this.appendDocumented(this.trino('drop_temps', dropTables(this.tablesToDrop), { triggerRule: this.dropRule(), writes: droppedTables(this.tablesToDrop) }), undefined)
  }
  /** Drops what is left to drop and completes the documentation. */
  finish(): Dag {
    this.newTaskDropTemps()
    this.docs.data.created_by = this.context.options.createdBy ?? ''
    this.docs.data.local_config = this.context.settings.local === null ? '' : JSON.stringify(this.context.settings.local)
    this.docs.finish(this.notes)
    return this.dag
  }
  /** The trigger rule of `drop_temps`, where the usual one does not do. */
  protected dropRule(): TriggerRule | undefined {
    return undefined
  }
  protected keepForDropping(name: string): void {
    if (!this.tablesToDrop.includes(name)) this.tablesToDrop.push(name)
  }
}
