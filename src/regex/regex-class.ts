// Classes in a pattern: [a-z\d], and the nested ones with && and -- that the flag v allows.
import { inSet } from './regex-characters.ts'
import { leafSet, readCharacterEscape, readSetEscape, type RegexContext } from './regex-escape.ts'
import { RegexSyntaxError, RegexUnsupportedError, type CharacterSet } from './regex-syntax.ts'

type ClassAtom = { readonly character: number } | { readonly set: CharacterSet }

const closing = 0x5d
const opening = 0x5b

const readAtom = (context: RegexContext): ClassAtom => {
  const { cursor } = context
  if (!cursor.take('\\')) return { character: cursor.next() }
  const set = readSetEscape(context)
  if (set) return { set }
  return { character: readCharacterEscape(context, true) }
}

const unionOf = (atoms: readonly ClassAtom[]): { ranges: [number, number][]; tests: ((character: number) => boolean)[] } => {
  const ranges: [number, number][] = []
  const tests: ((character: number) => boolean)[] = []
  for (const atom of atoms) {
    if ('character' in atom) ranges.push([atom.character, atom.character])
    else if (atom.set.negated || atom.set.tests.length > 0) tests.push((character) => inSet(atom.set, character))
    else ranges.push(...atom.set.ranges.map(([from, to]): [number, number] => [from, to]))
  }
  return { ranges, tests }
}

const rangeOf = (from: number, to: number): [number, number] => {
  if (from > to) throw new RegexSyntaxError('Range out of order in character class')
  return [from, to]
}

/** Reads a class after its `[`, up to and with its `]`. */
export const readClass = (context: RegexContext): CharacterSet => {
  const { cursor, flags } = context
  const negated = cursor.take('^')
  if (flags.unicodeSets) return { ...readSetOperation(context), negated }
  const atoms: ClassAtom[] = []
  const ranges: [number, number][] = []
  while (cursor.peek() !== closing) {
    if (cursor.peek() === -1) throw new RegexSyntaxError('Unterminated character class')
    const from = readAtom(context)
    if (!cursor.sees('-') || cursor.sees('-]')) {
      atoms.push(from)
      continue
    }
    cursor.next()
    if (cursor.peek() === -1) throw new RegexSyntaxError('Unterminated character class')
    const to = readAtom(context)
    if ('character' in from && 'character' in to) ranges.push(rangeOf(from.character, to.character))
    else if (flags.unicode) throw new RegexSyntaxError('Invalid character class')
    else atoms.push(from, { character: 0x2d }, to)
  }
  cursor.next()
  const union = unionOf(atoms)
  return { ranges: [...union.ranges, ...ranges], tests: union.tests, negated }
}

const reserved = '()[]{}/-|'
const doubled = ['&&', '!!', '##', '$$', '%%', '**', '++', ',,', '..', '::', ';;', '<<', '==', '>>', '??', '@@', '^^', '``', '~~']

const readOperand = (context: RegexContext): ClassAtom => {
  const { cursor } = context
  const character = cursor.peek()
  if (character === -1) throw new RegexSyntaxError('Unterminated character class')
  if (character === opening) {
    cursor.next()
    return { set: readClass(context) }
  }
  if (cursor.sees('\\q{')) throw new RegexUnsupportedError('strings in a class')
  if (character !== 0x5c && (reserved.includes(String.fromCodePoint(character)) || doubled.some((two) => cursor.sees(two)))) throw new RegexSyntaxError('Invalid character in character class')
  return readAtom(context)
}

/** A class body under the flag v: a union, or operands joined by `&&` or by `--`. */
const readSetOperation = (context: RegexContext): CharacterSet => {
  const { cursor } = context
  const leaf = (atom: ClassAtom): CharacterSet => leafSet(context, 'set' in atom ? atom.set : { ranges: [[atom.character, atom.character]], tests: [], negated: false })
  const tests: ((character: number) => boolean)[] = []
  let operator: '&&' | '--' | 'union' | undefined
  let result: ((character: number) => boolean) | undefined
  while (cursor.peek() !== closing) {
    const joint = cursor.take('&&') ? '&&' : cursor.take('--') ? '--' : 'union'
    if (result === undefined ? joint !== 'union' : operator !== undefined && joint !== operator) throw new RegexSyntaxError('Invalid set operation in character class')
    if (joint === '&&' && cursor.sees('&')) throw new RegexSyntaxError('Invalid character in character class')
    const set = readRangeOrOperand(context, joint, leaf)
    const test = (character: number) => inSet(set, character)
    const before = result
    if (before !== undefined) operator = joint
    if (joint === 'union') tests.push(test)
    result = before === undefined ? test
      : joint === '&&' ? (character) => before(character) && test(character)
        : joint === '--' ? (character) => before(character) && !test(character)
          : (character) => tests.some((one) => one(character))
  }
  cursor.next()
  return { ranges: [], tests: result ? [result] : [], negated: false }
}

const readRangeOrOperand = (context: RegexContext, joint: string, leaf: (atom: ClassAtom) => CharacterSet): CharacterSet => {
  const { cursor } = context
  const from = readOperand(context)
  if (joint !== 'union' || !cursor.sees('-') || cursor.sees('--')) return leaf(from)
  cursor.next()
  const to = readOperand(context)
  if (!('character' in from) || !('character' in to)) throw new RegexSyntaxError('Invalid character class')
  return leafSet(context, { ranges: [rangeOf(from.character, to.character)], tests: [], negated: false })
}
