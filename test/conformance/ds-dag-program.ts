// Writes the TypeScript program that does what a file of the ds_dag set says: names in camelCase, everything else as it is.
import { camel, camelKeys, type Call, type Data, type Dict, type DsDagSet, type Environment, type SetConfig } from './ds-dag-set.ts'

/** Arguments whose value is itself a name. */
const naming = ['history_table_key', 'history_fields_key', 'wt_fields_key']
/** Arguments that are called otherwise than mechanically. */
const renamed: Readonly<Record<string, string>> = { python_callable: 'callable' }

const json = (value: unknown): string => JSON.stringify(value)

const configOf = (config: SetConfig): Dict => {
  const { orchestrators, dags, ...root } = config
  const { run_types, defaults = {}, ...named } = orchestrators
  const each = (sections: { readonly [key: string]: Dict }): Dict => Object.fromEntries(Object.entries(sections).map(([key, section]) => [key, camelKeys(section)]))
  return { ...camelKeys(root), orchestrators: { ...camelKeys(named), defaults: camelKeys(defaults as Dict), runTypes: each(run_types) }, dags: each(dags) }
}

const isTempTable = (value: Data): value is { readonly temp_table: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).join() === 'temp_table'

const argumentText = (dag: string, name: string, value: Data): string => {
  const key = renamed[name] ?? camel(name)
  if (isTempTable(value)) return `${key}: ${dag}.tempTable(${json(value.temp_table)})`
  if (naming.includes(name) && typeof value === 'string') return `${key}: ${json(camel(value))}`
  if (name === 'python_callable' && typeof value === 'string' && !value.includes(':')) return `${key}: ${json(`callables:${value}`)}`
  return `${key}: ${json(value)}`
}

const statementOf = ({ on, call, ...args }: Call): string => {
  if (on === 'manager') {
    const positional = Object.values(args as Dict).map(json).join(', ')
    return `${call === 'finish_creating_dags' ? 'export default ' : ''}pipeline.${camel(call)}(${positional})`
  }
  const dag = `pipeline.getDsDag(${json(on)})`
  const named = Object.entries(args as Dict).map(([name, value]) => argumentText(dag, name, value))
  return `${dag}.${camel(call)}(${named.length === 0 ? '' : `{ ${named.join(', ')} }`})`
}

/** The program: `pipeline.ts` of a project of its own. */
export const programOf = ({ config, calls }: DsDagSet, { local_config }: Environment): string => `import { EventCreator, Framework, SqlCreator } from 'dagbook/orchestrator'

class CaseSql extends SqlCreator {
  readonly name = 'CaseSql'
  readonly file = 'pipeline.ts'
  select(_index: string, inputTable: string): string {
    return \`select a.msid, a.ts, f.score from \${inputTable} a join prod.ds.features f on a.msid = f.msid\`
  }
}
class CaseEvents extends EventCreator {
  readonly name = 'CaseEvents'
  readonly file = 'pipeline.ts'
  readonly eventsTable = 'prod.ds.ev_tmp'
  readonly domain = 'dom'
  readonly evid = 42
  select(_queryType: string | undefined, sourceTable: string): string {
    return \`select msid, label from \${sourceTable}\`
  }
}
const config = ${JSON.stringify(configOf(config), null, 2)}
const pipeline = new Framework(config as never, { sqlCreator: new CaseSql(), eventCreator: new CaseEvents()${local_config === null ? '' : `, local: ${json(camelKeys(local_config))}`} })
${calls.map(statementOf).join('\n')}
`
