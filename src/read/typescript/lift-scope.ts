// Under which conditions something holds while values are lifted, and what it rests on.
import { tidyProblems, type Assumption, type Place, type Problem, type Value } from '#model'
import { schedulerOf, type Scheduler } from '#time'
import { assume, itemsOf, resolve, type Abstract, type Condition, type Decision, type Obj, type Path, type Site, jsonOf, userSites } from '#value'
import { along } from './lift-ways.ts'

/** Where the lift stands: the conditions that are assumed there, and the assumptions met so far. */
export interface LiftScope {
  readonly lift: Lift
  readonly path: Path | undefined
  readonly assumed: Assumption[]
}

/** A piece of code, and what the way through it rests on. */
export interface Steered { readonly site: Site; readonly assumed: ReadonlySet<Assumption> }

/** What is common to one lift. */
export interface Lift {
  /** The scheduler whose defaults hold, and whose rules. */
  readonly scheduler: Omit<Scheduler, 'zoneOf'>
  /** Ids of DAGs and tasks as the model has them, by their records: texts, or choices of texts. */
  readonly dagIds: Map<Obj, Abstract>
  readonly taskIds: Map<Obj, Abstract>
  /** Tables, assets and pipelines met so far. */
  readonly tables: Map<Obj, undefined>
  readonly assets: Map<Obj, undefined>
  readonly pipelines: Map<Obj, string>
  readonly problems: Problem[]
  /** Pieces of code of which fixtures decided whether they run. */
  readonly steered: readonly Steered[]
  /** The records of DAGs that code which is not read has in its hands, and where it got them. */
  handed: ReadonlyMap<Obj, Place | undefined>
  /** Loops of unknown length that are reported: by the evaluation, by their places, and by the lift. */
  readonly loopsTold: ReadonlySet<string>
  readonly loops: Set<Condition>
}

/** An empty lift. */
export const newLift = (scheduler: Lift['scheduler'] = schedulerOf(undefined), steered: readonly Steered[] = [], loopsTold: ReadonlySet<string> = new Set()): Lift =>
  ({ scheduler, steered, loopsTold, loops: new Set(), handed: new Map(), dagIds: new Map(), taskIds: new Map(), tables: new Map(), assets: new Map(), pipelines: new Map(), problems: [] })

/** The same place under one more condition. */
export const assuming = (scope: LiftScope, when: Condition, is: boolean): LiftScope =>
  ({ ...scope, path: assume(scope.path, when, is) })

/** The same place with the conditions of something that exists only under them. */
export const under = (scope: LiftScope, decisions: readonly Decision[]): LiftScope =>
  decisions.length === 0 ? scope : { ...scope, path: along(scope.path, decisions) }

/** The value with the choices decided that the scope decides; notes what it rests on. */
export const settle = (scope: LiftScope, value: Abstract): Abstract => {
  const at = value.kind === 'choice' ? resolve(scope.path, value) : value
  if ('assumed' in at && at.assumed !== undefined) noteAssumed(scope, at.assumed)
  return at
}

/** Notes assumptions, each once. */
export const noteAssumed = (scope: LiftScope, assumptions: readonly Assumption[]): void => {
  for (const one of assumptions) if (!scope.assumed.some((other) => isSame(one, other))) scope.assumed.push(one)
}

const isSame = (a: Assumption, b: Assumption): boolean => a === b || (a.name === b.name && a.value === b.value && a.from === b.from)

/** Notes what it rests on that an object was made at all: one of the calls that led to it stands in a piece of code that a fixture steered. */
export const noteSteering = (scope: LiftScope, { site, frame }: Obj): void => {
  if (scope.lift.steered.length === 0) return
  const sites = userSites(site, frame)
  for (const piece of scope.lift.steered) {
    if (sites.some(({ file, pos, end }) => file === piece.site.file && pos >= piece.site.pos && end <= piece.site.end)) noteAssumed(scope, [...piece.assumed])
  }
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

/** The value as JSON in this place, notes included. */
export const valueIn = (scope: LiftScope, value: Abstract, object?: (obj: Obj) => Value | undefined): Value =>
  jsonOf(value, scope.path, { assumed: (list) => noteAssumed(scope, list), ...(object && { object }) })

/** Adds a problem to the lift. */
export const report = (scope: LiftScope, problem: Problem): void => {
  scope.lift.problems.push(...tidyProblems([problem]))
}
