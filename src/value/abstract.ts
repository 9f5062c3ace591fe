// What an evaluator computes with: values that may be known, partly known or unknown. The vocabulary of every evaluator.
import type { Assumption, Reason } from '#model'
import type { Frame, Site } from './site.ts'

/** A known JavaScript primitive (symbols are `SymbolValue`). */
export interface Primitive {
  readonly kind: 'primitive'
  readonly value: string | number | boolean | bigint | null | undefined
  readonly site: Site | undefined
  /** The fixtures and defaults it rests on. */
  readonly assumed: readonly Assumption[] | undefined
}

/** A symbol. `key` is how properties under it are stored: a text that begins with `symbolPrefix`. */
export interface SymbolValue {
  readonly kind: 'symbol'
  readonly key: string
  readonly description: string | undefined
}

/** How a condition asks about its subject. */
export type Test =
  | { readonly kind: 'truthy' }
  | { readonly kind: 'present' }
  | { readonly kind: 'is', readonly literal: Primitive['value'] }
  | { readonly kind: 'tree', readonly tree: Abstract, readonly truth: (value: Abstract) => boolean | Decision }
  | { readonly kind: 'loop' }

/** A question whose answer is not known. The same question about the same subject is the same object (`conditionOf`). */
export interface Condition {
  readonly id: string
  /** What it asks about: the `id` of an unknown. */
  readonly subject: string
  readonly test: Test
  /** As its author would write it: `process.env.REGION != null`. */
  readonly text: string
  readonly site: Site | undefined
  /** "In each round of a loop of unknown length": what hangs on it exists 0 to n times. */
  readonly repeats: boolean
}

/** A condition and which answer is meant. */
export interface Decision { readonly when: Condition, readonly is: boolean }

/** What is assumed at the moment: a linked list, newest first. */
export interface Path { readonly when: Condition, readonly is: boolean, readonly rest: Path | undefined }

/** What is known of the type of an unknown: `typeof` without `undefined`; `optional` texts may also be undefined (process.env). */
export type UnknownType = 'string' | 'number' | 'boolean' | 'bigint' | 'object' | 'array'

/** A value that is not known. Two with one `id` are the same value, so conditions on them are the same condition. */
export interface Unknown {
  readonly kind: 'unknown'
  readonly reason: Reason
  /** What it comes from, as its author would say it: `REGION`, `settings#env.region`. */
  readonly of: string | undefined
  readonly detail: string | undefined
  readonly site: Site | undefined
  readonly id: string
  readonly type: UnknownType | undefined
  /** It may be undefined beside its `type`. */
  readonly optional: boolean
  /** The unknown it was computed from. */
  readonly from: Unknown | undefined
  readonly assumed: readonly Assumption[] | undefined
}

/** One of two values under a condition that is not known. */
export interface Choice {
  readonly kind: 'choice'
  readonly when: Condition
  readonly then: Abstract
  readonly else: Abstract
}

/** A text with holes: texts and unknowns in turn, with at least one unknown. Always a string. */
export interface Template {
  readonly kind: 'template'
  readonly parts: readonly (string | Unknown)[]
  readonly site: Site | undefined
  readonly assumed: readonly Assumption[] | undefined
}

/** No value at all: the element or property does not exist (on this side of a choice). Never the result of an expression. */
export interface Absent { readonly kind: 'absent' }

/** A value that something unknown may have replaced since (an unknown spread, an unknown key). */
export interface Maybe { readonly kind: 'maybe', readonly value: Abstract }

/** What any expression evaluates to. */
export type Abstract = Primitive | SymbolValue | Obj | Unknown | Choice | Template | Absent | Maybe

/** A property that is not a plain, writable, enumerable, configurable data property. */
export interface Slot {
  readonly kind: 'slot'
  readonly value: Abstract | undefined
  readonly get: Obj | undefined
  readonly set: Obj | undefined
  readonly enumerable: boolean
  readonly writable: boolean
  readonly configurable: boolean
  /** What the property really is, where more than its value depends on a condition: `settleFixed` decides it. Everything else here is as strict as any of it. */
  readonly either?: Either
}

/** A property that differs between the sides of a condition: `absent` where there is none. */
export interface Either { readonly when: Condition, readonly then: Abstract | Slot, readonly else: Abstract | Slot }

/** Whether an object can still be changed. */
export type Fixity = FixityLeaf | { readonly when: Condition, readonly then: Fixity, readonly else: Fixity }
/** The same, without conditions. */
export interface FixityLeaf { readonly extensible: boolean, readonly sealed: boolean, readonly frozen: boolean }

/** An entry of a Map or Set (where value is the key again). A guarded entry's value is a choice with `absent`. */
export interface Entry {
  readonly key: Abstract
  readonly value: Abstract
  /** Counts up with every entry that is added, also where a key is deleted and added again: entries are in this order. */
  readonly since: number
}

/** What kind of thing an object is inside; decides which of its inner fields are used. */
export type ObjectType =
  | 'object' | 'array' | 'function' | 'error' | 'map' | 'set' | 'weakmap' | 'weakset' | 'date' | 'regexp' | 'promise'
  | 'boxed' | 'namespace' | 'generator' | 'iterator' | 'arguments'

/**
 * A heap object. Change it only through `heap.ts` and `property.ts`: they keep the journal by which the two sides of an
 * unknown condition are merged.
 */
export interface Obj {
  readonly kind: 'object'
  readonly type: ObjectType
  /** Own properties by key (symbols: see `SymbolValue.key`); elements of arrays are in `items`. */
  props: Map<string, Abstract | Slot>
  proto: Obj | null
  /** The elements of an array. A hole is `hole`; a guarded element is a choice with `absent`. */
  items: Abstract[] | undefined
  /** The items may hold guarded elements, so that positions and length depend on conditions. Never reset. */
  guarded: boolean
  /** The entries of a Map or Set, by `entryKey`. */
  entries: Map<unknown, Entry> | undefined
  /** The inner value: the time of a Date (a number primitive or unknown), a boxed primitive, a regexp, a promise's state … */
  data: unknown
  /** The native a function runs: see `nativeOf`. */
  native: object | undefined
  /** The interpreted code of a function, as its evaluator keeps it. */
  code: unknown
  /** Set when it may have further or other properties than are listed; says why. */
  open: Unknown | undefined
  extensible: boolean
  /** The elements of the array cannot be removed (properties say so themselves). */
  sealed: boolean
  frozen: boolean
  /** Set where the three above, or attributes of properties, depend on conditions: what they really are. `settleFixed` decides it. */
  mixed: Fixity | undefined
  /** The order of its keys depends on conditions. */
  unordered: boolean
  /** Belongs to the realm and cannot be changed by the code that is read. */
  intrinsic: boolean
  readonly site: Site | undefined
  readonly frame: Frame | undefined
  /** Counts up with every object, so a fork knows which objects are older than itself. */
  readonly serial: number
}

/** How keys of symbol properties begin. No text of a program can begin so by accident. */
export const symbolPrefix = '\u0000@@'
/** How keys of private fields (`#x`) begin. */
export const privatePrefix = '\u0000#'
/** Is it the key of a symbol or of a private field, that is: hidden from `Object.keys`? */
export const isHiddenKey = (key: string): boolean => key.charCodeAt(0) === 0
