// The glossary of a project: terms and what they mean, from `glossary.md` (a heading each) or `glossary.yaml` (a key each).
import { compareText, redactText, type Problem } from '#model'
import { parseDocument } from 'yaml'
import { anchorText } from './address.ts'
import { splitFrontMatter } from './front-matter.ts'
import { lineAt } from './own-pages.ts'

/** A term. */
export interface Term {
  readonly title: string
  /** The names that links may use: its title and others for the same. */
  readonly names: readonly string[]
  readonly anchor: string
  /** What it means, as Markdown. */
  readonly text: string
  /** The line of the file that its text begins on. */
  readonly line: number
}
/** A glossary. */
export interface Glossary {
  readonly file: string
  /** What stands before the first term, as Markdown. */
  readonly intro: string
  readonly introLine: number
  readonly terms: readonly Term[]
  readonly problems: readonly Problem[]
}

const longest = 500_000
const files = ['glossary.md', 'glossary.yaml', 'glossary.yml']

const problem = (file: string, line: number, message: string): Problem =>
  ({ code: 'glossary', severity: 'warning', message, at: lineAt(file, line), help: 'Give each term a heading in glossary.md, or a key with a text in glossary.yaml.' })

/** Each term once; of two the first stays. Terms are in the order of the alphabet. */
const tidy = (file: string, terms: readonly Term[], problems: Problem[]): Term[] => {
  const seen = new Map<string, Term>()
  for (const term of terms) {
    const key = term.title.toLowerCase(), other = seen.get(key)
    if (other === undefined) seen.set(key, term)
    else problems.push(problem(file, term.line, `\`${term.title}\` is explained twice: on line ${other.line} too.`))
  }
  return [...seen.values()].sort((a, b) => compareText(a.title.toLowerCase(), b.title.toLowerCase()))
}

const termOf = (title: string, text: string, line: number, others: readonly string[] = []): Term =>
  ({ title, names: [title, ...others], anchor: `term-${anchorText(title.toLowerCase())}`, text: text.trim(), line })

const fromMarkdown = (file: string, source: string): Glossary => {
  const { text, textLine = 0, wrong } = splitFrontMatter(source)
  const problems = wrong === undefined ? [] : [problem(file, 1, wrong)]
  const terms: Term[] = [], intro: string[] = []
  let title: string | undefined, from = 0, body: string[] = [], fence: string | undefined
  const close = (): void => {
    if (title !== undefined) terms.push(termOf(title, body.join('\n'), from))
    body = []
  }
  text.split('\n').forEach((line, i) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) fence = fence === undefined ? mark : undefined
    const heading = fence === undefined ? /^ {0,3}#{2,6}\s+(.+?)\s*#*\s*$/.exec(line)?.[1] : undefined
    if (heading !== undefined) {
      close()
      title = heading.replace(/[*`]/g, '')
      from = textLine + i + 1
    } else if (title !== undefined) body.push(line)
    else if (!/^#\s/.test(line)) intro.push(line)
  })
  close()
  return { file, intro: intro.join('\n').trim(), introLine: textLine, terms: tidy(file, terms, problems), problems }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const fromYaml = (file: string, source: string): Glossary => {
  const problems: Problem[] = [], none = { file, intro: '', introLine: 0, terms: [], problems }
  const document = parseDocument(source, { prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) {
    problems.push(problem(file, source.slice(0, error.pos[0]).split('\n').length, `The glossary is not YAML: ${error.message}`))
    return none
  }
  let data: unknown
  try {
    data = document.toJS({ maxAliasCount: 20 })
  } catch {
    problems.push(problem(file, 1, 'The glossary repeats its aliases so often that it is not read.'))
    return none
  }
  if (!isRecord(data)) {
    problems.push(problem(file, 1, 'The glossary is not a set of terms, each with what it means.'))
    return none
  }
  const lines = source.split('\n')
  const lineOf = (title: string): number => Math.max(1, lines.findIndex((line) => line.replace(/["']/g, '').startsWith(`${title}:`)) + 1)
  const terms = Object.entries(data).flatMap(([title, value]): Term[] => {
    if (typeof value === 'string') return [termOf(title, value, lineOf(title))]
    if (isRecord(value) && typeof value['text'] === 'string') {
      const others: readonly unknown[] = Array.isArray(value['also']) ? value['also'] : []
      return [termOf(title, value['text'], lineOf(title), others.filter((name): name is string => typeof name === 'string'))]
    }
    problems.push(problem(file, lineOf(title), `\`${title}\` has no text.`))
    return []
  })
  return { ...none, terms: tidy(file, terms, problems) }
}

/** Reads the glossary of a project: at its root, or in the folder of its pages. */
export const readGlossary = (documents: Readonly<Record<string, string>>, folder: string): Glossary | undefined => {
  const file = [...files, ...files.map((name) => `${folder}/${name}`)].find((name) => Object.hasOwn(documents, name))
  if (file === undefined) return undefined
  const source = redactText(documents[file]!)
  if (source.length > longest) return { file, intro: '', introLine: 0, terms: [], problems: [problem(file, 1, `The glossary is longer than ${longest} characters.`)] }
  return file.endsWith('.md') ? fromMarkdown(file, source) : fromYaml(file, source)
}
