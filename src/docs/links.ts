// Where links lead: those of authors' texts by name or by path, those of templates by page; whatever leads nowhere is a problem.
import { nearest, type Place, type Problem } from '#model'
import { namedKinds, type Directory, type NamedKind, type Target } from './directory.ts'
import { codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import { markdownExcess } from './markdown-limits.ts'
import { changeLinks, type HrefLink, type NameLink } from './markdown-links.ts'
import type { OwnPage } from './own-pages.ts'
import { markdownFile, type Page } from './page.ts'

/** Where a text was written. */
export interface Origin {
  /** The file in the project that relative links start from; undefined where nothing but the page is known. */
  readonly file: string | undefined
  /** Is the text all of its page, so that every place on the page is known to it? */
  readonly isPage?: true
  /** The place of a line of the text, which holds `link`. */
  readonly at: (line: number, link: string) => Place | undefined
}
/** What is needed of the page that a text stands on. */
export interface LinkPage {
  readonly path: string
  readonly relative: (target: Target) => string
}
/** What links can lead to. */
export interface LinkTargets {
  readonly directory: Directory
  readonly paths: readonly string[]
  readonly own: readonly OwnPage[]
  /** Every file of the project. */
  readonly files: ReadonlySet<string>
  /** The address of a source file; undefined where it is not known where the sources are. */
  readonly source: (file: string) => string | undefined
}

/** A page has no more text than that around its parts. */
const longest = 1_000_000

const hasScheme = (href: string): boolean => /^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A relative path of a file, seen from the file at `from`. */
const resolved = (from: string, file: string): string => {
  const folders = file.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const step of file.split('/')) {
    if (step === '..') folders.pop()
    else if (step !== '.' && step !== '') folders.push(step)
  }
  return folders.join('/')
}

const kindTitles: Readonly<Record<NamedKind, string>> = { dag: 'DAG', task: 'task', group: 'task group', table: 'table', pipeline: 'configuration', owner: 'owner', tag: 'tag', doc: 'page of the project’s own', term: 'term of the glossary' }
const isKind = (kind: string): kind is NamedKind => (namedKinds as readonly string[]).includes(kind)

/** The links of a book. */
export class BookLinks {
  /** Links that lead nowhere; complete after `checkAnchors`. */
  readonly problems: Problem[] = []
  private readonly anchors: { readonly path: string; readonly anchor: string; readonly href: string; readonly at: Place | undefined }[] = []
  private readonly targets: LinkTargets
  private readonly pages: ReadonlyMap<string, string>
  private readonly own: ReadonlyMap<string, OwnPage>

  constructor(targets: LinkTargets) {
    this.targets = targets
    this.pages = new Map(targets.paths.map((path) => [markdownFile(path), path]))
    this.own = new Map(targets.own.flatMap((page) => [[page.file, page] as const, ...(/\/(?:index|readme)\.\w+$/i.test(page.file) ? [[page.file.slice(0, page.file.lastIndexOf('/')), page] as const] : [])]))
  }

  /** The Markdown of an author with each link leading from a page to where it should; names become links. */
  adopt(text: string, page: LinkPage, origin: Origin): string {
    if (markdownExcess(text, longest) !== undefined) return text
    return changeLinks(text, { name: (link) => this.named(link, page, origin), href: (link) => this.led(link, page, origin) })
  }

  /** The page that a relative link of our own Markdown leads to. */
  find(href: string, from: string): Target | undefined {
    const [file = '', anchor] = href.split('#')
    if (file === '' || hasScheme(file) || file.startsWith('/')) return undefined
    const path = this.pages.get(resolved(markdownFile(from), decoded(file)))
    return path === undefined ? undefined : { path, ...(anchor !== undefined && { anchor: decoded(anchor) }) }
  }

