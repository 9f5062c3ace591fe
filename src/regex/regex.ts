// Regular expressions without the host's engine: compile once, match with a bound on the steps, so that no pattern can hang the reader.
import { RegexMatcher, type SpendSteps } from './regex-matcher.ts'
import { parseRegex } from './regex-parser.ts'
import { buildProgram, isAnchored, runPattern, type Program, type RunPattern } from './regex-program.ts'
import { parseFlags, RegexUnsupportedError, type RegexFlags } from './regex-syntax.ts'

export { RegexSyntaxError, RegexUnsupportedError } from './regex-syntax.ts'
export type { RegexFlags } from './regex-syntax.ts'

/** A compiled regular expression; it has no state, so it can be shared. */
export interface Regex {
  readonly source: string
  readonly flags: RegexFlags
  readonly groupCount: number
  /** Names of groups in the order of the pattern, with their numbers. */
  readonly names: ReadonlyMap<string, number>
  readonly program: Program
  /** It can match nowhere but at the start of the text. */
  readonly anchored: boolean
  /** Set where it takes single characters, or runs of them. */
  readonly run: RunPattern | undefined
}

/** What a match found: the captures' half-open ranges, the whole match first; undefined for a group that took no part. */
export interface RegexMatch {
  readonly index: number
  readonly end: number
  readonly ranges: readonly (readonly [start: number, end: number] | undefined)[]
  readonly groups: readonly (string | undefined)[]
}

/** Compiles a pattern. Throws RegexSyntaxError where `new RegExp` would throw, RegexUnsupportedError for what this engine leaves out. */
export const compileRegex = (source: string, flags: string): Regex => {
  const parsed = parseFlags(flags)
  const pattern = parseRegex(source, parsed)
  return { source, flags: parsed, groupCount: pattern.groupCount, names: pattern.names, program: buildProgram(pattern, parsed), anchored: isAnchored(pattern.root, parsed), run: runPattern(pattern.root, parsed) }
}

/**
 * The first match at or after `lastIndex` (exactly there with the flag y), or null. Neither reads nor writes a `lastIndex` of its own.
 * `spend` is told of the steps taken and may throw to stop. Throws RegexUnsupportedError where engines do not agree.
 */
export const execRegex = (regex: Regex, text: string, lastIndex: number, spend: SpendSteps): RegexMatch | null =>
  search(regex, new RegexMatcher(regex.program, text, regex.flags.unicode, spend), text, lastIndex)

/**
 * The first match in a text of which only the beginning is known: the same whatever follows. Null: there is no match, whatever follows.
 * Undefined: what follows matters.
 */
export const execOnPrefix = (regex: Regex, prefix: string, spend: SpendSteps): RegexMatch | null | undefined => {
  const matcher = new RegexMatcher(regex.program, prefix, regex.flags.unicode, spend)
  const match = search(regex, matcher, prefix, 0)
  if (matcher.sawEnd) return undefined
  return match ?? (regex.anchored || regex.flags.sticky ? null : undefined)
}

const search = (regex: Regex, matcher: RegexMatcher, text: string, lastIndex: number): RegexMatch | null => {
  if (lastIndex > text.length) return null
  if (matcher.splits(lastIndex)) throw new RegexUnsupportedError('a start inside of a surrogate pair')
  for (let at = lastIndex; at <= text.length; at = matcher.after(at)) {
    if (matcher.matchAt(at)) return matchOf(regex, text, matcher.registers)
    if (regex.flags.sticky || regex.anchored) return null
    // V8 also tries in the middle of a surrogate pair, against the standard; what it then makes of a match is its own affair.
    if (matcher.after(at) === at + 2 && matcher.matchAt(at + 1)) throw new RegexUnsupportedError('a match inside of a surrogate pair')
  }
  return null
}

const matchOf = (regex: Regex, text: string, registers: Int32Array): RegexMatch => {
  const ranges: (readonly [number, number] | undefined)[] = []
  for (let group = 0; group <= regex.groupCount; group++) {
    const start = registers[2 * group]!
    const end = registers[2 * group + 1]!
    ranges.push(start < 0 || end < 0 ? undefined : [start, end])
  }
  const [index, end] = ranges[0]!
  return { index, end, ranges, groups: ranges.map((range) => range && text.slice(range[0], range[1])) }
}
