// What programs make of environment variables with defaults: tables, loops whose length is one, and how unknown booleans read.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { loadLibrary } from '#disk'

const read = (source: string, env: Record<string, string> = {}) => readValues(treeOf({ 'main.ts': source }), 'main.ts', { library: loadLibrary(), fixtures: { env } }).exports
const either = (when: string, yes: unknown, no: unknown) => ({ $choice: { when, then: yes, else: no } })
const without = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, part: unknown) => key === 'at' ? undefined : part))

test('a small table under an unknown key is one of its values, or what it inherits', () => {
  const { limit, named, flag } = read(`
    const stage = process.env.STAGE ?? 'dev'
    export const limit = ({ dev: 1, prod: 9 } as Record<string, number>)[stage]
    export const named = new Map([['dev', 'd'], ['prod', 'p']]).get(stage) ?? 'none'
    export const flag = new Set(['true', '1']).has(process.env.FLAG!)`)
  expect(without(limit)).toEqual(either('process.env.STAGE != null', either("process.env.STAGE === 'dev'", 1, either("process.env.STAGE === 'prod'", 9, { $unknown: 'derived', of: 'STAGE', detail: '{…}[process.env.STAGE]' })), 1))
  expect(named).toEqual(either('process.env.STAGE != null', either("process.env.STAGE === 'dev'", 'd', either("process.env.STAGE === 'prod'", 'p', 'none')), 'd'))
  expect(flag).toEqual(either("process.env.FLAG === 'true'", true, either("process.env.FLAG === '1'", true, false)))
})

const loops = `
  const n = Number(process.env.COUNT ?? 2)
  export const counted: string[] = [], filled = Array.from({ length: n }, (_, i) => 'p' + i)
  for (let i = 0; i < n; i++) counted.push('t' + i)
  const late: (() => number)[] = []
  for (let i = 0; i < n; i++) { if (i === 1) continue; late.push(() => i) }
  export const called = late.map((one) => one())
  let left = n, rounds = 0
  while (left-- > 0) rounds++
  export { rounds }`

test('a loop as long as a variable or its default says: exact for the default, read once for the rest', () => {
  const { counted, filled, rounds, called } = without(read(loops)) as Record<string, unknown>
  const each = expect.stringMatching(/^each of /) as string
  const some = (text: string) => either(each, { $template: [text, { $unknown: 'derived', detail: 'a value of an earlier round' }] }, { $absent: true })
  expect(counted).toEqual([either('process.env.COUNT != null', some('t'), 't0'), either('process.env.COUNT != null', { $absent: true }, 't1')])
  expect(JSON.stringify(filled)).toMatch(/"else":"p0".*"else":"p1"/)
  expect(rounds).toMatchObject(either('process.env.COUNT != null', { $choice: { else: 0 } }, 2))
  expect(JSON.stringify(called)).toMatch(/"else":0}}]$/)
})

test.each([['0', [], 0, []], ['3', ['t0', 't1', 't2'], 3, [0, 2]]])('and exact for a given value: %s', (COUNT, counted, rounds, called) => {
  expect(read(loops, { COUNT })).toMatchObject({ counted, rounds, called })
})

test('an unknown boolean reads as it was asked', () => {
  const { all } = read("const x = process.env.X; export const all = [!!x, !x, x !== 'a', x === undefined, !!x !== !!process.env.Y]")
  expect((all as { detail: string }[]).map(({ detail }) => detail)).toEqual(['!!process.env.X', '!process.env.X', "process.env.X !== 'a'", 'process.env.X == null', '!!process.env.X !== !!process.env.Y'])
})
