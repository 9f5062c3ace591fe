// Ids that are not known, and ids that no scheduler takes.
import type { Problem } from '#model'
import { atOf, type Obj, type Path } from '#value'
import type { LiftedId } from './lift-id.ts'
import { report, type LiftScope } from './lift-scope.ts'

/** So long may an id be (`airflow.utils.helpers.validate_key`). */
const longest = 250

/** Reports an id that is not known or that a scheduler refuses. `own` is what its author wrote: the id without the prefix of its groups. */
export const checkId = (scope: LiftScope, record: Obj, what: string, id: LiftedId, own: string = id.text): void => {
  const found = problemOf(scope, what, id, own)
  if (found !== undefined) report(scope, { code: 'id', ...found, ...atOf(record) })
}

const problemOf = (scope: LiftScope, what: string, { text, whole, wrong }: LiftedId, own: string): Pick<Problem, 'severity' | 'message' | 'help'> | undefined => {
  if (wrong !== undefined) return { severity: 'error', message: `The id of ${what} is ${wrong}.`, help: 'Give it a text that is not empty.' }
  if (!whole) {
    // In a loop of unknown length the ids cannot be known: that has a problem of its own.
    return isInLoop(scope.path) ? undefined
      : { severity: 'warning', message: `The id of ${what} is not known: it is shown as \`${text}\`.`, help: 'Write the id down, give the variable in it a default (`process.env.REGION ?? \'us\'`), or a fixture in dagbook.yaml.' }
  }
  if (/[^\p{L}\p{N}_.-]/u.test(own)) {
    return { severity: 'error', message: `\`${own}\` is no id for ${what}: a scheduler takes letters, digits, dashes, dots and underscores only.`, help: `Did you mean \`${own.replaceAll(/[^\p{L}\p{N}_.-]+/gu, '_')}\`?` }
  }
  return text.length > longest ? { severity: 'error', message: `The id of ${what} has ${text.length} characters; a scheduler takes ${longest} at most.`, help: 'Give it a shorter one.' } : undefined
}

const isInLoop = (path: Path | undefined): boolean => {
  for (let at = path; at !== undefined; at = at.rest) if (at.when.repeats && at.is) return true
  return false
}
