// Calls of functions that are not known: nothing is known of the result, and what they were given may be used and changed.
import { blur, isHiddenKey, operandText, undefinedValue, unknown, userPlace, type Abstract, type Obj, type Unknown } from '#value'
import { attempt } from './completion.ts'
import { eachCondition } from './elements.ts'
import { bounded } from './limits.ts'
import { isBare, isTried, mayThrow } from './may-throw.ts'
import { unknownRounds } from './rounds.ts'
import { getMember } from './member.ts'
import { outsideKind } from './outside.ts'
import type { FunctionCode, Run } from './run.ts'
import { nameOfUnknown, unknownCallText } from './wording.ts'

/** The result of calling something unknown, `self` being its `this`. Callbacks are read once, as if called in a loop of unknown length. */
export const callUnknown = (run: Run, callee: Unknown, args: readonly Abstract[], self: Abstract = undefinedValue): Unknown => {
  const { site } = run
  const name = nameOfUnknown(callee)
  if (isTried(run) && isBare(callee)) run.throwError('TypeError', `${name} is not a function`)
  run.outside++
  const kind = outsideKind(name)
  if (kind !== undefined && site !== undefined) run.calls.push({ name, kind, site })
  const result = unknown('call', { detail: unknownCallText(operandText(name), args), from: callee, site })
  const within = functionsWithin(run, args)
  const changed = new Set<Obj>()
  for (const arg of [self, ...args]) expose(run, run.resolve(arg), result, changed)
  for (const arg of args) callback(run, run.resolve(arg), name, result)
  for (const func of within) quietly(run, result, () => callBack(run, func, name, result))
  run.site = site
  mayThrow(run, result.detail ?? name, undefined, callee.type)
  return result
}

const callback = (run: Run, arg: Abstract, name: string, result: Unknown): void => {
  if (arg.kind !== 'object' || !isCallback(arg)) return
  run.report('opaque-callback', 'note', `a function is passed to ${name}, which is not known: it may run any number of times`)
  callBack(run, arg, name, result)
}

const isCallback = (value: Abstract): boolean =>
  value.kind === 'object' && value.type === 'function' && value.code !== undefined && (value.code as FunctionCode).kind !== 'class'

/** Reads a function as if it were called any number of times, with anything. */
const callBack = (run: Run, func: Obj, name: string, result: Unknown): void => {
  const { node } = func.code as FunctionCode
  const parameters = 'parameters' in node ? node.parameters : []
  const given = parameters.map(() => unknown('call', { detail: `${name} calls back`, from: result, site: run.site }))
  unknownRounds(run, eachCondition(run, result), () => attempt(run, () => {
    const made = run.call(func, undefinedValue, given)
    handOver(run, made)
    // Whoever calls back looks after what goes wrong later.
    if (made.kind === 'object' && made.type === 'promise') run.whenSettled(made, () => {}, () => {})
    return undefinedValue
  }))
}

/** So deep, and so many, are functions looked for in what is passed. */
const [deepest, most] = [3, 20]

/** The functions in the objects and lists that are passed: options such as `{ run: () => … }`. */
const functionsWithin = (run: Run, args: readonly Abstract[]): ReadonlySet<Obj> => {
  const found = new Set<Obj>()
  const look = (given: Abstract, depth: number): void => {
    const value = run.resolve(given)
    if (value.kind === 'choice') {
      look(value.then, depth)
      look(value.else, depth)
    } else if (value.kind !== 'object') return
    else if (isCallback(value)) {
      if (depth > 0 && found.size < most) found.add(value)
    } else if (!value.intrinsic && depth < deepest && value.site?.file.library !== true) {
      for (const [key, inner] of value.props) if (!isHiddenKey(key) && inner.kind !== 'slot') look(inner, depth + 1)
      for (const inner of value.items ?? []) look(inner, depth + 1)
    }
  }
  for (const arg of args) look(arg, 0)
  return found
}

/** The steps that each of them may take. */
const fewSteps = 20_000

/** Reads what may never run: only its effects count, not what there is to say about it. */
const quietly = (run: Run, result: Unknown, body: () => void): void => {
  const { fuel, forks, site } = run
  const [problems, calls, cutOff] = [run.problems.length, run.calls.length, new Set(run.cutOff)]
  run.fuel = Math.min(fuel, fewSteps)
  const begun = run.fuel
  bounded(run, site ?? result.site!, () => {
    body()
    return undefinedValue
  })
  run.fuel = fuel - Math.max(begun - run.fuel, 0)
  run.forks = forks
  run.problems.length = problems
  run.calls.length = calls
  for (const path of run.cutOff) if (!cutOff.has(path)) run.cutOff.delete(path)
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
  if (value.site?.file.library === true) return note(run, value)
  for (const inner of contentsOf(run, value)) expose(run, inner, why, changed)
  if (!value.frozen || value.mixed !== undefined) blur(run.heap, value, why)
}

/** What code that has an object can get from it without running any of its code. */
const contentsOf = (run: Run, obj: Obj): Abstract[] => {
  const contents = [...obj.items ?? []]
  for (const [key, inner] of obj.props) {
    const held = inner.kind !== 'slot' ? inner : obj.type === 'namespace' ? exported(run, obj, key) : inner.value
    if (held !== undefined && !isHiddenKey(key)) contents.push(held)
  }
  for (const { key, value } of obj.entries?.values() ?? []) contents.push(key, value)
  return contents
}

/** What a module exports under a name; nothing where it has not got there yet. */
const exported = (run: Run, namespace: Obj, name: string): Abstract | undefined => {
  const completion = attempt(run, () => getMember(run, namespace, name))
  return completion?.kind === 'return' ? completion.value : undefined
}

const note = ({ heap, site }: Run, obj: Obj): void => {
  if (!heap.handed.has(obj)) heap.handed.set(obj, userPlace(site, heap.frame))
}

/** Notes the objects of the library in a value that code which is not read gets: put into something unknown, or returned to it. */
export const handOver = (run: Run, given: Abstract, seen = new Set<Obj>()): void => {
  const value = run.resolve(given)
  if (value.kind === 'choice') {
    handOver(run, value.then, seen)
    handOver(run, value.else, seen)
  }
  if (value.kind !== 'object' || value.intrinsic || seen.has(value)) return
  seen.add(value)
  if (value.site?.file.library === true) return note(run, value)
  for (const inner of contentsOf(run, value)) handOver(run, inner, seen)
}
