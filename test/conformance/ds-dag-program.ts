// Writes the TypeScript program that does what a file of the ds_dag set says: names in camelCase, everything else as it is.
import { camel, camelKeys, isSnake, type Call, type Data, type Dict, type DsDagSet, type Environment, type SetConfig } from './ds-dag-set.ts'

/** Arguments whose value is itself the name of a setting. */
const naming = ['history_table_key', 'history_fields_key', 'wt_fields_key']
/** Arguments that are called otherwise than mechanically. */
const renamed: Readonly<Record<string, string>> = { python_callable: 'callable', entrypoint: 'script', trigger_conf: 'conf' }

const json = (value: unknown): string => JSON.stringify(value)

const configOf = (config: SetConfig): Dict => {
  const { orchestrators, dags = {}, ...root } = config
  const each = (sections: { readonly [key: string]: Dict }, one: (section: Dict) => Dict): Dict => Object.fromEntries(Object.entries(sections).map(([key, section]) => [key, one(section)]))
  const made = { ...camelKeys(root), dags: each(dags, sectionOf) }
  if (orchestrators === undefined) return made
  const { run_types, defaults = {}, ...named } = orchestrators
  return { ...made, orchestrators: { ...camelKeys(named), defaults: camelKeys(defaults), runTypes: each(run_types, camelKeys) } }
}

/** A DAG's section. Keys that are not the original's own way of spelling are further keys of the conf, which are handed on as they are. */
const sectionOf = (section: Dict): Dict => {
  const [own, further] = [true, false].map((isOwn) => Object.fromEntries(Object.entries(section).filter(([key]) => (isSnake(key) && key !== 'conf') === isOwn)))
  return { ...camelKeys(own ?? {}), ...Object.keys(further ?? {}).length === 0 ? {} : { conf: further ?? {} } }
}

const isTempTable = (value: Data): value is { readonly temp_table: Data } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).join() === 'temp_table'

const argumentText = (dag: string, name: string, value: Data): string => {
  const key = renamed[name] ?? camel(name)
  if (isTempTable(value)) return `${key}: ${dag}.tempTable(${json(value.temp_table)})`
  if (naming.includes(name) && typeof value === 'string') return `${key}: ${json(camel(value))}`
  if (name === 'python_callable' && typeof value === 'string' && !value.includes(':')) return `${key}: ${json(`callables:${value}`)}`
  return `${key}: ${json(value)}`
}

/** The arguments as ours has them. What stands for "not given" there is left out here, but for the key of a table, where null has a meaning of its own. */
const argumentsOf = ({ on: _on, call, ...given }: Call): Dict => {
  const { path_from_github_root: root, ...args } = Object.fromEntries(Object.entries(given as Dict).filter(([name, value]) => value !== null || name === 'output_table_key'))
  if (typeof root === 'string' && typeof args['entrypoint'] === 'string') args['entrypoint'] = `${root}/${args['entrypoint']}`
  const isPython = call === 'new_task_python_operator' || call === 'new_task_sensor'
  return isPython && args['python_callable'] === undefined ? { ...args, python_callable: 'callable' } : args
}

const statementOf = (call: Call): string => {
  if (call.on === 'manager') {
    const { on: _on, call: name, ...args } = call
    const text = `pipeline.${camel(name)}(${Object.values(args as Dict).map(json).join(', ')})`
    if (name === 'finish_creating_dags') return text
    return `made.push(${name.endsWith('s') ? '...' : ''}${text})`
  }
  const dag = `pipeline.getDsDag(${json(call.on)})`
  const named = Object.entries(argumentsOf(call)).map(([name, value]) => argumentText(dag, name, value))
  return `${dag}.${camel(call.call)}(${named.length === 0 ? '' : `{ ${named.join(', ')} }`})`
}

/** The program: `pipeline.ts` of a project of its own, beside `creators.ts`. It exports every DAG that was made, finished or not. */
export const programOf = ({ config, calls }: DsDagSet, { local_config }: Environment): string => `import { Framework } from 'dagbook/orchestrator'
import { Events, Statements } from './creators.ts'

const config = ${JSON.stringify(configOf(config), null, 2)}
const pipeline = new Framework(config as never, { sqlCreator: new Statements(), eventCreator: new Events()${local_config === null ? '' : `, local: ${json(camelKeys(local_config))}`} })
const made: { readonly dag: unknown }[] = []
${calls.map(statementOf).join('\n')}
export default made.map(({ dag }) => dag)
`
