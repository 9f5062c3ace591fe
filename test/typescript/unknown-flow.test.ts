// Programs whose flow depends on something unknown: what stays known all the same.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { library } from '../read/read-files.ts'

const read = (source: string) => readValues(treeOf({ 'main.ts': source }), 'main.ts', { library }).exports

test('`...(condition && { … })` adds its keys or nothing', () => {
  const { options } = read("export const options = { a: 1, ...(process.env.MODE === 'full' && { b: 2 }), ...(process.env.AUDIT && { c: 3 }) }")
  expect(options).toEqual({
    a: 1, b: { $choice: { when: "process.env.MODE === 'full'", then: 2, else: { $absent: true } } }, c: { $choice: { when: 'process.env.AUDIT', then: 3, else: { $absent: true } } },
  })
})

test('a composed condition inside a fork is decided without asking in circles', () => {
  const { result } = read("const both = process.env.A && process.env.B\nexport const result = process.env.C ? (both ? 'abc' : both ? 'never' : 'c') : 'none'")
  expect(result).toMatchObject({ $choice: { when: 'process.env.C', then: { $choice: { then: 'abc', else: 'c' } }, else: 'none' } })
})

test('objects that a body of unknown rounds makes and appends leave what was there before known', () => {
  const { list } = read("import { names } from 'settings'\nclass Box { list: object[] = []; add(name: string) { const made = { name }; this.list.push(made); return made } }\nconst box = new Box()\nbox.add('first')\nfor (const name of names) { const made = box.add(name) ; void made }\nbox.add('last')\nexport const list = box.list")
  expect(list).toMatchObject([{ name: 'first' }, { $choice: { then: { name: { $unknown: 'element' } }, else: { $absent: true } } }, { name: 'last' }])
})

test('a pattern of a parameter takes apart what may not be there, on both sides', () => {
  const { rest, whole } = read("const list = ['a', 'b', ...(process.env.AUDIT ? ['c'] : [])]\nexport const rest = (([, ...others]: string[]) => others)(list)\nexport const whole = (({ length, ...others }: { length: number }) => length)(list)")
  expect(rest).toEqual({ $choice: { when: 'process.env.AUDIT', then: ['b', 'c'], else: ['b'] } })
  expect(whole).toEqual({ $choice: { when: 'process.env.AUDIT', then: 3, else: 2 } })
})

test('functions in what is passed to unknown code may be called by it, now or later', () => {
  const { exports, problems } = readValues(treeOf({ 'main.ts': `
    import { run, task } from 'frame'
    const log: string[] = [], o = { n: 0 }
    let count = 0
    task({ id: 'y', run: () => { log.push('ran'); o.n++ }, hooks: { done: [async () => { await null; count = 5 }] } })
    new Proxy({}, { get: () => { log.push('got') } })
    run({ spin: () => { for (;;) run() }, fail: async () => { throw new Error('later') } })
    task('x', async () => { throw new Error('later') })
    export { log, o, count }
    export const fine = 1` }), 'main.ts', { library })
  expect(JSON.stringify(exports['log'])).toMatch(/"then":"ran".*"then":"got"/)
  expect(exports['o']).toMatchObject({ n: { $choice: { else: 0 } } })
  expect(JSON.stringify(exports['count'])).toMatch('$unknown')
  expect(exports['fine']).toBe(1)
  expect(problems.map(({ code }) => code)).toEqual(['import', 'opaque-callback'])
})
