// Forks in the middle of expressions: both sides of an unknown condition are evaluated, what they did is merged, and a side
// that throws leaves the other to go on under its assumption.
import {
  beginSide, blur, canBeAbsent, choice, derived, hole, maybe, mergeChanges, resolve, runSide, Thrown, undefinedValue,
  type Abstract, type Choice, type Concrete, type Condition, type Decision, type Obj,
} from '#value'
import { attempt, contained, hasLeaf, isThrow, partial, returnedValue, thrownValue } from './completion.ts'
import type { Completion, Run } from './run.ts'
import { truthOfChoice } from './truth.ts'

/** Runs both sides and merges. Counts against the limit of forks. */
export const forkCompletion = (run: Run, when: Condition, thenSide: () => Completion, elseSide: () => Completion): Completion => {
  if (++run.forks > run.limits.forks) run.limit('unknown conditions')
  const yes = runSide(run.heap, when, true, () => contained(run, thenSide))
  const no = runSide(run.heap, when, false, () => contained(run, elseSide))
  mergeChanges(run.heap, when, yes.changes, no.changes)
  return partial(when, yes.result, no.result)
}

/** The value of a fork. */
export const fork = (run: Run, when: Condition, thenSide: () => Abstract, elseSide: () => Abstract): Abstract =>
  settle(run, forkCompletion(run, when, () => attempt(run, thenSide), () => attempt(run, elseSide)))

/** A fork by a decision. */
export const forkBy = (run: Run, decision: Decision, thenSide: () => Abstract, elseSide: () => Abstract): Abstract =>
  decision.is ? fork(run, decision.when, thenSide, elseSide) : fork(run, decision.when, elseSide, thenSide)

/**
 * The value of a completion, in the middle of an expression. Where it throws for sure, this throws; where it throws on some side only,
 * that side's end is kept for the end of the statement (`closeSides`) and evaluation goes on assuming the other.
 */
export const settle = (run: Run, completion: Completion): Abstract => {
  if (completion === undefined) return undefinedValue
  if (completion.kind === 'return') return completion.value
  if (completion.kind === 'throw') throw new Thrown(completion.value)
  if (completion.kind !== 'partial') throw new Error(`a ${completion.kind} cannot leave an expression`)
  if (!hasLeaf(completion, isThrow)) return returnedValue(completion)
  const returns = (side: Completion): boolean => hasLeaf(side, (leaf) => !isThrow(leaf))
  const { when } = completion
  if (!returns(completion)) throw new Thrown(thrownValue(completion))
  if (!returns(completion.then)) return goOn(run, when, false, completion.then, completion.else)
  if (!returns(completion.else)) return goOn(run, when, true, completion.else, completion.then)
  const decision = completes(run, completion)
  if (typeof decision === 'boolean') return returnedValue(completion)
  beginSide(run.heap, decision.when, decision.is, { kind: 'throw', value: thrownValue(completion), site: run.site })
  return returnedValue(completion)
}

const goOn = (run: Run, when: Condition, is: boolean, abrupt: Completion, rest: Completion): Abstract => {
  beginSide(run.heap, when, is, abrupt)
  return settle(run, rest)
}

/** The condition under which a completion does not throw. */
const completes = (run: Run, completion: Completion): boolean | Decision =>
  completion !== undefined && completion.kind === 'partial'
    ? truthOfChoice(run, completion.when, completes(run, completion.then), completes(run, completion.else))
    : !isThrow(completion)

/** Runs `f` once for each combination of the sides of choices; see `Machine.lift`. */
export const lift = (run: Run, values: readonly Abstract[], f: (values: readonly Concrete[]) => Abstract, templates = false): Abstract => {
  const resolved: Abstract[] = []
  let uncertain = false
  for (const [index, given] of values.entries()) {
    const value = given.kind === 'choice' ? resolve(run.heap.path, given) : given
    if (value.kind === 'choice') {
      const side = (pick: Abstract) => (): Abstract => lift(run, values.map((other, at) => at === index ? pick : at < index ? resolved[at]! : other), f, templates)
      return fork(run, value.when, side(value.then), side(value.else))
    }
    if (value.kind === 'unknown' || (value.kind === 'template' && !templates)) return derived(values, { site: run.site })
    if (value.kind === 'maybe') uncertain = true
    resolved.push(value.kind === 'absent' ? undefinedValue : value.kind === 'maybe' ? value.value : value)
  }
  return uncertain ? maybe(lift(run, resolved, f, templates)) : f(resolved as Concrete[])
}

/** Runs `f` on the elements of an array with the guards decided; see `Machine.withItems`. */
export const withItems = (run: Run, array: Obj, f: (items: readonly Abstract[]) => Abstract, changes = false): Abstract => {
  const items = array.items!
  if (array.open === undefined && !array.guarded) return f(items)
  const guard = array.open === undefined ? openGuard(run, items) : undefined
  if (array.open !== undefined || guard?.when.repeats === true || (guard !== undefined && countGuards(run, items) > mostGuards)) {
    if (changes) blur(run.heap, array, derived([array.open ?? guard!], { site: run.site }))
    return derived([array.open ?? guard!, ...items], { site: run.site })
  }
  if (guard === undefined) return f(settled(run, items))
  const again = (): Abstract => withItems(run, array, f, changes)
  return fork(run, guard.when, again, again)
}

/** Lists whose elements depend on more conditions than this are not gone through combination by combination: there are two to the power of it. */
const mostGuards = 8

const countGuards = (run: Run, items: readonly Abstract[]): number => {
  const conditions = new Set<Condition>()
  for (const item of items) {
    if (item.kind !== 'choice') continue
    const value = resolve(run.heap.path, item)
    if (value.kind === 'choice' && canBeAbsent(value)) conditions.add(value.when)
  }
  return conditions.size
}

/** The first element of which the path does not say whether it is there. */
const openGuard = (run: Run, items: readonly Abstract[]): Choice | undefined => {
  for (const item of items) {
    if (item.kind !== 'choice') continue
    const value = resolve(run.heap.path, item)
    if (value.kind === 'choice' && canBeAbsent(value)) return value
  }
  return undefined
}

/** The elements that are there on this path. */
const settled = (run: Run, items: readonly Abstract[]): Abstract[] =>
  items.map((item) => item === hole ? item : resolve(run.heap.path, item)).filter((item) => item.kind !== 'absent')

/** A choice by a decision, where both values are at hand. */
export const choose = (decision: Decision, yes: Abstract, no: Abstract): Abstract =>
  decision.is ? choice(decision.when, yes, no) : choice(decision.when, no, yes)
