// Conditions that are not known, and the path: which of them are assumed while one side of a fork is evaluated.
import type { Abstract, Condition, Path, Primitive, Test } from './abstract.ts'
import type { Site } from './site.ts'

/** Makes conditions so that the same question gives the same object. One per evaluation. */
export class Conditions {
  readonly #byId = new Map<string, Condition>()

  /** The condition that asks `test` about `subject`. */
  of(subject: string, test: Test, text: string, site?: Site): Condition {
    const literal = test.kind === 'is' ? `:${typeof test.literal}:${String(test.literal)}` : ''
    const id = `${test.kind}${literal}|${subject}`
    let found = this.#byId.get(id)
    if (found === undefined) this.#byId.set(id, found = { id, subject, test, text, site, repeats: test.kind === 'loop' })
    return found
  }

  /** The condition with an id that `of` gave out. */
  find(id: string): Condition | undefined { return this.#byId.get(id) }
}

const literalAnswer = (test: Test, literal: Primitive['value']): boolean | undefined => {
  if (test.kind === 'truthy') return Boolean(literal)
  if (test.kind === 'present') return literal !== null && literal !== undefined
  if (test.kind === 'is') return test.literal === literal
  return undefined
}

/** What knowing one answer about a subject says about another question on it; undefined where it says nothing. */
const implied = (known: Test, is: boolean, asked: Test): boolean | undefined => {
  if (known.kind === 'is' && is) return literalAnswer(asked, known.literal)
  if (known.kind === 'truthy' && is) {
    if (asked.kind === 'present') return true
    if (asked.kind === 'is' && !asked.literal) return false
  }
  if (known.kind === 'truthy' && !is && asked.kind === 'is' && asked.literal) return false
  if (known.kind === 'present' && !is) {
    if (asked.kind === 'truthy') return false
    if (asked.kind === 'is' && asked.literal !== null && asked.literal !== undefined) return false
  }
  if (known.kind === 'present' && is && asked.kind === 'is' && (asked.literal === null || asked.literal === undefined)) return false
  return undefined
}

/** The answer to a condition on a path, or undefined where the path leaves it open. */
export const decide = (path: Path | undefined, when: Condition): boolean | undefined => {
  for (let at = path; at !== undefined; at = at.rest) {
    if (at.when === when) return at.is
    if (at.when.subject === when.subject) {
      const answer = implied(at.when.test, at.is, when.test)
      if (answer !== undefined) return answer
    }
  }
  return undefined
}

/** The value on the sides that a path has decided: no undecided choice is removed. */
export const resolve = (path: Path | undefined, value: Abstract): Abstract => {
  let at = value
  while (at.kind === 'choice') {
    const is = decideTree(path, at.when)
    if (is === undefined) return at
    at = is ? at.then : at.else
  }
  return at
}

/** Composed conditions whose answer is being looked for: a part of one may ask for the whole again. */
const asked = new Set<Condition>()

/** `decide` that also looks into composed conditions (`a && b`). */
export const decideTree = (path: Path | undefined, when: Condition): boolean | undefined => {
  if (path === undefined) return undefined
  const direct = decide(path, when)
  if (direct !== undefined || when.test.kind !== 'tree' || asked.has(when)) return direct
  asked.add(when)
  try {
    const truth = when.test.truth(resolve(path, when.test.tree))
    return typeof truth === 'boolean' ? truth : undefined
  } finally {
    asked.delete(when)
  }
}

/** The path with one more assumption and all that it forces: `a && b` being true makes both of them true. */
export const assume = (path: Path | undefined, when: Condition, is: boolean): Path => {
  let longer: Path = { when, is, rest: path }
  if (when.test.kind !== 'tree') return longer
  const { truth } = when.test
  let tree = resolve(path, when.test.tree)
  while (tree.kind === 'choice') {
    const thenTruth = truth(tree.then)
    const elseTruth = truth(tree.else)
    const side: boolean | undefined = thenTruth === !is ? false : elseTruth === !is ? true : undefined
    if (side === undefined) return longer
    longer = assume(longer, tree.when, side)
    tree = resolve(longer, side ? tree.then : tree.else)
  }
  const leaf = truth(tree)
  return typeof leaf === 'object' && leaf.when !== when ? assume(longer, leaf.when, leaf.is === is) : longer
}
