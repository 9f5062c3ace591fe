// The shape of a parsed regular expression: what the parser makes and the compiler of matcher programs eats.

/** Flags of a regular expression, one field a letter: d g i m s u v y. */
export interface RegexFlags {
  readonly indices: boolean
  readonly global: boolean
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
  readonly unicode: boolean
  readonly unicodeSets: boolean
  readonly sticky: boolean
}

/** A set of characters: sorted or not, as ranges (both ends included) and tests; `negated` turns all of it round. */
export interface CharacterSet {
  readonly ranges: readonly (readonly [number, number])[]
  readonly tests: readonly ((character: number) => boolean)[]
  readonly negated: boolean
}

/** A node of a parsed pattern. Characters are UTF-16 code units, or code points under the flags u and v. */
export type RegexNode =
  | { readonly kind: 'character'; readonly value: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'capture'; readonly index: number; readonly body: RegexNode }
  | { readonly kind: 'repeat'; readonly body: RegexNode; readonly min: number; readonly max: number; readonly greedy: boolean; readonly groups: readonly [number, number] }
  | { readonly kind: 'backreference'; readonly index: number }
  | { readonly kind: 'named-backreference'; readonly name: string }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negated: boolean; readonly body: RegexNode }
  | { readonly kind: 'assertion'; readonly what: 'start' | 'end' | 'boundary' | 'not-boundary' }

/** A parsed pattern: its nodes, how many groups capture (the whole match not counted), and the names of groups. */
export interface RegexPattern {
  readonly root: RegexNode
  readonly groupCount: number
  readonly names: ReadonlyMap<string, number>
}

/** The pattern or its flags are not valid: `new RegExp` would throw a SyntaxError. */
export class RegexSyntaxError extends Error {}

/** The pattern is (or may be) valid, but this engine does not know what it means: string classes, modifiers, excessive nesting. */
export class RegexUnsupportedError extends Error {}

const letters = 'dgimsuvy'

/** Reads the flags' letters; throws RegexSyntaxError for an unknown or repeated letter, and for u with v. */
export const parseFlags = (flags: string): RegexFlags => {
  for (let at = 0; at < flags.length; at++) {
    const letter = flags[at]!
    if (!letters.includes(letter) || flags.indexOf(letter) !== at) throw new RegexSyntaxError(`Invalid flags supplied to RegExp constructor '${flags}'`)
  }
  const has = (letter: string) => flags.includes(letter)
  if (has('u') && has('v')) throw new RegexSyntaxError(`Invalid flags supplied to RegExp constructor '${flags}'`)
  return {
    indices: has('d'), global: has('g'), ignoreCase: has('i'), multiline: has('m'),
    dotAll: has('s'), unicode: has('u') || has('v'), unicodeSets: has('v'), sticky: has('y'),
  }
}
