// The format of the ds_dag set: a config, calls, and what the original framework builds from them in each environment.

/** Plain JSON. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data }
/** A JSON object. */
export type Dict = { readonly [key: string]: Data }

/** One call: on the manager or on an internal DAG; other keys are named arguments. */
export type Call = { readonly on: string; readonly call: string } & Dict
/** What is recorded of a task. */
export type ExpectedTask = { readonly id: string; readonly downstream: readonly string[]; readonly tables: readonly string[] } & Dict
/** What is recorded of a DAG. */
export type ExpectedDag = { readonly tasks: readonly ExpectedTask[]; readonly documented_tasks: readonly string[] | null } & Dict
/** What conf enrichment returns for a user conf. */
export interface ExpectedConf {
  readonly run_type: string
  readonly internal_dag: string
  /** Text stands for the default of the parameter. */
  readonly user_conf: Dict | string | null
  readonly returns: 'trigger' | 'skip' | null
  readonly conf: Dict | null
}
/** One environment. */
export interface Environment {
  readonly environment: string
  readonly local_config: Dict | null
  readonly expected: { readonly dags?: { readonly [id: string]: ExpectedDag }; readonly enrich_dag_input?: readonly ExpectedConf[] }
}
/** The config object, with the original's names. */
export type SetConfig = Dict & {
  readonly orchestrators?: Dict & { readonly name: string; readonly defaults?: Dict; readonly run_types: { readonly [run: string]: Dict } }
  readonly dags?: { readonly [dag: string]: Dict }
}
/** A whole file. */
export interface DsDagSet {
  readonly config: SetConfig
  readonly calls: readonly Call[]
  readonly environments: readonly Environment[]
}

/** The original's name in camelCase. */
export const camel = (name: string): string => name.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase())
/** The object with its own keys (not deeper ones) in camelCase. */
export const camelKeys = (object: Dict): Dict => Object.fromEntries(Object.entries(object).map(([key, value]) => [camel(key), value]))
/** Is the name the same again when it is spelled as the original spells it? */
export const isSnake = (name: string): boolean => camel(name).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) === name

const fields = {
  set: ['about', 'config', 'calls', 'environments'], environment: ['environment', 'local_config', 'expected'], expected: ['dags', 'enrich_dag_input'],
  conf: ['run_type', 'internal_dag', 'user_conf', 'returns', 'conf'],
}
/** What a file holds that this format does not have: where it stands. What the runner does not know it must not pass over. */
export const unknownFields = (set: DsDagSet): string[] => {
  const strange = (what: object, known: readonly string[], where: string): string[] => Object.keys(what).filter((key) => !known.includes(key)).map((key) => `${where}${key}`)
  return [
    ...strange(set, fields.set, ''),
    ...set.environments.flatMap((environment, i) => [
      ...strange(environment, fields.environment, `environments[${i}].`), ...strange(environment.expected, fields.expected, `environments[${i}].expected.`),
      ...(environment.expected.enrich_dag_input ?? []).flatMap((conf, n) => strange(conf, fields.conf, `environments[${i}].expected.enrich_dag_input[${n}].`)),
    ]),
  ]
}
