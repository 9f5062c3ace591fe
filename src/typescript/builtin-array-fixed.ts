// The methods that change arrays, element by element as the language describes them: for arrays that cannot grow, which may throw halfway.
import { hole, known, undefinedValue, type Abstract, type Machine, type Obj } from '#value'
import { onPrimitives, valueOf, type Operand } from './builtin-native.ts'
import { deleteMember, setMember } from './member-write.ts'
import type { Run } from './run.ts'

/** An array, with the steps that methods are made of. */
class Steps {
  readonly #run: Run
  readonly #array: Obj
  constructor(machine: Machine, array: Obj) {
    this.#run = machine as Run
    this.#array = array
  }
  get length(): number { return this.#array.items!.length }
  has(index: number): boolean { return this.#array.items![index] !== undefined && this.#array.items![index] !== hole }
  get(index: number): Abstract { return this.has(index) ? this.#array.items![index]! : undefinedValue }
  set(index: number, value: Abstract): void { setMember(this.#run, this.#array, String(index), value) }
  remove(index: number): void { deleteMember(this.#run, this.#array, String(index)) }
  resize(length: number): void { setMember(this.#run, this.#array, 'length', known(length, this.#run.site)) }
  /** What is at one index, a hole included, is put at another one. */
  move(from: number, to: number): void {
    if (this.has(from)) this.set(to, this.get(from))
    else this.remove(to)
  }
}

type Change = (steps: Steps, args: readonly Abstract[], machine: Machine, numbers: readonly Operand[]) => Abstract | undefined

const clamp = (operand: Operand | undefined, length: number, otherwise: number): number => {
  const value = valueOf(operand)
  if (value === undefined) return otherwise
  const index = Math.trunc(Number(value)) || 0
  return index < 0 ? Math.max(length + index, 0) : Math.min(index, length)
}

const push: Change = (steps, args, machine) => {
  for (const value of args) steps.set(steps.length, value)
  steps.resize(steps.length)
  return known(steps.length, machine.site)
}

const unshift: Change = (steps, args, machine) => {
  const { length } = steps
  if (args.length > 0) for (let index = length - 1; index >= 0; index--) steps.move(index, index + args.length)
  args.forEach((value, index) => { steps.set(index, value) })
  steps.resize(length + args.length)
  return known(steps.length, machine.site)
}

const pop: Change = (steps) => {
  const last = steps.length - 1
  const value = steps.get(last)
  if (last >= 0) steps.remove(last)
  steps.resize(Math.max(last, 0))
  return value
}

const shift: Change = (steps) => {
  const { length } = steps
  const value = steps.get(0)
  for (let index = 1; index < length; index++) steps.move(index, index - 1)
  if (length > 0) steps.remove(length - 1)
  steps.resize(Math.max(length - 1, 0))
  return value
}

const splice: Change = (steps, args, machine, [start, count]) => {
  const { length } = steps
  const from = clamp(start, length, 0)
  const most = length - from
  const taken = args.length === 0 ? 0 : args.length === 1 ? most : Math.min(Math.max(Math.trunc(Number(valueOf(count))) || 0, 0), most)
  const added = args.slice(2)
  const removed = machine.array(Array.from({ length: taken }, (_none, index) => steps.has(from + index) ? steps.get(from + index) : hole))
  if (added.length < taken) {
    for (let index = from; index < length - taken; index++) steps.move(index + taken, index + added.length)
    for (let index = length - 1; index >= length - taken + added.length; index--) steps.remove(index)
  } else if (added.length > taken) {
    for (let index = length - taken - 1; index >= from; index--) steps.move(index + taken, index + added.length)
  }
  added.forEach((value, index) => { steps.set(from + index, value) })
  steps.resize(length - taken + added.length)
  return removed
}

const reverse: Change = (steps) => {
  for (let low = 0, high = steps.length - 1; low < high; low++, high--) {
    const [hasLow, hasHigh, first, last] = [steps.has(low), steps.has(high), steps.get(low), steps.get(high)]
    if (hasHigh) steps.set(low, last)
    else if (hasLow) steps.remove(low)
    if (hasLow) steps.set(high, first)
    else if (hasHigh) steps.remove(high)
  }
  return undefined
}

const fill: Change = (steps, args, _machine, [start, end]) => {
  const { length } = steps
  const to = clamp(end, length, length)
  for (let index = clamp(start, length, 0); index < to; index++) steps.set(index, args[0] ?? undefinedValue)
  return undefined
}

const copyWithin: Change = (steps, _args, _machine, [target, start, end]) => {
  const { length } = steps
  const [to, from] = [clamp(target, length, 0), clamp(start, length, 0)]
  const count = Math.min(clamp(end, length, length) - from, length - to)
  const backwards = from < to && to < from + count
  for (let step = 0; step < count; step++) {
    const offset = backwards ? count - 1 - step : step
    steps.move(from + offset, to + offset)
  }
  return undefined
}

/** Each method, and which of its arguments are numbers. */
const changes: Readonly<Record<string, readonly [change: Change, from: number, to: number]>> = {
  push: [push, 0, 0], unshift: [unshift, 0, 0], pop: [pop, 0, 0], shift: [shift, 0, 0], splice: [splice, 0, 2], reverse: [reverse, 0, 0], fill: [fill, 1, 3], copyWithin: [copyWithin, 0, 3],
}

/** Runs a method on an array without guards that cannot grow. */
export const changeFixed = (machine: Machine, method: string, array: Obj, args: readonly Abstract[]): Abstract => {
  const [change, from, to] = changes[method]!
  machine.spend(array.items!.length / 10)
  return onPrimitives(machine, `Array.prototype.${method}`, args.slice(from, to), ['number'], (numbers) => change(new Steps(machine, array), args, machine, numbers) ?? array)
}
