// Options with a meaning to the scheduler: a value that it would not take is a problem, and no fact.
import { nearest, type Fact, type Problem } from '#model'
import { originOf, type Abstract } from '#value'
import { asBackoff, asCount, asFlag, asMs, asText, factOf, type Convert } from './lift-fact.ts'
import { report, type LiftScope } from './lift-scope.ts'

/** Why a value is not taken, and what to do about it. */
export interface Wrong { readonly because: string; readonly help?: string }
/** Says what is wrong with a value of the right type; undefined where nothing is. */
export type Check = (value: unknown) => Wrong | undefined

/** Reports a value that has no meaning; gives what stands for it. */
export const refuseValue = (scope: LiftScope, value: Abstract, problem: Pick<Problem, 'code' | 'message' | 'help'>, detail: string): { $unknown: 'unsupported'; detail: string } => {
  const at = originOf(value)
  report(scope, { severity: 'error', ...problem, ...(at && { at }) })
  return { $unknown: 'unsupported', detail }
}

/** What values are called where they are of the wrong type. */
const expected: ReadonlyMap<Convert<unknown>, string> = new Map<Convert<unknown>, string>([
  [asText, 'a text'], [asFlag, 'true or false'], [asCount, 'a whole number'], [asMs, 'a number of seconds'], [asBackoff, 'true, false or a factor'],
])

/** The field that an option gives; `missing` where it is not given. `otherwise` says what is wrong with values that cannot be converted. */
export const optionFact = <T>(scope: LiftScope, option: string, value: Abstract, convert: Convert<T>, missing?: T, check?: Check, otherwise?: Wrong): Fact<T> | undefined =>
  factOf<T>(scope, value, (at, known) => {
    const is = convert(at, known)
    if (is === undefined && known.kind === 'template') return undefined
    const wrong = is === undefined ? otherwise ?? { because: `it has to be ${expected.get(convert) ?? 'of another type'}` } : check?.(is)
    if (wrong === undefined) return is
    const text = is === undefined && otherwise === undefined ? textIn(known) : undefined
    const shown = text !== undefined ? `\`'${text}'\`` : known.kind === 'primitive' ? `\`${String(known.value)}\`` : itemKind(known)
    const because = text === undefined ? wrong.because : `${wrong.because}, not a text`
    const help = wrong.help ?? (text === undefined || !/^(?:-?\d+(?:\.\d+)?|true|false)$/.test(text) ? 'Correct the value.' : `Write it without quotes: \`${text}\`.`)
    return refuseValue(at, known, { code: 'option', message: `\`${option}\` cannot be ${shown}: ${because}.`, help }, `${shown}: ${because}`) as T
  }, missing)

const textIn = (value: Abstract): string | undefined => value.kind === 'primitive' && typeof value.value === 'string' ? value.value : undefined

const itemKind = (value: Abstract): string => value.kind !== 'object' ? 'this' : value.type === 'array' ? 'a list' : value.type === 'function' ? 'a function' : 'an object'

/** Numbers from `least` on. */
export const atLeast = (least: number): Check => (value) => typeof value === 'number' && value < least ? { because: `it has to be ${least} or more` } : undefined

/** One of these names; `other` says which further ones are taken. */
export const oneOf = (names: readonly string[], because: string, other?: { readonly pattern: RegExp; readonly called: string }): Check => (value) => {
  if (typeof value !== 'string' || names.includes(value) || other?.pattern.test(value) === true) return undefined
  const meant = nearest(value, names)
  return { because, help: meant === undefined ? `It can be ${names.map((name) => `\`${name}\``).join(', ')}${other === undefined ? '' : `, or ${other.called}`}.` : `Did you mean \`${meant}\`?` }
}
