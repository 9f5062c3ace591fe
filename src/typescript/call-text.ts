// Calls of built-ins in words, for what is not known of their results.
import { operandText, undefinedValue, type Abstract, type Native } from '#value'
import type { Run } from './run.ts'
import { onSide } from './truth.ts'
import { describe, inWords, memberText } from './wording.ts'

const namespaces = ['Math', 'JSON', 'Reflect', 'Intl'] as const

/** The call of a built-in: `Number(process.env.X)`, `process.env.X.startsWith('a')`. */
export const callText = (run: Run, { name }: Native, self: Abstract, args: readonly Abstract[]): string | undefined => {
  const base = self.kind === 'choice' ? run.resolve(self) : self
  const namespace = base.kind === 'object' && base.intrinsic ? namespaces.find((one) => run.intrinsic(one) === base) : undefined
  const owner = namespace ?? (base.kind === 'primitive' && base.value === undefined ? undefined : describe(base))
  if (name.startsWith('get ')) return owner === undefined ? undefined : memberText(owner, name.slice(4))
  const list = args.map((arg) => describe(run.resolve(arg))).join(', ')
  return inWords(`${owner === undefined ? '' : `${operandText(owner)}.`}${name}(${list})`)
}

/** The result of a built-in, called at `site`, with words for what is not known of it: on each side where it was called with choices. */
export const worded = (run: Run, result: Abstract, native: Native, self: Abstract, args: readonly Abstract[]): Abstract => {
  if (result.kind === 'unknown') {
    if (result.reason !== 'derived' || result.detail !== undefined || result.site !== run.site) return result
    const detail = callText(run, native, self, args)
    return detail === undefined ? result : { ...result, detail }
  }
  if (result.kind !== 'choice' || (self.kind !== 'choice' && !args.some((arg) => arg.kind === 'choice'))) return result
  const [yes, no] = ([true, false] as const).map((is) => onSide(run, result.when, is, () => worded(run, is ? result.then : result.else, native, self, args)))
  return yes === result.then && no === result.else ? result : { ...result, then: yes!, else: no! }
}

/** The same of what `new` gives. */
export const wordedNew = (run: Run, result: Abstract, native: Native, args: readonly Abstract[]): Abstract =>
  result.kind === 'unknown' ? worded(run, result, { ...native, name: `new ${native.name}` }, undefinedValue, args) : result
