// The tasks of a DAG: a table whose rows open to settings, SQL, arguments and source; in Markdown a table and a list.
import { dagPicture, type NodeKind } from '#graph'
import { isSymbolic, type Dag, type Edge, type Task, type Value } from '#model'
import { glyphSvg, kindTitles, markup, trusted, type Markup, type Piece } from '#write'
import { taskAnchor } from './address.ts'
import { isFullyRead, taskSentences, taskWords } from './dag-words.ts'
import { codeMarkdown, escapeMarkdown, fenceMarkdown } from './escape-markdown.ts'
import { breakable } from './fact-markup.ts'
import { factMarkdown, placeMarkdown, rowsMarkdown, rowsMarkup, tableMarkdown } from './fact-rows.ts'
import { countWords, factWords } from './fact-words.ts'
import { highlighted } from './highlight.ts'
import { authorText, originOf } from './part-documentation.ts'
import type { BookContext, PageContext } from './context.ts'
import type { Part } from './page.ts'
import { tasksInOrder } from './task-order.ts'
import { groupRow, groupsBegun } from './part-group.ts'
import { taskRows } from './task-rows.ts'

const upstream = (dag: Dag): ReadonlyMap<string, readonly Edge[]> => {
  const byTask = new Map<string, Edge[]>()
  for (const edge of dag.edges) {
    const before = byTask.get(edge.to)
    if (before === undefined) byTask.set(edge.to, [edge])
    else before.push(edge)
  }
  return byTask
}

/** What differs from the usual, in as few words as fit a column. */
const settingWords = (task: Task): Piece[] => [
  task.when !== undefined && markup`<span class="chip">if ${breakable(task.when)}</span>`,
  task.triggerRule !== 'all_success' && markup`<span class="chip">${breakable(factWords(task.triggerRule))}</span>`,
  task.retries !== 0 && task.retries !== null && markup`<span class="chip">${typeof task.retries === 'number' ? countWords(task.retries, 'retry', 'retries') : 'retries not known'}</span>`,
  task.pool !== undefined && task.pool !== 'default_pool' && markup`<span class="chip">pool ${breakable(factWords(task.pool))}</span>`,
  !isFullyRead(task) && markup`<span class="chip"><span class="unknown">read in part</span></span>`,
  task.setup === true && markup`<span class="chip">setup</span>`, task.teardown === true && markup`<span class="chip">teardown</span>`,
]

const argumentMarkup = (context: BookContext, name: string, value: Value): Markup => {
  const isLong = JSON.stringify(value).length > 80 || (typeof value === 'object' && value !== null && !isSymbolic(value))
  const body = isLong ? context.facts.block(value) : context.facts.name(value)
  return markup`<div><dt><code>${name}</code></dt><dd>${body}</dd></div>`
}

/** The text of a task's author in both forms; undefined where there is none. */
const taskText = (task: Task, context: PageContext): ReturnType<typeof authorText> | undefined =>
  typeof task.doc === 'string' && task.doc.trim() !== '' ? authorText(task.doc, originOf(task.at), context, { idPrefix: `${taskAnchor(task.taskId)}-`, shift: 3 }) : undefined

const detailMarkup = (task: Task, doc: string | undefined, after: readonly Edge[], context: BookContext): Markup => {
  const entries = Object.entries(task.args)
  return markup`${doc !== undefined && markup`<div class="prose" dir="auto">${trusted(doc)}</div>`}${
    rowsMarkup(context.facts, taskRows(task, after.map((edge) => edge.from)))}${
    task.trigger?.conf !== undefined && markup`<h3>Conf of the run it starts</h3><pre tabindex="0"><code>${context.facts.json(task.trigger.conf)}</code></pre>`}${
    (task.sql ?? []).map((sql) => markup`<h3>SQL${sql.dialect !== undefined && ` (${sql.dialect})`}${sql.at && markup` ${context.facts.place(sql.at)}`}</h3>${
      context.facts.block(sql.text, (text) => highlighted(text, 'sql'))}`)}${
    entries.length > 0 && markup`<h3>Arguments</h3><dl class="rows">${entries.map(([name, value]) => argumentMarkup(context, name, value))}</dl>`}${
    task.at && markup`<p class="at">Source: ${context.facts.place(task.at)}</p>`}`
}

