// String and String.prototype, all but the methods that take patterns: the host does the work, on known texts of bounded length.
import { choice, known, native, symbolPrefix, type Abstract, type Machine, type Native, type NativeTable, type UnknownType } from '#value'
import { askHost, onPrimitives, pureUnknown, result, unknownTable, valueOf, type Hint, type Operand } from './builtin-native.ts'
import { boxed } from './builtin-own.ts'
import { partsOf, templateMethods } from './builtin-template.ts'

type HostValue = string | number | boolean | bigint | null | undefined

interface TextMethod {
  readonly length: number
  readonly takes: readonly Hint[]
  readonly type: UnknownType
  readonly host: (text: string, args: readonly HostValue[]) => HostValue
  /** An upper bound of the result's length, where it can be longer than the receiver. */
  readonly size?: (text: string, args: readonly HostValue[]) => number
}

const to = (value: HostValue): number => typeof value === 'bigint' ? 0 : Number(value)
const width = (value: HostValue): number => String(value).length

/** A method that the host's own method of that name carries out. */
const of = (name: string, length: number, takes: readonly Hint[], type: UnknownType, size?: TextMethod['size']): readonly [string, TextMethod] => {
  const host = String.prototype[name as 'concat'] as unknown as (...args: readonly HostValue[]) => HostValue
  return [name, { length, takes, type, host: (text, args) => host.apply(text, [...args]), ...(size && { size }) }]
}

const padded = (text: string, [length]: readonly HostValue[]) => Math.max(text.length, to(length))
const markup = (text: string, [attribute]: readonly HostValue[]) => text.length + 6 * width(attribute) + 40

const methods: readonly (readonly [string, TextMethod])[] = [
  of('at', 1, ['number'], 'string'),
  of('charAt', 1, ['number'], 'string'),
  of('charCodeAt', 1, ['number'], 'number'),
  of('codePointAt', 1, ['number'], 'number'),
  of('concat', 1, ['text'], 'string', (text, args) => args.reduce<number>((sum, one) => sum + width(one), text.length)),
  of('endsWith', 1, ['text', 'number'], 'boolean'),
  of('includes', 1, ['text', 'number'], 'boolean'),
  of('indexOf', 1, ['text', 'number'], 'number'),
  of('isWellFormed', 0, [], 'boolean'),
  of('lastIndexOf', 1, ['text', 'number'], 'number'),
  of('normalize', 0, ['text'], 'string', (text) => text.length * 18),
  of('padEnd', 1, ['number', 'text'], 'string', padded),
  of('padStart', 1, ['number', 'text'], 'string', padded),
  of('repeat', 1, ['number'], 'string', (text, [count]) => Number.isFinite(to(count)) ? text.length * to(count) : 0),
  of('slice', 2, ['number'], 'string'),
  of('startsWith', 1, ['text', 'number'], 'boolean'),
  of('substr', 2, ['number'], 'string'),
  of('substring', 2, ['number'], 'string'),
  of('toLowerCase', 0, [], 'string', (text) => text.length * 3),
  of('toUpperCase', 0, [], 'string', (text) => text.length * 3),
  of('toWellFormed', 0, [], 'string'),
  of('trim', 0, [], 'string'),
  of('trimEnd', 0, [], 'string'),
  of('trimStart', 0, [], 'string'),
  ...['anchor', 'fontcolor', 'fontsize', 'link'].map((name) => of(name, 1, ['text'], 'string', markup)),
  ...['big', 'blink', 'bold', 'fixed', 'italics', 'small', 'strike', 'sub', 'sup'].map((name) => of(name, 0, [], 'string', markup)),
]

const patternFree = new Set(['endsWith', 'includes', 'startsWith'])

/** Is it a RegExp, by Symbol.match or by birth? */
const isPattern = (machine: Machine, value: Abstract): boolean => {
  if (value.kind !== 'object') return false
  const match = machine.get(value, `${symbolPrefix}match`)
  return match.kind === 'primitive' ? match.value !== undefined && Boolean(match.value) || (match.value === undefined && value.type === 'regexp') : match.kind === 'object'
}

const textMethod = (name: string, method: TextMethod): Native => {
  const path = `String.prototype.${name}`
  return native(name, method.length, (machine, self, args) => {
    if (self.kind === 'primitive' && (self.value === null || self.value === undefined)) machine.throwError('TypeError', `${path} called on null or undefined`)
    if (patternFree.has(name) && args[0] !== undefined && isPattern(machine, args[0])) machine.throwError('TypeError', `First argument to ${path} must not be a regular expression`)
    // A text that is long enough is not padded, and what it would be padded with is not looked at.
    const given = method.size === padded && args.length > 1 && isLongEnough(machine, self, args[0]!) ? args.slice(0, 1) : args
    return onPrimitives(machine, path, [self, ...given], ['text', ...method.takes], (operands) => {
      if (operands.some((one) => one.kind === 'template')) return templateMethods[name]?.(machine, operands[0]!, operands.slice(1)) ?? pureUnknown(machine, path, operands, method.type)
      return onHost(machine, method, operands)
    }, { type: method.type, templates: true })
  })
}

