// Jinja's filters on text and numbers.
import { Given, itemsOf } from './arguments.ts'
import { TemplateFailure } from './failure.ts'
import { fixed } from './format-spec.ts'
import { formatPercent } from './format-percent.ts'
import { capitalized, replaceText, strip } from './methods-text.ts'
import { attributeOf, itemOf } from './lookup.ts'
import { isKind, isNumber, listOf, tupleOf, type CallArguments, type Filter, type Machine, type PythonValue } from './python-value.ts'
import { jsonText, textOf } from './show.ts'
import { known, truthOf } from './operations.ts'

const onText = (name: string, give: (text: string) => string): Filter => (value, args, machine) => {
  new Given(name, args, [])
  return give(textOf(value, machine))
}

/** An attribute by its path: `a.b`, `0`. */
export const pathOf = (value: PythonValue, path: PythonValue, machine: Machine): PythonValue => {
  if (typeof path !== 'string') return itemOf(value, path, machine)
  let result = value
  for (const step of path.split('.')) result = /^\d+$/.test(step) ? itemOf(result, BigInt(step), machine) : isKind(result, 'dict') ? itemOf(result, step, machine) : attributeOf(result, step, machine)
  return result
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&#34;').replaceAll("'", '&#39;')

const toInteger: Filter = (value, args) => {
  const given = new Given('int', args, ['default', 'base'])
  const standard = given.or('default', 0n)
  if (typeof value === 'bigint') return value
  if (typeof value === 'boolean') return BigInt(value)
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : standard
  if (typeof known(value) !== 'string') return standard
  const text = (value as string).trim().replaceAll('_', '')
  const base = given.integer('base', 10)
  if (base === 10 && /^[-+]?\d{1,400}$/.test(text)) return BigInt(text.replace('+', ''))
  if (base === 16 && /^(0x)?[0-9a-f]+$/i.test(text) || base === 2 && /^(0b)?[01]+$/i.test(text) || base === 8 && /^(0o)?[0-7]+$/i.test(text)) {
    return BigInt(`${base === 16 ? '0x' : base === 2 ? '0b' : '0o'}${text.replace(/^0[xbo]/i, '')}`)
  }
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) && base === 10 && Number.isFinite(Number(text)) ? BigInt(Math.trunc(Number(text))) : standard
}
const toFloat: Filter = (value, args) => {
  const standard = new Given('float', args, ['default']).or('default', 0)
  if (isNumber(value)) return Number(value)
  if (typeof known(value) !== 'string') return standard
  const text = (value as string).trim().replaceAll('_', '')
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : standard
}
const round: Filter = (value, args) => {
  const given = new Given('round', args, ['precision', 'method'])
  if (!isNumber(value)) throw new TemplateFailure('TypeError', 'round needs a number')
  const precision = given.integer('precision', 0)
  const method = given.text('method', 'common')
  const number = Number(value), scale = 10 ** precision
  if (method === 'common') return typeof value === 'number' ? halfEven(number, precision) : roundInteger(BigInt(value), precision)
  return (method === 'ceil' ? Math.ceil(number * scale) : Math.floor(number * scale)) / scale
}
/** An int stays an int; a negative precision rounds tens, hundreds … */
const roundInteger = (value: bigint, precision: number): bigint => {
  if (precision >= 0) return value
  const unit = 10n ** BigInt(Math.min(400, -precision))
  const rest = ((value % unit) + unit) % unit, down = value - rest
  return rest * 2n > unit || (rest * 2n === unit && down / unit % 2n !== 0n) ? down + unit : down
}
/** Python's `round`: a tie goes to the even digit. */
const halfEven = (value: number, precision: number): number => {
  if (precision > 0) return Number((value < 0 ? '-' : '') + fixed(Math.abs(value), Math.min(25, precision)))
  if (precision < 0) return Number(roundInteger(BigInt(Math.round(value)), precision))
  const down = Math.floor(value)
  return value - down === 0.5 ? (down % 2 === 0 ? down : down + 1) : Math.round(value)
}

