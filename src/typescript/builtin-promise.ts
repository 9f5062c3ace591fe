// Promises: the constructor, `then` and what makes settled ones. The combinators (`all`, `race` …) are in the prelude.
import { native, undefinedValue, type Abstract, type Machine, type Native, type NativeTable, type Obj } from '#value'
import { lifted, nativesOf } from './builtin-native.ts'
import { attempt, settleBy } from './completion.ts'
import type { Run } from './run.ts'
import { isPlain, settlers, type Settling } from './settling.ts'

const isFunction = (value: Abstract): boolean => value.kind === 'object' && value.type === 'function'

/** Runs something that may throw, perhaps on one side of a condition only; what it throws rejects. */
const guarding = (machine: Machine, settling: Pick<Settling, 'resolve' | 'reject'>, body: () => Abstract): void => {
  const run = machine as Run
  settleBy(run, attempt(run, body), settling)
}

const construct = (machine: Machine, args: readonly Abstract[], newTarget: Obj): Abstract => {
  const executor = machine.resolve(args[0] ?? undefinedValue)
  if (executor.kind === 'primitive' || executor.kind === 'symbol' || (executor.kind === 'object' && !isFunction(executor))) machine.throwError('TypeError', 'Promise resolver is not a function')
  const settling = machine.promise()
  if (newTarget !== machine.intrinsic('Promise')) settling.promise.proto = machine.protoFor(newTarget, 'Promise')
  const [resolve, reject] = settlers(machine, settling)
  guarding(machine, { resolve: () => {}, reject: (reason) => void machine.call(reject, undefinedValue, [reason]) }, () => machine.call(executor, undefinedValue, [resolve, reject]))
  return settling.promise
}

const then: Native['call'] = (machine, self, args) => lifted(machine, 'Promise.prototype.then', [self], ([promise]) => {
  if (promise!.kind !== 'object' || promise!.type !== 'promise') return machine.throwError('TypeError', 'Method Promise.prototype.then called on incompatible receiver')
  const settling = machine.promise()
  const react = (handler: Abstract | undefined, otherwise: (value: Abstract) => void) => (value: Abstract): void => {
    const callback = handler && machine.resolve(handler)
    if (!callback || callback.kind === 'primitive' || (callback.kind === 'object' && !isFunction(callback))) return otherwise(value)
    guarding(machine, settling, () => machine.call(callback, undefinedValue, [value]))
  }
  machine.whenSettled(promise!, react(args[0], settling.resolve), react(args[1], settling.reject))
  return settling.promise
})

const resolved: Native['call'] = (machine, self, args) => lifted(machine, 'Promise.resolve', [args[0] ?? undefinedValue], ([value]) => {
  if (value!.kind === 'object' && value!.type === 'promise' && machine.resolve(machine.get(value!, 'constructor')) === machine.resolve(self)) return value!
  const { promise, resolve } = machine.promise()
  resolve(value!)
  return promise
}, { templates: true })

/** A settled promise even of an unknown value, or of values under conditions: awaiting it gives them. */
const resolve: Native['call'] = (machine, self, args) => {
  const value = machine.resolve(args[0] ?? undefinedValue)
  if (value.kind === 'object') return resolved(machine, self, [value])
  if (value.kind === 'choice' && !isPlain(value)) return machine.fork(value.when, () => resolve(machine, self, [value.then]), () => resolve(machine, self, [value.else]))
  const settling = machine.promise()
  settling.resolve(value)
  return settling.promise
}

const reject: Native['call'] = (machine, _self, args) => {
  const settling = machine.promise()
  settling.reject(args[0] ?? undefinedValue)
  return settling.promise
}

const withResolvers: Native['call'] = (machine) => {
  const settling = machine.promise()
  const [resolveIt, rejectIt] = settlers(machine, settling)
  return machine.object([['promise', settling.promise], ['resolve', resolveIt], ['reject', rejectIt]])
}

const tryIt: Native['call'] = (machine, _self, args) => {
  const settling = machine.promise()
  guarding(machine, settling, () => machine.call(args[0] ?? undefinedValue, undefinedValue, args.slice(1)))
  return settling.promise
}

/** Promise. */
export const promiseNatives: NativeTable = {
  Promise: native('Promise', 1, (machine) => machine.throwError('TypeError', "Promise constructor cannot be invoked without 'new'"), construct),
  ...nativesOf({
    'Promise.prototype.then': [2, then],
    'Promise.prototype.catch': [1, (machine, self, args) => machine.call(machine.get(self, 'then'), self, [undefinedValue, args[0] ?? undefinedValue])],
    'Promise.reject': [1, reject],
    'Promise.resolve': [1, resolve],
    'Promise.try': [1, tryIt],
    'Promise.withResolvers': [0, withResolvers],
    queueMicrotask: [1, (machine, _self, args) => {
      machine.enqueue(() => void machine.call(args[0] ?? undefinedValue, undefinedValue, []))
      return undefinedValue
    }],
  }),
}
