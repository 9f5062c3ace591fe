// Errors: their constructors. Stacks are unknown, since they depend on how the program is run.
import { native, slot, undefinedValue, writeProp, type Abstract, type ConstantTable, type Machine, type Native, type NativeTable, type Obj } from '#value'
import { lifted, nativesOf, result } from './builtin-native.ts'

const names = ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'] as const

const hide = (machine: Machine, error: Obj, key: string, value: Abstract): void => writeProp(machine.heap, error, key, slot(value))

const isUndefined = (value: Abstract): boolean => value.kind === 'primitive' && value.value === undefined

/** Makes an error: `message` and `cause` are its own where they are given. */
const make = (machine: Machine, proto: Obj, message: Abstract, options: Abstract): Obj => {
  const error = machine.make('error', proto)
  hide(machine, error, 'stack', machine.unknown('unsupported', { of: 'stack', detail: 'the stack of an error', type: 'string' }))
  if (!isUndefined(message)) hide(machine, error, 'message', machine.toText(message))
  const given = machine.resolve(options)
  if (given.kind === 'object') {
    const has = machine.has(given, 'cause')
    if (has.kind !== 'primitive' || has.value) hide(machine, error, 'cause', machine.get(given, 'cause'))
  }
  return error
}

const constructor = (name: string): Native => {
  const construct = (machine: Machine, args: readonly Abstract[], newTarget?: Obj): Abstract =>
    make(machine, newTarget ? machine.protoFor(newTarget, name) : machine.intrinsic(`${name}.prototype`), args[0] ?? undefinedValue, args[1] ?? undefinedValue)
  return native(name, 1, (machine, _self, args) => construct(machine, args), construct)
}

const aggregate = (machine: Machine, args: readonly Abstract[], newTarget?: Obj): Abstract => {
  const proto = newTarget ? machine.protoFor(newTarget, 'AggregateError') : machine.intrinsic('AggregateError.prototype')
  const error = make(machine, proto, args[1] ?? undefinedValue, args[2] ?? undefinedValue)
  return machine.withElements(args[0] ?? undefinedValue, (items) => {
    hide(machine, error, 'errors', machine.array(items))
    return error
  })
}

const captureStackTrace: Native['call'] = (machine, _self, args) => lifted(machine, 'Error.captureStackTrace', [args[0] ?? undefinedValue], ([target]) => {
  if (target!.kind !== 'object') return machine.throwError('TypeError', 'Invalid argument')
  hide(machine, target!, 'stack', machine.unknown('unsupported', { of: 'stack', type: 'string' }))
  return undefinedValue
})

/** The error constructors. `Error.prototype.toString` is among the global natives. */
export const errorNatives: NativeTable = {
  ...Object.fromEntries(names.map((name) => [name, constructor(name)])),
  AggregateError: native('AggregateError', 2, (machine, _self, args) => aggregate(machine, args), aggregate),
  ...nativesOf({
    'Error.captureStackTrace': [2, captureStackTrace],
    'Error.isError': [1, (machine, _self, args) => lifted(machine, 'Error.isError', [args[0] ?? undefinedValue], ([value]) =>
      result(machine, value!.kind === 'object' && value!.type === 'error', []), { type: 'boolean' })],
  }),
}

/** What error prototypes hold. */
export const errorConstants: ConstantTable = {
  ...Object.fromEntries([...names, 'AggregateError'].flatMap((name) => [[`${name}.prototype.name`, name], [`${name}.prototype.message`, '']])),
  'Error.stackTraceLimit': 10,
}
