// Lists and runs of numbers in words: what the words for times and for days are made of.

/** `a`, `a and b`, `a, b and c`. */
export const listWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** Numbers that are the same step apart. */
export interface Progression { readonly from: number; readonly to: number; readonly step: number }

/** The progression that some ascending numbers are; undefined where they are fewer than `atLeast`, or none. */
export const progressionOf = (values: readonly number[], atLeast: number): Progression | undefined => {
  const [from = 0, second = 0] = values, step = second - from
  if (values.length < Math.max(atLeast, 2) || values.some((value, index) => value !== from + index * step)) return undefined
  return { from, to: values.at(-1)!, step }
}

/** The first and the last of at least `atLeast` numbers that follow one another around a circle of `size`; undefined where they do not, or go all around. */
export const arcOf = (values: readonly number[], size: number, atLeast: number): readonly [number, number] | undefined => {
  if (values.length < atLeast || values.length >= size) return undefined
  const starts = values.filter((value) => !values.includes((value + size - 1) % size))
  return starts.length === 1 ? [starts[0]!, (starts[0]! + values.length - 1) % size] : undefined
}

/** `1st`, `2nd`, `13th`. */
export const ordinalWord = (n: number): string => {
  const tail = n % 10 === 1 && n % 100 !== 11 ? 'st' : n % 10 === 2 && n % 100 !== 12 ? 'nd' : n % 10 === 3 && n % 100 !== 13 ? 'rd' : 'th'
  return `${n}${tail}`
}

/** Two digits. */
export const twoDigits = (n: number): string => String(n).padStart(2, '0')
