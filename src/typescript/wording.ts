// Unknown values and conditions in words: as near to the source as can be told from where a value comes from.
import { binaryText, nativeOf, operandText, type Abstract, type Obj, type Unknown } from '#value'

/** Longer texts are not put together further. */
const longest = 200

/** A text as the detail of an unknown, unless it is too long to help. */
export const inWords = (text: string): string | undefined => text.length > longest ? undefined : text

/** A property key as error messages and texts show it. */
const plainKey = /^[\p{L}_$][\p{L}\p{N}_$]*$/u

/** An unknown as its author would name it: `process.env.REGION`, `settings#env.region`, `process.env.REGION.length`. */
export const nameOfUnknown = (value: Unknown): string => {
  if (value.reason === 'env') return `process.env.${value.of ?? '…'}`
  if (value.reason === 'element' && value.from !== undefined && value.detail === undefined) return `${operandText(nameOfUnknown(value.from))}[…]`
  const computed = value.reason === 'derived' || value.reason === 'call' || value.reason === 'await' || value.reason === 'compare'
  const name = computed ? value.detail ?? value.of : value.of ?? value.detail
  if (name !== undefined) return name
  if (value.from === undefined || value.from === value) return value.reason
  const origin = nameOfUnknown(value.from)
  return origin.startsWith(madeOf) ? origin : madeOf + origin
}

/** A condition on a value that was computed is not one on what it was computed from. */
const madeOf = 'something made of '

/** `base.key`, `base[0]`. */
export const memberText = (base: string, key: string): string | undefined =>
  inWords(plainKey.test(key) ? `${operandText(base)}.${key}` : /^\d+$/.test(key) ? `${operandText(base)}[${key}]` : `${operandText(base)}['${key}']`)

/** So many elements of a list are shown. */
const mostElements = 6

/** A value as a condition's text shows it. */
export const describe = (value: Abstract): string => {
  switch (value.kind) {
    case 'primitive': return typeof value.value === 'string' ? quoted(value.value) : typeof value.value === 'bigint' ? `${value.value}n` : String(value.value)
    case 'unknown': return nameOfUnknown(value)
    case 'template': return `\`${value.parts.map((part) => typeof part === 'string' ? part : `\${${nameOfUnknown(part)}}`).join('')}\``
    case 'symbol': return value.description ?? 'Symbol()'
    case 'object': return describeObject(value)
    case 'absent': return 'undefined'
    case 'maybe': case 'choice': return '…'
  }
}

/** More of a literal text is not shown. */
const longestLiteral = 80

const quoted = (text: string): string =>
  `'${(text.length > longestLiteral ? `${text.slice(0, longestLiteral)}…` : text).replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`

const regexpText = ({ data }: Obj): string => {
  const { source, flags } = data as { readonly source?: string, readonly flags?: string }
  return source === undefined ? '/…/' : `/${source}/${flags}`
}

/** The first of what an unknown comes from that has a name. */
const named = (value: Unknown): Unknown => value.from === undefined || value.of !== undefined || value.detail !== undefined ? value : named(value.from)

const describeObject = (obj: Obj): string => {
  switch (obj.type) {
    case 'function': return (nativeOf(obj)?.name ?? (typeof obj.data === 'string' ? obj.data : '')) || '() => …'
    case 'array': return obj.open === undefined && obj.items!.length <= mostElements && obj.items!.every((item) => item.kind === 'primitive') ? `[${obj.items!.map(describe).join(', ')}]` : '[…]'
    case 'date': {
      const time = obj.data as Abstract
      return time.kind === 'primitive' ? `new Date(${String(time.value)})` : 'new Date(…)'
    }
    case 'map': case 'set': return `new ${obj.type === 'map' ? 'Map' : 'Set'}(${obj.open === undefined ? '…' : `[…, ${nameOfUnknown(named(obj.open))}]`})`
    case 'regexp': return regexpText(obj)
    default: return '{…}'
  }
}

/** `left operator right` of two values. */
export const operationText = (left: Abstract, operator: string, right: Abstract): string | undefined => inWords(binaryText(describe(left), operator, describe(right)))

/** The call of a function that is not known. */
export const unknownCallText = (name: string, args: readonly Abstract[]): string => {
  const text = `${name}(${args.map(describe).join(', ')})`
  return inWords(text) ?? `${name}(…)`
}
