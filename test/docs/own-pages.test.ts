// The project's own Markdown: pages, front matter, links by name and by path, the glossary, and everything that is wrong with them.
import { Window } from 'happy-dom'
import { describe, expect, test } from 'vitest'
import { bookOf, type Book, type BookOptions, type Page } from '#docs'
import { at, dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

const project = () => model([
  dag('etl', { doc: 'Read [the guide](../docs/guide.md#backfills) and [[doc:guide|it]] again.\n\nSee [below](#limits).\n\n## Limits\n\nNone.', at: at('dags/etl.ts', 7), tasks: [task('etl', 'load', { doc: 'Fills [[table:raw.orders]].' })] }),
], { tables: [{ id: 'table:raw.orders', name: 'raw.orders', role: 'source', columns: [], writers: [], readers: [], description: 'Rows of orders. Filled by [[dag:etl]].' }] })

const bookWith = (documents: Record<string, string>, more: Partial<BookOptions> = {}): Promise<Book> => bookOf(project(), { templates, documents, ...more })
const pageAt = (book: Book, path: string): Page => book.pages.find((page) => page.path === path)!
const linksOf = (page: Page): string[] => {
  const { document } = new Window()
  document.body.innerHTML = page.html
  return [...document.querySelectorAll('a[href]')].filter((link) => link.className === '').map((link) => link.getAttribute('href')!)
}
const found = (book: Book): string[] => book.problems.map(({ code, at: place, message, help }) => `${code} ${place?.file}:${place?.line} ${message} ${help ?? ''}`.trim())
const guide = { 'docs/guide.md': '# Guide\n\nHow we work. More of it.\n\n## Backfills\n\nx\n' }

describe('pages', () => {
  test('every Markdown file is one; an index stands for its folder', async () => {
    const book = await bookWith({ ...guide, 'docs/README.md': '# Start\n', 'docs/runbooks/index.md': 'No heading here.', 'docs/runbooks/late data.md': '# Late', 'docs/picture.png': '', 'other/x.md': '# no page' })
    expect(book.problems.filter(({ at: place }) => place?.file !== 'dags/etl.ts')).toEqual([])
    expect(book.pages.filter((page) => page.kind === 'doc').map((page) => [page.path.replace(/-[0-9a-f]{8}$/, '-#'), page.title])).toEqual([
      ['docs', 'Start'], ['docs/guide', 'Guide'], ['docs/runbooks', 'Runbooks'], ['docs/runbooks/late-data-#', 'Late'],
    ])
    expect(pageAt(book, 'docs/guide').description).toBe('How we work.')
    expect(pageAt(book, 'docs/guide').headings).toEqual([{ id: 'backfills', level: 2, text: 'Backfills' }])
    expect(pageAt(book, 'docs').markdown).toContain('## Pages\n\n- [Guide](docs/guide.md): How we work.\n- [Runbooks](docs/runbooks.md): No heading here.')
    expect(pageAt(book, 'docs/runbooks').html.match(/<h1/g)).toHaveLength(1)
    expect(book.sections.at(-1)).toEqual({ title: 'Docs', path: 'docs', url: '/docs/', count: 4 })
  })

  test('front matter gives title, order, tags and owner; hidden pages are there but in no list', async () => {
    const book = await bookWith({
      'docs/a.md': '---\ntitle: First\norder: 2\ntags: [money, ops]\nowner: finance\n---\n# Other heading\n\n# Second title\n', 'docs/b.md': '---json\n{ "order": 1 }\n---\n# Before\n', 'docs/c.md': '---\nhidden: true\ntitle: Secret corner\n---\ntext', 'docs/d.md': '# Last',
    })
    expect(book.problems.filter(({ at: place }) => place?.file !== 'dags/etl.ts')).toEqual([])
    expect(pageAt(book, 'docs').markdown.match(/^- \[.*?\]/gm)).toEqual(['- [Before]', '- [First]', '- [Last]'])
    expect(pageAt(book, 'docs/c')).toMatchObject({ title: 'Secret corner', hidden: true })
    expect(pageAt(book, 'owners/finance').markdown).toContain('## Pages\n\n- [First](../docs/a.md)')
    expect(pageAt(book, 'tags/ops').markdown).toContain('[First]')
    expect(pageAt(book, 'docs/a').html.match(/<h1/g)).toHaveLength(1)
    expect(pageAt(book, 'docs/a').markdown).toContain('- Owner: [finance](../owners/finance.md)\n- Tags: [money](../tags/money.md), [ops](../tags/ops.md)\n- Source: `docs/a.md:1`')
  })

  test.each([
    ['---\ntitle: [\n---\n# A', /^front-matter docs\/a\.md:1 The front matter cannot be read/],
    ['---js\n{ title: (globalThis.broken = true) }\n---\n# A', /^front-matter docs\/a\.md:1 The front matter is `js`: expected YAML or JSON\. The page is in the book without it\./],
    ['---\norder: soon\n---\n# A', /^front-matter docs\/a\.md:1 `order` in the front matter should be a number\./],
    ['---\ntags: { a: 1 }\n---\n# A', /`tags` in the front matter should be a list of texts\./],
    [`---\n${Array.from({ length: 40 }, (_, i) => `a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}`}]`).join('\n')}\ntags: *a39\n---\n# A`, /`tags` in the front matter should be a list of texts\./],
    [`---\ntitle: ${'x'.repeat(30_000)}\n---\n# A`, /The front matter is longer than 20000 characters\./],
  ])('%j: one problem, and the page is there', async (text, message) => {
    const book = await bookWith({ 'docs/a.md': text })
    expect(found(book).filter((line) => line.includes('docs/a.md'))).toEqual([expect.stringMatching(message)])
    expect(pageAt(book, 'docs/a').html).toContain('<h1 id="a">A</h1>')
    expect((globalThis as Record<string, unknown>)['broken']).toBeUndefined()
  })

  test('two files of one page: both are there, and a problem says where', async () => {
    const book = await bookWith({ 'docs/guide.md': '# One', 'docs/guide/index.md': '# Two', 'docs/guide/README.md': '# Three' })
    expect(book.pages.filter((page) => page.kind === 'doc').map((page) => page.title).sort()).toEqual(['One', 'Three', 'Two'])
    expect(new Set(book.pages.map((page) => page.path)).size).toBe(book.pages.length)
    expect(found(book).filter((line) => line.startsWith('page-clash'))).toEqual([
      expect.stringMatching(/^page-clash docs\/guide\/README\.md:1 `docs\/guide\/README\.md` and `docs\/guide\.md` would both be the page `\/docs\/guide\/`/), expect.stringMatching(/^page-clash docs\/guide\/index\.md:1/),
    ])
  })
})

