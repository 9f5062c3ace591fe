// Does an abstract value cover a host value? What is known must be equal through and through; what is unknown covers anything.
import { types } from 'node:util'
import { enumerableKeys, hole, type Abstract, type Choice, type Obj } from '../../../src/value/index.ts'

/** How a comparison went: the path of the first difference, and how many parts were known and unknown. */
export interface Match {
  difference: string | undefined
  known: number
  unknown: number
}

/** Compares an evaluated value with the host's. */
export const matches = (value: Abstract | undefined, host: unknown): Match => {
  const match: Match = { difference: undefined, known: 0, unknown: 0 }
  compare(value, host, 'out', match, new Map())
  return match
}

const differ = (match: Match, path: string, ours: unknown, theirs: unknown): void => {
  match.difference ??= `${path}: read ${String(ours)}, ran ${typeof theirs === 'symbol' ? String(theirs) : `${typeof theirs} ${String(Object.prototype.toString.call(theirs))} ${JSON.stringify(theirs, (_, one: unknown) => typeof one === 'bigint' ? `${one}n` : one)}`}`
}

const compare = (value: Abstract | undefined, host: unknown, path: string, match: Match, seen: Map<Obj, unknown>): void => {
  if (value === undefined || value.kind === 'absent') return differ(match, path, 'nothing', host)
  if (value.kind === 'unknown') {
    match.unknown++
    return
  }
  if (value.kind === 'maybe') {
    match.unknown++
    return
  }
  if (value.kind === 'choice') return compareChoice(value, host, path, match, seen)
  if (value.kind === 'template') {
    match.unknown++
    return typeof host === 'string' ? undefined : differ(match, path, 'a template', host)
  }
  match.known++
  if (value.kind === 'symbol') return typeof host === 'symbol' && host.description === value.description ? undefined : differ(match, path, `symbol ${value.description}`, host)
  if (value.kind === 'primitive') return Object.is(value.value, host) ? undefined : differ(match, path, `${typeof value.value} ${JSON.stringify(String(value.value))}${Object.is(value.value, -0) ? ' (-0)' : ''}`, host)
  if ((typeof host !== 'object' && typeof host !== 'function') || host === null) return differ(match, path, value.type, host)
  if (seen.has(value)) return seen.get(value) === host ? undefined : differ(match, path, 'another object', host)
  seen.set(value, host)
  compareObject(value, host, path, match, seen)
}

/** One side is enough. */
const compareChoice = (value: Choice, host: unknown, path: string, match: Match, seen: Map<Obj, unknown>): void => {
  match.unknown++
  const sides = [value.then, value.else].map((side): Match => {
    const one: Match = { difference: undefined, known: 0, unknown: 0 }
    compare(side, host, path, one, new Map(seen))
    return one
  })
  if (sides.every((side) => side.difference !== undefined)) match.difference ??= sides[0]!.difference
}

const innerType = (host: object): string => {
  if (typeof host === 'function') return 'function'
  if (Array.isArray(host)) return 'array'
  if (types.isMap(host)) return 'map'
  if (types.isSet(host)) return 'set'
  if (types.isDate(host)) return 'date'
  if (types.isRegExp(host)) return 'regexp'
  if (types.isNativeError(host)) return 'error'
  if (types.isPromise(host)) return 'promise'
  return types.isBoxedPrimitive(host) ? 'boxed' : 'object'
}

const compareObject = (value: Obj, host: object, path: string, match: Match, seen: Map<Obj, unknown>): void => {
  // Prototypes are objects of their own kind in the host, plain ones here.
  if (value.intrinsic && Object.hasOwn(host, 'constructor')) return
  if (value.type !== innerType(host)) return differ(match, path, value.type, host)
  if (value.open !== undefined) {
    match.unknown++
    return
  }
  if (value.type === 'function') return
  if (value.type === 'date') return compare(value.data as Abstract, (host as Date).getTime(), `${path}.time`, match, seen)
  if (value.items !== undefined) return compareItems(value.items, host as unknown[], path, match, seen)
  if (value.entries !== undefined) {
    const theirs = [...(host as Map<unknown, unknown>).entries()]
    const ours = [...value.entries.values()]
    if (ours.length !== theirs.length) return differ(match, path, `${ours.length} entries`, host)
    ours.forEach((entry, index) => {
      compare(entry.key, theirs[index]![0], `${path}<key ${index}>`, match, seen)
      compare(entry.value, theirs[index]![1], `${path}<${index}>`, match, seen)
    })
    return
  }
  const ours = enumerableKeys(value)
  const theirs = Object.keys(host)
  // An unknown result covers a host that throws: what an operation on something unknown throws is unknown, too.
  if (ours.join() === 'value' && theirs.join() === 'error' && hasUnknown(value, new Set())) return
  if (ours.join() !== theirs.join()) return differ(match, path, `keys ${ours.join()}`, host)
  for (const key of ours) {
    const own = value.props.get(key)!
    if (own.kind !== 'slot') compare(own, (host as Record<string, unknown>)[key], `${path}.${key}`, match, seen)
    else if (own.value !== undefined) compare(own.value, (host as Record<string, unknown>)[key], `${path}.${key}`, match, seen)
  }
}

const hasUnknown = (value: Abstract, seen: Set<Abstract>): boolean => {
  if (value.kind === 'unknown' || value.kind === 'choice' || value.kind === 'maybe' || value.kind === 'template') return true
  if (value.kind !== 'object' || seen.has(value)) return false
  seen.add(value)
  return value.open !== undefined || (value.items ?? []).some((item) => hasUnknown(item, seen)) ||
    [...value.props.values()].some((own) => own.kind === 'slot' ? own.value !== undefined && hasUnknown(own.value, seen) : hasUnknown(own, seen))
}

const compareItems = (items: readonly Abstract[], host: readonly unknown[], path: string, match: Match, seen: Map<Obj, unknown>): void => {
  if (items.length !== host.length) return differ(match, path, `${items.length} elements`, host)
  items.forEach((item, index) => {
    if ((item === hole) === (index in host)) differ(match, `${path}[${index}]`, item === hole ? 'a hole' : 'no hole', host)
    if (item !== hole) compare(item, host[index], `${path}[${index}]`, match, seen)
  })
}
