// A change of a built-in object lasts while files are read that have to do with the one that made it, and no longer.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { evaluateProject, toValue } from '#typescript'

const files = {
  'a.ts': "(Array.prototype as any).map = () => ['stolen']\nexport const list = [1]\n",
  'b.ts': "import { list } from './a.ts'\nexport const found = list.map((n) => n + 1)\n",
  'c.ts': 'export const found = [1].map((n) => n + 1)\n',
  'd.ts': "import { found } from './b.ts'\nexport const again = [found.length, 2].map((n) => n)\n",
}

test('changes of built-in objects', () => {
  const { modules, problems, run } = evaluateProject(treeOf(files), { roots: Object.keys(files) })
  const read = (file: string, name: string): unknown => toValue(run, modules.get(file)!.exports.get(name)!)
  // Told of where it is made, and where a callback is given to what is not known because of it; c.ts is in order.
  expect(problems.map((problem) => [problem.code, problem.at?.file])).toEqual([['unsupported', 'a.ts'], ['opaque-callback', 'b.ts'], ['opaque-callback', 'd.ts']])
  // Node gives 'stolen' to whoever imports a.ts; it is not followed, so it is not known. c.ts is read by itself.
  expect(read('b.ts', 'found')).toMatchObject({ $unknown: expect.any(String) })
  expect(read('c.ts', 'found')).toEqual([2])
  expect(read('d.ts', 'again')).toMatchObject({ $unknown: expect.any(String) })
})
