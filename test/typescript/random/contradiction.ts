// Does what was read contradict what running gave? An unknown may cover anything; a known value must be the very same.
import { enumerableKeys, hole, ownProperty, type Abstract, type Condition, type Obj } from '#value'

/** What is at hand: the environment that the program ran in, by which conditions are decided. */
export interface Setting { readonly env: Readonly<Record<string, string | undefined>> }

/** The id of an environment variable, and of nothing that is computed from one. */
const variable = /^env:\w+$/

/** The path on which the conditions about the environment have the answers that it gives. */
const decide = ({ env }: Setting, when: Condition): boolean | undefined => {
  const value = variable.test(when.subject) ? { text: env[when.subject.slice('env:'.length)] } : undefined
  if (value === undefined) return undefined
  switch (when.test.kind) {
    case 'truthy': return Boolean(value.text)
    case 'present': return value.text !== undefined
    case 'is': return value.text === when.test.literal
    default: return undefined
  }
}

/** The value on the sides that the environment decides; undefined where a condition is about something else. */
const onPath = (setting: Setting, given: Abstract): Abstract | undefined => {
  const value = asFarAsDecided(setting, given)
  return value.kind === 'choice' ? undefined : value
}

const asFarAsDecided = (setting: Setting, given: Abstract): Abstract => {
  let value = given
  while (value.kind === 'choice') {
    const { when } = value
    const is = decide(setting, when) ?? treeAnswer(setting, when)
    if (is === undefined) return value
    value = is ? value.then : value.else
  }
  return value
}

const treeAnswer = (setting: Setting, when: Condition): boolean | undefined => {
  if (when.test.kind !== 'tree') return undefined
  const leaf = onPath(setting, when.test.tree)
  if (leaf === undefined) return undefined
  const truth = when.test.truth(leaf)
  if (typeof truth === 'boolean') return truth
  const inner = decide(setting, truth.when) ?? treeAnswer(setting, truth.when)
  return inner === undefined ? undefined : inner === truth.is
}

/** Where reading and running contradict each other, or undefined. */
export const contradiction = (setting: Setting, given: Abstract, host: unknown, path: string, seen: ReadonlySet<Obj> = new Set()): string | undefined => {
  const value = asFarAsDecided(setting, given)
  if (value.kind === 'unknown' || value.kind === 'maybe') return undefined
  // Where the environment does not decide, one of the sides has to fit.
  if (value.kind === 'choice') {
    const found = contradiction(setting, value.then, host, path, seen)
    return found === undefined ? undefined : contradiction(setting, value.else, host, path, seen) && found
  }
  const differs = (what: string): string => `${path}: read ${what}, ran ${describe(host)}`
  switch (value.kind) {
    case 'primitive': return Object.is(value.value, host) ? undefined : differs(String(value.value))
    case 'symbol': return typeof host === 'symbol' ? undefined : differs('a symbol')
    case 'absent': return differs('nothing')
    case 'template': return typeof host === 'string' && matches(setting, value.parts, host) ? undefined : differs(JSON.stringify(value.parts.map((part) => typeof part === 'string' ? part : `\${${part.of ?? part.reason}}`)))
    case 'object': return seen.has(value) ? undefined : objectContradiction(setting, value, host, path, new Set(seen).add(value))
    default: return undefined
  }
}

const describe = (host: unknown): string => {
  try {
    return typeof host === 'bigint' ? `${host}n` : typeof host === 'object' && host !== null ? JSON.stringify(host) : String(host)
  } catch {
    return Object.prototype.toString.call(host)
  }
}

const matches = (setting: Setting, parts: readonly (string | Abstract)[], text: string): boolean =>
  new RegExp(`^${parts.map((part) => typeof part === 'string' ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : hostText(setting, part)).join('')}$`, 's').test(text)

