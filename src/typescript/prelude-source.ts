// The text of the prelude: built-in methods that take callbacks, written in the language that the evaluator reads. Interpreted, never run by the host, so that
// unknown predicates, guarded elements and limits come out as they do in user code. Names and parameters are those of the standard.

import { preludeArraySource } from './prelude-array.ts'

/** The prelude: a module that exports `methods`, by the object they belong to. */
export const preludeSource = `
import { each, isIterable, isPlain, listOf, needCallable, newLike, pairs } from 'dagbook:elements'

const bound = (callback, self) => {
  needCallable(callback)
  return self === undefined ? callback : callback.bind(self)
}

const lengthOf = (list) => Math.min(Math.max(Math.trunc(Number(list.length)) || 0, 0), Number.MAX_SAFE_INTEGER)

${preludeArraySource}
const objectStatics = {
  groupBy(items, callback) {
    needCallable(callback)
    const groups = Object.create(null)
    for (const [element, index] of pairs(items)) {
      const key = callback(element, index)
      if (Object.hasOwn(groups, key)) groups[key].push(element)
      else groups[key] = [element]
    }
    return groups
  },
}

const object = {
  __defineGetter__(key, getter) {
    Object.defineProperty(this, key, { get: getter, enumerable: true, configurable: true })
  },
  __defineSetter__(key, setter) {
    Object.defineProperty(this, key, { set: setter, enumerable: true, configurable: true })
  },
  __lookupGetter__(key) {
    for (let at = this; at; at = Object.getPrototypeOf(at)) {
      const found = Object.getOwnPropertyDescriptor(at, key)
      if (found) return found.get
    }
  },
  __lookupSetter__(key) {
    for (let at = this; at; at = Object.getPrototypeOf(at)) {
      const found = Object.getOwnPropertyDescriptor(at, key)
      if (found) return found.set
    }
  },
}

const mapStatics = {
  groupBy(items, callback) {
    needCallable(callback)
    const groups = new Map()
    for (const [element, index] of pairs(items)) {
      const key = callback(element, index)
      if (groups.has(key)) groups.get(key).push(element)
      else groups.set(key, [element])
    }
    return groups
  },
}

const map = {
  forEach(callback, self = undefined) {
    const call = bound(callback, self)
    for (const [key, value] of this) call(value, key, this)
  },
}

const sized = (other) => {
  if (typeof other !== 'object' && typeof other !== 'function' || other === null) throw new TypeError('the other set is not an object')
  const size = Number(other.size)
  if (Number.isNaN(size)) throw new TypeError("The 'size' property must be a number")
  needCallable(other.has)
  needCallable(other.keys)
  return size
}

const set = {
  forEach(callback, self = undefined) {
    const call = bound(callback, self)
    for (const value of this) call(value, value, this)
  },
  union(other) {
    sized(other)
    const out = new Set(this)
    for (const value of other.keys()) out.add(value)
    return out
  },
  intersection(other) {
    const out = new Set()
    if (this.size <= sized(other)) {
      for (const value of this) if (other.has(value)) out.add(value)
    } else for (const value of other.keys()) if (this.has(value)) out.add(value)
    return out
  },
  difference(other) {
    const out = new Set(this)
    if (this.size <= sized(other)) {
      for (const value of this) if (other.has(value)) out.delete(value)
    } else for (const value of other.keys()) out.delete(value)
    return out
  },
  symmetricDifference(other) {
    sized(other)
    const out = new Set(this)
    for (const value of other.keys()) {
      if (this.has(value)) out.delete(value)
      else out.add(value)
    }
    return out
  },
  isSubsetOf(other) {
    if (this.size > sized(other)) return false
    for (const value of this) if (!other.has(value)) return false
    return true
  },
  isSupersetOf(other) {
    if (this.size < sized(other)) return false
    for (const value of other.keys()) if (!this.has(value)) return false
    return true
  },
  isDisjointFrom(other) {
    if (this.size <= sized(other)) {
      for (const value of this) if (other.has(value)) return false
    } else for (const value of other.keys()) if (this.has(value)) return false
    return true
  },
}

const promiseStatics = {
  all(iterable) {
    return new this((resolve, reject) => {
      const values = []
      let waiting = 1
      let index = 0
      for (const item of iterable) {
        const at = index++
        values.push(undefined)
        waiting++
        this.resolve(item).then((value) => {
          values[at] = value
          if (--waiting === 0) resolve(values)
        }, reject)
      }
      if (--waiting === 0) resolve(values)
    })
  },
  allSettled(iterable) {
    return new this((resolve) => {
      const values = []
      let waiting = 1
      let index = 0
      for (const item of iterable) {
        const at = index++
        values.push(undefined)
        waiting++
        const settle = (value) => {
          values[at] = value
          if (--waiting === 0) resolve(values)
        }
        this.resolve(item).then((value) => settle({ status: 'fulfilled', value }), (reason) => settle({ status: 'rejected', reason }))
      }
      if (--waiting === 0) resolve(values)
    })
  },
  any(iterable) {
    return new this((resolve, reject) => {
      const errors = []
      let waiting = 1
      let index = 0
      for (const item of iterable) {
        const at = index++
        errors.push(undefined)
        waiting++
        this.resolve(item).then(resolve, (reason) => {
          errors[at] = reason
          if (--waiting === 0) reject(new AggregateError(errors, 'All promises were rejected'))
        })
      }
      if (--waiting === 0) reject(new AggregateError(errors, 'All promises were rejected'))
    })
  },
  race(iterable) {
    return new this((resolve, reject) => {
      for (const item of iterable) this.resolve(item).then(resolve, reject)
    })
  },
}

const promise = {
  finally(callback) {
    if (typeof callback !== 'function') return this.then(callback, callback)
    return this.then(
      (value) => Promise.resolve(callback()).then(() => value),
      (reason) => Promise.resolve(callback()).then(() => { throw reason }),
    )
  },
}

const iterator = {
  * map(callback) {
    needCallable(callback)
    let index = 0
    for (const value of this) yield callback(value, index++)
  },
  * filter(callback) {
    needCallable(callback)
    let index = 0
    for (const value of this) if (callback(value, index++)) yield value
  },
  * take(limit) {
    let left = Math.trunc(limit)
    if (Number.isNaN(left) || left < 0) throw new RangeError(limit + ' must be positive')
    if (left === 0) return
    for (const value of this) {
      yield value
      if (--left === 0) return
    }
  },
  * drop(limit) {
    let left = Math.trunc(limit)
    if (Number.isNaN(left) || left < 0) throw new RangeError(limit + ' must be positive')
    for (const value of this) {
      if (left > 0) left--
      else yield value
    }
  },
  * flatMap(callback) {
    needCallable(callback)
    let index = 0
    for (const value of this) yield* callback(value, index++)
  },
  reduce(callback, ...initial) { return [...this].reduce(callback, ...initial) },
  toArray() { return [...this] },
  forEach(callback) {
    needCallable(callback)
    let index = 0
    for (const value of this) callback(value, index++)
  },
  some(callback) {
    needCallable(callback)
    let index = 0
    for (const value of this) if (callback(value, index++)) return true
    return false
  },
  every(callback) {
    needCallable(callback)
    let index = 0
    for (const value of this) if (!callback(value, index++)) return false
    return true
  },
  find(callback) {
    needCallable(callback)
    let index = 0
    for (const value of this) if (callback(value, index++)) return value
    return undefined
  },
}

export const methods = {
  'Array': arrayStatics, 'Array.prototype': array,
  'Object': objectStatics, 'Object.prototype': object,
  'Map': mapStatics, 'Map.prototype': map, 'Set.prototype': set,
  'Promise': promiseStatics, 'Promise.prototype': promise,
  'Iterator.prototype': iterator,
}
`
