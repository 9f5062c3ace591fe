// What an orchestrator hands to the runs of its internal DAGs, as data: which DAGs a run wants, and for every key of the conf the
// template that gives its value. A dry run evaluates the very same texts.
import type { Json } from '#author'
import { backfill, type SettingKey } from './config.ts'
import { fromParams, orchestratorRun } from './from-run.ts'
import { confKey } from './names.ts'
import { isTemplate, pythonText } from './python-text.ts'
import type { TableNames } from './table-names.ts'
import type { Settings } from './settings.ts'

type Conf = { [key: string]: Json }

/** Does the run want this DAG? A run that names no DAGs wants all of them. */
export const isWanted = (dag: string): string => `not params.dags or ${pythonText(dag)} in params.dags`

/** A DAG's own section as conf: keys in snake_case, the default history table filled in, text with the local prefix. */
const ownConf = (settings: Settings, tables: TableNames, dag: string): Conf => {
  const conf: Conf = {}
  for (const setting of Object.keys(settings.dagSection(dag))) {
    const value = settings.ofDag(dag, setting as SettingKey)
    if (setting === 'conf') for (const [key, further] of Object.entries(value as Conf)) conf[key] = settings.prefixedValue(further)
    else if (value !== undefined) conf[confKey(setting)] = value as Json
  }
  conf['history_table'] = tables.history(dag)
  return conf
}

/**
 * What the parameter `dags` of an orchestrator holds unless its user says otherwise: every DAG's conf, with the names that will
 * really be used. Text with Jinja in it is left out, since parameters are not rendered; its value is used all the same.
 */
export const offeredDags = (settings: Settings, tables: TableNames): { [dag: string]: Conf } => {
  const dags: { [dag: string]: Conf } = {}
  for (const dag of Object.keys(settings.config.dags)) {
    const offered: Conf = {}
    for (const [key, value] of Object.entries(ownConf(settings, tables, dag))) {
      if (typeof value !== 'string' || !isTemplate(value)) offered[key] = value
    }
    dags[dag] = offered
  }
  return dags
}

/** The conf that a run of the DAG is triggered with: for each key what the user gave for it, else the orchestrator's own value. */
export const enrichedConf = (settings: Settings, tables: TableNames, dag: string, runType: string, droppedRows: string | null): Conf => {
  const own: Conf = { ...ownConf(settings, tables, dag), run_type: fromParams('run_type'), run_time_and_type: orchestratorRun(runType), is_backfill: runType === backfill }
  own['store_to_history_wt_and_events'] = fromParams('store_to_history_wt_and_events')
  if (droppedRows !== null) own['dropped_rows_table'] = droppedRows
  if (runType !== backfill) own['next_execution_date'] = '{{ next_ds }}'
  const conf: Conf = {}
  for (const [key, value] of Object.entries(own)) conf[key] = userValueOr(dag, key, value)
  return conf
}

/** The template for one key of a DAG's conf. */
const userValueOr = (dag: string, key: string, own: Json): string => {
  const section = `(params.dags or {}).get(${pythonText(dag)}, {})`
  if (typeof own !== 'string' || !isTemplate(own)) return `{{ ${section}.get(${pythonText(key)}, ${pythonText(own)}) }}`
  return `{% if ${pythonText(key)} in ${section} %}{{ ${section}[${pythonText(key)}] }}{% else %}${own}{% endif %}`
}
