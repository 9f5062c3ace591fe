// The String methods that take patterns (match, replace, search, split …), for texts and regular expressions, on texts with or without holes.
import { choice, derived, known, native, symbolPrefix, template, undefinedValue, type Abstract, type Condition, type Machine, type Native, type NativeTable, type Obj } from '#value'
import { lifted, onPrimitives, pureUnknown, result, valueOf, type Operand } from './builtin-native.ts'
import { execAndMove, firstMatch, matchArray, newRegexp, regexpOf, tryMatch, type RegexpData } from './builtin-regexp.ts'
import { replaceAround } from './builtin-replace-around.ts'
import { expandReplacement, expandTemplate, type Found } from './builtin-replacement.ts'
import { partsOf, prefixOf, textOf } from './builtin-template.ts'
import { execRegex, type Regex, type RegexMatch } from '#regex'

/** Unknown texts as texts with one hole, so that they can stand within others. */
const asText = (value: Abstract): Abstract =>
  value.kind === 'unknown' ? template([value], value.site, value.assumed)
    : value.kind === 'choice' ? choice(value.when, asText(value.then), asText(value.else))
      : value

const mostConditions = 8

/** Do values depend on so many conditions that their combinations are too many to be followed? */
const hasMany = (values: readonly Abstract[]): boolean => {
  const conditions = new Set<Condition>()
  const look = (value: Abstract): void => {
    if (value.kind !== 'choice') return
    conditions.add(value.when)
    look(value.then)
    look(value.else)
  }
  values.forEach(look)
  return conditions.size > mostConditions
}

/** Texts one after the other; unknown ones leave holes. */
export const joinTexts = (machine: Machine, texts: readonly Abstract[], of: string): Abstract =>
  hasMany(texts) ? derived(texts, { type: 'string', site: machine.site }) : lifted(machine, of, texts.map((text) => asText(text.kind === 'object' ? machine.toText(text) : text)), (operands) => {
    const parts = operands.flatMap((one) => one.kind === 'template' ? one.parts : one.kind === 'primitive' ? [String(one.value)] : [])
    machine.checkLength(parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0), 'text')
    return textOf(machine, parts, operands)
  }, { templates: true, type: 'string' })

/** All matches in a known text; undefined where the engine does not say. */
const allMatches = (machine: Machine, regex: Regex | undefined, text: string): readonly RegexMatch[] | undefined =>
  tryMatch(machine, regex, (one, spend) => {
    const matches: RegexMatch[] = []
    for (let at = 0; ;) {
      const match = execRegex(one, text, at, spend)
      if (!match) return matches
      matches.push(match)
      machine.checkLength(matches.length, 'array')
      at = match.end > match.index ? match.end : advance(one, text, match.end)
    }
  })

const advance = (regex: Regex, text: string, at: number): number => at + (regex.flags.unicode && text.codePointAt(at)! > 0xffff ? 2 : 1)

const isGlobal = (regexp: Obj): boolean => (regexp.data as RegexpData).flags.includes('g')

/** Where a RegExp object looks first; undefined where that is not known. */
const lastIndexOf = (machine: Machine, regexp: Obj): number | undefined => {
  const value = machine.resolve(machine.get(regexp, 'lastIndex'))
  return value.kind === 'primitive' ? Math.max(Math.trunc(Number(value.value)) || 0, 0) : undefined
}

/** The matches that a replacement or `match` is about: all with g, the next one without. Undefined: not certain. */
const matchesFor = (machine: Machine, regexp: Obj, text: Operand): readonly RegexMatch[] | undefined => {
  const { regex } = regexp.data as RegexpData
  if (!isGlobal(regexp)) {
    const from = lastIndexOf(machine, regexp)
    const match = from === undefined ? undefined : execAndMove(machine, regexp, text, from)
    return match === undefined ? undefined : match ? [match] : []
  }
  machine.set(regexp, 'lastIndex', known(0))
  if (text.kind === 'primitive') return allMatches(machine, regex, String(text.value))
  // Of a text with holes all matches are certain only where there can be but one.
  const match = regex?.anchored ? firstMatch(machine, regex, text, 0) : undefined
  return match === undefined ? undefined : match ? [match] : []
}

