// Writing, deleting and testing properties, as strict code does it.
import {
  absent, blur, canBeAbsent, choice, derived, falseValue, hasGuards, hole, indexOfKey, isHiddenKey, known, nativeOf, openUp, operandText, presentOr, removeProp, replaceItems, setLength, setOwn, slot, trueValue, unknown,
  writeField, writeFixity, writeItem, writeProp, type Abstract, type Obj, type Slot, type Unknown,
} from '#value'
import { concatenate, toKey } from './coerce.ts'
import { settleFixed } from './fixed.ts'
import { fork, withItems } from './fork.ts'
import { hasAccessors, onAccessors } from './key-match.ts'
import { mayThrow, missingThrows } from './may-throw.ts'
import { envMark, getFrom, getMember, keyName, lookOwn } from './member.ts'
import { ask, decisionValue } from './truth.ts'
import { describe, inWords, nameOfUnknown } from './wording.ts'
import { handOver } from './opaque.ts'
import type { Run } from './run.ts'

/** `target[key] = value` for a known key. */
export const setMember = (run: Run, target: Abstract, key: string, value: Abstract): void => {
  switch (target.kind) {
    case 'object': return setOn(run, target, key, value)
    case 'unknown':
      // Whatever text, number or boolean it is: assigning to its property throws.
      if (target.type !== undefined && target.type !== 'object' && target.type !== 'array') run.throwError('TypeError', `Cannot create property '${keyName(key)}' on a ${target.type}`)
      run.outside++
      handOver(run, value)
      mayThrow(run, `setting ${keyName(key)} of ${nameOfUnknown(target)}`)
      return
    case 'maybe':
      mayThrow(run, `setting ${keyName(key)} of what may have been replaced`)
      return target.value.kind === 'object' ? blurFor(run, target.value) : undefined
    case 'choice': {
      const at = run.resolve(target)
      if (at.kind !== 'choice') return setMember(run, at, key, value)
      const side = (one: Abstract) => (): Abstract => { setMember(run, one, key, value); return value }
      fork(run, at.when, side(at.then), side(at.else))
      return
    }
    case 'primitive': case 'absent': {
      const base = target.kind === 'absent' ? undefined : target.value
      if (base === null || base === undefined) run.throwError('TypeError', `Cannot set properties of ${base} (setting '${keyName(key)}')`)
      return run.throwError('TypeError', `Cannot create property '${keyName(key)}' on ${typeof base}`)
    }
    default: return run.throwError('TypeError', `Cannot create property '${keyName(key)}' on ${target.kind}`)
  }
}

const blurFor = (run: Run, obj: Obj): void => blur(run.heap, obj, unknown('derived', { site: run.site }))

const setOn = (run: Run, obj: Obj, key: string, value: Abstract): void => {
  if (obj.intrinsic) return refuse(run, obj, key)
  if (obj.items === undefined) {
    const own = obj.props.get(key)
    if (own !== undefined && own.kind !== 'slot' && !obj.frozen && own.kind !== 'choice' && own.kind !== 'absent') return writeProp(run.heap, obj, key, value)
  }
  if (obj.mixed !== undefined) return onSides(run, obj, value, () => setOn(run, obj, key, value))
  const found = lookOwn(run, obj, key)
  const own = found?.kind === 'choice' ? run.resolve(found) : found
  if (own !== undefined && own.kind === 'slot' && own.value === undefined) return callSetter(run, own, obj, key, value)
  if (own?.kind === 'choice' && canBeAbsent(own) && (!obj.extensible || key === '__proto__' || inheritedSlot(obj, key) !== undefined)) {
    // Whether there is such a property decides what the assignment does.
    const again = (): Abstract => { setOn(run, obj, key, value); return value }
    fork(run, own.when, again, again)
    return
  }
  if (own === undefined || (own.kind === 'absent' && obj.open === undefined)) {
    const inherited = inheritedSlot(obj, key)
    if (inherited?.value === undefined && inherited !== undefined) return callSetter(run, inherited, obj, key, value)
    if (inherited?.writable === false) return readOnly(run, obj, key)
    if (key === '__proto__' && obj.proto !== null) return setProto(run, obj, value)
    if (!obj.extensible) return run.throwError('TypeError', `Cannot add property ${keyName(key)}, object is not extensible`)
  } else if (obj.frozen || (own.kind === 'slot' && !own.writable)) return readOnly(run, obj, key)
  defineData(run, obj, key, obj.data === envMark ? concatenate(run, [value]) : value)
}

/** Does something where it is decided what may be changed of an object. */
const onSides = (run: Run, obj: Obj, value: Abstract, act: () => void): void => {
  settleFixed(run, obj, () => {
    act()
    return value
  })
}

