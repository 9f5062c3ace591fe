// RegExp objects: the constructor, exec and test, the flags' getters. The matching itself is `regex.ts`.
import { known, native, slot, undefinedValue, writeField, writeProp, type Abstract, type Machine, type Native, type NativeTable, type Obj } from '#value'
import { lifted, nativesOf, onPrimitives, pureUnknown, result, unknownTable, valueOf, type Operand } from './builtin-native.ts'
import { partsOf, prefixOf } from './builtin-template.ts'
import { compileRegex, execOnPrefix, execRegex, RegexSyntaxError, RegexUnsupportedError, type Regex, type RegexMatch } from '#regex'

/** What a RegExp object holds inside (`Obj.data`). No `regex`: the engine leaves the pattern out, so results are unknown. */
export interface RegexpData {
  readonly source: string
  readonly flags: string
  readonly regex: Regex | undefined
}

const compiled = new Map<string, RegexpData>()
const mostCompiled = 500

/** Compiles a pattern, or takes it from those compiled lately. Throws the program's SyntaxError for what is not valid. */
const compile = (machine: Machine, source: string, flags: string): RegexpData => {
  const key = `${flags}/${source}`
  const before = compiled.get(key)
  if (before) return before
  machine.spend(1 + source.length / 10)
  let regex: Regex | undefined
  try {
    regex = compileRegex(source, flags)
  } catch (error) {
    if (error instanceof RegexSyntaxError) machine.throwError('SyntaxError', error.message.startsWith('Invalid flags') ? error.message : `Invalid regular expression: /${source}/${flags}: ${error.message}`)
    if (!(error instanceof RegexUnsupportedError)) throw error
  }
  const data = { source, flags, regex }
  if (compiled.size >= mostCompiled) compiled.clear()
  compiled.set(key, data)
  return data
}

/** A new RegExp object: what a literal `/source/flags` evaluates to. */
export const newRegexp = (machine: Machine, source: string, flags: string, proto: Obj = machine.intrinsic('RegExp.prototype')): Obj => {
  const regexp = machine.make('regexp', proto)
  regexp.data = compile(machine, source, flags)
  writeProp(machine.heap, regexp, 'lastIndex', slot(known(0), { configurable: false }))
  return regexp
}

/** What a RegExp object holds; undefined for other values, and for one with an `exec` of its own. */
export const regexpOf = (value: Abstract | undefined): RegexpData | undefined =>
  value?.kind === 'object' && value.type === 'regexp' ? value.data as RegexpData : undefined

/** Steps that one match may take: a pattern that explodes must not eat up what the rest of a file needs. */
const mostSteps = 200_000

/** Runs the engine for a program: steps are paid for; where engines do not agree, the result is undefined. */
export const tryMatch = <T>(machine: Machine, regex: Regex | undefined, match: (regex: Regex, spend: (steps: number) => void) => T): T | undefined => {
  if (!regex) return undefined
  let left = mostSteps
  const spend = (steps: number): void => {
    left -= steps
    if (left < 0) machine.limit('steps of a regular expression')
    machine.spend(steps)
  }
  try {
    return match(regex, spend)
  } catch (error) {
    if (error instanceof RegexUnsupportedError) return undefined
    throw error
  }
}

/** The array that exec and match give: captures, `index`, `input`, `groups`. */
export const matchArray = (machine: Machine, regex: Regex, match: RegexMatch, input: Abstract): Obj => {
  const text = (value: string | undefined): Abstract => value === undefined ? undefinedValue : result(machine, value, [input])
  const array = machine.array(match.groups.map(text))
  const add = (to: Obj, key: string, value: Abstract) => writeProp(machine.heap, to, key, value)
  add(array, 'index', result(machine, match.index, [input]))
  add(array, 'input', input)
  const named = (valueOfGroup: (group: number) => Abstract): Abstract =>
    regex.names.size === 0 ? undefinedValue : machine.object([...regex.names].map(([name, group]) => [name, valueOfGroup(group)] as const), null)
  add(array, 'groups', named((group) => text(match.groups[group])))
  if (regex.flags.indices) {
    const range = (group: number): Abstract => {
      const pair = match.ranges[group]
      return pair ? machine.array(pair.map((at) => result(machine, at, [input]))) : undefinedValue
    }
    const indices = machine.array(match.ranges.map((_, group) => range(group)))
    add(indices, 'groups', named(range))
    add(array, 'indices', indices)
  }
  return array
}

