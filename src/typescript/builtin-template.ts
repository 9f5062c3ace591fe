// String methods on texts with holes: what is certain whatever the holes hold. `undefined` means: nothing is certain.
import { assumptionsOf, derived, template, type Abstract, type Machine, type Template, type Unknown } from '#value'
import { result, valueOf, type Operand } from './builtin-native.ts'

/** A method on a receiver or with arguments of which at least one has holes. */
export type TemplateMethod = (machine: Machine, self: Operand, args: readonly Operand[]) => Abstract | undefined

type Part = string | Unknown

/** The parts of an operand as text; undefined for what is not a text. */
export const partsOf = (operand: Operand): readonly Part[] => operand.kind === 'template' ? operand.parts : [String(operand.value)]

/** What a text surely begins with. */
export const prefixOf = (parts: readonly Part[]): string => typeof parts[0] === 'string' ? parts[0] : ''
const suffixOf = (parts: readonly Part[]): string => {
  const last = parts.at(-1)
  return typeof last === 'string' ? last : ''
}

/** A text of these parts that rests on what the operands rest on. */
export const textOf = (machine: Machine, parts: readonly Part[], operands: readonly Abstract[]): Abstract => template(parts, machine.site, assumptionsOf(operands))

/** A hole that went through a function of its own: what it holds is not what the old one held. */
export const throughHole = (hole: Unknown, of: string): Unknown => derived([hole], { id: `${of}(${hole.id})`, type: 'string', site: hole.site })

const compared = (known: string, wanted: string): boolean | undefined =>
  known.length >= wanted.length ? known.startsWith(wanted) : wanted.startsWith(known) ? undefined : false

const reversed = (text: string): string => Array.from({ length: text.length }, (_, index) => text[text.length - 1 - index]).join('')

const startsWith: TemplateMethod = (machine, self, [wanted, at]) => {
  if (!wanted || (at && valueOf(at) !== undefined && Number(valueOf(at)) > 0)) return undefined
  const answer = wanted.kind === 'template' ? startsWithTemplate(partsOf(self), wanted) : compared(prefixOf(partsOf(self)), String(wanted.value))
  return answer === undefined ? undefined : result(machine, answer, [self, wanted])
}

/** Does a text begin with a text that has holes: surely not, when their known beginnings differ. */
const startsWithTemplate = (parts: readonly Part[], wanted: Template): boolean | undefined => {
  const known = prefixOf(parts)
  const begin = prefixOf(wanted.parts)
  return known.startsWith(begin) || begin.startsWith(known) ? undefined : false
}

const endsWith: TemplateMethod = (machine, self, [wanted, end]) => {
  if (!wanted || wanted.kind === 'template' || (end && valueOf(end) !== undefined)) return undefined
  const answer = compared(reversed(suffixOf(partsOf(self))), reversed(String(wanted.value)))
  return answer === undefined ? undefined : result(machine, answer, [self, wanted])
}

const includes: TemplateMethod = (machine, self, [wanted, at]) => {
  if (!wanted || wanted.kind === 'template' || (at && valueOf(at) !== undefined)) return undefined
  const text = String(wanted.value)
  return text === '' || partsOf(self).some((part) => typeof part === 'string' && part.includes(text)) ? result(machine, true, [self, wanted]) : undefined
}

const indexOf: TemplateMethod = (machine, self, [wanted, at]) => {
  if (!wanted || wanted.kind === 'template' || (at && valueOf(at) !== undefined)) return undefined
  const found = prefixOf(partsOf(self)).indexOf(String(wanted.value))
  return found < 0 ? undefined : result(machine, found, [self, wanted])
}

const concat: TemplateMethod = (machine, self, args) => textOf(machine, [self, ...args].flatMap(partsOf), [self, ...args])

/** A whole number that an argument surely is; undefined where it is left out. */
const integer = (operand: Operand | undefined): number | undefined => {
  const value = valueOf(operand)
  return value === undefined ? undefined : Math.trunc(Number(value)) || 0
}

/** Cuts known characters off the ends; undefined where a cut would go into a hole. */
const cut = (parts: readonly Part[], front: number, back: number): readonly Part[] | undefined => {
  const prefix = prefixOf(parts)
  const suffix = suffixOf(parts)
  if (front > prefix.length || back > suffix.length) return undefined
  const rest: Part[] = [...parts]
  if (front > 0) rest[0] = prefix.slice(front)
  if (back > 0) rest[rest.length - 1] = suffix.slice(0, suffix.length - back)
  return rest
}

