// Runs a file of the ds_dag set: its config and calls as a TypeScript project, read without running it, compared field by field.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadLibrary } from '#disk'
import { treeOf, type Dag, type Model } from '#model'
import { defaultLocalConfig } from '#orchestrator'
import { readProject } from '#read'
import { firstDifference, type CaseResult } from './case-result.ts'
import { unknownCalls } from './ds-dag-calls.ts'
import { differences, type Difference } from './ds-dag-differences.ts'
import { enrich } from './ds-dag-enrichment.ts'
import { dagFacts, taskFacts, withDefaults } from './ds-dag-facts.ts'
import { programOf } from './ds-dag-program.ts'
import { unknownFields, type DsDagSet, type Environment, type ExpectedConf, type ExpectedDag, type ExpectedTask } from './ds-dag-set.ts'
import { catalogsOf, sectionOf, type Situation } from './ds-dag-situation.ts'

const library = loadLibrary()
const creators = readFileSync(join(process.cwd(), 'test/orchestrator/fixtures/creators.ts'), 'utf8')

/** Problems that the set does not speak of: a file may trigger DAGs that it does not make, and wait for tasks of DAGs that it only begins. */
const ofOtherDags = ['unknown-dag', 'unknown-task']

/**
 * Runs all cases of a file: for each environment each DAG, each task, and each user conf. A case that differs on purpose is
 * equal to what its rules make of the record, and says so in `note`. What the file holds that the runner does not know fails.
 */
export const runDsDag = (document: unknown, file = 'ds_dag.json'): CaseResult[] => {
  const { environments = [], config = {}, calls = [] } = document as Partial<DsDagSet>
  if (environments.length === 0) return []
  const set: DsDagSet = { ...document as DsDagSet, environments: environments.map(withLocalConfig), config, calls }
  const unknown = [...unknownFields(set), ...unknownCalls(set)].map((what): CaseResult => ({ id: `${file}#${what}`, difference: 'the runner does not know this' }))
  const names = environments.map(({ environment }, i) => (environments.findIndex((other) => other.environment === environment) === i ? environment : `${environment}/${i + 1}`))
  const cases = set.environments.flatMap((environment, i) => runEnvironment(set, environment, `${file}#${names[i]}`))
  return cases.length === 0 ? [] : [...unknown, ...cases]
}

/** Only production has no local config; elsewhere it is the usual one unless given. */
const withLocalConfig = (environment: Environment): Environment => {
  const { prefix, sqlRowLimit, eventsLimit } = defaultLocalConfig
  const usual = { prefix: prefix ?? '', sql_row_limit: sqlRowLimit ?? null, events_limit: eventsLimit ?? null }
  return { ...environment, local_config: environment.environment === 'production' ? null : environment.local_config ?? usual }
}

const runEnvironment = (set: DsDagSet, environment: Environment, id: string): CaseResult[] => {
  const { dags = {}, enrich_dag_input: confs = [] } = environment.expected
  const model = readProject(treeOf({ 'pipeline.ts': programOf(set, environment), 'creators.ts': creators }), { library })
  const find = (dag: string): Dag | undefined => model.dags.find(({ dagId }) => dagId === dag)
  const at = (dag: string): Situation => {
    const { name, run_types = {} } = set.config.orchestrators ?? {}
    return { set, environment, dag, runType: Object.keys(run_types).find((run) => dag === `${name}_${run}_orchestrator`), tasks: [] }
  }
  return [
    ...Object.entries(dags).flatMap(([dag, expected]) => runDag(`${id}/${dag}`, expected, find(dag), at(dag))),
    ...strangers(set, model).map((dag): CaseResult => ({ id: `${id}/${dag}`, difference: 'there should be no such DAG' })),
    ...model.problems.filter(({ code }) => !ofOtherDags.includes(code)).map((problem): CaseResult => ({ id: `${id}#${problem.code}`, difference: problem.message })),
    ...confs.map((expected, i) => {
      const dag = `${set.config.orchestrators?.name}_${expected.run_type}_orchestrator`
      return runConf(`${id}/enrich_dag_input/${i}`, expected, find(dag), at(dag))
    }),
  ]
}

