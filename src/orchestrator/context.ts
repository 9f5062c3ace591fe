// What all DAGs of one pipeline share.
import type { Pipeline } from '#author'
import type { EventCreator, SqlCreator } from './creators.ts'
import type { Confs } from './enrichment.ts'
import type { LocalConfig } from './local.ts'
import type { Settings } from './settings.ts'

/** Options of a pipeline besides its config. */
export interface FrameworkOptions {
  /** The local config; undefined: this is production. */
  readonly local?: LocalConfig | undefined
  /** Makes the statements of `newTaskCreateTable({ sqlIndex })`. */
  readonly sqlCreator?: SqlCreator
  /** Makes the statements of `newTasksStoreResults({ writeEvents: true })`. */
  readonly eventCreator?: EventCreator
  /** Where the config object is, as a link for the documentation. */
  readonly configFileLink?: string
  /** Who made the pipeline. */
  readonly createdBy?: string
  /** The address of the repository that the sources are in. */
  readonly fileRoot?: string
  /** The address of Airflow, for links to DAGs. */
  readonly airflowUrl?: string
  /** The connection that statements run on; `trino_default` unless said otherwise. */
  readonly trinoConnId?: string
}

/** What every DAG of the pipeline can look at. */
export interface Context {
  readonly settings: Settings
  readonly options: FrameworkOptions
  readonly pipeline: Pipeline
  readonly confs: Confs
}

/** A link to a DAG's page in Airflow; only its id where the address is not known. */
export const dagLink = (context: Context, dagId: string): string => {
  const { airflowUrl = '' } = context.options
  return airflowUrl === '' ? dagId : `[${dagId}](${airflowUrl}/dags/${dagId})`
}
