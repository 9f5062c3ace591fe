// Parsed pattern → a flat program for the backtracking matcher.
import { caseRelatives, foldCase, inSet, foldedWordCharacters, isLineEnd, wordCharacters } from './regex-characters.ts'
import type { CharacterSet, RegexFlags, RegexNode, RegexPattern } from './regex-syntax.ts'

/** Does one character match? */
export type CharacterTest = (character: number) => boolean

/**
 * One instruction. Registers hold, in order: start and end of every capture, then two for every loop (rounds done, where the round began).
 * `forward` is false inside lookbehinds, where characters are read to the left.
 */
export type Instruction =
  | { readonly op: 'character'; readonly value: number; readonly forward: boolean }
  | { readonly op: 'test'; readonly test: CharacterTest; readonly forward: boolean }
  | { readonly op: 'run'; readonly test: CharacterTest; readonly min: number; readonly max: number; readonly greedy: boolean }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly register: number }
  | { readonly op: 'loop-start'; readonly register: number }
  | { readonly op: 'loop-test'; readonly register: number; readonly min: number; readonly max: number; readonly greedy: boolean; readonly exit: number; readonly clear: readonly [from: number, to: number] }
  | { readonly op: 'loop-next'; readonly register: number; readonly min: number; readonly test: number }
  | { readonly op: 'reference'; readonly index: number; readonly forward: boolean; readonly fold: ((character: number) => number) | undefined }
  | { readonly op: 'look'; readonly negated: boolean; readonly next: number }
  | { readonly op: 'accept' }
  | { readonly op: 'start'; readonly multiline: boolean }
  | { readonly op: 'end'; readonly multiline: boolean }
  | { readonly op: 'boundary'; readonly negated: boolean; readonly word: CharacterTest }

/** A program and the number of registers that it needs. */
export interface Program {
  readonly instructions: readonly Instruction[]
  readonly registers: number
}

/** Can a pattern match nowhere but at the start of the text? */
export const isAnchored = (node: RegexNode, flags: RegexFlags): boolean => {
  switch (node.kind) {
    case 'assertion': return node.what === 'start' && !flags.multiline
    case 'sequence': return node.items[0] !== undefined && isAnchored(node.items[0], flags)
    case 'alternatives': return node.options.every((option) => isAnchored(option, flags))
    case 'capture': return isAnchored(node.body, flags)
    case 'repeat': return node.min > 0 && isAnchored(node.body, flags)
    default: return false
  }
}

/** A pattern that takes single characters, or runs of them as long as they go: `/\\./`, `/\\s+/`. */
export interface RunPattern { readonly test: CharacterTest, readonly many: boolean }

/** The pattern as one of single characters or runs; undefined for other patterns, and where pairs of surrogates count as one. */
export const runPattern = (node: RegexNode, flags: RegexFlags): RunPattern | undefined => {
  if (flags.unicode || flags.sticky) return undefined
  const isRun = node.kind === 'repeat' && node.greedy && node.min === 1 && node.max === Infinity
  const test = singleTest(isRun ? node.body : node, flags)
  return test && { test, many: isRun }
}

interface Builder {
  readonly flags: RegexFlags
  readonly names: ReadonlyMap<string, number>
  readonly out: Instruction[]
  registers: number
}

/** Remembers the answers for ASCII, which is nearly all that is asked. */
const remembering = (test: CharacterTest): CharacterTest => {
  const known = new Int8Array(128)
  return (character) => {
    if (character >= 128) return test(character)
    if (known[character] === 0) known[character] = test(character) ? 1 : -1
    return known[character] === 1
  }
}

const setTest = (set: CharacterSet, { ignoreCase, unicode }: RegexFlags): CharacterTest => {
  if (!ignoreCase) return remembering((character) => inSet(set, character))
  const positive = { ...set, negated: false }
  return remembering((character) => (inSet(positive, character) || caseRelatives(character, unicode).some((relative) => inSet(positive, relative))) !== set.negated)
}

/** The test of a node that always takes exactly one character; undefined for other nodes. */
const singleTest = (node: RegexNode, flags: RegexFlags): CharacterTest | undefined => {
  switch (node.kind) {
    case 'character': {
      const { value } = node
      if (!flags.ignoreCase) return (character) => character === value
      const folded = foldCase(value, flags.unicode)
      return (character) => character === value || foldCase(character, flags.unicode) === folded
    }
    case 'any': return flags.dotAll ? () => true : (character) => !isLineEnd(character)
    case 'set': return setTest(node.set, flags)
    default: return undefined
  }
}