/** `super.key = value`: setters are looked for from a prototype on; without one the property is set on `this` itself. */
export const setSuper = (run: Run, proto: Obj | null, self: Abstract, key: string, value: Abstract): void => {
  for (let at = proto; at !== null; at = at.proto) {
    const found = lookOwn(run, at, key)
    if (found === undefined) continue
    if (found.kind !== 'slot') break
    if (found.value === undefined) return found.set === undefined ? onlyGetter(run, key) : void run.call(found.set, self, [value])
    if (!found.writable && !at.intrinsic) return readOnly(run, at, key)
    break
  }
  if (self.kind !== 'object' || self.intrinsic) return setMember(run, self, key, value)
  if (self.mixed !== undefined) return onSides(run, self, value, () => setSuper(run, proto, self, key, value))
  const own = lookOwn(run, self, key)
  if (own?.kind === 'slot' && own.value === undefined) return run.throwError('TypeError', `Cannot redefine property: ${keyName(key)}`)
  if (own === undefined ? !self.extensible : self.frozen || (own.kind === 'slot' && !own.writable)) return readOnly(run, self, key)
  defineData(run, self, key, value)
}

/** Sets an own data property whatever its attributes: literals, fields, and what is left of a checked assignment. */
export const defineData = (run: Run, obj: Obj, key: string, value: Abstract): void => {
  if (obj.items === undefined) return setOwn(run.heap, obj, key, value)
  if (key === 'length') return assignLength(run, obj, value)
  const index = indexOfKey(key)
  if (index < 0) return setOwn(run.heap, obj, key, value)
  if (index >= run.limits.items) run.limit('elements of an array')
  if (!hasGuards(run.heap, obj)) return setOwn(run.heap, obj, key, value)
  withItems(run, obj, (items) => {
    const next = [...items]
    while (next.length < index) next.push(hole)
    next[index] = value
    replaceItems(run.heap, obj, next)
    return value
  }, true)
}

const assignLength = (run: Run, array: Obj, value: Abstract): void => {
  const length = run.resolve(value)
  if (length.kind !== 'primitive') mayThrow(run, `setting the length to ${describe(length)}`)
  if (length.kind !== 'primitive' || hasGuards(run.heap, array)) return blur(run.heap, array, derived([value], { site: run.site }))
  const number = Number(length.value)
  if (!Number.isInteger(number) || number < 0 || number > 4_294_967_295) return run.throwError('RangeError', 'Invalid array length')
  run.checkLength(number, 'array')
  const last = array.sealed ? array.items!.findLastIndex((item) => item !== hole) : -1
  setLength(run.heap, array, Math.max(number, last + 1))
  if (number <= last) return notRemoved(run, array, String(last))
}

/** An object as error messages show it: `[object Array]`, `#<Orders>`. */
const objectName = (obj: Obj): string => {
  if (obj.items !== undefined) return '[object Array]'
  for (let at: Obj | null = obj; at !== null; at = at.proto) {
    const own = at.props.get('constructor')
    const made = own?.kind === 'slot' ? own.value : own
    if (made?.kind === 'object') return `#<${nativeOf(made)?.name ?? (typeof made.data === 'string' ? made.data : 'Object')}>`
  }
  return '[object Object]'
}

const readOnly = (run: Run, obj: Obj, key: string): never => run.throwError('TypeError', `Cannot assign to read only property '${keyName(key)}' of object '${objectName(obj)}'`)

const notRemoved = (run: Run, obj: Obj, key: string): never => run.throwError('TypeError', `Cannot delete property '${keyName(key)}' of ${objectName(obj)}`)

/** A change of a built-in object is not followed: what is read under that key from now on is not known, everything else stays as it is. */
export const refuse = (run: Run, obj: Obj, key: string, enumerable = true): void => {
  run.report('unsupported', 'warning', `a built-in object is changed (${keyName(key)}); the change is not followed`, 'Keep built-in objects as they are.')
  const changed = unknown('unsupported', { of: keyName(key), detail: 'a built-in object that was changed', site: run.site })
  const own = obj.props.get(key), { open } = obj
  run.builtInChanges.push({
    path: run.site?.file.path,
    redo: () => changeBuiltIn(run, obj, key, changed, enumerable),
    undo: () => {
      obj.open = open
      if (own === undefined) obj.props.delete(key)
      else obj.props.set(key, own)
    },
  })
  changeBuiltIn(run, obj, key, changed, enumerable)
}

const changeBuiltIn = (run: Run, obj: Obj, key: string, changed: Unknown, enumerable: boolean): void => {
  if (key === '__proto__') return openUp(run.heap, obj, changed)
  const own = obj.props.get(key)
  if (own?.kind === 'slot') writeProp(run.heap, obj, key, slot(changed, { enumerable: own.enumerable }))
  else writeProp(run.heap, obj, key, enumerable ? changed : slot(changed))
}

