// How DAGs hang together: who triggers whom, who waits for whom, and what they tell each other through assets and tables.
import { compareText, sortedBy, type AssetCondition, type Dag, type Fact, type Model, type Schedule } from '#model'

/** One way in which one DAG leads to another. */
export interface Relation {
  readonly from: string
  readonly to: string
  readonly how: 'trigger' | 'callback' | 'wait' | 'asset'
  /** The task that triggers or waits, the event of a callback, or the asset. */
  readonly via: string
}

/** The names of all assets in a condition. */
export const assetNames = (condition: Fact<AssetCondition>): string[] => {
  if (typeof condition === 'string') return [condition]
  const items = 'all' in condition ? condition.all : 'any' in condition ? condition.any : []
  return items.flatMap(assetNames)
}

const scheduleAssets = (schedule: Fact<Schedule>): string[] =>
  'kind' in schedule && (schedule.kind === 'assets' || schedule.kind === 'assets-or-time') ? assetNames(schedule.condition) : []

const taskRelations = (dag: Dag, outlets: ReadonlyMap<string, readonly string[]>): Relation[] => dag.tasks.flatMap((task): Relation[] => [
  ...(typeof task.trigger?.dagId === 'string' ? [{ from: dag.dagId, to: task.trigger.dagId, how: 'trigger' as const, via: task.taskId }] : []),
  ...(typeof task.waitsFor?.dagId === 'string' ? [{ from: task.waitsFor.dagId, to: dag.dagId, how: 'wait' as const, via: task.taskId }] : []),
  ...(task.callbacks ?? []).flatMap((callback) => (callback.triggers ?? []).flatMap((to) => (typeof to === 'string' ? [{ from: dag.dagId, to, how: 'callback' as const, via: `${callback.on} of ${task.taskId}` }] : []))),
  ...(task.outlets ?? []).flatMap((outlet) => (typeof outlet !== 'string' ? [] : (outlets.get(outlet) ?? []).map((to) => ({ from: dag.dagId, to, how: 'asset' as const, via: outlet })))),
])

/** Every relation between DAGs of the model, sorted, each only once. */
export const relationsOf = (model: Model): Relation[] => {
  const waiting = new Map<string, string[]>()
  for (const dag of model.dags) for (const name of scheduleAssets(dag.schedule)) waiting.set(name, [...(waiting.get(name) ?? []), dag.dagId])
  const all = model.dags.flatMap((dag): Relation[] => [
    ...taskRelations(dag, waiting),
    ...dag.callbacks.flatMap((callback) => (callback.triggers ?? []).flatMap((to) => (typeof to === 'string' ? [{ from: dag.dagId, to, how: 'callback' as const, via: `${callback.on} of the DAG` }] : []))),
  ])
  const keyed = new Map(all.map((relation) => [`${relation.from}\u0000${relation.to}\u0000${relation.how}\u0000${relation.via}`, relation]))
  return [...keyed].sort(([a], [b]) => compareText(a, b)).map(([, relation]) => relation)
}

/** A table and the tasks of one DAG that read and write it. */
export interface TableUse {
  readonly table: string
  readonly reads: readonly string[]
  readonly writes: readonly { readonly task: string; readonly mode: string }[]
}

/** The tables with known names that the tasks of a DAG read and write, by name. */
export const tableUses = (dag: Dag): TableUse[] => {
  const uses = new Map<string, { reads: string[]; writes: { task: string; mode: string }[] }>()
  const use = (table: string): { reads: string[]; writes: { task: string; mode: string }[] } => {
    const found = uses.get(table) ?? { reads: [], writes: [] }
    uses.set(table, found)
    return found
  }
  for (const task of dag.tasks) {
    for (const table of task.reads ?? []) if (typeof table === 'string') use(table).reads.push(task.taskId)
    for (const write of task.writes ?? []) if (typeof write.table === 'string') use(write.table).writes.push({ task: task.taskId, mode: write.mode })
  }
  return sortedBy([...uses].map(([table, found]) => ({ table, ...found })), (each) => each.table)
}
