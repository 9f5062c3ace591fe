// What is read of random hostile programs never contradicts what Node computes, whatever the environment holds.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { evaluateProject, type Evaluation } from '#typescript'
import { contradiction } from './random/contradiction.ts'
import { hostileProgram, observed, variables } from './random/hostile-program.ts'
import { compile, runInNode } from './random/run-in-node.ts'

const environments = variables['A']!.flatMap((A) => variables['B']!.map((B) => ({ A, B })))

const read = (program: string): Evaluation =>
  evaluateProject(treeOf({ 'entry.ts': `${program}export { ${observed.join(', ')} }` }), { roots: ['entry.ts'], limits: { steps: 100_000 } })

const compare = async (program: string): Promise<string[]> => {
  let script: ReturnType<typeof compile>
  try {
    script = compile(program, observed)
  } catch {
    return []
  }
  const evaluation = read(program)
  const found: string[] = []
  for (const env of environments) {
    const outcome = await runInNode(script, env)
    if (outcome.kind === 'threw') continue
    for (const [name, value] of evaluation.modules.get('entry.ts')!.exports) {
      const difference = contradiction({ env }, value, outcome.exports[name], name)
      if (difference !== undefined) found.push(`${JSON.stringify(env)} ${difference}`)
    }
  }
  return found
}

test('a known value is the value that Node computes', async () => {
  process.on('unhandledRejection', ignore)
  try {
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(999), { minLength: 30, maxLength: 250 }), async (numbers) => {
      expect(await compare(hostileProgram(numbers))).toEqual([])
    }), { numRuns: 60, seed: 7 })
  } finally {
    process.off('unhandledRejection', ignore)
  }
}, 120_000)

const ignore = (): void => {}

test('a contradiction is found', async () => {
  const script = compile('let a: any = process.env.A ? 1 : 2;\n', ['a'])
  const read = evaluateProject(treeOf({ 'entry.ts': 'export const a = process.env.A ? 1 : 3' }), { roots: ['entry.ts'] }).modules.get('entry.ts')!.exports.get('a')!
  const ran = await runInNode(script, {})
  expect(ran.kind === 'exports' && contradiction({ env: {} }, read, ran.exports['a'], 'a')).toBe('a: read 3, ran 2')
})
