// What a verb says at its end.
import { expect, test } from 'vitest'
import type { Problem } from '#model'
import { reportText } from '../../src/cli/report.ts'
import { openTerminal, type Loudness } from '../../src/cli/terminal.ts'
import { dagbook } from './run.ts'
import { folderOf } from '../fixtures/folder.ts'
import { dag, model } from '../fixtures/models.ts'

const nowhere = { write: () => undefined }
const files = (...read: readonly ('complete' | 'partial' | 'skipped')[]) => read.map((each, i) => ({ path: `dags/${i}.ts`, language: 'typescript' as const, read: each, calls: [], imports: [] }))
const problem = (severity: Problem['severity']): Problem => ({ code: 'import', severity, message: `A ${severity}.` })
const report = (...read: readonly ('complete' | 'partial' | 'skipped')[]): string => reportText(model([dag('a', { tasks: [] })], { files: files(...read) }), openTerminal(nowhere, nowhere, {}))

test('files that were not read in full are named, the first few of many', () => {
  expect(report('complete', 'complete')).not.toContain('Not read')
  expect(report('complete', 'partial', 'skipped')).toContain('\nNot read in full: dags/1.ts, dags/2.ts.\n')
  expect(report(...Array.from({ length: 7 }, () => 'partial' as const))).toContain('\nNot read in full: dags/0.ts, dags/1.ts, dags/2.ts, dags/3.ts, dags/4.ts and 2 more.\n')
})

test('problems are counted, and those that are not shown are told of with the option that hides or shows them', () => {
  const end = (loudness: Loudness, ...problems: Problem[]): string => reportText(model([dag('a', { tasks: [] })], { problems }), openTerminal(nowhere, nowhere, {}).with({ loudness, colour: false })).split('\n').at(-2)!
  const all = [problem('error'), problem('warning'), problem('note')]
  expect(end('normal')).toBe('No problems.')
  expect(end('normal', ...all)).toBe('1 error, 1 warning, 1 note (1 not shown; --verbose shows all).')
  expect(end('quiet', ...all)).toBe('1 error, 1 warning, 1 note (2 not shown with --quiet).')
  expect(end('verbose', ...all)).toBe('1 error, 1 warning, 1 note.')
})

test('a folder that holds no book is not served', async () => {
  expect(await dagbook(['serve', folderOf({ 'index.html': '<html>' })])).toMatchObject({ code: 2, err: expect.stringContaining('There is no book in') as string })
})
