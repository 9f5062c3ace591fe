// An internal DAG: the work on one table, from its input to its output, made by `newTask…` calls that run in their order.
import { hours, label, table, type BranchRef, type Json, type Label, type NodeRecord, type Options, type PythonOptions, type PythonSensorOptions, type TaskRef } from '#author'
import type { DagSettings } from './config.ts'
import { createTable, type CreateTableOptions } from './create-table.ts'
import { fromConf, wantsStored } from './from-run.ts'
import { runGithubWorkflow, type GithubWorkflowOptions } from './github-workflow.ts'
import { joinResult, projectFeatures, runModel, type FeatureTaskOptions, type JoinResultOptions, type ModelTaskOptions } from './model-tasks.ts'
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
  /** Arguments of the function. */
  readonly opKwargs?: { readonly [name: string]: Json }
  /** What runs if it holds: a task made on `dag.dag`, or the id of an empty one. */
  readonly trueTask: TaskRef | string
  /** What runs if it does not. */
  readonly falseTask: TaskRef | string
  /** The texts on the two edges. */
  readonly labels?: readonly [string, string]
  /** What the branch and the two tasks do, for the documentation. */
  readonly descriptions?: readonly [string?, string?, string?]
  /** Where the two ways meet: a task made on `dag.dag`; by default a new one, `after_{taskId}`; with false the next task runs behind both. */
  readonly afterTask?: TaskRef | boolean
}

/** Options of `newTaskWriteDroppedRows`. */
export interface WriteDroppedRowsOptions extends DocumentedOptions {
  /** Where the rows were lost; the task is called `dropped_rows_{name}`. */
  readonly dropStep: DropStep
  /** Where they were. */
  readonly inputTable?: string
  /** Where they are missing. */
  readonly outputTable?: string
}
/** Options of `newTaskTriggerDag`. */
export interface NewTriggerOptions {
  /** The DAG to start; the task is called `trigger_{dagId}`. */
  readonly dagId: string
  /** What its run is told. */
  readonly conf?: { readonly [key: string]: Json }
  /** What it is for, for the documentation. */
  readonly description?: string
  /** Puts the task behind the last one; true unless said otherwise. With false, join it yourself. */
  readonly addToDependencies?: boolean
}

type Section = DagSettings & { readonly [key: string]: Json }

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
  newTaskProjectFeatures(options: FeatureTaskOptions = {}): TaskRef {
    return projectFeatures(this, options)
  }
  /** Joins the model's result with the other columns of its input; makes the output of the DAG unless said otherwise. */
  newTaskJoinResult(options: JoinResultOptions = {}): TaskRef {
    return joinResult(this, options)
  }
  /** Stores what was made: `output_ready → check_if_store_output → {output_storing_kickoff → …, skip_storing_output} → output_stored`. */
  newTasksStoreResults(options: StoreResultsOptions = {}): StoreResultsTasks {
    const { settings } = this.context
    const historyKey = options.historyTableKey ?? 'historyTable'
    return storeResults(this, options, {
      source: options.tableToStore ?? this.currentOutputTable,
      history: { text: fromConf(confKey(historyKey)), name: this.historyName(historyKey) },
      wide: settings.prefixedValue(settings.dagSection(this.id).wt),
      runType: fromConf('run_type'),
      condition: wantsStored("dag_run.conf.get('store_to_history_wt_and_events', True)"),
      eventQueryType: options.eventQueryType ?? settings.ofDag(this.id, 'eventQueryType'),
    })
  }
  /** Collects the rows that were lost between two tables; by default those that the last task read and made. */
  newTaskWriteDroppedRows(options: WriteDroppedRowsOptions): TaskRef {
    const { dropStep, inputTable = this.currentInputTable, outputTable = this.currentOutputTable, description, addToDoc } = options
    this.currentInputTable = inputTable
    this.currentOutputTable = outputTable
    const task = this.trino(`dropped_rows_${dropStep.name}`, insertDroppedRows(fromConf('dropped_rows_table'), inputTable, outputTable, dropStep), { reads: [table(inputTable), table(outputTable)] })
    return addToDoc === false ? this.append(task) ?? task : this.appendDocumented(task, description)
  }
  /** Starts a run of another DAG and does not wait for it. */
  newTaskTriggerDag(options: NewTriggerOptions): TaskRef {
    const { dagId, conf, description, addToDependencies = true } = options
    const task = this.dag.triggerDagRun({ taskId: `trigger_${dagId}`, dagId, conf })
    return addToDependencies ? this.appendDocumented(task, description) : task
  }
  /** Goes one of two ways, which meet again in `after_{taskId}`. */
  newTaskBranch(options: NewBranchOptions): BranchRef {
    const { taskId = 'branch', callable = 'orchestrator.tasks:choose', condition, opKwargs, labels, descriptions = [], afterTask = true } = options
    const branch = this.dag.branch(taskId, { callable, opKwargs })
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
    if (afterTask !== false) this.appendDocumented(afterTask === true ? this.dag.empty(`after_${taskId}`, { triggerRule: 'none_failed_min_one_success' }) : afterTask, undefined)
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
    const { settings } = this.context
    const section = settings.dagSection(this.id) as Section
    const name = key === 'historyTable' ? this.tables.usualHistory(this.id) : settings.prefixedValue(section[key] ?? section.conf?.[key])
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
