// The acceptance set of the evaluator, case by case.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runEvaluator } from '../conformance/evaluator.ts'

const set = JSON.parse(readFileSync(new URL('../conformance/evaluator.json', import.meta.url), 'utf8')) as { cases: { id: string }[] }

test.each(runEvaluator(set))('$id', ({ difference }) => {
  expect(difference).toBeUndefined()
})

test('a difference is found', () => {
  const wrong = { cases: [{ id: 'x', files: { 'entry.ts': "export const a = process.env.B ? 1 : 2" }, expect: { a: { $choice: { when: 'process.env.C', then: 1, else: 2 } } } }] }
  expect(runEvaluator(wrong)[0]!.difference).toBe('a.$choice.when: expected "process.env.C", found "process.env.B"')
})
