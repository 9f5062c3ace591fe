// Abstract values in their JSON form, as `export values` and the model show them.
import type { Place, Value } from '#model'
import { canBeAbsent, enumerableKeys, placeOf, undefinedValue, type Abstract, type Obj, type Unknown } from '#value'
import type { Run } from './run.ts'

/** What to put into the JSON form. */
export interface ValueOptions {
  /** Places and explanations of unknowns. */
  readonly details: boolean
}

/** Reasons whose `of` names something the author knows. */
const named = new Set(['env', 'import', 'global', 'variable', 'connection', 'ambient'])
/** So deep is a value shown. */
const maxDepth = 200

/** The JSON form of a value. Getters are called. */
export const toValue = (run: Run, value: Abstract, options: ValueOptions = { details: false }): Value => show({ run, options, above: new Set() }, value)

interface Showing { readonly run: Run, readonly options: ValueOptions, readonly above: Set<Obj> }

const show = (showing: Showing, given: Abstract): Value => {
  const value = showing.run.resolve(given)
  switch (value.kind) {
    case 'primitive': return showPrimitive(value.value)
    case 'symbol': return { $unknown: 'unsupported', detail: `Symbol(${value.description ?? ''})` }
    case 'unknown': return showUnknown(showing, value)
    case 'choice': return { $choice: { when: value.when.text, then: show(showing, value.then), else: show(showing, value.else) } }
    case 'template': return { $template: value.parts.map((part) => typeof part === 'string' ? part : showUnknown(showing, part)) }
    case 'absent': return { $absent: true }
    case 'maybe': return { $maybe: show(showing, value.value) }
    case 'object': return showObject(showing, value)
  }
}

const showPrimitive = (value: unknown): Value => {
  if (value === undefined) return { $undefined: true }
  if (typeof value === 'bigint') return { $bigint: String(value) }
  if (typeof value !== 'number') return value as Value
  if (Number.isFinite(value)) return Object.is(value, -0) ? { $number: '-0' } : value
  return { $number: Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity' }
}

const showUnknown = ({ options }: Showing, value: Unknown): Value => {
  const of = named.has(value.reason) && value.of !== undefined ? { of: value.of } : {}
  if (!options.details) return { $unknown: value.reason, ...of }
  const at: Place | undefined = value.site === undefined || value.site.file.library ? undefined : placeOf(value.site)
  return { $unknown: value.reason, ...of, ...(value.detail === undefined ? {} : { detail: value.detail }), ...(at === undefined ? {} : { at }) }
}

const showObject = (showing: Showing, obj: Obj): Value => {
  const { above } = showing
  if (above.has(obj)) return { $unknown: 'cycle' }
  if (above.size > maxDepth) return { $unknown: 'limit', detail: 'nested too deeply to be shown' }
  above.add(obj)
  try {
    return inside(showing, obj)
  } finally {
    above.delete(obj)
  }
}

const inside = (showing: Showing, obj: Obj): Value => {
  switch (obj.type) {
    case 'function': return { $unknown: 'function', detail: String(obj.data ?? '') }
    case 'array': case 'arguments': {
      const items = obj.items!.map((item) => show(showing, item))
      return obj.open === undefined ? items : { $items: items, $open: true }
    }
    case 'date': return { $date: show(showing, obj.data as Abstract) }
    case 'map': return { $map: [...obj.entries!.values()].map(({ key, value }) => [show(showing, key), show(showing, value)]), ...openMark(obj) }
    case 'set': return { $set: [...obj.entries!.values()].map(({ key, value }) => canBeAbsent(value) ? { $maybe: show(showing, key) } : show(showing, key)), ...openMark(obj) }
    case 'regexp': case 'promise': case 'generator': case 'iterator': case 'weakmap': case 'weakset': return { $unknown: 'unsupported', detail: obj.type }
    case 'boxed': return show(showing, obj.data as Abstract)
    default: return showPlain(showing, obj)
  }
}

const openMark = (obj: Obj): Record<string, Value> => obj.open === undefined ? {} : { $open: true }

const showPlain = (showing: Showing, obj: Obj): Value => {
  const out: Record<string, Value> = {}
  const put = (key: string, value: Value): void => { Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true }) }
  for (const key of enumerableKeys(obj)) {
    const own = obj.props.get(key) ?? undefinedValue
    const value = own.kind === 'slot' ? own.value ?? readGetter(showing.run, obj, key) : own
    if (value.kind !== 'absent') put(key.startsWith('$') ? `$${key}` : key, show(showing, value))
  }
  if (obj.open !== undefined) put('$open', true)
  return out
}

const readGetter = (run: Run, obj: Obj, key: string): Abstract => {
  try {
    return run.get(obj, key)
  } catch {
    return run.unknown('derived', { detail: `the getter ${key} throws` })
  }
}
