// Operations on what is not known that may throw. Where a `try` could tell, both outcomes are followed; elsewhere they are taken to work.
import { beginSide, canBeAbsent, decideTree, firstUnknown, Thrown, unknown, type Abstract, type Decision, type Native, type Unknown, type UnknownType } from '#value'
import { callText } from './call-text.ts'
import { ts } from './parse.ts'
import type { Abrupt, Run } from './run.ts'
import { onSide, templateId, truthOfChoice } from './truth.ts'
import { nameOfUnknown } from './wording.ts'

const K = ts.SyntaxKind

/** An operation that throws under a condition: goes on assuming that it does not; the other side is for whoever catches. */
export const throwWhere = (run: Run, answer: boolean | Decision, type: UnknownType | undefined): void => {
  if (answer === false) return
  const text = typeof answer === 'boolean' ? 'an exception' : `what is thrown if ${answer.when.text}`
  const value = unknown('derived', { detail: text, site: run.site, type })
  const is = answer === true ? true : decideTree(run.heap.path, answer.when)
  if (typeof answer === 'boolean' || is === answer.is) throw new Thrown(value)
  if (is !== undefined) return
  if (++run.forks > run.limits.forks) run.limit('unknown conditions')
  beginSide(run.heap, answer.when, !answer.is, { kind: 'throw', value, site: run.site } satisfies Abrupt)
}

/** The condition that an operation throws. The same `id` for what throws always together; without one, it is a condition of its own. */
const throwing = (run: Run, operation: string, id: string | undefined): Decision =>
  ({ when: run.conditions.of(id === undefined ? unknown('derived').id : `throws ${id}`, { kind: 'truthy' }, `${operation} throws`, run.site), is: true })

/** Is something inside of a `try` that is executed? Only there it matters what may throw. */
export const isTried = (run: Run): boolean => run.trying > 0

/** An operation on something unknown may throw, for all that is known. What the language itself throws is an object. */
export const mayThrow = (run: Run, operation: string, id?: string, type: UnknownType | undefined = 'object'): void => {
  if (run.trying > 0) throwWhere(run, throwing(run, operation, id), type)
}

/** Something that is no function, whatever its value: `process.env.X()`. */
export const isBare = (value: Unknown): boolean => value.type !== undefined && value.type !== 'object' && value.type !== 'array'

const isPrimitive = (value: Abstract): boolean =>
  value.kind === 'primitive' || value.kind === 'template' || (value.kind === 'unknown' && (value.type === 'string' || value.type === 'number' || value.type === 'boolean'))

const isUnsure = (value: Abstract): boolean => value.kind === 'template' || value.kind === 'maybe' || firstUnknown([value]) !== undefined

/** The same text for the same operands; undefined where they may change in between. */
const identityOf = (value: Abstract): string | undefined => {
  switch (value.kind) {
    case 'primitive': return `${typeof value.value}:${String(value.value)}`
    case 'unknown': return isPrimitive(value) ? value.id : undefined
    case 'template': return templateId(value.parts)
    case 'object': return value.intrinsic ? `o${value.serial}` : undefined
    default: return undefined
  }
}

/** A built-in was called with something unknown, or gave something unknown: may it have thrown? */
export const nativeMayThrow = (run: Run, native: Native, self: Abstract, args: readonly Abstract[], result: Abstract): void => {
  if (native.harmless === 'always') return
  const operands = [self, ...args]
  const unsure = operands.filter(isUnsure)
  if (unsure.length === 0 && (native.harmless !== undefined || firstUnknown([result]) === undefined)) return
  // With known arguments, methods of texts and numbers do what they do whatever the text or number is.
  if (unsure.every(isPrimitive) && (native.harmless === 'on-primitives' || (unsure.length === 1 && unsure[0] === self))) return
  throwWhere(run, whereUnknown(run, native, self, args, result), 'object')
}

