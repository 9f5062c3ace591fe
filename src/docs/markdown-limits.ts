// What Markdown is parsed at all: parsers take time with the square of marks that pair with nothing, and no author writes that.

const mostLines = 12_000, deepest = 100, mostMarks = 1_500
const opensBlock = /^\s*(?:[-*+>|#]|\d+[.)]|```|~~~|$)/

/** Containers that a line is in: quotes and lists that it opens, and those that its indentation stands for. */
const depthOf = (line: string): number => {
  const [start = ''] = /^(?:[\s>]|[-*+](?=\s)|\d{1,9}[.)](?=\s))*/.exec(line) ?? []
  return start.replace(/\s+/g, '').length + Math.floor((/^ */.exec(line)?.[0].length ?? 0) / 2)
}

/** Marks that may pair with others of their paragraph. */
const marksIn = (line: string): number => line.match(/\*+|_+|~+|!?\[|\]|`+|<[/a-z!]/gi)?.length ?? 0

/** Why a text is not parsed; undefined for one that can be. `longest` is in characters. */
export const markdownExcess = (text: string, longest: number): string | undefined => {
  if (text.length > longest) return `The text is longer than ${longest} characters: it is shown as it is, and cut.`
  const lines = text.split('\n')
  if (lines.length > mostLines) return `The text has more than ${mostLines} lines: it is shown as it is.`
  let fence: string | undefined, marks = 0
  for (const line of lines) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      if (mark !== undefined && mark.startsWith(fence)) fence = undefined
      continue
    }
    if (mark !== undefined) fence = mark
    if (depthOf(line) > deepest) return 'The text is nested too deeply: it is shown as it is.'
    marks = (opensBlock.test(line) ? 0 : marks) + marksIn(line)
    if (marks > mostMarks) return 'The text has a paragraph with more marks than can be paired: it is shown as it is.'
  }
  return undefined
}
