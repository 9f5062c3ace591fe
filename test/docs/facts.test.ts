// Facts in words and as HTML: what is not known never looks like a value.
import { Window } from 'happy-dom'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Schedule, Value } from '#model'
import { markupText } from '#write'
import { dagSchedule } from '../../src/docs/dag-words.ts'
import { breakable, factMarkupFor, placeMarkupFor } from '../../src/docs/fact-markup.ts'
import { assumptionWords, compactWords, countWords, factWords, unknownsIn } from '../../src/docs/fact-words.ts'
import { cellMarkdown, codeMarkdown, escapeMarkdown, fenceMarkdown } from '../../src/docs/escape-markdown.ts'
import { markdownHtml } from '../../src/docs/markdown.ts'
import { at } from '../fixtures/models.ts'

const env = (of: string): Value => ({ $unknown: 'env', of, at: at('dags/x.ts', 12) })
const region: Value = { $choice: { when: 'process.env.REGION != null', then: env('REGION'), else: 'us' } }
const facts = factMarkupFor(placeMarkupFor(undefined))
const shown = (markup: { markup: string }): string => {
  const { document } = new Window()
  document.body.innerHTML = markupText(markup)
  return document.body.textContent.replace(/\s+/g, ' ').trim()
}

describe('in words', () => {
  test.each<[Value, string, string]>([
    ['us', 'us', 'us'], [3, '3', '3'], [null, 'null', 'null'], [{ a: [1, 'b'] }, '{"a": [1, "b"]}', '{"a": [1, "b"]}'], [{ $$x: 1, $open: true }, '{"$x": 1, …}', '{"$x": 1, …}'],
    [env('REGION'), 'not known: reads REGION from the environment (dags/x.ts:12)', '‹REGION›'],
    [{ $unknown: 'redacted' }, 'hidden: it looks like a secret', '‹hidden›'],
    [region, 'us unless REGION is set in the environment (dags/x.ts:12)', '‹REGION› or us'],
    [{ $choice: { when: 'process.env.N', then: { $unknown: 'derived', of: 'N', detail: 'Number(process.env.N)' }, else: 2 } }, '2 unless N is set and not empty in the environment', '‹N› or 2'],
    [{ $template: ['prod.', env('A'), '.t'] }, 'prod.‹not known: reads A from the environment (dags/x.ts:12)›.t', 'prod.‹A›.t'],
    [{ $number: 'NaN' }, 'NaN', 'NaN'], [{ $undefined: true }, 'undefined', 'undefined'], [{ $maybe: 'a' }, 'perhaps a', 'a'], [{ $unknown: 'new-reason' as 'env' }, 'not known: new-reason', '‹not known›'],
  ])('%j', (value, words, compact) => {
    expect(factWords(value)).toBe(words)
    expect(compactWords(value)).toBe(compact)
  })
  test('what is assumed: a default, a fixture, a variable that is not set', () => {
    expect([{ name: 'env R', value: 'us', from: 'default' as const }, { name: 'env R', value: 'eu', from: 'fixture' as const }, { name: 'env R', value: null, from: 'default' as const }].map(assumptionWords))
      .toEqual(['env R = us (its default)', 'env R = eu (a fixture)', 'env R is not set'])
  })
  test('a schedule that the environment may override', () => {
    const at7 = (when: string) => dagSchedule({ kind: 'cron', expression: { $choice: { when, then: env('CRON'), else: '0 7 * * *' } }, timezone: 'Europe/Paris', timing: 'trigger' } as unknown as Schedule)
    expect(at7('process.env.CRON != null')).toBe('at 07:00 every day, Europe/Paris, unless CRON is set')
    expect(at7("process.env.OTHER === 'x'")).toContain("if process.env.OTHER === 'x', else 0 7 * * *")
  })
  test('every unknown in a value, once', () => {
    expect(unknownsIn([env('A'), { b: env('A'), c: { $template: [env('B')] } }])).toEqual([env('A'), env('B')])
  })
  test('counts have thin spaces', () => {
    expect([countWords(1, 'task'), countWords(12345, 'task'), countWords(2, 'retry', 'retries')]).toEqual(['1 task', '12\u2009345 tasks', '2 retries'])
  })
})

