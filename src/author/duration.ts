// Durations. As in Airflow's TypeScript SDK a duration is a number of seconds; these functions spell the larger units.

/** A span of time in seconds. */
export type Duration = number

/** `n` seconds. */
export const seconds = (n: number): Duration => n
/** `n` minutes, in seconds. */
export const minutes = (n: number): Duration => n * 60
/** `n` hours, in seconds. */
export const hours = (n: number): Duration => n * 3600
/** `n` days of 24 hours, in seconds. */
export const days = (n: number): Duration => n * 86400
/** `n` weeks of 7 days, in seconds. */
export const weeks = (n: number): Duration => n * 604800
