// Conf enrichment as data: follows the decision of an orchestrator's group and renders the conf of its trigger, as a dry run does.
import { follow, renderData, type Context } from '#jinja'
import type { Dag, Value } from '#model'
import type { Dict, ExpectedConf } from './ds-dag-set.ts'

/** What the user gave for the DAG itself. */
export const givenBy = ({ user_conf, internal_dag }: ExpectedConf): Dict => {
  const given = typeof user_conf === 'object' ? user_conf?.[internal_dag] : undefined
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? given as Dict : {}
}

/**
 * What is handed to the internal DAG for this user conf. `expected` is the record with what a run renders rendered too: templates,
 * and texts of the DAG's own section, but not what the user typed.
 */
export const enrich = (orchestrator: Dag, recorded: ExpectedConf, section: Dict): { readonly returns: string; readonly conf: Value; readonly expected: Value } => {
  const { internal_dag, user_conf, run_type, conf } = recorded
  const taskIds = [`${internal_dag}_dag.check_if_run_${internal_dag}`, `${internal_dag}_dag.enrich_dag_input_${internal_dag}`]
  const decide = orchestrator.tasks.find(({ taskId }) => taskIds.includes(taskId))?.branch?.decide ?? []
  const trigger = orchestrator.tasks.find(({ taskId }) => taskId === `${internal_dag}_dag.trigger_${internal_dag}_dag`)
  const params: Record<string, Value> = Object.fromEntries(Object.entries(orchestrator.params).map(([name, param]) => [name, param.default]))
  if (typeof user_conf !== 'string') params['dags'] = user_conf as Value
  const context: Context = { params, ds: '2026-01-01', ts: '2026-01-01T00:00:00+00:00', ts_nodash: '20260101T000000', next_ds: '2026-01-02' }
  const to = follow(decide.map(({ if: holds, to: next }) => ({ ...holds === undefined ? {} : { if: holds }, to: next })), context)
  const native = { native: orchestrator.renderNative === true }
  const given = givenBy(recorded)
  const isRendered = (key: string, value: unknown): boolean => value !== '' && !Object.hasOwn(given, key) && (section[key] === value || String(value).includes('{{'))
  const expected = conf === null ? null : Object.fromEntries(Object.entries(conf).map(([key, value]) => [key, isRendered(key, value) ? renderData(value as Value, context, native) : value])) as Value
  if (to === undefined) return { returns: `unknown in ${run_type}`, conf: null, expected }
  if (trigger === undefined || !to.includes(trigger.taskId)) return { returns: 'skip', conf: null, expected }
  return { returns: 'trigger', conf: renderData(trigger.trigger?.conf ?? null, context, native), expected }
}
