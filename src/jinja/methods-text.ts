// The methods of Python's str.
import { Given, itemsOf } from './arguments.ts'
import { TemplateFailure, Unknowable } from './failure.ts'
import { formatText } from './format-text.ts'
import { isSequence, listOf, tupleOf, typeName, type CallArguments, type PythonValue, type Machine } from './python-value.ts'
import { known } from './operations.ts'

type Method = (text: string, args: CallArguments, machine: Machine) => PythonValue
type Table = Readonly<Record<string, Method>>

const none = (name: string, give: (text: string) => PythonValue): Method => (text, args) => {
  new Given(`str.${name}()`, args, [])
  return give(text)
}
const whole = (name: string, test: RegExp): Method => none(name, (text) => test.test(text))

/** Swaps every piece of a text, without ever building a host's regular expression from it. */
export const replaceText = (text: string, from: string, to: string, count: number, machine: Machine): string => {
  const limit = count < 0 ? Infinity : count
  let out = ''
  let at = 0
  let done = 0
  while (done < limit) {
    const found = from === '' ? (done === 0 ? 0 : at < text.length ? at + 1 : -1) : text.indexOf(from, at)
    if (found < 0 || found > text.length) break
    out = machine.text(out + text.slice(at, found) + to)
    at = found + from.length
    done++
  }
  return machine.text(out + text.slice(at))
}

/** The ends of a text taken off: white space, or any of these characters. */
export const strip = (text: string, chars: PythonValue | undefined, left: boolean, right: boolean): string => {
  const set = typeof chars === 'string' ? [...chars] : undefined
  const isDropped = (char: string): boolean => (set === undefined ? /^[\s\u001c-\u001f\u0085]$/.test(char) : set.includes(char))
  const all = [...text]
  let start = 0, end = all.length
  while (left && start < end && isDropped(all[start]!)) start++
  while (right && end > start && isDropped(all[end - 1]!)) end--
  return all.slice(start, end).join('')
}
const stripper = (name: string, left: boolean, right: boolean): Method => (text, args) => strip(text, new Given(`str.${name}()`, args, ['chars']).optional('chars'), left, right)

const split = (text: string, args: CallArguments, machine: Machine, fromRight: boolean): PythonValue => {
  const given = new Given(fromRight ? 'str.rsplit()' : 'str.split()', args, ['sep', 'maxsplit'])
  const separator = given.optional('sep') ?? null
  const most = given.integer('maxsplit', -1)
  if (separator === '') throw new TemplateFailure('ValueError', 'empty separator')
  if (separator !== null && typeof separator !== 'string') throw given.wrong('sep', 'str or None', separator)
  const parts = separator === null ? splitWords(text, most, fromRight) : splitBy(text, separator, most, fromRight)
  machine.items(parts.length)
  return listOf(parts)
}
const splitBy = (text: string, separator: string, most: number, fromRight: boolean): string[] => {
  const parts = text.split(separator)
  if (most < 0 || parts.length <= most + 1) return parts
  return fromRight
    ? [parts.slice(0, parts.length - most).join(separator), ...parts.slice(parts.length - most)]
    : [...parts.slice(0, most), parts.slice(most).join(separator)]
}
const splitWords = (text: string, most: number, fromRight: boolean): string[] => {
  const words = [...text.matchAll(/\S+/g)]
  if (most < 0 || words.length <= most) return words.map((word) => word[0])
  if (fromRight) {
    const kept = most === 0 ? [] : words.slice(-most)
    const rest = text.slice(0, kept[0]?.index ?? text.length).trimEnd()
    return [...rest === '' ? [] : [rest], ...kept.map((word) => word[0])]
  }
  const kept = words.slice(0, most)
  const rest = text.slice(words[most]?.index ?? text.length).trimStart()
  return [...kept.map((word) => word[0]), ...rest === '' ? [] : [rest]]
}

const affix = (name: string, has: (text: string, part: string) => boolean): Method => (text, args) => {
  const given = new Given(`str.${name}()`, args, ['prefix', 'start', 'end'])
  const part = known(given.value('prefix'))
  const all = [...text]
  const slice = all.slice(...range(given, all.length)).join('')
  if (isSequence(part)) return part.items.some((one) => typeof one === 'string' && has(slice, one))
  return has(slice, given.text('prefix'))
}
const range = (given: Given, length: number): [number, number] => {
  const at = (index: number): number => (index < 0 ? Math.max(0, length + index) : Math.min(index, length))
  return [at(given.integer('start', 0)), at(given.integer('end', length))]
}
const finder = (name: string, last: boolean, strict: boolean): Method => (text, args) => {
  const given = new Given(`str.${name}()`, args, ['sub', 'start', 'end'])
  const sub = given.text('sub')
  const all = [...text]
  const [start, end] = range(given, all.length)
  const within = all.slice(start, end).join('')
  const found = last ? within.lastIndexOf(sub) : within.indexOf(sub)
  if (found < 0 && strict) throw new TemplateFailure('ValueError', 'substring not found')
  return BigInt(found < 0 ? -1 : start + characters(within.slice(0, found)))
}
const aligned = (name: string, place: (text: string, missing: number, fill: string) => string): Method => (text, args, machine) => {
  const given = new Given(`str.${name}()`, args, ['width', 'fillchar'])
  const width = given.integer('width')
  if (width > 1_000_000) throw new Unknowable('limit', 'a text gets too long')
  return machine.text(place(text, Math.max(0, width - [...text].length), given.text('fillchar', ' ')))
}
const parted = (name: string, last: boolean): Method => (text, args) => {
  const separator = new Given(`str.${name}()`, args, ['sep']).text('sep')
  if (separator === '') throw new TemplateFailure('ValueError', 'empty separator')
  const at = last ? text.lastIndexOf(separator) : text.indexOf(separator)
  if (at < 0) return tupleOf(last ? ['', '', text] : [text, '', ''])
  return tupleOf([text.slice(0, at), separator, text.slice(at + separator.length)])
}

