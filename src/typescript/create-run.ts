// One evaluation: its heap, realm, tables of syntax and everything that natives may ask for.
import type { Problem, SourceTree } from '#model'
import {
  Conditions, newHeap, newObject, resolve, slot, Thrown, unknown, userPlace, writeProp,
  type Abstract, type Machine, type Native, type Obj,
} from '#value'
import { accessExpressions } from './access.ts'
import { functionExpressions } from './classes.ts'
import { toKey, toNumber, toPrimitive, toText, typeOf } from './coerce.ts'
import { constructValue, prototypeOf } from './construct.ts'
import { outOfSteps, reachLimit } from './limits.ts'
import { withElements, type ListState } from './elements.ts'
import { fork, lift, withItems } from './fork.ts'
import { enqueue } from './jobs.ts'
import { callValue } from './functions.ts'
import { literalExpressions } from './literals.ts'
import { getByValue, hasMember, setByValue, setMember } from './member-write.ts'
import { getMember } from './member.ts'
import { nameExpressions } from './names.ts'
import { operatorExpressions } from './operate.ts'
import { equals } from './operators.ts'
import type { ts } from './parse.ts'
import { newPromise, rejectPromise, resolvePromise, whenSettled } from './promises.ts'
import { makeRealm, type Realm } from './realm.ts'
import type { Evaluate, Execute, Limits, Run } from './run.ts'
import { statementTable } from './statements.ts'
import { newSteering } from './steering.ts'
import { truth } from './truth.ts'
import { waitNow } from './waiting.ts'

const tableOf = <T>(...tables: Partial<Record<ts.SyntaxKind, unknown>>[]): readonly (T | undefined)[] => {
  const all: (T | undefined)[] = []
  for (const table of tables) for (const [kind, handler] of Object.entries(table)) all[Number(kind)] = handler as T
  return Array.from(all, (one) => one)
}

const expressions = tableOf<Evaluate>(literalExpressions, nameExpressions, accessExpressions, operatorExpressions, functionExpressions)
const statements = tableOf<Execute>(statementTable)

/** What an evaluation starts from. */
export interface RunOptions {
  readonly tree: SourceTree
  readonly env: Readonly<Record<string, string>>
  readonly limits: Limits
}

/** A new evaluation with a realm of its own. */
export const createRun = ({ tree, env, limits }: RunOptions): Run & { readonly realm: Realm } => {
  const heap = newHeap()
  const realm = makeRealm(heap)
  const state = {
    tree, limits, env, expressions, statements, realm, heap, conditions: new Conditions(), modules: new Map(), fixtures: new Map(), problems: [], calls: [], decided: new Map(), steering: newSteering(), jobs: [], loads: [], stalled: [], held: new Map(), waits: 0, alone: false, root: undefined, rejected: [], globals: undefined,
    site: undefined, fuel: limits.steps, depth: 0, limitDepth: 0, cutOff: new Set(), builtInChanges: [], forks: 0, sides: 0, outside: 0, trying: 0, tryingOutside: 0, lostYields: 0, classes: 0,
  }
  const run = state as typeof state & Run & { readonly realm: Realm }
  // The functions are inherited: an object with so many properties of its own would be a hash table, and every look at the state slow.
  return Object.setPrototypeOf(run, Object.assign({}, calling(run), properties(run), making(run), conversions(run), forking(run), stopping(run)))
}

const calling = (run: Run & { readonly realm: Realm }): Partial<Machine> => ({
  intrinsic: run.realm.intrinsic,
  call: (callee, self, args) => callValue(run, callee, self, args),
  construct: (callee, args, newTarget) => constructValue(run, callee, args, newTarget),
  protoFor: (newTarget, name) => prototypeOf(run, newTarget, `${name}.prototype`),
})

const properties = (run: Run): Partial<Machine> => ({
  get: (target, key) => typeof key === 'string' ? getMember(run, target, key) : getByValue(run, target, key),
  set: (target, key, value) => typeof key === 'string' ? setMember(run, target, key, value) : setByValue(run, target, key, value),
  has: (target, key) => hasMember(run, target, key),
  method: (target, key) => {
    const value = run.resolve(getMember(run, target, key))
    return value.kind === 'primitive' && (value.value === null || value.value === undefined) ? undefined : value
  },
})

