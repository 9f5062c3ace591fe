// Facts in words: what is known as it is, what is not known with the reason and the place, never a guess.
import { isSymbolic, type Assumption, type Place, type Reason, type UnknownValue, type Value } from '#model'

/** `dags/x.ts:12` */
export const placeText = (at: Place): string => `${at.file}:${at.line}`

const because: Readonly<Record<Reason, (of: string | undefined) => string>> = {
  env: (of) => `reads ${of ?? 'a variable'} from the environment`,
  variable: (of) => `the scheduler's variable ${of ?? ''}`.trim(),
  connection: (of) => `the scheduler's connection ${of ?? ''}`.trim(),
  import: (of) => `comes from ${of ?? 'a module'}, which was not read`,
  call: (of) => `the result of ${of ?? 'a call'}`,
  global: (of) => `the global ${of ?? ''}`.trim(),
  io: (of) => `reads ${of ?? 'from outside the project'}`,
  nondeterministic: (of) => `differs from run to run${of === undefined ? '' : `: ${of}`}`,
  limit: () => 'takes more work than reading allows',
  unsupported: (of) => `uses ${of ?? 'something'} that is not understood`,
  await: (of) => `waits for ${of ?? 'something outside'}`,
  derived: (of) => (of === undefined ? 'computed from something that is not known' : `computed from ${of}`),
  element: (of) => `an element of ${of ?? 'a list that is not known'}`,
  'open-object': (of) => `part of ${of ?? 'an object'} that is not known in full`,
  compare: () => 'a comparison with something that is not known',
  tdz: (of) => `${of ?? 'it'} is used before it has a value`,
  ambient: (of) => `${of ?? 'it'} is declared but not defined in the project`,
  function: (of) => `the function ${of ?? ''}`.trim(),
  cycle: () => 'depends on itself',
  redacted: () => 'it looks like a secret',
}

/** Why a value is not known: `reads REGION from the environment`. */
export const reasonWords = (value: UnknownValue): string => {
  const reason = Object.hasOwn(because, value.$unknown) ? because[value.$unknown](value.of) : value.$unknown
  return value.detail === undefined ? reason : `${reason} (${value.detail})`
}

/** `not known: reads REGION from the environment`, or `hidden: …` for a secret. */
export const unknownWords = (value: UnknownValue): string => `${value.$unknown === 'redacted' ? 'hidden' : 'not known'}: ${reasonWords(value)}`

type Form = Readonly<Record<string, Value>>
/** Takes a value apart by its `$` form. The last member gets plain JSON; keys that begin with `$$` are undoubled by `plainEntries`. */
export interface ValueCases<T> {
  readonly unknown: (value: UnknownValue) => T
  readonly choice: (when: string, then: Value, other: Value) => T
  readonly template: (parts: readonly Value[]) => T
  readonly word: (text: string) => T
  readonly maybe: (value: Value) => T
  readonly plain: (value: Value) => T
}
/** See `ValueCases`. */
export const matchValue = <T>(value: Value, cases: ValueCases<T>): T => {
  if (!isSymbolic(value)) return cases.plain(value)
  const form = value as Form
  if ('$unknown' in form) return cases.unknown(value as UnknownValue)
  if ('$choice' in form) {
    const choice = form['$choice'] as { readonly when: string; readonly then: Value; readonly else: Value }
    return cases.choice(choice.when, choice.then, choice.else)
  }
  if ('$template' in form) return cases.template(form['$template'] as readonly Value[])
  if ('$maybe' in form) return cases.maybe(form['$maybe']!)
  if ('$absent' in form) return cases.word('absent')
  if ('$undefined' in form) return cases.word('undefined')
  if ('$number' in form) return cases.word(String(form['$number']))
  return cases.plain(value)
}

/** The entries of a plain object as its author wrote them; `open` where it may have further ones. */
export const plainEntries = (value: Form): { readonly entries: readonly (readonly [string, Value])[]; readonly open: boolean } => ({
  entries: Object.entries(value).filter(([key]) => key !== '$open').map(([key, inner]) => [key.startsWith('$$') ? key.slice(1) : key, inner] as const),
  open: value['$open'] === true,
})

