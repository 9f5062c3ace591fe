// Small programs whose course hangs on the environment, run by Node in many environments: nothing that was read contradicts any of the runs.
import { describe, expect, test } from 'vitest'
import { treeOf } from '#model'
import { evaluateProject } from '#typescript'
import { contradiction } from './random/contradiction.ts'
import { compile, runInNode } from './random/run-in-node.ts'

const environments = [undefined, '', 'a', 'b', 'zz', '1', '0', '-1', 'length', 'undefined', 'null', '{"a":{"b":1}}', '%', 'https://x.y/']
  .flatMap((A) => [undefined, 'a', '5'].map((N) => ({ A, N })))

/** What reading an expression says, against each run; beside it whether anything was known. */
const compare = async (expression: string): Promise<{ readonly differences: readonly string[], readonly known: boolean }> => {
  const source = `const E = process.env as any; const tried = (run: () => any): any => { try { return run() } catch { return 'threw' } }\nconst out: any = ${expression};\n`
  const out = evaluateProject(treeOf({ 'entry.ts': `${source}export { out }` }), { roots: ['entry.ts'] }).modules.get('entry.ts')!.exports.get('out')!
  const script = compile(source, ['out'])
  const differences: string[] = []
  for (const env of environments) {
    const ran = await runInNode(script, env)
    const difference = ran.kind === 'threw' ? 'ran: threw' : contradiction({ env }, out, ran.exports['out'], 'out')
    if (difference !== undefined) differences.push(`${JSON.stringify(env)} ${difference}`)
  }
  return { differences, known: out.kind !== 'unknown' }
}

const of = (title: string, expressions: readonly string[], isKnown = true): void => void describe(title, () => {
  test.each(expressions)('%s', async (expression) => {
    const { differences, known } = await compare(expression)
    expect(differences).toEqual([])
    expect(known).toBe(isKnown)
  })
})

of('the rest of an object, after a key that is not known', [
  '(() => { const { [E.A]: v, ...rest } = { a: 1, b: 2 } as any; return Object.keys(rest).join() })()',
  "(() => { const { [E.A ? 'a' : 'b']: v, ...rest } = { a: 1, b: 2 } as any; return [v, Object.keys(rest).join()] })()",
  "(() => { const { [E.A]: v, [E.N]: w, ...rest } = { a: 1, b: 2, 1: 3, undefined: 4 } as any; return ['a' in rest, 'b' in rest, '1' in rest, 'undefined' in rest, rest.a, rest.b] })()",
  "(() => { const s = Symbol('s'); const { [s]: v, ...rest } = { a: 1, [s]: 2 } as any; return [rest[s], Object.getOwnPropertySymbols(rest).length] })()",
  "(() => { const { [`x${E.A}`]: v, ...rest } = { a: 1, xa: 2, xundefined: 4 } as any; return ['a' in rest, 'xa' in rest, 'xundefined' in rest] })()",
  '(() => { let n = 0; const { [E.A]: v, ...rest } = { get a() { n++; return 1 }, b: 2 } as any; return [n, rest.a] })()',
  '(() => { let r: any, v: any; ({ [E.A]: v, ...r } = { a: 1, b: 2 } as any); return JSON.stringify(r) })()',
  '(({ [E.A as string]: v, ...r }: any) => r)({ a: 1, b: 2 })',
  "(() => { const { [Number(E.A)]: v, ...r } = ['x', 'y'] as any; return [r[0], r[1]] })()",
  "(() => { const { [E.A === 'a']: v, ...r } = { true: 1, false: 2 } as any; return ['true' in r, 'false' in r] })()",
  '(() => { const { a, [E.A]: v, ...r } = { a: 1, b: 2, ...(E.N ? { c: 3 } : {}) } as any; return Object.keys(r).length })()',
  "(() => { const { length, ...r } = ['x', ...(E.A ? ['y'] : [])] as any; return Object.keys(r).join() })()",
  "(() => { let n = 0; const key = { toString() { n++; return 'a' } }; const { [key as any]: v, ...r } = { a: 1, b: 2 } as any; return [n, v, r] })()",
])

of('a generator that goes on only under a condition', [
  'function* () { yield 1; yield 2 }',
].map((body) => `(() => { const it = (${body})() as any; if (E.A) it.next(); return it.next().value })()`), false)

