// Runs a file of the ds_dag set: its config and calls as a TypeScript project, read without running it, compared field by field.
import { loadLibrary } from '#disk'
import { treeOf, type Dag, type Model } from '#model'
import { readProject } from '#read'
import { firstDifference, type CaseResult } from './case-result.ts'
import { differences, type Difference, type Situation } from './ds-dag-differences.ts'
import { enrich } from './ds-dag-enrichment.ts'
import { dagFacts, taskFacts } from './ds-dag-facts.ts'
import { programOf } from './ds-dag-program.ts'
import type { DsDagSet, Environment, ExpectedConf, ExpectedDag, ExpectedTask } from './ds-dag-set.ts'

/** Makes the model of a program; reading it unless a test wants another way. */
export type Reader = (program: string) => Model

const library = loadLibrary()
const read: Reader = (program) => readProject(treeOf({ 'pipeline.ts': program }), { library })

/**
 * Runs all cases of a file: for each environment each DAG, each task, and each user conf. A case that differs on purpose is
 * equal to what its rules make of the record, and says so in `note`.
 */
export const runDsDag = (document: unknown, _file = 'ds_dag.json', readProgram: Reader = read): CaseResult[] => {
  const set = document as DsDagSet
  return (set.environments ?? []).flatMap((environment) => runEnvironment(set, environment, readProgram(programOf(set, environment))))
}

const runEnvironment = (set: DsDagSet, environment: Environment, model: Model): CaseResult[] => {
  const name = environment.environment
  const at = (dag: string): Situation => {
    const runType = Object.keys(set.config.orchestrators.run_types).find((run) => dag === `${set.config.orchestrators.name}_${run}_orchestrator`)
    return { set, environment, dag, runType }
  }
  const dags = Object.entries(environment.expected.dags).flatMap(([id, expected]) => runDag(`${name}/${id}`, expected, model.dags.find(({ dagId }) => dagId === id), at(id)))
  const recorded = new Set(set.environments.flatMap(({ expected }) => Object.keys(expected.dags)))
  const strange = model.dags.filter(({ dagId }) => !recorded.has(dagId)).map(({ dagId }): CaseResult => ({ id: `${name}/${dagId}`, difference: 'there should be no such DAG' }))
  const problems = model.problems.map((problem): CaseResult => ({ id: `${name}#${problem.code}`, difference: problem.message }))
  const confs = environment.expected.enrich_dag_input.map((expected, i) => {
    const dag = `${set.config.orchestrators.name}_${expected.run_type}_orchestrator`
    return runConf(`${name}/enrich_dag_input/${i}`, expected, model.dags.find(({ dagId }) => dagId === dag), at(dag))
  })
  return [...dags, ...strange, ...problems, ...confs]
}

const runDag = (id: string, recorded: ExpectedDag, found: Dag | undefined, at: Situation): CaseResult[] => {
  if (found === undefined) return [{ id, difference: 'the DAG is missing' }]
  const [{ tasks, ...expected }, notes] = adjusted(recorded, differences, (rule) => rule.dag?.bind(rule), at)
  const facts = dagFacts(found)
  const unexpected = found.tasks.filter(({ taskId }) => !tasks.some((task) => task.id === taskId)).map(({ taskId }): CaseResult => ({ id: `${id}/${taskId}`, difference: 'there should be no such task' }))
  const tags = Array.isArray(expected['tags']) ? [...expected['tags']].sort() : expected['tags']
  return [result(id, firstDifference({ ...expected, tags }, facts), notes), ...tasks.map((task) => runTask(`${id}/${task.id}`, task, found, at)), ...unexpected]
}

const runTask = (id: string, recorded: ExpectedTask, dag: Dag, at: Situation): CaseResult => {
  const task = dag.tasks.find(({ taskId }) => taskId === recorded.id)
  if (task === undefined) return { id, difference: 'the task is missing' }
  const [expected, notes] = adjusted(recorded, differences, (rule) => rule.task?.bind(rule), at)
  const facts = taskFacts(dag, task)
  // Only what was recorded is compared; numbers on a command line are text.
  const found = Object.fromEntries(Object.keys(expected).map((key) => [key, key === 'options' ? asTexts(facts[key]) : facts[key]]))
  return result(id, firstDifference({ ...expected, ...'options' in expected ? { options: asTexts(expected['options']) } : {} }, found), notes)
}
const asTexts = (options: unknown): unknown =>
  typeof options === 'object' && options !== null ? Object.fromEntries(Object.entries(options).map(([key, value]) => [key, String(value)])) : options

const runConf = (id: string, recorded: ExpectedConf, dag: Dag | undefined, at: Situation): CaseResult => {
  if (dag === undefined) return { id, difference: `the orchestrator of ${recorded.run_type} is missing` }
  const [expected, notes] = adjusted(recorded, differences, (rule) => rule.conf?.bind(rule), at)
  const found = enrich(dag, expected)
  return result(id, firstDifference({ returns: expected.returns ?? 'skip', conf: found.expected }, { returns: found.returns, conf: found.conf }), notes)
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
