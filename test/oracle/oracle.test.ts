// The differential oracle: running a project's DAG files in Node gives, places apart, byte for byte the model that reading them gives.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstDifference } from './comparable.ts'
import { contradiction } from './covers.ts'
import { disagreement, readFiles } from './disagreement.ts'
import { namesOf } from './grammar.ts'
import { NodeRunner } from './node-runner.ts'
import { dagLanguage, programOf } from './program.ts'
import { assignmentsOf, envProgramOf } from './program-env.ts'
import { reduce } from './reduce.ts'
import { dagOptions, groupOptions, taskForms, taskOptions } from './table-dags.ts'
import type { Files } from './transpile.ts'

/** How many programs, and from which seed on: `DAGBOOK_FUZZ=20000 DAGBOOK_SEED=5000 npx vitest run test/oracle`. */
const programs = Number(process.env.DAGBOOK_FUZZ ?? 1000)
const programsWithInput = Number(process.env.DAGBOOK_FUZZ ?? 150)
const firstSeed = Number(process.env.DAGBOOK_SEED ?? 0)
const root = join(import.meta.dirname, '../..')

let runner: NodeRunner
beforeAll(async () => { runner = await NodeRunner.start() })
afterAll(() => runner.close())

const filesUnder = (folder: string): Files => Object.fromEntries(readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.parentPath.includes('.dagbook'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => [path.slice(join(root, folder).length + 1), readFileSync(path, 'utf8')]))

/** The variables that the demo reads. */
const demoVariables = { AUDIT: '1', REPORT_SCHEMA: 'finance', CORRELATION_BUCKET: 'uploads', AIRFLOW_INSTANCE: 'Production' }

/** A model without the notes of what it was read with. */
const withoutAssumptions = (model: unknown): unknown => JSON.parse(JSON.stringify(model, (key, value: unknown) => key === 'assumptions' ? undefined : value))

describe('the demo pipelines', () => {
  const files = filesUnder('dags')
  test('give the same model, byte for byte, with the same environment', async () => {
    const ran = await runner.run(files, demoVariables)
    expect(ran.error).toBeUndefined()
    expect(ran.model!.dags.length).toBeGreaterThan(20)
    expect(firstDifference(withoutAssumptions(readFiles(files, demoVariables)), withoutAssumptions(ran.model))).toBeUndefined()
  })
  test('say nothing that another environment contradicts', async () => {
    // The ids of DAGs hang on this one.
    const { AUDIT, REPORT_SCHEMA, CORRELATION_BUCKET, AIRFLOW_INSTANCE } = demoVariables
    const read = readFiles(files, { AIRFLOW_INSTANCE })
    for (const others of [{}, { AUDIT }, { AUDIT: '' }, { REPORT_SCHEMA, CORRELATION_BUCKET }, { AUDIT, REPORT_SCHEMA: '' }]) {
      const env = { AIRFLOW_INSTANCE, ...others }
      const ran = await runner.run(files, env)
      expect(ran.error).toBeUndefined()
      expect(contradiction(read, ran.model!, env, { known: 0, unknown: 0 })).toBeUndefined()
    }
  })
})

/** Every `$unknown` in a model, save those that a running program shows too: code, and how many items a task will return. */
const unknowns = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  const { $unknown: reason, detail } = value as { $unknown?: string, detail?: string }
  const own = reason !== undefined && reason !== 'function' && detail !== 'as many as the task returns' ? [JSON.stringify(value)] : []
  return [...own, ...Object.values(value).flatMap(unknowns)]
}

const describeFailure = async (seed: number, files: Files, differs: string): Promise<string> => {
  const small = await reduce(files, async (candidate) => {
    const found = await disagreement(runner, candidate)
    return found !== undefined && 'differs' in found
  }, 300)
  return [`seed ${seed}: ${differs}`, 'The smallest program found that shows a difference:', ...Object.entries(small).map(([path, text]) => `--- ${path}\n${text}`)].join('\n')
}

