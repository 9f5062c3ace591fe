// Abstract values as JSON: what is known as it is, everything else in one of the `$` forms of the contract.
import type { Assumption, Place, UnknownValue, Value } from '#model'
import { instantText } from '#time'
import type { Abstract, Obj, Path, Unknown } from './abstract.ts'
import { assume, resolve } from './condition.ts'
import { hole } from './make.ts'
import { enumerableKeys } from './property.ts'
import { originOf } from './read.ts'
import { userPlace } from './site.ts'

/** How values are written. */
export interface JsonOptions {
  /** Objects that stand for something else, such as a table for its name; undefined for all others. */
  readonly object?: (obj: Obj, path: Path | undefined) => Value | undefined
  /** Told of each list of assumptions that some part rests on. */
  readonly assumed?: (assumptions: readonly Assumption[]) => void
  /** What a getter gives; without it getters are not known. */
  readonly getter?: (obj: Obj, key: string) => Abstract
  /** Tells dates, maps and sets from the text and the lists that they are otherwise written as. */
  readonly exact?: boolean
  /** How unknowns are written: `unknownJson` where it is left out. */
  readonly unknown?: (value: Unknown) => UnknownValue
}

/** So many parts one value may have: objects that share their parts can unfold to any size. */
const largest = 100_000
/** So deep a value may be: whoever reads the model has a stack of its own. */
const deepest = 200

interface Writing { readonly options: JsonOptions; readonly above: Set<Obj>; parts: number }

/** The value as JSON, with the choices decided that the path decides. */
export const jsonOf = (value: Abstract, path: Path | undefined = undefined, options: JsonOptions = {}): Value =>
  write(value, path, { options, above: new Set(), parts: 0 })

const write = (value: Abstract, path: Path | undefined, writing: Writing): Value => {
  if (++writing.parts > largest) return { $unknown: 'limit', detail: `more than ${largest} parts` }
  const at = resolve(path, value)
  if ('assumed' in at && at.assumed !== undefined) writing.options.assumed?.(at.assumed)
  switch (at.kind) {
    case 'primitive': return at === hole ? { $undefined: true } : primitiveJson(at.value)
    case 'symbol': return { $unknown: 'unsupported', detail: 'a symbol' }
    case 'unknown': return unknownOf(at, writing)
    case 'template': return { $template: at.parts.map((part) => typeof part === 'string' ? part : unknownOf(part, writing)) }
    case 'absent': return { $absent: true }
    case 'maybe': return { $maybe: write(at.value, path, writing) }
    case 'choice': return { $choice: {
      when: at.when.text,
      then: write(at.then, assume(path, at.when, true), writing),
      else: write(at.else, assume(path, at.when, false), writing),
    } }
    case 'object': return objectJson(at, path, writing)
  }
}

const unknownOf = (value: Unknown, { options }: Writing): UnknownValue => (options.unknown ?? unknownJson)(value)

/** A known primitive as JSON. */
export const primitiveJson = (value: string | number | boolean | bigint | null | undefined): Value => {
  if (value === undefined) return { $undefined: true }
  if (typeof value === 'bigint') return { $bigint: String(value) }
  if (typeof value !== 'number') return value
  if (Object.is(value, -0)) return { $number: '-0' }
  return Number.isFinite(value) ? value : { $number: String(value) as 'NaN' }
}

/** An unknown as JSON, with the place it comes from. */
export const unknownJson = (value: Unknown): UnknownValue => {
  const at: Place | undefined = userPlace(value.site, undefined)
  return {
    $unknown: value.reason,
    ...ofOrigin(value),
    ...(value.detail !== undefined && { detail: value.detail }),
    ...(at && { at }),
  }
}

/** The name of what an unknown comes from in the end. */
const ofOrigin = (value: Unknown): { of?: string } => {
  for (let at: Unknown | undefined = value; at !== undefined; at = at.from) if (at.of !== undefined) return { of: at.of }
  return {}
}