/** Finds the first match in a text, which may have holes; undefined: not certain. Null: certainly none. */
export const firstMatch = (machine: Machine, regex: Regex | undefined, operand: Operand, lastIndex: number): RegexMatch | null | undefined => {
  if (operand.kind === 'template') {
    return lastIndex > 0 ? undefined : tryMatch(machine, regex, (one, spend) => execOnPrefix(one, prefixOf(partsOf(operand)), spend))
  }
  return tryMatch(machine, regex, (one, spend) => execRegex(one, String(operand.value), lastIndex, spend))
}

/** One `exec`: looks where `lastIndex` says (g and y) and moves it. Undefined: not certain, and then `lastIndex` is unknown. */
export const execAndMove = (machine: Machine, regexp: Obj, operand: Operand, lastIndex: number): RegexMatch | null | undefined => {
  const { regex, flags } = regexp.data as RegexpData
  const moves = flags.includes('g') || flags.includes('y')
  const match = firstMatch(machine, regex, operand, moves ? lastIndex : 0)
  if (moves) machine.set(regexp, 'lastIndex', match === undefined ? machine.unknown('derived', { type: 'number' }) : known(match?.end ?? 0))
  return match
}

/** Runs `f` on a RegExp receiver, a text and the place to start at, choices decided. */
export const withSearch = (machine: Machine, path: string, self: Abstract, text: Abstract, f: (regexp: Obj, text: Operand, lastIndex: number) => Abstract): Abstract =>
  lifted(machine, path, [self], ([regexp]) => {
    if (regexp?.kind !== 'object' || regexp.type !== 'regexp') return machine.throwError('TypeError', `Receiver is not a RegExp: ${path}`)
    return onPrimitives(machine, path, [text, machine.get(regexp, 'lastIndex')], ['text', 'number'], ([subject, lastIndex]) =>
      f(regexp, subject!, Math.max(Math.trunc(Number(valueOf(lastIndex))) || 0, 0)), { templates: true })
  })

const exec: Native['call'] = (machine, self, args) =>
  withSearch(machine, 'RegExp.prototype.exec', self, args[0] ?? undefinedValue, (regexp, text, lastIndex) => {
    const match = execAndMove(machine, regexp, text, lastIndex)
    if (match === undefined) return pureUnknown(machine, 'exec', [regexp, text])
    return match === null ? result(machine, null, [text]) : matchArray(machine, (regexp.data as RegexpData).regex!, match, text)
  })

const test: Native['call'] = (machine, self, args) =>
  withSearch(machine, 'RegExp.prototype.test', self, args[0] ?? undefinedValue, (regexp, text, lastIndex) => {
    const match = execAndMove(machine, regexp, text, lastIndex)
    const { source, flags } = regexp.data as RegexpData
    return match === undefined ? pureUnknown(machine, `/${source}/${flags}.test`, [text], 'boolean') : result(machine, match !== null, [text])
  })

/** The source as `source` shows it: valid between slashes. */
const shownSource = (source: string): string => {
  let out = ''
  let inClass = false
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!
    if (character === '\\' && source[at + 1] !== '\n' && source[at + 1] !== '\r') {
      out += character + (source[++at] ?? '')
      continue
    }
    if (character === '[') inClass = true
    else if (character === ']') inClass = false
    const next = character === '\\' ? source[++at]! : character
    const escaped = { '\n': '\\n', '\r': '\\r', '\u2028': '\\u2028', '\u2029': '\\u2029' }[next]
    out += escaped ?? (next === '/' && !inClass ? '\\/' : next)
  }
  return out || '(?:)'
}

const getter = (name: string, of: (data: RegexpData) => string | boolean): readonly [string, Native] => [`get RegExp.prototype.${name}`, native(`get ${name}`, 0, (machine, self) =>
  lifted(machine, `get ${name}`, [self], ([regexp]) => {
    const data = regexpOf(regexp)
    if (data) return known(of(data), machine.site)
    if (regexp === machine.intrinsic('RegExp.prototype')) return name === 'source' ? known('(?:)') : name === 'flags' ? known('') : undefinedValue
    return machine.throwError('TypeError', `RegExp.prototype.${name} getter called on non-RegExp object`)
  }))]

