// Cases written as Markdown: a heading is a case, a fenced block with a path is a file, the block marked `expect` is what comes out.

/** One case of a Markdown file. */
export interface MarkdownCase {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  readonly expected: string | undefined
  /** Where the text of the `expect` block stands in the document. */
  readonly span: readonly [start: number, end: number] | undefined
}

const fence = /^```(?<info>[^\n]*)\n(?<body>.*?)^```$/gms

/** The cases of a document. Text between the blocks is for readers. */
export const casesIn = (document: string): MarkdownCase[] => {
  const headings = [...document.matchAll(/^#{2,} (.+)$/gm)]
  return headings.map((heading, index) => {
    const start = heading.index
    const end = headings[index + 1]?.index ?? document.length
    return caseOf(heading[1]!, document, start, end)
  })
}

const caseOf = (title: string, document: string, start: number, end: number): MarkdownCase => {
  const files: Record<string, string> = {}
  let expected: string | undefined
  let span: MarkdownCase['span']
  for (const match of document.slice(start, end).matchAll(fence)) {
    const { info, body } = match.groups as { info: string, body: string }
    const [, path] = info.split(' ')
    if (info === 'json expect') {
      expected = body
      const at = start + match.index + match[0].indexOf('\n') + 1
      span = [at, at + body.length]
    } else if (path !== undefined) files[path] = body
  }
  return { title, files, expected, span }
}

/** The document with other texts in its `expect` blocks; undefined leaves one as it is. */
export const withExpectations = (document: string, cases: readonly MarkdownCase[], texts: readonly (string | undefined)[]): string => {
  let updated = document
  for (let index = cases.length - 1; index >= 0; index--) {
    const { span } = cases[index]!
    const text = texts[index]
    if (span !== undefined && text !== undefined) updated = updated.slice(0, span[0]) + text + updated.slice(span[1])
  }
  return updated
}
