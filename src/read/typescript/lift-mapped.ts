// Dynamic mapping: what a task is mapped over, and how many instances that makes where it can be known.
import type { Fact, Task, Value } from '#model'
import { canBeAbsent, classBrand, itemsOf, keysOf, getProp, type Abstract, jsonOf, type Slot } from '#value'
import { taskIdOf } from './lift-callback.ts'
import { isEmpty } from './lift-fact.ts'
import { assuming, settle, type LiftScope } from './lift-scope.ts'

/** The mapping that `expand` and `expandKwargs` give; undefined where there is none. */
export const mappedOf = (scope: LiftScope, given: (key: string) => Abstract, objects: (value: Abstract) => Value): Task['mapped'] => {
  const sets = settle(scope, given('expandKwargs'))
  if (!isEmpty(sets)) return { over: overOf(scope, sets, objects), length: lengthOf(scope, sets) }
  return expandedOf(scope, settle(scope, given('expand')), objects)
}

const expandedOf = (scope: LiftScope, expand: Abstract, objects: (value: Abstract) => Value): Task['mapped'] => {
  if (isEmpty(expand)) return undefined
  if (expand.kind === 'choice') {
    const side = (is: boolean): Value => {
      const inside = assuming(scope, expand.when, is)
      return expandedOf(inside, settle(inside, is ? expand.then : expand.else), objects)?.over ?? { $absent: true }
    }
    return { over: { $choice: { when: expand.when.text, then: side(true), else: side(false) } }, length: { $unknown: 'derived' } }
  }
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
  list.kind === 'choice' ? { $choice: {
    when: list.when.text,
    then: overOf(assuming(scope, list.when, true), list.then, objects),
    else: overOf(assuming(scope, list.when, false), list.else, objects),
  } } : classBrand(list) === 'dagbook/task' ? { output: taskIdOf(scope, list) } : objects(list)

const lengthOf = (scope: LiftScope, list: Abstract): Fact<number> => {
  if (classBrand(list) === 'dagbook/task') {
    const of = taskIdOf(scope, list)
    return { $unknown: 'call', ...(typeof of === 'string' && { of }), detail: 'as many as the task returns' }
  }
  const items = itemsOf(list)
  if (items === undefined) {
    if (list.kind === 'object') {
      if (list.open !== undefined) return { $unknown: 'open-object' }
      return keysOf(list).every((key) => isSure(scope, list.props.get(key))) ? keysOf(list).length : { $unknown: 'derived', detail: 'some keys exist only under a condition' }
    }
    return list.kind === 'unknown' ? jsonOf(list, scope.path) as Fact<number> : { $unknown: 'derived' }
  }
  if (list.kind === 'object' && list.open !== undefined) return { $unknown: 'element' }
  return items.every((item) => isSure(scope, item)) ? items.length : { $unknown: 'derived', detail: 'some items exist only under a condition' }
}


/** Is there a value, whatever it is, under all conditions? */
const isSure = (scope: LiftScope, value: Abstract | Slot | undefined): boolean =>
  value !== undefined && (value.kind === 'slot' || !canBeAbsent(settle(scope, value)))
