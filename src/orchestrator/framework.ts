// The framework: makes the internal DAGs and the orchestrators of one config.
import type { Dag } from '#author'
import type { PipelineConfig } from './config.ts'
import type { Context, FrameworkOptions } from './context.ts'
import { Confs } from './enrichment.ts'
import { InternalDag } from './internal-dag.ts'
import { pipelineOf } from './layers.ts'
import { Orchestrator } from './orchestrator.ts'
import { Settings } from './settings.ts'

/**
 * Makes the DAGs of a pipeline. All of them are kept until `finishCreatingDags()`, which completes and returns them.
 * @example
 * const pipeline = new Framework(config, { sqlCreator: new SiteSql() })
 * const language = pipeline.createDag('language')
 * language.newTaskCreateTable({ sqlIndex: 'pages' })
 * language.newTasksStoreResults({ appendToHistory: true })
 * pipeline.createOrchestrators()
 * export default pipeline.finishCreatingDags()
 */
export class Framework<D extends string = string, R extends string = string> {
  readonly config: PipelineConfig<D, R>
  private readonly context: Context
  private readonly internalDags: InternalDag[] = []
  private readonly orchestrators: Orchestrator[] = []
  constructor(config: PipelineConfig<D, R>, options: FrameworkOptions = {}) {
    this.config = config
    const settings = new Settings(config as unknown as PipelineConfig, options.local ?? null)
    this.context = { settings, options, pipeline: pipelineOf(settings), confs: new Confs(settings) }
  }
  /** Begins an internal DAG: `kickoff`, and whatever `newTask…` calls put behind it. One that the config does not have gets the root's values. */
  createDag(id: D): InternalDag {
    if (this.internalDags.some((dag) => dag.id === id)) throw new Error(`DAG '${id}' was created twice`)
    const dag = new InternalDag(this.context, id)
    this.internalDags.push(dag)
    return dag
  }
  /** Begins several internal DAGs. */
  createDags(ids: readonly D[]): InternalDag[] {
    const dags: InternalDag[] = []
    for (const id of ids) dags.push(this.createDag(id))
    return dags
  }
  /** Makes the orchestrator of one run type. */
  createOrchestrator(runType: R): Orchestrator {
    if (this.orchestrators.some((dag) => dag.runType === runType)) throw new Error(`The orchestrator of '${runType}' was created twice`)
    const orchestrator = new Orchestrator(this.context, runType)
    this.orchestrators.push(orchestrator)
    return orchestrator
  }
  /** Makes the orchestrators of all run types. */
  createOrchestrators(): Orchestrator[] {
    const made: Orchestrator[] = []
    for (const runType of Object.keys(this.config.orchestrators?.runTypes ?? {})) made.push(this.createOrchestrator(runType as R))
    return made
  }
  /** An internal DAG by its id, or an orchestrator by its run type. */
  getDsDag(id: D): InternalDag
  getDsDag(runType: R): Orchestrator
  getDsDag(id: string): InternalDag | Orchestrator {
    const found = this.internalDags.find((dag) => dag.id === id) ?? this.orchestrators.find((dag) => dag.runType === id)
    if (found === undefined) throw new Error(`There is no DAG '${id}' yet: create it first`)
    return found
  }
  /** Completes every DAG that was created: `drop_temps`, then the documentation. Export what it returns. */
  finishCreatingDags(): Dag[] {
    const dags: Dag[] = []
    for (const dag of this.internalDags) dags.push(dag.finish())
    for (const orchestrator of this.orchestrators) dags.push(orchestrator.finish())
    return dags
  }
}
