// Text of a regular expression → its nodes. ECMA-262 2024 with the web's legacy syntax (Annex B) where neither u nor v is given.
import { readClass } from './regex-class.ts'
import { RegexCursor } from './regex-cursor.ts'
import { readAtomEscape, readGroupName, type RegexContext } from './regex-escape.ts'
import { RegexSyntaxError, RegexUnsupportedError, type RegexFlags, type RegexNode, type RegexPattern } from './regex-syntax.ts'

const deepest = 250

interface State extends RegexContext {
  readonly names: Map<string, number>
  readonly references: string[]
  groups: number
  depth: number
}

/** Counts the capturing groups and sees whether any has a name, without reading anything else. */
const lookAhead = (source: string): { groupCount: number; hasNames: boolean } => {
  let groupCount = 0
  let hasNames = false
  let inClass = false
  for (let at = 0; at < source.length; at++) {
    const character = source[at]
    if (character === '\\') at++
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '(' && !inClass) {
      const named = source[at + 1] === '?' && source[at + 2] === '<' && source[at + 3] !== '=' && source[at + 3] !== '!'
      if (named) hasNames = true
      if (named || source[at + 1] !== '?') groupCount++
    }
  }
  return { groupCount, hasNames }
}

/** Reads a pattern. Throws RegexSyntaxError where Node would, RegexUnsupportedError for what this engine leaves out. */
export const parseRegex = (source: string, flags: RegexFlags): RegexPattern => {
  const state: State = { cursor: new RegexCursor(source, flags.unicode), flags, ...lookAhead(source), names: new Map(), references: [], groups: 0, depth: 0 }
  const root = readAlternatives(state)
  if (state.cursor.peek() !== -1) throw new RegexSyntaxError('Unmatched \')\'')
  for (const name of state.references) if (!state.names.has(name)) throw new RegexSyntaxError('Invalid named capture referenced')
  return { root, groupCount: state.groups, names: state.names }
}

const readAlternatives = (state: State): RegexNode => {
  if (++state.depth > deepest) throw new RegexUnsupportedError('a pattern nested this deeply')
  const options: RegexNode[] = [readSequence(state)]
  while (state.cursor.take('|')) options.push(readSequence(state))
  state.depth--
  return options.length === 1 ? options[0]! : { kind: 'alternatives', options }
}

const readSequence = (state: State): RegexNode => {
  const items: RegexNode[] = []
  for (;;) {
    const character = state.cursor.peek()
    if (character === -1 || character === 0x7c || character === 0x29) break
    items.push(readTerm(state))
  }
  return items.length === 1 ? items[0]! : { kind: 'sequence', items }
}

const readTerm = (state: State): RegexNode => {
  const { cursor, flags } = state
  const groupsBefore = state.groups
  if (cursor.take('^')) return { kind: 'assertion', what: 'start' }
  if (cursor.take('$')) return { kind: 'assertion', what: 'end' }
  const atom = cursor.sees('(') ? readGroup(state) : readAtom(state)
  const quantifiable = atom.kind === 'assertion' ? false : atom.kind !== 'look' || (atom.ahead && !flags.unicode)
  return quantifiable ? readQuantifier(state, atom, groupsBefore) : atom
}

const readAtom = (state: State): RegexNode => {
  const { cursor, flags } = state
  if (cursor.take('.')) return { kind: 'any' }
  if (cursor.take('[')) return { kind: 'set', set: readClass(state) }
  if (cursor.take('\\')) {
    const node = readAtomEscape(state)
    if (node.kind === 'named-backreference') state.references.push(node.name)
    return node
  }
  const text = String.fromCodePoint(cursor.peek())
  if ('*+?'.includes(text)) throw new RegexSyntaxError('Nothing to repeat')
  if (text === '{' && (flags.unicode || readBraces(state))) throw new RegexSyntaxError('Nothing to repeat')
  if (flags.unicode && (text === '}' || text === ']')) throw new RegexSyntaxError('Lone quantifier brackets')
  return { kind: 'character', value: cursor.next() }
}

const readGroup = (state: State): RegexNode => {
  const { cursor } = state
  cursor.next()
  // A sequence of one, so that an assertion in a group can be repeated.
  let wrap: (body: RegexNode) => RegexNode = (body) => body.kind === 'assertion' || body.kind === 'look' ? { kind: 'sequence', items: [body] } : body
  const look = lookForms.find(([text]) => cursor.take(text))
  if (look) wrap = (body) => ({ kind: 'look', ahead: look[1], negated: look[2], body })
  else if (cursor.take('?<')) {
    const index = ++state.groups
    const name = readGroupName(cursor)
    // Newer versions allow a name twice in different alternatives; versions do not agree on it.
    if (state.names.has(name)) throw new RegexUnsupportedError('two groups of one name')
    state.names.set(name, index)
    wrap = (body) => ({ kind: 'capture', index, body })
  } else if (!cursor.take('?:')) {
    if (/^\?[ims]*(-[ims]*)?:/.test(cursor.text.slice(cursor.at, cursor.at + 10))) throw new RegexUnsupportedError('modifiers')
    if (cursor.sees('?')) throw new RegexSyntaxError('Invalid group')
    const index = ++state.groups
    wrap = (body) => ({ kind: 'capture', index, body })
  }
  const body = readAlternatives(state)
  if (!cursor.take(')')) throw new RegexSyntaxError('Unterminated group')
  return wrap(body)
}

const lookForms: readonly (readonly [text: string, ahead: boolean, negated: boolean])[] = [
  ['?=', true, false], ['?!', true, true], ['?<=', false, false], ['?<!', false, true],
]

/** Takes `{n}`, `{n,}` or `{n,m}`; undefined (and nothing taken) where none stands here. */
const readBraces = ({ cursor }: State): [number, number] | undefined => {
  const before = cursor.at
  if (!cursor.take('{')) return undefined
  const min = cursor.decimal()
  let max = min
  if (min !== undefined && cursor.take(',')) max = cursor.decimal() ?? Infinity
  if (min === undefined || !cursor.take('}')) {
    cursor.at = before
    return undefined
  }
  return [min, max!]
}

const readQuantifier = (state: State, body: RegexNode, groupsBefore: number): RegexNode => {
  const { cursor, flags } = state
  let bounds: [number, number] | undefined
  if (cursor.take('*')) bounds = [0, Infinity]
  else if (cursor.take('+')) bounds = [1, Infinity]
  else if (cursor.take('?')) bounds = [0, 1]
  else {
    bounds = readBraces(state)
    if (!bounds && flags.unicode && cursor.sees('{')) throw new RegexSyntaxError('Incomplete quantifier')
  }
  if (!bounds) return body
  const [min, max] = bounds
  if (min > max) throw new RegexSyntaxError('numbers out of order in {} quantifier')
  return { kind: 'repeat', body, min, max, greedy: !cursor.take('?'), groups: [groupsBefore + 1, state.groups] }
}