describe('links', () => {
  test('lead by name to everything that has a page, on the site and in docs/', async () => {
    const book = await bookWith({ ...guide, 'docs/in/b.md': '[[dag:etl]] [[dag:etl|the *load*]] [[task:etl/load]] [[table:RAW.orders]] [[doc:guide]] [[doc:Guide|g]] `[[dag:etl]]`' })
    expect(pageAt(book, 'docs/in/b').markdown.split('\n').find((line) => line.includes('[['))).toBe(
      '[`etl`](../../dags/etl.md) [the *load*](../../dags/etl.md) [`etl/load`](../../dags/etl.md#task-load) [`RAW.orders`](../../tables/raw.orders.md) [Guide](../guide.md) [g](../guide.md) `[[dag:etl]]`')
    expect(linksOf(pageAt(book, 'docs/in/b'))).toEqual(['/dags/etl/', '/dags/etl/', '/dags/etl/#task-load', '/tables/raw.orders/', '/docs/guide/', '/docs/guide/'])
    expect(found(book).filter((line) => line.includes('docs/'))).toEqual([])
  })

  test('work in the texts of DAGs and tasks, which start from the file that they are in', async () => {
    const { html, markdown } = pageAt(await bookWith(guide), 'dags/etl')
    expect(html).toContain('href="/docs/guide/#backfills"')
    expect(markdown).toContain('Read [the guide](../docs/guide.md#backfills) and [it](../docs/guide.md) again.')
    expect(html).toContain('<a href="#doc-limits">below</a>')
    expect(html).toContain('Fills <a href="/tables/raw.orders/"><code>raw.orders</code></a>.')
  })

  test('work in what is said of tables', async () => {
    expect(pageAt(await bookWith(guide), 'tables/raw.orders').markdown).toContain('# `raw.orders`\n\nRows of orders.\n\n- Role: source')
    expect(pageAt(await bookWith(guide), 'tables/raw.orders').markdown).toContain('## About\n\nRows of orders. Filled by [`etl`](../dags/etl.md).\n')
  })

  test('by path: to other pages, to their headings, to sources where their address is known', async () => {
    const text = '[a](guide.md) [b](guide.md#backfills) [c](./guide#backfills) [d](../dags/etl.ts) [e](/docs/guide.md) [f](../dags/etl.md) [g][r] [h](#top) ![i](p.png)\n\n[r]: guide.md\n\n## Top\n'
    const files = ['dags/etl.ts', 'docs/p.png']
    const plain = await bookWith({ ...guide, 'docs/b.md': text }, { files })
    expect(linksOf(pageAt(plain, 'docs/b'))).toEqual(['/docs/guide/', '/docs/guide/#backfills', '/docs/guide/#backfills', '/docs/guide/', '/dags/etl/', '/docs/guide/', '#top'])
    expect(pageAt(plain, 'docs/b').markdown).toContain('[a](guide.md) [b](guide.md#backfills) [c](guide.md#backfills) d [e](guide.md) [f](../dags/etl.md) [g][r] [h](#top) i')
    expect(found(plain).filter((line) => line.includes('docs/b'))).toEqual([])
    const linked = await bookWith({ ...guide, 'docs/b.md': text }, { files, sourceUrl: 'https://x.org/{path}#{line}' })
    expect(linksOf(pageAt(linked, 'docs/b'))).toContain('https://x.org/dags/etl.ts#1')
  })

  test('that lead nowhere are problems with their line, and stay as text', async () => {
    const book = await bookWith({ ...guide, 'docs/b.md': '---\ntitle: B\n---\n\n[x](guid.md)\n[[dag:etll]] [[dog:etl]]\n\n[y](guide.md#backfill) [z](#nope) ![w](no.png)\n' })
    expect(found(book).filter((line) => line.includes('docs/b.md'))).toEqual([
      'broken-link docs/b.md:5 The link `guid.md` leads nowhere. Did you mean `docs/guide.md`?',
      'unknown-name docs/b.md:6 `[[dag:etll]]` names no DAG. Did you mean `[[dag:etl]]`?',
      'unknown-name docs/b.md:6 `[[dog:etl]]`: there is no kind `dog`. Did you mean `[[dag:etl]]`?',
      'broken-link docs/b.md:8 The link `#nope` leads to a page that has no place `#nope`. Name a heading of that page as its anchor has it.',
      'broken-link docs/b.md:8 The link `guide.md#backfill` leads to a page that has no place `#backfill`. Did you mean `#backfills`?',
      'broken-link docs/b.md:8 The picture `no.png` leads nowhere. Correct the path, or remove the link.',
    ])
    expect(pageAt(book, 'docs/b').markdown).toContain('x\n`etll` `etl`\n\n[y](guide.md#backfill) [z](#nope) w')
    expect(found(await bookWith({})).map((line) => line.slice(0, 60))).toEqual(['broken-link dags/etl.ts:7 The link `../docs/guide.md#backfil', 'unknown-name dags/etl.ts:7 `[[doc:guide]]` names no page of '])
  })

  test('nothing else gets through', async () => {
    const { html } = pageAt(await bookWith({ 'docs/b.md': '[a](javascript:alert(1)) [b](data:text/html,x) <script>alert(2)</script> [[dag:"><img src=x>]] [c](<x" onclick="y>)\n\n<a href="javascript:x" onclick="y">d</a>' }), 'docs/b')
    expect(html).not.toMatch(/javascript:|data:|<script|<img|onclick=/)
  })
})

