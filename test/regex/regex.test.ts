// Our regular expressions against the host's: same validity, same matches, same captures; and no pattern runs on without being paid for.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRegex, execRegex, RegexSyntaxError, RegexUnsupportedError } from '#regex'

class Stop extends Error {}

const budget = (most: number) => {
  let left = most
  return (steps: number) => {
    left -= steps
    if (left < 0) throw new Stop()
  }
}

const hostExec = (source: string, flags: string, text: string, lastIndex: number) => {
  const regex = new RegExp(source, flags.includes('g') || flags.includes('y') ? flags : `${flags}g`)
  regex.lastIndex = lastIndex
  const match = regex.exec(text)
  return match && { index: match.index, end: match.index + match[0].length, groups: [...match], names: match.groups ? Object.entries(match.groups) : [] }
}

const ourExec = (source: string, flags: string, text: string, lastIndex: number) => {
  const regex = compileRegex(source, flags)
  const match = execRegex(regex, text, lastIndex, budget(200_000))
  return match && { index: match.index, end: match.end, groups: [...match.groups], names: [...regex.names].map(([name, group]) => [name, match.groups[group]]) }
}

const same = (source: string, flags: string, text: string, lastIndex = 0) => {
  let host: unknown
  try {
    host = hostExec(source, flags, text, lastIndex)
  } catch (error) {
    host = (error as Error).name
  }
  let ours: unknown
  try {
    ours = ourExec(source, flags, text, lastIndex)
  } catch (error) {
    if (error instanceof RegexUnsupportedError || error instanceof Stop) return
    ours = error instanceof RegexSyntaxError ? 'SyntaxError' : error
  }
  expect({ source, flags, text, result: ours }).toEqual({ source, flags, text, result: host })
}

const atom = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'A', '.', '1', '_', ' ', '\\n') },
  { weight: 4, arbitrary: fc.constantFrom('\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '[ab]', '[^a]', '[a-c_]', '[\\w-]', '[^\\d]', '[]', '[^]', '[\\b]', '\\b', '\\B', '^', '$', '\\.', '\\x61', '\\u0062', '\\0', '\\cA', '\\1', '\\2', '\\3', '(?:)', '()') },
  { weight: 1, arbitrary: fc.constantFrom('é', 'É', 'ſ', 'K', '😀', '\\ud83d', '\\u{1f600}', '\\p{Lu}', '\\P{L}', '\\p{Script=Greek}', '[^\\p{L}]', '[😀-😅]', '\\k<n>', '\\7', '\\8', '\\12', ']', '{', '}', '\\-', '[a-\\d]', '[z-a]', 'a{2,1}', '\\c', '[\\c]', '[\\c1]', '(?<n>', '(?<=', '**', '(', ')') },
)
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?', '{1,}', '{0}', '{2,}?')
const pattern = fc.letrec<{ pattern: string; term: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.array(tie('term'), { maxLength: 4 }).map((terms) => terms.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, two]) => `${one}|${two}`),
  ),
  term: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.tuple(atom, quantifier).map(([one, many]) => one + many),
    fc.tuple(fc.constantFrom('(', '(', '(?:', '(?=', '(?!', '(?<=', '(?<!', '(?<n>', '(?<m>'), tie('pattern'), quantifier).map(([open, body, many]) => `${open}${body})${many}`),
  ),
})).pattern
const flags = fc.subarray(['i', 'm', 's', 'u', 'y', 'd']).map((letters) => letters.join(''))
const text = fc.array(fc.constantFrom('a', 'b', 'c', 'A', 'B', '1', '_', ' ', '\n', 'é', 'É', 's', 'S', 'ſ', 'k', 'K', 'α', '😀', '\ud83d', '\ude00', '\u2028'), { maxLength: 9 }).map((letters) => letters.join(''))

