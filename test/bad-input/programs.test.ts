// Programs that do not end, do not fit, or do not want to be read: one problem at most for each, everything else intact.
import { describe, expect, test } from 'vitest'
import { codesOf, othersOf, readBeside } from './neighbour.ts'

const dagbook = "import { Dag } from 'dagbook'\n"
/** The bad statement with a DAG before and a DAG behind it. */
const between = (statement: string): Record<string, string> => ({
  'bad.ts': `${dagbook}export const before = new Dag('before')\nbefore.empty('a')\n${statement}\nexport const behind = new Dag('behind')\nbehind.empty('b')\n`,
})

describe('text that is no program', () => {
  test.each([
    ['an unfinished declaration', 'const = 1\n'],
    ['an unclosed brace', 'export function f() {\n'],
    ['an unclosed template', 'export const a = `text ${1\n'],
    ['noise', '\u0001\u0002}{)(*&^%$#@!\n'.repeat(50)],
    ['NUL bytes', '\u0000\u0000\u0000 export const a = 1 \u0000'],
  ])('%s', (_name, text) => {
    const model = readBeside({ 'bad.ts': `${text}\nimport 'dagbook'\n` })
    expect(codesOf(model)).toEqual(['syntax'])
    expect(model.problems[0]!.at?.file).toBe('bad.ts')
    expect(model.files.find((file) => file.path === 'bad.ts')!.read).not.toBe('complete')
  })
  test.each([
    ['nothing', ''],
    ['only a comment', '// nothing here'],
    ['a hash-bang', '#!/usr/bin/env node\nexport const a = 1\n'],
    ['a byte-order mark', '\uFEFFexport const a = 1\n'],
    ['a lone surrogate', "export const a = 'x\uD800y'\n"],
  ])('%s is fine', (_name, text) => {
    expect(codesOf(readBeside({ 'odd.ts': text, 'with.ts': `import './odd.ts'\nimport 'dagbook'\n` }))).toEqual([])
  })
})

describe('modules', () => {
  test('that are missing cost one problem each, whatever is imported from them', () => {
    const model = readBeside({ 'bad.ts': `import { a, b } from './nowhere.ts'\n${dagbook}export const dag = new Dag('uses_missing', { tags: [a] })\ndag.bash('x', { command: b })\n` })
    expect(codesOf(model)).toEqual(['import'])
    expect(model.problems[0]!.at).toMatchObject({ file: 'bad.ts', line: 1 })
    expect(othersOf(model)).toMatchObject([{ dagId: 'uses_missing', tasks: [{ taskId: 'x', args: { command: { $unknown: 'import' } } }] }])
  })
  test('in a circle are read as Node reads them', () => {
    const model = readBeside({
      'a.ts': `import { fromB } from './b.ts'\n${dagbook}export const fromA = () => 'a'\nexport const dag = new Dag('circle_' + fromB())\n`,
      'b.ts': "import { fromA } from './a.ts'\nexport const fromB = () => 'b'\nexport const late = () => fromA()\n",
    })
    expect(codesOf(model)).toEqual([])
    expect(othersOf(model).map((dag) => dag.dagId)).toEqual(['circle_b'])
  })
  test('in a circle of types alone, which compilers drop', () => {
    const model = readBeside({
      'a.ts': `import { B } from './b.ts'\n${dagbook}export const base = 1\nexport interface A { readonly b: B }\nexport const dag = new Dag('types')\n`,
      'b.ts': "import { A, base } from './a.ts'\nimport 'dagbook'\nexport interface B { readonly a: A }\nexport const top = base + 1\n",
    })
    expect(codesOf(model)).toEqual([])
    expect(othersOf(model).map((dag) => dag.dagId)).toEqual(['types'])
  })
  test('in a circle that uses a value too early throw once', () => {
    const model = readBeside({ 'a.ts': "import 'dagbook'\nimport { b } from './b.ts'\nexport const a = b + 1\n", 'b.ts': "import { a } from './a.ts'\nexport const b = a + 1\n" })
    expect(codesOf(model)).toEqual(['throw'])
  })
  test('that import and export themselves', () => {
    const model = readBeside({ 'a.ts': "import 'dagbook'\nimport * as self from './a.ts'\nexport * from './a.ts'\nexport const one = 1\nexport const keys = Object.keys(self)\n" })
    expect(codesOf(model).length).toBeLessThanOrEqual(1)
  })
  test('in a chain of three thousand', () => {
    const chain = Object.fromEntries(Array.from({ length: 3000 }, (_, i) =>
      [`m${i}.ts`, i === 2999 ? 'export const n = 0\n' : `import { n as next } from './m${i + 1}.ts'\nexport const n = next + 1\n`]))
    const model = readBeside({ ...chain, 'top.ts': `import { n } from './m0.ts'\n${dagbook}export const dag = new Dag('chain_' + n)\n` })
    expect(codesOf(model)).toEqual([])
    expect(othersOf(model).map((dag) => dag.dagId)).toEqual(['chain_2999'])
  })
  test('with data that is none', () => {
    const model = readBeside({ 'bad.ts': "import 'dagbook'\nimport data from './bad.json' with { type: 'json' }\nexport const a = data.a\n", 'bad.json': '{ "a": ' })
    expect(codesOf(model).length).toBe(1)
  })
})

