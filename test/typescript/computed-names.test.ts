// Names of members of classes that are computed from what is not known. Expected values are those that Node gives.
import { expect, test } from 'vitest'
import { loadLibrary } from '#disk'
import { treeOf } from '#model'
import { readValues } from '#read'

const read = (source: string) => readValues(treeOf({ 'main.ts': source }), 'main.ts', { library: loadLibrary() }).exports
const either = (yes: unknown, no: unknown) => ({ $choice: { when: 'process.env.X', then: yes, else: no } })

test('a field of one of two names', () => {
  const exports = read(`
    class K { a = 1; ['c' + (process.env.X ? 0 : 3)] = 2; static ['s' + (process.env.X ? 0 : 3)] = 4; z = 5 }
    export const keys = Object.keys(new K()).join()
    export const statics = Object.keys(K).join()
    const made: any = new K()
    export const values = [made.a, made.c0, made.c3, made.z]`)
  expect(exports['keys']).toEqual(either('a,c0,z', 'a,c3,z'))
  expect(exports['statics']).toEqual(either('s0', 's3'))
  expect(exports['values']).toEqual([1, either(2, { $undefined: true }), either({ $undefined: true }, 2), 5])
})

test('a name is computed once, when the class is made', () => {
  const exports = read(`
    export const log: string[] = []
    const name = { toString() { log.push('named'); return process.env.X ? 'a' : 'b' } }
    class K { [name as any] = log.push('set') }
    export const keys = [new K(), new K()].map((k) => Object.keys(k).join())`)
  expect(exports['log']).toEqual(['named', 'set', 'set'])
  expect(exports['keys']).toEqual([either('a', 'b'), either('a', 'b')])
})

test('a field of an unknown name may replace any other', () => {
  const exports = read(`
    class K { a = 1; [process.env.NAME!] = 2; b = 3 }
    export const all = [new K().a, new K().b]
    export const known = Object.keys(new K()).join()`)
  expect(exports['all']).toEqual([{ $maybe: 1 }, 3])
  expect(exports['known']).toMatchObject({ $unknown: expect.anything() })
})
