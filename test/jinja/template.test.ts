// Whole templates: statements, white space, native rendering, parts that are not known.
import { describe, expect, it } from 'vitest'
import { follow, namesIn, renderData, renderTemplate, type Context } from '#jinja'

const context: Context = { ds: '2026-01-02', names: ['us', 'eu'], table: { a: 1 }, on: true, missing: { $unknown: 'env', of: 'REGION' } }
const text = (template: string, native = false): unknown => {
  const result = renderTemplate(template, context, { native })
  return result.error === undefined ? result.value : result.error.type
}

describe('statements', () => {
  it.each([
    ['a {{ ds }} b', 'a 2026-01-02 b'],
    ['{% if on %}yes{% else %}no{% endif %}', 'yes'],
    ['{% if not on %}a{% elif 1 > 2 %}b{% else %}c{% endif %}', 'c'],
    ['{% for x in names %}{{ loop.index }}:{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}', '1:us, 2:eu'],
    ['{% for k, v in table.items() %}{{ k }}={{ v }}{% endfor %}', 'a=1'],
    ['{% for x in [1, 2, 3] if x is odd %}{{ x }}{% endfor %}', '13'],
    ['{% for x in [] %}{{ x }}{% else %}none{% endfor %}', 'none'],
    ['{% set x = 1 %}{% for i in [1, 2] %}{% set x = x + i %}{% endfor %}{{ x }}', '1'],
    ['{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}', '3'],
    ['{% set a, b = (1, 2) %}{{ b }}', '2'],
    ['{% set body %}x{{ ds }}{% endset %}{{ body | upper }}', 'X2026-01-02'],
    ['{% set l = [] %}{% do l.append(1) %}{{ l }}', '[1]'],
    ['{% macro q(x, end="!") %}"{{ x }}{{ end }}"{% endmacro %}{{ q(1) }}{{ q(2, end="?") }}', '"1!""2?"'],
    ['{% with a = 1 %}{{ a }}{% endwith %}', '1'],
    ['{% filter upper %}a{{ ds }}{% endfilter %}', 'A2026-01-02'],
    ['{% raw %}{{ ds }}{% endraw %}', '{{ ds }}'],
    ['a{# {{ nothing }} #}b', 'ab'],
    ['  {{- ds -}}  x', '2026-01-02x'],
    ['one\n', 'one'],
    ['a #} b', 'a #} b'],
  ])('%s', (template, expected) => expect(text(template)).toBe(expected))
})

describe('native rendering', () => {
  it.each<[string, unknown]>([
    ['{{ names }}', ['us', 'eu']], ['{{ 20260102 }}', 20260102], ["{{ '7' }}", 7], ["{{ '007' }}", '007'], ['{{ 1 }}{{ 2 }}', 12], ['[1, {{ 2 }}]', [1, 2]], ['x{{ 1 }}', 'x1'], ['{{ none }}', null], ['', null],
    ['{% if on %}{{ table }}{% endif %}', { a: 1 }], ['2026-01-02', '2026-01-02'], ['msid,language', 'msid,language'], ['{{ "True" }}', true],
  ])('%s', (template, expected) => expect(text(template, true)).toEqual(expected))
})

describe('what is not known', () => {
  it('leaves the rest of the text standing', () => {
    expect(text('prod.{{ missing }}.t')).toEqual({ $template: ['prod.', { $unknown: 'env', of: 'REGION' }, '.t'] })
  })
  it('hides what a condition decides, and no more', () => {
    expect(text('a{% if missing %}b{% endif %}c')).toEqual({ $template: ['a', { $unknown: 'derived', of: 'REGION', detail: 'a condition is not known' }, 'c'] })
  })
  it('hides everything where something may have been changed on the way', () => {
    expect(text('{% set x = 1 %}{% if missing %}{% set x = 2 %}{% endif %}{{ x }}')).toMatchObject({ $unknown: 'derived' })
  })
  it('hides what a loop over it gives', () => {
    expect(text('{% for x in missing %}{{ x }}{% endfor %}!')).toMatchObject({ $template: [{ $unknown: 'derived' }, '!'] })
  })
  it('is a name that the context does not have', () => {
    expect(text('{{ run_id }}')).toEqual({ $unknown: 'global', of: 'run_id', detail: 'the context does not have it' })
  })
  it('stays text where native rendering cannot make it anything else', () => {
    expect(text('prod.{{ missing }}', true)).toMatchObject({ $template: ['prod.', { of: 'REGION' }] })
    expect(text('{{ missing }}1', true)).toMatchObject({ $unknown: 'derived' })
  })
})

describe('renderData', () => {
  it('renders every text and leaves keys, numbers and symbolic values', () => {
    expect(renderData({ '{{ ds }}': ['{{ ds }}', 1, null], u: { $unknown: 'env' } }, context)).toEqual({ '{{ ds }}': ['2026-01-02', 1, null], u: { $unknown: 'env' } })
  })
  it('says which error a text raises', () => {
    expect(renderData({ a: '{{ 1 / 0 }}' }, context)).toEqual({ a: { $unknown: 'unsupported', detail: 'ZeroDivisionError: division by zero' } })
  })
})

describe('follow', () => {
  const decisions = [{ if: "'x' in names", to: ['a'] }, { if: 'on', to: ['b'] }, { to: ['c'] }]
  it('takes the first decision that holds', () => expect(follow(decisions, context)).toEqual(['b']))
  it('takes the last one otherwise', () => expect(follow(decisions, { ...context, on: false })).toEqual(['c']))
  it('does not guess', () => expect(follow([{ if: 'missing', to: ['a'] }, { to: ['b'] }], context)).toBeUndefined())
})

describe('namesIn', () => {
  it('lists what a run has to know', () => {
    expect(namesIn("{{ ds }} {{ params.region }} {{ params['n'] }} {{ dag_run.conf.get('k', 1) }} {{ dag_run.conf.z }} {{ var.value.v }} {{ conn.pg.host }}")).toEqual({
      names: ['conn', 'dag_run', 'ds', 'params', 'var'], conf: ['k', 'z'], params: ['n', 'region'], variables: ['v'], connections: ['pg'],
    })
  })
  it('leaves out what the template sets itself', () => {
    expect(namesIn('{% set a = ds %}{% for x in a %}{{ x }}{{ loop.index }}{% endfor %}{{ x }}')?.names).toEqual(['ds', 'x'])
  })
  it('has no answer for what is no template', () => expect(namesIn('{{ ')).toBeUndefined())
})
