// Docs coverage: what counts, by DAG, owner and folder, what is said to be missing, and the gate.
import { describe, expect, test } from 'vitest'
import { bookOf, docsShortfall } from '#docs'
import { groupKey, taskKey, type Model } from '#model'
import { docsCount, docsPercent, documentedThings } from '../../src/docs/docs-coverage.ts'
import { at, dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

const shop = (): Model => model([
  dag('etl', {
    description: 'Loads the orders.', owners: ['finance'], at: at('dags/shop/etl.ts', 3), documentation: { tasks: '1. **known**: The framework knows it.', group_tasks: '1. **check_if_run**: Decides. Then `trigger` starts it.' },
    tasks: [
      task('etl', 'start', { kind: 'empty' }), task('etl', 'said', { doc: 'Says.' }), task('etl', 'known'), task('etl', 'silent', { at: at('dags/shop/etl.ts', 9), args: { command: 'x.sh' } }),
      task('etl', 'in.trigger_it', { group: groupKey('etl', 'in') }), task('etl', 'in.other', { group: groupKey('etl', 'in') }), task('etl', 'blank', { doc: '  ' }),
    ],
    groups: [{ id: groupKey('etl', 'in'), groupId: 'in', parent: null }],
  }),
  dag('mute', { at: at('dags/mute.ts', 3) }),
], {
  tables: [
    { id: 'table:a', name: 'a', role: 'output', columns: [], writers: [taskKey('etl', 'said')], readers: [], description: 'Rows.', at: at('dags/tables.ts', 1) },
    { id: 'table:b', name: 'b', role: 'source', columns: [], writers: [], readers: [] },
    { id: 'table:t', name: 't', role: 'temporary', columns: [], writers: [], readers: [] }, { id: 'table:x', name: 'x_{{ ds }}', role: 'output', columns: [], writers: [], readers: [] },
  ],
})

test('what counts: purposes of DAGs, tasks that run something, tables that last', () => {
  expect(documentedThings(shop()).map((thing) => `${thing.isDocumented ? '+' : '-'} ${thing.kind} ${thing.name}`)).toEqual([
    '+ dag etl', '+ task said', '+ task known', '- task silent', '+ task in.trigger_it', '- task in.other', '- task blank', '- dag mute', '+ table a', '- table b',
  ])
  expect(docsCount(documentedThings(shop()))).toEqual({ known: 5, total: 10 })
})

test('a share is rounded down, and of nothing it is all', () => {
  expect([docsPercent({ known: 999, total: 1000 }), docsPercent({ known: 1000, total: 1000 }), docsPercent({ known: 0, total: 0 }), docsPercent({ known: 0, total: 3 })]).toEqual([99, 100, 100, 0])
})

describe('the page', () => {
  test('has the shares by owner, folder and DAG, worst first, and what is missing with the place to write it', async () => {
    const book = await bookOf(shop(), { templates })
    const { markdown } = book.pages.find((page) => page.path === 'coverage')!
    expect(markdown).toContain('- Documented: 50 %\n- DAGs with a purpose: 1 of 2\n- Tasks described: 3 of 6\n- Lasting tables described: 1 of 2')
    expect(markdown).toContain('| [`etl/silent`](dags/etl.md#task-silent) | task | a text in its `docMd` | `dags/shop/etl.ts:9` |')
    expect(markdown).toContain('| [`b`](tables/b.md) | table | its `description` in `table(…)` | no source declares it |')
    expect(markdown).toContain('| [finance](owners/finance.md) | 5 of 8 | 62 % |')
    expect(markdown).toContain('| dags | 1 of 2 | 50 % |\n| dags/shop | 4 of 7 | 57 % |')
    expect(markdown).toContain('| [`mute`](dags/mute.md) | 0 of 1 | 0 % |\n| [`etl`](dags/etl.md) | 5 of 8 | 62 % |')
    expect(book.pages[0]!.markdown).toContain('- Documented: 50 % (5 of 10)')
    expect(book.pages[0]!.html).toContain('<a href="/coverage/">50 %</a>')
  })
  test("a DAG's page names its tasks without a description", async () => {
    const book = await bookOf(shop(), { templates })
    expect(book.pages.find((page) => page.dagId === 'etl')!.markdown).toContain('*3 tasks of 7 have no description yet: [`silent`](#task-silent), [`in.other`](#task-in.other), [`blank`](#task-blank). Write it in the task’s `docMd`.*')
  })
  test('says so where nothing is missing', async () => {
    const book = await bookOf(model([]), { templates })
    expect(book.pages.find((page) => page.path === 'coverage')!.markdown).toContain('Nothing is missing.')
  })
})

describe('the gate', () => {
  test('lets pass what has enough', () => {
    expect(docsShortfall(shop(), 50)).toBeUndefined()
    expect(docsShortfall(model([]), 100)).toBeUndefined()
  })
  test('says what is missing and where', () => {
    expect(docsShortfall(shop(), 51)).toBe(`5 of 10 DAGs, tasks and tables are documented: 50 %, and 51 % are asked for. Missing:
  dags/shop/etl.ts:9  the task silent of etl has no description
  dags/etl.ts:10  the task in.other of etl has no description
  dags/etl.ts:10  the task blank of etl has no description
  dags/mute.ts:3  the DAG mute does not say what it is for
  the table b has no description`)
  })
  test('names twenty at most', () => {
    const text = docsShortfall(model(Array.from({ length: 50 }, (_, i) => dag(`d${String(i).padStart(2, '0')}`))), 1)!
    expect(text.split('\n')).toHaveLength(22)
    expect(text).toContain('and 30 more: see the page /coverage/')
  })
})
