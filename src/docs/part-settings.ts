// The scheduler's settings of a DAG, and what was assumed to find them.
import type { Dag } from '#model'
import { markup } from '#write'
import type { BookContext } from './context.ts'
import { dagSchedule } from './dag-words.ts'
import { row, rowsMarkdown, rowsMarkup } from './fact-rows.ts'
import { assumptionWords } from './fact-words.ts'
import type { Part } from './page.ts'

/** The scheduler's settings of the DAG, and what was assumed to find them. */
export const settingsPart = (dag: Dag, context: BookContext): Part => {
  const { schedule } = dag
  const cron = 'kind' in schedule && (schedule.kind === 'cron' || schedule.kind === 'assets-or-time') ? schedule : undefined
  const rows = [
    row('Runs', dagSchedule(schedule)), row('Cron', cron?.expression ?? cron?.expressions, 'name'), row('Written as', cron !== undefined && 'preset' in cron ? cron.preset : undefined, 'name'),
    row('A run covers', cron === undefined ? undefined : cron.timing === 'data-interval' ? 'the time between two ticks, and starts at its end' : 'no time: it starts at the tick'),
    row('Time zone', dag.timezone), row('Start date', dag.startDate ?? undefined), row('End date', dag.endDate ?? undefined), row('Catches up on missed runs', dag.catchup),
    row('At most at once: runs', dag.maxActiveRuns), row('At most at once: tasks', dag.maxActiveTasks), row('A run fails after', dag.dagrunTimeoutMs ?? undefined, 'duration'),
    row('Stops at the first failure', dag.failFast), row('Renders templates to native values', dag.renderNative), row('Config', dag.pipeline, 'name'), row('System', dag.system), row('Language', dag.language),
    ...dag.assumptions.map((assumption) => row('Assumed', assumptionWords(assumption))),
  ]
  return { markdown: rowsMarkdown(rows), html: rowsMarkup(context.facts, rows) ?? markup`` }
}
