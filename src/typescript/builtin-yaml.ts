// `parse` of the package yaml and `load` of js-yaml: the ways in which programs read YAML texts. Both are read by the one parser, without tags of their own.
import { isAlias, isMap, isScalar, isSeq, parse, parseDocument, type Document, type Node, type Scalar } from 'yaml'
import { known, native, type Abstract, type Machine, type Native, type NativeTable, type Obj } from '#value'

/** A native of one text. With further arguments (a reviver, options) the result is not known. */
const reader = (name: string, read: (machine: Machine, text: string) => Abstract): Native => native(name.replace(/^.*#/, ''), 1, (machine, _self, args) => args.length > 1
  ? machine.unknown('unsupported', { detail: `${name} with options` })
  : machine.lift([args[0] ?? known(undefined)], ([text]) => {
    if (text!.kind !== 'primitive' || typeof text!.value !== 'string') return machine.unknown('unsupported', { detail: `${name} of something that is no text` })
    machine.spend(Math.ceil(text!.value.length / 100))
    return read(machine, text!.value)
  }))

/** The host's value as one of the program's; what it holds twice (through an alias) is one object there, too. */
const abstractOf = (machine: Machine, value: unknown, made: Map<unknown, Obj>): Abstract => {
  machine.spend(1)
  const before = made.get(value)
  if (before !== undefined) return before
  if (typeof value !== 'object' || value === null) return known(value as null, machine.site)
  if (value instanceof OddScalar) return readOdd(machine, value.source)
  const object = Array.isArray(value)
    ? machine.array(value.map((item) => abstractOf(machine, item, made)))
    : machine.object(Object.entries(value).map(([key, part]) => [key, abstractOf(machine, part, made)] as const))
  made.set(value, object)
  return object
}

/** Stands for a scalar that the packages, or their versions, do not read alike. */
class OddScalar {
  readonly source: string
  constructor(source: string) { this.source = source }
}

/** A day is a Date in UTC; of the rest it depends on the version what js-yaml makes of it. */
const readOdd = (machine: Machine, source: string): Abstract => {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(source)
  if (day === null) return machine.unknown('unsupported', { detail: `js-yaml reads ${source} in its own way` })
  const [year, month, date] = day.slice(1).map(Number)
  const constructor = machine.intrinsic('Date')
  return machine.construct(constructor, [machine.call(machine.get(constructor, 'UTC'), constructor, [known(year), known(month! - 1), known(date)])])
}

const parseText = (machine: Machine, text: string): Abstract => {
  let value: unknown
  try {
    // Aliases may unfold to at most a hundred times what is written (the parser's own bound).
    value = parse(text, { logLevel: 'error' })
  } catch (error) {
    return machine.throwError('Error', error instanceof Error ? error.message : 'not YAML')
  }
  return abstractOf(machine, value, new Map())
}

/** Plain scalars that js-yaml takes for dates, for numbers with signs, underscores or a base, or took for others in earlier versions. */
const differing = /^(?:\d{4}-\d|[-+]?\d[\d_]*_|[-+]?0[box\d_]|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$|[-+]\.\d|-0(?:\.0*)?$|=$)/

const isDiffering = (scalar: Scalar): boolean => scalar.type === 'PLAIN' && differing.test(scalar.source ?? '')

/** Puts what is unclear into the place of scalars; false where a key is, or where there are tags. */
const settle = (node: unknown): boolean => {
  if (isAlias(node) || node === null || node === undefined) return true
  const { tag } = node as Node & { tag?: string }
  if (tag !== undefined && tag !== 'tag:yaml.org,2002:str') return false
  if (isScalar(node)) {
    if (isDiffering(node)) node.value = new OddScalar(node.source!)
    return true
  }
  if (isSeq(node)) return node.items.every(settle)
  return isMap(node) && node.items.every(({ key, value }) => isScalar(key) && key.tag === undefined && !isDiffering(key) && key.value !== null && settle(value))
}

const loadText = (machine: Machine, text: string): Abstract => {
  if (/^%/m.test(text)) return machine.unknown('unsupported', { detail: 'js-yaml on a text with directives' })
  const parsed: Document.Parsed = parseDocument(text, { logLevel: 'error', merge: true })
  const [problem] = parsed.errors
  if (problem !== undefined) return machine.unknown('unsupported', { detail: `what js-yaml makes of a text that is not YAML: ${problem.message}` })
  if (parsed.contents === null) return known(undefined, machine.site)
  if (!settle(parsed.contents)) return machine.unknown('unsupported', { detail: 'js-yaml on a text with tags, or with keys that are no plain texts' })
  try {
    return abstractOf(machine, parsed.toJS(), new Map())
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return machine.limit('aliases')
  }
}

const load = reader('js-yaml#load', loadText)

/** The natives of both packages. */
export const yamlNatives: NativeTable = { 'yaml#parse': reader('yaml#parse', parseText), 'js-yaml#load': load, 'js-yaml#safeLoad': load }