const afterMarkup = (edges: readonly Edge[]): Piece => {
  if (edges.length === 0) return markup`<span class="none">nothing</span>`
  const shown = edges.slice(0, 3).map((edge, i) => [i > 0 && ', ', markup`<code>${breakable(edge.from.slice(edge.from.lastIndexOf('.') + 1))}</code>`])
  return [shown, edges.length > 3 && ` and ${edges.length - 3} more`]
}

/** The id with its group's prefix subdued. */
const taskIdMarkup = ({ taskId, group }: Task): Piece => {
  const dot = group === null ? -1 : taskId.lastIndexOf('.')
  return dot < 0 ? breakable(taskId) : [markup`<span class="prefix">${breakable(taskId.slice(0, dot + 1))}</span><wbr>`, breakable(taskId.slice(dot + 1))]
}

const taskMarkup = (task: Task, kind: NodeKind, words: string, doc: string | undefined, after: readonly Edge[], context: BookContext): Markup => {
  const id = taskAnchor(task.taskId)
  return markup`<details class="task" id="${id}"><summary><span class="task-id"><span title="${kindTitles[kind]}">${glyphSvg(kind)}</span><code>${taskIdMarkup(task)}</code></span><span class="task-operator"><span class="label">Operator: </span>${breakable(task.operator)}</span><span class="task-words" dir="auto">${breakable(words)}</span><span class="task-after"><span class="label">After: </span>${afterMarkup(after)}</span><span class="task-settings">${settingWords(task)}</span></summary><div class="task-body">${detailMarkup(task, doc, after, context)}<p class="at"><a href="#${id}">Link to this task</a></p></div></details>`
}

const taskMarkdown = (task: Task, doc: string | undefined, after: readonly Edge[]): string => [
  `<details><summary><a id="${taskAnchor(task.taskId)}"></a>${escapeMarkdown(task.taskId)}</summary>`, '', ...(doc === undefined ? [] : [doc, '']), rowsMarkdown(taskRows(task, after.map((edge) => edge.from))),
  ...(task.sql ?? []).flatMap((sql) => (typeof sql.text === 'string' ? ['', fenceMarkdown(sql.text, 'sql')] : [])),
  ...Object.entries(task.args).flatMap(([name, value]) => [typeof value === 'string' && value.includes('\n') ? `\n${codeMarkdown(name)}:\n\n${fenceMarkdown(value, '')}\n` : `- ${codeMarkdown(name)}: ${factMarkdown(value, 'name')}`]),
  ...(task.at === undefined ? [] : [`- Source: ${placeMarkdown(task.at)}`]), '', '</details>',
].join('\n')

/** The table of tasks; undefined for a DAG without any. */
export const tasksPart = (dag: Dag, context: PageContext): Part | undefined => {
  if (dag.tasks.length === 0) return undefined
  const tasks = tasksInOrder(dag)
  const before = upstream(dag)
  const sentences = taskSentences(dag)
  const after = (task: Task): readonly Edge[] => before.get(task.taskId) ?? []
  const begun = groupsBegun(dag, tasks)
  const texts = new Map(tasks.map((task) => [task.id, taskText(task, context)]))
  const kinds = new Map(dagPicture(dag).nodes.map((node) => [node.id, node.kind]))
  const rows = tasks.map((task) => [
    codeMarkdown(task.taskId), escapeMarkdown(task.operator), escapeMarkdown(taskWords(task, sentences)), after(task).map((edge) => codeMarkdown(edge.from)).join(', ') || 'nothing',
    factMarkdown(task.triggerRule, 'name'), factMarkdown(task.retries), task.pool === undefined ? 'default' : factMarkdown(task.pool, 'name'),
  ])
  return {
    markdown: `${tableMarkdown(['Task', 'Operator', 'What it does', 'After', 'Rule', 'Retries', 'Pool'], rows)}\n\n${tasks.map((task) => taskMarkdown(task, texts.get(task.id)?.markdown, after(task))).join('\n\n')}`,
    html: markup`<div class="tasks"><div class="task-head" aria-hidden="true"><span>Task</span><span>Operator</span><span>What it does</span><span>After</span><span>Settings</span></div>${
      tasks.map((task) => [(begun.get(task.taskId) ?? []).map(({ group, count }) => groupRow(dag, group, count, context)), taskMarkup(task, kinds.get(task.id) ?? 'task', taskWords(task, sentences), texts.get(task.id)?.document.html, after(task), context)])}</div>`,
  }
}
