// A good DAG that lies beside every bad file: whatever the bad file does, this one is read as if it were alone.
import { expect } from 'vitest'
import type { Dag, Model } from '#model'
import { readFiles } from '../read/read-files.ts'

const neighbour = {
  'neighbour.ts': `import { Dag, chain } from 'dagbook'
export const neighbour = new Dag('neighbour', { schedule: '@daily', startDate: '2026-01-01', tags: ['good'] })
const names = ['one', 'two', 'three'].map((name) => name.toUpperCase())
chain(...names.map((name) => neighbour.bash(name, { command: \`echo \${name.slice(0, 1)} {{ ds }}\`, env: { plain: String({}.toString()) } })))
`,
}
const alone: Dag = readFiles(neighbour).dags[0]!

/** Reads bad files beside the good one, and sees to it that the good one did not suffer. */
export const readBeside = (files: Readonly<Record<string, string>>): Model => {
  const model = readFiles({ ...neighbour, ...files })
  expect(model.dags.find((dag) => dag.dagId === 'neighbour')).toEqual(alone)
  expect(alone.tasks).toHaveLength(3)
  return model
}
/** The codes of the problems, one a cause. */
export const codesOf = (model: Model): string[] => model.problems.map((problem) => problem.code)
/** The DAGs besides the good one. */
export const othersOf = (model: Model): Dag[] => model.dags.filter((dag) => dag.dagId !== 'neighbour')