describe('what does not end', () => {
  test.each([
    ['a loop without a condition', 'for (;;) {}'],
    ['a loop on true', 'let n = 0\nwhile (true) n++'],
    ['a recursion', 'const f = (n: number): number => f(n + 1)\nexport const r = f(0)'],
    ['two functions that call each other', 'function f(): number { return g() }\nfunction g(): number { return f() }\nexport const r = f()'],
    ['a generator without an end', 'function* g() { while (true) yield 1 }\nexport const all = [...g()]'],
    ['a list that grows while it is walked', 'const list = [1]\nfor (const x of list) list.push(x)'],
    ['a getter that asks itself', 'const o = { get a(): number { return this.a } }\nexport const r = o.a'],
    ['an iterator that never says done', 'const it = { [Symbol.iterator]() { return { next: () => ({ done: false, value: 1 }) } } }\nexport const all = Array.from(it as Iterable<number>)'],
    ['text that doubles', "let s = 'x'\nfor (let i = 0; i < 60; i++) s += s\nexport const r = s"],
    ['a list that doubles', 'let l: number[] = [1]\nfor (let i = 0; i < 60; i++) l = [...l, ...l]\nexport const r = l'],
    ['loops in loops', 'let n = 0\nfor (let a = 0; a < 1e5; a++) for (let b = 0; b < 1e5; b++) n += a * b\nexport const r = n'],
    ['an object that is copied each time', 'let o: any = {}\nfor (let i = 0; i < 90_000; i++) o = { ...o, [`k${i}`]: i }\nexport const r = o'],
    ['an object that is assigned each time', 'let o: any = {}\nfor (let i = 0; i < 90_000; i++) o = Object.assign({}, o, { [`k${i}`]: i })\nexport const r = o'],
    ['a list that is copied each time', 'let l: number[] = []\nfor (let i = 0; i < 90_000; i++) l = [...l, i]\nexport const r = l'],
    ['a list that is joined each time', 'let l: number[] = []\nfor (let i = 0; i < 90_000; i++) l = l.concat([i])\nexport const r = l'],
    ['a list that is taken apart each time', 'const l: number[] = []\nfor (let i = 0; i < 90_000; i++) { l.push(i); const [, ...r] = l; Math.max(...r) }\nexport const r = l'],
    ['a toString that calls itself', 'const o = { toString(): string { return `${this}` } }\nexport const r = `${o}`'],
  ])('%s', (_name, statement) => {
    const model = readBeside(between(statement))
    expect(codesOf(model).length).toBe(1)
    expect(['limit', 'throw']).toContain(codesOf(model)[0])
    expect(othersOf(model).map((dag) => dag.dagId)).toContain('before')
  }, 20_000)
  test('costs what stands behind it nothing', () => {
    const model = readBeside(between('for (;;) {}'))
    expect(othersOf(model).map((dag) => dag.dagId)).toEqual(['before', 'behind'])
  })
  test('a promise that is never kept', () => {
    const model = readBeside(between('await new Promise(() => {})'))
    expect(codesOf(model).length).toBeLessThanOrEqual(1)
    expect(othersOf(model).map((dag) => dag.dagId)).toContain('before')
  })
})

