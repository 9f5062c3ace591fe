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
  /** A table of one run: `prod.ds.{dag}_{key}_{run}`. */
  temporary(dag: string, key: TableKey): string {
    return this.named(dag, key, this.run)
  }
  /** What the DAG hands on to the next. */
  output(dag: string): string {
    return this.temporary(dag, 'output_table')
  }
  /** Where a run of the orchestrator collects the rows that were dropped on the way; null if it does not. */
  droppedRows(prefix: string | undefined): string | null {
    return prefix === undefined || prefix === '' ? null : this.named(prefix, 'dropped_rows', this.run)
  }
  /** Where they are kept for ever. */
  droppedRowsHistory(prefix: string): string {
    return this.named(prefix, 'dropped_rows', 'history')
  }
  /** Where the output of a DAG is kept for ever: its own table, or `{normalPrefix}{shortName}_history`. */
  history(dag: string): string {
    const own = this.settings.ofDag(dag, 'historyTable')
    if (own !== undefined && own !== '') return own
    const shortName = this.settings.ofDag(dag, 'shortName')
    if (shortName === undefined || shortName === '') throw new Error(`DAG '${dag}' needs a shortName or a historyTable in the config`)
    return `${this.settings.ofDag(dag, 'normalPrefix') ?? ''}${shortName}_history`
  }
  private named(dag: string, key: string, run: string): string {
    return this.settings.prefixed(`${this.settings.config.tempPrefix ?? 'prod.ds.'}${dag}_${key}_${run}`)
  }
}
