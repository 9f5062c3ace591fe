// DAGs that code which is not read has in its hands: it may add tasks and edges to them, or has done so.
import type { Place, Problem } from '#model'
import { classBrand, type Abstract, type Obj } from '#value'
import { propOf } from './lift-fact.ts'
import { elementsOf, type LiftScope } from './lift-scope.ts'

/** The records of DAGs among the objects that were handed over, by themselves or by their tasks, groups or lists; each with the place. */
export const dagsHandedOver = (scope: LiftScope, handed: ReadonlyMap<Obj, Place | undefined>): ReadonlyMap<Obj, Place | undefined> => {
  const dags = new Map<Obj, Place | undefined>()
  for (const [obj, at] of handed) {
    for (const dag of dagsOf(scope, obj)) if (!dags.has(dag)) dags.set(dag, at)
  }
  return dags
}

const dagsOf = (scope: LiftScope, obj: Obj): Obj[] => {
  switch (classBrand(obj)) {
    case 'dagbook/dag': return [obj]
    case 'dagbook/task': case 'dagbook/group': return elementsOf(scope, propOf(scope, obj, 'dag')).leaves.flatMap(({ value }) => value.kind === 'object' ? [value] : [])
    default: return obj.type === 'array' ? elementsOf(scope, obj).leaves.slice(0, 1).flatMap(({ value }) => isNode(value) ? dagsOf(scope, value) : []) : []
  }
}

const isNode = (value: Abstract): value is Obj => classBrand(value) === 'dagbook/task' || classBrand(value) === 'dagbook/group'

/** What there is to say of a DAG that was handed over. */
export const handedOverProblem = (dagId: string, at: Place | undefined, dag: Place | undefined): Problem => ({
  code: 'handed-over', severity: 'warning', message: `The DAG \`${dagId}\` is handed to code that is not read: it may get more tasks and edges there.`,
  ...(at && { at }), ...(dag && { related: [{ message: 'The DAG is made here.', at: dag }] }),
  help: 'Make tasks and edges in files of the project.',
})
