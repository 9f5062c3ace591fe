// How a lift looks at evaluated values: plain reads that run no code. Getters give unknown.
import type { Abstract, Obj } from './abstract.ts'
import { ownProperty, enumerableKeys } from './property.ts'
import { choice, presentOr, undefinedValue, unknown, maybe } from './make.ts'
import { userPlace } from './site.ts'
import type { Place } from '#model'

/** The property of an object, its prototypes included; undefined (the value) where there is none. Choices of objects give choices. */
export const getProp = (value: Abstract, key: string): Abstract => {
  if (value.kind === 'choice') return choice(value.when, getProp(value.then, key), getProp(value.else, key))
  if (value.kind === 'maybe') return maybe(getProp(value.value, key))
  if (value.kind === 'unknown') return unknown('derived', { from: value, id: `${value.id}.${key}` })
  if (value.kind === 'object') return propertyOf(value, key)
  return undefinedValue
}

const propertyOf = (obj: Obj, key: string): Abstract => {
  for (let at: Obj | null = obj; at !== null; at = at.proto) {
    const own = ownProperty(at, key)
    if (own === undefined) {
      if (at.open !== undefined) return unknown('open-object', { from: at.open, id: `o${at.serial}.${key}` })
      continue
    }
    if (own.kind !== 'slot') return presentOr(own, undefinedValue)
    return own.value === undefined ? unknown('unsupported', { detail: `${key} is a getter` }) : presentOr(own.value, undefinedValue)
  }
  return undefinedValue
}

/** The enumerable own keys of an object, in order. */
export const keysOf = (value: Abstract): string[] => value.kind === 'object' ? enumerableKeys(value) : []

/** The elements of an array: guarded ones are choices with `absent`. Undefined where it is not an array. */
export const itemsOf = (value: Abstract): readonly Abstract[] | undefined =>
  value.kind === 'object' && value.type === 'array' ? value.items : undefined

/** The brand of an instance: its own or inherited text property `brand`. Undefined for everything else. */
export const classBrand = (value: Abstract): string | undefined => {
  if (value.kind !== 'object' || value.intrinsic) return undefined
  const own = value.props.get('brand')
  if (own === undefined && value.proto !== null && value.proto.intrinsic && value.open === undefined) return undefined
  const brand = own !== undefined && own.kind === 'primitive' ? own : getProp(value, 'brand')
  return brand.kind === 'primitive' && typeof brand.value === 'string' ? brand.value : undefined
}

/** The place in user code where a value was made: for objects of the authoring API, of the call that made them. */
export const originOf = (value: Abstract): Place | undefined => {
  switch (value.kind) {
    case 'object': return userPlace(value.site, value.frame)
    case 'primitive': case 'template': case 'unknown': return userPlace(value.site, undefined)
    case 'choice': return originOf(value.then) ?? originOf(value.else)
    case 'maybe': return originOf(value.value)
    default: return undefined
  }
}