const characters = (text: string): number => [...text].length

/** Every word with a large first letter, the rest small. */
export const titled = (text: string): string => text.replace(/\p{L}+/gu, (word) => capitalized(word))
/** The first letter large, the rest small. */
export const capitalized = (text: string): string => {
  const [first = '', ...rest] = text
  return first.toUpperCase() + rest.join('').toLowerCase()
}
const swapped = (text: string): string => [...text].map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())).join('')
const zeroFilled = (text: string, missing: number): string => (/^[-+]/.test(text) ? text[0]! + '0'.repeat(missing) + text.slice(1) : '0'.repeat(missing) + text)

/** The methods by name. */
export const textMethods: Table = {
  upper: none('upper', (text) => text.toUpperCase()),
  lower: none('lower', (text) => text.toLowerCase()),
  casefold: none('casefold', (text) => text.toLowerCase().replaceAll('ß', 'ss')),
  title: none('title', titled),
  capitalize: none('capitalize', capitalized),
  swapcase: none('swapcase', swapped),
  strip: stripper('strip', true, true),
  lstrip: stripper('lstrip', true, false),
  rstrip: stripper('rstrip', false, true),
  split: (text, args, machine) => split(text, args, machine, false),
  rsplit: (text, args, machine) => split(text, args, machine, true),
  splitlines: none('splitlines', (text) => listOf(text === '' ? [] : text.replace(/(\r\n|[\n\r\v\f\u0085\u2028\u2029])$/, '').split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/))),
  replace: (text, args, machine) => {
    const given = new Given('str.replace()', args, ['old', 'new', 'count'])
    return replaceText(text, given.text('old'), given.text('new'), given.integer('count', -1), machine)
  },
  startswith: affix('startswith', (text, part) => text.startsWith(part)),
  endswith: affix('endswith', (text, part) => text.endsWith(part)),
  removeprefix: (text, args) => {
    const prefix = new Given('str.removeprefix()', args, ['prefix']).text('prefix')
    return text.startsWith(prefix) ? text.slice(prefix.length) : text
  },
  removesuffix: (text, args) => {
    const suffix = new Given('str.removesuffix()', args, ['suffix']).text('suffix')
    return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text
  },
  join: (text, args, machine) => {
    const items = itemsOf(new Given('str.join()', args, ['iterable']).value('iterable'))
    const parts = items.map((item, i) => {
      if (typeof known(item) !== 'string') throw new TemplateFailure('TypeError', `sequence item ${i}: expected str instance, ${typeName(item)} found`)
      return item as string
    })
    machine.items(parts.length)
    return machine.text(parts.join(text))
  },
  find: finder('find', false, false),
  rfind: finder('rfind', true, false),
  index: finder('index', false, true),
  rindex: finder('rindex', true, true),
  count: (text, args) => {
    const sub = new Given('str.count()', args, ['sub']).text('sub')
    return BigInt(sub === '' ? [...text].length + 1 : text.split(sub).length - 1)
  },
  zfill: (text, args, machine) => {
    const width = new Given('str.zfill()', args, ['width']).integer('width')
    if (width > 1_000_000) throw new Unknowable('limit', 'a text gets too long')
    return machine.text(zeroFilled(text, Math.max(0, width - [...text].length)))
  },
  ljust: aligned('ljust', (text, missing, fill) => text + fill.repeat(missing)),
  rjust: aligned('rjust', (text, missing, fill) => fill.repeat(missing) + text),
  center: aligned('center', (text, missing, fill) => {
    const left = (missing >> 1) + (missing & ([...text].length + missing) & 1)
    return fill.repeat(left) + text + fill.repeat(missing - left)
  }),
  partition: parted('partition', false),
  rpartition: parted('rpartition', true),
  isdigit: whole('isdigit', /^\p{Nd}+$/u),
  isdecimal: whole('isdecimal', /^\p{Nd}+$/u),
  isnumeric: whole('isnumeric', /^\p{N}+$/u),
  isalpha: whole('isalpha', /^\p{L}+$/u),
  isalnum: whole('isalnum', /^[\p{L}\p{N}]+$/u),
  isspace: whole('isspace', /^\s+$/u),
  isupper: none('isupper', (text) => text !== text.toLowerCase() && text === text.toUpperCase()),
  islower: none('islower', (text) => text !== text.toUpperCase() && text === text.toLowerCase()),
  isidentifier: whole('isidentifier', /^[\p{L}_][\p{L}\p{N}_]*$/u),
  expandtabs: none('expandtabs', (text) => text.replaceAll('\t', '        ')),
  format: (text, args, machine) => formatText(text, args, machine),
}
