// What changed last, on the first page and on those of DAGs: where git knows it, and only there.
import { Window } from 'happy-dom'
import { describe, expect, test } from 'vitest'
import { bookOf, type Book, type Change, type History } from '#docs'
import { at, dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

const change = (commit: string, day: number, subject: string, author = 'Ann'): Change => ({ commit: commit.repeat(40), at: `2026-03-${String(day).padStart(2, '0')}T08:00:00Z`, author, subject })
const [begin, load, both] = [change('a', 1, 'Begin'), change('b', 5, 'Load <b>twice</b> | [x](javascript:1)', '<Eve>'), change('c', 9, '')]
const history: History = { changes: { 'dags/etl.ts': [both, load, begin], 'dags/more.ts': [both], 'dags/old.ts': [begin], 'dags/tasks.ts': [load] }, commitUrl: 'https://git.example.org/x/commit/{commit}' }
const project = () => model([
  dag('etl', { at: at('dags/etl.ts', 1), tasks: [] }), dag('more', { at: at('dags/more.ts', 1), tasks: [] }), dag('new', { at: at('dags/new.ts', 1), tasks: [] }),
  dag('old', { at: at('dags/old.ts', 1), tasks: [] }), dag('split', { at: at('dags/old.ts', 9), tasks: [task('split', 'x', { at: at('dags/tasks.ts', 2) })] }),
])
const bookWith = (given: History | undefined): Promise<Book> => bookOf(project(), { templates, ...(given !== undefined && { history: given }) })
const documentAt = (book: Book, path: string) => {
  const { document } = new Window()
  document.body.innerHTML = book.pages.find((page) => page.path === path)!.html
  return document
}
/** The rows of the table below a heading. */
const rowsBelow = (book: Book, path: string, id: string): string[][] => {
  const next = documentAt(book, path).getElementById(id)?.nextElementSibling
  return [...next?.querySelectorAll('tbody tr') ?? []].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? ''))
}
const markdownAt = (book: Book, path: string): string => book.pages.find((page) => page.path === path)!.markdown

describe('the first page', () => {
  test('has the last change of each DAG, by commit', async () => {
    const book = await bookWith(history)
    expect(rowsBelow(book, '', 'changed-last')).toEqual([
      ['cccccccccc', 'etl, more', 'Ann', '2026-03-09'],
      ['Load <b>twice</b> | [x](javascript:1)', 'split', '<Eve>', '2026-03-05'],
      ['Begin', 'old', 'Ann', '2026-03-01'],
    ])
    expect(markdownAt(book, '')).toContain('| [cccccccccc](<https://git.example.org/x/commit/cccccccccccccccccccccccccccccccccccccccc>) | [`etl`](dags/etl.md), [`more`](dags/more.md) | Ann | 2026-03-09 |')
    expect([...documentAt(book, '').querySelectorAll('time')].map((time) => time.getAttribute('datetime'))).toContain('2026-03-05T08:00:00Z')
  })
  test('says so in short where there are many', async () => {
    const many = model(Array.from({ length: 30 }, (_, i) => dag(`d${String(i).padStart(2, '0')}`, { at: at(`dags/${i}.ts`, 1), tasks: [] })))
    const changes = Object.fromEntries(many.dags.map((each, i) => [each.at!.file, [change(i < 10 ? 'f' : (i % 10).toString(16), i < 10 ? 30 : i, `Change ${i < 10 ? 'many' : i}`)]]))
    const rows = rowsBelow(await bookOf(many, { templates, history: { changes } }), '', 'changed-last')
    expect(rows).toHaveLength(8)
    expect(rows[0]).toEqual(['Change many', 'd00, d01, d02, d03, d04, d05 and 4 more', 'Ann', '2026-03-30'])
  })
})

describe('the page of a DAG', () => {
  test('has the changes of its files, and the last in its facts', async () => {
    const book = await bookWith(history)
    expect(rowsBelow(book, 'dags/split', 'changes')).toEqual([['Load <b>twice</b> | [x](javascript:1)', '<Eve>', '2026-03-05'], ['Begin', 'Ann', '2026-03-01']])
    const document = documentAt(book, 'dags/split')
    expect([...document.querySelectorAll('dl.facts > div')].map((tile) => tile.textContent)).toContain('Changed2026-03-05')
    expect([...document.querySelectorAll('#changes + * a')].map((link) => link.getAttribute('href'))).toEqual([`https://git.example.org/x/commit/${'b'.repeat(40)}`, `https://git.example.org/x/commit/${'a'.repeat(40)}`])
    expect(markdownAt(book, 'dags/split')).toContain('- Changed: 2026-03-05 by \\<Eve\\>\n')
  })
  test('has nothing where nothing is known of them', async () => {
    const book = await bookWith(history)
    expect(documentAt(book, 'dags/new').getElementById('changes')).toBeNull()
    expect(markdownAt(book, 'dags/new')).not.toMatch(/Changed|## Changes/)
  })
})

test('no history, no word of it', async () => {
  const book = await bookWith(undefined)
  for (const page of book.pages) expect(page.html + page.markdown).not.toMatch(/Changed|changes"/)
})

test('no links where there is no address to link to', async () => {
  for (const given of [{ changes: history.changes }, { ...history, commitUrl: 'javascript:alert("{commit}")' }]) {
    const book = await bookWith(given)
    expect([...documentAt(book, 'dags/etl').querySelectorAll('#changes + * a')]).toEqual([])
    expect(markdownAt(book, 'dags/etl')).toContain('| Begin | Ann | 2026-03-01 |')
    expect(book.pages.map((page) => page.html + page.markdown).join('')).not.toContain('javascript:alert')
  }
})

test('the same history gives the same bytes', async () => {
  expect(await bookWith(history)).toEqual(await bookWith({ ...history, changes: Object.fromEntries(Object.entries(history.changes).toReversed()) }))
})