of('what such a generator writes', [
  '(() => { let x = 0; function* g() { x = 1; yield 1; x = 2; yield 2; x = 3 } const it = g(); it.next(); if (E.A) it.next(); const y = x; it.next(); return [y, x] })()',
  '(() => { const log: any[] = []; function* g() { for (let i = 0; ; i++) { log.push(i); yield i } } const it = g(); it.next(); if (E.A) it.next(); it.next(); return [log.length] })()',
  '(() => { function* g() { yield 1; yield 2 } const it = g() as any; if (E.A) it.return(); return [[...it].length] })()',
  '(() => { function* g() { yield 1; yield 2; yield 3 } const it = g(); const [p] = E.A ? it : [9]; return [p, it.next().value] })()',
  '(() => { function* inner() { yield 1; yield 2 } const it = inner(); function* g() { if (E.A) yield* it; yield 9 } return [[...g()].length, it.next().value] })()',
  '(() => { const p: any[] = []; let n = 0; async function* g() { yield 1; n = 5; yield 2; n = 6 } const it = g(); void (async () => { if (E.A) await it.next(); p.push((await it.next()).value); p.push(n) })(); return p })()',
  '(() => { function* g() { yield 1 } const it = g(); it.next(); it.next(); if (E.A) it.next(); return [it.next().done] })()',
])

of('a `for` that goes on after several ends of a round', [
  "tried(() => { let t = ''; for (let i = 0; i < 3; i++) { if (E.A) { if (E.N) break } t += i } return t })",
  "tried(() => { let t = ''; for (let i = 0, j = 9; i < 3; i++, j--) { t += `${i}${j}`; if (E.A === 'a') { if (E.N === '5') continue; if (E.N) break } else if (E.A) { if (E.N) return `${t}!` } t += '.' } return t })",
  "tried(() => { const all: (() => number)[] = []; for (let i = 0; i < 3; i++) { all.push(() => i); if (E.A) { if (E.N) break } } return all.map((f) => f()).join() })",
  "tried(() => { let t = ''; for (let i = 0; i < 3; i++) { if (E.A) { if (E.N === 'a') throw 'no' } t += i } return t })",
])

