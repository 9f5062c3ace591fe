// JavaScript's conversions on abstract values: to a primitive, a text, a number, a property key; and typeof.
import {
  assumptionsOf, binaryText, derived, known, prefixText, symbolPrefix, template, toPrimitiveKey, unknown, undefinedValue,
  type Abstract, type Obj, type Primitive, type Template, type Unknown,
} from '#value'
import { choose, lift } from './fork.ts'
import { ask } from './truth.ts'
import { inWords, nameOfUnknown } from './wording.ts'
import type { Run } from './run.ts'

/** The value as a primitive, calling `Symbol.toPrimitive`, `valueOf` and `toString` of objects. */
export const toPrimitive = (run: Run, value: Abstract, hint: 'default' | 'number' | 'string'): Abstract => {
  switch (value.kind) {
    case 'primitive': case 'symbol': case 'template': case 'unknown': return value
    case 'absent': return undefinedValue
    case 'object': return primitiveOfObject(run, value, hint)
    case 'choice': return eachSide(run, value, (one) => toPrimitive(run, one, hint))
    case 'maybe': return lift(run, [value], ([one]) => toPrimitive(run, one!, hint), true)
  }
}

const primitiveOfObject = (run: Run, obj: Obj, hint: 'default' | 'number' | 'string'): Abstract => {
  const exotic = run.method(obj, toPrimitiveKey)
  if (exotic !== undefined) return insistPrimitive(run, run.call(exotic, obj, [known(hint)]))
  const names = hint === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString']
  for (const name of names) {
    const method = run.get(obj, name)
    if (method.kind === 'object' && method.type !== 'function') continue
    if (method.kind === 'primitive') continue
    const result = run.call(method, obj, [])
    if (result.kind !== 'object') return result.kind === 'choice' || result.kind === 'maybe' ? toPrimitive(run, result, hint) : result
  }
  return run.throwError('TypeError', 'Cannot convert object to primitive value')
}

const insistPrimitive = (run: Run, value: Abstract): Abstract =>
  value.kind === 'object' ? run.throwError('TypeError', 'Cannot convert object to primitive value') : value

/** `String(value)`: a known text, a template, or a choice of them. */
export const toText = (run: Run, value: Abstract): Abstract => {
  switch (value.kind) {
    case 'primitive': return typeof value.value === 'string' ? value : known(String(value.value), value.site, value.assumed)
    case 'template': return value
    case 'unknown': return value.type === 'string' && !value.optional ? value : template([value], value.site, value.assumed)
    case 'symbol': return run.throwError('TypeError', 'Cannot convert a Symbol value to a string')
    case 'object': return toText(run, toPrimitive(run, value, 'string'))
    case 'maybe': return template([derived([value], { site: run.site })])
    case 'absent': return known('undefined')
    case 'choice': return eachSide(run, value, (one) => toText(run, one))
  }
}

/** Applies `f` to each side of choices, unknowns included. */
const eachSide = (run: Run, value: Abstract, f: (value: Abstract) => Abstract): Abstract => {
  const at = run.resolve(value)
  return at.kind === 'choice' ? run.fork(at.when, () => eachSide(run, at.then, f), () => eachSide(run, at.else, f)) : f(at)
}

/** The parts of a text, for templates: what `toText` gives, as parts. */
export const textParts = (text: Primitive | Template | Unknown): readonly (string | Unknown)[] =>
  text.kind === 'template' ? text.parts : text.kind === 'unknown' ? [text] : [String(text.value)]

/** On how many different conditions values depend, at their tops. */
const conditionsIn = (run: Run, values: readonly Abstract[]): number =>
  values.some((value) => value.kind === 'choice')
    ? new Set(values.flatMap((value) => {
      const at = run.resolve(value)
      return at.kind === 'choice' ? [at.when] : []
    })).size : 0

/** With so many conditions in one text, its combinations are no longer told apart: the choices become holes. */
const mostChoices = 6

/** Texts put together; choices among them give a choice. */
export const concatenate = (run: Run, values: readonly Abstract[]): Abstract => {
  const plain = plainText(values)
  if (plain === undefined) return joinTexts(run, values)
  run.checkLength(plain.length, 'text')
  return known(plain, run.site)
}

