// Sorting by code point, which differs from JavaScript's own order by UTF-16 units.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareText, sortedBy } from '#model'

/** The order as it is defined: code point by code point. */
const byCodePoints = (a: string, b: string): number => {
  const [x, y] = [a, b].map((text) => Array.from(text, (character) => character.codePointAt(0)!)) as [number[], number[]]
  const i = x.findIndex((point, at) => point !== y[at])
  return i < 0 ? x.length - y.length : i >= y.length ? 1 : x[i]! - y[i]!
}

test('is by code point, for any text', () => {
  const unit = fc.constantFrom('a', 'b', '\u00e9', '\ud83d', '\ud83e', '\ude00', '\ude01', '\ue000', '\uffff')
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(unit, { maxLength: 6 }).map((units) => units.join('')))
  fc.assert(fc.property(text, text, (a, b) => { expect(Math.sign(compareText(a, b))).toBe(Math.sign(byCodePoints(a, b))) }), { numRuns: 3000 })
})

test('puts what lies beyond the basic plane last, keeps equals in their order and leaves the list alone', () => {
  const list = [{ id: '😀', n: 1 }, { id: '\uffff', n: 2 }, { id: 'b', n: 3 }, { id: 'a', n: 4 }, { id: 'b', n: 5 }]
  expect(sortedBy(list, ({ id }) => id).map(({ n }) => n)).toEqual([4, 3, 5, 2, 1])
  expect(list[0]!.n).toBe(1)
})
