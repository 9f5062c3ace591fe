// Dynamic mapping: what a task is mapped over, and how many instances that makes where it can be known.
import type { Fact, Task, Value } from '#model'
import { classBrand, itemsOf, keysOf, getProp, type Abstract, jsonOf } from '#value'
import { taskIdOf } from './lift-callback.ts'
import { isEmpty } from './lift-fact.ts'
import { leavesOf, settle, type LiftScope } from './lift-scope.ts'

/** The mapping that `expand` and `expandKwargs` give; undefined where there is none. */
export const mappedOf = (scope: LiftScope, given: (key: string) => Abstract, objects: (value: Abstract) => Value): Task['mapped'] => {
  const sets = settle(scope, given('expandKwargs'))
  if (!isEmpty(sets)) return { over: overOf(scope, sets, objects), length: lengthOf(scope, sets) }
  const expand = settle(scope, given('expand'))
  if (isEmpty(expand)) return undefined
  const keys = keysOf(expand)
  if (expand.kind !== 'object' || expand.open !== undefined) return { over: objects(expand), length: { $unknown: 'derived' } }
  const lists = keys.map((key) => [key, settle(scope, getProp(expand, key))] as const)
  return {
    over: Object.fromEntries(lists.map(([key, list]) => [key, overOf(scope, list, objects)])),
    length: lists.map(([, list]) => lengthOf(scope, list)).reduce(product, 1),
  }
}

const product = (a: Fact<number>, b: Fact<number>): Fact<number> =>
  typeof a === 'number' && typeof b === 'number' ? a * b : a === 0 || b === 0 ? 0 : typeof a === 'number' ? b : a

/** A list as data; what a task returns as `{ "output": taskId }`. */
const overOf = (scope: LiftScope, list: Abstract, objects: (value: Abstract) => Value): Value =>
  classBrand(list) === 'dagbook/task' ? { output: taskIdOf(scope, list) } : objects(list)

const lengthOf = (scope: LiftScope, list: Abstract): Fact<number> => {
  if (classBrand(list) === 'dagbook/task') return { $unknown: 'call', of: taskIdOf(scope, list), detail: 'as many as the task returns' }
  const items = itemsOf(list)
  if (items === undefined) {
    if (list.kind === 'object') return list.open === undefined ? keysOf(list).length : { $unknown: 'open-object' }
    return list.kind === 'unknown' ? jsonOf(list, scope.path) as Fact<number> : { $unknown: 'derived' }
  }
  if (list.kind === 'object' && list.open !== undefined) return { $unknown: 'element' }
  const sure = items.every((item) => {
    const leaves = leavesOf(scope, item)
    return leaves.length === 1 && leaves[0]!.when.length === 0
  })
  return sure ? items.length : { $unknown: 'derived', detail: 'some items exist only under a condition' }
}

