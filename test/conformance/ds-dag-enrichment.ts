// Conf enrichment as data: follows the decision of an orchestrator's group and renders the conf of its trigger, as a dry run does.
import { follow, renderData, type Context } from '#jinja'
import type { Dag, Value } from '#model'
import type { ExpectedConf } from './ds-dag-set.ts'

/** What is handed to the internal DAG for this user conf. */
export const enrich = (orchestrator: Dag, { internal_dag, user_conf, run_type, conf }: ExpectedConf): { readonly returns: string; readonly conf: Value; readonly expected: Value } => {
  const taskIds = [`${internal_dag}_dag.check_if_run_${internal_dag}`, `${internal_dag}_dag.enrich_dag_input_${internal_dag}`]
  const decide = orchestrator.tasks.find(({ taskId }) => taskIds.includes(taskId))?.branch?.decide ?? []
  const trigger = orchestrator.tasks.find(({ trigger: one }) => one?.dagId === internal_dag)
  const params: Record<string, Value> = Object.fromEntries(Object.entries(orchestrator.params).map(([name, param]) => [name, param.default]))
  if (typeof user_conf !== 'string') params['dags'] = user_conf as Value
  const context: Context = { params, ds: '2026-01-01', ts: '2026-01-01T00:00:00+00:00', ts_nodash: '20260101T000000', next_ds: '2026-01-02' }
  const to = follow(decide.map(({ if: holds, to: next }) => ({ ...holds === undefined ? {} : { if: holds }, to: next })), context)
  if (to === undefined) return { returns: `unknown in ${run_type}`, conf: null, expected: conf as Value }
  const native = { native: orchestrator.renderNative === true }
  const expected = renderData(conf as Value, context, native)
  if (trigger === undefined || !to.includes(trigger.taskId)) return { returns: 'skip', conf: null, expected }
  return { returns: 'trigger', conf: renderData(trigger.trigger?.conf ?? null, context, native), expected }
}
