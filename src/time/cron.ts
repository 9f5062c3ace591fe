// A cron expression that was read, as plain data: the times of the wall clock that it names.

/**
 * The major version of croniter whose rules hold. 7 (current) takes a start at the end of its field (`59/15`) for that value
 * alone, accepts a weekday 7 beside seconds, and lets one of two day fields that never matches be; 6 (up to 6.2.4) takes
 * `59/15` for the whole field, and fails where either day field never matches.
 */
export type CroniterVersion = 6 | 7

/** An ordinal of a weekday within its month: the first to the fifth, or the last. */
export type Ordinal = 1 | 2 | 3 | 4 | 5 | 'last'

/** An expression that was read. Values ascend; weekdays count from 0, Sunday; a field that is left out matches everything. */
export interface Cron {
  /** What was read, as it was written. */
  readonly expression: string
  readonly croniter: CroniterVersion
  /** True where the expression has a sixth field, seconds; otherwise it fires at second 0. */
  readonly hasSeconds: boolean
  readonly seconds: readonly number[]
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  /** True where the hour field, expanded, is just `*`: such a schedule runs every real hour, whatever the clock does. */
  readonly everyHour: boolean
  readonly months?: readonly number[]
  readonly years?: readonly number[]
  /** Days of the month; `last` is the `L` of the last day. */
  readonly days?: { readonly values: readonly number[]; readonly last: boolean }
  /** The day whose nearest weekday is meant (`15W`): then it alone decides on the day of the month. */
  readonly nearestWeekdayTo?: number
  readonly weekdays?: readonly number[]
  /** Weekdays by ordinal (`5#2`, `L5`): then they alone decide on the weekday. */
  readonly ordinalWeekdays?: readonly { readonly weekday: number; readonly ordinals: readonly Ordinal[] }[]
}
