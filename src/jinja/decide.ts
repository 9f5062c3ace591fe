// Follows a branch: which tasks its decisions choose in a run of this context.
import { isExpressionTrue, type Context } from './render.ts'

/** One decision of a branch, as the model has it: followed if its expression holds; without one, otherwise. */
export interface DecisionLike<T> {
  readonly if?: string
  readonly to: readonly T[]
}

/** What the first decision that holds leads to; undefined where it is not known which one that is. */
export const follow = <T>(decisions: readonly DecisionLike<T>[], context: Context): readonly T[] | undefined => {
  for (const decision of decisions) {
    const holds = decision.if === undefined ? true : isExpressionTrue(decision.if, context)
    if (holds === undefined) return undefined
    if (holds) return decision.to
  }
  return []
}