const hostText = ({ env }: Setting, part: Abstract): string => {
  const text = part.kind === 'unknown' && variable.test(part.id) ? String(env[part.id.slice('env:'.length)]) : undefined
  return text === undefined ? '.*' : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const tagOf = (host: unknown): string => Object.prototype.toString.call(host).slice('[object '.length, -1).toLowerCase()

const objectContradiction = (setting: Setting, obj: Obj, host: unknown, path: string, seen: ReadonlySet<Obj>): string | undefined => {
  const isObject = (typeof host === 'object' && host !== null) || typeof host === 'function'
  if (!isObject) return `${path}: read an object, ran ${describe(host)}`
  if (obj.type === 'array') return listContradiction(setting, obj.items!, host, path, seen, obj.open !== undefined)
  const ran = tagOf(host)
  const tag = ran === 'module' ? 'namespace' : ran
  if (obj.type === 'function' ? tag !== 'function' : obj.type !== 'generator' && obj.type !== 'iterator' && obj.type !== 'boxed' && tag !== obj.type) return `${path}: read ${obj.type}, ran ${tag}`
  if (obj.type === 'map' || obj.type === 'set') {
    const entries = [...obj.entries!.values()].map((entry) => entry)
    if (obj.open !== undefined || obj.unordered) return undefined
    const present = entries.filter((entry) => onPath(setting, entry.value)?.kind !== 'absent')
    if (present.some((entry) => onPath(setting, entry.value) === undefined)) return undefined
    const pairs = [...(host as Map<unknown, unknown>).entries()]
    if (pairs.length !== present.length) return `${path}: read ${present.length} entries, ran ${pairs.length}`
    return first(pairs, ([key, value], index) => contradiction(setting, present[index]!.key, key, `${path}.key${index}`, seen) ?? contradiction(setting, present[index]!.value, value, `${path}.entry${index}`, seen))
  }
  return obj.type === 'object' ? propsContradiction(setting, obj, host as Record<string, unknown>, path, seen) : undefined
}

const listContradiction = (setting: Setting, items: readonly Abstract[], host: unknown, path: string, seen: ReadonlySet<Obj>, open: boolean): string | undefined => {
  if (!Array.isArray(host)) return `${path}: read an array, ran ${describe(host)}`
  if (open) return undefined
  let at = 0
  for (const item of items) {
    const value = onPath(setting, item)
    if (value === undefined) return undefined
    if (value.kind === 'absent') continue
    if (at >= host.length) return `${path}: read more elements than the ${host.length} that running gave`
    const found = contradiction(setting, item === hole ? item : value, host[at], `${path}[${at}]`, seen)
    if (found !== undefined) return found
    at++
  }
  return at === host.length ? undefined : `${path}: read ${at} elements, ran ${host.length}: ${describe(host)}`
}

const propsContradiction = (setting: Setting, obj: Obj, host: Record<string, unknown>, path: string, seen: ReadonlySet<Obj>): string | undefined => {
  const keys = enumerableKeys(obj)
  const present: string[] = []
  for (const key of keys) {
    const own = ownProperty(obj, key)!
    if (own.kind === 'slot' && own.value === undefined) {
      present.push(key)
      continue
    }
    const value = onPath(setting, own.kind === 'slot' ? own.value! : own)
    if (value === undefined || value.kind === 'maybe') return undefined
    if (value.kind === 'absent') continue
    present.push(key)
    if (!Object.hasOwn(host, key)) return `${path}.${key}: read ${value.kind}, ran nothing`
    const found = contradiction(setting, value, host[key], `${path}.${key}`, seen)
    if (found !== undefined) return found
  }
  if (obj.open !== undefined) return undefined
  const ran = Object.keys(host)
  const same = obj.unordered ? present.length === ran.length : present.join() === ran.join()
  return same ? undefined : `${path}: read keys ${present.join()}, ran ${ran.join()}`
}

const first = <T>(list: readonly T[], f: (item: T, index: number) => string | undefined): string | undefined => {
  for (const [index, item] of list.entries()) {
    const found = f(item, index)
    if (found !== undefined) return found
  }
  return undefined
}
