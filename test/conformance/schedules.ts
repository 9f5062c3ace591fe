// Runs a file of the schedules set: its cases as DAG definitions in TypeScript, read without running them for the version of
// Airflow that they were recorded with, and the runs that the schedules of that model make.
import { loadLibrary } from '#disk'
import { treeOf, type Dag } from '#model'
import { readProject } from '#read'
import { dagTimetable, instantOf, isRefused, nextRuns, runId, runsBetween, schedulerOf, utc, zonedText, zoneNamed, type AirflowMajor, type DagTimetable, type Scheduler } from '#time'
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
    const said = { airflowVersion: airflow }
    const scheduler: Scheduler = { ...schedulerOf(said), zoneOf: zoneNamed }
    const { dags } = readProject(treeOf({ 'dags.ts': programOf(cases, scheduler.airflow) }), { library: loadLibrary(), scheduler: said })
    return cases.map((one, index) => {
      const dag = dags.find(({ dagId }) => dagId === `case_${index}`)
      const difference = dag === undefined ? 'the DAG is missing' : differenceOf(one, dag, scheduler)
      return { id: `${file}#${name}/${index}`, ...(difference !== undefined && { difference: `${JSON.stringify(one.schedule)} ${difference}` }) }
    })
  })

const listsOf = (document: unknown): Record<string, ScheduleList> => {
  const isList = (value: unknown): value is ScheduleList => typeof value === 'object' && value !== null && 'cases' in value && 'airflow' in value
    && Array.isArray(value.cases) && value.cases.some((one: object) => 'now' in one)
  return isList(document) ? { cases: document } : Object.fromEntries(Object.entries(document as object).filter((entry): entry is [string, ScheduleList] => isList(entry[1])))
}

const differenceOf = (one: ScheduleCase, dag: Dag, scheduler: Scheduler): string | undefined => {
  const { error, timetable, scheduled, infos_between, manual } = one
  const found = dagTimetable(dag, scheduler)
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
      ...runs.map((run) => ({ logical_date: dateText(run.logicalDate), ...edges(run.dataInterval), run_after: dateText(run.runAfter), created_at: dateText(run.createdAt), run_id: runId('scheduled', run, scheduler.airflow) })),
      ...(runs.length < one.n ? [null] : []),
    ],
    ...(from !== undefined && to !== undefined && { infos_between: runsBetween(timetable, instantOf(from, utc)!, instantOf(to, utc)!, now, 200).map((run) => [dateText(run.logicalDate), ...Object.values(edges(run.dataInterval))]) }),
    ...(manual !== undefined && { manual: Object.values(edges(manual)) }),
  }
}

const dateText = (instant: number): string => new Date(instant).toISOString().replace(/(?:\.000|(\.\d*?[1-9])0*)Z$/, '$1Z')
const edges = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start: dateText(start), end: dateText(end) })

const programOf = (cases: readonly ScheduleCase[], airflow: AirflowMajor): string =>
  ["import { cron, Dag, every, events, onlyEvents, timetable } from 'dagbook'", ...cases.map((one, index) => dagOf(`case_${index}`, one, airflow)), ''].join('\n')

/** The definition of the DAG that a case describes; its time zone is that of its start date. */
const dagOf = (id: string, { schedule, timezone: given, start, end, catchup = false, data_intervals }: ScheduleCase, airflow: AirflowMajor): string => {
  const timezone = given ?? 'UTC', ownTimezone = start ? timezone : 'UTC'
  const zone = zoneNamed(timezone)!
  const date = (wall: string) => text(zonedText(zone, instantOf(wall, zone)!))
  const timing = data_intervals === undefined || data_intervals === null ? undefined : data_intervals ? 'data-interval' : 'trigger'
  const options = [
    `schedule: ${scheduleOf(schedule, { timezone, ownTimezone, timing, airflow })}`, `timezone: ${text(ownTimezone)}`, `catchup: ${catchup}`,
    ...(start ? [`startDate: ${date(start)}`] : []), ...(end ? [`endDate: ${date(end)}`] : []),
  ]
  return `export const ${id} = new Dag(${text(id)}, { ${options.join(', ')} })`
}

interface Context { readonly timezone: string; readonly ownTimezone: string; readonly timing: string | undefined; readonly airflow: AirflowMajor }

const text = (value: unknown): string => JSON.stringify(value)

/** The schedule as an expression of TypeScript. What the scheduler's settings decide is left to its defaults, unless a case turns them around. */
const scheduleOf = (written: Written, { timezone, ownTimezone, timing, airflow }: Context): string => {
  if (written === null || written === '@once' || written === '@continuous') return text(written)
  if (typeof written === 'string') return timing === undefined ? text(written) : `cron(${text(written)}, ${text(ownTimezone)}, ${text({ timing })})`
  // Airflow 2 has no trigger timetable for steps.
  const stepOptions = text({ timing: airflow === 2 ? undefined : timing })
  // A step that names a timetable was recorded as the plain step nevertheless.
  if (written.delta_s !== undefined) return `every(${written.delta_s}, ${stepOptions})`
  if (written.relativedelta === undefined) return timetableOf(written, timezone)
  const { weeks = 0, ...units } = written.relativedelta
  return `every(${text({ ...units, ...(weeks !== 0 && { days: (units['days'] ?? 0) + weeks * 7 }) })}, ${stepOptions})`
}

const timetableOf = (written: WrittenSchedule, timezone: string): string => {
  const trigger = text({ timing: 'trigger', interval: written.interval_s, runImmediately: written.run_immediately })
  switch (written.timetable) {
    case 'CronDataInterval': return `cron(${text(written.cron)}, ${text(timezone)}, { timing: 'data-interval' })`
    case 'CronTrigger': return `cron(${text(written.cron)}, ${text(timezone)}, ${trigger})`
    case 'MultipleCronTrigger': return `cron(${text(written.crons)}, ${text(timezone)}, ${trigger})`
    case 'Events': return `${written.restrict === true ? 'onlyEvents' : 'events'}(${written.dates!.map(text).join(', ')})`
    case 'Continuous': return text('@continuous')
    default: return `timetable(${text(written.timetable)})`
  }
}
