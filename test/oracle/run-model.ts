// The running half of the differential oracle: live exports of DAG files become a model by the same lift as evaluated ones.
import { link } from '../../src/read/link.ts'
import { liftValues } from '../../src/read/typescript/lift.ts'
import { hostReader } from '#value'
import type { Model } from '#model'

/** Exported values as they are once all promises in them are settled (not deeper than one level of lists). */
const settled = async (value: unknown): Promise<unknown> => Array.isArray(value) ? Promise.all(value.map(settled)) : await value

/** The model of modules that were imported, each given as its exports. */
export const runModel = async (modules: readonly object[]): Promise<Model> => {
  const read = hostReader()
  const values = []
  for (const module of modules) for (const value of Object.values({ ...module })) values.push(read(await settled(value)))
  const { records: _, ...facts } = liftValues(values)
  return link([{ ...facts, files: [] }], {})
}