test(`${programs} generated projects without input from outside`, { timeout: 600_000 + programs * 1000 }, async () => {
  const used = new Set<string>()
  const next = (seed: number) => {
    const program = programOf(seed)
    return { program, ran: runner.run(program.files) }
  }
  let ahead = next(firstSeed)
  for (let seed = firstSeed; seed < firstSeed + programs; seed++) {
    const { program, ran } = ahead
    ahead = next(seed + 1)
    const read = readFiles(program.files)
    const outcome = await ran
    expect(outcome.error, `seed ${seed} cannot be run`).toBeUndefined()
    const differs = firstDifference(read, outcome.model)
    if (differs !== undefined) expect.fail(await describeFailure(seed, program.files, differs))
    expect(unknowns(read), `seed ${seed} has unknowns`).toEqual([])
    for (const name of program.used) used.add(name)
  }
  await ahead.ran
  if (programs >= 1000) expect(constructs().filter((name) => !used.has(name)), 'constructs that no program has').toEqual([])
})

/** What the programs have to contain, all together: every production, operator, option, form of import and of edge. */
const constructs = (): string[] => [
  ...namesOf(dagLanguage),
  ...taskForms.map(({ name, first }) => `task: ${name}${first === undefined ? '' : ` ${first}`}`),
  ...[...Object.keys(taskOptions), ...Object.keys(dagOptions), ...Object.keys(groupOptions)].map((name) => `option: ${name}`),
  ...['triggerDagRun', 'branch', 'branch without targets', 'setup and teardown', 'externalTask by reference, task', 'externalTask by reference, dag', 'externalTask by reference, taskGroup'].map((name) => `task: ${name}`),
  ...['chain', 'chain of several', 'chain with labels', 'chain with lists', 'before', 'before with a label', 'after', 'after with a label', 'crossDownstream', 'in a loop', 'forEach', 'under a condition', 'if', 'switch', 'reduce'].map((name) => `edge: ${name}`),
  ...['map', 'under a condition', 'by a function'].map((name) => `tasks: ${name}`),
  ...['expand', 'expandKwargs'].map((name) => `mapping: ${name}`),
  ...['list', 'record', 'class', 'default', 'promise'].map((name) => `dags: ${name}`),
  ...['named', 'renamed', 'namespace', 'default', 'dynamic', 'for its effects', 'through a barrel', 'namespace through a barrel'].map((name) => `import: ${name}`),
  ...['where it is declared', 'as a list', 'default value', 'default function', 'default arrow'].map((name) => `export: ${name}`),
  ...['star', 'names', 'object'].map((name) => `barrel: ${name}`),
  ...['.ts', '.js for .ts', 'no extension', 'tsconfig paths', 'tsconfig paths, exact', 'folder'].map((name) => `specifier: ${name}`),
  ...['json import', 'json read', 'yaml', 'sql', 'text', 'url'].map((name) => `data: ${name}`),
  'modules: a cycle', 'group', 'group in a group', 'group: expand', 'branch: when and otherwise', 'dag: pipeline', 'dag: params in templates',
  'options: spread', 'options: conditional spread', 'options: undefined',
]

test(`${programsWithInput} generated projects that read the environment, each run with several environments`, { timeout: 600_000 + programsWithInput * 2000 }, async () => {
  const tally = { known: 0, unknown: 0 }
  for (let seed = firstSeed; seed < firstSeed + programsWithInput; seed++) {
    const program = envProgramOf(seed)
    const read = readFiles(program.files)
    for (const env of assignmentsOf(program, 5)) {
      const ran = await runner.run(program.files, env)
      expect(ran.error, `seed ${seed} with ${JSON.stringify(env)}`).toBeUndefined()
      expect(contradiction(read, ran.model!, env, tally), `seed ${seed} with ${JSON.stringify(env)}`).toBeUndefined()
    }
  }
  // To cover by saying nothing would be easy.
  expect(tally.unknown / (tally.known + tally.unknown)).toBeLessThan(0.1)
})