const join: Filter = (value, args, machine) => {
  const given = new Given('join', args, ['d', 'attribute'])
  const attribute = given.optional('attribute')
  const items = itemsOf(value).map((item) => textOf(attribute === undefined ? item : pathOf(item, attribute, machine), machine))
  return machine.text(items.join(textOf(given.optional('d') ?? '', machine)))
}
/** A list or dict is taken as it is, as long as it is not too long. */
const shortEnough = (value: PythonValue, length: number): PythonValue => {
  if (typeof value !== 'object' || value === null || itemsOf(value).length > length) throw new TemplateFailure('TypeError', 'truncate needs a text')
  return value
}
const truncate: Filter = (value, args) => {
  const given = new Given('truncate', args, ['length', 'killwords', 'end', 'leeway'])
  const end = given.text('end', '...')
  const length = given.integer('length', 255)
  if (typeof known(value) !== 'string') return shortEnough(value, length + given.integer('leeway', 5))
  const all = [...value as string]
  if (all.length <= length + given.integer('leeway', 5)) return value
  const cut = all.slice(0, Math.max(0, length - end.length)).join('')
  if (given.flag('killwords', false)) return cut + end
  const space = cut.lastIndexOf(' ')
  return (space < 0 ? cut : cut.slice(0, space)) + end
}
const indent: Filter = (value, args, machine) => {
  const given = new Given('indent', args, ['width', 'first', 'blank'])
  const width = given.optional('width')
  const pad = typeof width === 'string' ? width : ' '.repeat(Math.max(0, Math.min(1000, given.integer('width', 4))))
  if (typeof known(value) !== 'string') throw given.wrong('value', 'str', value)
  const [first = '', ...rest] = (value as string).split('\n')
  const lines = rest.map((line) => (line === '' && !given.flag('blank', false) ? line : pad + line))
  return machine.text([given.flag('first', false) ? pad + first : first, ...lines].join('\n'))
}

const urlEncoded = (text: string): string =>
  encodeURIComponent(text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll('%2F', '/')

const standard: Filter = (value, args) => {
  const given = new Given('default', args, ['default_value', 'boolean'])
  const other = given.or('default_value', '')
  if (isKind(value, 'undefined')) return other
  if (!given.flag('boolean', false)) return value
  const truth = truthOf(value)
  return truth === undefined || truth ? value : other
}

/** The filters by name. */
export const textFilters: Readonly<Record<string, Filter>> = {
  default: standard, d: standard,
  upper: onText('upper', (text) => text.toUpperCase()),
  lower: onText('lower', (text) => text.toLowerCase()),
  title: onText('title', (text) => text.replace(/[^-\s({[<]+/g, capitalized)),
  capitalize: onText('capitalize', capitalized),
  string: onText('string', (text) => text),
  safe: onText('safe', (text) => text),
  escape: onText('escape', escapeHtml), e: onText('escape', escapeHtml), forceescape: onText('forceescape', escapeHtml),
  urlencode: (value, args, machine) => {
    new Given('urlencode', args, [])
    if (typeof known(value) !== 'object' || value === null) return urlEncoded(textOf(value, machine))
    const pairs = isKind(value, 'dict') ? [...value.pairs.values()] : itemsOf(value).map(itemsOf)
    return pairs.map((pair) => pair.map((part) => urlEncoded(textOf(part, machine)).replaceAll('/', '%2F').replaceAll('%20', '+')).join('=')).join('&')
  },
  striptags: onText('striptags', (text) => text.replace(/<!--[\s\S]*?-->|<[^>]*>/g, '').replace(/\s+/g, ' ').trim()),
  wordcount: (value, args, machine) => {
    new Given('wordcount', args, [])
    return BigInt(textOf(value, machine).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0)
  },
  trim: (value, args, machine) => strip(textOf(value, machine), new Given('trim', args, ['chars']).optional('chars'), true, true),
  replace: (value, args, machine) => {
    const given = new Given('replace', args, ['old', 'new', 'count'])
    return replaceText(textOf(value, machine), textOf(given.value('old'), machine), textOf(given.value('new'), machine), given.integer('count', -1), machine)
  },
  format: (value, args, machine) => formatPercent(textOf(value, machine), args.named.size > 0 ? namedOf(args) : tupleOf(args.positional), machine),
  center: (value, args, machine) => machine.methodOf(textOf(value, machine), 'center')!.call({ positional: [BigInt(new Given('center', args, ['width']).integer('width', 80))], named: new Map() }, machine),
  int: toInteger, float: toFloat, round,
  abs: (value) => {
    if (typeof value === 'boolean') return BigInt(value)
    if (typeof value === 'bigint') return value < 0n ? -value : value
    if (typeof value === 'number') return Math.abs(value)
    throw new TemplateFailure('TypeError', 'abs needs a number')
  },
  join, truncate, indent,
  tojson: (value, args, machine) => {
    const width = new Given('tojson', args, ['indent']).optional('indent') ?? null
    const text = jsonText(value, machine, { indent: typeof width === 'bigint' ? Number(width < 0n || width > 16n ? 16n : width) : 0, sortKeys: true })
    return text.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026').replaceAll("'", '\\u0027')
  },
  list: (value, args, machine) => {
    new Given('list', args, [])
    const items = itemsOf(value)
    machine.items(items.length)
    return listOf([...items])
  },
}

const namedOf = (args: CallArguments): PythonValue => ({ kind: 'dict', pairs: new Map([...args.named].map(([name, value]) => [`s${name}`, [name, value]])) })
