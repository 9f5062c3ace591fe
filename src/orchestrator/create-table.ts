// The task that makes a table: from SQL on Spark or on Trino, or with a script of the author's own.
import { table, type Json, type TaskRef } from '#author'
import { scripts, type SparkOptions } from './spark.ts'
import { limited, localLimit, replaceTable } from './statements.ts'
import type { TableDag, TableOptions } from './table-dag.ts'
import type { TableKey } from './table-names.ts'

/** Options of `newTaskCreateTable`. The statement is what the SQL creator makes for `sqlIndex`, else `sql`; without one, a script makes the table. */
export interface CreateTableOptions extends TableOptions {
  /** `create_input_table` unless said otherwise. */
  readonly taskId?: string
  /** What the table holds, where no name is given: a part of the temporary table's name; `model_input_table` unless said otherwise, none if null. */
  readonly outputTableKey?: TableKey | null
  /** The select statement; a template. */
  readonly sql?: string
  /** Which statement the SQL creator makes. */
  readonly sqlIndex?: string
  /** Arguments for the SQL creator. */
  readonly opKwargs?: { readonly [name: string]: Json }
  /** A Spark script in place of a statement, with `--input_table` and `--output_table`: the config's `createTableEntrypoint` unless given. */
  readonly script?: string
  /** Further words for the command line, as they are, or further options by name. */
  readonly additionalArgs?: readonly string[] | SparkOptions
  /** Runs on Spark, or else on Trino; true unless said otherwise. */
  readonly useSpark?: boolean
  /** Puts the task behind the last one; true unless said otherwise. With false, join it yourself. */
  readonly addToDependencies?: boolean
  /** What it does, for the documentation. A task that is not put behind the last one is listed only with a description. */
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
  if (addToDependencies || options.description) dag.document(taskId, options.description)
  if (sql !== undefined) dag.docs.sql(taskId, sql)
  return task
}

const statementOf = (dag: TableDag, options: CreateTableOptions, input: string): string | undefined => {
  const { sqlIndex: index = '', sql = '' } = options
  if (index === '') return sql === '' ? undefined : sql
  const { sqlCreator } = dag.context.options
  if (sqlCreator === undefined) throw new Error(`newTaskCreateTable of DAG '${dag.dag.dagId}' has the sqlIndex '${index}': give the framework a sqlCreator`)
  dag.docs.creator('SQL', sqlCreator.name, sqlCreator.file, index)
  return sqlCreator.select(index, input, options.opKwargs ?? {})
}

const roleOf = (options: CreateTableOptions): 'output' | 'temporary' => (options.isDagOutputTable === true ? 'output' : 'temporary')

/** A statement is run by the library's script; without one, the script makes the table itself. */
const scriptOf = (dag: TableDag, options: CreateTableOptions, sql: string | undefined): string =>
  sql !== undefined ? scripts.createTable : options.script ?? dag.context.settings.ofDag(dag.dag.dagId, 'createTableEntrypoint') ?? scripts.createTable

const onTrino = (dag: TableDag, taskId: string, options: CreateTableOptions, { output, sql }: Made): TaskRef => {
  if (sql === undefined) throw new Error(`'${taskId}' of DAG '${dag.dag.dagId}' runs on Trino: it needs a statement, not a script`)
  dag.docs.line(`The ${taskId} SQL is run by a Trino Operator.`)
  return dag.trino(taskId, replaceTable(output, sql), { writes: [{ table: table(output, { role: roleOf(options) }), mode: 'overwrite' }] })
}

const onSpark = (dag: TableDag, taskId: string, options: CreateTableOptions, { input, output, sql }: Made): TaskRef => {
  const script = scriptOf(dag, options, sql)
  dag.docs.script(taskId, script, script !== scripts.createTable)
  return dag.spark(taskId, {
    script, sql, additionalArgs: options.additionalArgs,
    options: sql === undefined ? { output_table: output, input_table: input } : { output_table: output, sql },
    reads: sql === undefined ? [table(input)] : [],
    writes: [{ table: table(output, { role: roleOf(options) }), mode: 'overwrite' }],
  })
}
