// Time zones: names of the IANA database, or offsets.
import { nearest, type Fact } from '#model'
import { isZone, zoneNames } from '#time'
import type { Abstract } from '#value'
import { asText, factOf } from './lift-fact.ts'
import { refuseValue } from './lift-option.ts'
import type { LiftScope } from './lift-scope.ts'

/** The time zone that a value names; UTC where none is given. */
export const zoneFact = (scope: LiftScope, value: Abstract): Fact<string> => factOf(scope, value, (at, known) => {
  const name = asText(at, known)
  if (name === undefined || isZone(name)) return name
  const meant = nearest(name, zoneNames())
  return refuseValue(at, known, {
    code: 'option', message: `The time zone \`${name}\` is none.`,
    help: meant === undefined ? 'Name one of the IANA database, such as `Europe/Paris`.' : `Did you mean \`${meant}\`?`,
  }, `\`${name}\` is no time zone`) as unknown as string
}, 'UTC')!
