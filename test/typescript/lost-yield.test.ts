// A `yield` under an unknown condition: whether there is such an element is not known, so nothing after it is claimed.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { loadLibrary } from '#disk'

const read = (source: string) => readValues(treeOf({ 'main.ts': source }), 'main.ts', { library: loadLibrary() }).exports

test('what a generator gave before it is kept, the rest is any number of unknown elements', () => {
  const { list } = read('function* g() { yield 1; if (process.env.AUDIT) yield 2; yield 3 } export const list = [...g()]')
  expect(list).toMatchObject([1, { $choice: { then: { $unknown: 'element' }, else: { $absent: true } } }])
})

test('stepping by hand gives unknowns from there on', () => {
  const { steps } = read('const g = (function* () { yield 1; if (process.env.AUDIT) yield 2; yield 3 })(); export const steps = [g.next().value, g.next(), g.next()]')
  expect(steps).toMatchObject([1, { $unknown: 'unsupported' }, { $unknown: 'unsupported' }])
})

test('so do async generators', () => {
  const { steps } = read('const g = (async function* () { yield 1; if (process.env.AUDIT) yield 2; yield 3 })(); export const steps = [(await g.next()).value, (await g.next()).value, (await g.next()).value]')
  expect(steps).toMatchObject([1, { $unknown: 'derived' }, { $unknown: 'derived' }])
})

test.each([
  ['`yield*` over a choice of lists', "function* g() { yield 1; yield* (process.env.AUDIT ? [2, 3] : [4]); yield 5 }"],
  ['`yield*` over such a generator', 'function* h() { if (process.env.AUDIT) yield 2 } function* g() { yield 1; yield* h(); yield 5 }'],
])('%s counts as one', (_, code) => {
  const { list, second, some } = read(`${code} export const list = [...g()]; export const [, second] = g(); export const some: number[] = []; for (const n of g()) some.push(n)`)
  const rest = { $choice: { then: { $unknown: 'element' }, else: { $absent: true } } }
  expect(list).toMatchObject([1, rest])
  expect(second).toMatchObject({ $unknown: 'element' })
  expect(some).toMatchObject([1, rest])
})

test('a loop that waits for an element that may not be there runs any number of times', () => {
  const { list, count } = read('async function* g() { yield 1; yield* (process.env.AUDIT ? [2, 3] : [4]) } export const list: number[] = []; export let count = 0; for await (const n of g()) { list.push(n); count++ }')
  expect(list).toMatchObject([1, { $choice: { then: { $unknown: 'element' }, else: { $absent: true } } }])
  expect(count).toMatchObject({ $choice: { then: { $unknown: 'derived' }, else: 1 } })
})

test('a loop that waits over an unknown list is read once for all its rounds', () => {
  const { count, last } = read("export let count = 0; export let last = ''; for (const part of (process.env.PARTS ?? 'a').split(',')) { await null; count++; last = part }")
  expect(count).not.toBe(1)
  expect(JSON.stringify(count)).toContain('$unknown')
  expect(JSON.stringify(last)).toContain('$unknown')
})
