// What a verb says at its end.
import { expect, test } from 'vitest'
import { reportText } from '../../src/cli/report.ts'
import { openTerminal } from '../../src/cli/terminal.ts'
import { dagbook } from './run.ts'
import { folderOf } from '../fixtures/folder.ts'
import { dag, model } from '../fixtures/models.ts'

const nowhere = { write: () => undefined }
const files = (...read: readonly ('complete' | 'partial' | 'skipped')[]) => read.map((each, i) => ({ path: `dags/${i}.ts`, language: 'typescript' as const, read: each, calls: [], imports: [] }))
const report = (...read: readonly ('complete' | 'partial' | 'skipped')[]): string => reportText(model([dag('a', { tasks: [] })], { files: files(...read) }), openTerminal(nowhere, nowhere, {}))

test('files that were not read in full are named, the first few of many', () => {
  expect(report('complete', 'complete')).not.toContain('Not read')
  expect(report('complete', 'partial', 'skipped')).toContain('\nNot read in full: dags/1.ts, dags/2.ts.\n')
  expect(report(...Array.from({ length: 7 }, () => 'partial' as const))).toContain('\nNot read in full: dags/0.ts, dags/1.ts, dags/2.ts, dags/3.ts, dags/4.ts and 2 more.\n')
})

test('a folder that holds no book is not served', async () => {
  expect(await dagbook(['serve', folderOf({ 'index.html': '<html>' })])).toMatchObject({ code: 2, err: expect.stringContaining('There is no book in') as string })
})
