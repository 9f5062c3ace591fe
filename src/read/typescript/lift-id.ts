// Ids are plain text in the model: what is not known of one is shown as `{name}`, and where there is a default it is taken.
import type { Assumption } from '#model'
import { firstUnknown, type Abstract, type Choice, type Unknown } from '#value'
import { assuming, noteAssumed, settle, type LiftScope } from './lift-scope.ts'

/** An id as text; `whole` is false where some of it is not known. */
export interface LiftedId { readonly text: string; readonly whole: boolean }

/** The id that a value gives. Choices take their default side, which is then an assumption. */
export const idOf = (scope: LiftScope, value: Abstract): LiftedId => {
  const at = settle(scope, value)
  switch (at.kind) {
    case 'primitive': return { text: String(at.value), whole: typeof at.value === 'string' }
    case 'unknown': return { text: `{${nameOf(at)}}`, whole: false }
    case 'template': return { text: at.parts.map((part) => typeof part === 'string' ? part : `{${nameOf(part)}}`).join(''), whole: false }
    case 'choice': return chosenId(scope, at)
    case 'maybe': return { ...idOf(scope, at.value), whole: false }
    default: return { text: '{?}', whole: false }
  }
}

const nameOf = (unknown: Unknown): string => unknown.of ?? unknown.from?.of ?? unknown.reason

const chosenId = (scope: LiftScope, at: Choice): LiftedId => {
  const is = defaultSide(at)
  const id = idOf(assuming(scope, at.when, is), is ? at.then : at.else)
  noteAssumed(scope, [assumptionOf(at, id.text)])
  return id
}

/** The side that holds where nothing is set: the one without unknowns, else the one for a variable that is not there. */
const defaultSide = (at: Choice): boolean => {
  const open = [firstUnknown([at.then]), firstUnknown([at.else])]
  if (open[0] === undefined && open[1] !== undefined) return true
  if (open[1] === undefined && open[0] !== undefined) return false
  return at.when.test.kind === 'is' && at.when.test.literal === undefined
}

const assumptionOf = (at: Choice, value: string): Assumption => {
  const unknown = firstUnknown([at.then, at.else])
  return { name: unknown?.of === undefined ? at.when.text : `${unknown.reason} ${unknown.of}`, value, from: 'default' }
}
