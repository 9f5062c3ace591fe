// The pages of tables, config objects, task groups, owners and tags: what they say, and how they lead to each other.
import { Window } from 'happy-dom'
import { beforeAll, describe, expect, test } from 'vitest'
import { bookOf, type Book, type Page } from '#docs'
import { dag, model } from '../fixtures/models.ts'
import { shop } from '../fixtures/shop.ts'
import { templates } from '../fixtures/templates.ts'

const codeOwners = { path: '.github/CODEOWNERS', text: '* @org/data\n/jobs/dags/report.ts bob@example.org\n', below: 'jobs' }
let book: Book
beforeAll(async () => {
  book = await bookOf(shop(), { templates, base: '/b/', codeOwners })
})
const page = (path: string, from = book): Page => from.pages.find((each) => each.path === path)!
const documentOf = (path: string) => {
  const { document } = new Window()
  document.body.innerHTML = page(path).html
  return document
}
const rowsOf = (path: string, table: string): string[][] =>
  [...documentOf(path).querySelectorAll(`${table} tr`)].map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent.trim()))

describe('a table', () => {
  test('has its columns, its writers with how they write, its readers, and where it is declared', () => {
    const { markdown, title, description } = page('tables/mart.orders')
    expect([title, description]).toEqual(['mart.orders', 'One row an order.'])
    expect(markdown).toContain('| `id` | bigint | The order. |\n| `a b` | not known | Odd. |')
    expect(markdown).toContain('| [`etl`](../dags/etl.md) | [`load`](../dags/etl.md#task-load) | merge | `ds` | at 04:00 every day, UTC |')
    expect(markdown).toContain('| [`report`](../dags/report.md) | [`sum`](../dags/report.md#task-sum) |')
    expect(markdown).toContain('- Source: `dags/tables.ts:4`')
    expect(documentOf('tables/mart.orders').getElementById('column-a~20b')!.textContent).toContain('Odd.')
  })
  test('without a declaration says how to write one', () => {
    expect(documentOf('tables/RAW.Orders').querySelector('.missing')!.textContent).toContain("table('RAW.Orders', { description, columns })")
    expect(page('tables/RAW.Orders').markdown).not.toContain('## Written by')
    expect(page('tables/RAW.Orders').markdown).toContain('- Columns: not known')
  })
  test('is linked from every page that names it, whatever the case of its name', () => {
    for (const path of ['dags/etl', 'tables', 'owners/finance']) expect(page(path).html, path).toContain('href="/b/tables/mart.orders/"')
    expect(page('dags/etl').markdown).toContain('[`RAW.Orders`](../tables/RAW.Orders.md)')
  })
  test('those that last come first; expressions in names are shortened', () => {
    expect(rowsOf('tables', 'tbody').map(([name]) => name)).toEqual(['mart.ordersOne row an order.', 'RAW.Orders', 'tmp.x_{{…}}'])
    expect([...documentOf('tables').querySelectorAll('tr[data-lasts]')]).toHaveLength(2)
  })
})

describe('a config', () => {
  test('has every setting with its value for each DAG and run type, the layer that won and the place', () => {
    expect(page('pipelines/shop').markdown.split('\n').filter((line) => line.startsWith('| `') || line.startsWith('|  '))).toEqual([
      '| `emails` | `a@example.org` | everything | root | `dags/config.ts:2` |',
      '| `hours` | `3` | daily, monthly | defaults | `dags/config.ts:5` |',
      '| `prefix` | hidden: it looks like a secret | everything | local | `dags/config.ts:9` |',
      '| `schedule` | at 04:00 every day | daily | run type | `dags/config.ts:7` |',
      '| `threshold` | `99` | everything else | root | `dags/config.ts:3` |',
      '|   | `90` | [`etl`](../dags/etl.md) | dag | `dags/config.ts:11` |',
      '| `wt` | `mart.orders` | [`etl`](../dags/etl.md) | dag | `dags/config.ts:10` |',
    ])
  })
  test('marks what differs: more than one value, or a value for some only', () => {
    const document = documentOf('pipelines/shop')
    expect([...document.querySelectorAll('tbody[data-differs]')].map((body) => body.id)).toEqual(['setting-schedule', 'setting-threshold', 'setting-wt'])
    expect(document.querySelector('input[data-only]')!.getAttribute('data-only')).toBe('differs')
  })
  test("stands on its DAGs' pages with what holds for them", () => {
    expect(page('dags/etl').markdown).toContain('## Configuration\n\n3 settings from [`shop`](../pipelines/shop.md):')
    expect(page('dags/etl').markdown).toContain('| `threshold` | `90` | dag | `dags/config.ts:11` |')
    expect(page('dags/shop_daily_orchestrator').markdown).toMatch(/\| `emails` .*\n\| `hours` .*\n\| `schedule` /)
    expect(page('pipelines').markdown).toContain('| [`shop`](pipelines/shop.md) | `dags/config.ts:1` | 3 | 6 |')
  })
})

