// The group of tasks by which an orchestrator runs one internal DAG: decide, trigger, wait, note the rows that were lost.
import { hours, table, type ExternalTaskSpec, type Options, type TaskGroupRef, type TaskRef, type TriggerDagRunOptions } from '#author'
import type { ChainedDag } from './chained-dag.ts'
import { backfill } from './config.ts'
import { isWanted } from './enrichment.ts'
import type { Settings } from './settings.ts'
import { insertDroppedRows } from './statements.ts'
import { neededHours } from './task-defaults.ts'

/** Which DAG is run, by which kind of orchestrator. */
export interface InternalRun {
  readonly dag: string
  /** All internal DAGs in their order. */
  readonly dags: readonly string[]
  readonly runType: string
  /** Where rows go that were lost on the way; null: nowhere. */
  readonly droppedRows: string | null
  /** How the sensors wait. */
  readonly sensor: Options<ExternalTaskSpec>
  /** The date that internal DAGs are triggered for. */
  readonly logicalDate: TriggerDagRunOptions['logicalDate']
}

/** Do runs of this type stand for the past, started by hand? */
export const isBackfill = (runType: string): boolean => runType === backfill

/**
 * Makes the group `{dag}_dag`. A DAG that the run does not want is left out: in a backfill its `dummy_…` task joins the two ways;
 * in a scheduled run what follows does not mind that it was skipped.
 */
export const runInternalDag = (orchestrator: ChainedDag, run: InternalRun): void => {
  const { dag } = run
  const group = orchestrator.dag.taskGroup(`${dag}_dag`)
  const { confs } = orchestrator.context
  const first = run.dags[0] === dag
  const decide = group.branch(isBackfill(run.runType) ? `check_if_run_${dag}` : `enrich_dag_input_${dag}`, {
    callable: 'orchestrator.tasks:enrich_dag_input', opKwargs: { dag, conf: confs.configured(dag, run.runType), user_conf: '{{ params.dags }}', dropped_rows_table: run.droppedRows },
    triggerRule: first || isBackfill(run.runType) ? undefined : 'none_failed',
  })
  orchestrator.append(decide)
  const trigger = group.triggerDagRun({ taskId: `trigger_${dag}_dag`, dagId: dag, conf: confs.enriched(dag, run.runType, run.droppedRows), logicalDate: run.logicalDate, resetDagRun: true })
  decide.when(isWanted(dag), trigger)
  orchestrator.prevTasks = [trigger]
  orchestrator.append(group.externalTask(`wait_for_${dag}`, { ...run.sensor, dagId: dag, taskId: 'output_ready' }))
  if (run.droppedRows !== null && !first) orchestrator.append(noteDroppedRows(orchestrator, group, run, run.droppedRows))
  if (!isBackfill(run.runType)) {
    decide.otherwise()
    return
  }
  const join = group.empty(`dummy_${dag}`, { triggerRule: 'none_failed_min_one_success' })
  orchestrator.append(join)
  decide.otherwise(join)
}

/** How the sensors of an orchestrator wait for internal DAGs. */
export const sensorOptions = (settings: Settings, runType: string): Options<ExternalTaskSpec> => ({
  mode: 'reschedule', timeout: hours(neededHours(settings, runType, 'triggeredDagTimeoutHours')), executionDelta: settings.ofRunType(runType, 'executionDelta') || undefined,
  failedStates: ['failed'], retries: 3,
})

/** The logical date that an internal DAG is triggered for: unless the config settles it, the date that the sensors look for. */
export const logicalDate = (settings: Settings, runType: string): TriggerDagRunOptions['logicalDate'] => {
  const date = settings.ofRunType(runType, 'triggeredDagExecutionDate') ?? ''
  if (date !== '') return date as TriggerDagRunOptions['logicalDate']
  return (settings.ofRunType(runType, 'executionDelta') ?? 0) === 0 ? '{{ ts }}' : undefined
}

/** Notes which rows of the DAG's input its output does not have, unless the DAG that makes the input was left out. */
const noteDroppedRows = (orchestrator: ChainedDag, group: TaskGroupRef, { dag, dags }: InternalRun, droppedRows: string): TaskRef => {
  const inputDag = orchestrator.context.settings.ofDag(dag, 'inputDag') ?? ''
  const before = dags.includes(inputDag) ? inputDag : dags[dags.indexOf(dag) - 1] ?? dag
  const input = orchestrator.tables.output(before), output = orchestrator.tables.output(dag)
  const statement = insertDroppedRows(droppedRows, input, output, { name: dag, priority: 2 })
  return orchestrator.trino(`dropped_rows_${dag}`, `{% if ${isWanted(before)} %}${statement}{% else %}select 1{% endif %}`, {
    scope: group, reads: [table(input), table(output)], writes: [{ table: table(droppedRows, { role: 'dropped-rows' }), mode: 'append' }],
  })
}
