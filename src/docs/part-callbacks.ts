// What happens when a run of a DAG, or one of its tasks, succeeds or fails.
import type { Dag } from '#model'
import { markup } from '#write'
import type { BookContext } from './context.ts'
import { row, rowsMarkdown, rowsMarkup } from './fact-rows.ts'
import type { Part } from './page.ts'
import { callbackWords } from './task-rows.ts'

/** What happens on events. */
export const callbacksPart = (dag: Dag, context: BookContext): Part | undefined => {
  if (dag.callbacks.length === 0) return undefined
  const rows = dag.callbacks.map((callback) => row(`On ${callback.on}`, callbackWords(callback.name, callback.triggers)))
  return { markdown: rowsMarkdown(rows), html: rowsMarkup(context.facts, rows) ?? markup`` }
}
