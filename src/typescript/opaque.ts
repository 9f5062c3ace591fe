// Calls of functions that are not known: nothing is known of the result, and what they were given may be used and changed.
import { blur, isHiddenKey, operandText, undefinedValue, unknown, type Abstract, type Obj, type Unknown } from '#value'
import { attempt } from './completion.ts'
import { eachCondition } from './elements.ts'
import { unknownRounds } from './rounds.ts'
import { outsideKind } from './outside.ts'
import type { FunctionCode, Run } from './run.ts'
import { nameOfUnknown, unknownCallText } from './wording.ts'

/** The result of calling something unknown. Callbacks are read once, as if called in a loop of unknown length. */
export const callUnknown = (run: Run, callee: Unknown, args: readonly Abstract[]): Unknown => {
  const { site } = run
  const name = nameOfUnknown(callee)
  run.outside++
  const kind = outsideKind(name)
  if (kind !== undefined && site !== undefined) run.calls.push({ name, kind, site })
  const result = unknown('call', { detail: unknownCallText(operandText(name), args), from: callee, site })
  const changed = new Set<Obj>()
  for (const arg of args) expose(run, run.resolve(arg), result, changed)
  for (const arg of args) callback(run, run.resolve(arg), name, result)
  run.site = site
  return result
}

const callback = (run: Run, arg: Abstract, name: string, result: Unknown): void => {
  if (arg.kind !== 'object' || arg.type !== 'function') return
  const code = arg.code as FunctionCode | undefined
  if (code === undefined || code.kind === 'class') return
  run.report('opaque-callback', 'note', `a function is passed to ${name}, which is not known: it may run any number of times`)
  const parameters = 'parameters' in code.node ? code.node.parameters : []
  const given = parameters.map(() => unknown('call', { detail: `${name} calls back`, from: result, site: run.site }))
  unknownRounds(run, eachCondition(run, result), () => attempt(run, () => {
    run.call(arg, undefinedValue, given)
    return undefinedValue
  }))
}

/** Plain data handed to unknown code may be changed by it, now or later. */
const expose = (run: Run, value: Abstract, why: Unknown, changed: Set<Obj>): void => {
  if (value.kind === 'choice') {
    expose(run, value.then, why, changed)
    expose(run, value.else, why, changed)
    return
  }
  if (value.kind !== 'object' || value.intrinsic || value.type === 'function' || changed.has(value)) return
  changed.add(value)
  if (value.site?.file.library === true) return
  for (const [key, inner] of value.props) if (!isHiddenKey(key) && inner.kind !== 'slot') expose(run, inner, why, changed)
  for (const inner of value.items ?? []) expose(run, inner, why, changed)
  for (const { key, value: inner } of value.entries?.values() ?? []) {
    expose(run, key, why, changed)
    expose(run, inner, why, changed)
  }
  if (!value.frozen) blur(run.heap, value, why)
}