describe('the regular expression engine against the host', () => {
  test('generated patterns match the same, with the same captures', () => {
    fc.assert(fc.property(pattern, flags, text, fc.nat(3), (source, letters, on, from) => same(source, letters, on, from)), { numRuns: Number(process.env.RUNS ?? 5_000) })
  })

  test('any text is a pattern for both or for neither', () => {
    const soup = fc.array(fc.constantFrom(...'ab01,-^$.*+?()[]{}|\\/:=!<>kpuxcdDwb&é😀'.split(''), '(?', '\\u', '\\k<', '[^'), { maxLength: 8 }).map((letters) => letters.join(''))
    fc.assert(fc.property(soup, flags, text, (source, letters, on) => same(source, letters, on)), { numRuns: Number(process.env.RUNS ?? 5_000) })
  })

  test('case is ignored as the host ignores it, for every cased letter', () => {
    const cased: string[] = []
    for (let point = 0; point <= 0x1e943; point++) {
      const letter = String.fromCodePoint(point)
      if (letter.toLowerCase() !== letter || letter.toUpperCase() !== letter) cased.push(letter)
    }
    const differing: string[] = []
    for (const unicode of ['i', 'iu']) {
      for (const letter of cased) {
        for (const other of new Set([letter.toLowerCase(), letter.toUpperCase()])) {
          for (const source of [letter, `[${letter}]`, `[^${letter}]`]) {
            if (JSON.stringify(hostExec(source, unicode, other, 0)) !== JSON.stringify(ourExec(source, unicode, other, 0))) differing.push(`/${source}/${unicode} on ${other}`)
          }
        }
      }
    }
    expect(differing).toEqual([])
  }, 60_000)

  test.each([
    ['(z)((a+)?(b+)?(c))*', '', 'zaacbbbcac'],
    ['(?=(a+))a*b\\1', '', 'baaabac'],
    ['(.*?)a(?!(a+)b\\2c)\\2(.*)', '', 'baaabaac'],
    ['(?<year>\\d{4})-(?<month>\\d\\d)', 'u', 'on 2024-02-29'],
    ['(?<=\\$)\\d+(\\.\\d*)?', '', 'cost $10.50'],
    ['(?<=(\\d+)(\\d+))$', '', '1053'],
    ['(?<=\\1(a))b', '', 'aab'],
    ['(?:a*?)*?b', '', 'aaab'],
    ['^(?:(\\w+)\\.)?(\\w+)\\.(\\w+)$', '', 'prod.raw.events'],
    ['\\{\\{\\s*(\\w+)\\s*\\}\\}', 'g', 'x {{ ds }} y'],
    ['(?:)', 'u', '😀'],
    ['a{0}b{', '', 'b{'],
    ['x{1,99999999999999999999}', '', 'xxx'],
    ['(a?)*?$', '', 'aa'],
    ['(?:(a)|b)*', '', 'ab'],
    ['[^]*?(?<!a)b', 's', 'abbb'],
  ])('/%s/%s on %j', (source, letters, on) => same(source, letters, on))

  test.each([
    ['[\\p{L}--[a-z]]', 'abC', 'C'],
    ['[\\p{L}&&[a-z]]+', 'ABcdE', 'cd'],
    ['[[^x]]', 'X', undefined],
    ['[^\\P{Ll}]', 'A', 'A'],
  ])('the flag v: %s on %s (what newer hosts say)', (source, on, found) => {
    expect(execRegex(compileRegex(source, source.includes('x') || source.includes('Ll') ? 'iv' : 'v'), on, 0, budget(1000))?.groups[0]).toBe(found)
    same(source, 'v', on)
    same(source, 'iv', on)
  })
})

describe('bounds', () => {
  test.each([
    ['^(a+)+$', `${'a'.repeat(60)}!`],
    ['(x+x+)+y', 'x'.repeat(60)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(60)],
    ['(?:a|a)*b', 'a'.repeat(60)],
    ['(?:){1000000000}', ''],
    ['(.*)*x', 'a'.repeat(100_000)],
  ])('%s is stopped', (source, on) => {
    expect(() => execRegex(compileRegex(source, ''), on, 0, budget(500_000))).toThrow(Stop)
  })

  test('long texts need no host stack', () => {
    const match = execRegex(compileRegex('^(?:a|b)*$', ''), 'ab'.repeat(50_000), 0, budget(1_000_000))
    expect(match?.end).toBe(100_000)
  })

  test('deep nesting is refused, not followed', () => {
    expect(() => compileRegex('('.repeat(5000) + ')'.repeat(5000), '')).toThrow(RegexUnsupportedError)
  })

  test.each([['a', 'gg'], ['a', 'x'], ['a', 'uv'], ['(', ''], ['[', ''], ['a', 'G']])('/%s/%s is not valid', (source, letters) => {
    expect(() => compileRegex(source, letters)).toThrow(RegexSyntaxError)
  })
})
