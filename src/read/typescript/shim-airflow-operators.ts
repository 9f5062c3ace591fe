// Operators that stand in for a handler in `dag.task` of Airflow's TypeScript SDK: triggers and questions to a person.

/** Options as the SDK spells them: plain data, durations in seconds. */
export type Spec = { readonly [option: string]: unknown }
/** What `triggerDagRun`, `hitl` and `approval` give to `dag.task` in place of a handler. */
export interface Operator {
  readonly brand: 'airflow/operator'
  readonly operator: string
  readonly kind: string
  readonly options: Spec
}

/** Makes a run of another DAG; `TriggerDagRunOperator` with its options in camelCase. */
export const triggerDagRun = (options: Spec): Operator =>
  ({ brand: 'airflow/operator', operator: 'TriggerDagRunOperator', kind: 'trigger', options })

/** Asks a person to choose; skips nothing by itself. */
export const hitl = (options: Spec): Operator =>
  ({ brand: 'airflow/operator', operator: 'HITLOperator', kind: 'task', options })
/** The earlier name of `hitl`. */
export const humanInput = hitl

/**
 * Asks a person to approve. On "Reject" the tasks right after it are skipped, all of them with `ignoreDownstreamTriggerRules`,
 * or it fails with `failOnReject`; `onReject` said the same before.
 */
export const approval = (options: Spec): Operator => {
  const fails = options['failOnReject'] === true || options['onReject'] === 'fail'
  const skipsAll = options['ignoreDownstreamTriggerRules'] === true || options['onReject'] === 'skipAll'
  return {
    brand: 'airflow/operator', operator: 'ApprovalOperator', kind: fails ? 'task' : 'short-circuit',
    options: fails ? options : { ...options, ignoreDownstreamTriggerRules: skipsAll },
  }
}