/** Makes the program of a pattern: capture 0 around all of it, then accept. */
export const buildProgram = (pattern: RegexPattern, flags: RegexFlags): Program => {
  const builder: Builder = { flags, names: pattern.names, out: [], registers: 2 * (pattern.groupCount + 1) }
  emit(builder, { kind: 'capture', index: 0, body: pattern.root }, true)
  builder.out.push({ op: 'accept' })
  return { instructions: builder.out, registers: builder.registers }
}

const emit = (builder: Builder, node: RegexNode, forward: boolean): void => {
  const { out, flags } = builder
  switch (node.kind) {
    case 'character':
      if (!flags.ignoreCase) out.push({ op: 'character', value: node.value, forward })
      else out.push({ op: 'test', test: singleTest(node, flags)!, forward })
      return
    case 'any':
    case 'set':
      out.push({ op: 'test', test: singleTest(node, flags)!, forward })
      return
    case 'sequence':
      for (const item of forward ? node.items : node.items.toReversed()) emit(builder, item, forward)
      return
    case 'alternatives': return emitAlternatives(builder, node.options, forward)
    case 'capture':
      out.push({ op: 'save', register: 2 * node.index + (forward ? 0 : 1) })
      emit(builder, node.body, forward)
      out.push({ op: 'save', register: 2 * node.index + (forward ? 1 : 0) })
      return
    case 'repeat': return emitRepeat(builder, node, forward)
    case 'backreference': return emitReference(builder, node.index, forward)
    case 'named-backreference': return emitReference(builder, builder.names.get(node.name)!, forward)
    case 'look': return emitLook(builder, node)
    case 'assertion': return emitAssertion(builder, node.what)
  }
}

const emitAlternatives = (builder: Builder, options: readonly RegexNode[], forward: boolean): void => {
  const { out } = builder
  const exits: number[] = []
  options.forEach((option, index) => {
    const last = index === options.length - 1
    const split = out.length
    if (!last) out.push({ op: 'jump', to: -1 })
    emit(builder, option, forward)
    if (last) return
    exits.push(out.length)
    out.push({ op: 'jump', to: -1 })
    out[split] = { op: 'split', first: split + 1, second: out.length }
  })
  for (const exit of exits) out[exit] = { op: 'jump', to: out.length }
}

const emitRepeat = (builder: Builder, node: Extract<RegexNode, { kind: 'repeat' }>, forward: boolean): void => {
  const { out, flags } = builder
  const { min, max, greedy } = node
  const test = forward ? singleTest(node.body, flags) : undefined
  if (test) {
    out.push({ op: 'run', test, min, max, greedy })
    return
  }
  const register = builder.registers
  builder.registers += 2
  out.push({ op: 'loop-start', register })
  const head = out.length
  out.push({ op: 'jump', to: -1 })
  emit(builder, node.body, forward)
  out.push({ op: 'loop-next', register, min, test: head })
  out[head] = { op: 'loop-test', register, min, max, greedy, exit: out.length, clear: [2 * node.groups[0], 2 * node.groups[1] + 1] }
}

const emitReference = ({ out, flags }: Builder, index: number, forward: boolean): void => {
  out.push({ op: 'reference', index, forward, fold: flags.ignoreCase ? (character) => foldCase(character, flags.unicode) : undefined })
}

const emitLook = (builder: Builder, node: Extract<RegexNode, { kind: 'look' }>): void => {
  const { out } = builder
  const at = out.length
  out.push({ op: 'jump', to: -1 })
  emit(builder, node.body, node.ahead)
  out.push({ op: 'accept' })
  out[at] = { op: 'look', negated: node.negated, next: out.length }
}

const emitAssertion = ({ out, flags }: Builder, what: 'start' | 'end' | 'boundary' | 'not-boundary'): void => {
  if (what === 'start' || what === 'end') {
    out.push({ op: what, multiline: flags.multiline })
    return
  }
  const words = flags.unicode && flags.ignoreCase ? foldedWordCharacters : wordCharacters
  out.push({ op: 'boundary', negated: what === 'not-boundary', word: remembering((character) => inSet(words, character)) })
}
