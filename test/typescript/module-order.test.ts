// Modules are evaluated in Node's order, those with `await` at their top level too.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { evaluateProject } from '#typescript'
import { jsonOf } from '#value'

const log = 'export const log: string[] = []'
const says = (name: string, before = '', after = '') => `import { log } from './log.ts'\n${before}\nlog.push('${name}')\n${after}`

/** What `all` of `entry.ts` is. Expected values are those that Node gives. */
const allOf = (files: Record<string, string>): unknown => {
  const { modules, problems } = evaluateProject(treeOf({ 'log.ts': log, ...files }), { roots: ['entry.ts'] })
  expect(problems).toEqual([])
  return jsonOf(modules.get('entry.ts')!.exports.get('all')!)
}

test('a module that waits holds up those that import it, not those beside it', () => {
  const entry = "import './one.ts'\nimport './two.ts'\nimport { log } from './log.ts'\nexport const all = [...log]"
  expect(allOf({ 'entry.ts': entry, 'one.ts': says('one', 'await null'), 'two.ts': says('two') })).toEqual(['two', 'one'])
})

test('those that wait for the same module go on in the order in which they were reached', () => {
  const files = {
    'entry.ts': "import './b.ts'\nimport './a.ts'\nimport './c.ts'\nimport { log } from './log.ts'\nexport const all = [...log]",
    'slow.ts': says('slow', 'await 1; await 2'),
    'a.ts': `import './slow.ts'\n${says('a')}`, 'b.ts': `import './slow.ts'\n${says('b', '', 'await 3\nlog.push(`b again`)')}`, 'c.ts': says('c'),
  }
  expect(allOf(files)).toEqual(['c', 'slow', 'b', 'a', 'b again'])
})

test('a circle of modules waits as one', () => {
  const files = {
    'entry.ts': "import './ring.ts'\nimport { log } from './log.ts'\nexport const all = [...log]",
    'ring.ts': `import './back.ts'\n${says('ring')}`, 'back.ts': `import './ring.ts'\n${says('back', 'await 0')}`,
  }
  expect(allOf(files)).toEqual(['back', 'ring'])
})

test('import() comes after all that is under way, and rejects where the module throws', () => {
  const entry = `import { log } from './log.ts'
const later = import('./late.ts')
Promise.resolve().then(() => log.push('job'))
log.push('entry')
await later
try { await import('./throws.ts'); log.push('not reached') } catch (error) { log.push((error as Error).message) }
export const all = [...log]`
  const { modules } = evaluateProject(treeOf({ 'log.ts': log, 'entry.ts': entry, 'late.ts': says('late'), 'throws.ts': "throw new Error('no config')" }), { roots: ['entry.ts'] })
  expect(jsonOf(modules.get('entry.ts')!.exports.get('all')!)).toEqual(['entry', 'job', 'late', 'no config'])
})

test('a module that waits for ever leaves the rest to be read', () => {
  const { modules } = evaluateProject(treeOf({ 'entry.ts': "import { late } from './never.ts'\nexport const all = ['read', late]", 'never.ts': 'await new Promise(() => {})\nexport const late = 1' }), { roots: ['entry.ts'] })
  expect(jsonOf(modules.get('entry.ts')!.exports.get('all')!)).toMatchObject(['read', { $unknown: 'tdz' }])
})