of('what may throw, where a handler sees it', [
  'tried(() => JSON.parse(E.A).a.b)',
  "(() => { let c: any = { d: 1 }; try { c = JSON.parse(E.A) } catch { c = { e: 2 } } return c === null ? 'null' : typeof c })()",
  "(() => { const log: any[] = []; try { log.push(1); JSON.parse(E.A ?? '{}'); log.push(2) } catch { log.push('c') } finally { log.push('f') } return log.join() })()",
  "(() => { let v = 0; try { for (const x of ['{}', E.A, '[]']) { JSON.parse(x); v++ } } catch { v += 10 } return v })()",
  "tried(() => { try { JSON.parse(E.A) } catch (e) { throw e } return 'fine' })",
  "(() => { try { return JSON.parse(E.A) && 'truthy' } catch (e: any) { return e instanceof SyntaxError } })()",
  '(() => { let n = 0; const f = () => { n++; return JSON.parse(E.A) }; try { f(); f(); f() } catch {} return n })()',
  "(() => { try { const [x, y] = E.A; return 'n' } catch { return 'c' } })()",
  "(() => { try { const { x } = JSON.parse(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { return [...E.A].length >= 0 } catch { return 'c' } })()",
  "(() => { try { new Map(JSON.parse(E.A)); return 'n' } catch { return 'c' } })()",
  "(() => { try { Object.keys(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { for (const c of E.A) { void c } return 'n' } catch { return 'c' } })()",
  "(() => { try { return 'a' in E.A } catch { return 'c' } })()",
  "(() => { try { return ({} as any)[E.A]() } catch { return 'c' } })()",
  "(() => { try { return new E.A() } catch { return 'c' } })()",
  "(() => { try { class Q extends E.A {} return 'n' } catch { return 'c' } })()",
  "(() => { try { return 10n * E.A } catch { return 'c' } })()",
  "(() => { try { return typeof (10n + E.A) } catch { return 'c' } })()",
  "(() => { try { BigInt(E.A ?? 1); return 'n' } catch { return 'c' } })()",
  "(() => { try { 'x'.padEnd(Number(E.A)); return 'n' } catch { return 'c' } })()",
  "(() => { try { 'x'.normalize(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { [1,2].with(Number(E.A), 3); return 'n' } catch { return 'c' } })()",
  "(() => { try { (12).toString(Number(E.A)); return 'n' } catch { return 'c' } })()",
  "(() => { try { new RegExp(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { 'abc'.match(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { E.A.x = 1; return 'n' } catch { return 'c' } })()",
  "(() => { try { JSON.parse(E.A).x = 1; return 'n' } catch { return 'c' } })()",
  "(() => { try { delete JSON.parse(E.A).x; return 'n' } catch { return 'c' } })()",
  "(() => { try { nowhere; return 'n' } catch { return 'c' } })()",
  "(() => { try { return (Deno as any).env.get('x') } catch { return 'c' } })()",
  "(() => { function* g() { JSON.parse(E.A); yield 1 } try { return [...g()].length } catch { return 'c' } })()",
  '(() => { let k = 0; try { [1,2,3].forEach((x) => { k = x; if (x === 2) JSON.parse(E.A) }) } catch {} return k })()',
  "(() => { try { switch (JSON.parse(E.A)) { case 1: return 'one'; case null: return 'null'; default: return 'd' } } catch { return 'c' } })()",
  '(() => { let n = 0; for (let i = 0; i < 3; i++) { try { JSON.parse(E.A); n++ } catch { continue } n += 10 } return n })()',
  '(() => { let n = 0; while (true) { try { JSON.parse(E.A); break } catch { if (++n > 2) break } } return n })()',
  '(() => { const o: any = {}; try { o.x = JSON.parse(E.A); o.y = 1 } catch { o.z = 1 } return Object.keys(o).join() })()',
  "(() => { const s = new Set<any>(); try { s.add(1); s.add(decodeURIComponent(E.A)); s.add(2) } catch { s.add('c') } return s.has(2) })()",
  'tried(() => new Date(E.A).toISOString().length)',
  "(() => { try { return new URL('x', E.A).href.length > 0 } catch { return 'c' } })()",
  "(() => { try { return Object.fromEntries(JSON.parse(E.A)) && 'n' } catch { return 'c' } })()",
  "(() => { try { try { JSON.parse(E.A) } catch { JSON.parse(E.N) } return 'n' } catch { return 'c' } })()",
  "(() => { try { Object.defineProperty(JSON.parse(E.A), 'x', { value: 1 }); return 'n' } catch { return 'c' } })()",
  "(() => { try { Reflect.ownKeys(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { Object.assign(E.A, { a: 1 }); return 'n' } catch { return 'c' } })()",
  "(() => { try { Math.max(...E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { ((...r: any[]) => r)(...JSON.parse(E.A)); return 'n' } catch { return 'c' } })()",
  "(() => { try { E.A?.foo(); return 'n' } catch { return 'c' } })()",
  "(() => { try { return ({}) instanceof E.A } catch { return 'c' } })()",
  "(() => { try { `${JSON.parse(E.A)}`; return 'n' } catch { return 'c' } })()",
  "(() => { try { [3,1].sort(JSON.parse(E.A)); return 'n' } catch { return 'c' } })()",
  "(() => { try { [1].map(JSON.parse(E.A)); return 'n' } catch { return 'c' } })()",
  "(() => { try { [].reduce(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { (E.A ? [1] : [] as any[]).reduce((x, y) => x + y); return 'n' } catch { return 'c' } })()",
  "(() => { try { E.A.split(',').reduce((x: any, y: any) => x + y); return 'n' } catch { return 'c' } })()",
  "(() => { try { JSON.parse(E.A).map((x: any) => x); return 'n' } catch { return 'c' } })()",
  "(() => { try { structuredClone(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { const a: any[] = []; try { a.length = Number(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { Array.from({ length: Number(E.A) }); return 'n' } catch { return 'c' } })()",
  "(() => { try { Symbol(E.A); Symbol.keyFor(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { Object.create(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { Object.setPrototypeOf({}, E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { ((x: any) => x).apply(null, E.A); return 'n' } catch { return 'c' } })()",
  "(() => { try { E.A(); return 'n' } catch { return 'c' } })()",
  "(() => { try { E.A`x`; return 'n' } catch { return 'c' } })()",
  "(() => { const r: any[] = []; const it = { next() { return JSON.parse(E.A) }, [Symbol.iterator]() { return this } }; try { for (const x of it as any) { r.push(x); break } } catch { return 'c' } return r.length })()",
  "(() => { try { const f = E.A ? JSON.parse : (x: any) => 1; f(E.N); return 'n' } catch { return 'c' } })()",
  `(() => { try { [..."ab"].map((c) => JSON.parse(E.A)); return 'n' } catch { return 'c' } })()`,
  "(() => { try { 1n << JSON.parse(E.A); return 'n' } catch { return 'c' } })()",
  "(() => { const p: any[] = []; void (async () => { try { await JSON.parse(E.A); p.push('n') } catch { p.push('c') } })(); return p })()",
  "(() => { const p: any[] = []; void (async () => { try { JSON.parse(E.A); p.push('n') } catch { p.push('c') } })(); return p })()",
  "(() => { const p: any[] = []; void (async () => { try { await 0; JSON.parse(E.A); p.push('n') } catch { p.push('c') } p.push('e') })(); return p })()",
])

