// What the tables of a pipeline are called.
import type { Settings } from './settings.ts'

/** What a temporary table holds: the last part of its name before the run. */
export type TableKey = 'input_table' | 'model_input_table_all_fields' | 'model_input_table' | 'model_output_table' | 'output_table' | 'dropped_rows_table'

/** Names the tables of one kind of run: `run` is the Jinja text for the run's time and type. */
export class TableNames {
  readonly settings: Settings
  readonly run: string
  constructor(settings: Settings, run: string) {
    this.settings = settings
    this.run = run
  }
  /** A table of one run: `prod.ds.{dag}_{key}_{run}`, or without a key `prod.ds.{dag}_{run}`. */
  temporary(dag: string, key: TableKey | null): string {
    return this.named(dag, key, this.run)
  }
  /** What the DAG hands on to the next. */
  output(dag: string): string {
    return this.temporary(dag, 'output_table')
  }
  /** Where a run of the orchestrator collects the rows that were dropped on the way; null if it does not. */
  droppedRows(prefix: string | null | undefined): string | null {
    return (prefix ?? '') === '' ? null : this.named(String(prefix), 'dropped_rows', this.run)
  }
  /** Where they are kept for ever. */
  droppedRowsHistory(prefix: string): string {
    return this.named(prefix, 'dropped_rows', 'history')
  }
  /** Where an orchestrator keeps the output of a DAG for ever: the DAG's own table, or `{normalPrefix}{shortName}_history`. */
  history(dag: string, runType: string): string {
    const name = this.historyWith(dag, this.settings.ofRunType(runType, 'normalPrefix'))
    if (name === undefined) throw new Error(`DAG '${dag}' needs a shortName or a historyTable in the config`)
    return name
  }
  /** The same as far as it is known without a run type. */
  usualHistory(dag: string): string | undefined {
    return this.historyWith(dag, this.settings.ofAnyRunType('normalPrefix'))
  }
  /** The conf of a run is made from the DAG's section: no local override and no other layer reaches these two. */
  private historyWith(dag: string, normalPrefix: string | undefined): string | undefined {
    const { historyTable, shortName } = this.settings.dagSection(dag)
    if (historyTable) return this.settings.prefixed(historyTable)
    return !shortName ? undefined : `${normalPrefix ?? ''}${shortName}_history`
  }
  private named(dag: string, key: string | null, run: string): string {
    return this.settings.prefixed(`${this.settings.config.tempPrefix ?? 'prod.ds.'}${dag}${key === null ? '' : `_${key}`}_${run}`)
  }
}
