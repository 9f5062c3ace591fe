// Input that tries to break a book: every page is there all the same, nothing runs, and nothing takes for ever.
import { Window } from 'happy-dom'
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { bookOf, markdownFile, type Book, type BookOptions } from '#docs'
import { markdownHtml } from '../../src/docs/markdown.ts'
import { authorHtml } from '../../src/docs/part-documentation.ts'
import { chain, dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

const bookWith = (documents: Record<string, string>, more: Partial<BookOptions> = {}): Promise<Book> => bookOf(model([dag('a')]), { templates, documents, ...more })
const harmless = (html: string): void => {
  const { document } = new Window()
  document.body.innerHTML = html
  expect(document.querySelectorAll('script, style, iframe, object, embed, img, form, base, meta, link')).toHaveLength(0)
  for (const each of document.querySelectorAll('*')) {
    for (const name of each.getAttributeNames()) expect(name).not.toMatch(/^on|^style$/)
    expect(each.getAttribute('href') ?? '#').not.toMatch(/^\s*(?:javascript|data|vbscript):/i)
  }
}

describe('Markdown', () => {
  test('a table of 10,000 lines is a table', { timeout: 60_000 }, () => {
    const { html, wrong } = authorHtml(`| id | name |\n|---|---|\n${Array.from({ length: 10_000 }, (_, i) => `| ${i} | row_${i} |`).join('\n')}\n`, {})
    expect(wrong).toBeUndefined()
    expect(html.match(/<tr>/g)).toHaveLength(10_001)
    expect(html).toContain('<td>row_9999</td>')
  })

  test.each([
    ['quotes', '>'.repeat(30_000), /nested too deeply/], ['lists', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i * 2)}- x`).join('\n'), /nested too deeply/], ['elements', '<div>\n\n'.repeat(5_000), /nested too deeply/],
    ['strokes', '~~a'.repeat(40_000), /more marks/], ['stars', '**a_b'.repeat(20_000), /more marks/], ['brackets', '[a]('.repeat(20_000), /more marks/], ['tags', '<a href="'.repeat(20_000), /more marks/],
    ['lines', '-\n'.repeat(50_000), /more than 12000 lines/], ['length', 'x'.repeat(200_001), /longer than 200000/],
  ])('%s without end are shown as they are', (_, text, why) => {
    const started = performance.now()
    const { html, wrong } = authorHtml(text, {})
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(wrong).toMatch(why)
    expect(html).toMatch(/^<pre tabindex="0">/)
    harmless(html)
  })

  test('in a page of its own costs one problem', async () => {
    const book = await bookWith({ 'docs/deep.md': `# Deep\n\n${'>'.repeat(20_000)}` })
    expect(book.problems).toMatchObject([{ code: 'documentation', at: { file: 'docs/deep.md', line: 1 } }])
    expect(book.pages.find((page) => page.path === 'docs/deep')!.html).toContain('&gt;&gt;&gt;')
  })

  test('marks in code and in tables are no such marks', () => {
    expect(authorHtml(`\`\`\`\n${'**a_b'.repeat(10_000)}\n\`\`\`\n`, {}).wrong).toBeUndefined()
    expect(authorHtml('| a_b | *c* |\n|-|-|\n'.concat('| x_y | **z** |\n'.repeat(2_000)), {}).wrong).toBeUndefined()
  })

  test('diagrams that do not parse stay as they are for the page to say so', async () => {
    const book = await bookWith({ 'docs/m.md': '# M\n\n```mermaid\nflowchart LR\n  a --> <script>alert(1)</script>\n```\n' })
    const page = book.pages.find((each) => each.path === 'docs/m')!
    expect(page.hasMermaid).toBe(true)
    expect(page.html).toContain('<pre class="mermaid" tabindex="0">flowchart LR\n  a --> &#x3C;script>alert(1)&#x3C;/script>')
  })

  test('plain sentences become what the parser would make of them', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('Loads', ' ', '  ', ',', '.', '1', ')', '- ', ':', 'www.a.b', 'https://x.y', "it's", '/', '%', '(c)', '...', '\n', 'é'), { maxLength: 12 }).map((pieces) => pieces.join('')), (text) => {
      const [ours, parsed] = [authorHtml(text, {}), markdownHtml(text, {})].map(({ html }) => html.replaceAll('&#39;', "'").trimEnd())
      expect(ours).toBe(parsed)
    }), { numRuns: 300 })
  })

  test('of any kind is harmless', () => {
    const pieces = ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '[a](javascript:alert(1))', '[b](<java\nscript:x>)', '![c](x" onerror="y)', '<a href="javascript:x">', '<svg/onload=x>', '<details ontoggle=x open>', '[[dag:a]]', '[[dag:"><img>]]', '```mermaid\nx\n```', '`', '|', '\n', '> ', '- ', '<style>*{}</style>', '&lt;b&gt;', '<!--', '-->', '<div style="x">', '[x]: javascript:y', '[x]', '<![CDATA[', '\u0000']
    fc.assert(fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (list) => harmless(authorHtml(list.join(''), {}).html)), { numRuns: 150 })
  })
})

