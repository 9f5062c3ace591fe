// What `@apache-airflow/ts-sdk` (and `apache-airflow-ts-sdk`, with `/hitl`) exports, as far as declaring DAGs goes.
import type { ArgList, Handler, Joined, Labelled } from './shim-airflow-dag.ts'

export { Dag } from './shim-airflow-dag.ts'
export { approval, hitl, humanInput, triggerDagRun } from './shim-airflow-operators.ts'
export { Bundle, bundles, DagRegistry, registerDags, registerTask, serveDags, startCoordinator, startCoordinatorRuntime, startWorker, TaskHandler } from './shim-airflow-bundle.ts'

/** Names the edge that is drawn to a node. */
export const label = (node: Joined, text: string): Labelled => ({ brand: 'airflow/labelled', node, text })
/** Inputs in the order of the handler's argument. */
export const withArgList = (...values: readonly unknown[]): ArgList => ({ brand: 'airflow/arg-list', values })
/** Other names for a handler's arguments: the handler stays what it is. */
export const withArgNames = (_names: unknown, handler: Handler): Handler => handler

const onlyInsideHandlers = (name: string): never => {
  throw new Error(`${name}() works only while a handler runs`)
}
/** What a handler reads and writes; a DAG file has none. */
export const getClient = (): never => onlyInsideHandlers('getClient')
/** What a handler runs for; a DAG file has none. */
export const getContext = (): never => onlyInsideHandlers('getContext')

/** An asset, as handlers name one; the SDK's DAGs have no assets yet. */
export class Asset {
  readonly name: string
  readonly uri: string
  constructor(spec: { readonly name?: string; readonly uri?: string }) {
    this.name = spec.name ?? spec.uri ?? ''
    this.uri = spec.uri ?? spec.name ?? ''
  }
  static ref(spec: { readonly name?: string; readonly uri?: string }): { readonly name?: string; readonly uri?: string } {
    return spec
  }
}
/** For the retention of a state that never ends. */
export const NEVER_EXPIRE = Symbol('NEVER_EXPIRE')
/** Thrown to handlers. */
export class VariableNotFoundError extends Error {}
/** Thrown to handlers. */
export class ConnectionNotFoundError extends Error {}
