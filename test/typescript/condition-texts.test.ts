// The texts of conditions: as their author would write them, with all operators, naming what is not known.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { loadLibrary } from '#disk'
import { binaryText, operandText, oppositeText, prefixText, ternaryText } from '#value'

const read = (source: string) => readValues(treeOf({ 'main.ts': source }), 'main.ts', { library: loadLibrary() })

const names = `const x = process.env.X!, y = process.env.Y, now = new Date(), settings: any = y && JSON.parse(y), limits: any = { a: 1 }\n`
const whenOf = (condition: string): unknown => {
  const { value } = read(`${names}import { flags, isOn } from 'flags'\nconst on = (v: string) => v.toLowerCase() === 'true'\nexport const value = x && y && (${condition}) ? 1 : 2`).exports as { value: { $choice: { when: string } } }
  return value.$choice.when.replace('process.env.X && process.env.Y && ', '')
}

test.each([
  ["typeof settings === 'string'", "typeof JSON.parse(process.env.Y) === 'string'"],
  ['now.getDay() === 1', 'new Date().getDay() === 1'],
  ['now.getDay() !== 1', 'new Date().getDay() !== 1'],
  ["x !== 'a'", "process.env.X !== 'a'"],
  ["!(x === 'a')", "process.env.X !== 'a'"],
  ["!(x === 'a' || now.getDay() === 1)", "process.env.X !== 'a' && new Date().getDay() !== 1"],
  ["x === 'a' && (y === 'b' || y === 'c')", "process.env.X === 'a' && (process.env.Y === 'b' || process.env.Y === 'c')"],
  ["['a', 'b'].includes(x)", "(process.env.X === 'a' || process.env.X === 'b')"],
  ["'key' in settings", "'key' in JSON.parse(process.env.Y)"],
  ["!('key' in settings)", "!('key' in JSON.parse(process.env.Y))"],
  ['settings?.level > 3', 'JSON.parse(process.env.Y) != null && JSON.parse(process.env.Y).level > 3'],
  ['settings.list[0].name', 'JSON.parse(process.env.Y).list[0].name'],
  ['settings instanceof Date', 'JSON.parse(process.env.Y) instanceof Date'],
  ['Number(x) * 2 > 3 + 1', 'Number(process.env.X) * 2 > 4'],
  ['(Number(x) + 1) * 2 > 3', '(Number(process.env.X) + 1) * 2 > 3'],
  ['-Number(x) < 0', '-Number(process.env.X) < 0'],
  ['parseInt(x, 10) >= 2', 'parseInt(process.env.X, 10) >= 2'],
  ["x.split(',').length > 1", "process.env.X.split(',').length > 1"],
  ["x.startsWith('it\\'s')", "process.env.X.startsWith('it\\'s')"],
  ['/^v\\d/.test(x)', '/^v\\d/.test(process.env.X)'],
  ['on(x)', "process.env.X.toLowerCase() === 'true'"],
  ['limits[x] > 0', "(process.env.X === 'a' || {…}[process.env.X] > 0)"],
  ['[1, 2][Number(x)] > 1', '[1, 2][Number(process.env.X)] > 1'],
  ["!!x !== (y === 'b')", "(process.env.Y === 'b') !== true"],
  ['Math.max(Number(x), 3) === 3', 'Math.max(Number(process.env.X), 3) === 3'],
  ["new Set(x.split(',')).has('a')", "new Set([…, process.env.X.split(',')]).has('a')"],
  ["x.split(',').some((part) => part === 'a')", "a round over process.env.X.split(',') leaves the loop"],
  ['flags.fast', 'flags#flags.fast'],
  ["isOn('a', x)", "flags#isOn('a', process.env.X)"],
  ['Math.random() < 0.5', 'Math.random() < 0.5'],
  ["`${x}-${y}` === 'a-b'", "`${process.env.X}-${process.env.Y}` === 'a-b'"],
])('%s', (condition, text) => {
  expect(whenOf(condition)).toBe(text)
})

test('operators keep their operands together', () => {
  expect(binaryText('a || b', '&&', 'c')).toBe('(a || b) && c')
  expect(binaryText('a && b', '||', 'c && d')).toBe('a && b || c && d')
  expect(binaryText('a ? b : c', '||', 'd')).toBe('(a ? b : c) || d')
  expect(binaryText('a', '-', 'b - c')).toBe('a - (b - c)')
  expect(operandText('new Date()')).toBe('new Date()')
  expect(operandText('await f()')).toBe('(await f())')
  expect(operandText("f('a || b')")).toBe("f('a || b')")
  expect(oppositeText('(a || b) && c')).toBe('!((a || b) && c)')
  expect(oppositeText('!(a || b)')).toBe('a || b')
  expect(oppositeText('a.b')).toBe('!a.b')
  expect(prefixText('typeof ', 'a + b')).toBe('typeof (a + b)')
  expect(ternaryText('a ? b : c', 'd || e', 'f')).toBe('(a ? b : c) ? d || e : f')
})

test('an unknown names what it comes from', () => {
  const { exports } = read(`const response = await fetch('https://example.org/a')\nexport const all = [(await fetch('https://example.org/b').then((r) => r.json())).rows, await response.text(), Number(process.env.LIST), Date.now() + 1]`)
  expect(exports['all']).toMatchObject([
    { $unknown: 'derived', of: 'fetch', detail: "(await fetch('https://example.org/b').then(() => …)).rows" },
    { $unknown: 'await', of: 'fetch', detail: "await (await fetch('https://example.org/a')).text()", at: { line: 1 } },
    { of: 'LIST' },
    { $unknown: 'derived', of: 'Date.now()', detail: 'Date.now() + 1' },
  ])
})

test('names of the library are those that it is imported by', () => {
  const { problems } = read("import { Dagg } from 'dagbook'\nimport { Thing } from '@apache-airflow/ts-sdk'\nexport const all = [Dagg, Thing]")
  expect(problems.map(({ message }) => message)).toEqual(["'dagbook' exports nothing called 'Dagg'", "'@apache-airflow/ts-sdk' exports nothing called 'Thing'"])
})
