// Choices whose branches are shared: as many ways through them as there are sides, but only as many choices as were made.
import { expect, test } from 'vitest'
import { absent, assumptionsOf, canBeAbsent, choice, Conditions, firstUnknown, known, unknown, type Abstract } from '#value'

const conditions = new Conditions()
const asked = (name: string) => conditions.of(name, { kind: 'truthy' }, name)

/** Choices on top of each other, each of which has the one below on two of its sides. */
const tower = (bottom: Abstract): Abstract => {
  let value = choice(asked('bottom'), bottom, known('plain'))
  for (let level = 0; level < 100; level++) value = choice(asked(`a${level}`), { kind: 'choice', when: asked(`b${level}`), then: known(level), else: value }, value)
  return value
}

test('are asked once each what they rest on, what is unknown of them and whether they may be absent', () => {
  const assumption = { name: 'env X', value: 'x', from: 'fixture' as const }
  expect(assumptionsOf([tower(known('x', undefined, [assumption]))])).toEqual([assumption])
  expect(assumptionsOf([tower(known('x'))])).toBeUndefined()
  expect(firstUnknown([tower(known('x'))])).toBeUndefined()
  expect(firstUnknown([tower(unknown('env', { of: 'X' }))])).toMatchObject({ of: 'X' })
  expect(canBeAbsent(tower(known('x')))).toBe(false)
  expect(canBeAbsent(tower(absent))).toBe(true)
})
