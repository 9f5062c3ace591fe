// Defaults in the code: `process.env.REGION ?? 'us'` and its like, where one side is what a variable holds and the other what holds without it.
import type { Assumption } from '#model'
import type { Abstract, Choice, Condition, Template, Unknown } from '#value'
import { assuming, settle, type LiftScope } from './lift-scope.ts'

/** The side that is the default, and what is assumed by taking it. */
export interface Default { readonly is: boolean; readonly assumption: Assumption }

/** The default of a choice; undefined where neither side holds what is asked about, or both do: then they are alternatives. */
export const defaultOf = (scope: LiftScope, at: Choice): Default | undefined => {
  const asked = new Set<string>()
  addSubjects(at.when, asked, new Set())
  const [then, other] = [restsOn(at.then, asked, new Set()), restsOn(at.else, asked, new Set())]
  if ((then === undefined) === (other === undefined)) return undefined
  const is = then === undefined
  const variable = (then ?? other)!
  const [name, value] = variable.of === undefined ? [at.when.text, is] : [`${variable.reason} ${variable.of}`, heldValue(scope, is ? at.else : at.then, is ? at.then : at.else, variable)]
  return { is, assumption: { name, value, from: 'default' } }
}

/** What a condition asks about: the ids of unknowns. */
const addSubjects = ({ subject, test }: Condition, asked: Set<string>, seen: Set<Abstract>): void => {
  asked.add(subject)
  if (test.kind !== 'tree') return
  const visit = (value: Abstract): void => {
    if (seen.has(value)) return
    seen.add(value)
    if (value.kind === 'unknown') asked.add(value.id)
    if (value.kind !== 'choice') return
    addSubjects(value.when, asked, seen)
    visit(value.then)
    visit(value.else)
  }
  visit(test.tree)
}

/** The first of these unknowns that a value is made of. */
const restsOn = (value: Abstract, asked: ReadonlySet<string>, seen: Set<Abstract>): Unknown | undefined => {
  switch (value.kind) {
    case 'unknown': {
      for (let at: Unknown | undefined = value; at !== undefined; at = at.from) if (asked.has(at.id)) return at
      return undefined
    }
    case 'template': return first(value.parts, (part) => typeof part === 'string' ? undefined : restsOn(part, asked, seen))
    case 'maybe': return restsOn(value.value, asked, seen)
    case 'choice': {
      if (seen.has(value)) return undefined
      seen.add(value)
      return restsOn(value.then, asked, seen) ?? restsOn(value.else, asked, seen)
    }
    default: return undefined
  }
}

const first = <T, U>(items: readonly T[], of: (item: T) => U | undefined): U | undefined => {
  for (const item of items) {
    const found = of(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** So many sides are compared. */
const mostSides = 50

/** What the variable is taken to hold: found where one side is a text with the variable in it, and the other that text. Else null: it is not set. */
const heldValue = (scope: LiftScope, open: Abstract, taken: Abstract, variable: Unknown): string | null => {
  let sides = 0
  const compare = (at: LiftScope, left: Abstract, right: Abstract): string | undefined => {
    const [a, b] = [settle(at, left), settle(at, right)]
    const fork = a.kind === 'choice' ? a : b.kind === 'choice' ? b : undefined
    if (fork === undefined) return b.kind === 'primitive' && typeof b.value === 'string' ? holeIn(a, variable.id, b.value) : undefined
    if (++sides > mostSides) return undefined
    const side = (value: Abstract, yes: boolean): Abstract => value !== fork ? value : yes ? fork.then : fork.else
    return compare(assuming(at, fork.when, true), side(a, true), side(b, true)) ?? compare(assuming(at, fork.when, false), side(a, false), side(b, false))
  }
  return compare({ ...scope, assumed: [] }, open, taken) ?? null
}

/** What stands in a text in place of an unknown that is its only hole. */
const holeIn = (value: Abstract, id: string, text: string): string | undefined => {
  if (value.kind === 'unknown') return value.id === id ? text : undefined
  if (value.kind !== 'template' || value.parts.some((part) => typeof part !== 'string' && part.id !== id)) return undefined
  const written = value.parts.filter((part) => typeof part === 'string')
  const length = (text.length - written.join('').length) / (value.parts.length - written.length)
  const start = typeof value.parts[0] === 'string' ? value.parts[0].length : 0
  const held = text.slice(start, start + length)
  return filled(value, held) === text ? held : undefined
}

const filled = ({ parts }: Template, held: string): string => parts.map((part) => typeof part === 'string' ? part : held).join('')
