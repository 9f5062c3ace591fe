// Live DAGs with holes: what evaluation would give where something is not known, without an evaluator.
import { link } from '../../../src/read/link.ts'
import { liftValues } from '../../../src/read/typescript/lift.ts'
import { choice, Conditions, guarded, known, newHeap, newObject, template, unknown, type Abstract, type Condition, type Obj, type Unknown } from '#value'
import type { Dag, Model } from '#model'

type Read = (value: unknown) => Abstract

/** Stands in a live object for a value that is not fully known. */
class Hole {
  readonly of: (read: Read) => Abstract
  constructor(of: (read: Read) => Abstract) {
    this.of = of
  }
}
/** A value in place of any type. */
const hole = (of: (read: Read) => Abstract): never => new Hole(of) as never

const conditions = new Conditions()

/** The condition that an environment variable is set and not empty. */
export const isSet = (name: string): Condition => conditions.of(`env:${name}`, { kind: 'truthy' }, `process.env.${name}`)
/** The condition that an environment variable is there. */
export const isThere = (name: string): Condition => conditions.of(`env:${name}`, { kind: 'present' }, `process.env.${name} != null`)
/** The condition of a loop whose length is not known. */
export const each = (of: string): Condition => conditions.of(`loop:${of}`, { kind: 'loop' }, `each of ${of}`)
/** An environment variable's value. */
export const env = (name: string): Unknown => unknown('env', { of: name, id: `env:${name}`, type: 'string' })

/** One of two values. */
export const either = (when: Condition, then: unknown, other: unknown): never => hole((read) => choice(when, read(then), read(other)))
/** A value, or nothing at all. */
export const only = (when: Condition, value: unknown, is = true): never => hole((read) => guarded(when, is, read(value)))
/** Something that is not known. */
export const open = (value: Unknown): never => hole(() => value)
/** Text with holes. */
export const text = (...parts: readonly (string | Unknown)[]): never => hole(() => template(parts))

/** Live objects as abstract values, holes filled with what they stand for. */
const reader = (): Read => {
  const heap = newHeap()
  const seen = new Map<object, Obj>()
  const read: Read = (value) => {
    if (value instanceof Hole) return value.of(read)
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? newObject(heap, 'function', null) : known(value as string)
    const before = seen.get(value)
    if (before !== undefined) return before
    const obj = newObject(heap, Array.isArray(value) ? 'array' : value instanceof Date ? 'date' : 'object', null)
    seen.set(value, obj)
    if (value instanceof Date) obj.data = known(value.getTime())
    if (Array.isArray(value)) obj.items = value.map(read)
    else for (const [key, part] of Object.entries(value)) obj.props.set(key, read(part))
    if (spreads.has(value)) obj.open = spreads.get(value)
    return obj
  }
  return read
}
const spreads = new WeakMap<object, Unknown>()

/** Options into which something unknown was spread: they may hold further keys. */
export const withSpread = <T extends object>(options: T, of: Unknown): T => {
  spreads.set(options, of)
  return options
}

/** The model of live exports. */
export const modelOf = (exports: object): Model => {
  const { dags, tables, assets, pipelines, problems } = liftValues(Object.values(exports).map(reader()))
  return link([{ dags, tables, assets, pipelines, problems, files: [] }], {})
}

/** The only DAG of live exports. */
export const dagOf = (exports: object): Dag => modelOf(exports).dags[0]!