const slice: TemplateMethod = (machine, self, args) => {
  if (self.kind !== 'template') return undefined
  const { parts } = self
  const from = integer(args[0]) ?? 0
  const to = integer(args[1])
  if (from >= 0 && to !== undefined && to >= 0) {
    return to <= prefixOf(parts).length ? result(machine, prefixOf(parts).slice(from, to), [self, ...args]) : undefined
  }
  if (from < 0) {
    const suffix = suffixOf(parts)
    if (-from > suffix.length || (to !== undefined && to >= 0)) return undefined
    return result(machine, suffix.slice(from, to), [self, ...args])
  }
  const rest = cut(parts, from, to === undefined ? 0 : -to)
  return rest && textOf(machine, rest, [self, ...args])
}

const substring: TemplateMethod = (machine, self, args) => {
  if (self.kind !== 'template') return undefined
  const from = Math.max(integer(args[0]) ?? 0, 0)
  const to = integer(args[1])
  const prefix = prefixOf(self.parts)
  if (to !== undefined) return Math.max(from, to) <= prefix.length ? result(machine, prefix.substring(from, to), [self, ...args]) : undefined
  const rest = cut(self.parts, from, 0)
  return rest && textOf(machine, rest, [self, ...args])
}

const substr: TemplateMethod = (machine, self, args) => {
  const from = integer(args[0]) ?? 0
  const length = integer(args[1])
  if (self.kind !== 'template' || from < 0 || (length !== undefined && length < 0)) return undefined
  const prefix = prefixOf(self.parts)
  if (length !== undefined) return from + length <= prefix.length ? result(machine, prefix.substr(from, length), [self, ...args]) : undefined
  const rest = cut(self.parts, from, 0)
  return rest && textOf(machine, rest, [self, ...args])
}

/** A method that looks at one position, counted from the front; `ends` also allows positions from the end. */
const atPosition = (look: (text: string, at: number) => string | number | undefined, ends: boolean): TemplateMethod => (machine, self, [at]) => {
  if (self.kind !== 'template') return undefined
  const index = integer(at) ?? 0
  const prefix = prefixOf(self.parts)
  const suffix = suffixOf(self.parts)
  if (index < 0) return ends && -index <= suffix.length ? result(machine, look(suffix, index), [self]) : undefined
  return index < prefix.length ? result(machine, look(prefix, index), [self]) : undefined
}

const hasSurrogate = (text: string): boolean => /[\ud800-\udfff]/.test(text)

/** Changes case part by part: certain unless a letter's case depends on its neighbours (final sigma, halves of pairs). */
const inCase = (name: 'toLowerCase' | 'toUpperCase'): TemplateMethod => (machine, self) => {
  const parts = partsOf(self)
  if (parts.some((part) => typeof part === 'string' && (part.includes('\u03a3') || hasSurrogate(part)))) return undefined
  return textOf(machine, parts.map((part) => typeof part === 'string' ? part[name]() : throughHole(part, name)), [self])
}

const trimmed = (atStart: boolean, atEnd: boolean): TemplateMethod => (machine, self) => {
  const parts: Part[] = [...partsOf(self)]
  if (atStart) {
    const start = prefixOf(parts).trimStart()
    if (start === '') return undefined
    parts[0] = start
  }
  if (atEnd) {
    const end = suffixOf(parts).trimEnd()
    if (end === '') return undefined
    parts[parts.length - 1] = end
  }
  return textOf(machine, parts, [self])
}

const longestRepeat = 1000

const repeat: TemplateMethod = (machine, self, [count]) => {
  const times = integer(count) ?? 0
  if (times < 0 || times * partsOf(self).length > longestRepeat) return undefined
  machine.checkLength(partsOf(self).reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0) * times, 'text')
  return textOf(machine, Array.from({ length: times }, () => partsOf(self)).flat(), [self])
}

const pad: TemplateMethod = (_machine, self, [length]) => {
  const known = partsOf(self).reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0)
  return self.kind === 'template' && known >= Number(valueOf(length)) ? self : undefined
}

/** What is certain of a String method's result where a text has holes. */
export const templateMethods: Readonly<Record<string, TemplateMethod>> = {
  startsWith, endsWith, includes, indexOf, concat, slice, substring, substr, repeat,
  at: atPosition((text, at) => text.at(at), true),
  charAt: atPosition((text, at) => text.charAt(at), false),
  charCodeAt: atPosition((text, at) => text.charCodeAt(at), false),
  toLowerCase: inCase('toLowerCase'), toUpperCase: inCase('toUpperCase'),
  trim: trimmed(true, true), trimStart: trimmed(true, false), trimEnd: trimmed(false, true),
  padStart: pad, padEnd: pad,
}
