// npm run bench -- cron: what a thousand searches for the next tick cost, beside looking at one minute after the other.
import { join } from 'node:path'
import { importTypeScript, root } from '../scripts/bundle.mjs'

const { nextAfter, parseCron, wallTimeAt, zoneNamed } = await importTypeScript(join(root, 'src/time/index.ts'))

const zone = zoneNamed('Europe/Paris')
const start = Date.UTC(2026, 0, 1)
/** Dense ones and sparse ones: the sparser, the more there is to step over. */
const expressions = ['* * * * *', '*/15 * * * *', '30 4 * * 1-5', '0 0 1 * *', '0 9 * * 1#1', '0 0 L * *', '0 0 13 * 5', '0 0 1 1 *', '0 0 29 2 *', '0 0 29 2 1#5']

/** CPU time of `run` in milliseconds, the least of three. */
const cpuMs = (run) => Math.min(...[1, 2, 3].map(() => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}))

const search = (cron, count) => {
  let at = start
  for (let done = 0; done < count; done++) at = nextAfter(cron, at, zone) ?? start
}

/** The way not to go: minutes in a row, and a look at the fields of each. */
const looksAt = (cron, wall) => {
  const date = new Date(wall)
  const isDay = cron.days === undefined || cron.days.values.includes(date.getUTCDate()) || (cron.days.last && new Date(wall + 86_400_000).getUTCDate() === 1)
  const isWeekday = cron.ordinalWeekdays === undefined
    ? cron.weekdays === undefined || cron.weekdays.includes(date.getUTCDay())
    : cron.ordinalWeekdays.some(({ weekday, ordinals }) => weekday === date.getUTCDay() && ordinals.includes(Math.ceil(date.getUTCDate() / 7)))
  const isEither = cron.days !== undefined && cron.weekdays !== undefined && cron.ordinalWeekdays === undefined
  return cron.minutes.includes(date.getUTCMinutes()) && cron.hours.includes(date.getUTCHours()) && (cron.months?.includes(date.getUTCMonth() + 1) ?? true) && (isEither ? isDay || isWeekday : isDay && isWeekday)
}
const step = (cron) => {
  let at = start + 60_000
  while (!looksAt(cron, wallTimeAt(zone, at))) at += 60_000
}

for (const expression of expressions) {
  const cron = parseCron(expression)
  search(cron, 1000)
  const found = cpuMs(() => search(cron, 1000))
  const stepped = cpuMs(() => step(cron)) * 1000
  console.log(`${expression.padEnd(14)} ${found.toFixed(1).padStart(8)} ms per 1,000 searches against ${Math.round(stepped).toLocaleString('en')} ms minute by minute: ${(found / stepped).toPrecision(2)} ×`)
}
