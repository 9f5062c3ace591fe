// How much of a project is documented: the purpose of each DAG, what each task does, what each lasting table holds.
import { compareText, sortedBy, type Dag, type Model, type Place, type Table, type Task, type Value } from '#model'
import { purposeOf, taskSentences } from './dag-words.ts'

/** Something that should say what it is. */
export interface DocumentedThing {
  readonly kind: 'dag' | 'task' | 'table'
  /** The name of a table or DAG; the id of a task. */
  readonly name: string
  /** The DAGs that it belongs to: those that write a table. */
  readonly dagIds: readonly string[]
  /** The folder of the file that it is written in. */
  readonly folder: string
  readonly at: Place | undefined
  readonly isDocumented: boolean
}
/** How many are documented of all there are. */
export interface DocsCount {
  readonly known: number
  readonly total: number
}

const isSaid = (value: Value | undefined): boolean => typeof value === 'string' && value.trim() !== ''
const folderOf = (at: Place | undefined): string => (at?.file.includes('/') ? at.file.slice(0, at.file.lastIndexOf('/')) : '')

/** The names that a framework has for the tasks it makes for each internal DAG; their ids begin with them. */
const groupTaskNames = (dag: Dag): string[] => {
  const text = (dag.documentation as Readonly<Record<string, Value>> | undefined)?.['group_tasks']
  return typeof text === 'string' ? [...text.matchAll(/\*\*([\w-]+)\*\*|`([\w-]+)`/g)].map(([, bold, code]) => bold ?? code!) : []
}

/** Tells of each task of a DAG whether its author, or the framework that made it, says what it does. A task that runs nothing needs no words. */
export const taskIsDescribed = (dag: Dag): ((task: Task) => boolean) => {
  const sentences = taskSentences(dag), names = groupTaskNames(dag)
  return (task) => {
    const own = task.taskId.slice(task.taskId.lastIndexOf('.') + 1)
    return task.kind === 'empty' || isSaid(task.doc) || sentences.has(task.taskId) || (task.group !== null && names.some((name) => own.startsWith(name)))
  }
}

/** Is it there after the run that made it: neither temporary nor named by an expression that differs from run to run? */
export const tableLasts = (table: Table): boolean => table.role !== 'temporary' && !table.name.includes('{{')

const found = new WeakMap<Model, readonly DocumentedThing[]>()

/** Everything in a model that should say what it is. */
export const documentedThings = (model: Model): readonly DocumentedThing[] => {
  const things = found.get(model) ?? collected(model)
  found.set(model, things)
  return things
}

const collected = (model: Model): DocumentedThing[] => {
  const dagOf = new Map(model.dags.flatMap((dag) => dag.tasks.map((task) => [task.id, dag.dagId] as const)))
  const ofDag = (dag: Dag): DocumentedThing[] => {
    const isDescribed = taskIsDescribed(dag), folder = folderOf(dag.at)
    return [
      { kind: 'dag', name: dag.dagId, dagIds: [dag.dagId], folder, at: dag.at, isDocumented: purposeOf(dag) !== undefined },
      ...dag.tasks.filter((task) => task.kind !== 'empty').map((task): DocumentedThing => ({ kind: 'task', name: task.taskId, dagIds: [dag.dagId], folder, at: task.at, isDocumented: isDescribed(task) })),
    ]
  }
  const ofTable = (table: Table): DocumentedThing => ({
    kind: 'table', name: table.name, dagIds: [...new Set(table.writers.flatMap((id) => dagOf.get(id) ?? []))].sort(compareText), folder: folderOf(table.at), at: table.at, isDocumented: isSaid(table.description),
  })
  return [...model.dags.flatMap(ofDag), ...model.tables.filter(tableLasts).map(ofTable)]
}

/** Counts what is documented. */
export const docsCount = (things: readonly DocumentedThing[]): DocsCount => ({ known: things.filter((thing) => thing.isDocumented).length, total: things.length })
/** The share in percent, rounded down, so that 100 means all; of nothing it is 100. */
export const docsPercent = ({ known, total }: DocsCount): number => (total === 0 ? 100 : Math.floor((known / total) * 100))

/** Things by the names that `of` gives each, worst documented first. */
export const docsBy = (things: readonly DocumentedThing[], of: (thing: DocumentedThing) => readonly string[]): { readonly name: string; readonly count: DocsCount }[] => {
  const groups = new Map<string, DocumentedThing[]>()
  for (const thing of things) {
    for (const name of of(thing)) {
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [thing])
      else group.push(thing)
    }
  }
  return sortedBy([...groups].map(([name, list]) => ({ name, count: docsCount(list) })), ({ name, count }) => `${String(docsPercent(count)).padStart(3, '0')}\u0000${name}`)
}

/** What is missing, in words for a terminal; undefined where at least `min` percent are documented. */
export const docsShortfall = (model: Model, min: number): string | undefined => {
  const things = documentedThings(model), count = docsCount(things)
  if (docsPercent(count) >= min) return undefined
  const most = 20, missing = things.filter((thing) => !thing.isDocumented)
  const what: Readonly<Record<DocumentedThing['kind'], (thing: DocumentedThing) => string>> = {
    dag: ({ name }) => `the DAG ${name} does not say what it is for`, task: ({ name, dagIds: [dagId] }) => `the task ${name} of ${dagId} has no description`, table: ({ name }) => `the table ${name} has no description`,
  }
  return [
    `${count.known} of ${count.total} DAGs, tasks and tables are documented: ${docsPercent(count)} %, and ${min} % are asked for. Missing:`,
    ...missing.slice(0, most).map((thing) => `  ${thing.at === undefined ? '' : `${thing.at.file}:${thing.at.line}  `}${what[thing.kind](thing)}`),
    ...(missing.length > most ? [`  and ${missing.length - most} more: see the page /coverage/ of the book`] : []),
  ].join('\n')
}
