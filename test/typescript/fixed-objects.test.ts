// Objects that cannot change (frozen, sealed, not extensible), and collections that change while they are gone through: as Node does it.
import vm from 'node:vm'
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { loadLibrary } from '#disk'

const read = (source: string) => readValues(treeOf({ 'main.ts': source }), 'main.ts', { library: loadLibrary() })

/** What is read of an expression, and what Node makes of it; undefined stands as the text. */
const both = (script: string): { readonly read: unknown, readonly ran: unknown } => ({
  read: JSON.parse(JSON.stringify(read(`export const all = ${script}`).exports['all'])),
  ran: JSON.parse(JSON.stringify(vm.runInNewContext(`'use strict'; ${script}`))),
})

const changes = `{
  push: (a) => a.push(3), pushNothing: (a) => a.push(), unshift: (a) => a.unshift(0), unshiftNothing: (a) => a.unshift(), pop: (a) => a.pop(), shift: (a) => a.shift(),
  remove: (a) => a.splice(0, 1), spliceNothing: (a) => a.splice(0, 0), insert: (a) => a.splice(1, 0, 9), exchange: (a) => a.splice(0, 1, 9), beyond: (a) => a.splice(9, 1),
  sort: (a) => a.sort(), sortBy: (a) => a.sort((x, y) => x - y), reverse: (a) => a.reverse(), fill: (a) => a.fill(7), fillNothing: (a) => a.fill(7, 5), copy: (a) => a.copyWithin(0, 1), copyBack: (a) => a.copyWithin(1, 0),
  set: (a) => { a[0] = 8 }, add: (a) => { a[5] = 8 }, empty: (a) => { a.length = 0 }, grow: (a) => { a.length = 9 }, same: (a) => { a.length = a.length }, remove0: (a) => delete a[0], remove9: (a) => delete a[9],
  proto: (a) => Object.setPrototypeOf(a, {}), name: (a) => { a.x = 1 }, define: (a) => Object.defineProperty(a, 0, { value: 4 })[0],
  state: (a) => [Object.isFrozen(a), Object.isSealed(a), Object.isExtensible(a), JSON.stringify(Object.getOwnPropertyDescriptors(a))],
}`

test('what methods do to arrays that cannot change', () => {
  const { read: given, ran } = both(`((changes) => [Object.freeze, Object.seal, Object.preventExtensions].flatMap((fix) => Object.keys(changes).flatMap((name) => [[5, 2, 4], [], [1], [1, , 3]].map((list) => {
    const fixed = fix(list.slice())
    let end
    try { end = String(changes[name](fixed)) } catch (error) { end = error instanceof TypeError }
    return [name, list.length, end, String(fixed), fixed.length, Object.keys(fixed)]
  }))))(${changes})`)
  expect(given).toEqual(ran)
})

test('what is done to objects that cannot change', () => {
  const { read: given, ran } = both(`(() => {
    const tried = (change) => { try { return String(change()) } catch (error) { return error instanceof TypeError } }
    class Base { x = 1; constructor() { Object.freeze(this) } }
    class Derived extends Base { y = 2 }
    const make = () => ({ x: 1, get y() { return 2 }, set y(v) {}, inner: { z: 1 } })
    return [Object.freeze, Object.seal, Object.preventExtensions].flatMap((fix) => [
      (o) => { o.x = 2; return o.x }, (o) => { o.n = 2 }, (o) => { o.inner.z = 5; return o.inner.z }, (o) => { o.y = 4; return o.y }, (o) => delete o.x, (o) => delete o.none, (o) => Object.assign(o, { q: 1 }),
      (o) => { o.__proto__ = {} }, (o) => Object.setPrototypeOf(o, Object.prototype) === o, (o) => Reflect.set(o, 'x', 3), (o) => Reflect.deleteProperty(o, 'x'), (o) => Reflect.defineProperty(o, 'n', { value: 1 }),
      (o) => Reflect.defineProperty(o, 'x', { value: 7 }), (o) => Object.defineProperty(o, 'x', { enumerable: false }) && Object.keys(o), (o) => JSON.stringify({ ...o, x: 9 }), () => new Derived().y,
    ].map((change) => { const o = fix(make()); return [tried(() => change(o)), Object.isFrozen(o), Object.isSealed(o), JSON.stringify(o)] }))
  })()`)
  expect(given).toEqual(ran)
})

