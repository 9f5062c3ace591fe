// Finds DAGs by themselves: in what modules export and in what is registered with a framework, however deep they are put away.
import { classBrand, enumerableKeys, type Abstract, type Decision, type Obj, type PromiseState } from '#value'
import type { DagEntry } from './lift-merge.ts'
import { elementsOf, leavesOf, under, type LiftScope } from './lift-scope.ts'

/** What was found in exported values. */
export interface Found {
  /** DAGs, each with all the conditions under which it was reached. */
  readonly dags: Map<Obj, (readonly Decision[])[]>
  /** Records of tables and assets. */
  readonly declared: Set<Obj>
  /** Code for tasks of DAGs that another language declares. */
  readonly handlers: Set<Obj>
}

/** Nothing found yet. */
export const nothingFound = (): Found => ({ dags: new Map(), declared: new Set(), handlers: new Set() })

/** So deep are lists, objects, maps and promises looked into. */
export const deepest = 6

/** Adds what is in a value. */
export const findIn = (scope: LiftScope, value: Abstract, found: Found, when: readonly Decision[] = [], depth = 0, above: readonly Obj[] = []): void => {
  for (const leaf of leavesOf(scope, value, when)) {
    const obj = leaf.value
    if (obj.kind !== 'object' || obj.intrinsic || above.includes(obj)) continue
    const brand = classBrand(obj)
    if (brand === 'dagbook/dag') addDag(found, obj, leaf.when)
    else if (brand === 'dagbook/table' || brand === 'dagbook/asset') found.declared.add(obj)
    else if (brand === 'dagbook/handler') found.handlers.add(obj)
    else if (depth < deepest && (brand === undefined || brand === 'dagbook/bundle')) {
      const inside = under(scope, leaf.when)
      for (const part of partsOf(inside, obj)) findIn(inside, part, found, leaf.when, depth + 1, [...above, obj])
    }
  }
}

const addDag = (found: Found, dag: Obj, when: readonly Decision[]): void => {
  const ways = found.dags.get(dag)
  if (ways === undefined) found.dags.set(dag, [when])
  else ways.push(when)
}

const partsOf = (scope: LiftScope, obj: Obj): Abstract[] => {
  switch (obj.type) {
    case 'array': return elementsOf(scope, obj).leaves.map((leaf) => leaf.value)
    case 'map': case 'set': return [...obj.entries!.values()].map((entry) => entry.value)
    case 'promise': return settledValue(obj)
    case 'object': case 'namespace': return enumerableKeys(obj).flatMap((key) => {
      const own = obj.props.get(key)
      const value = own?.kind === 'slot' ? own.value : own
      return value === undefined ? [] : [value]
    })
    default: return []
  }
}

const settledValue = (promise: Obj): Abstract[] => {
  const state = promise.data as PromiseState | undefined
  return state?.status === 'fulfilled' ? [state.value] : []
}

/** The DAGs found, with the conditions that they have in every way they were reached. */
export const entriesOf = (found: Found): DagEntry[] =>
  [...found.dags].map(([record, ways]) => ({ record, when: shared(ways) }))

/** What holds in every way: a DAG that is exported twice exists where either export does. */
const shared = (ways: readonly (readonly Decision[])[]): readonly Decision[] =>
  ways[0]!.filter((decision) => ways.every((way) => way.some((other) => other.when === decision.when && other.is === decision.is)))
