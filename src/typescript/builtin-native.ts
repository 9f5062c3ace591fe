// How built-ins are written down: tables of natives, the lifting of pure ones over values that are not known, and the border to the host.
import {
  assumptionsOf, derived, known, native, undefinedValue, type Abstract, type Concrete, type ErrorName, type Machine, type Native, type NativeTable,
  type Primitive, type Template, type Unknown, type UnknownType,
} from '#value'
import type { Reason } from '#model'

/** What a native does with values that are known, at the top at least. */
export type PureCall = (machine: Machine, self: Concrete, args: readonly Concrete[]) => Abstract

/** How a pure native treats what is not known: the type of its result, and whether it looks at templates itself. */
export interface PureOptions {
  readonly type?: UnknownType
  readonly templates?: boolean
  /** Its numbers may be bigints, too: elsewhere they throw as they do in every conversion to a number. */
  readonly bigints?: boolean
}

const isPlain = (value: Abstract): boolean => value.kind === 'primitive' || value.kind === 'object' || value.kind === 'symbol'

/** A text that is the same for the same value; undefined for what may change (objects) or has no name (choices). */
const identityOf = (value: Abstract): string | undefined => {
  switch (value.kind) {
    case 'primitive': return `${typeof value.value}:${Object.is(value.value, -0) ? '-0' : String(value.value)}`
    // What may be an object may change, so what is computed from it later may differ.
    case 'unknown': return value.type === undefined || value.type === 'object' || value.type === 'array' ? undefined : value.id
    case 'template': return JSON.stringify(value.parts.map((part) => typeof part === 'string' ? part : [part.id]))
    case 'symbol': return value.key
    default: return undefined
  }
}

/** The unknown result of the pure function `of`: the same one for the same operands. */
export const pureUnknown = (machine: Machine, of: string, operands: readonly Abstract[], type?: UnknownType): Unknown => {
  const identities = operands.map(identityOf)
  const id = identities.includes(undefined) ? undefined : `${of}(${identities.join(',')})`
  return derived(operands, { id, type, site: machine.site })
}

/** Runs `f` on values that are known, once for every combination of choices; anything unknown among them makes the result unknown. */
export const lifted = (machine: Machine, of: string, values: readonly Abstract[], f: (values: readonly Concrete[]) => Abstract, options: PureOptions = {}): Abstract => {
  if (values.every(isPlain)) return f(values as readonly Concrete[])
  const resolved = values.map((value) => value.kind === 'absent' ? undefinedValue : machine.resolve(value))
  if (resolved.some((value) => value.kind === 'unknown' || (value.kind === 'template' && !options.templates))) return pureUnknown(machine, of, resolved, options.type)
  const at = resolved.findIndex((value) => value.kind === 'choice')
  const found = resolved[at]
  if (found?.kind !== 'choice') return machine.lift(resolved, f, options.templates)
  const side = (pick: Abstract) => (): Abstract => lifted(machine, of, resolved.with(at, pick), f, options)
  return machine.fork(found.when, side(found.then), side(found.else))
}

/** A native without effects, lifted over its receiver and arguments. `path` says where it lives: `String.prototype.at`. */
export const pure = (path: string, length: number, call: PureCall, options: PureOptions = {}): Native =>
  native(nameOf(path), length, (machine, self, args) =>
    lifted(machine, path, [self, ...args], ([first, ...rest]) => call(machine, first!, rest), options))

/** The `name` of the function at a path: `get size` for a getter, `[Symbol.iterator]` for a symbol's. */
export const nameOf = (path: string): string => {
  const getter = path.startsWith('get ') ? 'get ' : ''
  const last = path.slice(path.search(/[^.]+$/))
  return getter + (last.startsWith('@@') ? `[Symbol.${last.slice(2)}]` : last.replace(/^get /, '').replace(/^.*#/, ''))
}

/** A table of natives from functions: a row is the function's `length` and what it does. */
export const nativesOf = (rows: Readonly<Record<string, readonly [length: number, call: Native['call']]>>): NativeTable =>
  Object.fromEntries(Object.entries(rows).map(([path, [length, call]]) => [path, native(nameOf(path), length, call)]))

/** A table of natives without effects. */
export const pureTable = (rows: Readonly<Record<string, readonly [length: number, call: PureCall, options?: PureOptions]>>): NativeTable =>
  Object.fromEntries(Object.entries(rows).map(([path, [length, call, options]]) => [path, pure(path, length, call, options)]))

/** Natives whose result is never known, with the reason: what they give depends on the host, or is not done here. */
export const unknownTable = (reason: Reason, detail: string, paths: Readonly<Record<string, number>>, type?: UnknownType): NativeTable =>
  Object.fromEntries(Object.entries(paths).map(([path, length]) => {
    const result = (machine: Machine) => machine.unknown(reason, { of: path, detail, type })
    return [path, native(nameOf(path), length, result)]
  }))

/** A known result that rests on what its operands rest on. */
export const result = (machine: Machine, value: Primitive['value'], operands: readonly Abstract[]): Primitive => known(value, machine.site, assumptionsOf(operands))

const errorNames: readonly string[] = ['TypeError', 'RangeError', 'SyntaxError', 'URIError']

/** Calls the host with known primitives only; an exception of the host is thrown to the program. */
export const askHost = <T>(machine: Machine, ask: () => T): T => {
  try {
    return ask()
  } catch (error) {
    if (error instanceof Error && errorNames.includes(error.name)) machine.throwError(error.name as ErrorName, error.message)
    throw error
  }
}

/** A primitive, or a text with holes where `PureOptions.templates` allows it. */
export type Operand = Primitive | Template

/** What an operand is asked for when it is an object: its text, or its number. */
export type Hint = 'text' | 'number'

/**
 * Runs `f` on operands as primitives that the host may see: objects are converted first, symbols throw as they do in every conversion. The last hint
 * stands for all further operands.
 */
export const onPrimitives = (machine: Machine, of: string, values: readonly Abstract[], hints: readonly Hint[], f: (values: readonly Operand[]) => Abstract, options: PureOptions = {}): Abstract => {
  const hintOf = (index: number) => (hints[index] ?? hints.at(-1)) === 'number' ? 'number' : 'string'
  const check = (operands: readonly Abstract[]): void => {
    if (!options.bigints && operands.some((one, index) => one.kind === 'primitive' && typeof one.value === 'bigint' && hintOf(index) === 'number')) {
      machine.throwError('TypeError', 'Cannot convert a BigInt value to a number')
    }
  }
  if (values.every((value) => value.kind === 'primitive')) {
    check(values)
    return f(values as readonly Primitive[])
  }
  const converted = values.map((value, index) => value.kind === 'object' || value.kind === 'choice' ? machine.toPrimitive(value, hintOf(index)) : value)
  return lifted(machine, of, converted, (concrete) => {
    const symbol = concrete.findIndex((value) => value.kind === 'symbol')
    if (symbol >= 0) machine.throwError('TypeError', `Cannot convert a Symbol value to a ${hintOf(symbol)}`)
    check(concrete)
    return f(concrete as readonly Operand[])
  }, options)
}

/** The known value of an operand that `templates` was not set for. */
export const valueOf = (operand: Operand | undefined): Primitive['value'] => operand?.kind === 'primitive' ? operand.value : undefined
