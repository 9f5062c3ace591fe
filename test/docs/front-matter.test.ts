// Front matter is data: nothing in it runs.
import { describe, expect, test } from 'vitest'
import { splitFrontMatter } from '../../src/docs/front-matter.ts'

describe('front matter', () => {
  test.each([
    ['---\ntitle: A\n---\nbody', { title: 'A' }, 'body'],
    ['---json\n{"title": "A"}\n---\nbody', { title: 'A' }, 'body'],
    ['--- yaml\ntitle: A\n---\nbody', { title: 'A' }, 'body'],
    ['---\r\ntitle: A\r\n---\r\nbody', { title: 'A' }, 'body'],
    ['# no front matter\n---\n', {}, '# no front matter\n---\n'],
    ['---\na rule that is never closed', {}, '---\na rule that is never closed'],
    ['----\nx\n---\n', {}, '----\nx\n---\n'],
    ['---\nprose between rules\n---\n', {}, '---\nprose between rules\n---\n'],
    ['', {}, ''],
  ])('%j', (text, data, rest) => {
    expect(splitFrontMatter(text)).toMatchObject({ data, text: rest })
  })

  test.each(['js', 'javascript', 'JS', 'coffee', 'cson', 'toml', 'constructor', '__proto__'])('---%s is not run', (language) => {
    const found = splitFrontMatter(`---${language}\n{ title: (globalThis.broken = true) }\n---\nbody`)
    expect(found.text).toBe('body')
    expect(found.data).toEqual({})
    expect(found.wrong).toMatch(/expected YAML or JSON/)
    expect((globalThis as Record<string, unknown>)['broken']).toBeUndefined()
  })

  test.each(['a: !!js/function "function () { return 1 }"', 'a: !!js/regexp /a/', 'a: [', 'x: y: ]'])('%s is a problem', (yaml) => {
    const found = splitFrontMatter(`---\n${yaml}\n---\nbody`)
    expect(found).toMatchObject({ data: {}, text: 'body' })
    expect(found.wrong).toBeDefined()
  })

  test('aliases that multiply are not unfolded', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${i === 0 ? '1' : `*a${i - 1}, *a${i - 1}`}]`)
    expect(splitFrontMatter(`---\n${lines.join('\n')}\n---\nbody`).text).toBe('body')
  })

  test('a key named __proto__ changes no prototype', () => {
    splitFrontMatter('---\n__proto__:\n  polluted: true\n---\nbody')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