const making = (run: Run): Partial<Machine> => {
  const func = (native: Native): Obj => {
    const made = newObject(run.heap, 'function', run.intrinsic('Function.prototype'), run.site)
    made.native = native
    return made
  }
  return {
    func,
    object: (props = [], proto = run.intrinsic('Object.prototype')) => {
      const made = newObject(run.heap, 'object', proto, run.site)
      for (const [key, value] of props) made.props.set(key, value)
      return made
    },
    array: (items) => {
      if (items.length > 50) run.spend(items.length / 3)
      const made = newObject(run.heap, 'array', run.intrinsic('Array.prototype'), run.site)
      made.items = items
      made.guarded = items.some((item) => item.kind === 'choice')
      return made
    },
    make: (type, proto) => newObject(run.heap, type, proto, run.site),
    iterator: (items) => {
      const made = newObject(run.heap, 'iterator', run.intrinsic('Iterator.prototype'), run.site)
      made.data = { items, index: 0 } satisfies ListState
      return made
    },
    promise: () => {
      const promise = newPromise(run)
      return { promise, resolve: (value) => resolvePromise(run, promise, value), reject: (reason) => rejectPromise(run, promise, reason) }
    },
    whenSettled: (value, fulfilled, rejected) => whenSettled(run, value, fulfilled, rejected),
    enqueue: (job) => enqueue(run, job),
  }
}

const conversions = (run: Run): Partial<Machine> => ({
  truth: (value) => truth(run, value),
  typeOf: (value) => typeOf(run, value),
  toText: (value) => toText(run, value),
  toNumber: (value) => toNumber(run, value),
  toPrimitive: (value, hint) => toPrimitive(run, value, hint),
  toKey: (value) => toKey(run, value),
  equals: (a, b) => equals(run, a, b),
})

const forking = (run: Run): Partial<Run> => ({
  lift: (values, f, templates) => lift(run, values, f, templates),
  resolve: (value) => value.kind === 'choice' ? resolve(run.heap.path, value) : value,
  fork: (when, thenSide, elseSide) => fork(run, when, thenSide, elseSide),
  withItems: (array, f, changes) => withItems(run, array, f, changes),
  withElements: (iterable, f) => withElements(run, iterable, f),
  waitNow: (value) => waitNow(run, value),
})

const randomNames = /random/i

const stopping = (run: Run): Partial<Machine> => ({
  throwValue: (value: Abstract): never => { throw new Thrown(value) },
  throwError: (name, message): never => { throw new Thrown(errorOf(run, name, message)) },
  limit: (what): never => reachLimit(run, what),
  spend: (steps) => {
    run.fuel -= Math.ceil(steps)
    if (run.fuel < 0) reachLimit(run, outOfSteps)
  },
  checkLength: (length, of) => {
    if (length > (of === 'text' ? run.limits.text : run.limits.items)) reachLimit(run, of === 'text' ? 'characters in a text' : 'elements of an array')
  },
  unknown: (reason, facts = {}) => {
    if (reason === 'nondeterministic' && run.site !== undefined) {
      const name = facts.of ?? facts.detail ?? 'unknown'
      run.calls.push({ name, kind: randomNames.test(name) ? 'random' : 'time', site: run.site })
    }
    return unknown(reason, { site: run.site, ...facts })
  },
  report: (code, severity, message, help) => {
    const at = userPlace(run.site, run.heap.frame)
    const problem: Problem = { code, severity, message, ...(at === undefined ? {} : { at }), ...(help === undefined ? {} : { help }) }
    run.problems.push(problem)
  },
})

/** An error that the language throws. Its message is the engine's own wording, so it is told but not taken as known. */
const errorOf = (run: Run, name: string, message: string): Obj => {
  const made = newObject(run.heap, 'error', run.intrinsic(`${name}.prototype`), run.site)
  writeProp(run.heap, made, 'message', slot(unknown('derived', { detail: message, type: 'string', site: run.site })))
  return made
}