describe('templates', () => {
  test('that print more than a page can hold fall back, or are shown as text', async () => {
    const printed = await bookWith({}, { ownTemplates: { 'dag_doc.md': '{% for i in range(20000) %}~~a **b_c {% endfor %}' } })
    expect(printed.problems).toMatchObject([{ code: 'template', message: expect.stringContaining('more marks than can be paired') }])
    expect(printed.pages.find((page) => page.kind === 'dag')!.html).toContain('<h1>dag_doc.md</h1>')
    const endless = await bookWith({}, { ownTemplates: { 'dag_doc.md': '{% set a = "0123456789" %}{% for i in range(30) %}{% set a = a ~ a %}{% endfor %}{{ a }}' } })
    expect(endless.problems).toMatchObject([{ code: 'template', message: expect.stringContaining('more text than a page can hold') }])
    expect(endless.pages.find((page) => page.kind === 'dag')!.markdown).toContain('## Tasks')
  })
  test.each(['{{ range.constructor("globalThis.broken = 1")() }}', '{{ dag.constructor.constructor("globalThis.broken = 1")() }}', '{{ parts.graph.constructor("globalThis.broken = 1")() }}', '{{ "".sub.constructor("globalThis.broken = 1")() }}', '{% set x = namespace(a=1) %}{{ x.constructor("globalThis.broken = 1")() }}'])('%s reaches nothing', async (text) => {
    const book = await bookWith({}, { ownTemplates: { 'dag_doc.md': text } })
    expect(book.problems.map((problem) => problem.code)).toEqual(['template'])
    expect((globalThis as Record<string, unknown>)['broken']).toBeUndefined()
  })
})

describe('names', () => {
  const awkward = ['a/b', 'a.b', '../up', '.', '🚀 launch', 'x'.repeat(250), 'é'.repeat(200), 'Etl', 'etl', 'ETL', 'a b', 'con', 'index', 'a%2Fb', '"><script>', '{{ x }}', '[[dag:etl]]', '[x](y)', '| a |', '__init__', '\u202Ertl', '\ud800', '#', '?q', '日次']

  test('every DAG, table, group, owner and tag has a page of its own, and all links lead to one', { timeout: 60_000 }, async () => {
    const dags = awkward.map((name) => dag(name, {
      owners: [name], tags: [name], description: name, groups: [{ id: `group:${name}/g`, groupId: name, parent: null }], tasks: [task(name, `${name}.t`, { group: `group:${name}/g`, reads: [name], doc: name })],
    }))
    const tables = awkward.map((name, i) => ({ id: `table:${i}`, name, role: 'table' as const, columns: [{ name }], writers: [], readers: [] }))
    const book = await bookOf(model(dags, { tables }), { templates, documents: Object.fromEntries(awkward.map((name) => [`docs/${name.replaceAll('/', '-')}.md`, `# ${name}\n`])) })
    for (const kind of ['dag', 'group', 'table', 'owner', 'tag', 'doc'] as const) expect(book.pages.filter((page) => page.kind === kind).length, kind).toBe(awkward.length)
    const files = book.pages.map((page) => markdownFile(page.path))
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length)
    for (const file of files) expect(file.split('/').every((part) => part.length < 200 && /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(part)), file).toBe(true)
    const urls = new Set(book.pages.map((page) => page.url))
    for (const page of book.pages) {
      harmless(page.html)
      for (const [, href] of page.html.matchAll(/ href="(\/[^"#]*)/g)) expect(urls.has(href!), `${page.path} ${href}`).toBe(true)
    }
  })
})

describe('size', () => {
  test('500 tasks in one DAG', { timeout: 120_000 }, async () => {
    const ids = Array.from({ length: 500 }, (_, i) => `t${String(i).padStart(3, '0')}`)
    const book = await bookOf(model([dag('big', { tasks: ids.map((id) => task('big', id)), edges: chain(...ids) })]), { templates })
    const page = book.pages.find((each) => each.kind === 'dag')!
    expect(page.html.match(/<details class="task"/g)).toHaveLength(500)
    expect(page.markdown.match(/<a id="task-/g)).toHaveLength(500)
  })

  test('2,000 DAGs', { timeout: 240_000 }, async () => {
    const dags = Array.from({ length: 2_000 }, (_, i) => dag(`d${i}`, { owners: [`team${i % 40}`], tags: [`tag${i % 30}`], tasks: [task(`d${i}`, 'load', { writes: [{ table: `t${i}`, mode: 'append' }], ...(i > 0 && { reads: [`t${i - 1}`] }) })] }))
    const tables = dags.map((_, i) => ({ id: `table:t${i}`, name: `t${i}`, role: 'table' as const, columns: [], writers: [`task:d${i}/load`], readers: i < 1_999 ? [`task:d${i + 1}/load`] : [] }))
    const book = await bookOf(model(dags, { tables }), { templates })
    expect(book.pages.filter((page) => page.kind === 'dag')).toHaveLength(2_000)
    expect(book.pages.filter((page) => page.kind === 'table')).toHaveLength(2_000)
    expect(new Set(book.pages.map((page) => page.path)).size).toBe(book.pages.length)
  })
})