const isLongEnough = (machine: Machine, self: Abstract, length: Abstract): boolean => {
  const [text, wanted] = [machine.resolve(self), machine.resolve(length)]
  if (text.kind !== 'primitive' && text.kind !== 'template') return false
  const least = partsOf(text).reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0)
  return wanted.kind === 'primitive' && typeof wanted.value !== 'bigint' && !(Number(wanted.value) > least)
}

const onHost = (machine: Machine, method: TextMethod, operands: readonly Operand[]): Abstract => {
  const text = String(valueOf(operands[0]))
  const args = operands.slice(1).map(valueOf)
  if (text.length > 100) machine.spend(text.length / 100)
  if (method.size) machine.checkLength(method.size(text, args), 'text')
  return result(machine, askHost(machine, () => method.host(text, args)), operands)
}

/** `String(value)`: as `toText`, but a symbol gives its description. */
const stringOf = (machine: Machine, args: readonly Abstract[]): Abstract => {
  const value = args[0]
  if (value === undefined) return known('', machine.site)
  if (value.kind === 'choice') return choice(value.when, stringOf(machine, [value.then]), stringOf(machine, [value.else]))
  return value.kind === 'symbol' ? known(`Symbol(${value.description ?? ''})`, machine.site) : machine.toText(value)
}

/** The text that a string or a String object is; throws for anything else. */
const thisText = (name: string): Native => native(name, 0, (machine, self) => {
  const value = machine.resolve(self)
  if (value.kind === 'template' || (value.kind === 'primitive' && typeof value.value === 'string')) return value
  if (value.kind === 'object' && value.type === 'boxed') return thisText(name).call(machine, value.data as Abstract, [])
  if (value.kind === 'unknown' || value.kind === 'choice' || value.kind === 'maybe') return machine.lift([value], ([one]) => thisText(name).call(machine, one!, []), true)
  return machine.throwError('TypeError', `String.prototype.${name} requires that 'this' be a String`)
})

const fromUnits = (name: 'fromCharCode' | 'fromCodePoint'): Native => native(name, 1, (machine, _self, args) =>
  onPrimitives(machine, `String.${name}`, args, ['number'], (operands) => {
    machine.checkLength(operands.length * 2, 'text')
    return result(machine, askHost(machine, () => String[name](...operands.map(valueOf) as number[])), operands)
  }, { type: 'string' }))

/** `String.raw`: the raw texts and the substitutions in turn. */
const raw: Native = native('raw', 1, (machine, _self, args) => {
  const texts = machine.get(args[0] ?? known(undefined), 'raw')
  return machine.withElements(texts, (items) => {
    const parts: Abstract[] = []
    items.forEach((item, index) => {
      parts.push(item)
      const substitution = args[index + 1]
      if (substitution !== undefined && index < items.length - 1) parts.push(substitution)
    })
    return machine.call(machine.get(known(''), 'concat'), known(''), parts)
  })
})

const string: Native = native('String', 1, (machine, _self, args) => stringOf(machine, args), (machine, args, newTarget) => {
  const text = args.length === 0 ? known('') : machine.resolve(machine.toText(args[0]!))
  return boxed(machine, machine.protoFor(newTarget, 'String'), text)
})

const textMethods: NativeTable = Object.fromEntries(methods.map(([name, method]) => [name, textMethod(name, method)]))

/** String and its methods that take no pattern. */
export const textNatives: NativeTable = {
  String: string,
  'String.fromCharCode': fromUnits('fromCharCode'),
  'String.fromCodePoint': fromUnits('fromCodePoint'),
  'String.raw': raw,
  'String.prototype.toString': thisText('toString'),
  'String.prototype.valueOf': thisText('valueOf'),
  ...Object.fromEntries(Object.entries(textMethods).map(([name, one]) => [`String.prototype.${name}`, one])),
  'String.prototype.trimLeft': textMethods['trimStart']!,
  'String.prototype.trimRight': textMethods['trimEnd']!,
  'String.prototype.@@iterator': native('[Symbol.iterator]', 0, (machine, self) => machine.withElements(machine.toText(self), (items) => machine.iterator(items))),
  ...unknownTable('unsupported', "depends on the host's locale", { 'String.prototype.localeCompare': 1 }, 'number'),
  ...unknownTable('unsupported', "depends on the host's locale", { 'String.prototype.toLocaleLowerCase': 0, 'String.prototype.toLocaleUpperCase': 0 }, 'string'),
}
