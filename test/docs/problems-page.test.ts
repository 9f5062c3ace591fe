// The page of problems says what was read in part, with problems or without.
import { expect, test } from 'vitest'
import { bookOf } from '#docs'
import type { Dag } from '#model'
import { dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

const problems = async (...dags: Dag[]): Promise<string> => (await bookOf(model(dags), { templates })).pages.find((page) => page.path === 'problems')!.markdown

test('tasks that were read in part are no problem, and are named', async () => {
  const text = await problems(dag('a', { tasks: [task('a', 't', { args: { command: { $unknown: 'env', of: 'X' } } })] }), dag('b', { tasks: [task('b', 't')] }))
  expect(text).toContain('None.\n\n1 task is read in part: [`a`](dags/a.md).')
  expect(text).not.toContain('everything was read')
})
test('a DAG that may have more tasks', async () => {
  expect(await problems(dag('a', { complete: false }))).toContain('1 DAG may have more tasks: [`a`](dags/a.md).')
})
test('nothing is amiss', async () => {
  expect(await problems(dag('b', { tasks: [task('b', 't')] }))).toContain('None: everything was read.')
})
test('names in messages are code', async () => {
  const book = await bookOf({ ...model([dag('b')]), problems: [{ code: 'trigger-missing', severity: 'warning', message: 'The task `a_b` triggers `x*`, which is missing.', help: 'Correct `dagId`.' }] }, { templates })
  expect(book.pages.find((page) => page.path === 'problems')!.markdown).toContain('- **warning** `trigger-missing`: The task `a_b` triggers `x*`, which is missing. Correct `dagId`.')
})
