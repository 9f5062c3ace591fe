// The book of a model: pages, addresses, links, templates of a project's own, and names that try to become code.
import { Window } from 'happy-dom'
import { beforeAll, describe, expect, test } from 'vitest'
import { bookOf, markdownFile, type Book, type Page } from '#docs'
import { bookModel, hostile } from '../fixtures/book.ts'
import { at, chain, dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

let book: Book
beforeAll(async () => {
  book = await bookOf(bookModel(), { templates, base: '/x/' })
})
const pageOf = (dagId: string, from = book): Page => from.pages.find((page) => page.dagId === dagId)!
const documentOf = (page: Page) => {
  const { document } = new Window()
  document.body.innerHTML = page.html
  return document
}

describe('pages', () => {
  test('home, every DAG with its groups, every table, owner and tag, their lists, problems and not found', () => {
    const of = (kind: Page['kind']): string[] => book.pages.filter((page) => page.kind === kind).map((page) => page.path)
    expect(book.pages.map((page) => page.kind).filter((kind) => kind !== 'fleet').filter((kind, i, all) => kind !== all[i - 1])).toEqual([
      'home', ...bookModel().dags.flatMap((each) => (each.groups.length > 0 ? ['dag', 'group'] : ['dag'])).filter((kind, i, all) => kind !== all[i - 1]), 'list', 'owner', 'list', 'tag', 'list', 'problems', 'not-found',
    ])
    expect(of('dag')).toHaveLength(bookModel().dags.length)
    expect(of('group')).toHaveLength(bookModel().dags.reduce((sum, each) => sum + each.groups.length, 0))
    expect(of('list')).toEqual(['tables', 'owners', 'tags', 'coverage'])
    expect(book.nav.map((entry) => entry.dagId)).toEqual(bookModel().dags.map((each) => each.dagId))
    expect(pageOf('restore')).toMatchObject({ path: 'dags/restore', url: '/x/dags/restore/', title: 'restore', description: 'Puts the last snapshot back.' })
  })

  test('one h1 each, no id twice, no level of headings left out', () => {
    for (const page of book.pages) {
      const document = documentOf(page)
      expect(document.querySelectorAll('h1')).toHaveLength(1)
      const ids = [...document.querySelectorAll('[id]')].map((each) => each.id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const heading of page.headings) expect(ids).toContain(heading.id)
      for (const name of ids) expect(name).toMatch(/^[\p{L}\p{N}_.~-]+$/u)
    }
  })

  test('every link inside the book leads somewhere', () => {
    const documents = new Map(book.pages.map((page) => [page.url, documentOf(page)]))
    for (const page of book.pages) {
      const document = documents.get(page.url)!
      for (const link of document.querySelectorAll('a[href]')) {
        const href = link.getAttribute('href')!
        if (href.startsWith('#')) expect(document.getElementById(decodeURIComponent(href.slice(1))), `${page.path} ${href}`).not.toBeNull()
        else if (href.startsWith('/')) {
          const [address = '', anchor] = href.split('#')
          expect(documents.has(address), `${page.path} ${href}`).toBe(true)
          if (anchor !== undefined) expect(documents.get(address)!.getElementById(decodeURIComponent(anchor)), `${page.path} ${href}`).not.toBeNull()
        }
      }
    }
  })

  test('every link between the Markdown files leads somewhere', () => {
    const files = new Set(book.pages.map((page) => markdownFile(page.path)))
    let count = 0
    for (const page of book.pages) {
      for (const [, href] of page.markdown.matchAll(/\]\(([^)#:]+\.md)\)/g)) {
        count += 1
        expect(files.has(new URL(href!, `http://x/${markdownFile(page.path)}`).pathname.slice(1).replace(/%([0-9A-F]{2})/g, (all) => decodeURIComponent(all))), `${page.path} ${href}`).toBe(true)
      }
    }
    expect(count).toBeGreaterThan(15)
  })

  test('the same model gives the same bytes', async () => {
    expect(JSON.stringify(await bookOf(bookModel(), { templates, base: '/x/' }))).toBe(JSON.stringify(book))
  })

  test('every task has a box in the graph and a row, and the box leads to the row', () => {
    for (const each of bookModel().dags) {
      const document = documentOf(pageOf(each.dagId))
      expect(document.querySelectorAll('svg.graph [data-node]')).toHaveLength(each.tasks.length)
      expect(document.querySelectorAll('details.task')).toHaveLength(each.tasks.length)
    }
  })

  test('an empty model says what to do', async () => {
    const empty = await bookOf(model([]), { templates })
    expect(empty.pages[0]!.markdown).toContain('No DAG was found')
    expect(empty.pages.map((page) => page.path)).toEqual(expect.arrayContaining(['', 'tables', 'owners', 'tags', 'problems', '404']))
    expect(empty.sections).toEqual([])
    expect(empty.pages.at(-2)!.markdown).toContain('None: everything was read.')
    expect(documentOf(empty.pages[0]!).querySelector('p > a')!.getAttribute('href')).toBe('/problems/')
  })
})

describe('what pages say', () => {
  test('what is not known says why and where', () => {
    const page = pageOf('regional_export')
    expect(page.markdown).toContain('not known: reads TEAM from the environment (dags/regional_export.ts:4)')
    expect(page.markdown).toContain('**Incomplete**')
    const document = documentOf(page)
    expect([...document.querySelectorAll('.facts .unknown')].map((each) => each.textContent)).toEqual(["cron: not known: the scheduler's variable export_schedule, UTC", 'not known: reads TEAM from the environment', '1 of 4 tasks, perhaps more'])
  })

  test('assumptions are shown as such', () => {
    expect(pageOf('feature_enrichment').markdown).toContain('- Assumed: env REGION = us (its default)')
  })

  test('secrets stay hidden', () => {
    expect(pageOf('feature_enrichment').markdown).toContain('hidden: it looks like a secret')
  })

  test('triggers, both ways, through tasks, callbacks, sensors and assets', () => {
    const { markdown } = pageOf('pipeline_part_1')
    expect(markdown).toContain('- Triggers:\n  - [`pipeline_part_2`](pipeline_part_2.md) (by task `next`)\n  - [`restore`](restore.md) (on `failure of the DAG`)')
    expect(markdown).toContain('- Is triggered by:\n  - [`pipeline_part_2`](pipeline_part_2.md) (by task `next`)')
    expect(pageOf('feature_enrichment').markdown).toContain('(through asset `fe_history`)')
    expect(pageOf('topic_model').markdown).toContain('- Is waited for by:\n  - [`site_classification_daily_orchestrator`](site_classification_daily_orchestrator.md) (by task `topic_model_dag.wait_for_topic_model`)')
  })

  test('tasks come in the order in which they run', () => {
    const ids = (page: Page): string[] => [...documentOf(page).querySelectorAll('.task-id code')].map((each) => each.textContent)
    expect(ids(pageOf('feature_enrichment'))).toEqual(['kickoff', 'create_input_table', 'output_ready', 'check_if_store_output', 'output_storing_kickoff', 'append_to_history_table', 'skip_storing_output', 'update_wt', 'output_stored'])
  })

  test('a cycle of tasks loses none', async () => {
    const cyclic = await bookOf(model([dag('c', { tasks: ['a', 'b', 'z'].map((id) => task('c', id)), edges: [...chain('z', 'b', 'a', 'b')] })]), { templates })
    expect([...documentOf(pageOf('c', cyclic)).querySelectorAll('.task-id code')].map((each) => each.textContent)).toEqual(['z', 'a', 'b'])
  })

  test("an orchestrator's own texts, and its internal DAGs", () => {
    const { markdown } = pageOf('site_classification_daily_orchestrator')
    expect(markdown).toContain('## Internal DAGs')
    expect(markdown).toContain('1. [`feature_enrichment`](feature_enrichment.md): Joins every page with its technical features. Writes `prod.ds.fe_tmp`, `prod.ds.sc_fe_history`, `prod.wt.sites`.\n1. [`language_detection`](language_detection.md)\n1. [`topic_model`](topic_model.md)\n')
    expect(markdown).toContain('Sites without text are **dropped**')
    expect(markdown).toContain('"sql_row_limit": 10000')
  })

  test('what a task does: its own words, the framework\'s, or what its settings tell', () => {
    const words = (dagId: string): Record<string, string> => Object.fromEntries([...documentOf(pageOf(dagId)).querySelectorAll('details.task')].map((row) => [row.querySelector('.task-id code')!.textContent, row.querySelector('.task-words')!.textContent]))
    expect(words('feature_enrichment')).toMatchObject({ create_input_table: 'Joins the pages of the day with their features.', output_ready: 'The output is complete.', update_wt: 'writes prod.wt.sites', check_if_store_output: 'chooses: output_storing_kickoff, skip_storing_output' })
    expect(words('warehouse_nightly')).toMatchObject({ 'orders.extract': 'runs ./extract.sh orders', publish: 'goes on only in the latest run' })
    expect(words('site_classification_daily_orchestrator')).toMatchObject({ 'topic_model_dag.wait_for_topic_model': 'waits for output_ready of topic_model', 'topic_model_dag.trigger_topic_model_dag': 'triggers topic_model' })
  })

  test("the author's documentation, its headings below the page's", () => {
    const page = pageOf('warehouse_nightly')
    expect(page.headings.slice(-2)).toEqual([{ id: 'documentation', level: 2, text: 'Documentation' }, { id: 'doc-warehouse-nightly', level: 3, text: 'Warehouse nightly' }])
    expect(page.markdown).toContain('### Warehouse nightly')
  })
})

describe('addresses', () => {
  const paths = async (...ids: string[]): Promise<string[]> => (await bookOf(model(ids.map((id) => dag(id))), { templates })).pages.filter((page) => page.kind === 'dag').map((page) => page.path)

  test('names are kept where they are harmless', async () => {
    expect(await paths('etl_daily', 'größe', '日次', 'a.b-c')).toEqual(['dags/etl_daily', 'dags/größe', 'dags/日次', 'dags/a.b-c'])
  })
  test('names that differ only in case get a hash each', async () => {
    const found = await paths('Etl', 'etl', 'ETL2')
    expect(found).toEqual([expect.stringMatching(/^dags\/Etl-[0-9a-f]{8}$/), expect.stringMatching(/^dags\/etl-[0-9a-f]{8}$/), 'dags/ETL2'])
    expect(new Set(found.map((path) => path.toLowerCase())).size).toBe(3)
  })
  test.each(['../../etc/passwd', '/abs', 'a/b', 'a\\b', '..', '.', '', ' ', 'con', 'NUL.txt', 'index', 'a b', 'a%2Fb', 'a?b#c', 'x'.repeat(300), '\u0000', '\ud800', '-rf', '.hidden', 'a.', 'a\u202Eb', '[x]', '...x', '{x}'])('%j becomes one harmless segment', async (id) => {
    const [path] = await paths(id)
    expect(path).toMatch(/^dags\/[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u)
    expect(path).not.toMatch(/\.$|^dags\/(index|con|nul)(\.|$)/i)
    expect(path!.length).toBeLessThan(160)
  })
})

describe("a project's own templates", () => {
  const withOwn = (ownTemplates: Record<string, string>): Promise<Book> => bookOf(bookModel(), { templates, ownTemplates, ownFolder: 'docs/templates' })

  test('stand in for ours by name, and see the model as data', async () => {
    const own = await withOwn({ 'dag_doc.md': '---\ntitle: "The {{ dag_id }}"\n---\n# Mine: {{ dag_id }}\n\n{{ dag.tasks | length }} tasks, {{ schedule }}\n\n{{ parts.graph }}\n{% include "note.md" %}', 'note.md': '*By us*' })
    expect(own.problems.filter((problem) => problem.code === 'template')).toEqual([])
    const page = pageOf('warehouse_nightly', own)
    expect(page.title).toBe('The warehouse_nightly')
    expect(page.markdown).toMatch(/^# Mine: warehouse_nightly\n\n58 tasks, at 02:00 on weekdays, UTC\n\n```mermaid\nflowchart LR/)
    expect(page.html).toContain('<svg class="graph"')
    expect(page.html).toContain('<em>By us</em>')
    expect(pageOf('site_classification_daily_orchestrator', own).markdown).toBe(pageOf('site_classification_daily_orchestrator').markdown.replaceAll('/x/', '/'))
  })

  test('may link to the Markdown of other pages', async () => {
    const own = await withOwn({ 'dag_doc.md': '[a](restore.md#tasks) [b](../index.md) [c](../problems.md) [d](nowhere.md) [e](https://example.org/index.md)' })
    expect([...documentOf(pageOf('topic_model', own)).querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(['/dags/restore/#tasks', '/', '/problems/', 'https://example.org/index.md'])
    expect(own.problems.filter((problem) => problem.code === 'broken-link').map((problem) => problem.message)).toEqual(['The link `nowhere.md` leads nowhere.', 'The link `restore.md#tasks` leads to a page that has no place `#tasks`.'])
  })

  test('may include each other, and extend ours', async () => {
    const included = await withOwn({ 'dag_doc.md': '{% include "house.md" %}', 'house.md': 'House rules' })
    expect(pageOf('restore', included).html).toBe('<p>House rules</p>')
    const extended = await withOwn({ 'dag_doc.md': '{% extends "dagbook/dag_doc.md" %}{% block top %}**Top of {{ dag_id }}**\n\n{% endblock %}{% block bottom %}\n\nThe end{% endblock %}' })
    expect(extended.problems.filter((problem) => problem.code === 'template')).toEqual([])
    const { markdown } = pageOf('restore', extended)
    expect(markdown.indexOf('**Top of restore**')).toBeGreaterThan(markdown.indexOf('- Read: in full'))
    expect(markdown.indexOf('**Top of restore**')).toBeLessThan(markdown.indexOf('## Tasks'))
    expect(markdown).toMatch(/\n\nThe end\n$/)
  })

  test.each([
    ['{{ range.constructor("globalThis.broken = true")() }}', 'calls something', 1],
    ['\n\n{% for i in range(1e9) %}x{% endfor %}'.replace('1e9', '1000000000'), 'more than a page may need', 3],
    ['---\na: 1\n---\n\n{{ x | nope }}', 'filter `nope`', 5],
    ['{% if %}', 'is not a template', 1],
  ])('one that fails costs one problem and falls back to ours: %s', async (text, message, line) => {
    const own = await withOwn({ 'dag_doc.md': text })
    const found = own.problems.filter((problem) => problem.code === 'template')
    expect(found).toHaveLength(1)
    expect(found[0]!.message).toContain(message)
    expect(found[0]!.at).toMatchObject({ file: 'docs/templates/dag_doc.md', line })
    expect(pageOf('restore', own).markdown).toContain('## Tasks')
    expect((globalThis as Record<string, unknown>)['broken']).toBeUndefined()
  })

  test('front matter that would run is a problem', async () => {
    const own = await withOwn({ 'dag_doc.md': '---js\n{ title: (globalThis.broken = true) }\n---\n# {{ dag_id }}' })
    expect(own.problems.filter((problem) => problem.code === 'template').map((problem) => problem.message)).toEqual(['The front matter is `js`: expected YAML or JSON.'])
    expect(pageOf('restore', own).markdown).toBe('# restore\n')
  })
})

describe('names and texts that try to become code', () => {
  test('stay text on every page', () => {
    for (const page of book.pages) {
      const document = documentOf(page)
      expect(document.querySelectorAll('script, style, iframe, object, embed, img, form, base, meta, link')).toHaveLength(0)
      for (const each of document.querySelectorAll('*')) {
        for (const name of each.getAttributeNames()) {
          expect(name).not.toMatch(/^on|^style$/)
          if (name === 'href') expect(each.getAttribute(name)).toMatch(/^(#|\/|https:\/\/example\.org)/)
        }
      }
    }
  })

  test('are there to be read', () => {
    const page = pageOf(hostile().dagId), text = documentOf(page).body.textContent
    for (const piece of ['"><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '{{ range.constructor("return 1")() }}', '</style><script>alert(2)</script>', '<b>Bash</b>']) expect(text).toContain(piece)
    expect(text).not.toContain('globalThis.broken = true })()')
    expect(page.headings.map((heading) => heading.text)).toContain('Hi ')
  })

  test('cost one problem where something had to be left out', () => {
    expect(book.problems.map((problem) => [problem.code, problem.message])).toEqual([['documentation', 'The documentation of `"><script>alert(1)</script>`: The front matter is `js`: expected YAML or JSON.']])
  })

  test('a document that is too long or too deep is shown as text', async () => {
    const deep = await bookOf(model([dag('deep', { doc: '>'.repeat(30_000) + 'x' }), dag('long', { doc: 'x '.repeat(150_000), at: at('dags/long.ts', 1) })]), { templates })
    expect(deep.problems.map((problem) => problem.message)).toEqual([expect.stringContaining('nested too deeply'), expect.stringContaining('longer than 200000 characters')])
    expect(documentOf(pageOf('deep', deep)).querySelector('.prose > pre')).not.toBeNull()
  })
})

test('links to the source', async () => {
  const linked = await bookOf(bookModel(), { templates, sourceUrl: 'https://example.org/blob/main/{path}#L{line}' })
  expect([...documentOf(pageOf('restore', linked)).querySelectorAll('a.place')][0]!.getAttribute('href')).toBe('https://example.org/blob/main/dags/restore.ts#L3')
  const refused = await bookOf(bookModel(), { templates, sourceUrl: 'javascript:alert("{path}")' })
  expect(documentOf(pageOf('restore', refused)).querySelectorAll('a.place')).toHaveLength(0)
})
