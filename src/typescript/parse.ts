// TypeScript text → syntax tree. The only module that imports ts-morph, whose bundled compiler is used as a parser and nothing else.
import { ts } from 'ts-morph'
import type { Problem } from '#model'
import type { SourceText } from '#value'

export { ts }

/** The text of a name. TypeScript keeps names that begin with `__` with a further underscore; `text` looks for it each time. */
export const textOf = (name: ts.Identifier): string => {
  const text = name.escapedText as string
  return text.charCodeAt(0) === 95 ? name.text : text
}

/** How deep brackets may nest in a file: the parser and every walk over its tree recurse. */
const maxNesting = 1_000

/** The syntax tree of a file. There are no parent links; `parseDiagnostics` holds what the parser complained about. */
export const parseTypeScript = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone }, false, scriptKind(path))

const scriptKind = (path: string): ts.ScriptKind =>
  path.endsWith('.tsx') ? ts.ScriptKind.TSX
    : path.endsWith('.jsx') ? ts.ScriptKind.JSX
      : /\.[cm]?js$/.test(path) ? ts.ScriptKind.JS : ts.ScriptKind.TS

/** The tree of a JSON file; its only statement is the value. */
export const parseJson = (path: string, text: string): ts.JsonSourceFile => ts.parseJsonText(path, text)

/** The first thing the parser complained about, as a problem. One problem a file: what follows is mostly its echo. */
export const syntaxProblem = (source: ts.SourceFile, file: SourceText): Problem | undefined => {
  const [first] = (source as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics
  if (first === undefined) return undefined
  const end = Math.max(first.start + first.length, first.start + 1)
  return {
    code: 'syntax', severity: 'error', at: file.placeOf(first.start, end),
    message: ts.flattenDiagnosticMessageText(first.messageText, ' '),
    help: 'Fix the syntax; what could be understood of the file is still read.',
  }
}

/** Do brackets nest deeper than a recursive parser can follow? A rough count over the text, brackets in strings included. */
export const isTooDeep = (text: string): boolean => {
  let depth = 0
  let deepest = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 40 || code === 91 || code === 123) deepest = Math.max(deepest, ++depth)
    else if (code === 41 || code === 93 || code === 125) depth = Math.max(0, depth - 1)
  }
  return deepest > maxNesting
}
