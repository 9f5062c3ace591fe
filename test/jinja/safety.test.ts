// Templates of the project under review cannot break out, hang or eat the memory.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { renderTemplate, type Context } from '#jinja'

const context: Context = { ds: '2026-01-02', names: ['a'], table: { a: 1 } }
const kind = (template: string): string => {
  const result = renderTemplate(template, context)
  if (result.error !== undefined) return result.error.type
  const { value } = result
  return typeof value === 'object' && value !== null && '$unknown' in value ? String(value.$unknown) : JSON.stringify(value)
}

describe('prototypes and host functions are out of reach', () => {
  it.each([
    ["{{ ''.__class__.__mro__ }}", 'SecurityError'],
    ["{{ ''['__class__'] }}", 'SecurityError'],
    ['{{ range.constructor("return 1")() }}', 'UndefinedError'],
    ['{{ names.constructor }}', 'UndefinedError'],
    ["{{ names['constructor']('x') }}", 'UndefinedError'],
    ['{{ table.__proto__ }}', 'SecurityError'],
    ['{{ table.hasOwnProperty("a") }}', 'UndefinedError'],
    ['{{ ds.toString() }}', 'UndefinedError'],
    ["{{ '{0.__class__}'.format(1) }}", 'SecurityError'],
    ["{{ '{0.constructor}'.format('x') }}", 'UndefinedError'],
    ["{{ names | attr('__class__') }}", 'SecurityError'],
    ["{{ names | map('constructor') | list }}", 'TemplateAssertionError'],
    ['{{ ds | toString }}', 'TemplateAssertionError'],
    ['{{ ds is constructor }}', 'TemplateAssertionError'],
    ["{{ {'__proto__': 1}.polluted }}", 'UndefinedError'],
    ["{% set ns = namespace() %}{% set ns.__proto__ = {'polluted': 1} %}{{ namespace().polluted }}", 'UndefinedError'],
  ])('%s', (template, expected) => {
    expect(kind(template)).toBe(expected)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

describe('work and memory are bounded', () => {
  it.each([
    '{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}',
    "{{ 'x' * 50000000 }}",
    "{{ [0] * 99999 * 99999 }}",
    '{{ 9 ** (9 ** 9) }}',
    "{{ 'x'.ljust(999999999) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '{:999999999}'.format(1) }}",
    '{{ range(999999999) | list }}',
    "{% set ns = namespace(t='xxxxxxxxxx') %}{% for i in range(60) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}{{ ns.t }}",
    "{{ ('a' * 1000).replace('', 'x' * 100000) }}",
    '{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}',
    '{% set l = [] %}{% for i in range(5000) %}{% do l.append(l) %}{% endfor %}{{ l }}',
  ])('%s', (template) => expect(kind(template)).toBe('limit'))

  it('takes lists that are long, not deep', () => {
    expect(kind(`{{ [${'1, '.repeat(3000)}1] | length }}`)).toBe('"3001"')
    expect(kind(`{{ ${'('.repeat(90)}1${' + 1)'.repeat(90)} }}`)).toBe('"91"')
  })
  it('refuses nesting that no template needs', () => {
    expect(kind(`{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`)).toBe('TemplateSyntaxError')
    expect(kind(`{{ ${'not '.repeat(5000)}1 }}`)).toBe('TemplateSyntaxError')
    expect(kind('{% if 1 %}'.repeat(5000) + '{% endif %}'.repeat(5000))).toBe('TemplateSyntaxError')
    for (const chain of ['.a', ' + 1', ' ~ x', '|upper', ' or x', ' and x', '[0]', ' if x else x']) expect(kind(`{{ x${chain.repeat(20_000)} }}`)).toBe('TemplateSyntaxError')
  })
})

describe('never throws', () => {
  const piece = fc.oneof(fc.constantFrom('{{', '}}', '{%', '%}', '{#', '#}', ' if ', ' for ', ' in ', 'endif', 'endfor', 'set ', 'x', 'ds', '.', '|', '(', ')', '[', ']', '{', '}', ',', ':', "'", '"', '1', '0.5', '-', '**', '%', ' is ', ' not ', 'join', '\\', '\n', '='), fc.string({ maxLength: 4 }))
  it('on any text', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), fc.boolean(), (pieces, native) => {
      renderTemplate(pieces.join(''), context, { native, fuel: 5000 })
    }), { numRuns: 3000 })
  })
  it('on any expression', () => {
    const atom = fc.constantFrom('1', '-2', '0', '2.5', "'ab'", "''", 'True', 'none', 'names', 'table', 'ds', 'nowhere', '[1, 2]', "{'a': 1}", '(1,)')
    const operator = fc.constantFrom('+', '-', '*', '/', '//', '%', '**', '~', '<', '==', ' in ', ' and ', ' or ', ' if 1 else ')
    const tail = fc.constantFrom('', '[0]', '[1:]', '.a', '.upper()', '.get("a")', '|length', '|join', '|int', '|sort', '|first', '|tojson', '|list', ' is defined', '|round', '|string', ".split('b')", "|replace('a', 'b')", '.format(1)', '|sum', '|max')
    fc.assert(fc.property(atom, tail, operator, atom, tail, (a, x, o, b, y) => {
      renderTemplate(`{{ (${a})${x}${o}(${b})${y} }}`, context, { fuel: 5000 })
    }), { numRuns: 5000 })
  })
})
