// The smaller parts of a DAG's page: reads and writes, triggers, parameters, settings, callbacks, assumptions, problems.
import { isSymbolic, type Dag, type Problem, type Value } from '#model'
import { markup, type Markup, type Piece } from '#write'
import { dagSchedule, purposeOf } from './dag-words.ts'
import { codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import { breakable } from './fact-markup.ts'
import { factMarkdown, placeMarkdown, row, rowsMarkdown, rowsMarkup, tableMarkdown } from './fact-rows.ts'
import { factWords } from './fact-words.ts'
import type { BookContext, Part } from './page.ts'
import { tableUses, type Relation } from './relations.ts'
import { anchorText, taskAnchor } from './address.ts'
import { tasksInOrder } from './task-order.ts'
import { callbackWords } from './task-rows.ts'

const table = (head: readonly string[], rows: readonly (readonly Piece[])[]): Markup =>
  markup`<div class="scroll" tabindex="0"><table><thead><tr>${head.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead><tbody>${
    rows.map((cells) => markup`<tr>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
const none = markup`<span class="none">none</span>`
const listed = (pieces: readonly Piece[]): Piece => (pieces.length === 0 ? none : pieces.map((piece, i) => [i > 0 && ', ', piece]))
const taskLink = (taskId: string): Markup => markup`<a href="#${taskAnchor(taskId)}"><code>${breakable(taskId)}</code></a>`

/** The tables that the tasks read and write. */
export const tablesPart = (dag: Dag): Part | undefined => {
  const uses = tableUses(dag)
  if (uses.length === 0) return undefined
  const head = ['Table', 'Written by', 'Read by']
  return {
    markdown: tableMarkdown(head, uses.map((use) => [codeMarkdown(use.table), use.writes.map((write) => `${codeMarkdown(write.task)} (${write.mode})`).join(', ') || 'none', use.reads.map(codeMarkdown).join(', ') || 'none'])),
    html: table(head, uses.map((use) => [
      markup`<code>${breakable(use.table)}</code>`, listed(use.writes.map((write) => markup`${taskLink(write.task)} <span class="quiet">${write.mode}</span>`)), listed(use.reads.map(taskLink)),
    ])),
  }
}

const howWords: Readonly<Record<Relation['how'], string>> = { trigger: 'by task', callback: 'on', wait: 'by task', asset: 'through asset' }

/** Which DAGs this one starts or is waited for by, and which start it or it waits for. */
export const relationsPart = (dag: Dag, context: BookContext, from: string): Part | undefined => {
  const away = context.relations.filter((relation) => relation.from === dag.dagId), toward = context.relations.filter((relation) => relation.to === dag.dagId)
  const groups: [string, Relation[], 'from' | 'to'][] = [
    ['Triggers', away.filter((each) => each.how !== 'wait'), 'to'], ['Is waited for by', away.filter((each) => each.how === 'wait'), 'to'],
    ['Is triggered by', toward.filter((each) => each.how !== 'wait'), 'from'], ['Waits for', toward.filter((each) => each.how === 'wait'), 'from'],
  ]
  const given = groups.filter(([, relations]) => relations.length > 0)
  if (given.length === 0) return undefined
  return {
    markdown: given.map(([title, relations, end]) => `- ${title}:\n${relations.map((each) => `  - ${context.dagLinkMarkdown(each[end], from)} (${howWords[each.how]} ${codeMarkdown(each.via)})`).join('\n')}`).join('\n'),
    html: markup`<dl class="rows relations">${given.map(([title, relations, end]) => markup`<div><dt>${title}</dt><dd><ul>${
      relations.map((each) => markup`<li>${context.dagLink(each[end])} <span class="quiet">${howWords[each.how]} <code>${breakable(each.via)}</code></span></li>`)}</ul></dd></div>`)}</dl>`,
  }
}

const typeWords = (schema: Value | undefined): string => {
  if (schema === undefined || typeof schema !== 'object' || schema === null || Array.isArray(schema)) return 'any'
  const form = schema as Readonly<Record<string, Value>>
  const type = form['enum'] !== undefined ? `one of ${factWords(form['enum'])}` : form['type'] === undefined ? 'any' : factWords(form['type'])
  const rest = Object.entries(form).filter(([key]) => !['type', 'enum', 'description', 'title', 'default'].includes(key)).map(([key, value]) => `${key} ${factWords(value)}`)
  return [type, ...rest].join(', ')
}

/** The DAGs that an orchestrator triggers, in the order in which it does, each with its one sentence and the tables it writes. */
export const internalsPart = (dag: Dag, context: BookContext, from: string): Part | undefined => {
  const ids = [...new Set(tasksInOrder(dag).flatMap((task) => (typeof task.trigger?.dagId === 'string' ? [task.trigger.dagId] : [])))]
  if (ids.length === 0) return undefined
  const internals = ids.map((dagId) => {
    const found = context.model.dags.find((each) => each.dagId === dagId)
    return { dagId, purpose: found === undefined ? undefined : purposeOf(found), tables: found === undefined ? [] : tableUses(found).filter((use) => use.writes.length > 0 && !use.table.includes('{{')).map((use) => use.table) }
  })
  return {
    markdown: internals.map(({ dagId, purpose, tables }) => `1. ${context.dagLinkMarkdown(dagId, from)}${purpose === undefined ? '' : `: ${escapeMarkdown(purpose)}`}${tables.length === 0 ? '' : ` Writes ${tables.map(codeMarkdown).join(', ')}.`}`).join('\n'),
    html: markup`<ol class="internals">${internals.map(({ dagId, purpose, tables }) => markup`<li>${context.dagLink(dagId)}${purpose !== undefined && markup`<p dir="auto">${purpose}</p>`}${
      tables.length > 0 && markup`<p class="quiet">writes ${listed(tables.map((table) => markup`<code>${breakable(table)}</code>`))}</p>`}</li>`)}</ol>`,
  }
}

const paramMarkup = (name: string, param: Dag['params'][string], context: BookContext): Markup => {
  const isLarge = typeof param.default === 'object' && param.default !== null && !isSymbolic(param.default)
  return markup`<div><dt><code>${breakable(name)}</code></dt><dd>${param.description !== undefined && markup`<p>${context.facts.fact(param.description)}</p>`}${
    isLarge ? markup`<p class="quiet">accepts ${typeWords(param.schema)}; unless given:</p><pre class="tall" tabindex="0"><code>${context.facts.json(param.default)}</code></pre>` : markup`<p>${context.facts.name(param.default)} <span class="quiet">unless given; accepts ${typeWords(param.schema)}</span></p>`}</dd></div>`
}

/** The parameters a run can be given. */
export const paramsPart = (dag: Dag, context: BookContext): Part | undefined => {
  const params = Object.entries(dag.params)
  if (params.length === 0) return undefined
  return {
    markdown: tableMarkdown(['Parameter', 'Default', 'Accepts', 'What it is for'], params.map(([name, param]) => [codeMarkdown(name), factMarkdown(param.default, 'name'), escapeMarkdown(typeWords(param.schema)), param.description === undefined ? '' : factMarkdown(param.description)])),
    html: markup`<dl class="rows params">${params.map(([name, param]) => paramMarkup(name, param, context))}</dl>`,
  }
}

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
    ...dag.assumptions.map((assumption) => row('Assumed', `${assumption.name} = ${factWords(assumption.value)} (${assumption.from === 'default' ? 'its default' : 'a fixture'})`)),
  ]
  return { markdown: rowsMarkdown(rows), html: rowsMarkup(context.facts, rows) ?? markup`` }
}

