// Async generators: `for await`, `yield*` and leaving early. Expected values are those that Node gives.
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
