// Loops of unknown length that leave something for later: what is known of it holds however many rounds there are.
import { describe, expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { library } from '../read/read-files.ts'

const read = (body: string) => readValues(treeOf({ 'main.ts': `import { lib } from 'lib'\n${body}` }), 'main.ts', { library })

describe('what callbacks and rests of functions of each round write is not known', () => {
  test.each([
    'let n = 0; for (const x of lib.list) Promise.resolve().then(() => { n++ }); await null; await null; export { n }',
    'let n = 0; const p = Promise.resolve(1); for (const x of lib.list) p.then(() => { n++ }); await p; await null; export { n }',
    'let n = 0; const p = new Promise((yes) => { Promise.resolve(1).then(yes) }); for (const x of lib.list) p.then(() => { n++ }); await p; await null; export { n }',
    'let n = 0; const f = async () => { await null; n++ }; for (const x of lib.list) f(); await null; await null; export { n }',
    'let n = 0; const f = async () => { await null; n++ }; await Promise.all(lib.list.map(f)); export { n }',
    'let n = 0; const all: any[] = []; const f = async (x: any) => { await null; n++; return x }; for (const x of lib.list) all.push(f(x)); await Promise.all(all); export { n }',
    'let n = 0; const all: any[] = []; for (const x of lib.list) all.push(Promise.resolve(x)); for (const one of all) one.then(() => { n++ }); await null; await null; export { n }',
  ])('%s', (body) => {
    expect(read(body).exports['n']).toMatchObject({ $choice: { then: { $unknown: 'derived' }, else: 0 } })
  })
  test('what they put into a list that was there before may be there', () => {
    const { list } = read('const all: any[] = [], list: any[] = []; for (const x of lib.list) all.push((async () => { await null; return x })()); let i = 0; for (const one of all) { const at = i++; list.push(0); one.then(() => { list[at] = 1 }) } await null; await null; await null; export { list }').exports
    expect(JSON.stringify(list)).toMatch('$maybe')
  })
})

describe('a promise that is settled in rounds is settled with what is not known, and what waits for it goes on', () => {
  test.each([
    'const p = await new Promise((yes) => { for (const x of lib.list) yes(x) }); export const after = 1; export { p }',
    'const p = await new Promise((yes) => lib.ready(() => yes(1))); export const after = 1; export { p }',
    'const p = await new Promise((yes, no) => { for (const x of lib.list) if (x) no(1); else yes(2) }).catch(() => lib.other); export const after = 1; export { p }',
  ])('%s', (body) => {
    const { exports, problems } = read(body)
    expect(exports).toMatchObject({ after: 1 })
    expect(JSON.stringify(exports['p'])).toMatch('$unknown')
    expect(problems.map(({ code }) => code)).not.toContain('unsupported')
  })
  test('on one side', () => {
    const { p } = read('export const p = await new Promise((yes) => { if (process.env.A) lib.ready(() => yes(1)); else yes(2) })').exports
    expect(p).toMatchObject({ $choice: { when: 'process.env.A', then: { $unknown: 'await' }, else: 2 } })
  })
})

test('functions that rounds make keep the variables of their round', () => {
  const { texts, end } = read("const all: (() => string)[] = []; for (const x of lib.list) { const text = `${x}.csv`; all.push(() => text) } export const texts = all.map((one) => one()); let end = 'none'; try { for (const one of all) one(); end = 'fine' } catch { end = 'caught' } export { end }").exports
  expect(texts).toMatchObject([{ $choice: { then: { $template: [{ $unknown: 'element' }, '.csv'] }, else: { $absent: true } } }])
  expect(end).toBe('fine')
})
