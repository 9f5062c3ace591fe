// The realm: built-in objects, made once for an evaluation from the tables of natives.
import { newObject, setOwn, writeProp, slot, accessor, symbolPrefix, symbolValue, known, unknown, type Abstract, type Heap, type Native, type Obj } from '#value'
import { constants, natives } from './builtins.ts'
import { envMark } from './member.ts'

/** The built-in objects of one evaluation. */
export interface Realm {
  /** An object by its name: `Array.prototype`. */
  readonly intrinsic: (name: string) => Obj
  /** Global names and their values. */
  readonly globals: ReadonlyMap<string, Abstract>
  /** What built-in modules export: `node:path` → `join` → function. */
  readonly modules: ReadonlyMap<string, ReadonlyMap<string, Abstract>>
}

/** Prototypes that inherit from others than Object.prototype. */
const parents: Readonly<Record<string, string>> = {
  'TypeError.prototype': 'Error.prototype', 'RangeError.prototype': 'Error.prototype', 'SyntaxError.prototype': 'Error.prototype',
  'Generator.prototype': 'Iterator.prototype',
  'ReferenceError.prototype': 'Error.prototype', 'EvalError.prototype': 'Error.prototype', 'URIError.prototype': 'Error.prototype', 'AggregateError.prototype': 'Error.prototype',
}
const types: Readonly<Record<string, Obj['type']>> = { 'Array.prototype': 'array', 'Function.prototype': 'function' }

/** Makes the built-in objects. */
export const makeRealm = (heap: Heap): Realm => {
  const objects = new Map<string, Obj>()
  const modules = new Map<string, Map<string, Abstract>>()
  const globals = new Map<string, Abstract>()
  const intrinsic = (name: string): Obj => objects.get(name) ?? create(name)
  const create = (name: string): Obj => {
    const proto = name === 'Object.prototype' ? null : intrinsic(parents[name] ?? 'Object.prototype')
    const made = newObject(heap, types[name] ?? 'object', proto)
    objects.set(name, made)
    return made
  }
  const functions = new Map<Native, Obj>()
  // One native under two names is one function: `Number.parseInt === parseInt`.
  const func = (native: Native): Obj => {
    const before = functions.get(native)
    if (before !== undefined) return before
    const made = newObject(heap, 'function', intrinsic('Function.prototype'))
    made.native = native
    functions.set(native, made)
    return made
  }
  const constructor = (name: string, native: Native): void => {
    const made = func(native)
    const proto = intrinsic(`${name}.prototype`)
    objects.set(name, made)
    writeProp(heap, made, 'prototype', slot(proto, { writable: false, configurable: false }))
    writeProp(heap, proto, 'constructor', slot(made))
  }
  const isMethod = (path: string): boolean => path.includes('.') || path.includes('#')
  for (const [path, native] of Object.entries(natives)) if (!isMethod(path) && native.construct !== undefined) constructor(path, native)
  for (const name of Object.keys(parents)) {
    const child = objects.get(name.replace('.prototype', ''))
    if (child !== undefined) child.proto = intrinsic('Error')
  }
  for (const [path, native] of Object.entries(natives)) {
    if (!isMethod(path) && native.construct !== undefined) continue
    place(path, path.startsWith('get ') ? accessor(func(native), undefined, false) : slot(func(native)))
  }
  for (const [path, value] of Object.entries(constants)) place(path, slot(known(value), { writable: false, configurable: false }))
  function place(path: string, value: ReturnType<typeof slot>): void {
    const bare = path.replace(/^get /, '')
    const hash = bare.indexOf('#')
    if (hash > 0) {
      const [module, name] = [bare.slice(0, hash), bare.slice(hash + 1)]
      if (!modules.has(module)) modules.set(module, new Map())
      modules.get(module)!.set(name, value.value!)
      return
    }
    const dot = bare.search(/\.[^.]+$/)
    if (dot < 0) {
      globals.set(bare, value.value!)
      return
    }
    const key = bare.slice(dot + 1)
    writeProp(heap, intrinsic(bare.slice(0, dot)), key.startsWith('@@') ? symbolPrefix + key.slice(2) : key, value)
  }
  finishRealm(heap, intrinsic, objects)
  for (const [name, made] of objects) if (!name.includes('.')) globals.set(name, made)
  for (const made of allObjects(objects)) made.intrinsic = made.data !== envMark
  return { intrinsic, globals, modules }
}

const finishRealm = (heap: Heap, intrinsic: Realm['intrinsic'], objects: Map<string, Obj>): void => {
  const symbol = intrinsic('Symbol')
  for (const name of ['iterator', 'asyncIterator', 'toPrimitive', 'hasInstance', 'toStringTag', 'species', 'isConcatSpreadable', 'match', 'matchAll', 'replace', 'search', 'split', 'unscopables', 'dispose', 'asyncDispose']) {
    writeProp(heap, symbol, name, slot(symbolValue(name, `Symbol.${name}`), { writable: false, configurable: false }))
  }
  const env = newObject(heap, 'object', intrinsic('Object.prototype'))
  env.data = envMark
  env.open = unknown('env')
  objects.set('process.env', env)
  const process = intrinsic('process')
  setOwn(heap, process, 'env', env)
  process.open = unknown('global', { of: 'process', id: 'global:process' })
  const global = intrinsic('globalThis')
  for (const [name, made] of objects) if (!name.includes('.')) writeProp(heap, global, name, slot(made))
  global.open = unknown('global', { of: 'globalThis', id: 'global:globalThis' })
}

/** All objects of the realm: those with names, and their methods and accessors. */
const allObjects = (objects: ReadonlyMap<string, Obj>): Set<Obj> => {
  const all = new Set(objects.values())
  for (const obj of all) {
    for (const value of obj.props.values()) {
      const inner = value.kind === 'slot' ? value.value ?? value.get : value
      if (inner?.kind === 'object') all.add(inner)
    }
  }
  return all
}
