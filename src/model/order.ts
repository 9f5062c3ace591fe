// Everything that is written is sorted by code point, so that no locale and no file order shows in the output.

/** Compares two texts by code point: negative, zero or positive. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  let i = 0
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++
  if (i === length) return a.length - b.length
  // The texts may differ in the second half of a character, which begins one unit before.
  const start = i > 0 && (a.charCodeAt(i - 1) & 0xfc00) === 0xd800 ? i - 1 : i
  return a.codePointAt(start)! - b.codePointAt(start)! || a.codePointAt(i)! - b.codePointAt(i)!
}

/** A copy, sorted by the text that `of` gives for each item. */
export const sortedBy = <T>(items: Iterable<T>, of: (item: T) => string): T[] =>
  Array.from(items, (item) => ({ item, text: of(item) })).sort((a, b) => compareText(a.text, b.text)).map(({ item }) => item)