of('what can be changed only under a condition', [
  'tried(() => { const o: any = { a: 1 }; if (E.A) Object.freeze(o); o.a = 2; return o.a })',
  'tried(() => { const o: any = { a: 1 }; if (E.A) Object.preventExtensions(o); o.b = 2; return o.b })',
  "tried(() => { const o: any = { a: 1 }; if (E.A) Object.seal(o); delete o.a; return o.a ?? 'gone' })",
  "tried(() => { const o: any = { a: 1 }; if (E.A) Object.defineProperty(o, 'a', { writable: false }); o.a = 2; return o.a })",
  "tried(() => { const o: any = { a: 1 }; if (E.A) Object.defineProperty(o, 'a', { enumerable: false }); return [Object.keys(o).join(), JSON.stringify(o), { ...o }.a] })",
  "tried(() => { const o: any = { a: 1, b: 2 }; if (E.A) Object.defineProperty(o, 'a', { enumerable: false }); const r: any[] = []; for (const k in o) r.push(k); return r.join() })",
  'tried(() => { const o: any = { a: 1 }; if (E.A) Object.freeze(o); return [Object.isFrozen(o), Object.isExtensible(o), Object.isSealed(o)] })',
  'tried(() => { const a: any = [1, 2]; if (E.A) Object.freeze(a); tried(() => a.push(3)); tried(() => { a[0] = 9 }); tried(() => a.sort((x: any, y: any) => y - x)); return a.join() })',
  "tried(() => { const o: any = {}; if (E.A) Object.defineProperty(o, 'q', { value: 5 }); tried(() => { o.q = 6 }); return [o.q, Object.keys(o).join()] })",
  "tried(() => { const o: any = { x: 1 }; if (E.A) Object.defineProperty(o, 'x', { get() { return 7 }, configurable: true }); const before = o.x; tried(() => { o.x = 2 }); return [before, o.x] })",
  'tried(() => { const o: any = {}; if (E.A) o.b = 1; Object.preventExtensions(o); tried(() => { o.b = 2 }); return o.b })',
  'tried(() => { class K { y = 2; constructor() { if (E.A) Object.freeze(this) } } class L extends K { z = 3 } return new L().z })',
  "tried(() => { const o: any = { a: 1 }; if (E.A) Object.freeze(o); return Reflect.set(o, 'a', 2) })",
  "tried(() => { const o: any = { a: 1 }; if (E.A) Object.freeze(o); tried(() => Object.defineProperty(o, 'a', { value: 3 })); return [o.a, JSON.stringify(Object.getOwnPropertyDescriptor(o, 'a'))] })",
  "tried(() => { const o: any = { a: 1 }; for (const x of (E.A ?? '').split('')) Object.freeze(o); tried(() => { o.a = 2 }); return o.a })",
  'tried(() => { const o: any = { a: 1 }; if (E.A) { Object.freeze(o); tried(() => { o.a = 2 }) } else o.a = 3; return o.a })',
  'tried(() => { const f = (o: any) => E.A ? Object.freeze(o) : o; const o = f({ a: 1 }); tried(() => { o.a = 2 }); return o.a })',
  'tried(() => { const o: any = { a: 1, b: { c: 1 } }; if (E.A) Object.freeze(o.b); tried(() => Object.assign(o.b, { c: 2 })); return JSON.stringify(o) })',
  'tried(() => { const o: any = { a: 1 }; if (E.A) Object.seal(o); if (E.A) tried(() => { delete o.a }); return o.a })',
  "tried(() => { const o: any = { a: 1 }; if (E.A) Object.defineProperty(o, 'a', { writable: false }); if (E.N) Object.defineProperty(o, 'a', { enumerable: false }); tried(() => { o.a = 2 }); return [o.a, Object.keys(o).length] })",
  'tried(() => { const o: any = Object.freeze({ a: 1 }); const p = E.A ? o : { a: 1 }; tried(() => { p.a = 2 }); return [p.a, o.a] })',
  'tried(() => { const o: any = { a: 1 }; tried(() => { if (E.A) Object.freeze(o); o.a = 2; if (E.N) throw 1; o.a = 3 }); return o.a })',
  'tried(() => { const o: any = { a: 1 }; if (E.A) Object.freeze(o); const q = { ...o }; q.a = 5; q.b = 1; return JSON.stringify(q) })',
  "tried(() => { const o: any = { get a() { return 1 } }; if (E.A) Object.defineProperty(o, 'a', { value: 7, configurable: true }); return [o.a, Object.keys(o).join()] })",
  "tried(() => { class K { get v() { return 1 } set v(x: any) { E.q = x } } const k: any = new K(); if (E.A) Object.defineProperty(k, 'v', { value: 5, writable: true }); k.v = 9; return k.v })",
  "tried(() => { const o: any = {}; if (E.A) Object.defineProperty(o, 'x', { value: 1, enumerable: false, writable: true }); o.x = 2; return [Object.keys(o).join(), o.propertyIsEnumerable('x'), JSON.stringify(o)] })",
  'tried(() => { const f: any = () => 1; if (E.A) Object.freeze(f); tried(() => { f.x = 1 }); return f.x })',
  "tried(() => { const m = new Map(); if (E.A) Object.freeze(m); m.set('a', 1); return m.size })",
  'tried(() => { const o: any = { a: 1 }; if (E.A) Object.freeze(o); const { a, ...r } = o; o[E.N] = 1; return a })',
  "tried(() => { const o: any = { a: 1 }; const k: any = E.A ? 'a' : 'b'; Object.defineProperty(o, k, { value: 2, writable: false }); tried(() => { o.a = 3 }); tried(() => { o.b = 3 }); return [o.a, o.b] })",
  "tried(() => { const o: any = { a: 1 }; Object.defineProperty(o, 'a', { writable: !E.A }); tried(() => { o.a = 3 }); return o.a })",
  "tried(() => { const o: any = { a: 1 }; if (E.A) Object.defineProperty(o, 'a', { writable: false }); if (E.N) Object.defineProperty(o, 'a', { enumerable: false }); tried(() => { o.a = 2 }); return Object.keys(o).length })",
  "tried(() => { const o: any = { a: 1 }; if (E.A) Object.defineProperty(o, 'a', { writable: false }); if (E.N) Object.defineProperty(o, 'a', { enumerable: false }); return Object.keys(o).length })",
  "tried(() => { const o: any = { a: 1 }; if (E.N) Object.defineProperty(o, 'a', { enumerable: false }); o.a = 2; return Object.keys(o).length })",
])

