// Where everything in a book is: the page of each DAG, task, group, table, pipeline, owner and tag, by its name.
import { sortedBy, tableIdOf, type Dag, type Group, type Model } from '#model'
import { segmentsOf, taskAnchor } from './address.ts'
import type { Term } from './glossary.ts'
import type { OwnPage } from './own-pages.ts'
import type { Ownership } from './ownership.ts'

/** What a link by name can lead to. */
export const namedKinds = ['dag', 'task', 'group', 'table', 'pipeline', 'owner', 'tag', 'doc', 'term'] as const
/** What a link by name can lead to. A task and a group are named `dagId/taskId`, a page of the project's own by its path or its title. */
export type NamedKind = (typeof namedKinds)[number]

/** A page of the book, and a place on it. */
export interface Target {
  readonly path: string
  readonly anchor?: string
}

/** Finds pages by name. */
export interface Directory {
  readonly find: (kind: NamedKind, name: string) => Target | undefined
  /** Every name of a kind, sorted. */
  readonly names: (kind: NamedKind) => readonly string[]
}

/** The groups of a DAG that hold a task, at whatever depth: those that have a page. */
export const groupsWithTasks = (dag: Dag): Group[] => {
  const byId = new Map(dag.groups.map((group) => [group.id, group]))
  const held = new Set<string>()
  for (const task of dag.tasks) {
    for (let id = task.group; id !== null && byId.has(id) && !held.has(id); id = byId.get(id)!.parent) held.add(id)
  }
  return dag.groups.filter((group) => held.has(group.id))
}

const pathsBelow = (folder: string, names: Iterable<string>): ReadonlyMap<string, Target> =>
  new Map([...segmentsOf(names)].map(([name, segment]) => [name, { path: `${folder}/${segment}` }]))

/** What is inside the DAGs, by `dagId/name`. */
const insides = (model: Model, dags: ReadonlyMap<string, Target>): { tasks: ReadonlyMap<string, Target>; groups: ReadonlyMap<string, Target> } => {
  const tasks = new Map<string, Target>(), groups = new Map<string, Target>()
  for (const dag of model.dags) {
    const { path } = dags.get(dag.dagId)!
    for (const task of dag.tasks) tasks.set(`${dag.dagId}/${task.taskId}`, { path, anchor: taskAnchor(task.taskId) })
    const held = groupsWithTasks(dag)
    if (held.length === 0) continue
    const segments = segmentsOf(held.map((group) => group.groupId))
    for (const group of held) groups.set(`${dag.dagId}/${group.groupId}`, { path: `${path}/groups/${segments.get(group.groupId)!}` })
  }
  return { tasks, groups }
}

/** The project's own pages by their paths (with and without folder and ending), and by their titles where only one has it. */
const documents = (pages: readonly OwnPage[]): ReadonlyMap<string, Target> => {
  const byName = new Map<string, Target>(), titles = new Map<string, number>()
  for (const { title } of pages) titles.set(title, (titles.get(title) ?? 0) + 1)
  for (const { title, path } of pages) if (titles.get(title) === 1) byName.set(title, { path })
  for (const { file, path } of pages) {
    const stem = file.replace(/\.\w+$/, ''), inside = stem.slice(stem.indexOf('/') + 1)
    for (const name of [file, stem, inside]) byName.set(name, { path })
  }
  return byName
}

/** Makes the directory of a book. */
export const directoryOf = (model: Model, ownership: Ownership, own: readonly OwnPage[], terms: readonly Term[]): Directory => {
  const dags = pathsBelow('dags', model.dags.map((dag) => dag.dagId))
  const { tasks, groups } = insides(model, dags)
  const tables = pathsBelow('tables', model.tables.map((table) => table.name))
  const tableNames = new Map(model.tables.map((table) => [table.id, table.name]))
  const places: Readonly<Record<NamedKind, ReadonlyMap<string, Target>>> = {
    dag: dags, task: tasks, group: groups, table: tables, pipeline: pathsBelow('pipelines', model.pipelines.map((pipeline) => pipeline.name)),
    owner: pathsBelow('owners', ownership.owners), tag: pathsBelow('tags', ownership.tags),
    doc: documents(own), term: new Map(terms.flatMap(({ names, anchor }) => names.map((name) => [name.toLowerCase(), { path: 'glossary', anchor }] as const))),
  }
  const names = new Map<NamedKind, readonly string[]>()
  return {
    find: (kind, name) => places[kind].get(kind === 'table' ? tableNames.get(tableIdOf(name)) ?? name : kind === 'term' ? name.toLowerCase() : name),
    names: (kind) => {
      const known = names.get(kind) ?? sortedBy(places[kind].keys(), (name) => name)
      names.set(kind, known)
      return known
    },
  }
}
