// How statements end, and what becomes of endings that depend on unknown conditions.
import { choice, endSide, runSide, mergeChanges, under, Thrown, undefinedValue, type Abstract, type Condition, type Heap } from '#value'
import type { Abrupt, Completion, Partial, Run } from './run.ts'

/** An ending that differs between the sides of a condition; just the ending where both are normal. */
export const partial = (when: Condition, thenSide: Completion, elseSide: Completion): Completion =>
  thenSide === undefined && elseSide === undefined ? undefined : { kind: 'partial', when, then: thenSide, else: elseSide } satisfies Partial

/** Does it have an ending of a certain sort on some side? */
export const hasLeaf = (completion: Completion, test: (leaf: Abrupt | undefined) => boolean): boolean =>
  completion !== undefined && completion.kind === 'partial'
    ? hasLeaf(completion.then, test) || hasLeaf(completion.else, test)
    : test(completion)

/** The completion with each of its endings replaced. */
export const mapLeaves = (completion: Completion, f: (leaf: Abrupt | undefined) => Completion): Completion =>
  completion !== undefined && completion.kind === 'partial'
    ? partial(completion.when, mapLeaves(completion.then, f), mapLeaves(completion.else, f))
    : f(completion)

const isOpen = (leaf: Abrupt | undefined): boolean => leaf === undefined

/** Replaces the endings that `test` picks by what `next` gives, each under its own conditions. The rest stays. */
export const continueWhere = (heap: Heap, completion: Completion, test: (leaf: Abrupt | undefined) => boolean, next: (leaf: Abrupt | undefined) => Completion): Completion => {
  if (completion === undefined || completion.kind !== 'partial') return test(completion) ? next(completion) : completion
  const { when } = completion
  const inThen = hasLeaf(completion.then, test)
  const inElse = hasLeaf(completion.else, test)
  const go = (side: Completion): Completion => continueWhere(heap, side, test, next)
  if (inThen && inElse) {
    const yes = runSide(heap, when, true, () => go(completion.then))
    const no = runSide(heap, when, false, () => go(completion.else))
    mergeChanges(heap, when, yes.changes, no.changes)
    return partial(when, yes.result, no.result)
  }
  if (inThen) return partial(when, under(heap, when, true, () => go(completion.then)), completion.else)
  if (inElse) return partial(when, completion.then, under(heap, when, false, () => go(completion.else)))
  return completion
}

/** Goes on where a statement ended normally. */
export const andThen = (run: Run, completion: Completion, next: () => Completion): Completion =>
  completion === undefined ? next() : completion.kind === 'partial' ? continueWhere(run.heap, completion, isOpen, () => contained(run, next)) : completion

/** Runs a part of a statement as a statement of its own: exceptions and sides that it began end with it. */
export const contained = (run: Run, body: () => Completion): Completion => {
  const mark = run.heap.open.length
  let completion: Completion
  try {
    completion = body()
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    completion = { kind: 'throw', value: error.value, site: run.site }
  }
  return closeSides(run.heap, mark, completion)
}

/** Ends the sides that began since `mark`, innermost first, and adds how their other sides ended. */
export const closeSides = (heap: Heap, mark: number, completion: Completion): Completion => {
  let at = completion
  while (heap.open.length > mark) {
    const { when, is, abrupt } = endSide(heap)
    at = is ? partial(when, at, abrupt as Completion) : partial(when, abrupt as Completion, at)
  }
  return at
}

/** Runs something that ends with a value or a JavaScript exception, as a completion of its own. */
export const attempt = (run: Run, body: () => Abstract): Completion => contained(run, () => ({ kind: 'return', value: body() }))

/** Settles a promise by how something ended, on each side by itself where it throws on some. */
export const settleBy = (run: Run, completion: Completion, settling: { readonly resolve: (value: Abstract) => void, readonly reject: (reason: Abstract) => void }): void => {
  if (completion === undefined || !hasLeaf(completion, isThrow)) return settling.resolve(returnedValue(completion))
  if (completion.kind !== 'partial') return settling.reject(thrownValue(completion))
  const side = (one: Completion) => (): Abstract => {
    settleBy(run, one, settling)
    return undefinedValue
  }
  run.fork(completion.when, side(completion.then), side(completion.else))
}

/** The value of the sides that return; a side that ends normally gives undefined. Only for completions with such a side. */
export const returnedValue = (completion: Completion): Abstract => {
  if (completion === undefined) return undefinedValue
  if (completion.kind === 'return') return completion.value
  if (completion.kind !== 'partial') return undefinedValue
  const [yes, no] = [hasLeaf(completion.then, isValue), hasLeaf(completion.else, isValue)]
  if (yes && no) return choice(completion.when, returnedValue(completion.then), returnedValue(completion.else))
  return returnedValue(yes ? completion.then : completion.else)
}

const isValue = (leaf: Abrupt | undefined): boolean => leaf === undefined || leaf.kind === 'return'
/** Is it an ending by an exception? */
export const isThrow = (leaf: Abrupt | undefined): boolean => leaf !== undefined && leaf.kind === 'throw'

/** What is thrown on the sides that throw. Only for completions with such a side. */
export const thrownValue = (completion: Completion): Abstract => {
  if (completion === undefined || completion.kind !== 'partial') return completion !== undefined && completion.kind === 'throw' ? completion.value : undefinedValue
  const [yes, no] = [hasLeaf(completion.then, isThrow), hasLeaf(completion.else, isThrow)]
  if (yes && no) return choice(completion.when, thrownValue(completion.then), thrownValue(completion.else))
  return thrownValue(yes ? completion.then : completion.else)
}
