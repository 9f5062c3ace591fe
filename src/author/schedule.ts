// When a DAG runs, as data: cron, intervals, presets, assets, dates, or a timetable by name.
import type { Asset } from './asset.ts'
import type { Duration } from './duration.ts'
import type { Json } from './records.ts'
import type { Table } from './table.ts'

/** A cron expression of five fields (or six, with seconds last): a literal with fewer does not compile. */
export type Cron = `${string} ${string} ${string} ${string} ${string}`
/** The schedules that have a name. */
export type Preset = '@once' | '@continuous' | '@hourly' | '@daily' | '@midnight' | '@weekly' | '@monthly' | '@quarterly' | '@yearly' | '@annually'
/** A date as ISO text, read in the DAG's time zone unless it has an offset, or a `Date`. */
export type DateInput = `${number}-${number}-${number}` | `${number}-${number}-${number}T${string}` | `${number}-${number}-${number} ${string}` | Date
/**
 * What a run of a tick stands for: `trigger` starts at the tick and covers no time (Airflow 3's default); `data-interval`
 * starts at the tick that ends the interval it covers (Airflow 2's).
 */
export type Timing = 'trigger' | 'data-interval'

/** A cron schedule: made by `cron`. */
export interface CronSchedule {
  readonly brand: 'dagbook/schedule'
  readonly kind: 'cron'
  readonly expression: string | readonly string[]
  readonly timezone: string | null
  readonly timing: Timing | null
  readonly interval: Duration | null
  readonly runImmediately: boolean | Duration | null
}
/** A step of the calendar. */
export interface CalendarStep {
  /** So many years. */
  readonly years?: number
  /** So many months: the same day of the month, or the month's last. */
  readonly months?: number
  /** So many days, in UTC. */
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
}
/** Options of schedules with ticks. */
export interface TickOptions {
  /** What a run of a tick stands for; the scheduler's default unless said otherwise: `trigger`, or in Airflow 2 `data-interval`. */
  readonly timing?: Timing
  /** With timing `trigger`: what a run covers, ending at its tick. Nothing unless said otherwise. */
  readonly interval?: Duration
}
/** Options of cron schedules. */
export interface CronOptions extends TickOptions {
  /** Whether a DAG without a start date begins with the tick before: always, never, or if that is not longer ago. */
  readonly runImmediately?: boolean | Duration
}
/** An interval schedule: made by `every`. */
export interface IntervalSchedule { readonly brand: 'dagbook/schedule'; readonly kind: 'interval'; readonly every: Duration | CalendarStep; readonly timing: Timing | null; readonly interval: Duration | null }
/** Something that tells of new data: an asset, or a table. */
export type AssetLike = Asset | Table<never> | Table
/** A condition over assets: made by `allOf` and `anyOf`. */
export interface AssetSchedule { readonly brand: 'dagbook/schedule'; readonly kind: 'all' | 'any'; readonly of: readonly (AssetLike | AssetSchedule)[] }
/** Assets or a time, whatever comes first: made by `assetsOrTime`. */
export interface AssetsOrTimeSchedule { readonly brand: 'dagbook/schedule'; readonly kind: 'assets-or-time'; readonly assets: AssetLike | AssetSchedule; readonly time: CronSchedule | string }
/** Certain dates: made by `events`. */
export interface EventsSchedule { readonly brand: 'dagbook/schedule'; readonly kind: 'events'; readonly dates: readonly DateInput[]; readonly restrictToEvents: boolean }
/** A timetable by name: made by `timetable`. */
export interface TimetableSchedule { readonly brand: 'dagbook/schedule'; readonly kind: 'timetable'; readonly name: string; readonly args: { readonly [name: string]: Json } }
/** Whatever the `schedule` of a DAG can be; null, or leaving it out, means: only when it is triggered. */
export type ScheduleInput =
  | null | Preset | Cron | CronSchedule | IntervalSchedule | AssetLike | AssetSchedule | AssetsOrTimeSchedule | EventsSchedule | TimetableSchedule

/** Accepts text that is only known at run time, and literals that have at least five fields or name a preset. */
type CheckedCron<E extends string> = string extends E ? E : E extends Cron | `@${string}` ? E : Cron

/**
 * Ticks of a cron expression, in UTC unless a time zone is named.
 * @example schedule: cron('30 4 * * 1-5', 'Europe/Paris')
 */
export const cron = <const E extends string>(expression: CheckedCron<E> | readonly CheckedCron<E>[], timezone: string | null = null, options: CronOptions = {}): CronSchedule =>
  ({ brand: 'dagbook/schedule', kind: 'cron', expression, timezone, timing: options.timing ?? null, interval: options.interval ?? null, runImmediately: options.runImmediately ?? null })

/**
 * A tick every so many seconds, or every step of the calendar, from the start date on.
 * @example schedule: every(hours(6))
 * @example schedule: every({ months: 1 })
 */
export const every = (step: Duration | CalendarStep, options: TickOptions = {}): IntervalSchedule =>
  ({ brand: 'dagbook/schedule', kind: 'interval', every: step, timing: options.timing ?? null, interval: options.interval ?? null })

/** A run when all of these assets (or conditions) have news. */
export const allOf = (...of: readonly (AssetLike | AssetSchedule)[]): AssetSchedule => ({ brand: 'dagbook/schedule', kind: 'all', of })
/** A run when any of these assets (or conditions) has news. */
export const anyOf = (...of: readonly (AssetLike | AssetSchedule)[]): AssetSchedule => ({ brand: 'dagbook/schedule', kind: 'any', of })
/** A run when the assets have news, and at each tick of the cron as well. */
export const assetsOrTime = (assets: AssetLike | AssetSchedule, time: CronSchedule | Cron): AssetsOrTimeSchedule =>
  ({ brand: 'dagbook/schedule', kind: 'assets-or-time', assets, time })
/** A run at each of these dates. */
export const events = (...dates: readonly DateInput[]): EventsSchedule => ({ brand: 'dagbook/schedule', kind: 'events', dates, restrictToEvents: false })
/** A run at each of these dates, and a run by hand stands for the latest of them. */
export const onlyEvents = (...dates: readonly DateInput[]): EventsSchedule => ({ brand: 'dagbook/schedule', kind: 'events', dates, restrictToEvents: true })
/** Any other timetable of the scheduler, by the name of its class. */
export const timetable = (name: string, args: { readonly [name: string]: Json } = {}): TimetableSchedule =>
  ({ brand: 'dagbook/schedule', kind: 'timetable', name, args })
