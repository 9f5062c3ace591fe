// Links in Markdown texts: each is found where it is one, and replaced without touching anything else.
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { changeLinks } from '../../src/docs/markdown-links.ts'

const marked = (text: string): string => changeLinks(text, { name: ({ kind, name, text: shown, line }) => `<${kind}|${name}|${shown ?? ''}|${line}>`, href: ({ href }) => (href.startsWith('keep') ? undefined : href === 'gone' ? null : `to/${href}`) })

describe('links by name', () => {
  test.each([
    ['see [[dag:etl]].', 'see <dag|etl||1>.'],
    ['\n\n[[table:raw.orders_x | the _orders_ ]]', '\n\n<table|raw.orders_x|the _orders_|3>'],
    ['|a|b|\n|-|-|\n|[[dag:etl\\|x]]|c|', '|a|b|\n|-|-|\n|<dag|etl|x|3>|c|'],
    ['# [[dag:a]] and [[dag:b]]', '# <dag|a||1> and <dag|b||1>'],
    ['`[[dag:etl]]` \\[[dag:etl]] [\\[dag:etl]]', '`[[dag:etl]]` \\[[dag:etl]] [\\[dag:etl]]'],
    ['```\n[[dag:etl]]\n```\n    [[dag:etl]]\n<!-- [[dag:etl]] -->', '```\n[[dag:etl]]\n```\n    [[dag:etl]]\n<!-- [[dag:etl]] -->'],
    ['[[no kind]] [[Dag:etl]] [[dag:]] [[dag:a\nb]]', '[[no kind]] [[Dag:etl]] [[dag:]] [[dag:a\nb]]'],
  ])('%j', (text, result) => {
    expect(marked(text)).toBe(result)
  })
})

describe('other links', () => {
  test.each([
    ['[a](b.md)', '[a](to/b.md)'],
    ['[**a** `b`](c.md "T \\"q\\"")', '[**a** `b`](to/c.md "T \\"q\\"")'],
    ['[a](<b c.md>) [](x)', '[a](<to/b c.md>) [](to/x)'],
    ['![pic](p.png) [![in](i.png)](out.md)', '[pic](to/p.png) [![in](i.png)](to/out.md)'],
    ['[a][ref]\n\n[ref]: b.md "T"', '[a][ref]\n\n[ref]: to/b.md "T"'],
    ['> - [a](b.md)\n>   [c](d.md)', '> - [a](to/b.md)\n>   [c](to/d.md)'],
    ['[the *text*](gone) stays', 'the *text* stays'],
    ['<https://x.org> https://y.org [k](keep.md)', '<https://x.org> https://y.org [k](keep.md)'],
    ['`[a](b.md)` \\[a](b.md)', '`[a](b.md)` \\[a](b.md)'],
  ])('%j', (text, result) => {
    expect(marked(text)).toBe(result)
  })

  test('a text in which nothing is changed stays as it is', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('[', ']', '(', ')', '`', '\\', '[[dag:a]]', '[x](y)', '\n', '> ', '|', '*', '<', 'a', '!', '\n\n', '    ')).map((pieces) => pieces.join('')), (text) => {
      expect(changeLinks(text, { name: ({ kind, name }) => `[[${kind}:${name}]]`, href: () => undefined })).toBe(text)
    }), { numRuns: 300 })
  })
})