/** What happens on events. */
export const callbacksPart = (dag: Dag, context: BookContext): Part | undefined => {
  if (dag.callbacks.length === 0) return undefined
  const rows = dag.callbacks.map((callback) => row(`On ${callback.on}`, callbackWords(callback.name, callback.triggers)))
  return { markdown: rowsMarkdown(rows), html: rowsMarkup(context.facts, rows) ?? markup`` }
}

const problemAnchor = ({ code, at }: Problem): string => anchorText(at === undefined ? `problem-${code}` : `problem-${code}-${at.file}-${at.line}-${at.column}`)

/** Problems as a list; undefined where there are none. */
export const problemsPart = (problems: readonly Problem[], context: BookContext): Part | undefined => {
  if (problems.length === 0) return undefined
  return {
    markdown: problems.map((problem) => `- **${problem.severity}** ${codeMarkdown(problem.code)}: ${escapeMarkdown(problem.message)}${problem.help === undefined ? '' : ` ${escapeMarkdown(problem.help)}`}${problem.at === undefined ? '' : ` (${placeMarkdown(problem.at)})`}`).join('\n'),
    html: markup`<ul class="problems">${problems.map((problem) => markup`<li class="problem is-${problem.severity}" id="${problemAnchor(problem)}"><p><span class="severity">${problem.severity}</span> <code>${problem.code}</code>${problem.at && markup` ${context.facts.place(problem.at)}`}</p><p>${prose(problem.message)}</p>${
      problem.help !== undefined && markup`<p class="help">${prose(problem.help)}</p>`}${
      (problem.related ?? []).map((related) => markup`<p class="quiet">${prose(related.message)} ${context.facts.place(related.at)}</p>`)}</li>`)}</ul>`,
  }
}

/** Messages quote names in backticks. */
const prose = (text: string): Piece => text.split(/`([^`]*)`/).map((piece, i) => (i % 2 === 1 ? markup`<code>${piece}</code>` : piece))
