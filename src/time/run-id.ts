// The ids of runs, as each version of Airflow writes them.
import { isoFormat } from './instant-text.ts'
import type { AirflowMajor } from './scheduler.ts'
import type { Instant } from './zone.ts'

/** How a run came to be. */
export type RunType = 'scheduled' | 'manual' | 'backfill' | 'asset_triggered'

/**
 * The id of a run: its type and, in 3.x, when it may start (`DagRun.generate_run_id`), in 2.x its logical date
 * (`DagRunType.generate_run_id`). Of runs without a logical date (3.x: triggered by assets) Airflow adds a random text.
 */
export const runId = (type: RunType, run: { readonly logicalDate?: Instant | undefined; readonly runAfter: Instant }, airflow: AirflowMajor): string =>
  `${airflow === 2 && type === 'asset_triggered' ? 'dataset_triggered' : type}__${isoFormat(airflow === 2 ? run.logicalDate ?? run.runAfter : run.runAfter)}`
