// What the tasks of a DAG read and write.
import type { Dag } from '#model'
import { markup, type Markup } from '#write'
import { taskAnchor } from './address.ts'
import type { PageContext } from './context.ts'
import { codeMarkdown } from './escape-markdown.ts'
import { breakable } from './fact-markup.ts'
import { tableMarkdown } from './fact-rows.ts'
import { listed, tableMarkup } from './list-markup.ts'
import type { Part } from './page.ts'
import { tableUses } from './relations.ts'

/** The tables that the tasks read and write; undefined where there are none. */
export const tablesPart = (dag: Dag, context: PageContext): Part | undefined => {
  const uses = tableUses(dag)
  if (uses.length === 0) return undefined
  const head = ['Table', 'Written by', 'Read by']
  const task = (taskId: string): Markup => markup`<a href="#${taskAnchor(taskId)}"><code>${breakable(taskId)}</code></a>`
  return {
    markdown: tableMarkdown(head, uses.map((use) => [context.linkMarkdown('table', use.table), use.writes.map((write) => `${codeMarkdown(write.task)} (${write.mode})`).join(', ') || 'none', use.reads.map(codeMarkdown).join(', ') || 'none'])),
    html: tableMarkup(head, uses.map((use) => ({
      cells: [context.link('table', use.table), listed(use.writes.map((write) => markup`${task(write.task)} <span class="quiet">${write.mode}</span>`)), listed(use.reads.map(task))],
    }))),
  }
}
