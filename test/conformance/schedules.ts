// Runs a file of the schedules set: what each version of Airflow makes of a schedule, as the facts of a DAG in the model.
import type { Schedule } from '#model'
import { dagTimetable, instantOf, isRefused, nextRuns, runId, runsBetween, scheduleDefaults, utc, zonedText, zoneNamed, type AirflowMajor, type DagTimetable, type ScheduleFacts, type Scheduler } from '#time'
import { firstDifference, type CaseResult } from './case-result.ts'

/** How a schedule is written in the set. */
type Written = string | null | WrittenSchedule
interface WrittenSchedule {
  readonly relativedelta?: Readonly<Record<string, number>>
  readonly timetable?: string
  readonly cron?: string
  readonly crons?: readonly string[]
  readonly dates?: readonly string[]
  readonly delta_s?: number
  readonly interval_s?: number
  readonly run_immediately?: boolean
  readonly restrict?: boolean
}

interface ScheduleCase {
  readonly schedule: Written
  readonly timezone?: string | null
  readonly start?: string | null
  readonly end?: string | null
  readonly catchup?: boolean
  readonly now: string
  readonly n: number
  readonly data_intervals?: boolean | null
  readonly between?: readonly [string, string]
  readonly timetable?: string
  readonly scheduled?: readonly unknown[]
  readonly infos_between?: readonly unknown[]
  readonly manual?: readonly [string, string]
  readonly error?: string
}

interface ScheduleList { readonly airflow: string; readonly cases: readonly ScheduleCase[] }

/** Runs all cases of a file: each list with the version of Airflow that it names. A file may also be one such list. */
export const runSchedules = (document: unknown, file = 'schedules.json'): CaseResult[] =>
  Object.entries(listsOf(document)).flatMap(([name, { airflow, cases }]) => {
    const scheduler: Scheduler = { airflow: airflow.startsWith('2') ? 2 : 3, croniter: 7, zoneOf: zoneNamed }
    return cases.map((one, index) => {
      const difference = differenceOf(one, scheduler)
      return { id: `${file}#${name}/${index}`, ...(difference !== undefined && { difference: `${JSON.stringify(one.schedule)} ${difference}` }) }
    })
  })

const listsOf = (document: unknown): Record<string, ScheduleList> => {
  const isList = (value: unknown): value is ScheduleList => typeof value === 'object' && value !== null && 'cases' in value && 'airflow' in value
  return isList(document) ? { cases: document } : Object.fromEntries(Object.entries(document as object).filter((entry): entry is [string, ScheduleList] => isList(entry[1])))
}

const differenceOf = (one: ScheduleCase, scheduler: Scheduler): string | undefined => {
  const { error, timetable, scheduled, infos_between, manual } = one
  const found = dagTimetable(factsOf(one, scheduler.airflow), scheduler)
  if (isRefused(found)) {
    // What was recorded was not validated first: an expression that Airflow refuses then shows as a schedule that never makes a run.
    const hasNoRun = scheduled?.length === 1 && scheduled[0] === null && infos_between?.length === 0
    return error !== undefined || hasNoRun ? undefined : `expected runs, found that it ${found.refused}`
  }
  return firstDifference(error === undefined ? { timetable, scheduled, infos_between, manual } : { error }, computed(one, found, scheduler))
}

const computed = (one: ScheduleCase, { timetable, bounds }: DagTimetable, scheduler: Scheduler) => {
  const now = instantOf(one.now, utc)!
  const runs = nextRuns(timetable, bounds, now, one.n)
  const manual = timetable.manualInterval(now)
  const [from, to] = one.between ?? []
  return {
    timetable: timetable.name,
    scheduled: [
      ...runs.map((run) => ({ logical_date: text(run.logicalDate), ...edges(run.dataInterval), run_after: text(run.runAfter), created_at: text(run.createdAt), run_id: runId('scheduled', run, scheduler.airflow) })),
      ...(runs.length < one.n ? [null] : []),
    ],
    ...(from !== undefined && to !== undefined && { infos_between: runsBetween(timetable, instantOf(from, utc)!, instantOf(to, utc)!, now, 200).map((run) => [text(run.logicalDate), ...Object.values(edges(run.dataInterval))]) }),
    ...(manual !== undefined && { manual: Object.values(edges(manual)) }),
  }
}

const text = (instant: number): string => new Date(instant).toISOString().replace(/(?:\.000|(\.\d*?[1-9])0*)Z$/, '$1Z')
const edges = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start: text(start), end: text(end) })

/** The DAG that a case describes; its time zone is that of its start date. */
const factsOf = ({ schedule, timezone: given, start, end, catchup = false, data_intervals }: ScheduleCase, airflow: AirflowMajor): ScheduleFacts => {
  const timezone = given ?? 'UTC'
  const zone = zoneNamed(timezone)!
  const date = (wall: string) => zonedText(zone, instantOf(wall, zone)!)
  const coversIntervals = data_intervals ?? scheduleDefaults[airflow].timing === 'data-interval'
  return {
    schedule: scheduleOf(schedule, { timezone, ownTimezone: start ? timezone : 'UTC', coversIntervals, airflow }),
    timezone, catchup, maxActiveRuns: 16, tasks: [],
    ...(start && { startDate: date(start) }), ...(end && { endDate: date(end) }),
  }
}

interface Context { readonly timezone: string; readonly ownTimezone: string; readonly coversIntervals: boolean; readonly airflow: AirflowMajor }

const scheduleOf = (written: Written, { timezone, ownTimezone, coversIntervals, airflow }: Context): Schedule => {
  if (written === null) return { kind: 'none' }
  if (written === '@once') return { kind: 'once' }
  if (written === '@continuous') return { kind: 'continuous' }
  const timing = coversIntervals ? 'data-interval' : 'trigger'
  if (typeof written === 'string') return { kind: 'cron', expression: written, timezone: ownTimezone, timing }
  const stepTiming = airflow === 2 ? 'data-interval' : timing
  // A step that names a timetable was recorded as the plain step nevertheless.
  if (written.delta_s !== undefined) return { kind: 'interval', everyMs: written.delta_s * 1000, timing: stepTiming }
  if (written.relativedelta === undefined) return timetableSchedule(written, timezone)
  const { weeks = 0, ...units } = written.relativedelta
  return { kind: 'interval', every: { ...units, ...(weeks !== 0 && { days: (units['days'] ?? 0) + weeks * 7 }) }, timing: stepTiming }
}

const timetableSchedule = (written: WrittenSchedule, timezone: string): Schedule => {
  const covered = written.interval_s === undefined ? {} : { intervalMs: written.interval_s * 1000 }
  const trigger = { timezone, timing: 'trigger', ...covered, ...(written.run_immediately !== undefined && { runImmediately: written.run_immediately }) } as const
  switch (written.timetable) {
    case 'CronDataInterval': return { kind: 'cron', expression: written.cron!, timezone, timing: 'data-interval' }
    case 'CronTrigger': return { kind: 'cron', expression: written.cron!, ...trigger }
    case 'MultipleCronTrigger': return { kind: 'cron', expressions: [...written.crons!], ...trigger }
    case 'Events': return { kind: 'events', dates: [...written.dates!], restrictToEvents: written.restrict ?? false }
    case 'Continuous': return { kind: 'continuous' }
    default: throw new Error(`the set has a timetable that this runner does not know: ${written.timetable}`)
  }
}
