// Templates as Jinja's users write them: what nunjucks' parser does not know, and whole templates written for another program.
import { describe, expect, test } from 'vitest'
import { bookOf } from '#docs'
import { SafeText } from '../../src/docs/template-values.ts'
import { renderTemplate } from '../../src/docs/template.ts'
import { parsed } from '../../src/docs/template.ts'
import { bookModel } from '../fixtures/book.ts'
import { chain, dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

const context = { a: 'x', list: ['b', 'a', 'c'], rows: [{ n: 'one', v: 2, on: true }, { n: 'two', v: 1, on: false }], map: { k: 1, l: { m: 'deep' } }, md: new SafeText('**md**'), empty: '', num: 7 }
const render = (text: string): string => renderTemplate((name) => (name === 'main' ? text : undefined), 'main', context)

describe('the language', () => {
  test.each([
    ['{% for r in rows if r.on %}{{ loop.index }}/{{ loop.length }} {{ r.n }}{% else %}none{% endfor %}', '1/1 one'],
    ['{% for r in rows if r.v > 9 %}x{% else %}none{% endfor %}', 'none'],
    ['{% for k, v in map.items() if k == "k" %}{{ k }}={{ v }}{% endfor %}', 'k=1'],
    ['{{ list[1:] | join }} {{ list[:1] | join }} {{ list[-1:] | join }} {{ a[0:1] }} {{ "[1:2]" | safe }}', 'ac b c x [1:2]'],
    ['{{ "abc"[::-1] }} {{ "abcdef"[1:-1:2] }} {{ list[::2] | join }} {{ list[2:0:-1] | join }} {{ a[num - 7:] }} {{ rows[:1][0].n }} {{ md[2:4] }}', 'cba bd bc ca x one md'],
    ['{{ [1, 2][-1] }} {{ "abc"[-2] }} {{ list[-3] }}{{ list[-4] }} {{ rows[-1].n }} {{ map[-1] }}', '2 b b two '],
    ['{{ 2 in (1, 2) }} {{ (1, 2,)[1] }} {{ (3) + 1 }} {{ [1, 2,] | length }} {% for x in ("p", "q") %}{{ x }}{% endfor %}', 'true 2 4 2 pq'],
    ['{{ "%s" % a }} {{ "%s-%03d" % (a, num) }} {{ "%.2f%%" % 2.5 }} {{ "%(k)s" % map }} {{ "%s" % list | join("+") }} {{ -7 % 3 }} {{ num % 4 }}', 'x x-007 2\\.50% 1 b+a+c 2 3'],
    ['{{ "%5s;%-3s;" % (a, 1) }} {{ "%x %e" % (255, 1.5) }} {{ "%s %s" % (True, None) }} {{ "%(n)s" | format(n=a) }}', '    x;1  ; ff 1.500000e+00 True None x'],
    ['{{ "{:>5};{:<3};{:^3};{:05.1f}".format(3, a, a, 2.25) }} {{ "{0}{1}{0} {n!r}".format(1, 2, n=a) }} {{ "{:,}".format(1234567) }} {{ "{:.0%}".format(0.5) }} {{ "{r[n]}".format(r=rows[0]) }} {{ "{{}}".format() }}', "    3;x  ; x ;002.2 121 'x' 1,234,567 50% one {}"],
    ['{{ "%s %s" % (md, "*") }}{{ ("**%s** %s" | safe) % ("*", md) }} {{ ("_{}_" | safe).format("*") }}', '\\*\\*md\\*\\* \\***\\*** **md** _\\*_'],
    ['{{ ([1] + [2, 3])[::-1] | join }}', '321'],
    ['{% with u = 1, w = a %}{{ u }}{{ w }}{% endwith %}{{ u }}', '1x'],
    ['{% set p, q = 1, a %}{{ p }}-{{ q }}', '1-x'],
    ['{% set ns = namespace(found=0) %}{% for r in rows %}{% if r.on %}{% set ns.found = r.v %}{% endif %}{% endfor %}{{ ns.found }}', '2'],
    ['{%+ if a is defined and nope is not defined %}yes{% endif %} {{ None is none }} {{ True and not False }}', 'yes true true'],
    ['{{ num is divisibleby 7 }} {{ num is not divisibleby(2) }} {{ a is in list }} {{ 1 is integer }} {{ list is sequence }}', 'true true false true true'],
    ['{{ a.upper() }} {{ "a-b".split("-") | join("+") | safe }} {{ " x ".strip() }} {{ a.startswith("x") }} {{ ", ".join(list) }} {{ map.get("z", "d") }} {{ map.l.m }}', 'X a+b x true b, a, c d deep'],
    ['{{ rows | map(attribute="n") | join(", ") }} {{ list | map("upper") | list | join }} {{ rows | selectattr("v", "gt", 1) | map(attribute="n") | first }} {{ rows | rejectattr("on") | length }}', 'one, two BAC one 1'],
    ['{{ rows | sort(attribute="v") | map(attribute="n") | join(">") | safe }} {{ list | sort(reverse=true) | join }} {{ rows | sum(attribute="v") }} {{ list | max }} {{ rows | join(",", attribute="n") }}', 'two>one cba 3 c one,two'],
    ['{% for name, items in rows | groupby("n") %}{{ name }}:{{ items | length }} {% endfor %}', 'one:1 two:1 '],
    ['{{ nope | default("d") }} {{ empty | default("d", true) }} {{ empty | default("d", boolean=true) }} {{ a | default("d") }}', 'd d d x'],
    ['{{ "%s of %d%%" | format(a, 3.7) }} {{ "a b c" | wordwrap(3) | replace("\\n", "/") }} {{ "<b>t</b>" | striptags }} {{ map.l | tojson }}', 'x of 3% a b/c t {"m":"deep"}'],
    ['{% for x in list %}{{ loop.cycle("odd", "even") }}{{ "," if not loop.last }}{% endfor %}', 'odd,even,odd'],
    ['{% for x in list -%}\n  {{ x }}\n{%- endfor %}', 'bac'],
    ['{% macro item(t, note="") -%}* **{{ t }}**{% if note %} ({{ note }}){% endif %}{%- endmacro %}{{ item(a) }} {{ item("y", note="n") }}', '* **x** * **y** (n)'],
    ['{% autoescape false %}{{ a }}{% endautoescape %}{% do list %}{% block b scoped %}B{% endblock b %}', 'xB'],
    ['{% raw %}{{ x[1:2] }} {% for %}{% endraw %}{# {% if #}', '{{ x[1:2] }} {% for %}'],
    ['{{ md.upper() }} {{ md }} {{ md | length }}', '**MD** **md** 6'],
  ])('%s', (template, text) => {
    expect(render(template)).toBe(text)
  })

  test.each([
    ['a\n{% if a %}\nb\n{% endif %}\nc', 'a\nb\nc'],
    ['- a {% if a %}(b){% endif %}\n- c', '- a (b)\n- c'],
    ['|h|\n|-|\n{% for x in list %}\n|{{ x }}|\n{% endfor %}\nend', '|h|\n|-|\n|b|\n|a|\n|c|\nend'],
    ['    {% if a %}code{% endif %}\n', '    code\n'],
    ['{% if a %}{% if a %}\nx\n{% endif %}{% endif %}\ny', 'x\ny'],
  ])('lines of nothing but tags go, all others stay as they are: %j', (template, text) => {
    expect(render(template)).toBe(text)
  })

  test('unless the front matter says that they stay', async () => {
    const one = model([dag('d')])
    const of = async (front: string): Promise<string> => (await bookOf(one, { templates, ownTemplates: { 'dag_doc.md': `${front}a\n{% if dag_id %}\nb\n{% endif %}\nc` } })).pages.find((page) => page.kind === 'dag')!.markdown
    expect(await of('')).toBe('a\nb\nc\n')
    expect(await of('---\ntrim_blocks: false\n---\n')).toBe('a\n\nb\n\nc\n')
  })

  test.each([['list[::0]', /steps of 0/], ['list["a":]', /not a whole number/], ['a * 3', /not a number/], ['[1:2]', /cannot stand here/], ['"%d" % a', /cannot format `%d`: %d format: a real number is required, not str/], ['"%s %s" % a', /not enough arguments/], ['"{:d}".format(a)', /cannot format `\{:d\}`: Unknown format code 'd'/], ['"{}".format()', /index 0 out of range/], ['"%999999999s" % a', /too long/]])('{{ %s }} is a problem', (expression, message) => {
    expect(() => render(`{{ ${expression} }}`)).toThrow(message)
  })

  test('errors have the line that their author wrote', () => {
    expect(() => parsed('a\n    {% if x %}b{% endif %}\nc {% if %}')).toThrow(expect.objectContaining({ line: 3 }))
  })
})

describe('nothing gets out', () => {
  test.each(['a.constructor("return 1")()', 'map.items.constructor("x")()', 'list.push(1)', 'map.__proto__.x()', 'a.replace.call(1)', 'list.map("x")', 'namespace.constructor("x")()', 'ns.values.clear()', 'a.at(0)', 'map.hasOwnProperty("k")', '(a.upper)()'])('{{ %s }} calls nothing', (expression) => {
    let text = ''
    try {
      text = render(`{{ ${expression} }}`)
    } catch (error) {
      expect(String(error)).toMatch(/calls something that is not a macro/)
    }
    expect(text).toBe('')
    expect(context.list).toEqual(['b', 'a', 'c'])
  })
  test.each(['{% set s = "x".split("") %}{% for i in range(99999999) if i %}{% endfor %}', '{% set a = "ab" %}{% for i in range(40) %}{% set a = a.replace("a", a) %}{% endfor %}', '{{ ("x" | center(999999999)) | length }}{{ range(99999) | map("upper") | map("center", 500) | join | length }}'])('%s ends', (template) => {
    const started = performance.now()
    try { render(template) } catch (error) { expect(String(error)).toMatch(/more than a page may need|more text than a page/) }
    expect(performance.now() - started).toBeLessThan(4000)
  })
})

/** Templates for the same variables in several hands: they must render whatever a DAG has to say. */
const foreign: Readonly<Record<string, string>> = {
  plain: '# {{ title }}\n\n{{ essence }}\n{{ essence_extra }}\n\n## Steps\n\n{{ tasks }}\n\n## Scripts\n\n{{ scripts }}\n\nThe config file {{ config_file }} is at {{ config_link }}.\n\n{{ more_info }}{{ event_info }}\n\n### Backfill\n\n{{ special_backfill_instructions }}\n\nSources: {{ ds_dag_root }}. Created by {{ created_by }}. Local: {{ local_config }}\n',
  guarded: '# {{ title | upper }}\n{% if essence is defined and essence %}\n> {{ essence | trim }}\n{% endif %}\n{%- if internal_dags %}\n\n## Internal dags\n\n{{ internal_dags }}\n{%- endif %}\n\n{% if history_tables | length > 0 %}\nHistory:\n\n{{ history_tables }}\n{% else %}\nKeeps no history.\n{% endif %}\n{% if wide_tables %}{{ wide_tables }}{% endif %}\n{{ wide_tables_extra | default("", true) }}\n{{ graphs }}\n\n{{ links }}\n',
  lists: '{%- macro section(name, text) -%}\n{% if text %}\n## {{ name }}\n\n{{ text }}\n{% endif %}\n{%- endmacro -%}\n{% set lines = tasks.split("\\n") %}# {{ title }} ({{ lines | select | list | length }})\n{% for line in lines if line.startswith("1. ") %}\n{{ loop.index }}: {{ line | replace("1. ", "") }}\n{% endfor %}\n{{ section("More", more_info) }}\n{{ section("Events", event_info) }}\n{# a note to ourselves #}',
}
describe('whole templates of others', () => {
  test.each(Object.keys(foreign))('%s', async (name) => {
    const book = await bookOf(model(bookModel().dags.filter((each) => ['feature_enrichment', 'restore', 'site_classification_daily_orchestrator'].includes(each.dagId))), { templates, ownTemplates: { 'dag_doc.md': foreign[name]!, 'orchestrator_doc.md': foreign[name]! } })
    expect(book.problems.filter((problem) => problem.code.startsWith('template'))).toEqual([])
    for (const page of book.pages.filter((each) => each.kind === 'dag')) {
      expect(page.markdown).not.toMatch(/\{%|\{\{|undefined|\[object|NaN/)
      expect(page.markdown).toMatch(/^# \S/)
    }
  })

  test('get every variable, of plain DAGs as of orchestrators', async () => {
    const own = { 'dag_doc.md': '{{ title }};{{ essence }};{{ tasks }};{{ config_file }};{{ created_by }};{{ links }}' }
    const one = model([dag('load_orders', { description: 'Loads *all* orders.', owners: ['finance'], tasks: [task('load_orders', 'b', { doc: 'Second.' }), task('load_orders', 'a', { args: { command: 'x.sh' } })], edges: chain('a', 'b') })])
    const [page] = (await bookOf(one, { templates, ownTemplates: own })).pages.filter((each) => each.kind === 'dag')
    expect(page!.markdown).toBe('Load Orders;Loads \\*all\\* orders.;1. **a**: runs x.sh\n\n1. **b**: Second.;;[finance](../owners/finance.md);* Source: `dags/load_orders.ts:3`\n* Owners: [finance](../owners/finance.md)\n')
  })
})
