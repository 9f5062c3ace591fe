// Abstract values in the JSON form of `export values`: as the model shows them, with getters called and dates, maps and sets told apart.
import type { UnknownValue, Value } from '#model'
import { type Abstract, type Obj, type Unknown, jsonOf } from '#value'
import type { Run } from './run.ts'

/** What to put into the JSON form. */
export interface ValueOptions {
  /** Places and explanations of unknowns. */
  readonly details: boolean
}

/** The JSON form of a value. */
export const toValue = (run: Run, value: Abstract, { details }: ValueOptions = { details: false }): Value =>
  jsonOf(value, run.heap.path, { getter: (obj, key) => readGetter(run, obj, key), exact: true, ...(!details && { unknown: inShort }) })

/** Reasons whose `of` names something the author knows. */
const named = new Set(['env', 'import', 'global', 'variable', 'connection', 'ambient'])

const inShort = ({ reason, of }: Unknown): UnknownValue => ({ $unknown: reason, ...(named.has(reason) && of !== undefined && { of }) })

const readGetter = (run: Run, obj: Obj, key: string): Abstract => {
  try {
    return run.get(obj, key)
  } catch {
    return run.unknown('derived', { detail: `the getter ${key} throws` })
  }
}
