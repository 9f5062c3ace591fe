// The demo as `npm run demo` reads it: the folder `dags/` with its settings.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Dag, Model, Task } from '#model'
import type { Fixtures } from '#read'
import { readFiles } from '../read/read-files.ts'

const root = join(import.meta.dirname, '../../dags')

/** The files of the demo by path. */
export const demoFiles: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)).map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
)
const settings = parse(demoFiles['dagbook.yaml']!) as { readonly fixtures: Fixtures; readonly environments: { readonly local: { readonly fixtures: Fixtures } } }

/** The demo in production. */
export const demo: Model = readFiles(demoFiles, { fixtures: settings.fixtures })
/** The demo as a developer's own Airflow has it. */
export const localDemo: Model = readFiles(demoFiles, { fixtures: settings.environments.local.fixtures, environment: 'local' })

/** One of its DAGs. */
export const dagOf = (model: Model, dagId: string): Dag => {
  const dag = model.dags.find((one) => one.dagId === dagId)
  if (dag === undefined) throw new Error(`The demo has no DAG ${dagId}: ${model.dags.map((one) => one.dagId).join(', ')}`)
  return dag
}
/** One task of a DAG. */
export const taskOf = (dag: Dag, taskId: string): Task => {
  const task = dag.tasks.find((one) => one.taskId === taskId)
  if (task === undefined) throw new Error(`${dag.dagId} has no task ${taskId}: ${dag.tasks.map((one) => one.taskId).join(', ')}`)
  return task
}
/** Edges as `from > to (label)`, sorted. */
export const edgesOf = (dag: Dag): string[] =>
  dag.edges.map((edge) => `${edge.from} > ${edge.to}${edge.label === undefined ? '' : ` (${String(edge.label)})`}`)