/** The text of values that are all known and rest on nothing. */
const plainText = (values: readonly Abstract[]): string | undefined => {
  let text = ''
  for (const value of values) {
    if (value.kind !== 'primitive' || value.assumed !== undefined) return undefined
    text += String(value.value)
  }
  return text
}

const joinTexts = (run: Run, values: readonly Abstract[]): Abstract => {
  const texts: (Primitive | Template | Unknown)[] = []
  let length = 0
  if (conditionsIn(run, values) > mostChoices) return concatenate(run, values.map((value) => run.resolve(value).kind === 'choice' ? derived([value], { site: run.site, type: 'string' }) : value))
  for (const [index, value] of values.entries()) {
    const text = run.resolve(toText(run, value))
    if (text.kind === 'choice') {
      const side = (pick: Abstract) => (): Abstract => concatenate(run, values.map((other, at) => at === index ? pick : at < index ? texts[at]! : other))
      return run.fork(text.when, side(text.then), side(text.else))
    }
    if (text.kind !== 'primitive' && text.kind !== 'template' && text.kind !== 'unknown') return derived(values, { site: run.site, type: 'string' })
    if (text.kind === 'primitive') length += (text.value as string).length
    texts.push(text)
  }
  run.checkLength(length, 'text')
  return template(texts.flatMap(textParts), run.site, assumptionsOf(values))
}

/** `Number(value)`; throws a TypeError for symbols and bigints, as arithmetic does. */
export const toNumber = (run: Run, value: Abstract): Abstract => {
  switch (value.kind) {
    case 'primitive':
      if (typeof value.value === 'number') return value
      if (typeof value.value === 'bigint') return run.throwError('TypeError', 'Cannot convert a BigInt value to a number')
      return known(Number(value.value), value.site, value.assumed)
    case 'symbol': return run.throwError('TypeError', 'Cannot convert a Symbol value to a number')
    case 'object': return toNumber(run, toPrimitive(run, value, 'number'))
    case 'unknown': return value.type === 'number' ? value : derived([value], { site: run.site, type: 'number', id: `+${value.id}`, detail: inWords(`Number(${nameOfUnknown(value)})`) })
    case 'template': return derived([value], { site: run.site, type: 'number' })
    case 'absent': return known(Number.NaN)
    default: return eachSide(run, value.kind === 'maybe' ? derived([value], { site: run.site }) : value, (one) => toNumber(run, one))
  }
}

/** The property key of a value, where it is one known key. Objects are converted (which may run code). */
export const toKey = (run: Run, given: Abstract): string | undefined => {
  const value = run.resolve(given)
  if (value.kind === 'primitive') return typeof value.value === 'string' ? (value.value.startsWith(symbolPrefix) ? `${value.value} ` : value.value) : String(value.value)
  if (value.kind === 'symbol') return value.key
  if (value.kind === 'object') {
    const primitive = toPrimitive(run, value, 'string')
    return primitive.kind === 'object' ? undefined : toKey(run, primitive)
  }
  return value.kind === 'absent' ? 'undefined' : undefined
}

/** `typeof value`. */
export const typeOf = (run: Run, given: Abstract): Abstract => {
  const value = run.resolve(given)
  switch (value.kind) {
    case 'primitive': return known(value.value === null ? 'object' : typeof value.value, run.site, value.assumed)
    case 'symbol': return known('symbol', run.site)
    case 'template': return known('string', run.site)
    case 'object': return known(value.type === 'function' ? 'function' : 'object', run.site)
    case 'absent': return known('undefined', run.site)
    case 'maybe': return derived([value], { site: run.site, type: 'string' })
    case 'choice': return eachSide(run, value, (one) => typeOf(run, one))
    case 'unknown': return typeOfUnknown(run, value)
  }
}

const typeOfUnknown = (run: Run, value: Unknown): Abstract => {
  if (value.type === undefined) return unknown('derived', { from: value, site: run.site, detail: inWords(prefixText('typeof ', nameOfUnknown(value))), id: `typeof ${value.id}`, type: 'string', assumed: value.assumed })
  const name = known(value.type === 'array' ? 'object' : value.type, run.site)
  if (!value.optional) return name
  const there = ask(run, value, { kind: 'present' }, binaryText(nameOfUnknown(value), '!=', 'null'))
  if (typeof there === 'boolean') return there ? name : known('undefined', run.site)
  return choose(there, name, known('undefined', run.site))
}
