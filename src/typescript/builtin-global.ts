// Global functions on texts (encodeURIComponent …), symbols, and the console, which is mute.
import { known, native, symbolPrefix, symbolValue, undefinedValue, type Abstract, type Machine, type Native, type NativeTable, type SymbolValue } from '#value'
import { askHost, lifted, nativesOf, onPrimitives, pureTable, result, valueOf, type PureCall } from './builtin-native.ts'
import { joinTexts } from './builtin-pattern.ts'

const coder = (name: string, code: (text: string) => string): readonly [string, readonly [number, Native['call']]] =>
  [name, [1, (machine, _self, args) => onPrimitives(machine, name, [args[0] ?? undefinedValue], ['text'], ([operand]) => {
    const text = String(valueOf(operand))
    machine.checkLength(text.length * 3, 'text')
    machine.spend(text.length / 100)
    return result(machine, askHost(machine, () => code(text)), [operand!])
  }, { type: 'string' })]]

const silent = (name: string): readonly [string, readonly [number, Native['call']]] => [`console.${name}`, [0, () => undefinedValue]]

const forPrefix = 'for:'

const newSymbol: Native['call'] = (machine, _self, args) => {
  const description = machine.resolve(args[0] === undefined || isUndefined(args[0]) ? undefinedValue : machine.toText(args[0]))
  if (description.kind !== 'primitive') return machine.unknown('unsupported', { detail: 'a symbol whose description is not known' })
  return symbolValue(`${++machine.heap.serial}`, description.value === undefined ? undefined : String(description.value))
}

const isUndefined = (value: Abstract): boolean => value.kind === 'primitive' && value.value === undefined

const symbolFor: Native['call'] = (machine, _self, args) =>
  onPrimitives(machine, 'Symbol.for', [args[0] ?? undefinedValue], ['text'], ([key]) => symbolValue(forPrefix + String(valueOf(key)), String(valueOf(key))))

/** The symbol that a symbol or its wrapper object is; throws for anything else. */
const thisSymbol = (machine: Machine, self: Abstract, name: string): SymbolValue => {
  const value = self.kind === 'object' && self.type === 'boxed' ? self.data as Abstract : self
  return value.kind === 'symbol' ? value : machine.throwError('TypeError', `${name} requires that 'this' be a Symbol`)
}

const symbolText: PureCall = (machine, self) => known(`Symbol(${thisSymbol(machine, self, 'Symbol.prototype.toString').description ?? ''})`, machine.site)
const symbolItself: PureCall = (machine, self) => thisSymbol(machine, self, 'Symbol.prototype.valueOf')

const keyFor: PureCall = (machine, _self, [symbol]) => {
  if (symbol?.kind !== 'symbol') return machine.throwError('TypeError', 'Symbol.keyFor of a value that is not a symbol')
  const registered = symbol.key.startsWith(symbolPrefix + forPrefix)
  return registered ? known(symbol.description, machine.site) : undefinedValue
}

/** `Error.prototype.toString`: name and message. */
const errorText: Native['call'] = (machine, self) => lifted(machine, 'Error.prototype.toString', [self], ([error]) => {
  if (error?.kind !== 'object') return machine.throwError('TypeError', 'Error.prototype.toString requires that \'this\' be a JSReceiver')
  const part = (key: string, otherwise: string): Abstract => {
    const value = machine.get(error, key)
    return isUndefined(value) ? known(otherwise) : machine.toText(value)
  }
  const name = part('name', 'Error')
  const message = part('message', '')
  return lifted(machine, 'Error.prototype.toString', [name, message], ([one, two]) => {
    if (two?.kind === 'primitive' && two.value === '') return one!
    if (one?.kind === 'primitive' && one.value === '') return two!
    return joinTexts(machine, [one!, known(': '), two!], 'Error.prototype.toString')
  }, { templates: true, type: 'string' })
}, { type: 'string' })

const consoleNames = [
  'assert', 'clear', 'count', 'countReset', 'debug', 'dir', 'dirxml', 'error', 'group', 'groupCollapsed', 'groupEnd', 'info', 'log', 'table', 'time', 'timeEnd',
  'timeLog', 'trace', 'warn',
]

/** Global functions on texts, Symbol, the console and `Error.prototype.toString`. */
export const globalNatives: NativeTable = {
  ...nativesOf(Object.fromEntries([
    coder('encodeURIComponent', encodeURIComponent), coder('encodeURI', encodeURI), coder('decodeURIComponent', decodeURIComponent), coder('decodeURI', decodeURI),
    coder('escape', escapeText), coder('unescape', unescapeText),
  ])),
  ...nativesOf(Object.fromEntries(consoleNames.map(silent))),
  Symbol: native('Symbol', 0, newSymbol, (machine) => machine.throwError('TypeError', 'Symbol is not a constructor')),
  ...nativesOf({ 'Symbol.for': [1, symbolFor], 'Error.prototype.toString': [0, errorText] }),
  ...pureTable({
    'Symbol.keyFor': [1, keyFor],
    'Symbol.prototype.toString': [0, symbolText],
    'Symbol.prototype.valueOf': [0, symbolItself],
    'Symbol.prototype.@@toPrimitive': [1, symbolItself],
    'get Symbol.prototype.description': [0, (machine, self) => known(thisSymbol(machine, self, 'Symbol.prototype.description').description, machine.site)],
  }),
}

function escapeText(text: string): string {
  const hex = (unit: number, length: number) => unit.toString(16).toUpperCase().padStart(length, '0')
  return text.replace(/[^A-Za-z0-9@*_+\-./]/g, (character) => {
    const unit = character.charCodeAt(0)
    return unit < 256 ? `%${hex(unit, 2)}` : `%u${hex(unit, 4)}`
  })
}

function unescapeText(text: string): string {
  return text.replace(/%u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_, long?: string, short?: string) => String.fromCharCode(Number.parseInt((long ?? short)!, 16)))
}
