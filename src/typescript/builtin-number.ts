// Numbers: Number, Math, BigInt, Boolean, and the global functions that read and write numbers.
import { choice, known, native, undefinedValue, type Abstract, type ConstantTable, type Machine, type Native, type NativeTable, type Primitive } from '#value'
import { askHost, lifted, nameOf, nativesOf, onPrimitives, pureTable, result, unknownTable, valueOf, type Hint, type PureCall } from './builtin-native.ts'

type HostValue = Primitive['value']

/** A function of primitives that the host carries out. */
const host = (path: string, length: number, call: (...args: readonly HostValue[]) => HostValue, type: 'number' | 'boolean' = 'number', hints: readonly Hint[] = ['number']): readonly [string, Native] =>
  [path, native(nameOf(path), length, (machine, _self, args) =>
    onPrimitives(machine, path, args, hints, (operands) => result(machine, askHost(machine, () => call(...operands.map(valueOf))), operands), { type }))]

const mathNames = [
  'abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'atan2', 'ceil', 'cbrt', 'expm1', 'clz32', 'cos', 'cosh', 'exp', 'floor', 'fround', 'hypot',
  'imul', 'log', 'log1p', 'log2', 'log10', 'max', 'min', 'pow', 'round', 'sign', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc',
] as const

const math = mathNames.map((name) => host(`Math.${name}`, Math[name].length, Math[name] as (...args: readonly HostValue[]) => number))

/** A test of the value as it is: nothing is converted. */
const numberTest = (name: 'isFinite' | 'isInteger' | 'isNaN' | 'isSafeInteger'): readonly [string, readonly [number, PureCall, { type: 'boolean' }]] =>
  [`Number.${name}`, [1, (machine, _self, [value]) => result(machine, value?.kind === 'primitive' && Number[name](value.value), value ? [value] : []), { type: 'boolean' }]]

/** The number, text … that a primitive or its wrapper object is; throws for anything else. */
const thisPrimitive = (machine: Machine, self: Abstract, type: 'number' | 'bigint' | 'boolean', path: string): Primitive => {
  const value = self.kind === 'object' && self.type === 'boxed' ? self.data as Abstract : self
  if (value.kind === 'primitive' && typeof value.value === type) return value
  return machine.throwError('TypeError', `${path} requires that 'this' be a ${type[0]!.toUpperCase()}${type.slice(1)}`)
}

/** A method of numbers that the host carries out: the receiver must be a number or its wrapper. */
const numberMethod = (name: 'toFixed' | 'toString' | 'toPrecision' | 'toExponential'): readonly [string, readonly [number, Native['call']]] => {
  const path = `Number.prototype.${name}`
  return [path, [1, (machine, self, args) => lifted(machine, path, [self], ([receiver]) => {
    const value = thisPrimitive(machine, receiver!, 'number', path)
    return onPrimitives(machine, path, args.slice(0, 1), ['number'], (operands) => {
      const digits = valueOf(operands[0])
      return result(machine, askHost(machine, () => (value.value as number)[name](digits as number | undefined)), [value, ...operands])
    }, { type: 'string' })
  }, { type: 'string' })]]
}

const numberOf = (machine: Machine, args: readonly Abstract[]): Abstract => {
  const value = args[0]
  if (value === undefined) return known(0, machine.site)
  return onPrimitives(machine, 'Number', [value], ['number'], ([operand]) => result(machine, Number(valueOf(operand)), [operand!]), { type: 'number', bigints: true })
}

const boxed = (name: 'Number' | 'Boolean', length: number, of: (machine: Machine, args: readonly Abstract[]) => Abstract): Native =>
  native(name, length, (machine, _self, args) => of(machine, args), (machine, args, newTarget) => {
    const object = machine.make('boxed', machine.protoFor(newTarget, name))
    object.data = of(machine, args)
    return object
  })

const booleanOf = (machine: Machine, args: readonly Abstract[]): Abstract => {
  const truth = machine.truth(args[0] ?? undefinedValue)
  if (typeof truth === 'boolean') return result(machine, truth, args.slice(0, 1))
  return choice(truth.when, known(truth.is, machine.site), known(!truth.is, machine.site))
}

const mostBits = 100_000

