// Characters as regular expressions see them: classes (\d \s \w \p), line ends, and equality without case.
import { RegexSyntaxError, RegexUnsupportedError, type CharacterSet } from './regex-syntax.ts'

/** The set of `\d`. */
export const digits: CharacterSet = { ranges: [[0x30, 0x39]], tests: [], negated: false }
/** The set of `\w`. */
export const wordCharacters: CharacterSet = { ranges: [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]], tests: [], negated: false }
/** The set of `\w` under i with u or v: it holds what folds into the ASCII letters, too. */
export const foldedWordCharacters: CharacterSet = { ranges: [...wordCharacters.ranges, [0x17f, 0x17f], [0x212a, 0x212a]], tests: [], negated: false }
/** The set of `\s`: white space and line ends. */
export const spaces: CharacterSet = {
  ranges: [[0x09, 0x0d], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff]],
  tests: [],
  negated: false,
}

/** The other characters. */
export const complement = (set: CharacterSet): CharacterSet => ({ ...set, negated: !set.negated })

/** Is the character in the set? Case counts. */
export const inSet = (set: CharacterSet, character: number): boolean => {
  for (const [from, to] of set.ranges) if (character >= from && character <= to) return !set.negated
  for (const test of set.tests) if (test(character)) return !set.negated
  return set.negated
}

/** Does a line end here: \n, \r, U+2028, U+2029? */
export const isLineEnd = (character: number): boolean => character === 10 || character === 13 || character === 0x2028 || character === 0x2029

const stringProperties = new Set(['Basic_Emoji', 'Emoji_Keycap_Sequence', 'RGI_Modifier_Sequence', 'RGI_Flag_Sequence', 'RGI_Emoji_Modifier_Sequence', 'RGI_Emoji_Flag_Sequence', 'RGI_Emoji_Tag_Sequence', 'RGI_Emoji_ZWJ_Sequence', 'RGI_Emoji'])
const properties = new Map<string, (character: number) => boolean>()

/** The test of a Unicode property, `name` or `name=value`: the host's tables, asked for one character at a time. */
export const unicodeProperty = (property: string, unicodeSets: boolean): (character: number) => boolean => {
  if (!/^[A-Za-z0-9_]+(=[A-Za-z0-9_]+)?$/.test(property)) throw new RegexSyntaxError('Invalid property name')
  if (unicodeSets && stringProperties.has(property)) throw new RegexUnsupportedError('a property of strings')
  const known = properties.get(property)
  if (known) return known
  let host: RegExp
  try {
    host = new RegExp(`^\\p{${property}}$`, 'u')
  } catch {
    throw new RegexSyntaxError('Invalid property name')
  }
  const test = (character: number) => host.test(String.fromCodePoint(character))
  properties.set(property, test)
  return test
}

const single = (text: string, otherwise: number): number => {
  const first = text.codePointAt(0)!
  return text.length === (first > 0xffff ? 2 : 1) ? first : otherwise
}

/** The representative of a character where case does not count, code units (no u, no v): ECMA-262's Canonicalize. */
const foldUnit = (unit: number): number => {
  if (unit < 128) return unit >= 0x61 && unit <= 0x7a ? unit - 32 : unit
  const upper = String.fromCharCode(unit).toUpperCase()
  if (upper.length !== 1) return unit
  const folded = upper.charCodeAt(0)
  return folded < 128 ? unit : folded
}

/** The same for code points under u and v: simple case folding. */
const foldPoint = (point: number): number => {
  if (point < 128) return point >= 0x41 && point <= 0x5a ? point + 32 : point
  if (point === 0x131) return point // the dotless i folds to itself
  const upper = single(String.fromCodePoint(point).toUpperCase(), point)
  return single(String.fromCodePoint(upper).toLowerCase(), upper)
}

const lastCased = 0x1e943
const relatives: { units?: Map<number, number[]>; points?: Map<number, number[]> } = {}

const buildRelatives = (fold: (character: number) => number, last: number): Map<number, number[]> => {
  const byFold = new Map<number, number[]>()
  for (let character = 0; character <= last; character++) {
    const folded = fold(character)
    if (folded === character) continue
    const list = byFold.get(folded)
    if (list) list.push(character)
    else byFold.set(folded, [folded, character])
  }
  return byFold
}

/** The representative of a character where case does not count. */
export const foldCase = (character: number, unicode: boolean): number => unicode ? foldPoint(character) : foldUnit(character)

/** All characters that equal this one where case does not count, itself included. */
export const caseRelatives = (character: number, unicode: boolean): readonly number[] => {
  const folded = foldCase(character, unicode)
  if (!unicode && character < 128) return folded >= 0x41 && folded <= 0x5a ? [folded, folded + 32] : [character]
  const table = unicode ? (relatives.points ??= buildRelatives(foldPoint, lastCased)) : (relatives.units ??= buildRelatives(foldUnit, 0xffff))
  return table.get(folded) ?? [character]
}
