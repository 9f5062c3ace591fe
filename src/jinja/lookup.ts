// Attributes, items and slices. Only data of ours is looked at, and only methods from our own tables are found: no prototype, no host function.
import { TemplateFailure } from './failure.ts'
import { known } from './operations.ts'
import { isHashable, isKind, keyOf, listOf, tupleOf, typeName, unknown, type PythonValue, type Machine } from './python-value.ts'
import { undefinedError } from './show.ts'

const unsafe = /^_|^(mro|func_|gi_|cr_|tb_|f_|co_)/

/** `value.name`: a key of a dict or namespace, a method, else undefined. Names that begin with `_` are refused, as in Jinja's sandbox. */
export const attributeOf = (value: PythonValue, name: string, machine: Machine): PythonValue => {
  machine.spend(1)
  if (isKind(value, 'undefined')) throw undefinedError(value.name)
  if (unsafe.test(name)) throw new TemplateFailure('SecurityError', `access to attribute '${name}' of '${typeName(value)}' object is unsafe.`)
  if (isKind(value, 'unknown')) return derived(value, name)
  const method = isKind(value, 'dict') && value.namespace === true ? undefined : machine.methodOf(value, name)
  if (method !== undefined) return method
  if (isKind(value, 'dict')) {
    const pair = value.pairs.get(keyOf(name))
    if (pair !== undefined) return pair[1]
  }
  return { kind: 'undefined', name: `${typeName(value)} object.${name}` }
}

/** `value[key]`. A missing key or index is undefined, as in Jinja. */
export const itemOf = (value: PythonValue, key: PythonValue, machine: Machine): PythonValue => {
  machine.spend(1)
  if (isKind(value, 'undefined')) throw undefinedError(value.name)
  if (isKind(value, 'unknown')) return derived(value, typeof key === 'string' ? key : undefined)
  if (isKind(key, 'unknown')) return unknown('derived')
  if (isKind(value, 'dict')) {
    const pair = isHashable(known(key)) ? value.pairs.get(keyOf(key)) : undefined
    if (pair !== undefined) return pair[1]
    return typeof key === 'string' ? attributeOf(value, key, machine) : { kind: 'undefined', name: 'dict item' }
  }
  if (typeof key === 'bigint' || typeof key === 'boolean') {
    const items = typeof value === 'string' ? [...value] : isKind(value, 'list') || isKind(value, 'tuple') ? value.items : undefined
    const index = Number(key)
    const item = items?.at(index)
    if (items !== undefined) return item === undefined ? { kind: 'undefined', name: `${typeName(value)} item ${index}` } : item
  }
  if (typeof key === 'string') return attributeOf(value, key, machine)
  return { kind: 'undefined', name: `${typeName(value)} item` }
}

const derived = (value: Extract<PythonValue, { kind: 'unknown' }>, name: string | undefined): PythonValue =>
  unknown(value.reason, value.of === undefined || name === undefined ? value.of : `${value.of}.${name}`, value.detail)

/** `value[start:stop:step]`. */
export const sliceOf = (value: PythonValue, bounds: { readonly start: PythonValue; readonly stop: PythonValue; readonly step: PythonValue }, machine: Machine): PythonValue => {
  const { start, stop, step } = bounds
  if ([value, start, stop, step].some((one) => isKind(one, 'unknown'))) return unknown('derived')
  const items = typeof value === 'string' ? [...value] : isKind(value, 'list') || isKind(value, 'tuple') ? value.items : undefined
  if (items === undefined) return { kind: 'undefined', name: `${typeName(known(value))} slice` }
  const by = bound(step) ?? 1
  if (by === 0) throw new TemplateFailure('ValueError', 'slice step cannot be zero')
  const length = items.length
  const clamp = (index: number): number => Math.min(Math.max(index < 0 ? index + length : index, by > 0 ? 0 : -1), by > 0 ? length : length - 1)
  const from = bound(start), to = bound(stop)
  const first = from === undefined ? (by > 0 ? 0 : length - 1) : clamp(from)
  const last = to === undefined ? (by > 0 ? length : -1) : clamp(to)
  const picked: PythonValue[] = []
  for (let i = first; by > 0 ? i < last : i > last; i += by) picked.push(items[i]!)
  machine.items(picked.length)
  if (typeof value === 'string') return machine.text(picked.join(''))
  return isKind(value, 'tuple') ? tupleOf(picked) : listOf(picked)
}
const bound = (value: PythonValue): number | undefined => {
  if (known(value) === null) return undefined
  if (typeof value === 'boolean') return Number(value)
  if (typeof value !== 'bigint') throw new TemplateFailure('TypeError', 'slice indices must be integers or None or have an __index__ method')
  return Number(value > 1_000_000_000n ? 1_000_000_000n : value < -1_000_000_000n ? -1_000_000_000n : value)
}