const flagLetters = { hasIndices: 'd', global: 'g', ignoreCase: 'i', multiline: 'm', dotAll: 's', unicode: 'u', unicodeSets: 'v', sticky: 'y' }

const make = (machine: Machine, args: readonly Abstract[], newTarget: Obj | undefined): Abstract =>
  lifted(machine, 'RegExp', [args[0] ?? undefinedValue, args[1] ?? undefinedValue], ([pattern, flags]) => {
    const data = regexpOf(pattern)
    const given = flags?.kind === 'primitive' && flags.value === undefined
    if (data && given && !newTarget) return pattern!
    const source = data ? known(data.source) : pattern?.kind === 'primitive' && pattern.value === undefined ? known('') : pattern!
    return onPrimitives(machine, 'RegExp', [source, given ? known(data?.flags ?? '') : flags!], ['text'], ([one, two]) =>
      newRegexp(machine, String(valueOf(one)), String(valueOf(two)), newTarget && machine.protoFor(newTarget, 'RegExp')))
  })

const recompile: Native['call'] = (machine, self, args) => lifted(machine, 'RegExp.prototype.compile', [self], ([regexp]) => {
  if (regexp?.kind !== 'object' || regexp.type !== 'regexp') return machine.throwError('TypeError', 'Receiver is not a RegExp')
  const fresh = make(machine, args, machine.intrinsic('RegExp'))
  writeField(machine.heap, regexp, 'data', regexpOf(fresh) ?? { source: '', flags: '', regex: undefined })
  machine.set(regexp, 'lastIndex', known(0))
  return regexp
})

const toText: Native['call'] = (machine, self) => lifted(machine, 'RegExp.prototype.toString', [self], ([regexp]) => {
  const data = regexpOf(regexp)
  return data ? known(`/${shownSource(data.source)}/${data.flags.split('').toSorted().join('')}`, machine.site) : machine.throwError('TypeError', 'Receiver is not a RegExp')
})

/** `RegExp.escape`: the text with all that means something in a pattern escaped. */
const escape: Native['call'] = (machine, _self, args) => lifted(machine, 'RegExp.escape', [args[0] ?? undefinedValue], ([text]) => {
  if (text?.kind !== 'primitive' || typeof text.value !== 'string') return machine.throwError('TypeError', 'not a string')
  const hex = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  const units = (character: string) => character.split('').map((unit) => unit.charCodeAt(0) < 256 ? hex(unit) : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  const controls: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\v': '\\v', '\f': '\\f', '\r': '\\r' }
  const one = (character: string, index: number): string => {
    if (index === 0 && /[0-9A-Za-z]/.test(character)) return hex(character)
    if ('^$\\.*+?()[]{}|/'.includes(character)) return `\\${character}`
    if (controls[character]) return controls[character]
    return /[,\-=<>#&!%:;@~'`"\s]/.test(character) || /^[\ud800-\udfff]$/.test(character) ? units(character) : character
  }
  return result(machine, Array.from(text.value, one).join(''), [text])
}, { type: 'string' })

const lastMatchNames = ['input', '$_', 'lastMatch', '$&', 'lastParen', '$+', 'leftContext', '$`', 'rightContext', "$'", ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((group) => `$${group}`)]

/** RegExp, its methods and getters. What the last match left on RegExp itself (`RegExp.$1`) is not followed. */
export const regexpNatives: NativeTable = {
  RegExp: native('RegExp', 2, (machine, _self, args) => make(machine, args, undefined), (machine, args, newTarget) => make(machine, args, newTarget)),
  ...nativesOf({
    'RegExp.escape': [1, escape],
    'RegExp.prototype.compile': [2, recompile],
    'RegExp.prototype.exec': [1, exec],
    'RegExp.prototype.test': [1, test],
    'RegExp.prototype.toString': [0, toText],
  }),
  ...unknownTable('unsupported', 'what the last match left', Object.fromEntries(lastMatchNames.map((name) => [`get RegExp.${name}`, 0])), 'string'),
  ...Object.fromEntries([
    getter('source', ({ source }) => shownSource(source)),
    getter('flags', ({ flags }) => flags.split('').toSorted().join('')),
    ...Object.entries(flagLetters).map(([name, letter]) => getter(name, ({ flags }) => flags.includes(letter))),
  ]),
}

