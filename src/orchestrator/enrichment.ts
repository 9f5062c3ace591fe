// What an orchestrator hands to the runs of its internal DAGs, as data: which DAGs a run wants, and for every key of the conf the
// template that gives its value. A dry run evaluates the very same texts.
import type { Json } from '#author'
import { backfill } from './config.ts'
import { fromParams, orchestratorRun } from './from-run.ts'
import { confKey } from './names.ts'
import { isTemplate, pythonText } from './python-text.ts'
import type { Settings } from './settings.ts'
import { TableNames } from './table-names.ts'

type Conf = { [key: string]: Json }

/** Does the run want this DAG? A run that names no DAGs wants all of them. */
export const isWanted = (dag: string): string => `not params.dags or ${pythonText(dag)} in params.dags`

/** The confs of all internal DAGs; what does not depend on the orchestrator is worked out once. */
export class Confs {
  private readonly settings: Settings
  private readonly tables: TableNames
  private readonly owns: { [dag: string]: Conf } = {}
  private readonly templates: { [dag: string]: Conf } = {}
  private readonly histories: { [dag: string]: string } = {}
  private readonly offers: { [dag: string]: Conf } = {}
  constructor(settings: Settings) {
    this.settings = settings
    this.tables = new TableNames(settings, '')
  }

  /**
   * What the parameter `dags` of an orchestrator holds unless its user says otherwise: every DAG's conf, with the names that
   * will really be used. Text with Jinja in it is left out, since parameters are not rendered; its value is used all the same.
   */
  offered(runType: string): { [dag: string]: Conf } {
    const offers: { [dag: string]: Conf } = {}
    for (const dag of Object.keys(this.settings.config.dags)) {
      const offered: Conf = { ...this.offeredOf(dag) }
      const history = this.history(dag, runType)
      if (!isTemplate(history)) offered['history_table'] = history
      offers[dag] = offered
    }
    return offers
  }

  /** The conf that a run of the DAG is triggered with: for each key what the user gave for it, else the orchestrator's own value. */
  enriched(dag: string, runType: string, droppedRows: string | null): Conf {
    const section = sectionText(dag)
    const conf: Conf = {
      ...this.templatesOf(dag),
      history_table: userValueOr(section, 'history_table', this.history(dag, runType)),
      run_type: userValueOr(section, 'run_type', fromParams('run_type')),
      run_time_and_type: userValueOr(section, 'run_time_and_type', orchestratorRun(runType)),
      is_backfill: userValueOr(section, 'is_backfill', runType === backfill),
      store_to_history_wt_and_events: userValueOr(section, 'store_to_history_wt_and_events', fromParams('store_to_history_wt_and_events')),
    }
    if (droppedRows !== null) conf['dropped_rows_table'] = userValueOr(section, 'dropped_rows_table', droppedRows)
    if (runType !== backfill) conf['next_execution_date'] = userValueOr(section, 'next_execution_date', '{{ next_ds }}')
    return conf
  }

  /** What the config gives a DAG's runs, before anything of the run is added: its own section and its history table. */
  configured(dag: string, runType: string): Conf {
    return { ...this.own(dag), history_table: this.history(dag, runType) }
  }
  /** Where the output of a DAG is kept for ever: the same table for all orchestrators, as the first of them calls it. */
  history(dag: string, runType: string): string {
    const name = this.histories[dag] ?? this.tables.history(dag, runType)
    this.histories[dag] = name
    return name
  }
  /**
   * A DAG's own section as conf, but for its history table: keys in snake_case, text with the local prefix. Local overrides do
   * not reach it: they are for what is looked up.
   */
  private own(dag: string): Conf {
    const known = this.owns[dag]
    if (known !== undefined) return known
    const { settings } = this
    const conf: Conf = {}
    for (const [setting, value] of Object.entries(settings.dagSection(dag))) {
      if (setting === 'conf') for (const [key, further] of Object.entries(value as Conf)) conf[key] = settings.prefixedValue(further)
      else if (setting !== 'historyTable' && value !== undefined) conf[confKey(setting)] = settings.prefixedValue(value as Json)
    }
    this.owns[dag] = conf
    return conf
  }
  private offeredOf(dag: string): Conf {
    const known = this.offers[dag]
    if (known !== undefined) return known
    const conf: Conf = {}
    for (const [key, value] of Object.entries(this.own(dag))) if (typeof value !== 'string' || !isTemplate(value)) conf[key] = value
    this.offers[dag] = conf
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