/** DAGs that no environment records. An environment may record only some. */
const strangers = (set: DsDagSet, model: Model): string[] => {
  const recorded = new Set(set.environments.flatMap(({ expected }) => Object.keys(expected.dags ?? {})))
  return recorded.size === 0 ? [] : model.dags.map(({ dagId }) => dagId).filter((dag) => !recorded.has(dag))
}

const runDag = (id: string, recorded: ExpectedDag, found: Dag | undefined, around: Situation): CaseResult[] => {
  if (found === undefined) return [{ id, difference: 'the DAG is missing' }]
  const [{ tasks, ...expected }, notes] = adjusted(recorded, differences, (rule) => rule.dag?.bind(rule), around)
  const at: Situation = { ...around, tasks }
  const unexpected = found.tasks.filter(({ taskId }) => !tasks.some((task) => task.id === taskId)).map(({ taskId }): CaseResult => ({ id: `${id}/${taskId}`, difference: 'there should be no such task' }))
  const { tags, ...rest } = withDefaults(expected)
  const wanted = tags === undefined ? rest : { ...rest, tags: Array.isArray(tags) ? [...tags].sort() : tags }
  return [result(id, firstDifference(wanted, only(wanted, dagFacts(found))), notes), ...tasks.map((task) => runTask(`${id}/${task.id}`, task, found, at)), ...unexpected]
}

const runTask = (id: string, recorded: ExpectedTask, dag: Dag, at: Situation): CaseResult => {
  const task = dag.tasks.find(({ taskId }) => taskId === recorded.id)
  if (task === undefined) return { id, difference: 'the task is missing' }
  const [adapted, notes] = adjusted(recorded, differences, (rule) => rule.task?.bind(rule), at)
  const isCommandLine = Array.isArray(task.args['applicationArgs'])
  const expected = withDefaults(isCommandLine && 'options' in adapted ? { ...adapted, options: asTexts(adapted['options']) } : adapted)
  return result(id, firstDifference(expected, only(expected, taskFacts(dag, task, catalogsOf(at)))), notes)
}

/** Only what was recorded is compared. */
const only = (expected: object, facts: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(expected).filter((key) => Object.hasOwn(facts, key)).map((key) => [key, facts[key]]))
/** Values as a command line has them; a flag stays true. */
const asTexts = (options: unknown): unknown =>
  typeof options === 'object' && options !== null ? Object.fromEntries(Object.entries(options).map(([key, value]) => [key, typeof value === 'number' ? String(value) : value])) : options

const runConf = (id: string, recorded: ExpectedConf, dag: Dag | undefined, at: Situation): CaseResult => {
  if (dag === undefined) return { id, difference: `the orchestrator of ${recorded.run_type} is missing` }
  const [expected, notes] = adjusted(recorded, differences, (rule) => rule.conf?.bind(rule), at)
  const found = enrich(dag, expected, sectionOf(at, expected.internal_dag))
  return result(id, firstDifference({ returns: expected.returns, conf: found.expected }, { returns: found.returns, conf: found.conf }), notes)
}

const adjusted = <T>(recorded: T, rules: readonly Difference[], part: (rule: Difference) => ((expected: T, at: Situation) => T) | undefined, at: Situation): [T, string[]] => {
  const notes: string[] = []
  let expected = recorded
  for (const rule of rules) {
    const next = part(rule)?.(expected, at) ?? expected
    const changes = Object.keys(next as object).flatMap((key) => firstDifference(field(expected, key), field(next, key), key) ?? [])
    if (changes.length > 0) notes.push(`${changes.map((change) => change.replace('expected', 'the original has').replace('found', 'ours')).join(', ')} (${rule.reason})`)
    expected = next
  }
  return [expected, notes]
}

const field = (value: unknown, key: string): unknown => (value as Record<string, unknown>)[key]

const result = (id: string, difference: string | undefined, notes: readonly string[]): CaseResult =>
  ({ id, ...difference === undefined ? {} : { difference }, ...notes.length === 0 ? {} : { note: notes.join('; ') } })
