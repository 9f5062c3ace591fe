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
