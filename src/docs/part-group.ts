// The page of a task group: its tasks as a picture and as a list, and what runs before and after it.
import { compareText, type Dag, type Edge, type Group, type Task } from '#model'
import { markup, type Markup, type Piece } from '#write'
import { groupAnchor, taskAnchor } from './address.ts'
import type { BookContext, PageContext } from './context.ts'
import { firstSentence, taskSentences, taskWords } from './dag-words.ts'
import { groupsWithTasks } from './directory.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { breakable } from './fact-markup.ts'
import { placeMarkdown, tableMarkdown } from './fact-rows.ts'
import { countTile, headPart, tilesPart } from './head-markup.ts'
import { listed, noneMarkup, tableMarkup } from './list-markup.ts'
import type { Part } from './page.ts'
import { tasksInOrder } from './task-order.ts'

/** The part of a DAG that a group holds, groups inside it included, and the edges that lead in and out. */
export interface GroupInside {
  readonly group: Group
  readonly dag: Dag
  /** The DAG with nothing but the group and what is in it. */
  readonly inside: Dag
  readonly inward: readonly Edge[]
  readonly outward: readonly Edge[]
}

/** Takes a group out of its DAG. */
export const insideOf = (dag: Dag, group: Group): GroupInside => {
  const held = new Set([group.id])
  // Parents may be listed after their children: go on until nothing is added.
  for (let size = 0; size !== held.size;) {
    size = held.size
    for (const each of dag.groups) if (each.parent !== null && held.has(each.parent)) held.add(each.id)
  }
  const tasks = dag.tasks.filter((task) => task.group !== null && held.has(task.group))
  const ids = new Set(tasks.map((task) => task.taskId))
  return {
    group, dag,
    inside: { ...dag, tasks, groups: dag.groups.filter((each) => held.has(each.id)).map((each) => (each.id === group.id ? { ...each, parent: null } : each)), edges: dag.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to)) },
    inward: dag.edges.filter((edge) => !ids.has(edge.from) && ids.has(edge.to)),
    outward: dag.edges.filter((edge) => ids.has(edge.from) && !ids.has(edge.to)),
  }
}

const purpose = (group: Group): string | undefined => (typeof group.doc === 'string' && group.doc.trim() !== '' ? firstSentence(group.doc) : undefined)
/** What a group is called: its label where it has one. */
export const groupTitle = (group: Group): string => (typeof group.label === 'string' && group.label !== '' ? group.label : group.groupId)

/** The name of the group, its DAG, what it is for. */
export const groupHeadPart = ({ group, dag }: GroupInside, context: PageContext): Part => {
  const place = context.directory.find('dag', dag.dagId)!
  const { markdown, html } = headPart({
    eyebrow: ['Task group of ', context.link('dag', dag.dagId), group.at && markup` · ${context.facts.place(group.at)}`], name: group.groupId,
    lead: purpose(group) ?? (groupTitle(group) === group.groupId ? undefined : groupTitle(group)),
    more: markup`<p class="quiet"><a href="${context.url(place.path, groupAnchor(group.groupId))}">Among the tasks of the DAG</a></p>`,
  })
  return { markdown: `${markdown}\n\nA task group of ${context.linkMarkdown('dag', dag.dagId)}.`, html }
}

const others = (edges: readonly Edge[], end: 'from' | 'to'): string[] => [...new Set(edges.map((edge) => edge[end]))].sort(compareText)

