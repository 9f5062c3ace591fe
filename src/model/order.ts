// Everything that is written is sorted by code point, so that no locale and no file order shows in the output.

/** Compares two texts by code point: negative, zero or positive. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  const n = Math.min(a.length, b.length)
  for (let i = 0; i < n; i++) {
    const x = a.codePointAt(i)!, y = b.codePointAt(i)!
    if (x !== y) return x - y
  }
  return a.length - b.length
}

/** A copy, sorted by the text that `of` gives for each item. */
export const sortedBy = <T>(items: Iterable<T>, of: (item: T) => string): T[] =>
  [...items].sort((a, b) => compareText(of(a), of(b)))
