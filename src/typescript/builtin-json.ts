// JSON: parsing known texts, and writing values of which some parts may not be known.
import {
  absent, assumptionsOf, derived, enumerableKeys, hasGuards, hole, known, native, removeProp, template, undefinedValue,
  type Abstract, type Condition, type Machine, type Native, type NativeTable, type Obj, type Unknown,
} from '#value'
import { askHost, onPrimitives, pureUnknown, valueOf } from './builtin-native.ts'
import { unlisted } from './fixed.ts'
import { defineData } from './member-write.ts'
import { lookOwn } from './member.ts'
import type { Run } from './run.ts'

const deepest = 400

const fromHost = (machine: Machine, value: unknown, assumed: Abstract, depth: number): Abstract => {
  if (depth > deepest) machine.limit('nested JSON')
  if (Array.isArray(value)) {
    machine.checkLength(value.length, 'array')
    return machine.array(value.map((item) => fromHost(machine, item, assumed, depth + 1)))
  }
  if (typeof value !== 'object' || value === null) return known(value as string | number | boolean | null, machine.site, assumed.kind === 'primitive' ? assumed.assumed : undefined)
  const object = machine.object()
  for (const [key, inner] of Object.entries(value)) defineData(machine as Run, object, key, fromHost(machine, inner, assumed, depth + 1))
  return object
}

const parse: Native['call'] = (machine, _self, args) => onPrimitives(machine, 'JSON.parse', [args[0] ?? undefinedValue], ['text'], ([text]) => {
  machine.spend(String(valueOf(text)).length / 100)
  const value = fromHost(machine, askHost(machine, (): unknown => JSON.parse(String(valueOf(text)))), text!, 0)
  const reviver = machine.resolve(args[1] ?? undefinedValue)
  if (reviver.kind === 'object' && reviver.type === 'function') return revive(machine, reviver, machine.object([['', value]]), '')
  return reviver.kind === 'unknown' || reviver.kind === 'choice' || reviver.kind === 'maybe' ? machine.call(machine.unknown('derived', { of: 'JSON.parse' }), undefinedValue, [reviver]) : value
})

/** What a reviver makes of the value under a key: it is asked for the inner values first. */
const revive = (machine: Machine, reviver: Obj, holder: Obj, key: string): Abstract => {
  const value = machine.get(holder, key)
  if (value.kind === 'object') {
    const keys = value.items === undefined ? enumerableKeys(value) : value.items.map((_, index) => String(index))
    for (const inner of keys) {
      const revived = machine.resolve(revive(machine, reviver, value, inner))
      if (revived.kind !== 'primitive' || revived.value !== undefined) defineData(machine as Run, value, inner, revived)
      else if (value.items === undefined) removeProp(machine.heap, value, inner)
      else defineData(machine as Run, value, inner, hole)
    }
  }
  return machine.call(reviver, holder, [known(key, machine.site), value])
}

/** Thrown within the writer: the text depends on a condition, so both sides are to be written. */
class Undecided {
  readonly when: Condition
  constructor(when: Condition) { this.when = when }
}

/** Thrown within the writer: nothing can be said of the text. */
class Untold {
  readonly because: Abstract
  constructor(because: Abstract) { this.because = because }
}

type Part = string | Unknown

interface Writer {
  readonly machine: Machine
  readonly indent: string
  readonly replacer: Obj | undefined
  readonly only: readonly string[] | undefined
  readonly stack: Obj[]
  readonly out: Part[]
  readonly used: Abstract[]
  length: number
}

const write = (writer: Writer, part: Part): void => {
  writer.out.push(part)
  writer.length += typeof part === 'string' ? part.length : 1
  if (writer.length > 10_000) writer.machine.checkLength(writer.length, 'text')
}

