// Authors' Markdown in the Markdown files: no HTML but the plainest, no links that run something.
import { expect, test } from 'vitest'
import { bookOf } from '#docs'
import { harmlessMarkdown } from '../../src/docs/harmless-markdown.ts'
import { dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

test.each([
  ['Hi <script>alert(1)</script> you', 'Hi &lt;script>alert(1)&lt;/script> you'],
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)>'],
  ['<details ontoggle=x open>', '&lt;details ontoggle=x open>'],
  ['[click](javascript:alert(1)) me', 'click me'],
  ['![pic](data:text/html,x) me', 'pic me'],
  ['[a [b](java&#x09;script:x)', '[a b'],
  ['[a](<java\nscript:x>)', '[a\\](&lt;java\nscript:x>)'],
  ['[a][x]\n\n[x]: javascript:y\n', '[a][x]\n\n\n'],
  ['<javascript:alert(1)>', '&lt;javascript:alert(1)>'],
  ['[a](javascript:alert(1); b)', '[a\\](javascript:alert(1); b)'],
  ['<div>\n[x](javascript:alert(1))\n</div>', '&lt;div>\nx\n&lt;/div>'],
  ['<!-- hidden -->', '&lt;!-- hidden -->'],
  ['[![alt](javascript:x)](https://example.org)', '[alt](https://example.org)'],
])('%j becomes %j', (source, expected) => {
  expect(harmlessMarkdown(source)).toBe(expected)
})

test.each([
  'a < b, and `<script>` in code', '```html\n<script>alert(1)</script>\n```', 'Press <kbd>x</kbd><br>now', '<https://example.org/a> and <me@example.org>', '[x](../dags/a.md#task-b), [y](mailto:a@b.c), [z](https://example.org/?q=a:b)',
  '[x]: https://example.org\n\n[x]', '<details>\n<summary>More</summary>\n\ntext\n\n</details>',
])('%j stays', (source) => {
  expect(harmlessMarkdown(source)).toBe(source)
})

test('what is nested ever deeper ends as code', () => {
  const deep = `${'[![a]('.repeat(3)}javascript:x${')](javascript:y)'.repeat(3)}`
  expect(harmlessMarkdown(deep)).not.toMatch(/\]\(\s*javascript:/)
})

test('no Markdown file of a book holds HTML or scripts of authors', async () => {
  const bad = 'Load <script>alert(1)</script>.\n\nSee [this](javascript:alert(1)) and <a href="javascript:x">that</a>.'
  const one = model([dag('a', { description: bad, doc: bad, documentation: { essence: bad, more_info: bad }, tasks: [task('a', 't', { doc: bad })] })])
  const book = await bookOf(one, { templates, documents: { 'docs/own.md': `# Own\n\n${bad}`, 'glossary.md': `# Glossary\n\n## Word\n\n${bad}` } })
  for (const page of book.pages) {
    expect(page.markdown).not.toMatch(/(?<!\\)<(?:script|a href)/)
    expect(page.markdown).not.toContain('](javascript:')
  }
  expect(book.pages.filter((page) => page.markdown.includes('&lt;script>alert(1)&lt;/script>')).map((page) => page.path)).toContain('dags/a')
})
