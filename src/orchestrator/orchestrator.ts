// An orchestrator: triggers the internal DAGs one after the other, waits for each, collects dropped rows, and tidies up.
import { hours, param, table, type DagSpec, type ExternalTaskSpec, type Options, type TaskRef, type TriggerRule } from '#author'
import { ChainedDag } from './chained-dag.ts'
import { dagLink, type Context } from './context.ts'
import { orchestratorRun, wantsStored } from './from-run.ts'
import { isBackfill, logicalDate, runInternalDag, sensorOptions } from './internal-group.ts'
import { createDroppedRows } from './statements.ts'
import { storeResults } from './store-results.ts'
import { neededHours, orchestratorDefaults } from './task-defaults.ts'

const specOf = ({ settings, confs }: Context, runType: string): Options<DagSpec> => ({
  kind: 'orchestrator', schedule: settings.ofRunType(runType, 'schedule') || null, catchup: false, maxActiveTasks: 1, renderTemplateAsNativeObj: true,
  dagrunTimeout: hours(neededHours(settings, runType, 'dagrunTimeoutHours')), tags: settings.ofRunType(runType, 'tags'), description: settings.ofRunType(runType, 'essence'),
  params: {
    run_type: runType,
    store_to_history_wt_and_events: param(true, { type: 'boolean', title: 'Store results', description: 'Keep history, update wide tables, write events.' }),
    dags: param(confs.offered(runType), {
      type: 'object', title: 'Internal DAGs', description: 'Delete a DAG to leave it out, change a value to override it. Empty means all of them.',
    }),
  },
  defaults: orchestratorDefaults(settings, runType),
})

const groupSentence = (runType: string, droppedRows: boolean): string => {
  const lost = droppedRows ? ', and `dropped_rows` notes the rows that did not come through' : ''
  const left = isBackfill(runType) ? 'A DAG that the run leaves out goes straight to `dummy`, where both ways meet.' : 'A DAG that the run leaves out is skipped, and the next one follows.'
  return `Makes the conf of the internal DAG from the config and from what the run was given. Then \`trigger\` starts the DAG, \`wait_for\` waits for its output${lost}. ${left}`
}

/** The orchestrator of one run type: complete when it is made, but for `drop_temps`. */
export class Orchestrator extends ChainedDag {
  readonly runType: string
  /** Where a run collects the rows that get lost on the way; null if it does not. */
  readonly droppedRows: string | null
  /** What follows the last internal DAG runs also when that one was left out. */
  private behindGroups = false
  constructor(context: Context, runType: string) {
    const { settings } = context
    super(context, `${settings.pipelineName}_${runType}_orchestrator`, orchestratorRun(runType), 'orchestrator_doc.md', specOf(context, runType))
    this.runType = runType
    this.droppedRows = this.tables.droppedRows(settings.ofRunType(runType, 'droppedRowsPrefix'))
    const dags = Object.keys(settings.config.dags)
    const schedule = settings.ofRunType(runType, 'schedule') ?? ''
    if (schedule !== '') this.waitForDependencies()
    if (this.droppedRows !== null) this.createDroppedRows(this.droppedRows)
    const sensor = sensorOptions(settings, runType)
    const date = logicalDate(settings, runType)
    for (const dag of dags) runInternalDag(this, { dag, dags, runType, droppedRows: this.droppedRows, sensor, logicalDate: date })
    this.behindGroups = true
    this.docs.task('Task Groups Triggering Internal Dags', 'One group for each internal DAG, in the order of the config; see above.')
    if (this.droppedRows !== null) this.storeDroppedRows(this.droppedRows)
    if (settings.ofRunType(runType, 'waitForAllDagRunComplete') ) this.waitForAll(dags, sensor)
    for (const dag of dags) this.keepForDropping(this.tables.output(dag))
    this.describe(dags)
  }

  protected override dropRule(): TriggerRule | undefined {
    return this.ruleBehindGroups()
  }

  private waitForDependencies(): void {
    const { settings } = this.context
    const task = this.dag.pythonSensor('wait_for_dependencies', {
      callable: 'orchestrator.tables:has_date',
      opKwargs: { table: settings.ofRunType(this.runType, 'tableToWaitFor') ?? null, date: settings.ofRunType(this.runType, 'revisionsDs') ?? null },
      pokeInterval: 300, timeout: hours(24), mode: 'reschedule', retries: 5, retryDelay: 3,
    })
    this.appendDocumented(task, undefined)
  }
  private createDroppedRows(droppedRows: string): void {
    this.keepForDropping(droppedRows)
    this.appendDocumented(this.trino('create_dropped_rows_table', createDroppedRows(droppedRows), { writes: [{ table: table(droppedRows, { role: 'dropped-rows' }), mode: 'create' }] }), undefined)
  }
  private storeDroppedRows(source: string): void {
    const { settings } = this.context
    const prefix = settings.ofRunType(this.runType, 'droppedRowsPrefix') ?? ''
    const history = this.tables.droppedRowsHistory(prefix)
    const executionDate = settings.ofRunType(this.runType, 'executionDate') || undefined
    storeResults(this, { appendToHistory: true, pool: `${prefix}_dropped_rows`, ...executionDate === undefined ? {} : { executionDate } }, {
      source, history: { text: history, name: history }, wide: undefined, eventQueryType: undefined, runType: this.runType,
      condition: wantsStored('params.store_to_history_wt_and_events'), readyRule: this.ruleBehindGroups(),
    })
    this.behindGroups = false
  }
  private waitForAll(dags: readonly string[], sensor: Options<ExternalTaskSpec>): void {
    const group = this.dag.taskGroup('wait_for_all_dag_run_complete')
    const sensors: TaskRef[] = []
    for (const dag of dags) {
      sensors.push(group.externalTask(`wait_for_${dag}_dag_run_complete`, { ...sensor, dagId: dag, taskId: null, triggerRule: this.ruleBehindGroups() }))
    }
    this.append(...sensors)
    this.behindGroups = false
    this.document('wait_for_all_dag_run_complete', undefined)
  }
  private ruleBehindGroups(): TriggerRule | undefined {
    return this.behindGroups && !isBackfill(this.runType) ? 'none_failed' : undefined
  }

  private describe(dags: readonly string[]): void {
    const { context: { settings }, runType } = this
    const { data } = this.docs
    const internal: string[] = []
    const history: string[] = []
    const wide: string[] = []
    for (const dag of dags) {
      internal.push(`1. **${dagLink(this.context, dag)}**: ${settings.ofDag(dag, 'essence') ?? ''}`)
      history.push(`* **${this.context.confs.history(dag, runType)}**`)
      const section = settings.dagSection(dag)
      if (section.wt !== undefined) wide.push(`* **${settings.prefixedValue(section.wt)}** (updated by ${dagLink(this.context, dag)})`)
    }
    data.essence = settings.ofRunType(runType, 'essence') ?? ''
    data.run_type = runType
    this.docs.groupTask(isBackfill(runType) ? 'check_if_run' : 'enrich_dag_input', groupSentence(runType, this.droppedRows !== null))
    data.internal_dags = internal.join('\n')
    data.history_tables = history.join('\n')
    data.wide_tables = wide.join('\n')
  }
}
