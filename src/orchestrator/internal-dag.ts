// An internal DAG: the work on one table, from its input to its output, made by `newTask…` calls that run in their order.
import { hours, label, table, type BranchRef, type Json, type Label, type NodeRecord, type Options, type PythonOptions, type PythonSensorOptions, type TaskRef } from '#author'
import type { SettingKey } from './config.ts'
import { createTable, type CreateTableOptions } from './create-table.ts'
import { fromConf, wantsStored } from './from-run.ts'
import { runGithubWorkflow, type GithubWorkflowOptions } from './github-workflow.ts'
import { joinResult, projectFeatures, runModel, type ModelTaskOptions } from './model-tasks.ts'
import { confKey } from './names.ts'
import { insertDroppedRows, type DropStep } from './statements.ts'
import { storeResults, type StoreResultsOptions, type StoreResultsTasks } from './store-results.ts'
import { TableDag, type DocumentedOptions } from './table-dag.ts'

/** Options of `newTaskBranch`. */
export interface NewBranchOptions {
  /** `branch` unless said otherwise. */
  readonly taskId?: string
  /** The function that chooses: `module:function`. */
  readonly callable?: `${string}:${string}`
  /** The choice as a Jinja expression, such as `dag_run.conf.get('languages')`: then a dry run can follow it. */
  readonly condition?: string
  /** What runs if it holds: a task made on `dag.dag`, or the id of an empty one. */
  readonly trueTask: TaskRef | string
  /** What runs if it does not. */
  readonly falseTask: TaskRef | string
  /** The texts on the two edges. */
  readonly labels?: readonly [string, string]
  /** What the branch and the two tasks do, for the documentation. */
  readonly descriptions?: readonly [string?, string?, string?]
  /** Adds a task where the two ways meet, `after_{taskId}`, and goes on behind it; true unless said otherwise. */
  readonly afterTask?: boolean
}

/** One internal DAG. */
export class InternalDag extends TableDag {
  /** Makes a table from SQL: given as text, made by the SQL creator, or by a script of your own. */
  newTaskCreateTable(options: CreateTableOptions = {}): TaskRef {
    return createTable(this, options)
  }
  /** Runs the model and checks its result: `run_model → wait_for_model → validate_results`. */
  newTasksRunModel(options: ModelTaskOptions = {}): TaskRef {
    return runModel(this, options)
  }
  /** Keeps the columns that the model reads. */
  newTaskProjectFeatures(options: ModelTaskOptions = {}): TaskRef {
    return projectFeatures(this, options)
  }
  /** Joins the model's result with the other columns of its input; makes the output of the DAG unless said otherwise. */
  newTaskJoinResult(options: ModelTaskOptions = {}): TaskRef {
    return joinResult(this, options)
  }
  /** Stores what was made: `output_ready → check_if_store_output → {output_storing_kickoff → …, skip_storing_output} → output_stored`. */
  newTasksStoreResults(options: StoreResultsOptions = {}): StoreResultsTasks {
    const { settings } = this.context
    const historyKey = options.historyTableKey ?? 'historyTable'
    return storeResults(this, options, {
      source: options.tableToStore ?? this.currentOutputTable,
      history: { text: fromConf(confKey(historyKey)), name: this.historyName(historyKey) },
      wide: settings.ofDag(this.id, 'wt'),
      runType: fromConf('run_type'),
      condition: wantsStored("dag_run.conf.get('store_to_history_wt_and_events', True)"),
      eventQueryType: options.eventQueryType ?? settings.ofDag(this.id, 'eventQueryType'),
    })
  }
  /** Collects the rows that were lost between two tables; by default between the DAG's input and the last table made. */
  newTaskWriteDroppedRows(options: { readonly dropStep: DropStep; readonly inputTable?: string; readonly outputTable?: string; readonly description?: string }): TaskRef {
    const { dropStep, inputTable = this.inputTable, outputTable = this.currentOutputTable, description } = options
    const task = this.trino(`dropped_rows_${dropStep.name}`, insertDroppedRows(fromConf('dropped_rows_table'), inputTable, outputTable, dropStep), { reads: [table(inputTable), table(outputTable)] })
    return this.appendDocumented(task, description)
  }
  /** Starts a run of another DAG and does not wait for it. */
  newTaskTriggerDag(options: { readonly dagId: string; readonly conf?: { readonly [key: string]: Json }; readonly description?: string }): TaskRef {
    const { dagId, conf, description } = options
    return this.appendDocumented(this.dag.triggerDagRun({ taskId: `trigger_${dagId}`, dagId, conf }), description)
  }
  /** Goes one of two ways, which meet again in `after_{taskId}`. */
  newTaskBranch(options: NewBranchOptions): BranchRef {
    const { taskId = 'branch', callable = 'orchestrator.tasks:choose', condition, labels, descriptions = [], afterTask = true } = options
    const branch = this.dag.branch(taskId, { callable })
    this.append(branch)
    const yes = this.taskOf(options.trueTask)
    const no = this.taskOf(options.falseTask)
    const toYes: (NodeRecord | Label)[] = labels === undefined ? [yes] : [label(labels[0]), yes]
    const toNo: (NodeRecord | Label)[] = labels === undefined ? [no] : [label(labels[1]), no]
    if (condition === undefined) branch.before(...toYes, ...toNo)
    else branch.when(condition, ...toYes).otherwise(...toNo)
    this.document(taskId, descriptions[0])
    this.document(yes.taskId, descriptions[1])
    this.document(no.taskId, descriptions[2])
    this.prevTasks = [yes, no]
    if (afterTask) this.appendDocumented(this.dag.empty(`after_${taskId}`, { triggerRule: 'none_failed_min_one_success' }), undefined)
    return branch
  }
  /** Calls a Python function. */
  newTaskPythonOperator(options: Options<PythonOptions> & DocumentedOptions & { readonly taskId: string }): TaskRef {
    const { taskId, description, addToDoc, ...own } = options
    return this.appendMaybeDocumented(this.dag.python(taskId, own), own.callable, description, addToDoc)
  }
  /** Waits until a Python function returns something true: looks every minute, for an hour, unless said otherwise. */
  newTaskSensor(options: Options<PythonSensorOptions> & DocumentedOptions & { readonly taskId: string }): TaskRef {
    const { taskId, description, addToDoc, ...own } = options
    return this.appendMaybeDocumented(this.dag.pythonSensor(taskId, { pokeInterval: 60, timeout: hours(1), ...own }), own.callable, description, addToDoc)
  }
  /** Runs a workflow on GitHub and waits for it: `trigger_workflow → wait_for_workflow_completion`. */
  newTasksRunGithubWorkflow(options: GithubWorkflowOptions = {}): TaskRef {
    return runGithubWorkflow(this, options)
  }

  /** The history table by the name it has unless a run says otherwise. */
  private historyName(key: string): string {
    if (key === 'historyTable') return this.tables.history(this.id)
    const { settings } = this.context
    const name = settings.ofDag(this.id, key as SettingKey) ?? settings.prefixedValue(settings.dagSection(this.id).conf?.[key])
    return typeof name === 'string' ? name : fromConf(confKey(key))
  }
  private taskOf(task: TaskRef | string): TaskRef {
    return typeof task === 'string' ? this.dag.empty(task) : task
  }
  private appendMaybeDocumented(task: TaskRef, callable: string, description: string | undefined, addToDoc: boolean | undefined): TaskRef {
    this.append(task)
    if (addToDoc === false) return task
    this.document(task.taskId, description)
    this.docs.callable(task.taskId, callable)
    return task
  }
}
