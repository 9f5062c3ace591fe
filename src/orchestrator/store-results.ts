// The block of tasks that stores what a run has made: in its history table, in the wide table, as events.
import { label, table, type TaskRef, type TriggerRule } from '#author'
import type { ChainedDag } from './chained-dag.ts'
import type { SettingKey } from './config.ts'
import { fromConf } from './from-run.ts'
import { confKey } from './names.ts'
import { sentences } from './sentences.ts'
import { scripts } from './spark.ts'
import { eventsLog, writeEvents } from './statements.ts'

/** Options of `newTasksStoreResults`. Each of the three places is used only if it is asked for. */
export interface StoreResultsOptions {
  /** What is stored; the last table that was made unless said otherwise. */
  readonly tableToStore?: string
  /** Appends it to the history table. */
  readonly appendToHistory?: boolean
  /** Merges it into the wide table. */
  readonly updateWt?: boolean
  /** Writes events for it, with the pipeline's event creator. */
  readonly writeEvents?: boolean
  /** What the id of the `update_wt` task begins with; the ids that others rely on stay as they are. */
  readonly taskPrefix?: string
  /** The setting (or the key of `conf`) that names the history table; also the end of the task's id. `historyTable` unless given. */
  readonly historyTableKey?: SettingKey | (string & {})
  /** The setting (or the key of `conf`) that lists the columns for the history table; all of them unless given. */
  readonly historyFieldsKey?: SettingKey | (string & {})
  /** The setting (or the key of `conf`) that lists the columns for the wide table; all of them unless given. */
  readonly wtFieldsKey?: SettingKey | (string & {})
  /** The date that the history keeps the rows under; the rows' own unless given. */
  readonly executionDate?: string
  /** Adds a column with the time of the update to the wide table; true unless said otherwise. */
  readonly wtAddDateUpdated?: boolean
  /** Which events are written; the setting `eventQueryType` unless given. */
  readonly eventQueryType?: string
  /** What the pools are called after: `{pool}_append_to_history`, `{pool}_update_wt`. The default pool unless given. */
  readonly pool?: string
  /** Lists the tasks that store, and `output_stored`, in the documentation; true unless said otherwise. */
  readonly addToDoc?: boolean
}

/** What the block needs to know besides: where things are, which differs between internal DAGs and orchestrators. */
export interface StorePlace {
  /** What is stored. */
  readonly source: string
  /** The history table as text for the run, and by the name it has unless a run says otherwise. */
  readonly history: { readonly text: string; readonly name: string }
  /** The wide table by the name it has unless a run says otherwise; undefined if there is none. */
  readonly wide: string | undefined
  /** The run type as text for the run. */
  readonly runType: string
  /** The Jinja expression that says whether the run wants its output stored. */
  readonly condition: string
  /** Which events are written. */
  readonly eventQueryType: string | undefined
  /** The trigger rule of `output_ready`, where the usual one does not do. */
  readonly readyRule?: TriggerRule | undefined
}

/** The tasks of the block. */
export interface StoreResultsTasks {
  readonly outputReady: TaskRef
  readonly outputStored: TaskRef
}

