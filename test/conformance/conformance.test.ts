// The frame of the conformance runners: what it prints, and how it ends.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf } from '../fixtures/folder.ts'
import { firstDifference, type CaseResult } from './case-result.ts'
import { runConformance } from './conformance.ts'

/** A set whose cases are numbers that should be even. */
const runners = { even: async () => (document: unknown, file: string): CaseResult[] =>
  (document as number[]).map((n, i) => ({ id: `${file}#${i}`, ...(n % 2 !== 0 && { difference: `${n} is odd` }) })) }

const run = async (files: Record<string, string>, ...words: string[]) => {
  const folder = folderOf(files)
  const lines: string[] = []
  const code = await runConformance(words.map((word) => (word in files ? join(folder, word) : word)), runners, (line) => lines.push(line))
  return { code, lines: lines.map((line) => line.replaceAll(`${folder}/`, '')) }
}
const files = { 'a.json': '[2, 3]', 'b.json': '[4, 5, 6]', 'empty.json': '[]', 'broken.json': '[', known: 'a.json#1 # a remark\n\nb.json#1\nb.json#2\n', 'known.json': '["a.json#1"]' }

describe('the conformance frame', () => {
  test('prints what differs and counts on the last line', async () => {
    expect(await run(files, 'even', 'a.json', 'b.json')).toEqual({ code: 1, lines: ['a.json#1: 3 is odd', 'b.json#1: 5 is odd', '3 of 5'] })
  })
  test('lets pass what is known, says so, and says what is known for nothing', async () => {
    expect(await run(files, 'even', 'a.json', 'b.json', '--known', 'known')).toEqual({ code: 0, lines: ['a.json#1 (known): 3 is odd', 'b.json#1 (known): 5 is odd', 'b.json#2: listed as known, and equal now', '3 of 5'] })
    expect(await run(files, 'even', '--known', 'known.json', 'a.json', 'b.json')).toMatchObject({ code: 1 })
  })
  test.each([
    [['even', 'empty.json'], 'empty.json holds no case of the set even'],
    [['even', 'a.json', 'empty.json'], 'empty.json holds no case of the set even'],
    [['even', 'broken.json'], 'JSON'],
    [['even', 'missing.json'], 'ENOENT'],
    [['even'], 'name the files'],
    [['even', 'a.json', '--known'], '--known needs a file'],
    [['even', 'a.json', '--all'], 'there is no option --all'],
    [['scenarios', 'a.json'], 'the set scenarios has no runner yet'],
    [['odd', 'a.json'], 'there is no set odd; there are even'],
    [[], 'SET is even'],
  ])('ends with 2 for %j', async (words, message) => {
    const { code, lines } = await run(files, ...words)
    expect(code).toBe(2)
    expect(lines.join('\n')).toContain(message)
  })
})

describe('the first difference', () => {
  test.each<[unknown, unknown, string | undefined]>([
    [{ a: [1, { b: 2 }], c: null }, { c: null, a: [1, { b: 2 }] }, undefined],
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, 'a[1].b: expected 2, found 3'],
    [{ a: 1 }, {}, 'a: expected 1, found nothing'],
    [{}, { a: 1 }, 'a: expected nothing, found 1'],
    [[1], [1, 2], '[1]: expected nothing, found 2'],
    [{ a: [] }, { a: {} }, 'a: expected [], found {}'],
    [1, '1', 'the value: expected 1, found "1"'],
    [{}, { constructor: 1 }, 'constructor: expected nothing, found 1'],
  ])('of %j and %j', (expected, found, difference) => {
    expect(firstDifference(expected, found)).toBe(difference)
  })
})
