// The template language: what nunjucks' users know works, and nothing gets out.
import { describe, expect, test } from 'vitest'
import { SafeText } from '../../src/docs/template-values.ts'
import { renderTemplate } from '../../src/docs/template.ts'

const render = (text: string, context: Record<string, unknown> = {}, others: Record<string, string> = {}): string =>
  renderTemplate((name) => (name === 'main' ? text : others[name]), 'main', context)

describe('the language', () => {
  test.each([
    ['{{ a }} {{ b.c }} {{ l[1] }} {{ nope }}{{ b.nope.deeper }}', 'x 1 two '],
    ['{% if b.c == 1 and not nope %}yes{% elif a %}no{% else %}never{% endif %}', 'yes'],
    ['{% for item in l %}{{ loop.index }}:{{ item }}{{ "," if not loop.last }}{% else %}none{% endfor %}', '1:one,2:two'],
    ['{% for item in [] %}x{% else %}none{% endfor %}', 'none'],
    ['{% for k, v in b %}{{ k }}={{ v }};{% endfor %}', 'c=1;d=2;'],
    ['{% set x = 1 %}{% for i in range(3) %}{% set x = x + i %}{% endfor %}{{ x }}', '4'],
    ['{% set t %}<b>{{ a }}</b>{% endset %}{{ t }}', '<b>x</b>'],
    ['{% macro m(p, q=2) %}[{{ p }}{{ q }}]{% endmacro %}{{ m(1) }}{{ m(1, 3) }}{{ m(1, q=4) }}', '[12][13][14]'],
    ['{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}in{% endcall %}', '<in>'],
    ['{{ l | join(", ") | upper }} {{ l | length }} {{ nope | default("d") }}', 'ONE, TWO 2 d'],
    ['{{ 7 // 2 }} {{ 7 % 4 }} {{ 2 ** 3 }} {{ "a" ~ 1 }} {{ "a" in a ~ "a" }} {{ 1 is odd }}', '3 3 8 a1 true true'],
    ['{% filter upper %}abc{% endfilter %}', 'ABC'],
    ['{% switch a %}{% case "x" %}one{% default %}other{% endswitch %}', 'one'],
    ['{% raw %}{{ a }}{% endraw %}', '{{ a }}'],
    ['{# nothing #}-', '-'],
    ['{{ rows | selectattr("on") | map }}'.replace(' | map', ' | length'), '1'],
    ['{{ 4800000 | duration }}', '1 h 20 min'],
  ])('%s', (template, text) => {
    expect(render(template, { a: 'x', b: { c: 1, d: 2 }, l: ['one', 'two'], rows: [{ on: true }, { on: false }] })).toBe(text)
  })

  test('templates include, extend and import each other', () => {
    const others = {
      base: 'A{% block body %}base{% endblock %}Z', part: 'part of {{ a }}',
      macros: '{% macro hi(n) %}hi {{ n }}{% endmacro %}',
    }
    expect(render('{% include "part" %}{% include "no" ignore missing %}', { a: 'x' }, others)).toBe('part of x')
    expect(render('{% extends "base" %}{% block body %}[{{ super() }}]{% endblock %}', {}, others)).toBe('A[base]Z')
    expect(render('{% import "macros" as m %}{{ m.hi("you") }}', {}, others)).toBe('hi you')
    expect(render('{% from "macros" import hi as h %}{{ h("me") }}', {}, others)).toBe('hi me')
  })

  test('what is printed is escaped as Markdown unless it is Markdown already', () => {
    expect(render('{{ a }}|{{ a | safe }}|{{ b }}', { a: '*<b>*', b: new SafeText('**x**') })).toBe('\\*\\<b\\>\\*|*<b>*|**x**')
    expect(render('{{ "a_b __c__ d`" }}')).toBe('a_b \\_\\_c\\_\\_ d\\`')
    expect(render('{{ a | code }}', { a: 'x`y' })).toBe('``x`y``')
    expect(render('{{ a }}', { a: '# no heading\n- no list' })).toBe('\\# no heading - no list')
  })
})

describe('nothing gets out', () => {
  test.each([
    'range.constructor("return 1")()', 'a.constructor.constructor("return 1")()', '"".constructor.constructor("return process")()', '[].map.constructor("return 1")()',
    'self.constructor', 'cycler.constructor', 'joiner.constructor', 'f()', 'a["__proto__"]["toString"]()', 'range["call"]()', 'l.push(1)', 'l["constructor"]["constructor"]("x")()',
    'a["\\\\\\"); globalThis.broken = true; //"]()',
  ])('{{ %s }} reaches nothing', (expression) => {
    const called: unknown[] = []
    const context = { a: { x: 1 }, l: [1], f: () => called.push(1) }
    let text = ''
    try {
      text = render(`{{ ${expression} }}`, context)
    } catch (error) {
      expect(String(error)).toMatch(/calls something that is not a macro|is not a template/)
    }
    expect(text).toBe('')
    expect(called).toEqual([])
    expect((globalThis as Record<string, unknown>)['broken']).toBeUndefined()
    expect(context.l).toEqual([1])
  })

  test('no getter is run and no prototype is seen', () => {
    let ran = false
    const sly = { get x() { ran = true; return 1 } }
    expect(render('{{ a.x }}{{ a.toString }}{{ a.__proto__ }}{{ "s".length }}', { a: sly })).toBe('1')
    expect(ran).toBe(false)
  })

  test.each([
    ['{% for i in range(1000000000) %}x{% endfor %}', /more than a page may need/],
    ['{% for i in range(1000) %}{% for j in range(1000) %}{% for k in range(1000) %}x{% endfor %}{% endfor %}{% endfor %}', /more than a page may need/],
    ['{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', /nested too deeply/],
    ['{% include "main" %}', /nested too deeply/],
    ['{% set a = "xxxxxxxxxx" %}{% for i in range(60) %}{% set a = a + a %}{% endfor %}{{ a }}', /more text than a page can hold/],
    ['{% set a = [1] %}{% for i in range(60) %}{% set a = [a, a] %}{% endfor %}{{ a }}', /more text than a page can hold/],
    ['{% set a = [1] %}{% for i in range(60) %}{% set a = [a, a] %}{% endfor %}{{ a | dump }}', /more text than a page can hold/],
    ['{% set a = "aaaaaaaaaaaaaaaa" %}{% for i in range(15) %}{% set a = a ~ a %}{% endfor %}{{ a | replace("a", a) }}', /more text than a page can hold/],
    [`${'('.repeat(50_000)}`.replace(/^/, '{{ ') + ' }}', /nested too deeply|is not a template/],
    ['{{ r/(a+)+$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaa!") }}', /calls something|regular expression/],
    ['{% if %}', /is not a template/],
    ['{% asyncEach x in y %}{% endeach %}', /tag that templates may not use/],
    ['{{ a | nofilter }}', /does not exist/],
    ['{% extends "nowhere" %}', /`nowhere`, which does not exist/],
    ['{% include "../../etc/passwd" %}', /does not exist/],
  ])('%s is stopped', (template, message) => {
    const started = performance.now()
    expect(() => render(template)).toThrow(message)
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
