// The timetables that tick: runs that cover the time between two ticks, and runs that are triggered at a tick.
// Sources: Airflow's `timetables/interval.py` and `timetables/trigger.py`, 2.10 and 3.2.
import type { AirflowMajor } from './scheduler.ts'
import { addStep, type Step } from './step.ts'
import type { Ticks } from './ticks.ts'
import { latestOf, runOver, type Bounds, type DataInterval, type PlannedRun, type Timetable } from './timetable.ts'
import type { Instant } from './zone.ts'

/** A run covers the time between two ticks and is made at the second. */
export const intervalTimetable = (name: string, ticks: Ticks): Timetable => ({
  name,
  next: (last, { earliest, latest, catchup }, now) => {
    const starts = last === undefined ? [] : [ticks.alignPrevious(last.end)]
    if (!catchup) starts.push(ticks.latestStart(now, earliest))
    else if (earliest !== undefined) starts.push(ticks.alignNext(earliest))
    const start = starts.length === 0 ? undefined : latestOf(starts)
    if (start === undefined || (latest !== undefined && start > latest)) return undefined
    const end = ticks.next(start)
    return end === undefined ? undefined : runOver(start, end)
  },
  manualInterval: (runAfter) => {
    const end = ticks.alignPrevious(runAfter)
    const start = end === undefined ? undefined : ticks.previous(end)
    return start === undefined ? undefined : { start, end: end! }
  },
})

/** What a timetable with triggers takes besides its ticks. */
export interface TriggerOptions {
  /** What a run covers, ending at its tick; nothing by default. */
  readonly interval?: Step
  /**
   * Whether a DAG without a start date begins with the tick before (true; or if that is not longer ago, in milliseconds) or
   * with the one to come; by default, within a tenth of the time between them, at least five minutes.
   */
  readonly runImmediately?: boolean | number
  readonly airflow: AirflowMajor
}

/** A run is made at each tick, and covers a fixed time before it. */
export const triggerTimetable = (name: string, ticks: Ticks, { interval = 0, runImmediately = false, airflow }: TriggerOptions): Timetable => ({
  name,
  next: (last, bounds, now) => {
    const firstRun = (): (Instant | undefined)[] => (airflow === 2 ? [] : [firstTick(ticks, now, runImmediately)])
    const times = bounds.catchup ? timesCaughtUp(ticks, last, bounds, firstRun) : timesFromNow(ticks, last, bounds, now, firstRun)
    const time = times.length === 0 ? undefined : latestOf(times)
    if (time === undefined || (bounds.latest !== undefined && bounds.latest < time)) return undefined
    return runOver(addStep(time, interval, -1), time)
  },
  manualInterval: (runAfter) => ({ start: addStep(runAfter, interval, -1), end: runAfter }),
})

type Times = readonly (Instant | undefined)[]

const timesCaughtUp = (ticks: Ticks, last: DataInterval | undefined, { earliest }: Bounds, firstRun: () => Times): Times =>
  last !== undefined ? [ticks.next(last.end)] : earliest === undefined ? firstRun() : [ticks.alignNext(earliest)]

const timesFromNow = (ticks: Ticks, last: DataInterval | undefined, { earliest }: Bounds, now: Instant, firstRun: () => Times): Times => [
  ticks.alignPrevious(now),
  ...(last !== undefined ? [ticks.next(last.end)] : earliest === undefined ? firstRun() : []),
  ...(earliest === undefined ? [] : [ticks.alignNext(earliest)]),
]

/** The first tick of a DAG that has no start date (`_calc_first_run`). */
const firstTick = (ticks: Ticks, now: Instant, runImmediately: boolean | number): Instant | undefined => {
  const past = ticks.alignPrevious(now), next = ticks.alignNext(now)
  if (past === undefined || next === undefined || runImmediately === true) return past
  const within = typeof runImmediately === 'number' ? runImmediately : Math.max((next - past) / 10, 300_000)
  return now - past <= within ? past : next
}

/** The runs of several timetables as one: where runs are caught up the earliest, else the latest that is due, else the first to come. */
export const anyOfTimetables = (name: string, timetables: readonly Timetable[]): Timetable => ({
  name,
  next: (last, { latest, ...bounds }, now) => {
    const runs = timetables.map((timetable) => timetable.next(last, bounds, now))
    // One expression whose search fails costs all of them their runs.
    if (runs.includes(undefined)) return undefined
    const rank = ({ logicalDate }: PlannedRun): number => (!bounds.catchup && logicalDate <= now ? -logicalDate : logicalDate)
    return (runs as PlannedRun[]).filter(({ runAfter }) => latest === undefined || runAfter <= latest)
      .reduce<PlannedRun | undefined>((best, run) => (best === undefined || rank(run) < rank(best) ? run : best), undefined)
  },
  manualInterval: (runAfter) => {
    const intervals = timetables.map((timetable) => timetable.manualInterval(runAfter))
    return intervals.reduce((best, interval) => (best === undefined || interval === undefined || best.start <= interval.start ? best : interval))
  },
})
