// Finds DAGs by themselves: in what modules export and in what is registered with a framework, however deep they are put away.
import { classBrand, enumerableKeys, itemsOf, type Abstract, type Obj, type PromiseState } from '#value'
import type { DagEntry } from './lift-merge.ts'
import { leavesOf, under, type LiftScope } from './lift-scope.ts'
import { joinWays, type Way } from './lift-ways.ts'

/** What was found in exported values. */
export interface Found {
  /** DAGs, each with the ways in which it was reached. */
  readonly dags: Map<Obj, Way[]>
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
export const findIn = (scope: LiftScope, value: Abstract, found: Found, when: Way = [], depth = 0, above: readonly Obj[] = []): void => {
  for (const leaf of leavesOf(scope, value, when)) {
    const obj = leaf.value
    if (obj.kind !== 'object' || obj.intrinsic || above.includes(obj)) continue
    const brand = classBrand(obj)
    if (brand === 'dagbook/dag') addDag(found, obj, leaf.when)
    else if (brand === 'dagbook/table' || brand === 'dagbook/asset') found.declared.add(obj)
    else if (brand === 'dagbook/handler') found.handlers.add(obj)
    else if (depth < deepest && (brand === undefined || brand === 'dagbook/bundle')) {
      const inside = under(scope, leaf.when)
      const around = [...above, obj]
      for (const part of partsOf(obj)) findIn(inside, part, found, leaf.when, depth + 1, around)
    }
  }
}

const addDag = (found: Found, dag: Obj, when: Way): void => {
  const ways = found.dags.get(dag)
  if (ways === undefined) found.dags.set(dag, [when])
  else ways.push(when)
}

const partsOf = (obj: Obj): readonly Abstract[] => {
  switch (obj.type) {
    case 'array': return itemsOf(obj) ?? []
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

/** The DAGs found: one that is exported twice exists where either export does. */
export const entriesOf = (found: Found): DagEntry[] =>
  [...found.dags].map(([record, ways]) => ({ record, ways: joinWays(ways) }))
