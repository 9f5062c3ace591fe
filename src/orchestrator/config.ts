// The config object of a pipeline: what its orchestrators and internal DAGs are called, read, write and run with.
import type { Json, Params, ScheduleInput } from '#author'

/** A table name, with catalog and schema, as SQL spells it. */
export type TableName = string

/** Settings that may stand in every layer: at the root, for a run type, for all run types (`defaults`), or for one DAG. */
export interface SharedSettings {
  /** When it runs; null, or no layer saying anything: only when something triggers it. */
  readonly schedule?: ScheduleInput
  /** Words to find the DAGs by. */
  readonly tags?: readonly string[]
  /** One sentence on what it is for: the first line of its page. */
  readonly essence?: string
  /** Who is responsible for the DAGs; `ds-data-engineering-team` unless said otherwise. */
  readonly owner?: string
  /** Whom to write to when a task fails or is tried again. */
  readonly emails?: readonly string[]
  /** The channel that hears of success and failure. */
  readonly slackChannel?: string
  /** What a default history table begins with, such as `prod.ds.`; one for all DAGs of an orchestrator. */
  readonly normalPrefix?: string
  /** What temporary, output and dropped-rows tables begin with; `prod.ds.` unless said otherwise. */
  readonly tempPrefix?: string
  /** Values that the local prefix leaves as they are: the whole value has to be in the list. */
  readonly dontApplyPrefix?: readonly string[]
  /** The least share of rows, in percent, that a model has to return. */
  readonly validationThreshold?: number
  /** Which SQL belongs to the DAG, for the conf of its runs; `newTaskCreateTable` takes its own. */
  readonly sqlIndex?: string
  /** The script that creates tables from SQL; the library's own unless said otherwise. */
  readonly createTableEntrypoint?: string
  /** Languages to keep. */
  readonly languages?: string | readonly string[]
  /** The table that says which rows were filtered. */
  readonly filterLogTable?: TableName
  /** Which events the event creator makes. */
  readonly eventQueryType?: string
  /** Name of the pseudo-DAG that the dropped-rows table is called after; without it no dropped rows are kept. */
  readonly droppedRowsPrefix?: string
  /** A template that fetches the token, such as `{{ var.value.github_token }}`; never the token itself. */
  readonly githubToken?: string
  /** `owner/name` of the repository whose workflow runs. */
  readonly githubWorkflowRepo?: string
  /** Id or file name of that workflow. */
  readonly workflowId?: string
  /** Repository of the image that the model runs in. */
  readonly ecrRepositoryName?: string
  /** The file that the model's own configuration is in. */
  readonly configFileName?: string
  /** The connection to the cloud account. */
  readonly awsConnId?: string
  /** The topic that events go to. */
  readonly kafkaTopic?: string
  /** The cluster of that topic. */
  readonly kafkaCluster?: string
}

/** Settings of one internal DAG. All of them reach its runs as conf, spelled in snake_case, where a backfill can override them. */
export interface DagSettings<Sibling extends string = string> extends Omit<SharedSettings, 'normalPrefix'> {
  /** Parameters of the DAG's own runs. */
  readonly params?: Params
  /** What its default history table and its dropped rows are called after. */
  readonly shortName?: string
  /** The DAG whose output is its input: a sibling in the same config. */
  readonly inputDag?: Sibling | null
  /** Its input, where no sibling makes it. */
  readonly inputTable?: TableName | null
  /** Name of the model it runs. */
  readonly model?: string
  /** The model's features, separated by commas. */
  readonly modelSchema?: string
  /** The wide table that its output is merged into. */
  readonly wt?: TableName
  /** The columns of the wide table that say which row is newer, separated by commas. */
  readonly wtDateColumn?: string
  /** The columns that go into the wide table, separated by commas. */
  readonly wtFields?: string
  /** Where its output is kept for ever; `{normalPrefix}{shortName}_history` unless said otherwise. */
  readonly historyTable?: TableName
  /** The columns that go into the history table, separated by commas. */
  readonly historyFields?: string
  /** Where rows go that did not make it; the orchestrator's own unless said otherwise. */
  readonly droppedRowsTable?: TableName
  /** Further keys of the run's conf, handed on as they are spelled. */
  readonly conf?: { readonly [key: string]: Json }
}

