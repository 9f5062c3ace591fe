// URL, read-only: the host takes known texts apart; a URL below the project's root keeps the root as what it is.
import { native, template, type Abstract, type Machine, type Native, type NativeTable } from '#value'
import { lifted, nativesOf, pureUnknown, result, unknownTable, type Operand } from './builtin-native.ts'
import { projectRoot } from './names.ts'

// Where the project's root stands while a URL is taken apart.
const rootPath = '/dagbook--project--root'

/** An operand as a URL's text; undefined where it has holes other than the root. */
const urlText = (operand: Operand): string | undefined => {
  if (operand.kind === 'primitive') return String(operand.value).includes(rootPath) ? undefined : String(operand.value)
  const texts = operand.parts.map((part) => typeof part === 'string' ? part : part.id === projectRoot.id ? rootPath : undefined)
  return texts.includes(undefined) ? undefined : texts.join('')
}

/** A text of a URL as a value: with the root in its place. */
const urlValue = (machine: Machine, text: string, operands: readonly Abstract[]): Abstract => {
  if (!text.includes(rootPath)) return result(machine, text, operands)
  return template(text.split(rootPath).flatMap((part, index) => index === 0 ? [part] : [projectRoot, part]), machine.site)
}

const parse = (text: string, base: string | undefined): URL | undefined => {
  try {
    return new URL(text, base)
  } catch {
    return undefined
  }
}

/** The texts of the arguments, or undefined where they are not certain. URL objects give their address. */
const textsOf = (values: readonly Abstract[]): (string | undefined)[] | undefined => {
  const texts = values.map((value) => value.kind === 'primitive' && value.value === undefined ? null
    : value.kind === 'primitive' || value.kind === 'template' ? urlText(value) : undefined)
  return texts.includes(undefined) ? undefined : texts.map((text) => text ?? undefined)
}

const addressOf = (machine: Machine, value: Abstract): Abstract => value.kind === 'object' ? machine.toText(value) : value

const withUrl = (machine: Machine, args: readonly Abstract[], f: (url: URL | undefined, values: readonly Abstract[]) => Abstract): Abstract =>
  lifted(machine, 'URL', args.slice(0, 2).map((arg) => addressOf(machine, machine.resolve(arg))), (values) => {
    const texts = textsOf(values)
    return texts ? f(parse(String(texts[0]), texts[1]), values) : pureUnknown(machine, 'URL', values)
  }, { templates: true })

const construct: NonNullable<Native['construct']> = (machine, args, newTarget) => withUrl(machine, args, (url, values) => {
  if (!url) return machine.throwError('TypeError', 'Invalid URL')
  const made = machine.make('object', machine.protoFor(newTarget, 'URL'))
  made.data = urlValue(machine, url.href, values)
  return made
})

const getter = (name: string): readonly [string, readonly [number, Native['call']]] => [`get URL.prototype.${name}`, [0, (machine, self) => lifted(machine, `URL.prototype.${name}`, [self], ([url]) => {
  const href = url!.kind === 'object' ? url!.data as Abstract | undefined : undefined
  if (href?.kind !== 'primitive' && href?.kind !== 'template') return machine.throwError('TypeError', 'Receiver must be an instance of class URL')
  const host = parse(urlText(href) ?? '', undefined)
  return host ? urlValue(machine, host[name as 'href'], [href]) : pureUnknown(machine, name, [href], 'string')
}, { type: 'string' })]]

const href = getter('href')[1][1]

const parts = ['hash', 'host', 'hostname', 'href', 'origin', 'password', 'pathname', 'port', 'protocol', 'search', 'username']

/** URL. Its address cannot be changed here, and its search parameters are not followed. */
export const urlNatives: NativeTable = {
  URL: native('URL', 1, (machine) => machine.throwError('TypeError', "Class constructor URL cannot be invoked without 'new'"), construct),
  ...nativesOf({
    'URL.canParse': [1, (machine, _self, args) => withUrl(machine, args, (url, values) => result(machine, url !== undefined, values))],
    'URL.prototype.toString': [0, href],
    'URL.prototype.toJSON': [0, href],
    ...Object.fromEntries(parts.map(getter)),
  }),
  ...unknownTable('unsupported', 'search parameters', { 'get URL.prototype.searchParams': 0 }),
}
