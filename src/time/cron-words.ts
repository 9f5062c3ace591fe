// A cron expression in words, from what it names and not from how it is written.
import type { CroniterVersion } from './cron.ts'
import { dayWords } from './day-words.ts'
import { parseCron } from './parse-cron.ts'
import { isRefused } from './refused.ts'
import { timeWords } from './time-words.ts'

/** A cron expression in words, e.g. `at 04:30 on weekdays`; undefined where the expression is refused. */
export const cronWords = (expression: string, croniter: CroniterVersion = 7): string | undefined => {
  const cron = parseCron(expression, croniter)
  if (isRefused(cron)) return undefined
  const { often, words } = timeWords(cron), days = dayWords(cron)
  return days === undefined ? often ? words : `${words} every day` : `${words} ${days}`
}
