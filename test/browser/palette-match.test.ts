// How the palette ranks names: no browser needed.
import { expect, test } from 'vitest'
import { match } from '../../site/src/client/palette-match.ts'

const names = ['restore', 'restore_snapshot', 'orders.restore', 'prerestored', 'create_input_table', 'wide_table_build', 'customers.merge', 'x'.repeat(300)]
const found = (typed: string, around = ''): string[] => names.flatMap((name) => {
  const answer = match(typed.split(' '), name, around)
  return answer === undefined ? [] : [{ name, score: answer.score }]
}).sort((a, b) => b.score - a.score).map(({ name }) => name)
const marked = (typed: string, name: string): string => {
  const { marks } = match(typed.split(' '), name, '')!
  return marks.map(([from, to]) => name.slice(from, to)).join('|')
}

test('a whole name comes before its beginning, that before a word in it, that before any place', () => {
  expect(found('restore')).toEqual(['restore', 'restore_snapshot', 'orders.restore', 'prerestored'])
})
test('letters are found at the starts of words, not anywhere', () => {
  expect(found('wtb')).toEqual(['wide_table_build'])
  expect(found('crinptab')).toEqual(['create_input_table'])
  expect(found('eee')).toEqual([])
  expect(found('zq')).toEqual([])
})
test('every word has to be in the name or around it, one of them in the name', () => {
  expect(found('table input')).toEqual(['create_input_table'])
  expect(found('merge etl', 'etl_daily')).toEqual(['customers.merge'])
  expect(found('etl', 'etl_daily')).toEqual([])
})
test('the characters that answer are marked, in order and never twice', () => {
  expect(marked('merge', 'customers.merge')).toBe('merge')
  expect(marked('mer', 'customers.merge')).toBe('mer')
  expect(match(['mer'], 'customers.merge', '')!.marks).toEqual([[10, 13]])
  expect(marked('table input', 'create_input_table')).toBe('input|table')
  expect(marked('crinptab', 'create_input_table')).toBe('cr|inp|tab')
  expect(match(['rest', 'restore'], 'restore', '')!.marks).toHaveLength(1)
})
test('long names and odd characters cost no time', () => {
  const began = performance.now()
  for (let i = 0; i < 20_000; i++) match(['x', 'a('], 'x'.repeat(300), '')
  expect(performance.now() - began).toBeLessThan(5000)
})
