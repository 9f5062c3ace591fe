// What the evaluator offers to native built-ins, and how they are registered.
//
// Natives are plain data in tables, one per file, keyed by where they live in the realm:
//   'String.prototype.padStart', 'Array.prototype.@@iterator', 'get Map.prototype.size', 'Math.max', 'Map' (the constructor; its
//   function object and 'Map.prototype' are made by the realm), 'node:path#join' (a name exported by a module).
// Methods that take callbacks are not native: they are written in TypeScript in the prelude, whose module exports
//   export const methods = { 'Array.prototype': { map(callback, self) { … } }, 'Object': { groupBy() { … } } }
// and are interpreted like user code, so that unknown predicates, guarded elements and limits come out right by construction.
import type { Problem, Reason } from '#model'
import type { Abstract, Condition, Decision, Obj, ObjectType, Primitive, SymbolValue, Template, Unknown } from './abstract.ts'
import type { Conditions } from './condition.ts'
import type { Heap } from './heap.ts'
import type { UnknownFacts } from './make.ts'
import type { Site } from './site.ts'

/** A built-in function. `call` gets whatever was passed: choices and unknowns too (see `Machine.lift`). */
export interface Native {
  /** The function's `name`. */
  readonly name: string
  /** The function's `length`. */
  readonly length: number
  readonly call: (machine: Machine, self: Abstract, args: readonly Abstract[]) => Abstract
  /** It takes arguments that may not be there (choices with `absent`) as they are: `push` can keep them. Others are called once for each combination. */
  readonly guards?: boolean
  /** It throws for no arguments at all, or for none that are primitives. Otherwise it may throw for some. */
  readonly harmless?: 'always' | 'on-primitives'
  /** `new f(…)`; without it, constructing throws a TypeError. `newTarget.prototype` is the prototype to give (`Machine.protoFor`). */
  readonly construct?: ((machine: Machine, args: readonly Abstract[], newTarget: Obj) => Abstract) | undefined
}

/** Natives by where they live, see above. */
export type NativeTable = Readonly<Record<string, Native>>
/** Constants by where they live: `Math.PI`, `Number.MAX_SAFE_INTEGER`. */
export type ConstantTable = Readonly<Record<string, Primitive['value']>>

/** A native function for a table. */
export const native = (name: string, length: number, call: Native['call'], construct?: Native['construct']): Native =>
  ({ name, length, call, construct })

/** The native a function value runs, if it is one. */
export const nativeOf = (func: Obj): Native | undefined => func.native as Native | undefined

/** The error types that natives throw. */
export type ErrorName = 'Error' | 'TypeError' | 'RangeError' | 'SyntaxError' | 'ReferenceError' | 'URIError'

/** A value without forks or gaps; templates only where `lift` was asked for them. */
export type Concrete = Primitive | SymbolValue | Obj | Template

/** What is done once a promise is settled. */
export type Reaction = (status: 'fulfilled' | 'rejected', value: Abstract) => void

/** A promise of the program, in `Obj.data` of a promise. */
export interface PromiseState {
  status: 'pending' | 'fulfilled' | 'rejected'
  value: Abstract
  /** Run as microtasks once it settles. */
  reactions: Reaction[]
  /** Someone looks at its rejection. */
  handled: boolean
}

/** What `Obj.data` of a promise holds: forks may leave it in different states. */
export type PromiseData = PromiseState | { readonly when: Condition, readonly then: PromiseData, readonly else: PromiseData }

/** The evaluator, as natives see it. Everything may throw `Thrown` (a JavaScript exception) or `LimitReached`. */
export interface Machine {
  readonly heap: Heap
  readonly conditions: Conditions
  /** The expression under evaluation: the place of what a native makes or complains about. */
  readonly site: Site | undefined

  /** An object of the realm: `intrinsic('Array.prototype')`. */
  readonly intrinsic: (name: string) => Obj
  /** Calls a function value (of whatever kind: a choice is called on both sides, an unknown gives an unknown). */
  readonly call: (callee: Abstract, self: Abstract, args: readonly Abstract[]) => Abstract
  /** `new callee(…args)`. */
  readonly construct: (callee: Abstract, args: readonly Abstract[], newTarget?: Abstract) => Abstract
  /** The prototype for what `new newTarget` makes, where the constructor is the intrinsic `name`. */
  readonly protoFor: (newTarget: Obj, name: string) => Obj

  /** `target[key]` with getters, prototypes, choices and unknowns. Throws a TypeError on null and undefined. */
  readonly get: (target: Abstract, key: Abstract | string) => Abstract
  /** `target[key] = value`, as strict code does it. */
  readonly set: (target: Abstract, key: Abstract | string, value: Abstract) => void
  /** `key in target` for an object: true, false, or a value that says on what it depends. */
  readonly has: (target: Obj, key: string) => Abstract
  /** The function under a key, or undefined where there is undefined or null. */
  readonly method: (target: Abstract, key: string) => Abstract | undefined

