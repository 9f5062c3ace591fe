// The demo, run and read: the same model, Places apart, in each environment. Everything that it takes from outside is given to both.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadLibrary, loadTree } from '#disk'
import { readProject } from '#read'
import { comparable, firstDifference, type Comparable } from './comparable.ts'
import { NodeRunner } from './node-runner.ts'

const { tree } = loadTree('dags', {})
const files = Object.fromEntries(tree.paths.map((path) => [path, tree.read(path) ?? '']))
const library = loadLibrary()
const outside = { CORRELATION_BUCKET: 'uploads', REPORT_SCHEMA: 'reports', AUDIT: 'yes' }

let runner: NodeRunner
beforeAll(async () => { runner = await NodeRunner.start() })
afterAll(() => { runner.close() })

/** What rests on a fixture was read as an assumption, and simply is so when it runs. */
const withoutAssumptions = (model: Comparable): unknown => JSON.parse(JSON.stringify(model), (key, value: unknown) => key === 'assumptions' ? undefined : value)

test.each(['Production', 'laptop'])('as %s', async (instance) => {
  const env = { ...outside, AIRFLOW_INSTANCE: instance }
  const read = readProject(tree, { library, fixtures: { env } })
  const ran = await runner.run(files, env)
  expect(ran.error).toBeUndefined()
  expect(firstDifference(withoutAssumptions(comparable(read)), withoutAssumptions(ran.model!))).toBeUndefined()
  expect(read.dags.length).toBeGreaterThan(30)
  expect(read.dags.every((dag) => dag.complete)).toBe(true)
})
