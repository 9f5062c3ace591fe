// Programs that wait under conditions, run by Node in several environments: nothing that was read contradicts any of the runs.
import { describe, expect, test } from 'vitest'
import { treeOf } from '#model'
import { evaluateProject } from '#typescript'
import { contradiction } from './random/contradiction.ts'
import { compile, runInNode } from './random/run-in-node.ts'

const environments = [undefined, '1'].flatMap((A) => [undefined, '1'].map((B) => ({ A, B })))

const tools = `const E = process.env as any; const log: any[] = []; const say = (...words: any[]) => { log.push(words.join(' ')) }
const later = async (rounds: number, value?: any) => { for (let i = 0; i < rounds; i++) await null; return value }
const may = (value: any) => { if (E.A) throw new Error('A'); return value }`

/** What reading a program says to each run of it, at the top of a module and inside an async function. */
const compare = async (body: string) => {
  const inside = `${tools}\n;(async () => {\n${body}\n})().catch(() => { say('died') })`
  const read = (source: string) => {
    const { modules, problems } = evaluateProject(treeOf({ 'entry.ts': `${source}\nexport { log }` }), { roots: ['entry.ts'] })
    return { log: modules.get('entry.ts')!.exports.get('log')!, codes: problems.map(({ code }) => code) }
  }
  const [top, nested] = [read(`${tools}\n${body}`), read(inside)]
  const script = compile(inside, ['log'])
  const differences: string[] = []
  for (const env of environments) {
    const ran = await runInNode(script, env)
    if (ran.kind === 'threw') throw new Error(`the program throws with ${JSON.stringify(env)}`)
    const log = ran.exports['log'] as unknown[]
    for (const [name, one, host] of [['top', top.log, log.filter((line) => line !== 'died')], ['inside', nested.log, log]] as const) {
      const found = contradiction({ env }, one, host, name)
      if (found !== undefined) differences.push(`${JSON.stringify(env)} ${found}`)
    }
  }
  return { differences, codes: new Set([...top.codes, ...nested.codes]) }
}

const of = (title: string, programs: readonly string[], isFollowed = true): void => void describe(title, () => {
  test.each(programs)('%s', async (program) => {
    const result = await compare(program)
    expect(result.differences).toEqual([])
    expect(result.codes.has('unsupported')).toBe(!isFollowed)
  })
})

of('followed on both sides', [
  "say(await (E.A ? Promise.resolve('a') : 'b')); say('after')",
  "const name = E.A === '1' ? 'x' : E.B ? 'a' : 'b'; say(await Promise.race([Promise.resolve(name)])); say('after')",
  "const name = E.A ? 'x' : 'y'; say(await Promise.any([Promise.reject(1), name])); say('after')",
  "say(await (E.A ? later(1, 'soon') : later(5, 'late'))); say('after')",
  "say(await Promise.all([E.A ? later(1, 'soon') : later(5, 'late'), E.B ? 1 : later(2, 2)])); say('after')",
  "const p = E.A ? later(1, 'x') : later(4, 'y'); p.then((v) => { say('then', v) }); say(await p)",
  "let res: any; const p = new Promise((r) => { res = r }); if (E.A) res(1); p.then(() => { say('only A') }); await null; await null; say('end')",
  "let res: any; const p = new Promise((yes) => { res = yes }); later(E.A ? 1 : 3).then(() => { res(E.A ? 'a' : 'b') }); say(await p); say('after')",
])

of('rejected on one side', [
  "try { say(await (E.A ? Promise.reject('no') : Promise.resolve('yes'))); say('ok') } catch (e) { say('caught', e) } say('after')",
  "const g = async () => { await null; if (E.A) throw 'thrown'; return 'fine' }; try { say(await g()) } catch (e) { say('caught', e) } finally { say('finally') } say('after')",
  "const q = Promise.resolve().then(() => { if (E.A) throw 'q'; return 'r' }); try { say(await q) } catch (e) { say('caught', e) }",
  "say(await Promise.resolve().then(() => may('fine')).catch(() => 'mended')); say('after')",
  "say(await Promise.allSettled([E.A ? Promise.reject(1) : 2, may === null]).then((all) => all.map((one) => one.status).join()))",
  "const p = new Promise((yes, no) => { if (E.A) no('no'); else yes('yes') }); say(await p.then((v) => `got ${v}`, (v) => `lost ${v}`))",
  "say(await new Promise((yes) => { yes(may('made')) }).catch(() => 'not made')); say('after')",
  "const thenable = { then(yes: any, no: any) { if (E.A) no('no'); else yes('yes') } }; try { say(await thenable) } catch (e) { say('caught', e) }",
])

of('an exception in the middle of a statement that waits again', [
  "try { const all = [may(1), await null, await later(2, 3)]; say(all.join()) } catch { say('caught') } say('after')",
  "const f = async () => [may(1), await null].length; say(await f().catch(() => 'caught')); say('after')",
])

of('made of a value under a condition', [
  "const [x, y] = await Promise.all([Promise.resolve(E.A ? E.A.length : 0), (async () => E.B ?? 'b')()]); say(x, y); say('after')",
  "say(await Promise.resolve(E.A ? { a: E.A } : E.B).then((value) => typeof value)); say('after')",
  "Promise.resolve(E.A ? later(2, E.A) : 'none').then((value) => say(value)); await later(9); say('after')",
  "say(await Promise.race([Promise.resolve(E.A ?? 'none'), later(3)])); say('after')",
])

of('loops and choices in which it is waited', [
  "for (const x of [1, 2]) { say(x, await (E.A ? Promise.resolve('u') : Promise.reject('e'))) }",
  "for (let i = 0; i < 3; i++) { if (E.A && i === 1) break; say(i, await later(1, 'x')) } say('after')",
  "for (const x of [1, 2, 3]) { if (E.A && x === 2) continue; say(await later(1, x)) } say('after')",
  "for (let i = 0; i < 3; i++) { say(i, await later(1, 'x')); if (E.A) { if (E.B) break } say(i) } say('after')",
])

of('what waits under a condition inside of a function', [
  "switch (E.A) { case '1': say(await later(1, 'one')); case undefined: say('none'); break; default: say('other') } say('after')",
  "for (const key in { a: 1, b: 2 }) { say(key, await (E.A ? later(1, 'x') : 'y')) } say('after')",
  "if (E.A || E.B) { say(await ({ then(yes: any, no: any) { if (E.A && E.B) yes('g'); else no('s') } })) }",
], false)

of('what runs beside an exception in the middle of a statement', [
  "const f = async () => { try { say([may(1), await null, await later(4)].join()) } catch { say('caught') } }; const g = async () => { for (const n of [1, 2, 3]) { await null; say('g', n) } }; await Promise.all([f(), g()])",
], false)

of('what runs beside a wait that takes longer, or for ever, on one side', [
  "const p = new Promise((yes) => { if (E.A) yes('a') }); (async () => { say(await p); say('went on') })(); await later(3); say('end')",
  "const w = async () => { await (E.A ? later(1) : later(6)); say('w') }; const b = async () => { for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) { await null; say('b', n) } }; await Promise.all([w(), b()]); say('end')",
  "let n = 0; const w = async () => { await (E.A ? later(1) : later(6)); n = 5 }; const seen: any[] = []; const b = async () => { await later(4); seen.push(n) }; await Promise.all([w(), b()]); say(seen.join())",
], false)
