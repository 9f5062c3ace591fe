// The schema of a closed set of words.
import { Type } from 'typebox'

/** One of these words. */
export const oneOf = <const T extends readonly string[]>(words: T, description?: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...words], ...(description !== undefined && { description }) })
