// Under which conditions something holds while values are lifted, and what it rests on.
import { tidyProblems, type Assumption, type Problem, type Value } from '#model'
import { assume, itemsOf, resolve, type Abstract, type Condition, type Decision, type Obj, type Path, jsonOf } from '#value'

/** Where the lift stands: the conditions that are assumed there, and the assumptions met so far. */
export interface LiftScope {
  readonly lift: Lift
  readonly path: Path | undefined
  readonly assumed: Assumption[]
}

/** What is common to one lift. */
export interface Lift {
  /** Ids of DAGs and tasks as the model has them, by their records. */
  readonly dagIds: Map<Obj, string>
  readonly taskIds: Map<Obj, string>
  /** Tables, assets and pipelines met so far. */
  readonly tables: Map<Obj, undefined>
  readonly assets: Map<Obj, undefined>
  readonly pipelines: Map<Obj, string>
  readonly problems: Problem[]
}

/** An empty lift. */
export const newLift = (): Lift =>
  ({ dagIds: new Map(), taskIds: new Map(), tables: new Map(), assets: new Map(), pipelines: new Map(), problems: [] })

/** The same place under one more condition. */
export const assuming = (scope: LiftScope, when: Condition, is: boolean): LiftScope =>
  ({ ...scope, path: assume(scope.path, when, is) })

/** The same place with the conditions of something that exists only under them. */
export const under = (scope: LiftScope, decisions: readonly Decision[]): LiftScope =>
  decisions.length === 0 ? scope : decisions.reduce((at, { when, is }) => assuming(at, when, is), scope)

/** The value with the choices decided that the scope decides; notes what it rests on. */
export const settle = (scope: LiftScope, value: Abstract): Abstract => {
  const at = value.kind === 'choice' ? resolve(scope.path, value) : value
  if ('assumed' in at && at.assumed !== undefined) noteAssumed(scope, at.assumed)
  return at
}

/** Notes assumptions, each once. */
export const noteAssumed = (scope: LiftScope, assumptions: readonly Assumption[]): void => {
  for (const one of assumptions) if (!scope.assumed.includes(one)) scope.assumed.push(one)
}

/** One of the values that something can have, and the conditions under which it has it. */
export interface Leaf { readonly value: Exclude<Abstract, { kind: 'choice' }>; readonly when: readonly Decision[] }

/** All values that something can have, sides where there is none left out. */
export const leavesOf = (scope: LiftScope, value: Abstract, when: readonly Decision[] = []): Leaf[] => {
  const at = settle(scope, value)
  if (at.kind === 'absent') return []
  if (at.kind !== 'choice') return [{ value: at, when }]
  return [
    ...leavesOf(assuming(scope, at.when, true), at.then, [...when, { when: at.when, is: true }]),
    ...leavesOf(assuming(scope, at.when, false), at.else, [...when, { when: at.when, is: false }]),
  ]
}

const noElements = { leaves: [], whole: true } as const

/** The elements of a list, each with its conditions; `whole` is false where there may be others. A single value is a list of one. */
export const elementsOf = (scope: LiftScope, list: Abstract): { readonly leaves: readonly Leaf[]; readonly whole: boolean } => {
  if (list.kind === 'primitive' && (list.value === undefined || list.value === null)) return noElements
  const leaves: Leaf[] = []
  let whole = true
  for (const side of leavesOf(scope, list)) {
    const items = itemsOf(side.value)
    if (side.value.kind === 'primitive' && (side.value.value === undefined || side.value.value === null)) continue
    if (items === undefined) { leaves.push(side); continue }
    if (side.value.kind === 'object' && side.value.open !== undefined) whole = false
    const inside = under(scope, side.when)
    for (const item of items) leaves.push(...leavesOf(inside, item, side.when))
  }
  return { leaves, whole }
}

/** Conditions as one text: `process.env.A && !(process.env.B)`. Loops are left to `repeats`. */
export const conditionText = (decisions: readonly Decision[]): string | undefined => {
  const texts = decisions.filter(({ when }) => !when.repeats).map(({ when, is }) => is ? conjunct(when.text) : negated(when.text))
  return texts.length === 0 ? undefined : [...new Set(texts)].join(' && ')
}
const conjunct = (text: string): string => text.includes(' || ') ? `(${text})` : text
const negated = (text: string): string => {
  for (const [yes, no] of [[' === ', ' !== '], [' !== ', ' === '], [' != null', ' == null']] as const) {
    if (text.split(yes).length === 2 && !/&&|\|\||\?/.test(text)) return text.replace(yes, no)
  }
  return /^[\w.$[\]'"]+$/.test(text) ? `!${text}` : `!(${text})`
}

/** The loop of unknown length that something is made in, if it is. */
export const repeatOf = (decisions: readonly Decision[]): { of: string; min: number; max: null } | undefined => {
  const loop = decisions.find(({ when, is }) => when.repeats && is)
  return loop === undefined ? undefined : { of: loop.when.text, min: 0, max: null }
}

/** Ways to hold, joined: two that differ only in the answer to one condition become one without it. */
export const joinWays = (ways: readonly (readonly Decision[])[]): (readonly Decision[])[] => {
  const list = [...ways]
  for (let i = 0; i < list.length; i++) {
    for (let j = i + 1; j < list.length; j++) {
      const joined = joinTwo(list[i]!, list[j]!)
      if (joined === undefined) continue
      list.splice(j, 1)
      list[i] = joined
      i = -1
      break
    }
  }
  return list
}
const joinTwo = (a: readonly Decision[], b: readonly Decision[]): readonly Decision[] | undefined => {
  const same = (x: Decision): boolean => b.some((y) => y.when === x.when && y.is === x.is)
  const rest = a.filter((x) => !same(x))
  if (rest.length === 0) return a
  if (b.every((y) => a.some((x) => y.when === x.when && y.is === x.is))) return b
  if (a.length !== b.length || rest.length !== 1 || rest[0]!.when.repeats) return undefined
  return b.some((y) => y.when === rest[0]!.when) ? a.filter((x) => x !== rest[0]) : undefined
}

/** Several ways to hold as one text; undefined where it always holds. */
export const waysText = (ways: readonly (readonly Decision[])[]): string | undefined => {
  const texts = joinWays(ways).map(conditionText)
  if (texts.some((text) => text === undefined)) return undefined
  return texts.length === 1 ? texts[0] : texts.map((text) => text!.includes(' && ') ? `(${text})` : text).join(' || ')
}

/** The value as JSON in this place, notes included. */
export const valueIn = (scope: LiftScope, value: Abstract, object?: (obj: Obj) => Value | undefined): Value =>
  jsonOf(value, scope.path, { assumed: (list) => noteAssumed(scope, list), ...(object && { object }) })

/** Adds a problem to the lift. */
export const report = (scope: LiftScope, problem: Problem): void => {
  scope.lift.problems.push(...tidyProblems([problem]))
}
