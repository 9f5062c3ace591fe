// What an orchestrator hands to the runs of its internal DAGs, as data: which DAGs a run wants, and for every key of the conf the
// template that gives its value. A dry run evaluates the very same texts.
import type { Json } from '#author'
import { backfill, type SettingKey } from './config.ts'
import { fromParams, orchestratorRun } from './from-run.ts'
import { confKey } from './names.ts'
import { isTemplate, pythonText } from './python-text.ts'
import type { Settings } from './settings.ts'
import { TableNames } from './table-names.ts'

type Conf = { [key: string]: Json }

/** Does the run want this DAG? A run that names no DAGs wants all of them. */
export const isWanted = (dag: string): string => `not params.dags or ${pythonText(dag)} in params.dags`

/** The confs of all internal DAGs, worked out once for all orchestrators. */
export class Confs {
  private readonly settings: Settings
  private readonly tables: TableNames
  private readonly owns: { [dag: string]: Conf } = {}
  private readonly templates: { [dag: string]: Conf } = {}
  private offers: { [dag: string]: Conf } | null = null
  constructor(settings: Settings) {
    this.settings = settings
    this.tables = new TableNames(settings, '')
  }

  /**
   * What the parameter `dags` of an orchestrator holds unless its user says otherwise: every DAG's conf, with the names that
   * will really be used. Text with Jinja in it is left out, since parameters are not rendered; its value is used all the same.
   */
  offered(): { [dag: string]: Conf } {
    if (this.offers !== null) return this.offers
    const offers: { [dag: string]: Conf } = {}
    for (const dag of Object.keys(this.settings.config.dags)) {
      const offered: Conf = {}
      for (const [key, value] of Object.entries(this.own(dag))) if (typeof value !== 'string' || !isTemplate(value)) offered[key] = value
      offers[dag] = offered
    }
    this.offers = offers
    return offers
  }

  /** The conf that a run of the DAG is triggered with: for each key what the user gave for it, else the orchestrator's own value. */
  enriched(dag: string, runType: string, droppedRows: string | null): Conf {
    const section = sectionText(dag)
    const conf: Conf = {
      ...this.templatesOf(dag),
      run_type: userValueOr(section, 'run_type', fromParams('run_type')),
      run_time_and_type: userValueOr(section, 'run_time_and_type', orchestratorRun(runType)),
      is_backfill: userValueOr(section, 'is_backfill', runType === backfill),
      store_to_history_wt_and_events: userValueOr(section, 'store_to_history_wt_and_events', fromParams('store_to_history_wt_and_events')),
    }
    if (droppedRows !== null) conf['dropped_rows_table'] = userValueOr(section, 'dropped_rows_table', droppedRows)
    if (runType !== backfill) conf['next_execution_date'] = userValueOr(section, 'next_execution_date', '{{ next_ds }}')
    return conf
  }

  /** A DAG's own section as conf: keys in snake_case, the default history table filled in, text with the local prefix. */
  private own(dag: string): Conf {
    const known = this.owns[dag]
    if (known !== undefined) return known
    const { settings } = this
    const conf: Conf = {}
    for (const setting of Object.keys(settings.dagSection(dag))) {
      const value = settings.ofDag(dag, setting as SettingKey)
      if (setting === 'conf') for (const [key, further] of Object.entries(value as Conf)) conf[key] = settings.prefixedValue(further)
      else if (value !== undefined) conf[confKey(setting)] = value as Json
    }
    conf['history_table'] = this.tables.history(dag)
    this.owns[dag] = conf
    return conf
  }
  private templatesOf(dag: string): Conf {
    const known = this.templates[dag]
    if (known !== undefined) return known
    const section = sectionText(dag)
    const conf: Conf = {}
    for (const [key, value] of Object.entries(this.own(dag))) conf[key] = userValueOr(section, key, value)
    this.templates[dag] = conf
    return conf
  }
}

/** What the user gave for a DAG, as Jinja. */
const sectionText = (dag: string): string => `(params.dags or {}).get(${pythonText(dag)}, {})`

/** The template for one key of a DAG's conf. */
const userValueOr = (section: string, key: string, own: Json): string => {
  const name = pythonText(key)
  if (typeof own !== 'string' || !isTemplate(own)) return `{{ ${section}.get(${name}, ${pythonText(own)}) }}`
  return `{% if ${name} in ${section} %}{{ ${section}[${name}] }}{% else %}${own}{% endif %}`
}
