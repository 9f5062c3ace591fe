// Tables that a task reads stand once, whatever they depend on.
import { expect, test } from 'vitest'
import { uniqueNames } from '../../../src/read/typescript/lift-unique.ts'

const either = (when: string, yes: string | { $absent: true }, no: string | { $absent: true }) => ({ $choice: { when, then: yes, else: no } })
const absent = { $absent: true } as const

test('a name that one before it may be is there only where that one is not', () => {
  expect(uniqueNames(['a', 'b', 'a'])).toEqual(['a', 'b'])
  expect(uniqueNames([either('x', 'a', 'b'), 'b'])).toEqual([either('x', 'a', 'b'), either('x', 'b', absent)])
  expect(uniqueNames(['b', either('x', 'a', 'b')])).toEqual(['b', either('x', 'a', absent)])
  expect(uniqueNames([either('x', 'a', 'b'), either('x', 'a', 'b'), 'c'])).toEqual([either('x', 'a', 'b'), 'c'])
  expect(uniqueNames([either('x', 'a', absent), either('y', 'a', 'c')])).toEqual([either('x', 'a', absent),
    { $choice: { when: 'y', then: either('x', absent, 'a'), else: 'c' } }])
})

test('names that cannot be the same stay as they are', () => {
  const unknown = { $unknown: 'env' as const, detail: 'process.env.TABLE' }
  expect(uniqueNames([unknown, 'a', either('x', 'b', 'c')])).toEqual([unknown, 'a', either('x', 'b', 'c')])
  expect(uniqueNames([either('x', 'a', 'b'), 'a', 'b'])).toEqual([either('x', 'a', 'b'), either('x', absent, 'a'), either('x', 'b', absent)])
})

test('a condition that is answered is not asked again', () => {
  const [list, other] = [{ $choice: { when: 'x', then: either('y', 'a', 'b'), else: 'c' } }, { $choice: { when: 'x', then: either('y', 'b', 'a'), else: 'a' } }]
  expect(uniqueNames([list, other])).toEqual([list, other])
  const first = { $choice: { when: 'x', then: 'a', else: either('y', 'a', 'b') } }
  expect(uniqueNames([first, either('y', 'a', 'b')])).toEqual([first, { $choice: { when: 'y', then: absent, else: either('x', 'b', absent) } }])
})

test('many names under the same conditions stay short', () => {
  const names = Array.from({ length: 40 }, (_, at) => ['p', 'q', 'r', 's', 't'].reduce<unknown>((inner, when, index) =>
    ({ $choice: { when, then: `t${(at + index) % 6}`, else: inner } }), `t${at % 6}`)) as Parameters<typeof uniqueNames>[0]
  expect(JSON.stringify(uniqueNames(names)).length).toBeLessThan(20_000)
})
