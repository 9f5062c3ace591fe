// Offsets in a source text → lines and columns, computed only when asked for.
import type { Place } from '#model'
import type { SourceText } from '#value'

/** A text whose places can be told. The text itself is fetched through `read` so that it need not be kept. */
export const sourceText = (path: string, library: boolean, read: () => string): SourceText => {
  let starts: number[] | undefined
  const lineOf = (offset: number): { line: number, column: number } => {
    starts ??= lineStarts(read())
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - starts[low]! + 1 }
  }
  return {
    path, library,
    placeOf: (pos, end): Place => {
      const start = Math.min(skipTrivia(read(), pos), end)
      const [from, to] = [lineOf(start), lineOf(end)]
      return { file: path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
    },
  }
}

const lineStarts = (text: string): number[] => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The first offset from `pos` on that is neither white space nor in a comment. */
const skipTrivia = (text: string, pos: number): number => {
  const trivia = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
  trivia.lastIndex = pos
  trivia.exec(text)
  return trivia.lastIndex
}