describe('what does not fit', () => {
  test.each([
    ['50 MB of text', "export const r = 'x'.repeat(50_000_000)"],
    ['text that is padded', "export const r = 'x'.padEnd(50_000_000)"],
    ['text that is joined', "export const r = Array(1e6).join('long enough ')"],
    ['text that is replaced', "export const r = 'a'.repeat(1e5).replaceAll('a', 'b'.repeat(1e5))"],
    ['a huge array', 'export const r = new Array(1e9).fill(0)'],
    ['a list of a huge length', 'export const r = Array.from({ length: 1e9 }, (_, i) => i)'],
    ['a length that is set', 'const l: number[] = []\nl.length = 4e9\nexport const r = l'],
    ['a huge number of digits', 'export const r = 10n ** 1_000_000n'],
  ])('%s', (_name, statement) => {
    const model = readBeside(between(statement))
    expect(codesOf(model).length).toBeLessThanOrEqual(1)
    expect(othersOf(model).map((dag) => dag.dagId)).toContain('before')
    expect(JSON.stringify(model).length).toBeLessThan(5_000_000)
  }, 20_000)
  test.each([
    ['parentheses', `export const r = ${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['brackets', `export const r = ${'['.repeat(20_000)}1${']'.repeat(20_000)}`],
    ['sums', `export const r = ${Array(20_000).fill('1').join(' + ')}`],
    ['member accesses', `declare const o: any\nexport const r = o${'.a'.repeat(2_000)}`],
    ['else ifs', `export let r = 0\nconst n = Number('7')\n${Array.from({ length: 3000 }, (_, i) => `if (n === ${i}) r = ${i}`).join('\nelse ')}`],
    ['blocks', `${'{'.repeat(20_000)}${'}'.repeat(20_000)}`],
    ['calls', `const f = (x: number) => x\nexport const r = ${'f('.repeat(5_000)}1${')'.repeat(5_000)}`],
  ])('%s nested very deep', (_name, statement) => {
    const model = readBeside({ 'deep.ts': `${dagbook}${statement}\n` })
    expect(codesOf(model).length).toBeLessThanOrEqual(1)
  }, 20_000)
  test('data nested very deep in an argument', () => {
    const model = readBeside({ 'deep.ts': `${dagbook}let deep: unknown = 1\nfor (let i = 0; i < 20_000; i++) deep = [deep]\nexport const dag = new Dag('deep')\ndag.operator('Any', 'x', { deep })\n` })
    expect(codesOf(model).length).toBeLessThanOrEqual(1)
    expect(othersOf(model).map((dag) => dag.dagId)).toEqual(['deep'])
  })
  test('data that contains itself', () => {
    const model = readBeside({ 'loop.ts': `${dagbook}const a: { self?: unknown } = {}\na.self = a\nexport const dag = new Dag('loop')\ndag.operator('Any', 'x', { a })\n` })
    expect(codesOf(model)).toEqual([])
    expect(othersOf(model)[0]!.tasks[0]!.args).toEqual({ a: { self: { $unknown: 'cycle' } } })
  })
  test('data that shares its parts', () => {
    const model = readBeside({ 'shared.ts': `${dagbook}let pair: unknown = 1\nfor (let i = 0; i < 40; i++) pair = [pair, pair]\nexport const dag = new Dag('shared')\ndag.operator('Any', 'x', { pair })\n` })
    expect(othersOf(model).map((dag) => dag.dagId)).toEqual(['shared'])
  })
})

describe('regular expressions that blow up', () => {
  test.each([
    ['nested repeats', "/^(a+)+$/.test('a'.repeat(50) + 'b')"],
    ['repeats that overlap', "/^(a|a)*$/.test('a'.repeat(50) + 'b')"],
    ['repeats in a row', "/a*a*a*a*a*a*a*a*a*a*b/.test('a'.repeat(5000))"],
    ['back references', "/^(.*)*\\1x$/.test('ab'.repeat(200))"],
    ['in replace', "'a'.repeat(5000).replace(/(a*)*b/g, 'x')"],
    ['in split', "('a'.repeat(30) + '!').split(/(a+)+$/)"],
  ])('%s', (_name, expression) => {
    const model = readBeside(between(`export const r = ${expression}`))
    expect(codesOf(model).length).toBeLessThanOrEqual(1)
    expect(othersOf(model).map((dag) => dag.dagId)).toEqual(['before', 'behind'])
  }, 20_000)
})

describe('programs that throw', () => {
  test.each([
    ['an error', "throw new Error('no')"],
    ['something that is none', 'throw { toString() { throw 1 } }'],
    ['nothing', 'throw undefined'],
    ['in a class', "class A { static { throw new Error('no') } }"],
    ['in a rejected promise', "await Promise.reject(new Error('no'))"],
    ['by calling what is no function', '(undefined as any)()'],
    ['by reading from nothing', '(null as any).a.b'],
    ['by a length that cannot be', 'new Array(-1)'],
  ])('%s', (_name, statement) => {
    const model = readBeside(between(statement))
    expect(codesOf(model).length).toBe(1)
    expect(othersOf(model).map((dag) => dag.dagId)).toContain('before')
  })
})
