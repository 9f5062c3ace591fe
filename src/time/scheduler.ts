// Which scheduler the schedules are meant for: what Airflow 2 and 3 do differently, and what each takes where nothing is said.
import type { Model } from '#model'
import type { CroniterVersion } from './cron.ts'
import type { ZoneOf } from './zone.ts'

/** The major version of Airflow: 2 as of 2.10, 3 as of 3.2. */
export type AirflowMajor = 2 | 3

/** All that decides, besides the schedule itself, on when runs are made. */
export interface Scheduler {
  readonly airflow: AirflowMajor
  readonly croniter: CroniterVersion
  readonly zoneOf: ZoneOf
}

/** What a model says about the scheduler that it is meant for, with what holds where it says nothing: Airflow 3, croniter 7. */
export const schedulerOf = (said: Model['scheduler']): Omit<Scheduler, 'zoneOf'> =>
  ({ airflow: airflowMajor(said?.airflowVersion ?? '3') ?? 3, croniter: said?.croniter ?? 7 })

/** The major version that a version such as `2.10.5` or `3` belongs to; undefined where it is none of these. */
export const airflowMajor = (version: string): AirflowMajor | undefined => {
  const major = /^([23])(?:\.\d+)*$/.exec(version)?.[1]
  return major === undefined ? undefined : Number(major) as AirflowMajor
}

/** What holds for a DAG that does not say: 2.x covers data intervals and catches up; 3.x triggers at the tick and does not (`airflow.cfg`, section scheduler). */
export const scheduleDefaults = {
  2: { timing: 'data-interval', catchup: true },
  3: { timing: 'trigger', catchup: false },
} as const
