// The next runs of a DAG. A book knows no clock, so the page computes them: it is given the schedule and the zones that it needs.
import type { Dag } from '#model'
import { dagTimetable, dayMs, dayNumber, isRefused, schedulerOf, zoneBetween, zoneNamed, type ScheduleFacts } from '#time'
import { markup } from '#write'
import type { BookContext } from './context.ts'
import { dagSchedule, withoutOverride } from './dag-words.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import type { Part } from './page.ts'

// The years for which pages know when clocks change.
const from = dayNumber(2024, 1, 1) * dayMs, to = dayNumber(2046, 1, 1) * dayMs
const clocks: ReadonlySet<string> = new Set(['cron', 'interval', 'assets-or-time', 'events'])

/** Just what decides on the runs: dates of tasks are all that tasks have a say in. */
const factsOf = ({ schedule, timezone, startDate, endDate, catchup, maxActiveRuns, tasks }: Dag): ScheduleFacts => ({
  schedule, timezone, catchup, maxActiveRuns, ...(startDate !== undefined && { startDate }), ...(endDate !== undefined && { endDate }),
  // The latest end of all tasks counts only where each has one: tasks without dates stand in the list for that.
  tasks: [...new Map(tasks.map(({ args }) => {
    const dates = Object.fromEntries(['startDate', 'endDate'].flatMap((name) => (args[name] === undefined ? [] : [[name, args[name]]])))
    return [JSON.stringify(dates), { args: dates }] as const
  })).values()],
})

/** The DAG as it runs where the environment does not override its schedule. */
const usualDag = (dag: Dag): Dag => {
  const usual = withoutOverride(dag.schedule)
  return usual === undefined ? dag : { ...dag, schedule: usual.schedule }
}

/** Is there a clock in the schedule of a DAG, and is it known? A default counts. */
export const isTimed = (dag: Dag, context: BookContext): boolean =>
  'kind' in dag.schedule && clocks.has(dag.schedule.kind) && !isRefused(dagTimetable(usualDag(dag), { ...schedulerOf(context.model.scheduler), zoneOf: zoneNamed }))

/** The next runs; undefined where no clock decides on them, or it is not known. */
export const runsPart = (dag: Dag, context: BookContext): Part | undefined => {
  if (!isTimed(dag, context)) return undefined
  const { schedule, timezone } = dag
  const names = [...new Set(['timezone' in schedule ? schedule.timezone : timezone, timezone, 'UTC'])].filter((name) => typeof name === 'string')
  const zones = names.flatMap((name) => zoneNamed(name) ?? []).map((zone, i) => ({ ...zoneBetween(zone, from, to), name: names[i]! }))
  const words = dagSchedule(schedule), override = withoutOverride(schedule)?.name
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
  const assumed = override !== undefined && markup`<p class="quiet">The dates assume that <code>${override}</code> is not set.</p>`
  return {
    markdown: escapeMarkdown(sentence),
    html: markup`<div class="next-runs" data-schedule="${JSON.stringify({ facts: factsOf(usualDag(dag)), scheduler: schedulerOf(context.model.scheduler), zones })}"><p>${sentence} The dates are computed in the page, which needs JavaScript.</p></div>${assumed}`,
  }
}