describe('the glossary', () => {
  test('from a heading each', async () => {
    const book = await bookWith({ 'glossary.md': '# Words\n\nOur words.\n\n## Msid\nA *site*, see [[dag:etl]].\n\n## Delta `x`\n\n```\n## no term\n```\n', 'docs/a.md': '[[term:msid]] [[term:mside]]' })
    expect(pageAt(book, 'glossary').headings.map((heading) => [heading.id, heading.text])).toEqual([['term-delta~20x', 'Delta x'], ['term-msid', 'Msid']])
    expect(pageAt(book, 'glossary').markdown).toMatch(/^# Glossary\n\nOur words\.\n\n<a id="term-delta~20x"><\/a>\n\n## Delta x\n\n```\n## no term\n```\n\n<a id="term-msid"><\/a>\n\n## Msid\n\nA \*site\*, see \[`etl`\]\(dags\/etl\.md\)\.\n$/)
    expect(linksOf(pageAt(book, 'docs/a'))).toEqual(['/glossary/#term-msid'])
    expect(found(book).filter((line) => line.includes('term'))).toEqual(['unknown-name docs/a.md:1 `[[term:mside]]` names no term of the glossary. Did you mean `[[term:msid]]`?'])
  })

  test('from a key each, with other names for the same', async () => {
    const book = await bookWith({ 'docs/glossary.yaml': 'msid: A site.\nwide table:\n  text: The **latest** rows.\n  also: [wt]\nempty:\n', 'docs/a.md': '[[term:wt]]' })
    expect(pageAt(book, 'glossary').html).toContain('The <strong>latest</strong> rows.')
    expect(linksOf(pageAt(book, 'docs/a'))).toEqual(['/glossary/#term-wide~20table'])
    expect(found(book).filter((line) => line.startsWith('glossary'))).toEqual(['glossary docs/glossary.yaml:5 `empty` has no text. Give each term a heading in glossary.md, or a key with a text in glossary.yaml.'])
  })

  test.each([
    ['a: [', /is not YAML/], ['- a\n- b', /is not a set of terms/], [`x: &x [1]\n${Array.from({ length: 40 }, (_, i) => `a${i}: &a${i} [${Array.from({ length: 9 }, () => (i === 0 ? '*x' : `*a${i - 1}`)).join()}]`).join('\n')}`, /repeats its aliases/],
  ])('one that cannot be read costs a problem: %#', async (text, message) => {
    const book = await bookWith({ 'glossary.yaml': text })
    expect(found(book).filter((line) => line.startsWith('glossary'))).toEqual([expect.stringMatching(message)])
    expect(pageAt(book, 'glossary').markdown).toContain('No term is explained yet')
  })
})

describe('templates', () => {
  const own = (ownTemplates: Record<string, string>): Promise<Book> => bookWith(guide, { ownTemplates, ownFolder: 'book' })

  test('may link by name; what leads nowhere has the line of the template', async () => {
    const book = await own({ 'dag_doc.md': '---\ntitle: x\n---\n{% include "links.md" %}\n\n[[dag:nope]]', 'links.md': '# {{ dag_id }}\n\n[[table:raw.orders]] [g](../docs/guide.md) [b](../docs/none.md)' })
    expect(linksOf(pageAt(book, 'dags/etl'))).toEqual(['/tables/raw.orders/', '/docs/guide/'])
    expect(found(book).map((line) => line.slice(0, 60))).toEqual(['unknown-name book/dag_doc.md:6 `[[dag:nope]]` names no DAG. ', 'broken-link book/links.md:3 The link `../docs/none.md` leads'])
    expect(pageAt(book, 'dags/etl').markdown).toContain('[`raw.orders`](../tables/raw.orders.md)')
  })

  test('a variable that is used and never given is a problem', async () => {
    const book = await own({ 'dag_doc.md': '{{ dag_idd }} {{ dag.nope }}\n{{ parts.grph }} {% if mine is defined %}{{ mine }}{% endif %}{{ yours | default("x") }}\n{% for t in dag.tasks %}{{ t.taskId }} {{ loop.index }} {{ tt }}{% endfor %}{% set s = 1 %}{{ s }}{% macro m(p, q=2) %}{{ p }}{{ q }}{% endmacro %}{{ m(1) }} {{ range(2) }} {{ "x" | upper }}' })
    expect(found(book).filter((line) => line.startsWith('template-variable'))).toEqual([
      'template-variable book/dag_doc.md:1 The template `dag_doc.md` uses `dag_idd`, which `dag_doc.md` is never given. Did you mean `dag_id`?',
      'template-variable book/dag_doc.md:2 The template `dag_doc.md` uses `parts.grph`, which `dag_doc.md` is never given. Did you mean `parts.graph`?',
      'template-variable book/dag_doc.md:3 The template `dag_doc.md` uses `tt`, which `dag_doc.md` is never given. The README lists the variables of each template; `is defined` asks whether there is one.',
    ])
  })

  test('may keep their pages out of search', async () => {
    expect(pageAt(await own({ 'table_doc.md': '---\nhidden: true\n---\n# x' }), 'tables/raw.orders').hidden).toBe(true)
  })

  test('what a home page of their own links to is checked as well', async () => {
    expect(found(await own({ 'project_doc.md': '# Us\n\n[a](nope.md) [b](problems.md)' })).filter((line) => line.includes('project_doc'))).toEqual(['broken-link book/project_doc.md:3 The link `nope.md` leads nowhere. Correct the path, or remove the link.'])
  })
})
