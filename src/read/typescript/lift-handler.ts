// Handlers of Airflow's TypeScript SDK: code for tasks that Python declares, and tasks that were declared and never placed.
import type { SourceFile } from '#model'
import { classBrand, type Abstract, atOf } from '#value'
import { argValue } from './lift-arg.ts'
import type { DagEntry } from './lift-merge.ts'
import { propOf } from './lift-fact.ts'
import { idOf } from './lift-id.ts'
import { elementsOf, report, settle, under, type Leaf, type LiftScope } from './lift-scope.ts'
import { sharedBy } from './lift-ways.ts'

/** A handler as its file carries it. */
export type Handler = NonNullable<SourceFile['handlers']>[number]

/** What a handler's record says. */
export const liftHandler = (scope: LiftScope, record: Abstract, handler: Abstract = propOf(scope, record, 'handler')): Handler => {
  const body = argValue(scope, handler)
  const name = typeof body === 'object' && body !== null && 'function' in body ? body.function : undefined
  return {
    dagId: idOf(scope, propOf(scope, record, 'dagId')).text,
    taskId: idOf(scope, propOf(scope, record, 'taskId')).text,
    ...(typeof name === 'string' && { function: name }),
    ...atOf(record),
  }
}

const declaredIn = (scope: LiftScope, { record }: DagEntry): readonly Leaf[] => elementsOf(scope, propOf(scope, record, 'declared')).leaves

/** The handlers that a DAG stands for none of whose tasks is placed; undefined for any other DAG: that is one of its own. */
export const handlersOf = (outer: LiftScope, entry: DagEntry): Handler[] | undefined => {
  const scope = under(outer, sharedBy(entry.ways))
  const declared = declaredIn(scope, entry)
  if (declared.length === 0) return undefined
  const placed = elementsOf(scope, propOf(scope, entry.record, 'tasks'))
  if (placed.leaves.length > 0 || !placed.whole) return undefined
  return declared.map(({ value }) => liftHandler(scope, value, propOf(scope, propOf(scope, value, 'options'), 'handler')))
}

/** Reports the tasks of a DAG that are declared and surely never placed. */
export const reportUnplaced = (outer: LiftScope, entry: DagEntry): void => {
  const scope = under(outer, sharedBy(entry.ways))
  for (const { value, when } of declaredIn(scope, entry)) {
    const at = under(scope, when)
    const placed = settle(at, propOf(at, value, 'placed'))
    if (classBrand(value) !== 'dagbook/task' || placed.kind !== 'primitive' || placed.value !== false) continue
    const taskId = idOf(at, propOf(at, value, 'taskId')).text
    report(at, {
      code: 'unplaced-task', severity: 'error',
      message: `The task \`${taskId}\` of the DAG \`${idOf(at, propOf(at, value, 'dagId')).text}\` is declared and never called, so it has no place in the DAG.`,
      ...atOf(value), help: 'Call what `dag.task(…)` returns, or delete the task: Airflow refuses a DAG with a task that is not placed.',
    })
  }
}
