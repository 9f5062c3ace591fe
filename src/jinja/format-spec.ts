// Python's format specifications: `>10`, `05d`, `.2f`, `,`: what stands behind the colon of a replacement field, and in `%` conversions.
import { TemplateFailure, Unknowable } from './failure.ts'
import { longestText } from './size-limits.ts'
import { typeName, type PythonValue, type Machine } from './python-value.ts'
import { floatText } from './show.ts'

interface Spec {
  readonly fill: string
  readonly align: string
  readonly sign: string
  readonly zero: boolean
  readonly alternate: boolean
  readonly width: number
  readonly group: string
  readonly precision: number | undefined
  readonly type: string
}
const pattern = /^(?:([\s\S])?([<>=^]))?([-+ ])?(#)?(0)?(\d*)([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/u

/** `format(value, spec)`. */
export const formatValue = (value: PythonValue, spec: string, machine: Machine): string => {
  const match = pattern.exec(spec)
  if (match === null) throw new TemplateFailure('ValueError', `Invalid format specifier '${spec}'`)
  const [, fill, align = '', sign = '', alternate, zero, width = '', group = '', precision, type = ''] = match
  return applySpec(value, {
    fill: fill ?? (zero === undefined ? ' ' : '0'), align: align === '' && zero !== undefined ? '=' : align, sign, zero: zero !== undefined, alternate: alternate !== undefined,
    width: bounded(width), group, precision: precision === undefined ? undefined : bounded(precision), type,
  }, machine)
}

const bounded = (digits: string): number => {
  const value = Number(digits === '' ? 0 : digits)
  if (value > longestText) throw new Unknowable('limit', 'a text gets too long')
  return value
}

const applySpec = (value: PythonValue, spec: Spec, machine: Machine): string => {
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') {
    const number = typeof value === 'boolean' ? BigInt(value) : value
    if (spec.type === 's') throw new TemplateFailure('ValueError', `Unknown format code 's' for object of type '${typeName(number)}'`)
    return machine.text(numberText(number, spec))
  }
  if (typeof value !== 'string') throw new TemplateFailure('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`)
  if (spec.type !== '' && spec.type !== 's') throw new TemplateFailure('ValueError', `Unknown format code '${spec.type}' for object of type '${typeName(value)}'`)
  if (spec.group !== '') throw new TemplateFailure('ValueError', `Cannot specify '${spec.group}' with 's'.`)
  if (spec.align === '=' && !spec.zero) throw new TemplateFailure('ValueError', "'=' alignment not allowed in string format specifier")
  return machine.text(padded(spec.precision === undefined ? value : [...value].slice(0, spec.precision).join(''), '', spec, '<'))
}

const numberText = (value: bigint | number, spec: Spec): string => {
  const negative = typeof value === 'bigint' ? value < 0n : value < 0 || Object.is(value, -0)
  const size = typeof value === 'bigint' ? (negative ? -value : value) : Math.abs(value)
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign
  const [prefix, digits] = digitsOf(size, spec)
  return padded(digits, sign + prefix, spec, '>')
}

const bases: Readonly<Record<string, readonly [number, string]>> = { b: [2, '0b'], o: [8, '0o'], x: [16, '0x'], X: [16, '0X'] }
const digitsOf = (size: bigint | number, spec: Spec): readonly [string, string] => {
  const { type } = spec
  const base = bases[type]
  if (base !== undefined || type === 'd' || type === 'c' || (typeof size === 'bigint' && (type === '' || type === 'n'))) {
    if (typeof size !== 'bigint') throw new TemplateFailure('ValueError', `Unknown format code '${type}' for object of type 'float'`)
    if (spec.precision !== undefined) throw new TemplateFailure('ValueError', 'Precision not allowed in integer format specifier')
    if (type === 'c') return ['', String.fromCodePoint(Number(size > 0x10ffffn ? 0xfffdn : size))]
    const digits = size.toString(base?.[0] ?? 10)
    return [spec.alternate ? base?.[1] ?? '' : '', grouped(type === 'X' ? digits.toUpperCase() : digits, spec.group)]
  }
  return ['', floatDigits(Number(size), spec)]
}

const floatDigits = (size: number, spec: Spec): string => {
  const upper = 'EFG'.includes(spec.type) && spec.type !== ''
  const name = Number.isNaN(size) ? 'nan' : Number.isFinite(size) ? undefined : 'inf'
  if (name !== undefined) return upper ? name.toUpperCase() : name
  const precision = Math.min(spec.precision ?? 6, 100)
  let text: string
  switch (spec.type.toLowerCase()) {
    case 'f': text = fixed(size, precision); break
    case '%': text = `${fixed(size * 100, precision)}%`; break
    case 'e': text = exponential(size, precision); break
    case '': text = spec.precision === undefined ? floatText(size) : general(size, Math.max(1, precision)); break
    default: text = general(size, Math.max(1, precision))
  }
  const point = text.search(/[.e%]/)
  const whole = point < 0 ? text : text.slice(0, point)
  return (grouped(whole, spec.group) + text.slice(whole.length))[upper ? 'toUpperCase' : 'toString']()
}
/** So many decimals; a tie goes to the even digit, as C prints it, where `toFixed` takes the larger. */
export const fixed = (size: number, precision: number): string => {
  if (size >= 1e21) return BigInt(size).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '')
  const exact = size.toFixed(Math.min(100, precision + 25))
  const cut = exact.slice(0, exact.indexOf('.') + precision + 1).replace(/\.$/, '')
  const isTie = /^50*$/.test(exact.slice(exact.indexOf('.') + precision + 1))
  return isTie && '02468'.includes(cut.at(-1) ?? '') ? cut : size.toFixed(precision)
}
const exponential = (size: number, precision: number): string =>
  size.toExponential(precision).replace(/e([-+])(\d)$/, 'e$10$2')
const general = (size: number, precision: number): string => {
  const power = size === 0 ? 0 : Number(size.toExponential(precision - 1).split('e')[1])
  if (power < -4 || power >= precision) return exponential(size, precision - 1).replace(/\.?0+e/, 'e')
  const text = fixed(size, Math.max(0, precision - 1 - power))
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
const grouped = (digits: string, separator: string): string =>
  separator === '' ? digits : digits.replace(/\B(?=(\d{3})+(?!\d))/g, separator)

const padded = (text: string, prefix: string, spec: Spec, standard: string): string => {
  const missing = Math.max(0, spec.width - [...text].length - prefix.length)
  const align = spec.align === '' ? standard : spec.align
  if (align === '=') return prefix + spec.fill.repeat(missing) + text
  if (align === '<') return prefix + text + spec.fill.repeat(missing)
  if (align === '>') return spec.fill.repeat(missing) + prefix + text
  return spec.fill.repeat(missing >> 1) + prefix + text + spec.fill.repeat(missing - (missing >> 1))
}
