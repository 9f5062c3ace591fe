// Constructs of the language, by the names under which the coverage of the generator is counted.
import type { Program } from './program.ts'

/** One construct: adds what it needs to the program and returns an expression whose value is plain data. */
export interface Construct { readonly name: string; readonly write: (p: Program) => string }

const construct = (name: string, write: (p: Program) => string): Construct => ({ name, write })

/** Statements, functions, classes and modules. */
export const languageConstructs: readonly Construct[] = [
  construct('function', (p) => {
    const f = p.name('f')
    p.line(`function ${f}(a: number, b = ${p.value('number')}, ...rest: unknown[]): unknown { if (a > b) return { a, rest }; return [a, b, rest.length] }`)
    return `[${f}(${p.value('number')}), ${f}(1, 2, 3, 4), ${f}.length, ${f}.name]`
  }),
  construct('hoisting', (p) => {
    const f = p.name('later')
    p.line(`const ${f}Result = ${f}()`)
    p.line(`function ${f}() { return ${p.value('text', 1)} }`)
    return `${f}Result`
  }),
  construct('recursion', (p) => {
    const f = p.name('fib')
    p.line(`const ${f} = (n: number): number => n < 2 ? n : ${f}(n - 1) + ${f}(n - 2)`)
    return `${f}(${p.random.int(0, 9)})`
  }),
  construct('closure', (p) => {
    const f = p.name('counter')
    p.line(`const ${f} = (start: number) => { let n = start; return { up: (by = 1) => n += by, down: () => --n, get now() { return n } } }`)
    const c = p.name('c')
    p.line(`const ${c} = ${f}(${p.value('number')}); ${c}.up(); ${c}.up(${p.random.int(1, 5)}); ${c}.down()`)
    return `${c}.now`
  }),
  construct('closure in loop', (p) => {
    const fs = p.name('fs')
    p.line(`const ${fs}: (() => number)[] = []; for (let i = 0; i < ${p.random.int(1, 4)}; i++) ${fs}.push(() => i * 10)`)
    return `${fs}.map((f) => f())`
  }),
  construct('currying', (p) => `((a: number) => (b: number) => (c: number) => a * b + c)(${p.value('number')})(2)(${p.value('number')})`),
  construct('arguments by destructuring', (p) => {
    const f = p.name('f')
    p.line(`const ${f} = ({ a, b: { c = ${p.value('number')}, ...more } = {} as Record<string, number>, ...others }: any, [x, , y = 'dy', ...zs]: any[] = []) => ({ a, c, more, others, x, y, zs })`)
    return `[${f}({ a: 1, b: { c: 2, d: 3 }, e: 4 }, [1, 2, undefined, 4, 5]), ${f}({})]`
  }),
  construct('destructuring assignment', (p) => {
    const a = p.name('a'), b = p.name('b')
    p.line(`let ${a} = ${p.value('number')}, ${b} = ${p.value('number')}; [${a}, ${b}] = [${b}, ${a}]; const o${a}: any = {}; ({ x: o${a}.y, z: o${a}.w = 5 } = { x: 1 } as any)`)
    return `[${a}, ${b}, o${a}]`
  }),
  construct('class', (p) => {
    const c = p.name('Task')
    p.line(`class ${c} { static made = 0; readonly tags: string[] = ['base']; #secret = 1; constructor(readonly id: string, protected n = ${p.value('number')}) { ${c}.made++; this.tags.push(id) }
  get size() { return this.n } set size(v: number) { this.n = v * 2 } bump() { this.#secret += 1; return this } toString() { return \`\${this.id}#\${this.#secret}\` } static of(id: string) { return new ${c}(id) } }`)
    const t = p.name('t')
    p.line(`const ${t} = ${c}.of(${p.value('text')}).bump().bump(); ${t}.size = 4`)
    return `[\`\${${t}}\`, ${t}.size, ${t}.tags, ${c}.made]`
  }),
  construct('class inheritance', (p) => {
    const base = p.name('Base'), sub = p.name('Sub')
    p.line(`abstract class ${base} { parts: string[] = []; constructor(name: string) { this.parts.push(name); this.init() } init() { this.parts.push('base') } abstract kind(): string; describe() { return \`\${this.kind()}:\${this.parts.join('+')}\` } }`)
    p.line(`class ${sub} extends ${base} { extra = 'field'; constructor() { super(${p.value('text')}); this.parts.push(this.extra) } override init() { super.init(); this.parts.push('sub') } kind() { return 'sub' } }`)
    return `[new ${sub}().describe(), new ${sub}() instanceof ${base}]`
  }),
  construct('getter', (p) => {
    const o = p.name('o')
    p.line(`const ${o} = { n: ${p.value('number')}, get twice() { return this.n * 2 }, set half(v: number) { this.n = v / 2 } }; ${o}.half = 9`)
    return `[${o}.twice, ${o}.n]`
  }),
  construct('generator', (p) => {
    const g = p.name('gen')
    p.line(`function* ${g}(n: number): Generator<number | string, string, unknown> { for (let i = 0; i < n; i++) { if (i === 2) yield* ['two', 'deux']; else yield i } return 'end' }`)
    return `[[...${g}(${p.random.int(0, 5)})], Array.from(${g}(2)), ${g}(0).next()]`
  }),
  construct('generator with two-way data', (p) => {
    const g = p.name('gen')
    p.line(`const ${g} = (function* (): Generator<number, void, number> { let sum = 0; try { while (true) sum += (yield sum) ?? 1 } finally { sum = -1 } })()`)
    return `[${g}.next().value, ${g}.next(${p.random.int(1, 9)}).value, ${g}.next(2).value, ${g}.return(undefined).done]`
  }),
  construct('iterator', (p) => {
    const c = p.name('Range')
    p.line(`class ${c} { constructor(private from: number, private to: number) {} *[Symbol.iterator]() { for (let i = this.from; i <= this.to; i++) yield i } }`)
    return `[...new ${c}(1, ${p.random.int(1, 5)})]`
  }),
  construct('for', (p) => {
    const out = p.name('out')
    p.line(`const ${out}: number[] = []; for (let i = 0, j = 10; i < j; i += ${p.random.int(1, 3)}, j--) ${out}.push(i * j)`)
    return out
  }),
  construct('for-of', (p) => {
    const out = p.name('out')
    p.line(`const ${out}: unknown[] = []; for (const [k, v] of Object.entries(${p.value('record')})) ${out}.push(k, v); for (const ch of ${p.value('text')}) ${out}.push(ch)`)
    return out
  }),
  construct('for-in', (p) => {
    const out = p.name('out')
    p.line(`const ${out}: string[] = []; for (const key in ${p.value('record')}) ${out}.push(key); for (const i in ['x', 'y']) ${out}.push(i)`)
    return out
  }),
  construct('while', (p) => {
    const n = p.name('n')
    p.line(`let ${n} = ${p.random.int(1, 40)}; let ${n}steps = 0; while (${n} !== 1) { ${n} = ${n} % 2 === 0 ? ${n} / 2 : 3 * ${n} + 1; ${n}steps++ } do { ${n}steps += 100 } while (${n}steps < 50)`)
    return `${n}steps`
  }),
  construct('labels', (p) => {
    const out = p.name('out')
    p.line(`const ${out}: string[] = []; outer${out}: for (const a of [1, 2, 3]) { for (const b of [1, 2, 3]) { if (b === a) continue outer${out}; if (a * b > ${p.random.int(2, 6)}) break outer${out}; ${out}.push(\`\${a}\${b}\`) } }`)
    return out
  }),
  construct('switch', (p) => {
    const f = p.name('f')
    p.line(`const ${f} = (x: unknown): string => { switch (x) { case 1: case 'one': return 'one'; case 2: { const y = 'tw'; return y + 'o' } default: return 'many'; case null: return 'nothing' } }`)
    const g = p.name('g')
    p.line(`const ${g} = (n: number) => { let s = ''; switch (n) { case 1: s += 'a'; case 2: s += 'b'; break; default: s += 'd' } return s }`)
    return `[${f}(1), ${f}('one'), ${f}(2), ${f}(null), ${f}(${p.value('number')}), ${g}(1), ${g}(2), ${g}(3)]`
  }),
  construct('exceptions', (p) => {
    const f = p.name('f'), log = p.name('log')
    p.line(`const ${log}: string[] = []; class E${f} extends Error { constructor(readonly code: number) { super('code ' + code); this.name = 'E' } }`)
    p.line(`const ${f} = (n: number) => { try { if (n > 1) throw new E${f}(n); ${log}.push('fine'); return 'ok' } catch (e) { ${log}.push(e instanceof E${f} ? \`\${e.name}:\${e.message}:\${e.code}\` : 'other'); return 'caught' } finally { ${log}.push('finally') } }`)
    return `[${f}(1), ${f}(${p.random.int(2, 9)}), (() => { try { (null as any).x } catch (e) { return e instanceof TypeError } })(), ${log}]`
  }),
  construct('spread', (p) => {
    const a = p.name('a')
    p.line(`const ${a} = [1, ...${p.value('list')}, ...'ab', ...new Map([['k', 1]])]; const ${a}f = (...xs: unknown[]) => xs.length`)
    return `[${a}, ${a}f(...${a}, 0), { ...{ a: 1 }, ...null, ...${p.value('record')}, ...['z'] }, Math.max(...[1, 5, 3])]`
  }),
  construct('template literal', (p) => `\`a\${${p.value('number')}} \${${p.value('text')}}\${[1, [2, 3]]} \${null} \${\`in\${${p.value('flag')}}\`}\``),
  construct('tagged template', (p) => {
    const tag = p.name('tag')
    p.line(`const ${tag} = (strings: TemplateStringsArray, ...xs: unknown[]) => ({ strings: [...strings], raw: [...strings.raw], xs })`)
    return `${tag}\`a\\n\${${p.value('number')}}b\${'c'}\``
  }),
  construct('optional chaining', (p) => {
    const o = p.name('o')
    p.line(`const ${o}: any = ${p.value('record')}`)
    return `[${o}?.a?.b?.c ?? 'none', ${o}.missing?.(), ${o}?.['b'] ?? ${p.value('number')}, ${o}.nested?.deep?.[0] ?? null]`
  }),
  construct('logical assignment', (p) => {
    const o = p.name('o')
    p.line(`const ${o}: any = { a: null, b: 0, c: 'c' }; ${o}.a ??= ${p.value('number')}; ${o}.b ||= ${p.value('text')}; ${o}.c &&= ${p.value('flag')}; ${o}.d ??= []; ${o}.d.push(1); ${o}.e **= 2`)
    return `JSON.parse(JSON.stringify(${o}))`
  }),
  construct('delete and in', (p) => {
    const o = p.name('o')
    p.line(`const ${o}: any = { a: 1, b: 2, c: 3 }; delete ${o}.b; ${o}.b = ${p.value('number')}; delete ${o}['a']`)
    return `[${o}, 'a' in ${o}, Object.keys(${o})]`
  }),
  construct('enum', (p) => {
    const e = p.name('Level')
    p.line(`enum ${e} { Low, High = ${p.random.int(2, 9)}, Higher, Text = 'text', Mask = 1 << 3 | 2 } const enum C${e} { A = 2, B = A * 3 }`)
    return `[${e}.High, ${e}.Higher, ${e}[0], ${e}.Text, ${e}.Mask, Object.keys(${e}), C${e}.B]`
  }),
  construct('generics and satisfies', (p) => {
    const f = p.name('identity')
    p.line(`interface I${f}<T extends object = {}> { readonly value: T; tag?: string } type U${f} = 'a' | 'b'; declare const never${f}: unique symbol`)
    p.line(`const ${f} = <const T,>(value: T): { value: T } => ({ value }); function as${f}<T>(x: unknown): asserts x is T {}`)
    return `[${f}<number>(${p.value('number')}).value, ({ value: { a: 1 }, tag: 'x' } satisfies I${f}<{ a: number }>) as unknown, (<U${f}>'a'), ${f}([1, 2] as const)!.value]`
  }),
  construct('overloads and this', (p) => {
    const f = p.name('over')
    p.line(`function ${f}(a: number): number; function ${f}(a: string): string; function ${f}(this: void, a: any): any { return typeof a === 'number' ? a + 1 : a + '!' }`)
    return `[${f}(${p.value('number')}), ${f}(${p.value('text')}), (function (this: any) { return this?.x ?? 'unbound' }).call({ x: 1 }), (function (this: any, b: number) { return this.a + b }).bind({ a: 1 })(2), Math.max.apply(null, [1, 9])]`
  }),
  construct('var and shadowing', (p) => {
    const v = p.name('v')
    p.line(`var ${v} = 1; { let ${v}: any = 'inner'; ${v} += '!' } for (var ${v}i = 0; ${v}i < 3; ${v}i++) { var ${v}last = ${v}i } ${v} += ${v}i`)
    return `[${v}, ${v}i, ${v}last]`
  }),
  construct('operators', (p) => {
    const n = p.name('n')
    p.line(`let ${n} = ${p.value('number')}; ${n} += 2; ${n} -= 1; ${n} *= 3; ${n} ^= 5; ${n} <<= 1; const ${n}post = ${n}++ - --${n}`)
    return `[${n}, ${n}post, 2 ** 10, -(2 ** 2), 7 % -4, (1, 2), void 0 === undefined, typeof null, typeof undefined, typeof (() => 1), ('5' as any) * 2, '3' + 4, ([] as any) + {}, null == undefined, NaN !== NaN, +true, !'']`
  }),
  construct('string escapes', () => String.raw`['\u0041\x42\u{1F600}\t\'', "\"q\"", ${'`'}a
b\
c${'`'}, 'line\
continued', '\0'.length]`),
  construct('async and await', (p) => {
    const f = p.name('later')
    p.line(`const ${f} = async (x: number) => { const y = await Promise.resolve(x * 2); if (y > 4) throw new Error('big'); return y }`)
    p.line(`const ${f}s = await Promise.all([${f}(1), ${f}(2), ${f}(3).catch((e: Error) => e.message), Promise.allSettled([${f}(9), 1]).then((r) => r.map((x) => x.status))])`)
    return `${f}s`
  }),
  construct('promise order', (p) => {
    const log = p.name('log')
    p.line(`const ${log}: string[] = []; const ${log}p = (async () => { ${log}.push('a'); await null; ${log}.push('c'); return 'd' })(); ${log}.push('b'); ${log}.push(await ${log}p); await Promise.resolve().then(() => ${log}.push('e')).finally(() => ${log}.push('f'))`)
    return log
  }),
  construct('async generator', (p) => {
    const out = p.name('out')
    p.line(`const ${out}: number[] = []; for await (const x of (async function* () { yield 1; yield Promise.resolve(2); for (const y of [3, 4]) yield y })()) ${out}.push(x)`)
    return out
  }),
  construct('import', (p) => {
    const m = p.name('lib')
    p.file(`${m}.ts`, `export const prefix = ${JSON.stringify('prod.')}\nlet hits = 0\nexport const hit = () => ++hits\nexport { hits }\nexport default function table(name: string) { hit(); return prefix + name }\nexport type Name = string\nexport interface Shape { a: number }\n`)
    p.imports(`import ${m}, { prefix as ${m}Prefix, hit as ${m}Hit, hits as ${m}Hits, type Name as ${m}Name } from './${m}.ts'`)
    return `[${m}('orders'), ${m}Prefix, ${m}Hit(), ${m}Hits]`
  }),
  construct('import of .js that means .ts', (p) => {
    const m = p.name('js')
    p.file(`${m}.ts`, `export const value = { from: 'ts' }\n`)
    p.imports(`import { value as ${m} } from './${m}.js'`)
    return m
  }),
  construct('barrel', (p) => {
    const m = p.name('barrel')
    p.file(`${m}/one.ts`, `export const one = 1\nexport const shared = 'one'\n`)
    p.file(`${m}/two.ts`, `export const two = [2]\nconst hidden = 'two'\nexport { hidden as renamed }\nexport default 'ignored by export *'\n`)
    p.file(`${m}/index.ts`, `export * from './one.ts'\nexport * from './two.ts'\nexport * as all from './two.ts'\nexport { default as fallback } from './two.ts'\nexport const shared = 'index'\n`)
    p.imports(`import * as ${m} from './${m}/index.ts'`)
    return `[${m}.one, ${m}.two, ${m}.renamed, ${m}.shared, ${m}.all.two, ${m}.fallback, Object.keys(${m})]`
  }),
  construct('import cycle', (p) => {
    const m = p.name('cycle')
    p.file(`${m}a.ts`, `import { fromB } from './${m}b.ts'\nexport const early = 'a'\nexport const callB = () => fromB()\nexport function hoisted() { return 'hoisted' }\n`)
    p.file(`${m}b.ts`, `import { early, hoisted } from './${m}a.ts'\nexport const atStart = hoisted()\nexport const fromB = () => early + '/b'\n`)
    p.imports(`import { callB as ${m} } from './${m}a.ts'\nimport { atStart as ${m}start } from './${m}b.ts'`)
    return `[${m}(), ${m}start]`
  }),
  construct('import order', (p) => {
    const m = p.name('order')
    p.file(`${m}log.ts`, `export const log: string[] = []\n`)
    p.file(`${m}x.ts`, `import { log } from './${m}log.ts'\nimport './${m}y.ts'\nlog.push('x')\n`)
    p.file(`${m}y.ts`, `import { log } from './${m}log.ts'\nlog.push('y')\n`)
    p.imports(`import './${m}x.ts'\nimport { log as ${m} } from './${m}log.ts'`)
    return m
  }),
  construct('tsconfig paths', (p) => {
    const m = p.name('shared')
    p.file(`/shared/${m}.ts`, `export const ${m} = { shared: ${p.value('number', 0)} }\n`)
    p.imports(`import { ${m} } from '@shared/${m}'`)
    return m
  }),
  construct('.json file', (p) => {
    const m = p.name('data')
    p.file(`${m}.json`, JSON.stringify({ tables: ['a', 'b'], limit: p.random.int(0, 9), 'odd key': { deep: null } }, null, 2))
    p.imports(`import ${m} from './${m}.json' with { type: 'json' }`)
    return `[${m}, ${m}.tables.length]`
  }),
  construct('.sql file', (p) => {
    const m = p.name('query')
    p.file(`${m}.sql`, `select *\nfrom prod.t${p.random.int(0, 9)}\nwhere day = '{{ ds }}'\n`)
    p.imports(`import { readFileSync as read${m} } from 'node:fs'\nimport { join as join${m} } from 'node:path'`)
    return `[read${m}(join${m}(import.meta.dirname, '${m}.sql'), 'utf8'), read${m}(new URL('./${m}.sql', import.meta.url), 'utf8').split('\\n').length]`
  }),
  construct('.yaml file', (p) => {
    const m = p.name('settings')
    p.file(`${m}.yaml`, `tables:\n  - orders\n  - "odd: one"\nlimit: ${p.random.int(0, 9)}\nnested: { on: true, none: null, day: 2024-01-01 }\n`)
    p.imports(`import { parse as parse${m} } from 'yaml'\nimport { readFileSync as read${m} } from 'node:fs'`)
    return `parse${m}(read${m}(new URL('./${m}.yaml', import.meta.url), 'utf8'))`
  }),
]