/** What is written for a value, after toJSON and the replacer: undefined where JSON leaves it out. */
const prepared = (writer: Writer, holder: () => Obj, key: string, given: Abstract): Abstract => {
  const { machine } = writer
  let value = given
  if (value.kind === 'object' || (value.kind === 'primitive' && typeof value.value === 'bigint')) {
    const toJson = machine.method(value, 'toJSON')
    if (toJson?.kind === 'object' && toJson.type === 'function') value = machine.resolve(machine.call(toJson, value, [known(key)]))
    else if (toJson && toJson.kind !== 'object') throw new Untold(toJson)
  }
  if (writer.replacer) value = machine.resolve(machine.call(writer.replacer, holder(), [known(key), value]))
  return value.kind === 'object' && value.type === 'boxed' ? machine.resolve(value.data as Abstract) : value
}

const isLeftOut = (value: Abstract): boolean =>
  value.kind === 'symbol' || (value.kind === 'object' && value.type === 'function') || (value.kind === 'primitive' && value.value === undefined)

const check = (writer: Writer, value: Abstract): void => {
  if (value.kind === 'choice' && !value.when.repeats) throw new Undecided(value.when)
  if (value.kind === 'choice' || value.kind === 'maybe') throw new Untold(value)
  if (value.kind === 'unknown' && (value.type !== 'string' || value.optional)) throw new Untold(value)
  if (value.kind === 'object' && (value.open !== undefined || value.unordered)) throw new Untold(value.open ?? value)
  writer.used.push(value)
}

/** A text with holes, quoted: what a hole holds is escaped. */
const writeQuoted = (writer: Writer, parts: readonly Part[]): void => {
  write(writer, '"')
  for (const part of parts) write(writer, typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : derived([part], { id: `quoted(${part.id})`, type: 'string', site: part.site }))
  write(writer, '"')
}

const writeValue = (writer: Writer, value: Abstract, lineStart: string): void => {
  check(writer, value)
  writer.machine.spend(0.1)
  if (value.kind === 'template') return writeQuoted(writer, value.parts)
  if (value.kind === 'unknown') return writeQuoted(writer, [value])
  if (value.kind === 'primitive') {
    if (typeof value.value === 'bigint') writer.machine.throwError('TypeError', 'Do not know how to serialize a BigInt')
    return write(writer, JSON.stringify(value.value ?? null))
  }
  if (value.kind !== 'object') return write(writer, 'null')
  if (writer.stack.includes(value)) writer.machine.throwError('TypeError', 'Converting circular structure to JSON')
  if (writer.stack.length > deepest) writer.machine.limit('nested JSON')
  writer.stack.push(value)
  if (value.type === 'array') writeArray(writer, value, lineStart)
  else writeObject(writer, value, lineStart)
  writer.stack.pop()
}

const writeMembers = (writer: Writer, brackets: string, members: readonly (() => void)[], lineStart: string): void => {
  const inner = lineStart + writer.indent
  write(writer, brackets[0]!)
  members.forEach((member, index) => {
    if (index > 0) write(writer, ',')
    if (writer.indent) write(writer, `\n${inner}`)
    member()
  })
  if (writer.indent && members.length > 0) write(writer, `\n${lineStart}`)
  write(writer, brackets[1]!)
}

const writeArray = (writer: Writer, array: Obj, lineStart: string): void => {
  const { machine } = writer
  const there = array.items!.map((item) => item === hole ? undefinedValue : machine.resolve(item)).filter((item) => item.kind !== 'absent')
  for (const item of there) check(writer, item)
  const members = there.map((item, index) => () => {
    const value = prepared(writer, () => array, String(index), item)
    writeValue(writer, isLeftOut(value) ? known(null) : value, lineStart + writer.indent)
  })
  writeMembers(writer, '[]', members, lineStart)
}

const writeObject = (writer: Writer, object: Obj, lineStart: string): void => {
  const { machine } = writer
  const members: (() => void)[] = []
  const when = unlisted(machine as Run, object)
  if (when !== undefined) throw new Undecided(when)
  for (const key of writer.only ?? enumerableKeys(object)) {
    const own = lookOwn(machine as Run, object, key)
    const given = own === undefined && !writer.only ? absent : own !== undefined && own.kind !== 'slot' ? machine.resolve(own) : machine.resolve(machine.get(object, key))
    if (given.kind === 'absent') continue
    check(writer, given)
    const value = prepared(writer, () => object, key, given)
    check(writer, value)
    if (isLeftOut(value)) continue
    members.push(() => {
      write(writer, `${JSON.stringify(key)}:${writer.indent ? ' ' : ''}`)
      writeValue(writer, value, lineStart + writer.indent)
    })
  }
  writeMembers(writer, '{}', members, lineStart)
}

