// Ids are plain text in the model. One that depends on the environment is several ids, each under its condition; where it has a default
// that is taken; what is not known of one is shown as `{name}`.
import type { Assumption } from '#model'
import { choice, known, type Abstract, type Choice, type Unknown } from '#value'
import { defaultOf } from './lift-default.ts'
import { assuming, noteAssumed, settle, type LiftScope } from './lift-scope.ts'
import type { Way } from './lift-ways.ts'

/** An id as text; `whole` is false where some of it is not known, `wrong` says why it is none. */
export interface LiftedId { readonly text: string; readonly whole: boolean; readonly wrong?: string }

/** One of the ids that something may have: under which conditions, and what that rests on. */
export interface IdCase extends LiftedId { readonly when: Way; readonly assumed: readonly Assumption[] }

/** So many ids may one thing have. */
const mostCases = 50

/** The ids that a value gives: one where it depends on nothing, else one for each way to answer the conditions that it depends on. */
export const idsOf = (scope: LiftScope, value: Abstract): readonly IdCase[] => {
  if (value.kind === 'primitive' && value.assumed === undefined) return [{ ...textOf(value), when: [], assumed: [] }]
  const cases: IdCase[] = []
  addCases(scope, value, [], [], cases)
  return cases.length > mostCases ? [{ text: '{?}', whole: false, when: [], assumed: [] }] : cases
}

const addCases = (outer: LiftScope, value: Abstract, when: Way, before: readonly Assumption[], cases: IdCase[]): void => {
  if (cases.length > mostCases) return
  const scope: LiftScope = { ...outer, assumed: [] }
  const at = settle(scope, value)
  const assumed = [...before, ...scope.assumed]
  if (at.kind !== 'choice') {
    cases.push({ ...textOf(at), when, assumed })
    return
  }
  const taken = defaultOf(scope, at)
  if (taken !== undefined) return addCases(assuming(scope, at.when, taken.is), taken.is ? at.then : at.else, when, [...assumed, taken.assumption], cases)
  addCases(assuming(scope, at.when, true), at.then, [...when, { when: at.when, is: true }], assumed, cases)
  addCases(assuming(scope, at.when, false), at.else, [...when, { when: at.when, is: false }], assumed, cases)
}

const textOf = (value: Exclude<Abstract, Choice>): LiftedId => {
  switch (value.kind) {
    case 'primitive': return typeof value.value !== 'string' ? wrongId(String(value.value), 'no text') : value.value === '' ? wrongId('empty', 'empty') : { text: value.value, whole: true }
    case 'unknown': return { text: `{${nameOf(value)}}`, whole: false }
    case 'template': return { text: value.parts.map((part) => typeof part === 'string' ? part : `{${nameOf(part)}}`).join(''), whole: false }
    case 'maybe': return { text: value.value.kind === 'choice' ? '{?}' : textOf(value.value).text, whole: false }
    default: return { text: '{?}', whole: false }
  }
}

const wrongId = (text: string, why: string): LiftedId => ({ text: `{${text}}`, whole: false, wrong: why === text ? why : `${why} (\`${text}\`)` })

const nameOf = (unknown: Unknown): string => unknown.of ?? unknown.from?.of ?? unknown.reason

/** The one id that a value gives, where there can be but one: of several, one that is known, if it may be for conditions that do not hold. Notes what it rests on. */
export const idOf = (scope: LiftScope, value: Abstract): LiftedId => {
  const cases = idsOf(scope, value)
  const sure = cases.filter(({ whole }) => whole)
  const usual = sure.find(({ when }) => when.every(({ when: { test }, is }) => is === (test.kind === 'is' && test.literal === undefined)))
  const { when, assumed, ...id } = usual ?? sure[0] ?? cases[0]!
  noteAssumed(scope, [...assumed, ...when.map(({ when: { text }, is }): Assumption => ({ name: text, value: is, from: 'default' }))])
  return id
}

/** The ids of something as one value: a choice where there are several. */
export const idValue = (cases: readonly IdCase[]): Abstract =>
  cases.slice(0, -1).reduceRight<Abstract>((others, { text, when }) =>
    when.reduceRight<Abstract>((inner, decision) => decision.is ? choice(decision.when, inner, others) : choice(decision.when, others, inner), known(text)), known(cases.at(-1)!.text))