  private named({ kind, name, text, line }: NameLink, page: LinkPage, origin: Origin): string {
    const target = isKind(kind) ? this.targets.directory.find(kind, name) : undefined
    const shown = text ?? (kind === 'doc' && target !== undefined ? escapeMarkdown(this.titleOf(target) ?? name) : ['owner', 'tag', 'doc', 'term'].includes(kind) ? escapeMarkdown(name) : codeMarkdown(name))
    if (target !== undefined) return `[${shown}](${page.relative(target) || '#'})`
    const near = isKind(kind) ? nearest(name, this.targets.directory.names(kind)) : nearest(kind, namedKinds)
    const at = origin.at(line, `[[${kind}:${name}`)
    this.problems.push({
      code: 'unknown-name', severity: 'warning', message: isKind(kind) ? `\`[[${kind}:${name}]]\` names no ${kindTitles[kind]}.` : `\`[[${kind}:${name}]]\`: there is no kind \`${kind}\`.`, ...(at !== undefined && { at }),
      help: near === undefined ? (isKind(kind) ? `Name a ${kindTitles[kind]} of the book.` : `Kinds are: ${namedKinds.join(', ')}.`) : `Did you mean \`[[${isKind(kind) ? `${kind}:${near}` : `${near}:${name}`}]]\`?`,
    })
    return shown
  }

  private titleOf(target: Target): string | undefined {
    return this.targets.own.find((page) => page.path === target.path)?.title
  }

  private led({ href, isPicture, line }: HrefLink, page: LinkPage, origin: Origin): string | null | undefined {
    const [file = '', anchor] = href.split('#')
    if (hasScheme(href)) return undefined
    const at = origin.at(line, href)
    if (file === '') {
      if (origin.isPage && anchor !== undefined && anchor !== '') this.note({ path: page.path, anchor: decoded(anchor) }, href, at)
      return undefined
    }
    const path = resolved(origin.file ?? '', decoded(file.replace(/\?.*$/, '')))
    const own = origin.file === undefined ? undefined : this.own.get(path) ?? this.own.get(`${path}.md`)
    const target = own === undefined ? this.find(href, page.path) : { path: own.path, ...(anchor !== undefined && anchor !== '' && { anchor: decoded(anchor) }) }
    if (target !== undefined) {
      this.note(target, href, at)
      return page.relative(target) || '#'
    }
    if (origin.file !== undefined && this.isFile(path)) return this.targets.source(path) ?? null
    this.broken(href, at, nearest(path, [...this.own.keys()]), isPicture)
    return null
  }

  private isFile(path: string): boolean {
    return this.targets.files.has(path) || [...this.targets.files].some((file) => file.startsWith(`${path}/`))
  }

  private note(target: Target, href: string, at: Place | undefined): void {
    if (target.anchor !== undefined && target.anchor !== '') this.anchors.push({ path: target.path, anchor: target.anchor, href, at })
  }

  private broken(href: string, at: Place | undefined, near: string | undefined, isPicture = false): void {
    this.problems.push({
      code: 'broken-link', severity: 'warning', message: `The ${isPicture ? 'picture' : 'link'} \`${href}\` leads nowhere.`, ...(at !== undefined && { at }),
      help: near === undefined ? 'Correct the path, or remove the link.' : `Did you mean \`${near}\`?`,
    })
  }

  /** Looks whether every place that a link names is on its page. Headings of an author's text may have a prefix there. */
  checkAnchors(pages: readonly Page[]): void {
    const byPath = new Map(pages.map((page) => [page.path, page])), ids = new Map<string, ReadonlySet<string>>()
    const idsOf = (path: string): ReadonlySet<string> => {
      const known = ids.get(path) ?? new Set([...(byPath.get(path)?.html ?? '').matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!))
      ids.set(path, known)
      return known
    }
    for (const { path, anchor, href, at } of this.anchors) {
      const known = idsOf(path)
      if (known.has(anchor) || known.has(`doc-${anchor}`)) continue
      const near = nearest(anchor, [...known])
      this.problems.push({
        code: 'broken-link', severity: 'warning', message: `The link \`${href}\` leads to a page that has no place \`#${anchor}\`.`, ...(at !== undefined && { at }),
        help: near === undefined ? 'Name a heading of that page as its anchor has it.' : `Did you mean \`#${near.replace(/^doc-/, '')}\`?`,
      })
    }
  }
}
