// Loops of unknown length that the evaluation said nothing of: those of `map`, `forEach` and their like, and those over what they give.
import type { Problem } from '#model'
import { atOf, userPlace, type Condition, type Obj } from '#value'
import { report, type LiftScope } from './lift-scope.ts'
import type { Way } from './lift-ways.ts'

/** The places of the loops that problems tell of already. */
export const loopsTold = (problems: readonly Problem[]): ReadonlySet<string> =>
  new Set(problems.flatMap(({ code, at }) => code === 'unknown-loop' && at !== undefined ? [JSON.stringify(at)] : []))

/** Reports each loop of unknown length that decides how often this is made, once for all that is made in it. */
export const reportLoops = (scope: LiftScope, record: Obj, ways: readonly Way[]): void => {
  for (const { when, is } of ways.flat()) {
    if (!when.repeats || !is || scope.lift.loops.has(when) || isTold(scope, when)) continue
    scope.lift.loops.add(when)
    report(scope, {
      code: 'unknown-loop', severity: 'note', message: `How often this is made is not known (${when.text}); it is shown once.`, ...atOf(record),
      help: 'Write the list down, or give what it comes from as a fixture in dagbook.yaml.',
    })
  }
}

const isTold = (scope: LiftScope, when: Condition): boolean => {
  const at = userPlace(when.site, undefined)
  return at !== undefined && scope.lift.loopsTold.has(JSON.stringify(at))
}
