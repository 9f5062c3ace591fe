// The project's own Markdown: which pages it makes, what their front matter says, and what is wrong with them.
import { compareText, redactText, type Place, type Problem } from '#model'
import { segmentsOf } from './address.ts'
import { firstSentence } from './dag-words.ts'
import { splitFrontMatter } from './front-matter.ts'

/** A Markdown file of the project that is a page of the book. */
export interface OwnPage {
  /** Its path in the project: `docs/guide/backfills.md`. */
  readonly file: string
  /** The path of the page: `docs/guide/backfills`; that of a folder for its `index.md` or `README.md`. */
  readonly path: string
  readonly title: string
  /** Does its text begin with that title, as a heading? */
  readonly hasHeading: boolean
  /** The Markdown, without front matter. */
  readonly text: string
  /** How many lines of the file stand before the text. */
  readonly textLine: number
  /** What the page is about, in one sentence. */
  readonly sentence: string | undefined
  readonly order: number | undefined
  readonly tags: readonly string[]
  readonly owner: string | undefined
  /** In no list and not found by search; links lead to it. */
  readonly hidden: boolean
}
/** The own pages of a book. */
export interface OwnPages {
  /** In the order in which lists have them: by folder, then by `order`, then by title. */
  readonly pages: readonly OwnPage[]
  readonly problems: readonly Problem[]
}

/** A line of a file as a place. */
export const lineAt = (file: string, line: number): Place => ({ file, line, column: 1, endLine: line, endColumn: 1 })

const isIndex = (name: string): boolean => /^(?:index|readme)$/i.test(name)
const stemOf = (file: string): string => file.replace(/\.(?:md|markdown)$/i, '')

/** The path of the page of each file: segments that are safe on every disk, an index at its folder's path. */
const pathsOf = (files: readonly string[], folder: string): ReadonlyMap<string, string> => {
  const children = new Map<string, Set<string>>()
  const steps = (file: string): string[] => stemOf(file.slice(folder === '' ? 0 : folder.length + 1)).split('/')
  for (const file of files) {
    steps(file).forEach((step, i, all) => {
      const parent = all.slice(0, i).join('/')
      children.set(parent, (children.get(parent) ?? new Set()).add(step))
    })
  }
  const segments = new Map([...children].map(([parent, names]) => [parent, segmentsOf(names)]))
  return new Map(files.map((file) => {
    const all = steps(file)
    const names = all.map((step, i) => segments.get(all.slice(0, i).join('/'))!.get(step)!)
    return [file, ['docs', ...isIndex(all.at(-1)!) ? names.slice(0, -1) : names].join('/')]
  }))
}

const inWords = (name: string): string => {
  const words = name.replace(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
/** What a page without a title is called: its file, or the folder that it stands for. */
const nameOf = (file: string): string => {
  const steps = stemOf(file).split('/'), last = steps.at(-1)!
  return inWords(isIndex(last) ? steps.at(-2) ?? last : last) || last
}

/** The heading that a text begins with. */
const headingOf = (text: string): string | undefined => {
  const [, title] = /^\s*#\s+(.+?)(?:\s+#+)?\s*$/m.exec(text.trimStart().split('\n', 1)[0] ?? '') ?? []
  return title?.replace(/[*`]|\[([^\]]*)\]\([^)]*\)/g, (_, inner: string | undefined) => inner ?? '')
}

const wrongKey = (file: string, message: string): Problem => ({ code: 'front-matter', severity: 'warning', message, at: lineAt(file, 1) })

/** The values of the keys that mean something; a value of the wrong kind costs a problem. */
const readData = (file: string, data: Readonly<Record<string, unknown>>, problems: Problem[]): Pick<OwnPage, 'order' | 'tags' | 'owner' | 'hidden'> & { title: string | undefined } => {
  const given = <T>(key: string, expected: string, take: (value: unknown) => T | undefined): T | undefined => {
    const value = Object.hasOwn(data, key) ? data[key] : undefined
    if (value === undefined || value === null) return undefined
    const taken = take(value)
    if (taken === undefined) problems.push(wrongKey(file, `\`${key}\` in the front matter should be ${expected}.`))
    return taken
  }
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : typeof value === 'number' ? String(value) : undefined)
  const texts = (value: unknown): string[] | undefined => {
    const list: readonly unknown[] = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : []
    const known = list.map(text)
    return known.length === 0 || known.includes(undefined) ? undefined : known as string[]
  }
  return {
    title: given('title', 'text', text), order: given('order', 'a number', (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)),
    tags: given('tags', 'a list of texts', texts) ?? [], owner: given('owner', 'text', text), hidden: given('hidden', '`true` or `false`', (value) => (typeof value === 'boolean' ? value : undefined)) ?? false,
  }
}

/** Two files of one page: the second in the order of paths gets an address of its own. */
const untangled = (pages: readonly OwnPage[], problems: Problem[]): OwnPage[] => {
  const taken = new Map<string, OwnPage>()
  return pages.map((page) => {
    const other = taken.get(page.path)
    if (other === undefined) {
      taken.set(page.path, page)
      return page
    }
    let path = `${page.path}/${stemOf(page.file).split('/').at(-1)!.toLowerCase()}-page`
    while (taken.has(path)) path += '-too'
    problems.push({
      code: 'page-clash', severity: 'warning', message: `\`${page.file}\` and \`${other.file}\` would both be the page \`/${page.path}/\`: this one is at \`/${path}/\`.`, at: lineAt(page.file, 1),
      related: [{ message: 'The other file is here.', at: lineAt(other.file, 1) }], help: 'Rename one of them.',
    })
    const moved = { ...page, path }
    taken.set(path, moved)
    return moved
  })
}

/** Reads the project's own Markdown in `folder`. Every file becomes a page, whatever is wrong with it. */
export const readOwnPages = (documents: Readonly<Record<string, string>>, folder: string): OwnPages => {
  const files = Object.keys(documents).filter((file) => /\.(?:md|markdown)$/i.test(file) && file.startsWith(`${folder}/`) && file !== `${folder}/glossary.md`).sort(compareText)
  const paths = pathsOf(files, folder), problems: Problem[] = []
  const pages = files.map((file): OwnPage => {
    const document = splitFrontMatter(redactText(documents[file]!))
    if (document.wrong !== undefined) problems.push({ ...wrongKey(file, document.wrong), help: 'The page is in the book without it.' })
    const { title, ...data } = readData(file, document.data, problems)
    const heading = headingOf(document.text)
    return { file, path: paths.get(file)!, title: title ?? heading ?? nameOf(file), hasHeading: heading !== undefined, text: document.text, textLine: document.textLine ?? 0, sentence: firstSentence(document.text), ...data }
  })
  return { pages: untangled(pages, problems).sort(inOrder), problems }
}

const folderOf = (page: OwnPage): string => page.path.slice(0, page.path.lastIndexOf('/') + 1)
const inOrder = (a: OwnPage, b: OwnPage): number =>
  compareText(folderOf(a), folderOf(b)) || (a.order ?? Infinity) - (b.order ?? Infinity) || compareText(a.title, b.title) || compareText(a.file, b.file)