const onlyGetter = (run: Run, key: string): never => run.throwError('TypeError', `Cannot set property ${keyName(key)} of #<Object> which has only a getter`)

const callSetter = (run: Run, own: Slot, obj: Obj, key: string, value: Abstract): void => {
  if (own.set === undefined) return onlyGetter(run, key)
  run.call(own.set, obj, [value])
}

const inheritedSlot = (obj: Obj, key: string): Slot | undefined => {
  for (let at = obj.proto; at !== null; at = at.proto) {
    const own = at.props.get(key)
    if (own !== undefined) return own.kind === 'slot' && !at.intrinsic ? own : own.kind === 'slot' && own.value === undefined ? own : undefined
  }
  return undefined
}

/** Gives an object another prototype, unless that would make a circle. */
export const setProto = (run: Run, obj: Obj, value: Abstract): void => {
  if (obj.intrinsic) return refuse(run, obj, '__proto__')
  if (obj.mixed !== undefined) return onSides(run, obj, value, () => setProto(run, obj, value))
  const proto = run.resolve(value)
  if (!obj.extensible && proto !== obj.proto && (proto.kind === 'object' || (proto.kind === 'primitive' && proto.value === null && obj.proto !== null))) run.throwError('TypeError', `${objectName(obj)} is not extensible`)
  if (proto.kind === 'primitive' && proto.value === null) return writeField(run.heap, obj, 'proto', null)
  if (proto.kind === 'unknown' || proto.kind === 'choice' || proto.kind === 'maybe') return blur(run.heap, obj, derived([proto], { site: run.site }))
  if (proto.kind !== 'object') return
  for (let at: Obj | null = proto; at !== null; at = at.proto) if (at === obj) return run.throwError('TypeError', 'Cyclic __proto__ value')
  writeField(run.heap, obj, 'proto', proto)
}

/** `target[key]` for any key. */
export const getByValue = (run: Run, target: Abstract, key: Abstract): Abstract => {
  const known = keyOrUndefined(run, target, key)
  if (known !== undefined) return getMember(run, target, known)
  const at = run.resolve(key)
  if (at.kind === 'choice') return fork(run, at.when, () => getByValue(run, target, at.then), () => getByValue(run, target, at.else))
  return readUnknownKey(run, run.resolve(target), at)
}

const keyOrUndefined = (run: Run, target: Abstract, key: Abstract): string | undefined => {
  if (target.kind === 'primitive' && (target.value === null || target.value === undefined)) getMember(run, target, key.kind === 'primitive' ? String(key.value) : '?')
  return toKey(run, key)
}

const readUnknownKey = (run: Run, target: Abstract, key: Abstract): Abstract => {
  if (target.kind === 'choice') return fork(run, target.when, () => readUnknownKey(run, target.then, key), () => readUnknownKey(run, target.else, key))
  if (target.kind === 'unknown') missingThrows(run, target)
  if (target.kind === 'maybe') mayThrow(run, 'reading of what may have been replaced')
  if (target.kind === 'object' && target.data === envMark) return unknown('env', { site: run.site, type: 'string', optional: true })
  if (target.kind === 'object') onAccessors(run, target, key, ({ get }) => { if (get !== undefined) run.call(get, target, []) })
  const other = derived([key, target], { site: run.site, detail: inWords(`${operandText(describe(target))}[${describe(key)}]`) })
  return target.kind === 'object' && key.kind === 'unknown' ? amongKeys(run, target, key, other) : other
}

/** So many keys an object may have for one that is not known to be compared with each of them. */
const mostKeys = 6

/** What is under an unknown key of a small object: one of its values, or something else (what it inherits, or nothing). */
const amongKeys = (run: Run, target: Obj, key: Unknown, other: Abstract): Abstract => {
  if (target.type !== 'object' || target.open !== undefined || target.props.size > mostKeys) return other
  let found = other
  for (const [name, own] of [...target.props].reverse()) {
    if (own.kind === 'slot' || isHiddenKey(name) || name === 'undefined') return other
    const same = run.truth(run.equals(key, known(name)))
    const there = presentOr(own, other)
    if (typeof same === 'boolean') found = same ? there : found
    else found = same.is ? choice(same.when, there, found) : choice(same.when, found, there)
  }
  return found
}