test('entries that come and go while they are gone through', () => {
  const { read: given, ran } = both(`(() => {
    const seen = []
    const s = new Set([1, 2, 3])
    for (const v of s) { seen.push(v); if (v < 3 && seen.length < 8) { s.delete(v); s.add(v) } }
    const m = new Map([['a', 1], ['b', 2]])
    for (const [k, v] of m) { seen.push(k + v); if (v < 4) { m.delete(k); m.set(k, v + 2) } }
    const t = new Set(['a', 'b', 'c'])
    t.forEach((v) => { seen.push(v); if (v === 'a') { t.delete('b'); t.add('d') } if (v === 'd') t.add('b') })
    const n = new Map([[1, 'x'], [2, 'y'], [3, 'z']])
    for (const k of n.keys()) { seen.push(k); if (k === 1) { n.delete(1); n.delete(2); n.set(2, 'q') } }
    const u = new Set([1, 2, 3])
    const walk = u.values()
    seen.push(walk.next().value); u.delete(1); u.delete(2); u.add(1); seen.push(walk.next().value, walk.next().value, walk.next().done); u.add(10); seen.push(walk.next().done)
    const w = new Set([1, 2])
    let rounds = 0
    for (const v of w) { seen.push(v); if (++rounds < 5) { w.clear(); w.add(v + 1); w.add(v + 2) } }
    const list = [1], each = list.values()
    seen.push(each.next().value, each.next().done); list.push(2); seen.push(each.next().done)
    return [seen, [...s], [...m], [...t], [...n], [...u], [...w]]
  })()`)
  expect(given).toEqual(ran)
})

test('a Set that is refilled for ever comes to the limit', () => {
  const { exports, problems } = read(`
    const s = new Set([1])
    const all = () => { for (const v of s) { s.delete(v); s.add(v) } return s.size }
    export const size = all(), after = 1`)
  expect(exports).toMatchObject({ size: { $unknown: 'limit' }, after: 1 })
  expect(problems.map(({ code }) => code)).toEqual(['limit'])
})

test('what is changed of built-in objects is not known afterwards, and all else is', () => {
  const { exports, problems } = read(`
    const o: any = { a: 1 }, list: any = [1, 2];
    (Object.prototype as any).polluted = 'yes'; (Array.prototype as any).last = function () { return this.at(-1) }; (Math as any).half = 0.5
    Object.defineProperty(String.prototype, 'shout', { value: () => 'x' }); delete (Number as any).EPSILON; if (process.env.FIX) (Object.prototype as any).perhaps = 1
    Object.setPrototypeOf(Map.prototype, { extra: 1 })
    export const changed = [o.polluted, list.last, (Math as any).half, ('' as any).shout, Number.EPSILON, (new Map() as any).extra]
    export const perhaps = o.perhaps
    export const fine = [o.a, o.other, Object.keys(o), JSON.stringify(o), list.map((v: number) => v + 1), list.first, (Math as any).other, Math.max(1, 2), Number.MAX_SAFE_INTEGER, { ...o }, new Map([[1, 2]]).size, 'polluted' in o, 'other' in o]`)
  expect(exports['changed']).toEqual(Array.from({ length: 6 }, () => expect.objectContaining({ $unknown: expect.stringMatching(/unsupported|open-object/) as string })))
  expect(exports['perhaps']).toMatchObject({ $choice: { when: 'process.env.FIX', then: { $unknown: 'unsupported', of: 'perhaps' }, else: { $undefined: true } } })
  expect(exports['fine']).toEqual([1, { $undefined: true }, ['a'], '{"a":1}', [2, 3], { $undefined: true }, { $undefined: true }, 2, Number.MAX_SAFE_INTEGER, { a: 1 }, 1, true, false])
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['unsupported']))
})

test('small things that Node does', () => {
  const { exports, problems } = read(`
    import { format, parse } from 'node:path'
    import * as self from './main.ts'
    class Plain extends Array<number> { static get [Symbol.species]() { return Array } }
    namespace Parts { export const a = 1; export function f() { return a }; export const b = 2 }
    const tag = (texts: TemplateStringsArray) => [texts[0], texts.raw[0]]
    export const all = [
      Plain.from([1]) instanceof Plain, Plain.from([1]).map((x) => x) instanceof Plain, Object.keys(Parts), tag\`\\unicode\`, tag\`\\u0041\`, Number.isNaN(+new Date('nope' as any)), Object.prototype.toString.call(self),
      parse('/data/user/a.tar.gz'), parse('/'), parse('./x'), format({ dir: '/x', base: 'y.z' }), format({ root: '/', name: 'n', ext: 'e' }), Reflect.get({ n: 1, get g() { return this.n } }, 'g', { n: 9 }),
    ]`)
  expect(exports['all']).toEqual([
    true, false, ['a', 'f', 'b'], [{ $undefined: true }, '\\unicode'], ['A', '\\u0041'], true, '[object Module]',
    { root: '/', dir: '/data/user', base: 'a.tar.gz', ext: '.gz', name: 'a.tar' }, { root: '/', dir: '/', base: '', ext: '', name: '' }, { root: '', dir: '.', base: 'x', ext: '', name: 'x' }, '/x/y.z', '/n.e', 9,
  ])
  expect(problems).toEqual([])
})
