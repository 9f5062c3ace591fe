// Escapes in a pattern, outside and inside of classes, with the web's legacy forms where neither u nor v is given.
import { complement, digits, foldedWordCharacters, inSet, spaces, unicodeProperty, wordCharacters, caseRelatives } from './regex-characters.ts'
import type { RegexCursor } from './regex-cursor.ts'
import { RegexSyntaxError, type CharacterSet, type RegexFlags, type RegexNode } from './regex-syntax.ts'

/** What the parser knows while it reads: the cursor, the flags, and what a first look at the whole pattern found. */
export interface RegexContext {
  readonly cursor: RegexCursor
  readonly flags: RegexFlags
  readonly groupCount: number
  readonly hasNames: boolean
}

/** A set as a leaf: negation inside, and closed under case where the flag v asks for it. */
export const leafSet = (context: RegexContext, set: CharacterSet): CharacterSet => {
  const { ignoreCase, unicodeSets } = context.flags
  if (!(ignoreCase && unicodeSets)) return set.negated ? { ranges: [], tests: [(character) => inSet(set, character)], negated: false } : set
  const positive = { ...set, negated: false }
  const closed = (character: number) => caseRelatives(character, true).some((relative) => inSet(positive, relative))
  return { ranges: [], tests: [set.negated ? (character) => !closed(character) : closed], negated: false }
}

const propertySet = (context: RegexContext, negated: boolean): CharacterSet => {
  const { cursor, flags } = context
  if (!cursor.take('{')) throw new RegexSyntaxError('Invalid property name')
  const end = cursor.text.indexOf('}', cursor.at)
  if (end === -1) throw new RegexSyntaxError('Invalid property name')
  const test = unicodeProperty(cursor.text.slice(cursor.at, end), flags.unicodeSets)
  cursor.at = end + 1
  return { ranges: [], tests: [test], negated }
}

/** Reads the escape of a set after its backslash (\d \D \s \S \w \W, \p \P where they mean something); undefined for others. */
export const readSetEscape = (context: RegexContext): CharacterSet | undefined => {
  const { cursor, flags } = context
  const letter = String.fromCodePoint(Math.max(cursor.peek(), 0))
  const words = flags.unicode && flags.ignoreCase ? foldedWordCharacters : wordCharacters
  const set = { d: digits, D: complement(digits), s: spaces, S: complement(spaces), w: words, W: complement(words) }[letter]
  if (set) {
    cursor.next()
    return leafSet(context, set)
  }
  if (!flags.unicode || (letter !== 'p' && letter !== 'P')) return undefined
  cursor.next()
  return leafSet(context, propertySet(context, letter === 'P'))
}

const controls: Readonly<Record<string, number>> = { f: 12, n: 10, r: 13, t: 9, v: 11 }
const isLetter = (character: number) => (character >= 0x41 && character <= 0x5a) || (character >= 0x61 && character <= 0x7a)
const isDigit = (character: number) => character >= 0x30 && character <= 0x39

