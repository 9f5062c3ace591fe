// The index of names: what is in it, and that it stays small.
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bookOf, searchIndexOf, type Page } from '#docs'
import { bookModel } from '../fixtures/book.ts'
import { dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

test('has every page but the one for what is not there, by the name it is known by', async () => {
  const whole = { ...bookModel(), tables: [{ id: 'table:raw.orders', name: 'raw.orders', role: 'source' as const, columns: [{ name: 'order_id' }, { name: 'amount (€)' }], writers: [], readers: [] }] }
  const { pages } = await bookOf(whole, { templates })
  const index = searchIndexOf(whole, pages)
  expect(index.pages).toHaveLength(pages.length - 1)
  expect(index.pages).toContainEqual(['dag', 'restore'])
  expect(index.pages).toContainEqual(['table', 'raw.orders'])
  expect(index.pages.find(([, name]) => name.startsWith('"><script>'))?.[2]).toMatch(/^dags\/script-alert-1-script-[0-9a-f]{8}\/$/)
  const columns = index.parts.find(({ kind }) => kind === 'column')!
  expect(columns.on).toEqual([[index.pages.findIndex(([, name]) => name === 'raw.orders'), 'order_id', ['amount (€)', 'column-amount~20~28~e2~82~ac~29']]])
})

test('has what is on a page only where the book has that page', () => {
  expect(searchIndexOf(model([dag('a', { tasks: [task('a', 'load')] })]), []).parts.flatMap(({ on }) => on)).toEqual([])
})

test('stays below 300 kB, compressed, for 2,000 DAGs of 20 tasks', () => {
  const verbs = ['load', 'clean', 'merge', 'check', 'export', 'publish', 'wait_for', 'notify'], nouns = ['orders', 'customers', 'sites', 'rates', 'invoices', 'events', 'topics']
  const dags = Array.from({ length: 2000 }, (_, i) => {
    const id = `team_${i % 23}_${nouns[i % 7]}_${verbs[i % 8]}_${i}`
    return dag(id, { tasks: Array.from({ length: 20 }, (_, j) => task(id, `${verbs[(i + j) % 8]}_${nouns[(i * 3 + j) % 7]}_${j}`)) })
  })
  const pages = dags.map(({ dagId }): Page => ({ path: `dags/${dagId}`, url: `/dags/${dagId}/`, kind: 'dag', title: dagId, description: '', dagId, markdown: '', html: '', headings: [], hasMermaid: false }))
  const text = JSON.stringify(searchIndexOf(model(dags), pages))
  expect(gzipSync(text).length).toBeLessThan(300_000)
})
