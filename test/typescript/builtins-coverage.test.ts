// What the host offers, the evaluator offers: every built-in is native, in the prelude, or left out for a reason that is given here.
import { describe, expect, test } from 'vitest'
import { constants, natives } from '../../src/typescript/builtins.ts'
import { preludeSource } from '../../src/typescript/prelude-source.ts'

/** Built-ins that live elsewhere, or that are no functions to call. */
const leftOut: Readonly<Record<string, string>> = {
  'Object.prototype.__proto__': 'property access knows it',
  'Function.prototype.arguments': 'throws in modules', 'Function.prototype.caller': 'throws in modules',
  'Function.prototype.length': 'a property of every function', 'Function.prototype.name': 'a property of every function',
  'Array.prototype.length': 'a property of every array', 'String.prototype.length': 'a property of every text', 'Array.prototype.@@unscopables': 'for `with`, which modules do not have',
  'Error.prepareStackTrace': "the engine's own hook",
}

type Methods = Record<string, Record<string, { readonly name: string, readonly length: number }>>

const prelude = ((): Methods => {
  const body = preludeSource.replace(/^import.*$/m, '').replace('export const methods =', 'return')
  return (new Function(body) as () => Methods)()
})()

const found = (path: string): { readonly name: string, readonly length: number } | undefined => {
  const [, owner, key] = /^(.*)\.([^.]+)$/.exec(path) ?? []
  const method = owner === undefined ? undefined : prelude[owner]?.[key!]
  if (path in leftOut) return undefined
  return natives[path] ?? natives[`get ${path}`] ?? method
}

const hosts: Readonly<Record<string, object>> = {
  String, Array, Object, Map, Set, WeakMap, WeakSet, Number, Math, JSON, Date, RegExp, Promise, BigInt, Reflect, Error, Boolean, Function, Symbol,
}

const pathsOf = (name: string, host: object): string[] => Reflect.ownKeys(host).map((key) =>
  `${name}.${typeof key === 'string' ? key : `@@${String(key).replace(/^Symbol\((?:Symbol\.)?(.*)\)$/, '$1')}`}`)

const all = Object.entries(hosts).flatMap(([name, host]) => [
  ...pathsOf(name, host).filter((path) => !/\.(length|name|prototype)$/.test(path)),
  ...('prototype' in host ? pathsOf(`${name}.prototype`, host.prototype as object).filter((path) => !path.endsWith('.constructor')) : []),
]).filter((path) => !path.startsWith('Symbol.') || path.startsWith('Symbol.prototype') || path === 'Symbol.for' || path === 'Symbol.keyFor')

describe('every built-in of the host', () => {
  test('is there, or left out on purpose', () => {
    const missing = all.filter((path) => !found(path) && !(path in constants) && !(path in leftOut) && !path.endsWith('@@species') && !path.endsWith('.@@toStringTag'))
    expect(missing).toEqual([])
  })

  test('newer ones than this host has are there, too', () => {
    const newer = [
      'Array.fromAsync', 'Object.groupBy', 'Map.groupBy', 'Promise.withResolvers', 'Promise.try', 'RegExp.escape', 'Error.isError',
      ...['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'].map((name) => `Set.prototype.${name}`),
    ]
    expect(newer.filter((path) => !found(path))).toEqual([])
  })

  test.each(all.filter((path) => found(path)))('%s has the right name and length', (path) => {
    const [, owner, key] = /^(.*)\.([^.]+)$/.exec(path)!
    const [name, proto] = owner!.split('.')
    const host = proto === undefined ? hosts[name!]! : (hosts[name!] as { prototype: object }).prototype
    const symbol = key!.startsWith('@@') ? (Symbol as unknown as Record<string, symbol>)[key!.slice(2)]! : key!
    const property = Object.getOwnPropertyDescriptor(host, symbol)!
    const native = found(path)!
    // The host's legacy getters and aliases go by names of their own.
    const theirs = (property.get ?? property.value) as { name: string, length: number }
    expect({ length: native.length }).toEqual({ length: theirs.length })
    if (!path.startsWith('RegExp.') || path.startsWith('RegExp.prototype')) expect(native.name).toBe(theirs.name)
  })
})

test('global functions and constructors are there', () => {
  const names = [
    ...Object.keys(hosts).filter((name) => typeof hosts[name] === 'function'), 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError',
    'AggregateError', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURI', 'encodeURIComponent', 'decodeURI', 'decodeURIComponent', 'escape', 'unescape',
    'structuredClone', 'queueMicrotask', 'URL',
  ]
  expect(names.filter((name) => !(name in natives))).toEqual([])
  // Versions of Node differ on the length of structuredClone.
  for (const name of names) if (name !== 'structuredClone') expect({ name, length: natives[name]!.length }).toEqual({ name, length: (globalThis as unknown as Record<string, { length: number }>)[name]!.length })
})
