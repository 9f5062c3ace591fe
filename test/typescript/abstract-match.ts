// Does an abstract value cover a host value? What is known must be equal through and through; what is unknown covers anything.
import { types } from 'node:util'
import { enumerableKeys, hole, type Abstract, type Choice, type Condition, type Obj, type Unknown } from '#value'

/** The one environment variable that the values hang on, as it was in the run. */
export interface Given { readonly X: string | undefined }

/** How a comparison went: the path of the first difference, and how many parts were known and unknown. */
export interface Match {
  readonly given: Given | undefined
  difference: string | undefined
  known: number
  unknown: number
}

/** What a condition comes down to; undefined where it is about something else than the variable. */
const answer = (when: Condition, given: Given | undefined): boolean | undefined => {
  if (given === undefined || when.subject !== 'env:X') return undefined
  if (when.test.kind === 'truthy') return Boolean(given.X)
  if (when.test.kind === 'present') return given.X !== undefined
  return when.test.kind === 'is' ? given.X === when.test.literal : undefined
}

/** The value on the side that the variable decides. */
const decided = (value: Abstract, given: Given | undefined): Abstract => {
  let at = value
  while (at.kind === 'choice') {
    const is = answer(at.when, given)
    if (is === undefined) return at
    at = is ? at.then : at.else
  }
  return at
}

/** Compares an evaluated value with the host's. */
export const matches = (value: Abstract | undefined, host: unknown, given?: Given): Match => {
  const match: Match = { given, difference: undefined, known: 0, unknown: 0 }
  compare(value, host, 'out', match, new Map())
  return match
}

const differ = (match: Match, path: string, ours: unknown, theirs: unknown): void => {
  match.difference ??= `${path}: read ${String(ours)}, ran ${typeof theirs === 'symbol' ? String(theirs) : `${typeof theirs} ${String(Object.prototype.toString.call(theirs))} ${JSON.stringify(theirs, (_, one: unknown) => typeof one === 'bigint' ? `${one}n` : one)}`}`
}

const compare = (undecided: Abstract | undefined, host: unknown, path: string, match: Match, seen: Map<Obj, unknown>): void => {
  const value = undecided && decided(undecided, match.given)
  if (value === undefined || value.kind === 'absent') return differ(match, path, 'nothing', host)
  if (value.kind === 'unknown') {
    match.unknown++
    if (value.id === 'env:X' && match.given !== undefined && match.given.X !== host) differ(match, path, 'the variable', host)
    return
  }
  if (value.kind === 'maybe') {
    match.unknown++
    return
  }
  if (value.kind === 'choice') return compareChoice(value, host, path, match, seen)
  if (value.kind === 'template') {
    match.unknown++
    return typeof host === 'string' && patternOf(value.parts, match.given).test(host) ? undefined : differ(match, path, patternOf(value.parts, match.given), host)
  }
  match.known++
  if (value.kind === 'symbol') return typeof host === 'symbol' && host.description === value.description ? undefined : differ(match, path, `symbol ${value.description}`, host)
  if (value.kind === 'primitive') return Object.is(value.value, host) ? undefined : differ(match, path, `${typeof value.value} ${JSON.stringify(String(value.value))}${Object.is(value.value, -0) ? ' (-0)' : ''}`, host)
  if ((typeof host !== 'object' && typeof host !== 'function') || host === null) return differ(match, path, value.type, host)
  if (seen.has(value)) return seen.get(value) === host ? undefined : differ(match, path, 'another object', host)
  seen.set(value, host)
  compareObject(value, host, path, match, seen)
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** What a text with holes looks like: what is known in it, in order. */
const patternOf = (parts: readonly (string | Unknown)[], given: Given | undefined): RegExp =>
  new RegExp(`^${parts.map((part) => typeof part === 'string' ? quoted(part) : part.id === 'env:X' && given !== undefined ? quoted(String(given.X)) : '[^]*').join('')}$`)

/** One side is enough. */
const compareChoice = (value: Choice, host: unknown, path: string, match: Match, seen: Map<Obj, unknown>): void => {
  match.unknown++
  const sides = [value.then, value.else].map((side): Match => {
    const one: Match = { given: match.given, difference: undefined, known: 0, unknown: 0 }
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
    const ours = [...value.entries.values()].filter((entry) => decided(entry.value, match.given).kind !== 'absent')
    if (value.unordered || ours.some((entry) => mayMiss(decided(entry.value, match.given)))) {
      match.unknown++
      return
    }
    if (ours.length !== theirs.length) return differ(match, path, `${ours.length} entries`, host)
    ours.forEach((entry, index) => {
      compare(entry.key, theirs[index]![0], `${path}<key ${index}>`, match, seen)
      compare(entry.value, theirs[index]![1], `${path}<${index}>`, match, seen)
    })
    return
  }
  const present = (key: string): Abstract | undefined => {
    const own = value.props.get(key)
    return own === undefined || own.kind === 'slot' ? undefined : decided(own, match.given)
  }
  const ours = enumerableKeys(value).filter((key) => present(key)?.kind !== 'absent')
  if (value.unordered || ours.some((key) => present(key) !== undefined && mayMiss(present(key)!))) {
    match.unknown++
    return
  }
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

const mayMiss = (value: Abstract): boolean => value.kind === 'absent' || (value.kind === 'choice' && (mayMiss(value.then) || mayMiss(value.else)))

const compareItems = (all: readonly Abstract[], host: readonly unknown[], path: string, match: Match, seen: Map<Obj, unknown>): void => {
  const items = all.map((item) => item === hole ? item : decided(item, match.given)).filter((item) => item.kind !== 'absent')
  if (items.some(mayMiss)) {
    match.unknown++
    return
  }
  if (items.length !== host.length) return differ(match, path, `${items.length} elements`, host)
  items.forEach((item, index) => {
    if ((item === hole) === (index in host)) differ(match, `${path}[${index}]`, item === hole ? 'a hole' : 'no hole', host)
    if (item !== hole) compare(item, host[index], `${path}[${index}]`, match, seen)
  })
}
