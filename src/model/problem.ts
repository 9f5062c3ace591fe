// Problems are values: collected, sorted, deduplicated, written; never thrown.
import { Type, type Static } from 'typebox'
import { Place } from './place.ts'
import { compareText } from './order.ts'

/** How bad it is: an `error` loses something, a `warning` may, a `note` only informs. */
export const Severity = Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('note')])
/** How bad it is. */
export type Severity = Static<typeof Severity>

/** Something that was found wrong or could not be read. `code` is kebab-case and never changes its meaning. */
export const Problem = Type.Object({
  code: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }),
  severity: Severity,
  message: Type.String({ description: 'What was found and what was expected.' }),
  at: Type.Optional(Place),
  related: Type.Optional(Type.Array(Type.Object({ message: Type.String(), at: Place }))),
  help: Type.Optional(Type.String({ description: 'What to do, in the imperative.' })),
})
/** Something that was found wrong or could not be read. */
export type Problem = Static<typeof Problem>

const key = (p: Problem): string => {
  const at = p.at
  const pad = (n: number) => String(n).padStart(9, '0')
  return `${at?.file ?? ''}\u0000${pad(at?.line ?? 0)}${pad(at?.column ?? 0)}\u0000${p.code}\u0000${p.message}`
}

/** Sorted by file, place, code and message; each only once. */
export const tidyProblems = (problems: readonly Problem[]): Problem[] => {
  const byKey = new Map(problems.map((p) => [key(p), p]))
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, p]) => p)
}
