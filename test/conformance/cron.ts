// Runs a file of the cron set: each expression with both versions of croniter, next, previous, aligned ticks and the first data intervals.
import { alignNext, alignPrevious, instantOf, isRefused, nextAfter, nextRuns, parseCron, previousBefore, timetableOf, utc, zoneNamed, type Cron, type CroniterVersion, type Instant, type Zone } from '#time'
import { firstDifference, type CaseResult } from './case-result.ts'

/** What was recorded of one expression; `error` where it is refused, or its search fails. */
interface Recorded {
  readonly next?: readonly string[]
  readonly prev_from_last?: readonly string[]
  readonly align_next?: string
  readonly align_prev?: string
  readonly intervals?: readonly (readonly [string, string])[]
  readonly error?: string
}

interface CronCase extends Recorded {
  readonly expr: string
  readonly tz: string
  readonly start: string
  /** The whole record again where croniter 7 differs. */
  readonly croniter7?: Recorded
}

/** Runs all cases of a file, each for croniter 6 and for croniter 7; for 7 alone where the file was recorded with it. */
export const runCron = (document: unknown, file = 'cron.json'): CaseResult[] => {
  const { cases = [], croniter = '6' } = document as { cases?: readonly CronCase[]; croniter?: string }
  // A file of another set holds cases too, but not of this one.
  return cases.filter((one) => typeof one.expr === 'string').map((one, index) => {
    const six = croniter.startsWith('7') ? undefined : difference(one, one, 6)
    const seven = difference(one, one.croniter7 ?? one, 7)
    const found = six === undefined ? seven && `croniter 7: ${seven}` : `croniter 6: ${six}`
    return { id: `${file}#cases/${index}`, ...(found !== undefined && { difference: `\`${one.expr}\` ${found}` }) }
  })
}

const difference = (one: CronCase, recorded: Recorded, croniter: CroniterVersion): string | undefined => {
  const { next, prev_from_last, align_next, align_prev, intervals, error } = recorded
  const expected = error === undefined ? { next, prev_from_last, align_next, align_prev, intervals } : { error: true }
  return firstDifference(expected, inText(computed(one, recorded, croniter)))
}

const computed = (one: CronCase, recorded: Recorded, croniter: CroniterVersion) => {
  const cron = parseCron(one.expr, croniter), zone = zoneNamed(one.tz)
  if (isRefused(cron) || zone === undefined) return { error: true }
  const start = instantOf(one.start, utc)!
  const next = ticks(cron, zone, start, recorded.next?.length ?? usualCount, nextAfter)
  const back = ticks(cron, zone, next.at(-1), recorded.prev_from_last?.length ?? usualCount, previousBefore)
  const aligned = [alignNext(cron, start, zone), alignPrevious(cron, start, zone)]
  // A search that fails anywhere costs the whole record.
  if ([...next, ...back, ...aligned].includes(undefined)) return { error: true }
  return {
    next, prev_from_last: back, align_next: aligned[0], align_prev: aligned[1],
    ...(recorded.intervals !== undefined && { intervals: intervalsFrom(one, croniter, start, recorded.intervals.length) }),
  }
}

/** How many ticks a record has at least: what is asked for where an error was recorded instead. */
const usualCount = 6

type Step = (cron: Cron, instant: Instant, zone: Zone) => Instant | undefined

const ticks = (cron: Cron, zone: Zone, from: Instant | undefined, count: number, step: Step): (Instant | undefined)[] => {
  const found: (Instant | undefined)[] = []
  let at = from
  while (found.length < count) found.push(at = at === undefined ? undefined : step(cron, at, zone))
  return found
}

/** The data intervals of the schedule, caught up from a start date on. */
const intervalsFrom = ({ expr, tz }: CronCase, croniter: CroniterVersion, start: Instant, count: number): Instant[][] => {
  const timetable = timetableOf({ kind: 'cron', expression: expr, timezone: tz, timing: 'data-interval' }, { airflow: 3, croniter, zoneOf: zoneNamed })
  if (isRefused(timetable)) return []
  return nextRuns(timetable, { earliest: start, catchup: true }, start, count).map(({ dataInterval }) => [dataInterval.start, dataInterval.end])
}

/** Instants as the record writes them. */
const inText = (value: unknown): unknown => {
  if (typeof value === 'number') return new Date(value).toISOString().replace('.000Z', 'Z')
  if (Array.isArray(value)) return value.map(inText)
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inText(inner)])) : value
}
