// Waiting: async generators, `for await`, `yield*`, optional chains. Expected values are those that Node gives.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { loadLibrary } from '#disk'

const read = (source: string) => readValues(treeOf({ 'main.ts': source }), 'main.ts', { library: loadLibrary() })

test('for await gives what is yielded, not what is awaited between', () => {
  const { exports, problems } = read(`
    async function* parts() { yield 'a'; await 'not this'; yield Promise.resolve('b'); yield* ['c', Promise.resolve('d')] }
    async function* all() { yield 'start'; const last = yield* parts(); yield String(last) }
    export const list: string[] = []
    for await (const part of all()) list.push(part)
    export const stepped = [(await all().next()).value, typeof all()[Symbol.asyncIterator]]`)
  expect(exports).toEqual({ list: ['start', 'a', 'b', 'c', 'd', 'undefined'], stepped: ['start', 'function'] })
  expect(problems).toEqual([])
})

test('leaving early runs what stands in finally', () => {
  const { exports } = read(`
    export const log: string[] = []
    async function* parts() { try { yield 1; yield 2 } finally { await null; log.push('closed') } }
    for await (const part of parts()) { log.push('part ' + part); break }
    log.push('after')`)
  expect(exports).toEqual({ log: ['part 1', 'closed', 'after'] })
})

test('waiting inside an optional chain', () => {
  const { exports } = read(`
    const o: any = { f: (n: number) => ({ n, g: { y: n + 1 } }), list: [1, 2], none: null }
    export const all = [((await 1) as any)?.groups?.y, o?.f(await 2)?.g?.y, (await Promise.resolve(o)).list?.[await 1], o.none?.f(await 3)?.x, (await o)?.f?.(await 5).n, o.f?.(await 7)!.g.y]`)
  expect(exports).toEqual({ all: [{ $undefined: true }, 3, 2, { $undefined: true }, 5, 8] })
})

test('waiting for what is exported by default', () => {
  expect(read("export default (await Promise.resolve('a')) + 'b'\nexport const after = 1").exports).toEqual({ default: 'ab', after: 1 })
})

test('waiting for one of two promises, or for one that is settled under a condition', () => {
  const { exports } = read(`
    const later = process.env.FAST ? Promise.resolve('fast') : new Promise<string>((resolve) => resolve('slow'))
    const held = Promise.withResolvers<string>()
    if (process.env.FAST) held.resolve('now')
    else held.resolve('then')
    export const all = [await later, await later.then((text) => text + '!'), await (process.env.FAST ? Promise.reject(new Error('no')) : Promise.resolve(1)).catch((error) => error.message), await held.promise, await held.promise.then((text) => text.length)]`)
  const either = (yes: unknown, no: unknown) => ({ $choice: { when: 'process.env.FAST', then: yes, else: no } })
  expect(exports['all']).toEqual([either('fast', 'slow'), either('fast!', 'slow!'), either('no', 1), either('now', 'then'), either(3, 4)])
})

test('what follows a wait for promises of two sides is done on both', () => {
  const { exports, problems } = read(`
    const name = (process.env.AREA ?? 'us') === 'us' ? 'near' : 'far'
    export const first = await Promise.any([Promise.reject(1), name])
    export const after = ['always']
    after.push('and this')`)
  expect(exports['after']).toEqual(['always', 'and this'])
  expect(problems).toEqual([])
})
