// The page of the fleet: what leads from one DAG to another, as a picture, as Mermaid text and as a table.
import { expect, test } from 'vitest'
import { bookOf } from '#docs'
import type { Fleet } from '#graph'
import { dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

const fleet = model([
  dag('extract', { at: { file: 'shop/extract.ts', line: 1, column: 1, endLine: 1, endColumn: 2 }, tasks: [task('extract', 'start_load', { kind: 'trigger', trigger: { dagId: 'load' } })] }),
  dag('load', { tasks: [task('load', 'again', { kind: 'trigger', trigger: { dagId: 'extract' } }), task('load', 'tell', { outlets: ['news'] })], callbacks: [{ on: 'failure', name: 'undo', triggers: ['restore'] }] }),
  dag('report', { schedule: { kind: 'assets', condition: 'news' } }),
  dag('check', { tasks: [task('check', 'wait', { kind: 'external-sensor', waitsFor: { dagId: 'report' } })] }),
])

test('the fleet', async () => {
  const book = await bookOf(fleet, { templates, base: '/' })
  const page = book.pages.find((each) => each.path === 'fleet')!
  const { fleet: data } = page.data as { fleet: Fleet }
  expect(data.edges).toEqual([
    { from: 'extract', to: 'load', kind: 'trigger', via: 'start_load' }, { from: 'load', to: 'extract', kind: 'trigger', via: 'again' }, { from: 'load', to: 'report', kind: 'asset', via: 'news' },
    { from: 'load', to: 'restore', kind: 'callback', via: 'failure of the DAG' }, { from: 'report', to: 'check', kind: 'wait', via: 'wait' },
  ])
  expect(data.nodes[0]).toEqual({ id: 'extract', kind: 'dag', href: '/dags/extract/', folder: 'shop', owners: [], tags: [] })
  expect(page.markdown).toContain('| [`load`](dags/load.md) | updates an asset for | [`report`](dags/report.md) | asset news |')
  expect(page.markdown).toContain('| [`load`](dags/load.md) | calls back | `restore` | on failure of the DAG |')
  expect(page.markdown).toMatch(/```mermaid\nflowchart LR/)
  expect(page.markdown).toMatch(/n\d+ -\.->\|"calls back"\| n\d+/)
  // Both ways between extract and load are on a cycle, nothing else is.
  expect(page.html.match(/class="edge[^"]*cyclic"/g)).toHaveLength(2)
  expect(page.html).toContain('restore · DAG · not in this project')
  expect(book.pages.find((each) => each.path === '')!.html).toContain('Explore the fleet')
})

test('without relations says how DAGs can lead to each other', async () => {
  const book = await bookOf(model([dag('alone')]), { templates, base: '/' })
  expect(book.pages.find((each) => each.path === 'fleet')!.markdown).toContain('No DAG leads to another.')
  expect(book.pages.find((each) => each.path === '')!.html).not.toContain('Explore the fleet')
})