/** Makes `output_ready → check_if_store_output → {output_storing_kickoff → …, skip_storing_output} → output_stored`. */
export const storeResults = (dag: ChainedDag, options: StoreResultsOptions, place: StorePlace): StoreResultsTasks => {
  const document = (id: string, description?: string): void => {
    if (options.addToDoc !== false) dag.document(id, description)
  }
  const outputReady = dag.dag.empty('output_ready', { triggerRule: place.readyRule })
  dag.append(outputReady)
  const check = dag.dag.branch('check_if_store_output', { callable: 'orchestrator.tasks:check_if_store_output', opKwargs: { store: `{{ ${place.condition} }}` } })
  dag.append(check)
  const kickoff = dag.dag.empty('output_storing_kickoff')
  const skip = dag.dag.empty('skip_storing_output')
  check.when(place.condition, label('Store output'), kickoff).otherwise(label("Don't store output"), skip)
  for (const task of [outputReady, check, kickoff, skip]) dag.document(task.taskId, undefined)

  const storing: TaskRef[] = []
  if (options.appendToHistory === true) storing.push(appendToHistory(dag, options, place))
  if (options.updateWt === true) storing.push(updateWt(dag, options, place))
  if (options.writeEvents === true) storing.push(writeEventsTask(dag, place))
  for (const task of storing) document(task.taskId, task.taskId.endsWith('update_wt') ? sentences['update_wt'] : undefined)

  const outputStored = dag.dag.empty('output_stored', { triggerRule: 'none_failed_min_one_success' })
  document('output_stored')
  // With nothing to store the run goes on all the same.
  if (storing.length === 0) kickoff.before(outputStored)
  for (const task of storing) kickoff.before(task.before(outputStored))
  skip.before(outputStored)
  dag.prevTasks = [outputStored]
  return { outputReady, outputStored }
}

const appendToHistory = (dag: ChainedDag, options: StoreResultsOptions, place: StorePlace): TaskRef => {
  const key = confKey(options.historyTableKey ?? 'historyTable')
  const id = `append_to_${key}`
  const { historyFieldsKey, executionDate = '', pool } = options
  dag.docs.extra(id, `appends its output to ${place.history.name}.`)
  dag.docs.script(id, scripts.appendToHistory, false)
  return dag.spark(id, {
    script: scripts.appendToHistory,
    options: {
      input_table: place.source, output_table: place.history.text, run_type: place.runType, execution_date: executionDate === '' ? null : executionDate,
      output_cols: historyFieldsKey === undefined ? null : fromConf(confKey(historyFieldsKey)),
    },
    reads: [table(place.source)],
    writes: [{ table: table(place.history.name, { role: 'history' }), mode: 'append', partition: executionDate === '' ? 'execution_date' : { execution_date: executionDate } }],
    maxActiveTisPerDag: 1, pool: pool === undefined ? undefined : `${pool}_append_to_history`,
  })
}

const updateWt = (dag: ChainedDag, options: StoreResultsOptions, place: StorePlace): TaskRef => {
  const { wtFieldsKey, pool } = options
  const wide = place.wide
  dag.docs.extra('update_wt', wide === undefined ? 'updates the wide table that the run names.' : `updates the wide table ${wide}.`)
  dag.docs.script('update_wt', scripts.mergeToWideTable, false)
  return dag.spark(`${options.taskPrefix ?? ''}update_wt`, {
    script: scripts.mergeToWideTable,
    options: {
      delta_table: place.source, wide_table: fromConf('wt'), date_column: fromConf('wt_date_column', "'execution_date'"),
      select_fields: wtFieldsKey === undefined ? null : fromConf(confKey(wtFieldsKey)), add_date_updated: options.wtAddDateUpdated ?? true,
    },
    reads: [table(place.source)],
    writes: wide === undefined ? [] : [{ table: table(wide, { role: 'wide' }), mode: 'merge' }],
    maxActiveTisPerDag: 1, pool: pool === undefined ? undefined : `${pool}_update_wt`,
  })
}

const writeEventsTask = (dag: ChainedDag, place: StorePlace): TaskRef => {
  const creator = dag.context.options.eventCreator
  if (creator === undefined) throw new Error(`DAG '${dag.dag.dagId}' writes events: give the framework an eventCreator`)
  dag.docs.extra('write_events', 'writes an event for each row of its output.')
  dag.docs.creator('Event SQL', creator.name, creator.file, place.eventQueryType ?? '')
  const statements = writeEvents(dag.context.settings, creator, place.eventQueryType, place.source)
  dag.docs.sql('write_events', statements.join(';\n'))
  const { settings } = dag.context
  return dag.trino('write_events', statements, {
    reads: [table(place.source)],
    writes: [{ table: table(settings.prefixed(creator.eventsTable)), mode: 'overwrite' }, { table: table(settings.prefixed(eventsLog)), mode: 'append' }],
  })
}