/** Settings of a run type, or of all run types (`defaults`). */
export interface RunTypeSettings extends SharedSettings {
  /** A task that runs longer fails. */
  readonly executionTimeoutHours?: number
  /** A run that takes longer fails. */
  readonly dagrunTimeoutHours?: number
  /** How long to wait for an internal DAG. */
  readonly triggeredDagTimeoutHours?: number
  /** The logical date that internal DAGs are triggered for; the orchestrator's own unless said otherwise. */
  readonly triggeredDagExecutionDate?: string | null
  /** How far the sensors look back from the orchestrator's own date, in seconds. */
  readonly executionDelta?: number | null
  /** The table that has to be there before anything starts. */
  readonly tableToWaitFor?: TableName
  /** The date that table has to have. */
  readonly revisionsDs?: string
  /** The date under which dropped rows are kept. */
  readonly executionDate?: string
  /** Wait at the end until every internal DAG has finished, storing included. */
  readonly waitForAllDagRunComplete?: boolean
}

/** The run type that runs only what the user asks for. */
export const backfill = 'backfill'

/** The `orchestrators` section. */
export interface OrchestratorSettings<R extends string = string> {
  /** What the orchestrators are called after: `{name}_{run type}_orchestrator`. */
  readonly name: string
  /** What holds for every run type that says nothing else. */
  readonly defaults?: RunTypeSettings
  /** One orchestrator for each; `backfill` is the one whose runs are started by hand with a choice of DAGs. */
  readonly runTypes: { readonly [run in R]: RunTypeSettings }
}

/** The config object of a pipeline. */
export interface PipelineConfig<D extends string = string, R extends string = string> extends SharedSettings, RunTypeSettings {
  /** Parameters of the internal DAGs' runs. */
  readonly params?: Params
  /** The orchestrators; without them, DAGs run by their own schedules. */
  readonly orchestrators?: OrchestratorSettings<R>
  /** The internal DAGs, in the order in which orchestrators run them. */
  readonly dags: { readonly [dag in D]: DagSettings<D> }
}

/** Settings of a DAG whose `inputDag` names another DAG of the same config, and that has no key of its own making. */
type Checked<D, K extends keyof D> = DagSettings<Exclude<keyof D & string, K>> & { readonly [key in Exclude<keyof D[K], keyof DagSettings>]: never }
type CheckedRun<T> = RunTypeSettings & { readonly [key in Exclude<keyof T, keyof RunTypeSettings>]: never }

/** A config object that was checked: its DAGs keep the values that were written as their types. */
export type CheckedConfig<D, R> = PipelineConfig<keyof D & string, keyof R & string> & { readonly dags: D }

/**
 * A config object, checked: `inputDag` names a sibling, no key is misspelled, schedules have all their fields.
 * @example
 * export const config = defineConfig({
 *   normalPrefix: 'prod.ds.',
 *   orchestrators: { name: 'sites', defaults: { executionTimeoutHours: 3, … }, runTypes: { daily: { schedule: '15 3 * * *' }, backfill: {} } },
 *   dags: { features: { shortName: 'feat' }, language: { shortName: 'lang', inputDag: 'features' } },
 * })
 */
export const defineConfig = <const D extends { readonly [K in keyof D]: Checked<D, K> }, const R extends { readonly [K in keyof R]: CheckedRun<R[K]> }>(
  config: Omit<PipelineConfig, 'dags' | 'orchestrators'> & {
    readonly orchestrators?: Omit<OrchestratorSettings, 'runTypes'> & { readonly runTypes: R }
    readonly dags: D
  },
): CheckedConfig<D, R> => config as unknown as CheckedConfig<D, R>

/** Every setting, whatever its layer. */
export type AnySettings = DagSettings & RunTypeSettings
/** The name of a setting, as config objects spell it. */
export type SettingKey = keyof AnySettings