const bigintOf: Native['call'] = (machine, _self, args) =>
  onPrimitives(machine, 'BigInt', [args[0] ?? undefinedValue], ['number'], ([operand]) => {
    const value = valueOf(operand)
    if (typeof value === 'string') machine.checkLength(value.length * 10, 'text')
    return result(machine, askHost(machine, () => BigInt(value as number)), [operand!])
  }, { type: 'bigint', bigints: true })

const wrapBits = (name: 'asIntN' | 'asUintN'): readonly [string, readonly [number, Native['call']]] =>
  [`BigInt.${name}`, [2, (machine, _self, args) => onPrimitives(machine, `BigInt.${name}`, [args[0] ?? undefinedValue, args[1] ?? undefinedValue], ['number'], (operands) => {
    if (Number(valueOf(operands[0])) > mostBits) machine.limit('an integer of this many bits')
    return result(machine, askHost(machine, () => BigInt[name](valueOf(operands[0]) as number, valueOf(operands[1]) as bigint)), operands)
  }, { type: 'bigint', bigints: true })]]

const bigintText: Native['call'] = (machine, self, args) => lifted(machine, 'BigInt.prototype.toString', [self], ([receiver]) => {
  const value = thisPrimitive(machine, receiver!, 'bigint', 'BigInt.prototype.toString')
  return onPrimitives(machine, 'BigInt.prototype.toString', args.slice(0, 1), ['number'], (operands) =>
    result(machine, askHost(machine, () => (value.value as bigint).toString(valueOf(operands[0]) as number | undefined)), [value, ...operands]), { type: 'string' })
}, { type: 'string' })

const own = (type: 'number' | 'bigint' | 'boolean', path: string): readonly [number, PureCall] => [0, (machine, self) => thisPrimitive(machine, self, type, path)]

const parse = Object.fromEntries([
  host('parseInt', 2, (text, radix) => Number.parseInt(String(text), radix as number), 'number', ['text', 'number']),
  host('parseFloat', 1, (text) => Number.parseFloat(String(text)), 'number', ['text']),
])

/** Number, Math, BigInt, Boolean and the global functions on numbers. */
export const numberNatives: NativeTable = {
  ...Object.fromEntries(math),
  Number: boxed('Number', 1, numberOf),
  Boolean: boxed('Boolean', 1, booleanOf),
  BigInt: native('BigInt', 1, bigintOf, (machine) => machine.throwError('TypeError', 'BigInt is not a constructor')),
  ...Object.fromEntries([
    host('isNaN', 1, (value) => Number.isNaN(+(value as number)), 'boolean'),
    host('isFinite', 1, (value) => Number.isFinite(+(value as number)), 'boolean'),
  ]),
  ...nativesOf(Object.fromEntries([...(['toFixed', 'toString', 'toPrecision', 'toExponential'] as const).map(numberMethod), wrapBits('asIntN'), wrapBits('asUintN')])),
  ...nativesOf({ 'BigInt.prototype.toString': [0, bigintText] }),
  ...pureTable(Object.fromEntries((['isFinite', 'isInteger', 'isNaN', 'isSafeInteger'] as const).map(numberTest))),
  ...pureTable({
    'Number.prototype.valueOf': own('number', 'Number.prototype.valueOf'),
    'BigInt.prototype.valueOf': own('bigint', 'BigInt.prototype.valueOf'),
    'Boolean.prototype.valueOf': own('boolean', 'Boolean.prototype.valueOf'),
    'Boolean.prototype.toString': [0, (machine, self) => result(machine, String(thisPrimitive(machine, self, 'boolean', 'Boolean.prototype.toString').value), [self])],
  }),
  ...parse,
  'Number.parseInt': parse['parseInt']!,
  'Number.parseFloat': parse['parseFloat']!,
  ...unknownTable('unsupported', "depends on the host's locale", { 'Number.prototype.toLocaleString': 0, 'BigInt.prototype.toLocaleString': 0 }, 'string'),
}

/** Constants of Number and Math, and the global ones. */
export const numberConstants: ConstantTable = {
  ...Object.fromEntries((['MAX_VALUE', 'MIN_VALUE', 'NaN', 'NEGATIVE_INFINITY', 'POSITIVE_INFINITY', 'MAX_SAFE_INTEGER', 'MIN_SAFE_INTEGER', 'EPSILON'] as const).map((name) => [`Number.${name}`, Number[name]])),
  ...Object.fromEntries((['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const).map((name) => [`Math.${name}`, Math[name]])),
  NaN, Infinity, undefined,
}
