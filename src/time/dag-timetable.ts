// What a DAG says about its runs: its timetable, and the bounds that it and its tasks set to it.
import type { Dag } from '#model'
import { instantOf } from './instant-text.ts'
import { isRefused, refuse, type Refused } from './refused.ts'
import type { Scheduler } from './scheduler.ts'
import { timetableOf } from './timetable-of.ts'
import type { Bounds, Timetable } from './timetable.ts'
import { utc, type Instant, type Zone } from './zone.ts'

/** The facts of a DAG that decide on its runs. */
export type ScheduleFacts = Pick<Dag, 'schedule' | 'timezone' | 'startDate' | 'endDate' | 'catchup' | 'maxActiveRuns'> & { readonly tasks: readonly Pick<Dag['tasks'][number], 'args'>[] }

/** A DAG's timetable and its bounds. */
export interface DagTimetable { readonly timetable: Timetable; readonly bounds: Bounds }

/**
 * When runs of a DAG are made. Refused where that is not known, and where Airflow refuses the DAG: runs to be caught up, or in
 * 2.x any schedule, need a start date; a continuous schedule needs `maxActiveRuns` of 1 (`sdk/definitions/dag.py`; 2.10:
 * `models/dag.py`).
 */
export const dagTimetable = (dag: ScheduleFacts, scheduler: Scheduler): DagTimetable | Refused => {
  const timetable = timetableOf(dag.schedule, scheduler)
  if (isRefused(timetable)) return timetable
  const bounds = boundsOf(dag, scheduler)
  if (isRefused(bounds)) return bounds
  const kind = (dag.schedule as { readonly kind: string }).kind
  const needsStart = scheduler.airflow === 2 ? true : bounds.catchup
  if (kind !== 'none' && needsStart && typeof dag.startDate !== 'string') return refuse(`needs a start date${scheduler.airflow === 2 ? '' : ' to catch up from'}`)
  if (kind === 'continuous' && dag.maxActiveRuns !== 1) return refuse('is continuous, which needs `maxActiveRuns` to be 1')
  return { timetable, bounds }
}

/**
 * The bounds of a DAG's runs (`_time_restriction`): the earliest start date of the DAG and its tasks; the DAG's end date, or
 * where every task has one, the latest of all. Dates without an offset are local time of the DAG's zone.
 */
export const boundsOf = (dag: Omit<ScheduleFacts, 'schedule' | 'maxActiveRuns'>, { zoneOf }: Scheduler): Bounds | Refused => {
  const { catchup } = dag
  if (typeof catchup !== 'boolean') return refuse('may catch up or not: that is not known')
  const zone = typeof dag.timezone === 'string' ? zoneOf(dag.timezone) ?? utc : utc
  const dates = (own: unknown, option: 'startDate' | 'endDate') => ({ own: dateOf(own, zone), ofTasks: dag.tasks.map(({ args }) => dateOf(args[option], zone)) })
  const starts = dates(dag.startDate, 'startDate'), ends = dates(dag.endDate, 'endDate')
  const all = [starts.own, ...starts.ofTasks, ends.own, ...ends.ofTasks]
  if (all.includes('not known')) return refuse('has a start or end date that is not known')
  const from = [starts.own, ...starts.ofTasks].filter((date) => typeof date === 'number')
  const everyTaskEnds = ends.ofTasks.every((date) => typeof date === 'number')
  const to = (everyTaskEnds ? [ends.own, ...ends.ofTasks] : [ends.own]).filter((date) => typeof date === 'number')
  return { catchup, ...(from.length > 0 && { earliest: Math.min(...from) }), ...(to.length > 0 && { latest: Math.max(...to) }) }
}

const dateOf = (date: unknown, zone: Zone): Instant | 'not known' | undefined =>
  date === undefined || date === null ? undefined : (typeof date === 'string' ? instantOf(date, zone) : undefined) ?? 'not known'
