// Programs that reach for the reader itself: nothing of theirs runs, nothing of ours changes.
import { describe, expect, test } from 'vitest'
import { codesOf, othersOf, readBeside } from './neighbour.ts'

const dagbook = "import { Dag } from 'dagbook'\n"
const probe = (): unknown => ({
  object: Object.getOwnPropertyNames(Object.prototype), array: Object.getOwnPropertyNames(Array.prototype), string: Object.getOwnPropertyNames(String.prototype),
  function: Object.getOwnPropertyNames(Function.prototype), global: Object.getOwnPropertyNames(globalThis).sort(), plain: Object.keys(({}) as object), env: Object.keys(process.env),
})

describe('nothing of the host changes', () => {
  test.each([
    ['Object.prototype', "(Object.prototype as any).polluted = 'yes'"],
    ['__proto__', "(({}) as any).__proto__.polluted = 'yes'"],
    ['a key from JSON', "Object.assign({}, JSON.parse('{\"__proto__\": {\"polluted\": \"yes\"}}'))"],
    ['a computed __proto__', "const k = '__pro' + 'to__'; (({}) as any)[k].polluted = 'yes'"],
    ['constructor.prototype', "(({}) as any).constructor.prototype.polluted = 'yes'"],
    ['setPrototypeOf', 'Object.setPrototypeOf(Array.prototype, { polluted: true })'],
    ['defineProperty on an intrinsic', "Object.defineProperty(String.prototype, 'trim', { value: () => 'stolen' })"],
    ['a method of arrays', "(Array.prototype as any).map = () => ['stolen']"],
    ['Function', "Function('globalThis.polluted = 1')()"],
    ['a function of a function', "(() => 1).constructor('globalThis.polluted = 1')()"],
    ['eval', "eval('globalThis.polluted = 1')"],
    ['globalThis', "(globalThis as any).polluted = 'yes'"],
    ['the environment', "process.env.POLLUTED = 'yes'"],
    ['Reflect', "Reflect.construct(Function, ['globalThis.polluted = 1'])()"],
    ['a symbol', "(Array.prototype as any)[Symbol.iterator] = function* () { yield 'stolen' }"],
    ['a setter', "Object.prototype.__defineSetter__('tasks', () => { throw 1 })"],
    ['freezing', 'Object.freeze(Object.prototype); Object.freeze(Array.prototype)'],
  ])('%s', (_name, statement) => {
    const before = probe()
    const model = readBeside({ 'a-bad.ts': `import 'dagbook'\n${statement}\nexport {}\n`, 'z-after.ts': `${dagbook}export const dag = new Dag('after')\nfor (const t of ['x', 'y'].map((n) => n.trim())) dag.bash(t, { command: t })\n` })
    expect(probe()).toEqual(before)
    expect(codesOf(model).length).toBeLessThanOrEqual(1)
    expect(othersOf(model)).toMatchObject([{ dagId: 'after', tasks: [{ taskId: 'x' }, { taskId: 'y' }] }])
  })
})

describe('nothing of the host is seen', () => {
  test.each([
    ['processes', "import { execSync } from 'node:child_process'\nexport const r = execSync('id').toString()\n"],
    ['built-in modules', "export const r = (process as any).getBuiltinModule('child_process').execSync('id').toString()\n"],
    ['files above the root', "import { readFileSync } from 'node:fs'\nexport const r = readFileSync('/etc/passwd', 'utf8')\n"],
    ['files beside the root', "import { readFileSync } from 'node:fs'\nexport const r = readFileSync('../../package.json', 'utf8')\n"],
    ['the environment', 'export const r = process.env.HOME\n'],
    ['the network', "export const r = await (await fetch('http://127.0.0.1:1/')).text()\n"],
    ['the clock', 'export const r = Date.now()\n'],
    ['chance', 'export const r = Math.random()\n'],
    ['the error stack', 'export const r = new Error().stack\n'],
    ['require', "export const r = (globalThis as any).require?.('fs')\n"],
    ['imports at run time', "export const r = (await import('node:' + 'os')).hostname()\n"],
  ])('%s', (_name, text) => {
    const model = readBeside({ 'bad.ts': `${dagbook}${text}export const dag = new Dag('peek')\ndag.operator('Any', 'x', { r })\n` })
    const r = (othersOf(model).find((dag) => dag.dagId === 'peek')?.tasks[0]?.args['r'] ?? null) as { $unknown?: string } | null
    expect(JSON.stringify(model)).not.toMatch(/root:|uid=|devDependencies/)
    if (r !== null) expect(r.$unknown ?? JSON.stringify(r)).toMatch(/^(?:[a-z-]+|\{"\$(?:undefined|choice|template).*)$/)
    expect(codesOf(model).length).toBeLessThanOrEqual(1)
  })
})
