// The older forms of import: `import x = require('…')` and `import x = A.B`.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { library } from '../read/read-files.ts'

test('names of packages are unknown, names of namespaces are what they stand for', () => {
  const text = `import Long = require('long')
namespace Sizes { export const big = 7 }
import big = Sizes.big
export const isLong = Long.isLong(1)
export const n = big + 1
`
  const { exports, problems } = readValues(treeOf({ 'a.ts': text }), 'a.ts', { library })
  expect(exports).toMatchObject({ isLong: { $unknown: 'call' }, n: 8 })
  expect(problems).toEqual([])
})
