// The templates of a book: what is said about a project's own.
import { describe, expect, test } from 'vitest'
import { TemplateSet } from '../../src/docs/template-set.ts'
import { SafeText } from '../../src/docs/template-values.ts'

const shipped = { 'table_doc.md': 'shipped', 'dag_doc.md': 'shipped' }
const parts = ['graph', 'writers', 'readers']
const rendered = (own: Readonly<Record<string, string>>): { text: string; problems: string[]; set: TemplateSet } => {
  const set = new TemplateSet(shipped, own, 'templates')
  const { text } = set.render('table_doc.md', { name: 'orders', parts: { graph: new SafeText('G'), writers: new SafeText('W') } }, parts)
  return { text, problems: set.problems.map(({ code, message, at, help }) => `${code} ${at?.file}:${at?.line} ${message} ${help}`), set }
}

describe('the names that a template uses', () => {
  test.each([
    ['{% for name, part in parts.items() %}{{ name }}={{ part }};{% endfor %}', 'graph=G;writers=W;'],
    ['{% for name in parts.keys() %}{{ name }};{% endfor %}{% for part in parts.values() %}{{ part }};{% endfor %}', 'graph;writers;G;W;'],
    ['{{ parts.get("graph") }}', 'G'],
  ])('methods of the parts are none: %s', (template, text) => {
    expect(rendered({ 'table_doc.md': template })).toMatchObject({ text, problems: [] })
  })

  test('members that there are not are, called or not', () => {
    const { problems } = rendered({ 'table_doc.md': '{{ parts.items }}\n{{ parts.graf }}' })
    expect(problems).toEqual([
      expect.stringContaining('templates/table_doc.md:1 The template `table_doc.md` uses `parts.items`'),
      expect.stringMatching(/table_doc\.md:2 .*`parts\.graf`.* Did you mean `parts\.graph`\?/),
    ])
  })
})
