// The internal DAGs of an orchestrator.
import type { Dag } from '#model'
import { markup } from '#write'
import type { PageContext } from './context.ts'
import { purposeOf } from './dag-words.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { listed } from './list-markup.ts'
import type { Part } from './page.ts'
import { tableUses } from './relations.ts'
import { tasksInOrder } from './task-order.ts'

/** The DAGs that an orchestrator triggers, in the order in which it does, each with its one sentence and the tables it writes. */
export const internalsPart = (dag: Dag, context: PageContext): Part | undefined => {
  const ids = [...new Set(tasksInOrder(dag).flatMap((task) => (typeof task.trigger?.dagId === 'string' ? [task.trigger.dagId] : [])))]
  if (ids.length === 0) return undefined
  const internals = ids.map((dagId) => {
    const found = context.dag(dagId)
    return { dagId, purpose: found === undefined ? undefined : purposeOf(found), tables: found === undefined ? [] : tableUses(found).filter((use) => use.writes.length > 0 && !use.table.includes('{{')).map((use) => use.table) }
  })
  return {
    markdown: internals.map(({ dagId, purpose, tables }) => `1. ${context.linkMarkdown('dag', dagId)}${purpose === undefined ? '' : `: ${escapeMarkdown(purpose)}`}${tables.length === 0 ? '' : ` Writes ${tables.map((table) => context.linkMarkdown('table', table)).join(', ')}.`}`).join('\n'),
    html: markup`<ol class="internals">${internals.map(({ dagId, purpose, tables }) => markup`<li>${context.link('dag', dagId)}${purpose !== undefined && markup`<p dir="auto">${purpose}</p>`}${
      tables.length > 0 && markup`<p class="quiet">writes ${listed(tables.map((table) => context.link('table', table)))}</p>`}</li>`)}</ol>`,
  }
}
