// `'%s has %05.2f' % (name, share)`: Python's formatting with a percent sign.
import { TemplateFailure } from './failure.ts'
import { formatValue } from './format-spec.ts'
import { isKind, isNumber, keyOf, typeName, type PythonValue, type Machine } from './python-value.ts'
import { representation, textOf } from './show.ts'

const conversion = /%(?:\(([^)]*)\))?([-+ #0]*)(\d*|\*)(?:\.(\d+|\*))?[hlL]?([\s\S]?)/g

/** `format % values`: a tuple gives one value for each conversion, a dict gives them by name. */
export const formatPercent = (format: string, values: PythonValue, machine: Machine): string => {
  const items = isKind(values, 'tuple') ? values.items : [values]
  let used = 0
  const next = (): PythonValue => {
    const value = items[used++]
    if (value === undefined) throw new TemplateFailure('TypeError', 'not enough arguments for format string')
    return value
  }
  const text = format.replace(conversion, (_whole: string, name: string | undefined, flags: string, width: string, precision: string | undefined, type: string) => {
    machine.spend(1)
    if (type === '%') return '%'
    if (width === '*' || precision === '*') throw new TemplateFailure('ValueError', "'*' widths are not supported")
    const value = name === undefined ? next() : named(values, name)
    return converted(value, flags, width, precision, type, machine)
  })
  if (used < items.length && !isKind(values, 'dict') && !isKind(values, 'list')) throw new TemplateFailure('TypeError', 'not all arguments converted during string formatting')
  return machine.text(text)
}

const named = (values: PythonValue, name: string): PythonValue => {
  if (!isKind(values, 'dict')) throw new TemplateFailure('TypeError', 'format requires a mapping')
  const pair = values.pairs.get(keyOf(name))
  if (pair === undefined) throw new TemplateFailure('KeyError', `'${name}'`)
  return pair[1]
}

const converted = (value: PythonValue, flags: string, width: string, precision: string | undefined, type: string, machine: Machine): string => {
  const align = flags.includes('-') ? '<' : ''
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  if (type === 's' || type === 'r' || type === 'a') {
    const text = type === 's' ? textOf(value, machine) : representation(value, machine)
    return formatValue(text, `${align === '' ? '>' : align}${width}${precision === undefined ? '' : `.${precision}`}`, machine)
  }
  if (type === 'c' && typeof value === 'string' && [...value].length !== 1) throw new TemplateFailure('TypeError', '%c requires int or char')
  if (type === 'c' && typeof value === 'string') return formatValue(value, `${align === '' ? '>' : align}${width}`, machine)
  if (!'diuoxXeEfFgGc'.includes(type) || type === '') throw new TemplateFailure('ValueError', `unsupported format character '${type}'`)
  if (!isNumber(value)) throw new TemplateFailure('TypeError', `%${type} format: a real number is required, not ${typeName(value)}`)
  const zero = flags.includes('0') && align === '' ? '0' : ''
  const whole = 'diu'.includes(type)
  const number = typeof value === 'boolean' ? BigInt(value) : whole && typeof value === 'number' ? BigInt(Math.trunc(value)) : value
  const alternate = flags.includes('#') ? '#' : ''
  return formatValue(number, `${align}${sign}${alternate}${zero}${width}${precision === undefined || whole ? '' : `.${precision}`}${whole ? 'd' : type}`, machine)
}