const readUnicodeEscape = (cursor: RegexCursor, unicode: boolean): number | undefined => {
  if (unicode && cursor.take('{')) {
    const end = cursor.text.indexOf('}', cursor.at)
    const text = end === -1 ? '' : cursor.text.slice(cursor.at, end)
    const value = /^[0-9a-fA-F]+$/.test(text) ? Number.parseInt(text, 16) : Infinity
    if (value > 0x10ffff) throw new RegexSyntaxError('Invalid Unicode escape')
    cursor.at = end + 1
    return value
  }
  const unit = cursor.hex(4)
  if (unit === undefined || !unicode || unit < 0xd800 || unit > 0xdbff) return unit
  const before = cursor.at
  const low = cursor.take('\\u') ? cursor.hex(4) : undefined
  if (low !== undefined && low >= 0xdc00 && low <= 0xdfff) return (unit - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000
  cursor.at = before
  return unit
}

const readLegacyOctal = (cursor: RegexCursor): number => {
  let value = 0
  for (let length = 0; length < 3; length++) {
    const digit = cursor.peek() - 0x30
    if (digit < 0 || digit > 7 || value * 8 + digit > 255) break
    value = value * 8 + digit
    cursor.next()
  }
  return value
}

const readControl = (cursor: RegexCursor, unicode: boolean, inClass: boolean): number => {
  const after = cursor.peek()
  if (isLetter(after) || (!unicode && inClass && (isDigit(after) || after === 0x5f))) return cursor.next() % 32
  if (unicode) throw new RegexSyntaxError('Invalid unicode escape')
  cursor.at-- // the backslash stands for itself and the c is read again
  return 0x5c
}

const classPunctuators = '&-!#%,:;<=>@`~'

const readIdentity = (context: RegexContext, character: number, inClass: boolean): number => {
  const { flags, hasNames } = context
  const text = String.fromCodePoint(character)
  const allowed = flags.unicode
    ? '^$\\.*+?()[]{}|/'.includes(text) || (inClass && (text === '-' || (flags.unicodeSets && classPunctuators.includes(text))))
    : text !== 'k' || !hasNames
  if (!allowed) throw new RegexSyntaxError(text === 'k' ? 'Invalid named reference' : 'Invalid escape')
  return character
}

/** Reads the escape of one character after its backslash. */
export const readCharacterEscape = (context: RegexContext, inClass: boolean): number => {
  const { cursor, flags } = context
  const character = cursor.next()
  if (character === -1) throw new RegexSyntaxError('\\ at end of pattern')
  const letter = String.fromCodePoint(character)
  const control = controls[letter]
  if (control !== undefined) return control
  if (letter === 'b' && inClass) return 8
  if (letter === 'c') return readControl(cursor, flags.unicode, inClass)
  if (isDigit(character)) return readDigitEscape(context, character, inClass)
  if (letter !== 'x' && letter !== 'u') return readIdentity(context, character, inClass)
  const value = letter === 'x' ? cursor.hex(2) : readUnicodeEscape(cursor, flags.unicode)
  if (value !== undefined) return value
  if (flags.unicode) throw new RegexSyntaxError(letter === 'x' ? 'Invalid escape' : 'Invalid Unicode escape')
  return character
}

const readDigitEscape = ({ cursor, flags }: RegexContext, character: number, inClass: boolean): number => {
  if (flags.unicode) {
    if (character === 0x30 && !isDigit(cursor.peek())) return 0
    throw new RegexSyntaxError(inClass ? 'Invalid class escape' : 'Invalid decimal escape')
  }
  if (character >= 0x38) return character
  cursor.at--
  return readLegacyOctal(cursor)
}

const nameStart = /^[$_\p{ID_Start}]$/u
const namePart = /^[$_\u200c\u200d\p{ID_Continue}]$/u

/** Reads a group's name and the closing `>`. */
export const readGroupName = (cursor: RegexCursor): string => {
  let name = ''
  while (!cursor.take('>')) {
    let character = cursor.text.codePointAt(cursor.at)
    if (character === undefined) throw new RegexSyntaxError('Invalid capture group name')
    cursor.at += character > 0xffff ? 2 : 1
    if (character === 0x5c) character = cursor.take('u') ? readUnicodeEscape(cursor, true) : undefined
    if (character === undefined || !(name === '' ? nameStart : namePart).test(String.fromCodePoint(character))) throw new RegexSyntaxError('Invalid capture group name')
    name += String.fromCodePoint(character)
  }
  if (name === '') throw new RegexSyntaxError('Invalid capture group name')
  return name
}

/** Reads what follows a backslash outside of classes. */
export const readAtomEscape = (context: RegexContext): RegexNode => {
  const { cursor, flags } = context
  if (cursor.take('b')) return { kind: 'assertion', what: 'boundary' }
  if (cursor.take('B')) return { kind: 'assertion', what: 'not-boundary' }
  const set = readSetEscape(context)
  if (set) return { kind: 'set', set }
  if ((flags.unicode || context.hasNames) && cursor.take('k')) {
    if (!cursor.take('<')) throw new RegexSyntaxError('Invalid named reference')
    return { kind: 'named-backreference', name: readGroupName(cursor) }
  }
  const first = cursor.peek()
  if (first >= 0x31 && first <= 0x39) {
    const before = cursor.at
    const index = cursor.decimal()!
    if (index <= context.groupCount) return { kind: 'backreference', index }
    if (flags.unicode) throw new RegexSyntaxError('Invalid escape')
    cursor.at = before
  }
  return { kind: 'character', value: readCharacterEscape(context, false) }
}
