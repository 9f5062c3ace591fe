// How long ago a change was, in words.
import { expect, test } from 'vitest'
import { agoWords } from '../../site/src/client/ago.ts'

const minute = 60_000, hour = 60 * minute, day = 24 * hour

test.each([
  [0, 'just now'], [59_999, 'just now'], [minute, '1 minute ago'], [59.9 * minute, '59 minutes ago'], [hour, '1 hour ago'], [23.9 * hour, '23 hours ago'], [day, '1 day ago'], [6.9 * day, '6 days ago'],
  [7 * day, '1 week ago'], [30 * day, '4 weeks ago'], [31 * day, '1 month ago'], [300 * day, '9 months ago'], [366 * day, '1 year ago'], [3000 * day, '8 years ago'], [-1, ''], [Number.NaN, ''],
])('%d ms: %s', (ms, words) => {
  expect(agoWords(ms)).toBe(words)
})