/** The strip of facts. */
export const groupFactsPart = ({ group, dag, inside, inward, outward }: GroupInside, context: PageContext): Part => {
  const link = (taskId: string): Markup => context.link('task', `${dag.dagId}/${taskId}`, taskId)
  const linkMarkdown = (taskId: string): string => context.linkMarkdown('task', `${dag.dagId}/${taskId}`, taskId)
  const around = group.parent === null ? undefined : dag.groups.find((each) => each.id === group.parent)
  const before = others(inward, 'from'), after = others(outward, 'to')
  const { markdown, html } = tilesPart([
    countTile('Tasks', inside.tasks.length, '#tasks'),
    ...(inside.groups.length > 1 ? [countTile('Groups inside', inside.groups.length - 1)] : []),
    ...(around === undefined ? [] : [{ label: 'Inside', markdown: context.linkMarkdown('group', `${dag.dagId}/${around.groupId}`, around.groupId), html: context.link('group', `${dag.dagId}/${around.groupId}`, around.groupId), className: 'middle' }]),
    { label: 'Runs after', markdown: before.map(linkMarkdown).join(', ') || 'nothing', html: before.length === 0 ? noneMarkup : listed(before.map(link)), className: 'wide' },
    { label: 'Before', markdown: after.map(linkMarkdown).join(', ') || 'nothing', html: after.length === 0 ? noneMarkup : listed(after.map(link)), className: 'wide' },
  ])
  return { markdown: [markdown, ...(group.at === undefined ? [] : [`- Source: ${placeMarkdown(group.at)}`])].join('\n'), html }
}

/** The tasks of a group in a table whose rows lead to the page of the DAG. */
export const groupTasksPart = ({ group, dag, inside, inward }: GroupInside, context: PageContext): Part => {
  const sentences = taskSentences(dag)
  const tasks = tasksInOrder(inside)
  const name = (taskId: string): string => (taskId.startsWith(`${group.groupId}.`) ? taskId.slice(group.groupId.length + 1) : taskId)
  const link = (taskId: string): Markup => context.link('task', `${dag.dagId}/${taskId}`, name(taskId))
  const linkMarkdown = (taskId: string): string => context.linkMarkdown('task', `${dag.dagId}/${taskId}`, name(taskId))
  const before = (task: Task): string[] => others([...inside.edges, ...inward].filter((edge) => edge.to === task.taskId), 'from')
  const head = ['Task', 'Operator', 'What it does', 'After']
  return {
    markdown: tableMarkdown(head, tasks.map((task) => [
      linkMarkdown(task.taskId), escapeMarkdown(task.operator), escapeMarkdown(taskWords(task, sentences)),
      before(task).map(linkMarkdown).join(', ') || 'nothing',
    ])),
    html: tableMarkup(head, tasks.map((task) => ({ id: taskAnchor(task.taskId), cells: [link(task.taskId), breakable(task.operator), breakable(taskWords(task, sentences)), listed(before(task).map(link))] }))),
  }
}

/** A group's row among the tasks of its DAG, with its anchor. */
export const groupRow = (dag: Dag, group: Group, count: number, context: BookContext): Piece => {
  const sentence = purpose(group)
  return markup`<div class="task-group" id="${groupAnchor(group.groupId)}"><span class="label">Group </span>${context.link('group', `${dag.dagId}/${group.groupId}`, group.groupId)} <span class="quiet">${count === 1 ? '1 task' : `${count} tasks`}${sentence !== undefined && `. ${sentence}`}</span></div>`
}

/** For each task, the groups that begin with it when tasks are listed in this order: each group once, outer ones first. */
export const groupsBegun = (dag: Dag, order: readonly Task[]): ReadonlyMap<string, readonly { readonly group: Group; readonly count: number }[]> => {
  const byId = new Map(groupsWithTasks(dag).map((group) => [group.id, group]))
  const counts = new Map<string, number>()
  const around = (task: Task): Group[] => {
    const list: Group[] = []
    for (let id = task.group; id !== null && byId.has(id) && list.length <= byId.size; id = byId.get(id)!.parent) list.unshift(byId.get(id)!)
    return list
  }
  const begun = new Map<string, Group[]>()
  for (const task of order) {
    const groups = around(task)
    begun.set(task.taskId, groups.filter((group) => !counts.has(group.id)))
    for (const group of groups) counts.set(group.id, (counts.get(group.id) ?? 0) + 1)
  }
  return new Map([...begun].map(([taskId, groups]) => [taskId, groups.map((group) => ({ group, count: counts.get(group.id) ?? 0 }))]))
}
