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