const objectJson = (obj: Obj, path: Path | undefined, writing: Writing): Value => {
  const special = writing.options.object?.(obj, path)
  if (special !== undefined) return special
  if (writing.above.has(obj)) return { $unknown: 'cycle' }
  if (writing.above.size >= deepest) return { $unknown: 'limit', detail: `more than ${deepest} levels` }
  writing.above.add(obj)
  try {
    return partsJson(obj, path, writing)
  } finally {
    writing.above.delete(obj)
  }
}

const partsJson = (obj: Obj, path: Path | undefined, writing: Writing): Value => {
  switch (obj.type) {
    case 'function': return { $unknown: 'function', ...nameOf(obj) }
    case 'array': case 'arguments': return [...obj.items!.map((item) => write(item, path, writing)), ...furtherItems(obj, writing)]
    case 'map': return wrapped('$map', [...obj.entries!.values()].map((entry) => entryJson(entry.key, entry.value, path, writing)), obj, writing)
    case 'set': return wrapped('$set', [...obj.entries!.values()].map((entry) => write(entry.value, path, writing)), obj, writing)
    case 'date': return wrapped('$date', dateJson(obj, writing), obj, writing)
    case 'regexp': case 'weakmap': case 'weakset': case 'generator': case 'iterator': case 'promise': return { $unknown: 'unsupported', detail: `a ${obj.type}` }
    case 'boxed': return write(obj.data as Abstract, path, writing)
    default: return propertiesJson(obj, path, writing)
  }
}

/** Elements that a list may have besides those that are known of: any number of unknown ones. */
const furtherItems = (obj: Obj, writing: Writing): Value[] =>
  obj.open === undefined ? [] : [{ $choice: { when: 'each', then: unknownOf(obj.open, writing), else: { $absent: true } } }]

const wrapped = (mark: string, inner: Value, obj: Obj, { options }: Writing): Value =>
  options.exact === true ? { [mark]: inner, ...(obj.open !== undefined && { $open: true }) } : inner

const entryJson = (key: Abstract, value: Abstract, path: Path | undefined, writing: Writing): Value => {
  const at = resolve(path, value)
  if (at.kind !== 'choice') return [write(key, path, writing), write(at, path, writing)]
  return { $choice: {
    when: at.when.text,
    then: entryOrAbsent(key, at.then, assume(path, at.when, true), writing),
    else: entryOrAbsent(key, at.else, assume(path, at.when, false), writing),
  } }
}
const entryOrAbsent = (key: Abstract, value: Abstract, path: Path | undefined, writing: Writing): Value =>
  resolve(path, value).kind === 'absent' ? { $absent: true } : entryJson(key, value, path, writing)

/** The name of a function, where it has one. */
export const nameOf = (obj: Obj): { of?: string } => {
  if (typeof obj.data === 'string') return obj.data === '' ? {} : { of: obj.data }
  const name = obj.props.get('name')
  const value = name?.kind === 'slot' ? name.value : name
  return value?.kind === 'primitive' && typeof value.value === 'string' && value.value !== '' ? { of: value.value } : {}
}

/** A date as ISO 8601 text; not known where its time is not. */
const dateJson = (obj: Obj, writing: Writing): Value => {
  const time = obj.data as Abstract | undefined
  if (time === undefined || time.kind !== 'primitive' || typeof time.value !== 'number') return time?.kind === 'unknown' ? unknownOf(time, writing) : { $unknown: 'derived' }
  return instantText(time.value) ?? { $number: 'NaN' }
}

const propertiesJson = (obj: Obj, path: Path | undefined, writing: Writing): Value => {
  const out: [string, Value][] = []
  for (const key of enumerableKeys(obj)) {
    const own = obj.props.get(key)!
    const value = own.kind === 'slot' ? own.value ?? writing.options.getter?.(obj, key) : own
    const name = key.startsWith('$') ? `$${key}` : key
    if (value === undefined) out.push([name, { $unknown: 'function', detail: 'a getter' }])
    else if (resolve(path, value).kind !== 'absent') out.push([name, write(value, path, writing)])
  }
  if (obj.open !== undefined) out.push(['$open', true])
  return Object.fromEntries(out)
}

/** Where a value comes from, as a spreadable `at`. */
export const atOf = (value: Abstract): { at?: Place } => {
  const at = originOf(value)
  return at === undefined ? {} : { at }
}
