// The tasks around a model: choose its columns, run it and check what it returned, join the result with the rest.
import { table, type TaskRef } from '#author'
import { fromConf } from './from-run.ts'
import { scripts } from './spark.ts'
import type { TableDag, TableOptions } from './table-dag.ts'
import type { TableKey } from './table-names.ts'

/** Options of the tasks around a model. */
export interface ModelTaskOptions extends TableOptions {
  /** What the result holds, where no name is given: a part of the temporary table's name; none if null. */
  readonly outputTableKey?: TableKey | null
  /** What the task does, for the documentation. */
  readonly description?: string
}

/** Options of a task that knows the features. */
export interface FeatureTaskOptions extends ModelTaskOptions {
  /** `project_features` or `join_result` unless said otherwise. */
  readonly taskId?: string
  /** The features, separated by commas; those of the conf's `model_schema` unless given. */
  readonly features?: string
}

/** Options of `newTaskJoinResult`. */
export interface JoinResultOptions extends FeatureTaskOptions {
  /** The table with the model's result; the temporary table of that name unless given. */
  readonly predictionTable?: string
}

const keyOf = (options: ModelTaskOptions, usual: TableKey | null): TableKey | null => (options.outputTableKey === undefined ? usual : options.outputTableKey)
const roleOf = ({ isDagOutputTable = false }: TableOptions): 'output' | 'temporary' => (isDagOutputTable ? 'output' : 'temporary')
const featuresOf = ({ features }: FeatureTaskOptions): string => (features === undefined || features === '' ? fromConf('model_schema') : features)

/** The least share of rows that a model has to return, in percent, where the config does not say. */
const standardThreshold = 99

/** Makes `run_model → wait_for_model → validate_results`. */
export const runModel = (dag: TableDag, options: ModelTaskOptions): TaskRef => {
  const { input, output } = dag.settleTables(options, keyOf(options, 'model_output_table'))
  const run = dag.dag.operator('PythonVirtualenvOperator', 'run_model', {
    callable: 'orchestrator.model:run_model',
    opKwargs: { input_table: input, output_table: output, model_name: fromConf('model'), timeout_minutes: 180 },
    reads: [table(input)], writes: [{ table: table(output, { role: roleOf(options) }), mode: 'overwrite' }],
  })
  dag.appendDocumented(run, options.description)
  dag.docs.callable('run_model', 'orchestrator.model:run_model')
  const wait = dag.dag.pythonSensor('wait_for_model', {
    callable: 'orchestrator.model:is_done', opKwargs: { job_id: "{{ ti.xcom_pull(task_ids='run_model', key='job_id') }}" }, pokeInterval: 120, mode: 'reschedule',
  })
  dag.appendDocumented(wait, undefined)
  return validateResults(dag, input, output)
}

const validateResults = (dag: TableDag, input: string, output: string): TaskRef => {
  const threshold = dag.context.settings.ofDag(dag.dag.dagId, 'validationThreshold') ?? standardThreshold
  dag.docs.script('validate_results', scripts.validateResults, false)
  const task = dag.spark('validate_results', {
    script: scripts.validateResults, retries: 2,
    options: {
      kernel_table: input, output_table: output, process_short_name: fromConf('short_name'), validation_threshold: threshold, dropped_rows_table: fromConf('dropped_rows_table'),
    },
    reads: [table(input), table(output)],
  })
  return dag.appendDocumented(task, `Checks that the model returned at least ${threshold}% of the rows, and notes the rows it dropped.`)
}

/** Makes `project_features`. */
export const projectFeatures = (dag: TableDag, options: FeatureTaskOptions): TaskRef => {
  const { taskId = 'project_features' } = options
  const { input, output } = dag.settleTables(options, keyOf(options, 'model_input_table'))
  dag.docs.script(taskId, scripts.projectFeatures, false)
  const task = dag.spark(taskId, {
    script: scripts.projectFeatures,
    options: { input_table: input, output_table: output, features: featuresOf(options) },
    reads: [table(input)], writes: [{ table: table(output, { role: roleOf(options) }), mode: 'overwrite' }],
  })
  return dag.appendDocumented(task, options.description)
}

/** Makes `join_result`. Reads the table with all columns unless another input is given. */
export const joinResult = (dag: TableDag, options: JoinResultOptions): TaskRef => {
  const { taskId = 'join_result', isDagOutputTable = true, predictionTable = dag.tempTable('model_output_table'), inputTable: input = dag.tempTable('model_input_table_all_fields') } = options
  const { output } = dag.settleTables({ ...options, isDagOutputTable }, keyOf(options, null))
  dag.docs.script(taskId, scripts.joinResult, false)
  const task = dag.spark(taskId, {
    script: scripts.joinResult,
    options: { prediction_table: predictionTable, input_table: input, output_table: output, features: featuresOf(options) },
    reads: [table(predictionTable), table(input)], writes: [{ table: table(output, { role: roleOf({ isDagOutputTable }) }), mode: 'overwrite' }],
  })
  return dag.appendDocumented(task, options.description)
}
