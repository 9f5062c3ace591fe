// The text of the prelude's methods of arrays. Lists with certain positions are gone through by index; guarded and unknown ones by pairs of element and
// index, so that each element is read under its own condition.

/** Methods of arrays that take callbacks. Stands within `preludeSource`. */
export const preludeArraySource = String.raw`
const array = {
  forEach(callback, self = undefined) {
    const list = listOf(this)
    const call = bound(callback, self)
    if (isPlain(list)) {
      const length = lengthOf(list)
      for (let index = each(list, call, undefined, 'forEach'); index < length; index++) if (index in list) call(list[index], index, list)
    } else for (const [element, index] of pairs(list)) call(element, index, list)
  },

  map(callback, self = undefined) {
    const list = listOf(this)
    const call = bound(callback, self)
    if (isPlain(list)) {
      const length = lengthOf(list)
      const out = newLike(list, length)
      for (let index = each(list, call, out, 'map'); index < length; index++) if (index in list) out[index] = call(list[index], index, list)
      return out
    }
    const out = newLike(list, 0)
    for (const [element, index] of pairs(list)) out.push(call(element, index, list))
    return out
  },

  filter(callback, self = undefined) {
    const list = listOf(this)
    const call = bound(callback, self)
    const out = newLike(list, 0)
    if (isPlain(list)) {
      const length = lengthOf(list)
      for (let index = each(list, call, out, 'filter'); index < length; index++) {
        if (index in list) {
          const element = list[index]
          if (call(element, index, list)) out.push(element)
        }
      }
    } else for (const [element, index] of pairs(list)) if (call(element, index, list)) out.push(element)
    return out
  },

  reduce(callback, ...initial) {
    const list = listOf(this)
    needCallable(callback)
    let started = initial.length > 0
    let result = initial[0]
    if (isPlain(list)) {
      const length = lengthOf(list)
      for (let index = 0; index < length; index++) {
        if (index in list) {
          if (started) result = callback(result, list[index], index, list)
          else {
            started = true
            result = list[index]
          }
        }
      }
    } else {
      for (const [element, index] of pairs(list)) {
        if (started) result = callback(result, element, index, list)
        else {
          started = true
          result = element
        }
      }
    }
    if (!started) throw new TypeError('Reduce of empty array with no initial value')
    return result
  },

  reduceRight(callback, ...initial) {
    const list = listOf(this)
    needCallable(callback)
    let started = initial.length > 0
    let result = initial[0]
    if (isPlain(list)) {
      for (let index = lengthOf(list) - 1; index >= 0; index--) {
        if (index in list) {
          if (started) result = callback(result, list[index], index, list)
          else {
            started = true
            result = list[index]
          }
        }
      }
    } else {
      for (const [element, index] of [...pairs(list)].reverse()) {
        if (started) result = callback(result, element, index, list)
        else {
          started = true
          result = element
        }
      }
    }
    if (!started) throw new TypeError('Reduce of empty array with no initial value')
    return result
  },

  some(callback, self = undefined) {
    const list = listOf(this)
    const call = bound(callback, self)
    if (isPlain(list)) {
      const length = lengthOf(list)
      for (let index = 0; index < length; index++) if (index in list && call(list[index], index, list)) return true
    } else for (const [element, index] of pairs(list)) if (call(element, index, list)) return true
    return false
  },

  every(callback, self = undefined) {
    const list = listOf(this)
    const call = bound(callback, self)
    if (isPlain(list)) {
      const length = lengthOf(list)
      for (let index = 0; index < length; index++) if (index in list && !call(list[index], index, list)) return false
    } else for (const [element, index] of pairs(list)) if (!call(element, index, list)) return false
    return true
  },

  find(callback, self = undefined) {
    const list = listOf(this)
    const call = bound(callback, self)
    if (isPlain(list)) {
      const length = lengthOf(list)
      for (let index = 0; index < length; index++) {
        const element = list[index]
        if (call(element, index, list)) return element
      }
    } else for (const [element, index] of pairs(list)) if (call(element, index, list)) return element
    return undefined
  },

  findIndex(callback, self = undefined) {
    const list = listOf(this)
    const call = bound(callback, self)
    if (isPlain(list)) {
      const length = lengthOf(list)
      for (let index = 0; index < length; index++) if (call(list[index], index, list)) return index
    } else for (const [element, index] of pairs(list)) if (call(element, index, list)) return index
    return -1
  },

  findLast(callback, self = undefined) {
    const list = listOf(this)
    const call = bound(callback, self)
    if (isPlain(list)) {
      for (let index = lengthOf(list) - 1; index >= 0; index--) {
        const element = list[index]
        if (call(element, index, list)) return element
      }
    } else for (const [element, index] of [...pairs(list)].reverse()) if (call(element, index, list)) return element
    return undefined
  },

  findLastIndex(callback, self = undefined) {
    const list = listOf(this)
    const call = bound(callback, self)
    if (isPlain(list)) {
      for (let index = lengthOf(list) - 1; index >= 0; index--) if (call(list[index], index, list)) return index
    } else for (const [element, index] of [...pairs(list)].reverse()) if (call(element, index, list)) return index
    return -1
  },

  flatMap(callback, self = undefined) {
    const list = listOf(this)
    const call = bound(callback, self)
    const out = newLike(list, 0)
    const add = (value) => {
      if (!Array.isArray(value)) out.push(value)
      else if (isPlain(value)) out.push(...value.flat(0))
      else out.push(...value)
    }
    if (isPlain(list)) {
      const length = lengthOf(list)
      for (let index = 0; index < length; index++) if (index in list) add(call(list[index], index, list))
    } else for (const [element, index] of pairs(list)) add(call(element, index, list))
    return out
  },
}

const arrayStatics = {
  from(items, ...rest) {
    const [mapper, self] = rest
    const out = typeof this === 'function' && this !== Array ? new this() : []
    if (mapper !== undefined) needCallable(mapper)
    const call = mapper !== undefined && self !== undefined ? mapper.bind(self) : mapper
    if (isIterable(items)) {
      if (call === undefined) out.push(...items)
      else if (Array.isArray(items) && isPlain(items)) {
        for (let index = 0; index < items.length; index++) out.push(call(items[index], index))
      } else for (const [element, index] of pairs(items)) out.push(call(element, index))
      return out
    }
    const length = lengthOf(items)
    for (let index = 0; index < length; index++) out.push(call === undefined ? items[index] : call(items[index], index))
    return out
  },
  async fromAsync(items, ...rest) {
    const [mapper, self] = rest
    if (mapper !== undefined) needCallable(mapper)
    const source = items[Symbol.asyncIterator] !== undefined || isIterable(items) ? items : Array.from(items)
    const out = []
    let index = 0
    for await (const item of source) out.push(mapper === undefined ? item : await mapper.call(self, item, index++))
    return out
  },
}
`