/** `target[key] = value` for any key. Where the key is not known, any property may have been replaced. */
export const setByValue = (run: Run, target: Abstract, key: Abstract, value: Abstract): void => {
  const known = toKey(run, key)
  if (known !== undefined) return setMember(run, target, known, value)
  const at = run.resolve(key)
  if (at.kind === 'choice') {
    const side = (one: Abstract) => (): Abstract => { setByValue(run, target, one, value); return value }
    fork(run, at.when, side(at.then), side(at.else))
    return
  }
  const object = run.resolve(target)
  if (object.kind === 'object') {
    if (object.mixed !== undefined) return onSides(run, object, value, () => setByValue(run, object, at, value))
    if (object.frozen && !hasAccessors(object)) return readOnly(run, object, describe(at))
    onAccessors(run, object, at, ({ set }) => { if (set !== undefined) run.call(set, object, [value]) })
    blur(run.heap, object, derived([at], { site: run.site }))
  } else if (object.kind === 'choice') {
    const side = (one: Abstract) => (): Abstract => { setByValue(run, one, at, value); return value }
    fork(run, object.when, side(object.then), side(object.else))
  } else setMember(run, object, '?', value)
}

/** `key in target`, prototypes included. */
export const hasMember = (run: Run, target: Obj, key: string): Abstract => {
  for (let at: Obj | null = target; at !== null; at = at.proto) {
    const own = hasOwn(run, at, key)
    if (own.kind !== 'primitive' || own.value === true) {
      if (own.kind !== 'choice' || at.proto === null) return own
      const rest = hasMember(run, at.proto, key)
      return rest.kind === 'primitive' && rest.value === false ? own : derived([own, rest], { site: run.site, type: 'boolean' })
    }
  }
  return falseValue
}

/** Has the object itself a property? True, false, or a value that says on what it depends. */
export const hasOwn = (run: Run, obj: Obj, key: string): Abstract => {
  if (obj.items !== undefined && key !== 'length' && indexOfKey(key) >= 0) {
    const index = indexOfKey(key)
    return withItems(run, obj, (items) => index < items.length && items[index] !== hole ? trueValue : falseValue)
  }
  const own = lookOwn(run, obj, key)
  if (own === undefined && obj.open !== undefined) {
    if (obj.data !== envMark) return derived([obj.open], { site: run.site, type: 'boolean' })
    const variable = getFrom(run, obj, key, obj)
    return variable.kind !== 'unknown' ? trueValue : decisionValue(run, ask(run, variable, { kind: 'present' }, `process.env.${key} != null`), 'derived', variable)
  }
  if (own === undefined || own.kind === 'absent') return falseValue
  const value = run.resolve(own.kind === 'slot' ? own.value ?? trueValue : own)
  if (value.kind === 'maybe') return obj.open === undefined ? trueValue : derived([value], { site: run.site, type: 'boolean' })
  return value.kind === 'choice' && canBeAbsent(value) ? presence(value) : value.kind === 'absent' ? falseValue : trueValue
}

const presence = (value: Abstract): Abstract =>
  value.kind === 'choice' ? choice(value.when, presence(value.then), presence(value.else)) : value.kind === 'absent' ? falseValue : trueValue

/** `delete target[key]`. */
export const deleteMember = (run: Run, given: Abstract, key: string): Abstract => {
  const target = run.resolve(given)
  if (target.kind === 'choice') return fork(run, target.when, () => deleteMember(run, target.then, key), () => deleteMember(run, target.else, key))
  if (target.kind === 'unknown') {
    run.outside++
    mayThrow(run, `deleting ${keyName(key)} of ${nameOfUnknown(target)}`)
  }
  if (target.kind !== 'object') {
    if (target.kind === 'primitive' && (target.value === null || target.value === undefined)) run.throwError('TypeError', 'Cannot convert undefined or null to object')
    return trueValue
  }
  if (target.intrinsic) {
    refuse(run, target, key)
    return trueValue
  }
  if (target.mixed !== undefined) return settleFixed(run, target, () => deleteMember(run, target, key))
  const found = lookOwn(run, target, key)
  const own = found?.kind === 'choice' ? run.resolve(found) : found
  if ((own === undefined || own.kind === 'absent') && target.open === undefined) return trueValue
  if (target.frozen && own?.kind === 'choice' && canBeAbsent(own)) return fork(run, own.when, () => deleteMember(run, target, key), () => deleteMember(run, target, key))
  const index = target.items === undefined ? -1 : indexOfKey(key)
  if (target.frozen || (target.sealed && index >= 0) || (key === 'length' && target.items !== undefined) || (own !== undefined && own.kind === 'slot' && !own.configurable)) return notRemoved(run, target, key)
  if (index >= 0) withItems(run, target, (items) => {
    replaceItems(run.heap, target, [...items])
    writeItem(run.heap, target, index, hole)
    return trueValue
  }, true)
  else if (target.open !== undefined && own === undefined) writeProp(run.heap, target, key, absent)
  else removeProp(run.heap, target, key)
  return trueValue
}

/** Freezes an object (its own properties, not what they hold). */
export const freeze = (run: Run, obj: Obj): void => {
  if (obj.intrinsic) return
  writeFixity(run.heap, obj, { extensible: false, sealed: obj.sealed, frozen: true })
}
