// Bundles of Airflow's TypeScript SDK, and handlers for tasks that a Python DAG declares; with the names these had before.
import type { Dag, Handler } from './shim-airflow-dag.ts'

/** Code for one task of a DAG that Python declares: ids and a body, no DAG of its own. */
export class TaskHandler {
  readonly brand = 'dagbook/handler'
  readonly dagId: string
  readonly taskId: string
  readonly handler: Handler
  constructor(dagId: string, taskId: string, handler: Handler) {
    this.dagId = dagId
    this.taskId = taskId
    this.handler = handler
  }
}

/** What a process provides to Airflow: DAGs, and handlers of Python's tasks. Being in one has the same effect as being exported. */
export class Bundle {
  readonly brand = 'dagbook/bundle'
  readonly items: (Dag | TaskHandler)[] = []
  constructor(...items: readonly (Dag | TaskHandler)[]) {
    bundles.push(this)
    this.register(...items)
  }
  register(...items: readonly (Dag | TaskHandler)[]): void {
    for (const item of items) this.items.push(item)
  }
  async serve(): Promise<void> {}
  getTaskHandler(dagId: string, taskId: string): Handler | undefined {
    for (const item of this.items) {
      if (item.dagId !== dagId) continue
      if (item.brand === 'dagbook/handler') {
        if (item.taskId === taskId) return item.handler
      } else {
        for (const task of item.declared) if (task.taskId === taskId) return task.options['handler'] as Handler
      }
    }
    return undefined
  }
}

/** Every bundle that was made: where the reader finds what is registered and not exported. */
export const bundles: Bundle[] = []

/** The name of `Bundle` in 0.1.0-beta1. */
export class DagRegistry extends Bundle {
  registerDag(...dags: readonly Dag[]): void {
    this.register(...dags)
  }
  registerTaskHandler(dagId: string, taskId: string, handler: Handler): void {
    this.register(new TaskHandler(dagId, taskId, handler))
  }
}

/** Serves a registry; in 0.1.0-beta1. */
export const serveDags = async (registry: DagRegistry): Promise<void> => registry.serve()
/** Registers and serves at once; before 0.1.0-beta1. */
export const registerDags = async (...dags: readonly Dag[]): Promise<void> => new Bundle(...dags).serve()

const registry = new Bundle()
/** The first form of a handler: for a pair of ids, `dagId.taskId`, or a task id in whatever DAG the worker is asked for. */
export const registerTask = (task: string | { readonly dagId: string; readonly taskId: string }, handler: Handler): void => {
  if (typeof task !== 'string') {
    registry.register(new TaskHandler(task.dagId, task.taskId, handler))
    return
  }
  const dot = task.indexOf('.')
  registry.register(dot < 0 ? new TaskHandler('', task, handler) : new TaskHandler(task.slice(0, dot), task.slice(dot + 1), handler))
}
/** Starts serving; the forms before `bundle.serve()`. */
export const startCoordinator = async (): Promise<void> => {}
/** See `startCoordinator`. */
export const startCoordinatorRuntime = startCoordinator
/** See `startCoordinator`. */
export const startWorker = async (_options?: unknown): Promise<void> => {}
