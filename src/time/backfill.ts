// What a backfill of a range does: which runs it makes, runs again or leaves, and in which order they are started.
// Sources: Airflow 3.2 `models/backfill.py`; 2.10 `jobs/backfill_job_runner.py`.
import type { Dag } from '#model'
import { isRefused, refuse, type Refused } from './refused.ts'
import { runId } from './run-id.ts'
import { runsBetween } from './runs.ts'
import type { Scheduler } from './scheduler.ts'
import { timetableOf } from './timetable-of.ts'
import type { PlannedRun } from './timetable.ts'
import type { Instant } from './zone.ts'

/** A run that is there already. */
export interface ExistingRun {
  readonly logicalDate: Instant
  readonly runId: string
  readonly state: 'queued' | 'running' | 'success' | 'failed'
}

/** What is asked of a backfill; the dates bound the logical dates, both included. */
export interface BackfillRequest {
  readonly from: Instant
  readonly to: Instant
  /** The clock when it is asked for. */
  readonly now: Instant
  /** Start the latest first (`--run-backwards`). It does not change the order in which tasks are queued. */
  readonly reverse?: boolean
  /** Which finished runs are to run again (3.x, `--reprocess-behavior`); `none` by default. */
  readonly reprocess?: 'none' | 'failed' | 'completed'
  readonly existing?: readonly ExistingRun[]
}

/** One date of a backfill. */
export interface BackfillRun extends PlannedRun {
  /** Its place in the order of starts, from 1. */
  readonly ordinal: number
  /**
   * `create`: a new run. `clear`: the run that is there runs again from scratch, with its own id and conf. `reuse`: 2.x goes on
   * with the run that is there, with the backfill's conf. `skip`: nothing happens.
   */
  readonly fate: 'create' | 'clear' | 'reuse' | 'skip'
  /** Why nothing happens. */
  readonly reason?: 'in flight' | 'already exists'
  readonly runId: string
}

/** What of a DAG a backfill looks at. */
export type BackfillFacts = Pick<Dag, 'schedule'> & { readonly tasks: readonly Pick<Dag['tasks'][number], 'dependsOnPast'>[] }

/**
 * The dates of a backfill, in the order of their starts. The DAG's own start and end date do not count. Refused where the
 * schedule is not known or there is none, where tasks that depend on the past forbid it, for dates that lie all ahead (3.x),
 * where a run of the range is running that is no backfill's (2.x), and where the range holds no date.
 */
export const backfillRuns = (dag: BackfillFacts, request: BackfillRequest, scheduler: Scheduler): readonly BackfillRun[] | Refused => {
  const timetable = timetableOf(dag.schedule, scheduler)
  if (isRefused(timetable)) return timetable
  if (timetable.name === 'NullTimetable') return refuse('has no schedule')
  const refusal = refusalOf(dag, request, scheduler)
  if (refusal !== undefined) return refusal
  const { from, to, now, reverse = false } = request
  const listed = runsBetween(timetable, from, to, now)
  const runs = scheduler.airflow === 2 ? listed : listed.filter(({ dataInterval }) => dataInterval.end < now)
  if (runs.length === 0) return refuse('has no run in that range')
  return (reverse ? runs.toReversed() : runs).map((run, index) => ({ ...run, ordinal: index + 1, ...fateOf(run, request, scheduler) }))
}

const refusalOf = ({ tasks }: BackfillFacts, { from, to, now, reverse, reprocess = 'none', existing = [] }: BackfillRequest, { airflow }: Scheduler): Refused | undefined => {
  if (tasks.some(({ dependsOnPast }) => typeof dependsOnPast === 'object')) return refuse('has a task of which it is not known whether it depends on the past')
  if (tasks.some(({ dependsOnPast }) => dependsOnPast === true)) {
    if (reverse === true) return refuse('has tasks that depend on the past, so that it cannot run backwards')
    if (airflow === 3 && reprocess === 'none') return refuse('has tasks that depend on the past: reprocess failed or completed runs')
  }
  if (airflow === 3) return from >= now && to >= now ? refuse('cannot be backfilled for dates that lie ahead') : undefined
  const running = existing.find((run) => run.state === 'running' && run.logicalDate >= from && run.logicalDate <= to && !run.runId.startsWith('backfill__'))
  return running === undefined ? undefined : refuse(`has a run in that range that is running: ${running.runId}`)
}

const fateOf = (run: PlannedRun, { existing = [], reprocess = 'none' }: BackfillRequest, { airflow }: Scheduler): Pick<BackfillRun, 'fate' | 'reason' | 'runId'> => {
  const there = existing.find(({ logicalDate }) => logicalDate === run.logicalDate)
  if (there === undefined) return { fate: 'create', runId: runId('backfill', run, airflow) }
  if (airflow === 2) return { fate: 'reuse', runId: there.runId }
  if (there.state === 'queued' || there.state === 'running') return { fate: 'skip', reason: 'in flight', runId: there.runId }
  if (reprocess === 'completed' || (reprocess === 'failed' && there.state === 'failed')) return { fate: 'clear', runId: there.runId }
  return { fate: 'skip', reason: 'already exists', runId: there.runId }
}