describe('a task group', () => {
  test('has a page with the tasks inside, however deep, and what runs before and after', () => {
    const { markdown } = page('dags/etl/groups/stage')
    expect(markdown).toContain('Everything before the load.')
    expect(markdown).toContain('- Runs after: [`fetch`](../../etl.md#task-fetch)\n- Before: [`load`](../../etl.md#task-load)')
    expect(rowsOf('dags/etl/groups/stage', 'tbody').map(([name]) => name)).toEqual(['read', 'clean.trim', 'clean.check'])
    expect(page('dags/etl/groups/stage.clean').markdown).toContain('- Inside: [`stage`](stage.md)')
    expect(page('dags/etl/groups/empty')).toBeUndefined()
  })
  test('has an anchor among the tasks of its DAG, before the first of them', () => {
    const row = documentOf('dags/etl').getElementById('group-stage')!
    expect(row.textContent).toContain('3 tasks. Everything before the load.')
    expect(row.nextElementSibling!.id).toBe('task-stage.read')
    expect(documentOf('dags/etl').getElementById('group-stage.clean')!.nextElementSibling!.id).toBe('task-stage.clean.trim')
  })
})

describe('owners and tags', () => {
  test('have a page each with their DAGs and what these write', () => {
    expect(book.pages.filter((each) => each.kind === 'owner').map((each) => each.title)).toEqual(['@org/data', 'bob@example.org', 'finance'])
    expect(rowsOf(page('tags/money').path, '#dag-list tbody').map(([name]) => name)).toEqual(['etl internal DAGLoads the orders.'])
    expect(page('owners/finance').markdown).toContain('## Tables written\n\n- [`mart.orders`](../tables/mart.orders.md)\n')
    expect(page('owners/finance').markdown).not.toContain('tmp.x')
  })
  test('CODEOWNERS adds those of files, seen from the root of the repository', () => {
    expect(page('dags/report').markdown).toContain('- Owners: [finance](../owners/finance.md), [bob@example.org](../owners/')
    expect(page('dags/etl').markdown).toContain('- Owners: [finance](../owners/finance.md), not known: reads TEAM from the environment, [@org/data](../owners/')
    expect(book.nav.find((entry) => entry.dagId === 'report')!.owners).toEqual(['finance', 'bob@example.org'])
  })
  test('a line of CODEOWNERS that is no rule is a problem', async () => {
    const { problems } = await bookOf(model([dag('a')]), { templates, codeOwners: { ...codeOwners, text: '!x @y' } })
    expect(problems.map(({ code, at: place }) => [code, place?.file, place?.line])).toEqual([['codeowners', '.github/CODEOWNERS', 1]])
  })
})

test('the lists are named for whoever leads to them, with how much they list', () => {
  expect(book.sections.filter((section) => section.path !== 'fleet')).toEqual([
    { title: 'Tables', path: 'tables', url: '/b/tables/', count: 3 }, { title: 'Configurations', path: 'pipelines', url: '/b/pipelines/', count: 1 },
    { title: 'Owners', path: 'owners', url: '/b/owners/', count: 3 }, { title: 'Tags', path: 'tags', url: '/b/tags/', count: 2 },
  ])
})
