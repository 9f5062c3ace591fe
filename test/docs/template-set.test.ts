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

test.each([
  ['a\n{{ x.foo(1) }} b', '2:4 The template `dag_doc.md` calls something that is not a macro or a function of templates: `x.foo`.'],
  ['- b {{ 1 }} {{ "ab".foo(1) | upper }}', '1:16 The template `dag_doc.md` calls something that is not a macro or a function of templates: `"ab".foo`.'],
  ['a\n  {% if x %}b{% endif %}{{ rows[0].z() }}', '2:28 The template `dag_doc.md` calls something that is not a macro or a function of templates: `rows[0].z`.'],
  ['---\norder: 1\n---\n{{ 1 }} {{ "%d" % "x" }}', '4:12 The template `dag_doc.md` cannot format `%d`: %d format: a real number is required, not str.'],
  ['x\n{{ a | nofilter }}', '2:4 The template `dag_doc.md` uses the filter `nofilter`, which does not exist.'],
  ['x\n{{ a b }}', '2:6 The template `dag_doc.md` is not a template: expected variable end'],
])('what goes wrong has its line and column: %j', (text, said) => {
  const set = new TemplateSet(shipped, { 'dag_doc.md': text }, '')
  set.render('dag_doc.md', {}, parts)
  expect(set.problems.map(({ message, at }) => `${at?.line}:${at?.column} ${message}`)[0]).toContain(said)
})

describe('templates that no page is made from', () => {
  const said = (own: Readonly<Record<string, string>>): string[] => new TemplateSet(shipped, own, 'templates').problems.map(({ severity, message, at, help }) => `${severity} ${at?.file}:${at?.line} ${message} ${help}`)
  test('are a note, with the name that may be meant', () => {
    expect(said({ 'dagdoc.md': 'x', 'zebra.md': 'x', 'README.md': 'Our {% templates.', 'dag_doc.md': 'x' })).toEqual([
      'note templates/dagdoc.md:1 No page is made from `dagdoc.md`, and no template takes it in. Did you mean `dag_doc.md`?',
      expect.stringContaining('No page is made from `zebra.md`, and no template takes it in. The README lists'),
    ])
  })
  test.each(['{% include "macros.md" %}', '{% extends "macros.md" %}', '{% import "macros.md" as m %}', '{% from "macros.md" import m %}', '{% include name ~ ".md" %}'])('are right where another takes them in: %s', (text) => {
    expect(said({ 'dag_doc.md': text, 'macros.md': 'x' })).toEqual([])
  })
  test('are looked at all the same', () => {
    expect(said({ 'dag_doc.md': '---\ntitle: x\n---\n\n{% if %}' })).toEqual([expect.stringMatching(/^error templates\/dag_doc\.md:5 The template `dag_doc\.md` is not a template/)])
  })
})
