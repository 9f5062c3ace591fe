// A small pipeline to try the framework on, and what tests ask of the DAGs it makes.
import type { DagRecord, TaskRecord } from 'dagbook'
import { EventCreator, Framework, SqlCreator, type FrameworkOptions, type InternalDag, type Orchestrator, type PipelineConfig } from 'dagbook/orchestrator'

/** Statements that name their index and input. */
export class TestSql extends SqlCreator {
  readonly name = 'TestSql'
  readonly file = 'dags/sql.ts'
  select(index: string, inputTable: string): string {
    return `select ${index} from ${inputTable}`
  }
}
/** Events of one kind. */
export class TestEvents extends EventCreator {
  readonly name = 'TestEvents'
  readonly file = 'dags/events.ts'
  readonly eventsTable = 'prod.ds.events'
  readonly domain = 'dom'
  readonly evid = 42
  select(queryType: string | undefined, sourceTable: string): string {
    return `select msid, ${queryType} from ${sourceTable}`
  }
}
/** The same events, but only new ones. */
export class NewEvents extends TestEvents {
  override readonly notSince = '2026-01-01'
}

/** What every run type needs. */
export const hoursOfRuns = { executionTimeoutHours: 3, dagrunTimeoutHours: 20, triggeredDagTimeoutHours: 6 } as const

type Sections = { [section: string]: object }
/** A config of two DAGs, `one` and `two`, and a daily and a backfill orchestrator; parts can be replaced. */
export const configOf = ({ root = {}, one = {}, two = {}, defaults = {}, daily = {}, backfill = {}, three }: Sections = {}): PipelineConfig => ({
  normalPrefix: 'prod.ds.', ...root,
  orchestrators: { name: 'pipe', defaults: { ...hoursOfRuns, ...defaults }, runTypes: { daily, backfill } },
  dags: { one: { shortName: 'first', ...one }, two: { shortName: 'second', inputDag: 'one', ...two }, ...three === undefined ? {} : { three: { shortName: 'third', ...three } } },
})

/** The framework on such a config. */
export const frameworkOf = (sections: Sections = {}, options: FrameworkOptions = {}): Framework =>
  new Framework(configOf(sections), { sqlCreator: new TestSql(), eventCreator: new TestEvents(), ...options })

/** The local environment that developers start from. */
export const local = { prefix: 'sandbox.me_', sqlRowLimit: 1000, eventsLimit: 10 } as const

/** A new internal DAG `one`, or another. */
export const internalDag = (sections: Sections = {}, options: FrameworkOptions = {}, id = 'one'): InternalDag => frameworkOf(sections, options).createDag(id)
/** A finished orchestrator. */
export const orchestratorOf = (runType: string, sections: Sections = {}, options: FrameworkOptions = {}): Orchestrator => {
  const framework = frameworkOf(sections, options)
  const orchestrator = framework.createOrchestrator(runType)
  framework.finishCreatingDags()
  return orchestrator
}

/** A task's options, with whatever operator. */
export type AnyOptions = { readonly [option: string]: unknown }
type HasDag = { readonly dag: DagRecord }
/** A task of a DAG, which has to be there. */
export const taskOf = ({ dag }: HasDag, id: string): TaskRecord => {
  const task = dag.tasks.find(({ taskId }) => taskId === id)
  if (task === undefined) throw new Error(`there is no ${id} among ${dag.tasks.map(({ taskId }) => taskId).join(', ')}`)
  return task
}
/** Its options. */
export const optionsOf = (dag: HasDag, id: string): AnyOptions => taskOf(dag, id).options as AnyOptions
/** All ids in the order in which they were made. */
export const idsOf = ({ dag }: HasDag): string[] => dag.tasks.map(({ taskId }) => taskId)
/** The edges as `from → to`, with the label where there is one. */
export const edgesOf = ({ dag }: HasDag): string[] => dag.edges.map(({ from, to, label }) => `${(from as TaskRecord).taskId} → ${(to as TaskRecord).taskId}${label === null ? '' : ` (${label})`}`)
/** The tasks right behind a task. */
export const behind = (dag: HasDag, id: string): string[] => dag.dag.edges.flatMap(({ from, to }) => ((from as TaskRecord).taskId === id ? [(to as TaskRecord).taskId] : []))
/** The options of a Spark application's command line. */
export const sparkOptions = (dag: HasDag, id: string): Record<string, string | true> => {
  const words = optionsOf(dag, id)['applicationArgs'] as string[]
  const options: Record<string, string | true> = {}
  for (let i = 0; i < words.length; i++) {
    const next = words[i + 1]
    options[words[i]!.slice(2)] = next === undefined || next.startsWith('--') ? true : words[++i]!
  }
  return options
}
/** Its statements as one text. */
export const sqlOf = (dag: HasDag, id: string): string => [optionsOf(dag, id)['sql']].flat().join(';\n')
/** The options of the DAG. */
export const specOf = ({ dag }: HasDag): AnyOptions => dag.spec as AnyOptions