type Replacer = (machine: Machine, found: Found, regex: Regex | undefined, position: number, text: Operand) => Abstract | undefined

/** How a match is replaced: by a function's result, or by a text with `$` forms. */
const replacerOf = (replacement: Operand | Obj): Replacer => {
  if (replacement.kind === 'object') {
    return (machine, found, regex, position, text) => {
      const captures = found.captures.map((one) => one === undefined ? undefinedValue : result(machine, one, [text]))
      const named = regex && regex.names.size > 0 ? [machine.object([...regex.names].map(([name, group]) => [name, captures[group - 1]!] as const), null)] : []
      return machine.toText(machine.call(replacement, undefinedValue, [result(machine, found.matched, [text]), ...captures, result(machine, position, [text]), text, ...named]))
    }
  }
  return (machine, found, _regex, _position, text) => {
    const parts = replacement.kind === 'template' ? expandTemplate(replacement) : expandReplacement(String(replacement.value), found)
    return parts && textOf(machine, parts, [text, replacement])
  }
}

const replaceMatches = (machine: Machine, text: Operand, matches: readonly RegexMatch[], regex: Regex | undefined, replacer: Replacer): Abstract | undefined => {
  const parts = partsOf(text)
  const begin = prefixOf(parts)
  const rest = parts.slice(typeof parts[0] === 'string' ? 1 : 0)
  const pieces: Abstract[] = []
  let done = 0
  for (const match of matches) {
    const [matched, ...captures] = match.groups
    const named = regex && regex.names.size > 0 ? new Map([...regex.names].map(([name, group]) => [name, match.groups[group]])) : undefined
    const found: Found = { matched: matched!, before: begin.slice(0, match.index), after: [begin.slice(match.end), ...rest], captures, named }
    const piece = replacer(machine, found, regex, match.index, text)
    if (piece === undefined) return undefined
    pieces.push(known(begin.slice(done, match.index)), piece)
    done = match.end
  }
  if (pieces.length === 0) return text
  const tail = textOf(machine, [begin.slice(done), ...rest], [text])
  return joinTexts(machine, [...pieces, tail], 'replace')
}

/** Where a plain text stands: the first place, or all of them. Undefined: not certain. */
const placesOf = (machine: Machine, text: Operand, wanted: Operand, all: boolean): readonly RegexMatch[] | undefined => {
  if (wanted.kind === 'template' || (text.kind === 'template' && all)) return undefined
  const begin = text.kind === 'template' ? prefixOf(text.parts) : String(text.value)
  const what = String(wanted.value)
  const matches: RegexMatch[] = []
  for (let at = begin.indexOf(what); at >= 0; at = begin.indexOf(what, at + Math.max(what.length, 1))) {
    matches.push({ index: at, end: at + what.length, ranges: [[at, at + what.length]], groups: [what] })
    machine.checkLength(matches.length, 'array')
    if (!all || (what === '' && at === begin.length)) break
  }
  machine.spend(begin.length / 100)
  return matches.length === 0 && text.kind === 'template' ? undefined : matches
}

/** What a callback gives when it is not known how often and with what it is called: what it changes becomes unknown with it. */
const opaqueCall = (machine: Machine, callback: Abstract, of: string): Abstract =>
  machine.call(machine.unknown('derived', { of }), undefinedValue, [callback])

const isCallable = (value: Abstract): value is Obj => value.kind === 'object' && value.type === 'function'

