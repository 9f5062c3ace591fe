// The task that makes a table: from SQL on Spark or on Trino, or with a script of the author's own.
import { table, type Json, type TaskRef } from '#author'
import { scripts, type SparkOptions } from './spark.ts'
import { limited, localLimit, replaceTable } from './statements.ts'
import type { TableDag, TableOptions } from './table-dag.ts'
import type { TableKey } from './table-names.ts'

/** Options of `newTaskCreateTable`. The statement is `sql`, or what the SQL creator makes for `sqlIndex`, or that of the config's `sqlIndex`. */
export interface CreateTableOptions extends TableOptions {
  /** `create_input_table` unless said otherwise. */
  readonly taskId?: string
  /** What the table holds, where no name is given: the last part of the temporary table's name; `model_input_table` unless said otherwise. */
  readonly outputTableKey?: TableKey
  /** The select statement; a template. */
  readonly sql?: string
  /** Which statement the SQL creator makes. */
  readonly sqlIndex?: string
  /** Arguments for the SQL creator. */
  readonly opKwargs?: { readonly [name: string]: Json }
  /** A Spark script of your own in place of a statement: it gets `--input_table` and `--output_table`. */
  readonly script?: string
  /** Further words for the command line, as they are, or further options by name. */
  readonly additionalArgs?: readonly string[] | SparkOptions
  /** Runs on Spark, or else on Trino; true unless said otherwise. */
  readonly useSpark?: boolean
  /** Puts the task behind the last one; true unless said otherwise. With false, join it yourself. */
  readonly addToDependencies?: boolean
  /** What it does, for the documentation. */
  readonly description?: string
}

interface Made {
  readonly input: string
  readonly output: string
  readonly sql: string | undefined
}

/** Makes the task. */
export const createTable = (dag: TableDag, options: CreateTableOptions): TaskRef => {
  const { taskId = 'create_input_table', outputTableKey = 'model_input_table', addToDependencies = true } = options
  const { input, output } = dag.settleTables(options, outputTableKey)
  const statement = statementOf(dag, options, input)
  const sql = statement === undefined ? undefined : limited(statement, localLimit(dag.context.settings, 'sqlRowLimit'))
  const task = options.useSpark === false ? onTrino(dag, taskId, options, { input, output, sql }) : onSpark(dag, taskId, options, { input, output, sql })
  if (addToDependencies) dag.append(task)
  dag.document(taskId, options.description)
  if (sql !== undefined) dag.docs.sql(taskId, sql)
  return task
}

const statementOf = (dag: TableDag, options: CreateTableOptions, input: string): string | undefined => {
  if (options.sql !== undefined) return options.sql
  if (options.script !== undefined) return undefined
  const { settings, options: { sqlCreator } } = dag.context
  const index = options.sqlIndex ?? settings.ofDag(dag.dag.dagId, 'sqlIndex')
  const where = `newTaskCreateTable of DAG '${dag.dag.dagId}'`
  if (index === undefined || index === '') throw new Error(`${where} needs sql, a sqlIndex or a script`)
  if (sqlCreator === undefined) throw new Error(`${where} has the sqlIndex '${index}': give the framework a sqlCreator`)
  dag.docs.creator('SQL', sqlCreator.name, sqlCreator.file, index)
  return sqlCreator.select(index, input, options.opKwargs ?? {})
}

const roleOf = (options: CreateTableOptions): 'output' | 'temporary' => (options.isDagOutputTable === true ? 'output' : 'temporary')

const onTrino = (dag: TableDag, taskId: string, options: CreateTableOptions, { output, sql }: Made): TaskRef => {
  if (sql === undefined) throw new Error(`'${taskId}' of DAG '${dag.dag.dagId}' runs on Trino: it needs a statement, not a script`)
  dag.docs.line(`The ${taskId} SQL is run by a Trino Operator.`)
  return dag.trino(taskId, replaceTable(output, sql), { writes: [{ table: table(output, { role: roleOf(options) }), mode: 'overwrite' }] })
}

const onSpark = (dag: TableDag, taskId: string, options: CreateTableOptions, { input, output, sql }: Made): TaskRef => {
  const script = options.script ?? dag.context.settings.ofDag(dag.dag.dagId, 'createTableEntrypoint') ?? scripts.createTable
  dag.docs.script(taskId, script, script !== scripts.createTable)
  return dag.spark(taskId, {
    script, sql, additionalArgs: options.additionalArgs,
    options: sql === undefined ? { output_table: output, input_table: input } : { output_table: output, sql },
    reads: sql === undefined ? [table(input)] : [],
    writes: [{ table: table(output, { role: roleOf(options) }), mode: 'overwrite' }],
  })
}
