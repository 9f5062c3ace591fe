// Values as text, as Python's `str` and `repr` show them, and as JSON.
import { TemplateFailure, Unknowable } from './failure.ts'
import { isKind, type PythonValue, type Machine } from './python-value.ts'

/** A float as Python shows it: `2.0`, `1e+16`, `1e-05`, `inf`. */
export const floatText = (value: number): string => {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  const size = Math.abs(value)
  if (value !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits = '', exponent = '0'] = value.toExponential().split('e')
    const power = Number(exponent)
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  }
  const text = String(value)
  return text.includes('.') ? text : `${text}.0`
}

/** `str(value)`. Missing values are an error, unknown ones end the evaluation. */
export const textOf = (value: PythonValue, machine: Machine): string => {
  if (typeof value === 'string') return value
  if (isKind(value, 'undefined')) throw undefinedError(value.name)
  return machine.text(representation(value, machine))
}

/** `repr(value)`. */
export const representation = (value: PythonValue, machine: Machine): string => {
  machine.spend(1)
  if (value === null) return 'None'
  switch (typeof value) {
    case 'boolean': return value ? 'True' : 'False'
    case 'bigint': return String(value)
    case 'number': return floatText(value)
    case 'string': return quoted(value)
    default: return machine.deeper(() => machine.text(objectText(value, machine)))
  }
}

const objectText = (value: Extract<PythonValue, object>, machine: Machine): string => {
  switch (value.kind) {
    case 'list': return `[${value.items.map((item) => representation(item, machine)).join(', ')}]`
    case 'tuple': return value.items.length === 1 ? `(${representation(value.items[0]!, machine)},)` : `(${value.items.map((item) => representation(item, machine)).join(', ')})`
    case 'dict': return `{${[...value.pairs.values()].map(([key, item]) => `${representation(key, machine)}: ${representation(item, machine)}`).join(', ')}}`
    case 'undefined': return 'Undefined'
    case 'unknown': throw new Unknowable(value.reason, value.detail ?? 'it is not known', value.of)
    case 'function': throw new Unknowable('function', `a function shows as text: ${value.name}`, value.name)
  }
}

/** The error of using what is not there. */
export const undefinedError = (name: string): TemplateFailure => new TemplateFailure('UndefinedError', `'${name}' is undefined`)

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }
const quoted = (text: string): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  // eslint-disable-next-line no-control-regex
  const inner = text.replace(/[\\\u0000-\u001f\u007f-\u00a0\u00ad\u2028\u2029]/g, (char) => shortEscapes[char] ?? hexEscape(char)).replaceAll(quote, `\\${quote}`)
  return `${quote}${inner}${quote}`
}
const hexEscape = (char: string): string => {
  const code = char.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}

/** JSON as Python's `json.dumps` writes it: spaces after `,` and `:`, other scripts escaped; `indent` spaces a level, keys sorted if asked. */
export const jsonText = (value: PythonValue, machine: Machine, style: { readonly indent: number; readonly sortKeys: boolean }, level = 0): string => {
  machine.spend(1)
  if (value === null) return 'null'
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return floatText(value).replace('inf', 'Infinity').replace('nan', 'NaN')
  if (typeof value === 'string') return jsonString(value)
  const [open, close, parts] = isKind(value, 'list') || isKind(value, 'tuple')
    ? ['[', ']', value.items.map((item) => machine.deeper(() => jsonText(item, machine, style, level + 1)))] as const
    : ['{', '}', machine.deeper(() => jsonPairs(value, machine, style, level))] as const
  if (parts.length === 0) return open + close
  if (style.indent === 0) return machine.text(`${open}${parts.join(', ')}${close}`)
  const pad = ' '.repeat(style.indent * (level + 1))
  return machine.text(`${open}\n${pad}${parts.join(`,\n${pad}`)}\n${' '.repeat(style.indent * level)}${close}`)
}
const jsonPairs = (value: PythonValue, machine: Machine, style: { readonly indent: number; readonly sortKeys: boolean }, level: number): string[] => {
  if (isKind(value, 'unknown')) throw new Unknowable(value.reason, 'it is not known', value.of)
  if (isKind(value, 'undefined')) throw undefinedError(value.name)
  if (!isKind(value, 'dict')) throw new TemplateFailure('TypeError', 'Object is not JSON serializable')
  const pairs = [...value.pairs.values()].map(([key, item]): [string, PythonValue] => [typeof key === 'string' ? key : jsonText(key, machine, style), item])
  if (style.sortKeys) pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return pairs.map(([key, item]) => `${jsonString(key)}: ${jsonText(item, machine, style, level + 1)}`)
}
const jsonString = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
