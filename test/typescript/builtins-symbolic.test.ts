// What stays known when a built-in meets values from outside: texts with holes, guarded elements, lists of unknown length.
import { describe, expect, test } from 'vitest'
import type { Value } from '#model'
import { toValue } from '../../src/typescript/to-value.ts'
import { evaluateProject } from '../../src/typescript/evaluate.ts'

const read = (expression: string): Value => {
  const source = `import { regions } from 'settings'
const env = process.env.REGION!
const tags = ['a']; if (process.env.AUDIT) tags.push('b'); tags.push('c')
export const out = ${expression}`
  const { modules, run } = evaluateProject({ paths: ['entry.ts'], read: (path) => path === 'entry.ts' ? source : undefined })
  return simple(toValue(run, modules.get('entry.ts')!.exports.get('out')!))
}

/** Unknowns as `?`, choices as `[condition, then, else]`, templates as texts: what the tests below are about. */
const simple = (value: unknown): Value => {
  if (Array.isArray(value)) return value.map(simple)
  if (typeof value !== 'object' || value === null) return value as Value
  const fields = value as Record<string, unknown>
  if ('$unknown' in fields) return '?'
  if ('$template' in fields) return (fields['$template'] as unknown[]).map((part) => simple(part)).join('')
  if ('$absent' in fields) return 'absent'
  if ('$choice' in fields) {
    const { when, then, else: otherwise } = fields['$choice'] as Record<string, unknown>
    return [when as string, simple(then), simple(otherwise)]
  }
  return Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, simple(one)]))
}

const audit = 'process.env.AUDIT'

describe('texts with holes', () => {
  test.each<[string, Value]>([
    ['`prod.${env}.t`.replace("prod.", "dev.")', 'dev.?.t'],
    ['`prod.${env}.t`.replace(/^prod\\.(?=.|$)/, "dev.")', '?'],
    ['`prod.${env}.t`.replace(/^(\\w+)\\./, "$1_")', 'prod_?.t'],
    // The hole may end in `prod`, so the dot after it is not certain.
    ['`prod.${env}.t`.replaceAll("prod.", "dev.")', 'dev.?t'],
    ['`select  *\\n from t_${env}  where  x`.replace(/\\s+/g, " ")', 'select * from t_?where x'],
    ['`a.${env}.b`.split(".").length', '?'],
    ['`prod.${env}`.startsWith("prod.")', true],
    ['`prod.${env}`.startsWith("dev")', false],
    ['`prod.${env}`.startsWith("prod.x")', '?'],
    ['`${env}.sql`.endsWith(".sql")', true],
    ['`x${env}`.includes("x")', true],
    ['`prod.${env}.Items`.toUpperCase()', 'PROD.?.ITEMS'],
    ['`  a ${env} b `.trim()', 'a ? b'],
    ['`prod.${env}.t`.slice(5)', '?.t'],
    ['`prod.${env}.t`.slice(0, -2)', 'prod.?'],
    ['`prod.${env}.t`.slice(0, 4)', 'prod'],
    ['/^prod\\./.test(`prod.${env}`)', true],
    ['/^dev/.test(`prod.${env}`)', false],
    ['/t$/.test(`prod.${env}`)', '?'],
    ['["a", `t_${env}`].join(", ")', 'a, t_?'],
    ['JSON.stringify({ table: `t_${env}`, n: 1 })', '{"table":"t_?","n":1}'],
  ])('%s', (expression, expected) => {
    expect(read(expression)).toEqual(expected)
  })
})

describe('guarded elements', () => {
  test.each<[string, Value]>([
    ['tags.map((tag) => "run_" + tag)', ['run_a', [audit, 'run_b', 'absent'], 'run_c']],
    ['tags.filter((tag) => tag !== "a")', [[audit, 'b', 'absent'], 'c']],
    ['tags.includes("b")', [audit, true, false]],
    ['tags.includes("c")', true],
    ['tags.join("+")', [audit, 'a+b+c', 'a+c']],
    ['tags.length', [audit, 3, 2]],
    ['tags.toSorted((x, y) => (x < y ? 1 : -1))', ['c', [audit, 'b', 'absent'], 'a']],
    ['tags.concat(["d"])', ['a', [audit, 'b', 'absent'], 'c', 'd']],
    ['tags.toReversed()', ['c', [audit, 'b', 'absent'], 'a']],
    ['tags.find((tag) => tag > "a")', [audit, 'b', 'c']],
    ['tags.reduce((all, tag) => all + tag, "")', [audit, 'abc', 'ac']],
    ['[...new Set(tags)]', ['a', [audit, 'b', 'absent'], 'c']],
    ['Object.keys({ x: 1, ...(process.env.AUDIT ? { y: 2 } : {}) })', ['x', [audit, 'y', 'absent']]],
    ['JSON.stringify(tags)', [audit, '["a","b","c"]', '["a","c"]']],
  ])('%s', (expression, expected) => {
    expect(read(expression)).toEqual(expected)
  })
})

describe('lists of unknown length', () => {
  test('their elements stand for none or many', () => {
    expect(read('Object.entries(regions).map(([name]) => `load_${name}`)')).toEqual([[expect.stringContaining('each'), 'load_?', 'absent']])
    expect(read('(env ?? "").split(",").map((name) => `load_${name}`)')).toEqual([['process.env.REGION != null', [expect.stringContaining('each'), 'load_?', 'absent'], 'load_']])
  })
})