const replaceWith = (all: boolean): Native['call'] => (machine, self, args) => {
  const name = all ? 'replaceAll' : 'replace'
  const path = `String.prototype.${name}`
  const given = args[1] ?? undefinedValue
  return lifted(machine, path, [args[0] ?? undefinedValue, given], ([pattern, replacement]) => {
    if (all && regexpOf(pattern) && !isGlobal(pattern as Obj)) machine.throwError('TypeError', `${path} must be called with a global RegExp`)
    const own = ownMethod(machine, pattern!, 'replace')
    if (own) return machine.call(own, pattern!, [self, given])
    const isRegexp = regexpOf(pattern) !== undefined
    const texts = [asText(machine.toText(self)), ...(isRegexp ? [] : [pattern!]), ...(isCallable(replacement!) ? [] : [replacement!])]
    return onPrimitives(machine, path, texts, ['text'], (operands) => {
      const text = operands[0]!
      const regex = regexpOf(pattern)?.regex
      const matches = isRegexp ? matchesFor(machine, pattern as Obj, text) : placesOf(machine, text, operands[1]!, all)
      if (isCallable(replacement!)) return (matches && replaceMatches(machine, text, matches, regex, replacerOf(replacement))) ?? opaqueCall(machine, replacement, path)
      const by = operands.at(-1)!
      const everywhere = isRegexp ? isGlobal(pattern as Obj) && regex : all && operands[1]!
      const replaced = matches ? replaceMatches(machine, text, matches, regex, replacerOf(by)) : replaceKnown(machine, text, everywhere, by)
      return replaced ?? pureUnknown(machine, path, [...operands, pattern!], 'string')
    }, { templates: true, type: 'string' })
  }, { templates: true, type: 'string' })
}

/** Replaces all that is certain in a text with holes. */
const replaceKnown = (machine: Machine, text: Operand, pattern: Regex | Operand | false | undefined, replacement: Operand): Abstract | undefined => {
  if (!pattern || text.kind !== 'template' || replacement.kind !== 'primitive') return undefined
  if (!('kind' in pattern)) return replaceAround(machine, text, pattern, String(replacement.value))
  return pattern.kind === 'primitive' ? replaceAround(machine, text, String(pattern.value), String(replacement.value)) : undefined
}

/** A method under a well-known symbol that is not the realm's own: classes can say themselves what replacing by them means. */
const ownMethod = (machine: Machine, pattern: Abstract, symbol: string): Abstract | undefined => {
  if (pattern.kind !== 'object' || pattern.type === 'regexp') return undefined
  return machine.method(pattern, symbolPrefix + symbol)
}

/** A pattern method's frame: what the pattern says itself, else a RegExp made of it; then `f` on the RegExp and the text. */
const withPattern = (name: string, flags: string, f: (machine: Machine, regexp: Obj, text: Operand) => Abstract | undefined): Native['call'] => (machine, self, args) =>
  lifted(machine, `String.prototype.${name}`, [args[0] ?? undefinedValue], ([pattern]) => {
    const own = ownMethod(machine, pattern!, name)
    if (own) return machine.call(own, pattern!, [self])
    if (name === 'matchAll' && regexpOf(pattern) && !isGlobal(pattern as Obj)) machine.throwError('TypeError', 'String.prototype.matchAll called with a non-global RegExp argument')
    const isRegexp = regexpOf(pattern) !== undefined
    const none = pattern?.kind === 'primitive' && pattern.value === undefined
    return onPrimitives(machine, `String.prototype.${name}`, isRegexp || none ? [self] : [self, pattern!], ['text'], (operands) => {
      const text = operands[0]!
      if (operands[1]?.kind === 'template') return pureUnknown(machine, name, operands)
      const regexp = isRegexp ? pattern as Obj : newRegexp(machine, none ? '' : String(valueOf(operands[1])), flags)
      return f(machine, regexp, text) ?? pureUnknown(machine, name, [text, regexp])
    }, { templates: true })
  })

const match = withPattern('match', '', (machine, regexp, text) => {
  const matches = matchesFor(machine, regexp, text)
  if (!matches) return undefined
  if (matches.length === 0) return result(machine, null, [text])
  if (!isGlobal(regexp)) return matchArray(machine, (regexp.data as RegexpData).regex!, matches[0]!, text)
  return machine.array(matches.map((one) => result(machine, one.groups[0]!, [text])))
})

const matchAll = withPattern('matchAll', 'g', (machine, regexp, text) => {
  const { regex } = regexp.data as RegexpData
  if (text.kind === 'template' || lastIndexOf(machine, regexp) !== 0) return undefined
  const matches = allMatches(machine, regex, String(text.value))
  return matches && machine.iterator(matches.map((one) => matchArray(machine, regex!, one, text)))
})

const search = withPattern('search', '', (machine, regexp, text) => {
  const found = firstMatch(machine, (regexp.data as RegexpData).regex, text, 0)
  return found === undefined ? undefined : result(machine, found ? found.index : -1, [text])
})

