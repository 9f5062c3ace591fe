// Every built-in against the host: on random receivers and arguments, what the evaluator knows is what the host computes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateProject } from '#typescript'
import { matches, type Given } from './abstract-match.ts'
import { expressions, outsideExpressions, programOf } from './builtin-programs.ts'

// Newer than the oldest host that the tests run on.
type GroupBy = (items: Iterable<unknown>, by: (item: unknown, index: number) => PropertyKey) => object
const host = Object as unknown as { groupBy?: GroupBy }
host.groupBy ??= (items, by) => {
  if (typeof by !== 'function') throw new TypeError('not a function')
  const groups = Object.create(null) as Record<PropertyKey, unknown[]>
  let index = 0
  for (const item of items) (groups[by(item, index++)] ??= []).push(item)
  return groups
}

const evaluated = (source: string) => {
  const { modules, problems } = evaluateProject({ paths: ['entry.ts'], read: (path) => path === 'entry.ts' ? source : undefined })
  return { out: modules.get('entry.ts')!.exports.get('out'), problems }
}

const ran = (source: string, given?: Given): unknown => (new Function('process', `'use strict';${source}`.replace('export const out =', 'return')) as (process: unknown) => unknown)({ env: { ...(given?.X !== undefined && { X: given.X }) } })

const runs = Number(process.env.RUNS ?? 5)

describe('what is known of a built-in is what the host computes', () => {
  test.each(expressions)('%s', (name, expression) => {
    let known = 0
    fc.assert(fc.property(fc.array(expression, { minLength: 1, maxLength: 15 }), (parts) => {
      const source = programOf(parts)
      const { out } = evaluated(source)
      const match = matches(out, ran(source))
      known += match.known
      expect({ parts, difference: match.difference }).toEqual({ parts, difference: undefined })
    }), { numRuns: runs })
    expect({ name, known: known > 0 }).toEqual({ name, known: true })
  })
})

describe('what is known of a built-in on values from outside holds for each of them', () => {
  test.each(outsideExpressions)('%s', (_name, expression) => {
    fc.assert(fc.property(fc.array(expression, { minLength: 1, maxLength: 8 }), (parts) => {
      const source = programOf(parts)
      const { out } = evaluated(source)
      for (const X of [undefined, '', 'a', 'prod.', '$&1', ' Z ']) {
        expect({ parts, X, difference: matches(out, ran(source, { X }), { X }).difference }).toEqual({ parts, X, difference: undefined })
      }
    }), { numRuns: runs })
  })
})
