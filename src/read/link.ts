// Joins what the readers found into one Model: duplicates, references between DAGs, tables and assets, coverage.
import {
  modelFormat, redactModel, sortedBy, tidyProblems,
  type Asset, type Dag, type Model, type Problem, type Table,
} from '#model'
import { assetsOf } from './link-assets.ts'
import { coverageOf } from './coverage.ts'
import { linkDag } from './link-dag.ts'
import { referenceProblems } from './link-references.ts'
import { tablesOf } from './link-tables.ts'
import type { ReadOptions, ReadResult } from './reader.ts'

/** One Model from what the readers found: sorted by id, each DAG once, no secret left in it. */
export const link = (results: readonly ReadResult[], options: Pick<ReadOptions, 'title' | 'environment' | 'scheduler'>): Model => {
  const problems: Problem[] = results.flatMap((result) => result.problems)
  const dags = uniqueDags(results.flatMap((result) => result.dags), problems).map((dag) => linkDag(dag, problems))
  problems.push(...referenceProblems(dags))
  const files = sortedBy(results.flatMap((result) => result.files), (file) => file.path)
  const tables: Table[] = tablesOf(results.flatMap((result) => result.tables), dags)
  const assets: Asset[] = assetsOf(results.flatMap((result) => result.assets), dags)
  return redactModel({
    format: modelFormat,
    ...(options.title !== undefined && { title: options.title }),
    ...(options.environment !== undefined && { environment: options.environment }),
    ...(options.scheduler !== undefined && { scheduler: options.scheduler }),
    dags, tables, assets,
    pipelines: sortedBy(results.flatMap((result) => result.pipelines), (pipeline) => pipeline.name),
    files,
    problems: tidyProblems(problems),
    coverage: coverageOf(dags, files),
  })
}

/** By DAG id, each id once: the first in file order stays, since a scheduler too would show only one of them. */
const uniqueDags = (dags: readonly Dag[], problems: Problem[]): Dag[] => {
  const place = (dag: Dag) => `${dag.at?.file ?? ''}\u0000${String(dag.at?.line ?? 0).padStart(9, '0')}${String(dag.at?.column ?? 0).padStart(9, '0')}`
  const byId = new Map<string, Dag>()
  for (const dag of sortedBy(dags, place)) {
    const first = byId.get(dag.dagId)
    if (first === undefined) { byId.set(dag.dagId, dag); continue }
    problems.push({
      code: 'duplicate-dag', severity: 'error',
      message: `The DAG id \`${dag.dagId}\` is used twice; this one is left out.`,
      ...(dag.at && { at: dag.at }),
      ...(first.at && { related: [{ message: 'It was first used here.', at: first.at }] }),
      help: 'Give one of them another id: a scheduler shows only one DAG of each id.',
    })
  }
  return sortedBy(byId.values(), (dag) => dag.dagId)
}