of('what such a state leaves open', [
  'tried(() => { const o: any = { a: 1 }; if (E.A) Object.freeze(o); if (E.N) Object.seal(o); tried(() => { o.a = 2 }); tried(() => { delete o.a }); tried(() => { o.b = 1 }); return JSON.stringify(o) })',
  'tried(() => { const a: any = [1, 2]; if (E.A) Object.seal(a); tried(() => a.pop()); tried(() => { a.length = 0 }); return a.join() })',
  'tried(() => { const o: any = { a: 1 }; if (E.A) Object.preventExtensions(o); tried(() => Object.setPrototypeOf(o, { z: 1 })); return o.z })',
  'tried(() => { const a: any = [3, 1]; if (E.A) Object.preventExtensions(a); tried(() => a.push(5)); tried(() => a.unshift(0)); return a.join() })',
  'tried(() => { const o: any = { a: 1 }; if (E.A) delete o.a; Object.freeze(o); tried(() => { o.a = 2 }); tried(() => { delete o.a }); return JSON.stringify(o) })',
], false)

describe('what may throw, where no handler sees it', () => {
  const read = (source: string) => {
    const { modules, problems } = evaluateProject(treeOf({ 'entry.ts': source }), { roots: ['entry.ts'] })
    return { out: modules.get('entry.ts')!.exports.get('out'), problems }
  }
  const build = 'const list: string[] = []; const config = JSON.parse(process.env.A!); list.push(`x`); config.a.b.c(); list.push(`y`)'

  test('is taken to work', () => {
    const { out, problems } = read(`${build}\nexport const out = list.join()`)
    expect(out).toMatchObject({ kind: 'primitive', value: 'x,y' })
    expect(problems).toEqual([])
  })

  test('also where the handler throws it again', () => {
    const { out, problems } = read(`let out = ''\ntry { ${build}; out = list.join() } catch (error) { console.error(error); throw error }\nexport { out }`)
    expect(out).toMatchObject({ kind: 'primitive', value: 'x,y' })
    expect(problems).toEqual([])
  })

  test('and is followed where the handler goes on', () => {
    const { out } = read("let out = 'read'\ntry { JSON.parse(process.env.A!) } catch { out = 'none' }\nexport { out }")
    expect(out).toMatchObject({ kind: 'choice', when: { text: 'JSON.parse(process.env.A) throws' }, then: { value: 'none' }, else: { value: 'read' } })
  })
})