const indentOf = (given: Abstract): string => {
  const value = given.kind === 'object' && given.type === 'boxed' ? given.data as Abstract : given
  if (value.kind !== 'primitive') return ''
  if (typeof value.value === 'number') return ' '.repeat(Math.max(Math.min(Math.trunc(value.value) || 0, 10), 0))
  return typeof value.value === 'string' ? value.value.slice(0, 10) : ''
}

const onlyKeys = (replacer: Abstract): readonly string[] | undefined => {
  if (replacer.kind !== 'object' || replacer.type !== 'array') return undefined
  const keys = replacer.items!.flatMap((item) => {
    const key = item.kind === 'object' && item.type === 'boxed' ? item.data as Abstract : item
    return key.kind === 'primitive' && (typeof key.value === 'string' || typeof key.value === 'number') ? [String(key.value)] : []
  })
  return [...new Set(keys)]
}

const stringify: Native['call'] = (machine, self, args) => {
  const [given, replacer, space] = [0, 1, 2].map((index) => machine.resolve(args[index] ?? undefinedValue))
  const uncertain = [replacer!, space!].find((one) => one.kind === 'unknown' || one.kind === 'choice' || one.kind === 'maybe' || one.kind === 'template')
  if (uncertain?.kind === 'choice') {
    const side = (pick: Abstract) => (): Abstract => stringify(machine, self, args.map((arg, index) => index > 0 && machine.resolve(arg) === uncertain ? pick : arg))
    return machine.fork(uncertain.when, side(uncertain.then), side(uncertain.else))
  }
  // V8 breaks lines without an indent for a space between 0 and 1, against the standard.
  const odd = space!.kind === 'primitive' && typeof space!.value === 'number' && space!.value > 0 && space!.value < 1
  if (uncertain || odd || (replacer!.kind === 'object' && replacer!.type === 'array' && hasGuards(machine.heap, replacer!))) return pureUnknown(machine, 'JSON.stringify', [uncertain ?? replacer!, space!], 'string')
  const writer: Writer = {
    machine, indent: indentOf(space!), replacer: replacer!.kind === 'object' && replacer!.type === 'function' ? replacer! : undefined,
    only: onlyKeys(replacer!), stack: [], out: [], used: [], length: 0,
  }
  try {
    check(writer, given!)
    const value = prepared(writer, () => machine.object([['', given!]]), '', given!)
    check(writer, value)
    if (isLeftOut(value)) return undefinedValue
    writeValue(writer, value, '')
    machine.checkLength(writer.length, 'text')
    return template(writer.out, machine.site, assumptionsOf(writer.used))
  } catch (error) {
    if (error instanceof Undecided) return decide(machine, error.when, () => stringify(machine, self, args), writer)
    if (error instanceof Untold) return derived([error.because], { site: machine.site })
    throw error
  }
}

/** Writes both sides of a condition, unless callbacks have run: what they did cannot be undone here. */
const decide = (machine: Machine, when: Condition, again: () => Abstract, writer: Writer): Abstract =>
  writer.replacer || writer.used.some((value) => value.kind === 'object' && value.proto !== machine.intrinsic('Object.prototype') && value.type === 'object' && machine.method(value, 'toJSON'))
    ? machine.unknown('derived', { detail: 'JSON of a value that depends on a condition' })
    : machine.fork(when, again, again)

/** JSON.parse and JSON.stringify. */
export const jsonNatives: NativeTable = {
  'JSON.parse': native('parse', 2, parse),
  'JSON.stringify': native('stringify', 3, stringify),
}
