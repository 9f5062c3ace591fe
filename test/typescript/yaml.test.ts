// `parse` of the package yaml: read as it runs.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { loadLibrary } from '#disk'
import { parse } from 'yaml'

const read = (files: Record<string, string>) => readValues(treeOf(files), 'main.ts', { library: loadLibrary() })
const source = (call: string): string => `import { parse } from 'yaml'\nimport { readFileSync } from 'node:fs'\nexport const config = ${call}\n`

const text = 'tables:\n  - orders\n  - "odd: one"\nlimit: 10\nnested: { on: true, none: null, day: 2024-01-01 }\nbase: &b { x: 1 }\ncopy: *b\ntext: |\n  two\n  lines\n'

test('a file of the project', () => {
  expect(read({ 'main.ts': source("parse(readFileSync(new URL('./settings.yaml', import.meta.url), 'utf8'))"), 'settings.yaml': text }))
    .toEqual({ exports: { config: parse(text) }, problems: [] })
})

test('text that is not YAML throws', () => {
  const { exports } = read({ 'main.ts': source("(() => { try { return parse('a: [') } catch { return 'caught' } })()") })
  expect(exports.config).toBe('caught')
})

test.each(["parse('a: 1', (key, value) => value)", 'parse(process.env.SETTINGS)'])('%s is not known', (call) => {
  expect(read({ 'main.ts': source(call) }).exports.config).toHaveProperty('$unknown')
})

test('aliases that unfold without end are refused', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(', ')}]`)].join('\n')
  expect(read({ 'main.ts': source('(() => { try { return parse(readFileSync("bomb.yaml", "utf8")) } catch { return "caught" } })()'), 'bomb.yaml': bomb }).exports.config).toBe('caught')
})

test('js-yaml, by its names', () => {
  const { exports, problems } = read({ 'main.ts': "import { load } from 'js-yaml'\nimport yaml from 'js-yaml'\nimport { readFileSync } from 'node:fs'\nconst text = readFileSync('settings.yaml', 'utf8')\nconst all: any = load(text)\nexport const config = [yaml.load(text), all.copy === all.base, all.nested.day.toISOString(), load('')]", 'settings.yaml': text })
  expect(exports.config).toEqual([
    { tables: ['orders', 'odd: one'], limit: 10, nested: { on: true, none: null, day: { $date: '2024-01-01T00:00:00.000Z' } }, base: { x: 1 }, copy: { x: 1 }, text: 'two\nlines\n' },
    true, '2024-01-01T00:00:00.000Z', { $undefined: true },
  ])
  expect(problems).toEqual([])
})

test.each(['a: 1_000', 'a: 012', 'a: 0o14', 'a: -.5', 'a: 1:30', 'a: !!binary aGk=', 'a: !!js/function f', '? [1, 2]\\n: 3', '%YAML 1.1\\n---\\na: yes', 'a: 2024-01-01T00:00:00Z', '2024-01-01: x', 'a: ['])('js-yaml does not surely read %s as we do', (yaml) => {
  expect(JSON.stringify(read({ 'main.ts': `import { load } from 'js-yaml'\nexport const config = load('${yaml}')` }).exports.config)).toMatch('$unknown')
})