const jsonWords = (value: Value): string => {
  if (Array.isArray(value)) return `[${value.map(nestedWords).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const { entries, open } = plainEntries(value as Form)
  return `{${[...entries.map(([key, inner]) => `${JSON.stringify(key)}: ${nestedWords(inner)}`), ...(open ? ['…'] : [])].join(', ')}}`
}
const nestedWords = (value: Value): string => (isSymbolic(value) ? `‹${factWords(value)}›` : jsonWords(value))

/** In words, when a choice that only falls back to a default does not: `REGION is set`; undefined for any other choice. */
export const unlessSet = (when: string, then: Value): { readonly name: string; readonly words: string; readonly at: Place | undefined } | undefined => {
  if (typeof then !== 'object' || then === null || Array.isArray(then) || !('$unknown' in then)) return undefined
  const { $unknown: reason, of, at } = then as UnknownValue
  const [, name, test] = /^(?:process\.env\.|env )([\w$]+)( !==? (?:null|undefined))?$/.exec(when) ?? []
  if ((reason !== 'env' && reason !== 'derived') || of === undefined || of !== name) return undefined
  return { name: of, words: test === undefined ? `${of} is set and not empty in the environment` : `${of} is set in the environment`, at }
}

/** A fact on one line: texts bare, other data as JSON, what is not known in words with its place. */
export const factWords = (value: Value | undefined): string => {
  if (value === undefined) return 'none'
  return matchValue(value, {
    unknown: (unknown) => `${unknownWords(unknown)}${unknown.at === undefined ? '' : ` (${placeText(unknown.at)})`}`,
    choice: (when, then, other) => {
      const unless = unlessSet(when, then)
      return unless === undefined ? `${factWords(then)} if ${when}, else ${factWords(other)}` : `${factWords(other)} unless ${unless.words}${unless.at === undefined ? '' : ` (${placeText(unless.at)})`}`
    },
    template: (parts) => parts.map((part) => (typeof part === 'string' ? part : `‹${factWords(part)}›`)).join(''),
    maybe: (inner) => `perhaps ${factWords(inner)}`,
    word: (text) => text,
    plain: (plain) => (typeof plain === 'string' ? plain : jsonWords(plain)),
  })
}

/** What was assumed, and why. */
export const assumptionWords = ({ name, value, from }: Assumption): string =>
  value === null ? `${name} is not set` : `${name} = ${factWords(value)} (${from === 'default' ? 'its default' : 'a fixture'})`

/** A fact in as few words as tell it: what is not known by its name between `‹›`. For places where the full words stand nearby. */
export const compactWords = (value: Value): string => matchValue(value, {
  unknown: (unknown) => (unknown.$unknown === 'redacted' ? '‹hidden›' : `‹${unknown.of ?? 'not known'}›`),
  choice: (_, then, other) => `${compactWords(then)} or ${compactWords(other)}`,
  template: (parts) => parts.map((part) => compactWords(part)).join(''),
  maybe: (inner) => compactWords(inner),
  word: (text) => text,
  plain: (plain) => (typeof plain === 'string' ? plain : jsonWords(plain)),
})

/** Everything in a value that is not known, each only once. */
export const unknownsIn = (value: Value): UnknownValue[] => {
  const found = new Map<string, UnknownValue>()
  const visit = (inner: Value): void => {
    if (typeof inner !== 'object' || inner === null) return
    if (!Array.isArray(inner) && '$unknown' in inner) found.set(JSON.stringify(inner), inner as UnknownValue)
    else for (const each of Object.values(inner)) visit(each as Value)
  }
  visit(value)
  return [...found.values()]
}

/** `12 345`, with a thin space between thousands. */
export const numberWords = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u2009')

/** `1 task`, `12 345 tasks`. */
export const countWords = (count: number, one: string, many = `${one}s`): string => `${numberWords(count)} ${count === 1 ? one : many}`