const whereUnknown = (run: Run, native: Native, self: Abstract, args: readonly Abstract[], result: Abstract): boolean | Decision => {
  const value = run.resolve(result)
  if (value.kind === 'choice' && !canBeAbsent(value) && firstUnknown([value]) !== undefined) {
    const side = (is: boolean): boolean | Decision => onSide(run, value.when, is, () => whereUnknown(run, native, self, args, is ? value.then : value.else))
    return truthOfChoice(run, value.when, side(true), side(false))
  }
  const operands = [self, ...args].map(run.resolve)
  if (value.kind === 'primitive' && !operands.some(isUnsure)) return false
  const identities = operands.map(identityOf)
  const id = identities.includes(undefined) ? undefined : `${native.name}(${identities.join()})`
  return throwing(run, callText(run, native, self, args) ?? `${native.name}(…)`, id)
}

/** Names that Node gives to every program. */
const ofNode = new Set([
  'Buffer', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask', 'structuredClone', 'performance', 'crypto', 'navigator',
  'AbortController', 'AbortSignal', 'Blob', 'Event', 'EventTarget', 'FormData', 'Headers', 'Request', 'Response', 'TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams', 'WebAssembly', 'Intl', 'Proxy',
  'ArrayBuffer', 'SharedArrayBuffer', 'Atomics', 'DataView', 'WeakRef', 'FinalizationRegistry', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'global', 'atob', 'btoa', 'MessageChannel', 'ReadableStream', 'WritableStream', 'TransformStream',
])

/** A name that is declared nowhere: outside of Node's own, reading it throws, unless something else has made it. */
export const nameMayThrow = (run: Run, name: Unknown): void => {
  const { of } = name
  if (run.trying > 0 && of !== undefined && !ofNode.has(of)) mayThrow(run, of, `name ${of}`)
}

/** Something unknown is iterated. */
export const iteratingMayThrow = (run: Run, value: Abstract): void => {
  if (run.trying === 0 || value.kind === 'template') return
  if (value.kind !== 'unknown') return mayThrow(run, 'iterating a value that may have been replaced')
  if (value.type === 'number' || value.type === 'boolean' || value.type === 'bigint') return throwWhere(run, true, 'object')
  if (value.type === 'string' || value.type === 'array') return value.optional ? missingThrows(run, value) : undefined
  mayThrow(run, `iterating ${nameOfUnknown(value)}`, `iterating ${value.id}`)
}

/** Something is asked of an unknown that null and undefined do not have. */
export const missingThrows = (run: Run, value: Unknown): void => {
  if (run.trying === 0 || (value.type !== undefined && !value.optional)) return
  const { when } = { when: run.conditions.of(value.id, { kind: 'present' }, `${nameOfUnknown(value)} != null`, value.site) }
  throwWhere(run, { when, is: false }, 'object')
}

interface Annotated { catches?: boolean }

/** Does a `catch` clause keep what it caught to itself? One that always throws again is as good as none. */
export const catches = (clause: ts.CatchClause): boolean => {
  const annotated = clause as Annotated
  return annotated.catches ??= clause.block.statements.at(-1)?.kind !== K.ThrowStatement || leavesEarly(clause.block)
}

const leavesEarly = (node: ts.Node): boolean =>
  node.kind === K.ReturnStatement || node.kind === K.BreakStatement || node.kind === K.ContinueStatement || (!ts.isFunctionLike(node) && ts.forEachChild(node, (child) => leavesEarly(child) || undefined) === true)

/** Executes the block of a `try` whose handler could tell what throws. */
export const whileTrying = <T>(run: Run, by: number, body: () => T): T => {
  const { trying } = run
  run.trying = trying + by
  try {
    return body()
  } finally {
    run.trying = trying
  }
}

/** Lets a body that can stop go on. What it throws is caught by what surrounds it there, if by anything: `outside` counts that. */
export const resumed = <T>(run: Run, outside: number, go: () => T): T => {
  const { trying, tryingOutside } = run
  run.trying = 0
  run.tryingOutside = outside
  try {
    return go()
  } finally {
    run.trying = trying
    run.tryingOutside = tryingOutside
  }
}