describe('as HTML', () => {
  test.each<[Value, string, string[]]>([
    ['us', 'us', []],
    [env('REGION'), 'not known: reads REGION from the environment dags/x.ts:12', ['not known: reads REGION from the environment']],
    [region, 'us unless REGION is set in the environment dags/x.ts:12', ['REGION is set in the environment']],
    [{ $choice: { when: 'process.env.REGION', then: env('REGION'), else: 'us' } }, 'us unless REGION is set and not empty in the environment dags/x.ts:12', ['REGION is set and not empty in the environment']],
    [{ $choice: { when: "process.env.REGION === 'eu'", then: env('REGION'), else: 'us' } }, "not known: reads REGION from the environment dags/x.ts:12 if process.env.REGION === 'eu', else us", ['not known: reads REGION from the environment']],
    [{ $choice: { when: 'process.env.OTHER != null', then: env('REGION'), else: 'us' } }, 'not known: reads REGION from the environment dags/x.ts:12 if process.env.OTHER != null, else us', ['not known: reads REGION from the environment']],
    [{ $template: ['prod.', env('A'), '.t'] }, 'prod.‹A›.t (‹A›: reads A from the environment dags/x.ts:12)', ['‹A›']],
  ])('%j', (value, text, unknown) => {
    const { document } = new Window()
    document.body.innerHTML = markupText(facts.fact(value))
    expect(document.body.textContent.replace(/\s+/g, ' ').trim()).toBe(text)
    expect([...document.querySelectorAll('.unknown')].map((each) => each.textContent)).toEqual(unknown)
  })
  test('data over several lines', () => {
    expect(markupText(facts.json({ a: [1, 'x'], b: { c: env('A') }, $open: true })).replace(/<[^>]*>/g, '')).toBe('{\n  &quot;a&quot;: [1, &quot;x&quot;],\n  &quot;b&quot;: {\n    &quot;c&quot;: not known: reads A from the environment dags/x.ts:12\n  },\n  perhaps more\n}')
  })
  test('a text with both sides of a choice', () => {
    expect(shown(facts.block({ $choice: { when: 'x', then: { $template: ['select ', env('A')] }, else: 'select 1' } }))).toBe('if x:select ‹A› (‹A›: reads A from the environment dags/x.ts:12)else:select 1')
  })
  test('names break where their words end', () => {
    expect(markupText(breakable('SQLExecuteQueryOperator_a.b'))).toBe('SQLExecute<wbr>Query<wbr>Operator_<wbr>a.<wbr>b')
  })
})

describe('as Markdown', () => {
  test.each([
    ['a_b', 'a_b'], ['_a_ __b__', '\\_a\\_ \\_\\_b\\_\\_'], ['*a*', '\\*a\\*'], ['<b>', '\\<b\\>'], ['[a](b)', '\\[a\\](b)'], ['# a', '\\# a'], ['- a', '\\- a'], ['1. a', '1\\. a'], ['a\n# b', 'a # b'], ['a|b', 'a\\|b'], ['&lt;', '\\&lt;'], ['a\\', 'a\\\\'], ['~~a~~', '\\~\\~a\\~\\~'],
  ])('%j is escaped', (text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown)
  })
  test('code holds any text', () => {
    expect(['a', '`', 'a``b', '', ' '].map(codeMarkdown)).toEqual(['`a`', '`` ` ``', '```a``b```', '', ''])
    expect(fenceMarkdown('a\n```\nb\n', 'sql')).toBe('````sql\na\n```\nb\n````')
    expect(['a|b', 'a\\|b', 'a\\\\|b', 'a\nb'].map(cellMarkdown)).toEqual(['a\\|b', 'a\\|b', 'a\\\\\\|b', 'a b'])
  })
})

test('any text, escaped and shown, is that text', () => {
  const flat = (text: string): string => text.replace(/[\s\u0085]+/gu, ' ').trim()
  const punctuation = fc.string({ unit: fc.constantFrom(...'\\`*_[]<>|~&$#+-=.!():;"\'/ 1aé\n\t{}^@%'), maxLength: 24 })
  fc.assert(fc.property(fc.oneof(punctuation, fc.string({ unit: 'binary', maxLength: 24 })), (any) => {
    // These two are white space to JavaScript and nothing to Markdown.
    const text = any.replace(/[\v\f]/g, '')
    const { document } = new Window()
    document.body.innerHTML = markdownHtml(`${escapeMarkdown(text.trim())}\n\n- a: ${escapeMarkdown(text)}\n\n| h |\n|---|\n| ${cellMarkdown(escapeMarkdown(text))} |\n| ${cellMarkdown(codeMarkdown(text))} |\n`).html
    // oxlint-disable-next-line no-control-regex
    const expected = flat(text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '\uFFFD').replace(/\p{Cs}/gu, '\uFFFD'))
    if (expected === '') return
    expect(flat(document.querySelector('p')!.textContent)).toBe(expected)
    expect(flat(document.querySelector('li')!.textContent)).toBe(flat(`a: ${expected}`))
    expect([...document.querySelectorAll('td')].map((cell) => flat(cell.textContent))).toEqual([expected, expected])
    expect(document.querySelectorAll('body *:not(p, ul, li, div, table, thead, tbody, tr, th, td, code, a)').length).toBe(0)
  }), { numRuns: 500, seed: 5 })
})
