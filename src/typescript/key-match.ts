// Property keys that are not known: whether one is a certain key, and the accessors that it may meet.
import { binaryText, isHiddenKey, known, undefinedValue, unknown, type Abstract, type Decision, type Obj, type Slot } from '#value'
import { toKey } from './coerce.ts'
import { forkBy } from './fork.ts'
import { keyName } from './member.ts'
import { equals } from './operators.ts'
import type { Run } from './run.ts'
import { onSide, truth, truthOfChoice } from './truth.ts'
import { describe } from './wording.ts'

/** Is a value, as a property key, this one? An answer, or the condition it depends on. */
export const isKey = (run: Run, given: Abstract, key: string): boolean | Decision => {
  const value = run.resolve(given)
  if (value.kind === 'choice') {
    const side = (is: boolean): boolean | Decision => onSide(run, value.when, is, () => isKey(run, is ? value.then : value.else, key))
    return truthOfChoice(run, value.when, side(true), side(false))
  }
  const text = value.kind === 'unknown' || value.kind === 'maybe' || value.kind === 'template' ? undefined : toKey(run, value)
  if (text !== undefined) return text === key
  const isText = value.kind === 'template' || (value.kind === 'unknown' && value.type === 'string')
  if (isText && isHiddenKey(key)) return false
  if (isText && key !== 'undefined') return truth(run, equals(run, value, known(key)))
  const id = value.kind === 'unknown' ? value.id : unknown('derived').id
  return { when: run.conditions.of(`key ${key} of ${id}`, { kind: 'truthy' }, binaryText(`String(${describe(value)})`, '===', describe(known(keyName(key)))), run.site), is: true }
}

/** Runs `act` on the accessors that an unknown key may stand for, each under the condition that it is that key. */
export const onAccessors = (run: Run, target: Obj, key: Abstract, act: (accessor: Slot) => void): void => {
  for (let at: Obj | null = target; at !== null && !at.intrinsic; at = at.proto) {
    for (const [name, own] of at.props) {
      if (own.kind !== 'slot' || own.value !== undefined) continue
      whereKey(run, key, name, () => { act(own) })
    }
  }
}

/** Does something where an unknown key is a certain one. */
export const whereKey = (run: Run, key: Abstract, name: string, act: () => void): void => {
  const same = isKey(run, key, name)
  const acts = (): Abstract => {
    act()
    return undefinedValue
  }
  if (same === true) acts()
  else if (same !== false) forkBy(run, same, acts, () => undefinedValue)
}

/** Are there accessors that an unknown key may meet? */
export const hasAccessors = (target: Obj): boolean => {
  for (let at: Obj | null = target; at !== null && !at.intrinsic; at = at.proto) for (const own of at.props.values()) if (own.kind === 'slot' && own.value === undefined) return true
  return false
}