  /** A new plain object with these properties. */
  readonly object: (props?: Iterable<readonly [string, Abstract]>, proto?: Obj | null) => Obj
  /** A new array. Elements may be guarded (choices with `absent`). */
  readonly array: (items: Abstract[]) => Obj
  /** A new object of a built-in type. */
  readonly make: (type: ObjectType, proto: Obj | null) => Obj
  /** A new native function value. */
  readonly func: (native: Native) => Obj
  /** A new iterator over elements (guarded ones allowed), with the prototype of array iterators. */
  readonly iterator: (items: readonly Abstract[]) => Obj
  /** A new promise and what settles it. */
  readonly promise: () => { promise: Obj, resolve: (value: Abstract) => void, reject: (reason: Abstract) => void }
  /** Runs once `value` (a promise, a thenable or anything) is settled, in the order of Node's microtasks; where it is settled on the two sides of a condition by itself, once for each. */
  readonly whenSettled: (value: Abstract, fulfilled: (value: Abstract) => void, rejected: (reason: Abstract) => void) => void
  /** Puts a job into the microtask queue. */
  readonly enqueue: (job: () => void) => void

  /** `Boolean(value)`: an answer, or the condition it depends on. */
  readonly truth: (value: Abstract) => boolean | Decision
  /** `typeof value`: a known text, a choice or an unknown. */
  readonly typeOf: (value: Abstract) => Abstract
  /** `String(value)`: a text, a template, a choice or an unknown. Calls toString, valueOf and Symbol.toPrimitive. */
  readonly toText: (value: Abstract) => Abstract
  /** `Number(value)`. */
  readonly toNumber: (value: Abstract) => Abstract
  /** The value as a primitive, as `+`, `<` and templates ask for it. */
  readonly toPrimitive: (value: Abstract, hint: 'default' | 'number' | 'string') => Abstract
  /** The property key of a value: a text (symbols: their key), or undefined where it is not known. */
  readonly toKey: (value: Abstract) => string | undefined
  /** `a === b`: a known boolean, a choice or an unknown. */
  readonly equals: (a: Abstract, b: Abstract) => Abstract

  /**
   * Runs `f` on values that are free of choices, absences and unknowns: once per combination of sides (`f` may change the heap: the
   * sides are forked). An unknown among them gives an unknown `derived` from it without calling `f`; a template too, unless `templates` is set.
   */
  readonly lift: (values: readonly Abstract[], f: (values: readonly Concrete[]) => Abstract, templates?: boolean) => Abstract
  /** The value with the choices decided that the present path decides. */
  readonly resolve: (value: Abstract) => Abstract
  /** Both sides of a condition, forked and merged: what each does to the heap holds only on its side. */
  readonly fork: (when: Condition, thenSide: () => Abstract, elseSide: () => Abstract) => Abstract
  /**
   * Runs `f` on the elements of an array with guarded elements decided: once per combination. Where the number of elements is unknown (elements
   * of an unknown loop, an open array), `f` is not called: the result is `derived`; with `changes` the array becomes open.
   */
  readonly withItems: (array: Obj, f: (items: readonly Abstract[]) => Abstract, changes?: boolean) => Abstract
  /** All that iterating a value gives, guarded elements included, then `f`. Runs iterators and generators. Unknown iterables give one repeated unknown element. */
  readonly withElements: (iterable: Abstract, f: (items: Abstract[]) => Abstract) => Abstract

  /** Throws a JavaScript exception. */
  readonly throwValue: (value: Abstract) => never
  /** Throws a new error object. */
  readonly throwError: (name: ErrorName, message: string) => never
  /** Stops the outermost call: its result becomes `unknown(limit)`. */
  readonly limit: (what: string) => never
  /** Uses up steps; natives that loop spend one for about a hundred elements or characters. */
  readonly spend: (steps: number) => void
  /** A text of known length is about to be made: stops at the limit for texts. */
  readonly checkLength: (length: number, of: 'text' | 'array') => void
  /** An unknown made here and now. */
  readonly unknown: (reason: Reason, facts?: UnknownFacts) => Unknown
  /** Reports a problem at the place of the innermost user code. */
  readonly report: (code: string, severity: Problem['severity'], message: string, help?: string) => void
}

/** A JavaScript exception on its way through the evaluator. */
export class Thrown {
  readonly value: Abstract
  constructor(value: Abstract) { this.value = value }
}

/** A limit was reached: the outermost call becomes unknown. */
export class LimitReached {
  readonly what: string
  constructor(what: string) { this.what = what }
}