const limitOf = (operand: Operand | undefined): number => {
  const value = valueOf(operand)
  return value === undefined ? 2 ** 32 - 1 : Number(value) >>> 0
}

const splitByRegex = (machine: Machine, regexp: Obj, text: string): readonly (string | undefined)[] | undefined => {
  const { regex } = regexp.data as RegexpData
  return tryMatch(machine, regex && { ...regex, flags: { ...regex.flags, sticky: false } }, (one, spend) => {
    if (text === '') return execRegex(one, text, 0, spend) ? [] : [text]
    const pieces: (string | undefined)[] = []
    let from = 0
    for (let at = 0; at < text.length;) {
      const found = execRegex(one, text, at, spend)
      if (!found || found.index >= text.length) break
      if (found.end === from) {
        at = advance(one, text, Math.max(at, found.index))
        continue
      }
      pieces.push(text.slice(from, found.index), ...found.groups.slice(1))
      machine.checkLength(pieces.length, 'array')
      from = found.end
      at = found.end === found.index ? advance(one, text, from) : from
    }
    return [...pieces, text.slice(from)]
  })
}

const split: Native['call'] = (machine, self, args) => {
  const path = 'String.prototype.split'
  return lifted(machine, path, [args[0] ?? undefinedValue], ([separator]) => {
    const own = ownMethod(machine, separator!, 'split')
    if (own) return machine.call(own, separator!, [self, ...args.slice(1)])
    const isRegexp = regexpOf(separator) !== undefined
    const none = separator?.kind === 'primitive' && separator.value === undefined
    return onPrimitives(machine, path, [self, args[1] ?? undefinedValue, ...(isRegexp || none ? [] : [separator!])], ['text', 'number', 'text'], (operands) => {
      const [text, limit, literal] = operands
      if (none) return machine.array(limitOf(limit) === 0 ? [] : [text!])
      if (text!.kind === 'template' || literal?.kind === 'template') return pureUnknown(machine, path, operands, 'array')
      machine.spend(String(text!.value).length / 100)
      if (!isRegexp && literal?.value === '') machine.checkLength(String(text!.value).length, 'array')
      const pieces = isRegexp ? splitByRegex(machine, separator as Obj, String(text!.value)) : String(text!.value).split(String(valueOf(literal)))
      if (!pieces) return pureUnknown(machine, path, [...operands, separator!], 'array')
      machine.checkLength(pieces.length, 'array')
      return machine.array(pieces.slice(0, limitOf(limit)).map((piece) => piece === undefined ? undefinedValue : result(machine, piece, operands)))
    }, { templates: true, type: 'array' })
  }, { templates: true, type: 'array' })
}

const notNull = (name: string, call: Native['call']): Native['call'] => (machine, self, args) => {
  if (self.kind === 'primitive' && (self.value === null || self.value === undefined)) machine.throwError('TypeError', `String.prototype.${name} called on null or undefined`)
  return call(machine, self, args)
}

/** `regexp[Symbol.replace](text, …)` and its like: the String method with the two swapped. */
const swapped = (call: Native['call']): Native['call'] => (machine, self, args) =>
  lifted(machine, 'RegExp', [self], ([regexp]) => {
    if (!regexpOf(regexp)) return machine.throwError('TypeError', 'Receiver is not a RegExp')
    return call(machine, machine.toText(args[0] ?? undefinedValue), [regexp!, ...args.slice(1)])
  })

const calls: Readonly<Record<string, readonly [length: number, call: Native['call']]>> = {
  match: [1, match], matchAll: [1, matchAll], replace: [2, replaceWith(false)], search: [1, search], split: [2, split],
}

/** The String methods that take patterns, and the symbols' methods of RegExp that they stand on. */
export const patternNatives: NativeTable = {
  'String.prototype.replaceAll': native('replaceAll', 2, notNull('replaceAll', replaceWith(true))),
  ...Object.fromEntries(Object.entries(calls).flatMap(([name, [length, call]]) => [
    [`String.prototype.${name}`, native(name, length, notNull(name, call))],
    [`RegExp.prototype.@@${name}`, native(`[Symbol.${name}]`, length, swapped(call))],
  ])),
}

