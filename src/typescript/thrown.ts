// What was thrown, in messages: its words and its place.
import { userSites, type Abstract, type Site } from '#value'
import { getMember } from './member.ts'
import type { Run } from './run.ts'
import { describe } from './wording.ts'

/** Where it was thrown; what the library throws counts as thrown by whoever called it. */
export const inUserCode = (site: Site | undefined, given: Abstract): Site | undefined => {
  const thrown = oneThrown(given)
  return site?.file.library !== true || thrown.kind !== 'object' ? site : userSites(thrown.site, thrown.frame)[0]
}

/** One of the values that may be thrown, an object where there is one. */
const oneThrown = (value: Abstract): Abstract => {
  if (value.kind !== 'choice') return value
  const first = oneThrown(value.then)
  return first.kind === 'object' ? first : oneThrown(value.else)
}

/** A thrown value in a message: `Error: no config`. */
export const describeThrown = (run: Run, value: Abstract): string => {
  if (value.kind === 'choice') return describeThrown(run, oneThrown(value))
  if (value.kind !== 'object') return describe(value)
  const part = (key: string): string => {
    const found = run.resolve(getMember(run, value, key))
    return found.kind === 'primitive' ? String(found.value) : found.kind === 'unknown' ? found.detail ?? '' : describe(found)
  }
  return value.type === 'error' ? `${part('name')}: ${part('message')}` : 'an object'
}
