// Several things of one id: which of them counts depends on the conditions under which each is there. As for a scheduler, the first does.
import { assume, choice, decideTree, unknown, type Abstract, type Condition, type Path } from '#value'
import type { Way } from './lift-ways.ts'

/** One of several things, and one way for it to be there. */
export interface Alternative<T> { readonly value: T; readonly when: Way }

/** The first of several things, as far as conditions have to be asked to tell it; `lost` where that are too many. */
export type First<T> =
  | { readonly kind: 'one'; readonly value: T }
  | { readonly kind: 'either'; readonly when: Condition; readonly then: First<T>; readonly else: First<T> }
  | { readonly kind: 'lost' }

/** Two things that may be there both, and when. */
export interface Clash<T> { readonly first: T; readonly second: T; readonly when: Way }

/** What there is to say of several things of one id. */
export interface Order<T> {
  /** Where none of them is there, it may be any. */
  readonly first: First<T>
  /** Those that are never the first: where they are there, so is one before them. */
  readonly hidden: readonly T[]
  /** Of each that is first only sometimes, one before it that may be there at once. */
  readonly clashes: readonly Clash<T>[]
}

/** Things by their id, in the order in which the ids come first. */
export const alike = <T>(things: readonly T[], idOf: (thing: T) => string): T[][] => {
  const byId = new Map<string, T[]>()
  for (const thing of things) {
    const same = byId.get(idOf(thing))
    if (same === undefined) byId.set(idOf(thing), [thing])
    else same.push(thing)
  }
  return [...byId.values()]
}

/** So many questions are asked at most. */
const mostQuestions = 200

/** Finds the first of the alternatives, in their order, that is there. A thing with several ways comes several times. */
export const firstOf = <T>(path: Path | undefined, alternatives: readonly Alternative<T>[]): Order<T> => {
  const seen = new Set<T>()
  const clashes = new Map<T, Clash<T>>()
  let questions = 0
  const pick = (at: Path | undefined, among: readonly Alternative<T>[]): First<T> | undefined => {
    const possible = among.filter(({ when }) => when.every((decision) => decideTree(at, decision.when) !== !decision.is))
    const [head, ...others] = possible
    if (head === undefined) return undefined
    const open = head.when.find(({ when }) => decideTree(at, when) === undefined)
    if (open === undefined) {
      seen.add(head.value)
      for (const other of others) if (other.value !== head.value && !clashes.has(other.value)) clashes.set(other.value, { first: head.value, second: other.value, when: [...head.when, ...other.when] })
      return { kind: 'one', value: head.value }
    }
    if (++questions > mostQuestions) {
      for (const { value } of possible) seen.add(value)
      return { kind: 'lost' }
    }
    return eitherOf(open.when, pick(assume(at, open.when, true), possible), pick(assume(at, open.when, false), possible))
  }
  const first = pick(path, alternatives) ?? { kind: 'lost' }
  const all = [...new Set(alternatives.map(({ value }) => value))]
  return { first, hidden: all.filter((value) => !seen.has(value) && clashes.has(value)), clashes: [...clashes.values()].filter(({ second }) => seen.has(second)) }
}

const eitherOf = <T>(when: Condition, then: First<T> | undefined, other: First<T> | undefined): First<T> | undefined => {
  if (then === undefined || other === undefined) return then ?? other
  return then.kind === 'one' && other.kind === 'one' && then.value === other.value ? then : { kind: 'either', when, then, else: other }
}

/** The value that `of` gives for the first thing. */
export const valueOf = <T>(first: First<T>, of: (thing: T) => Abstract): Abstract => {
  switch (first.kind) {
    case 'one': return of(first.value)
    case 'lost': return unknown('limit', { detail: 'it depends on too many conditions' })
    case 'either': return choice(first.when, valueOf(first.then, of), valueOf(first.else, of))
  }
}

/** The ways in which none of these ways holds; those on which loops run are left out. */
export const otherwise = (ways: readonly Way[]): Way[] => {
  if (ways.length === 0) return [[]]
  const { first } = firstOf(undefined, [...ways.map((when) => ({ value: true, when })), { value: false, when: [] }])
  return waysTo(first, [])
}

const waysTo = (first: First<boolean>, way: Way): Way[] => {
  switch (first.kind) {
    case 'one': return first.value || way.some(({ when }) => when.repeats) ? [] : [way]
    case 'lost': return []
    case 'either': return [...waysTo(first.then, [...way, { when: first.when, is: true }]), ...waysTo(first.else, [...way, { when: first.when, is: false }])]
  }
}
