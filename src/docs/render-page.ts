// A page in both its forms: the same template rendered for `docs/` and for the site, with the page's parts in place.
import { markup, type Markup } from '#write'
import type { PageContext } from './context.ts'
import type { Origin } from './links.ts'
import { hasNames } from './markdown-links.ts'
import { markdownHtml, partFence, type Heading } from './markdown.ts'
import type { Page, PageKind, Part } from './page.ts'
import type { TemplateSet } from './template-set.ts'
import { SafeText } from './template-values.ts'

/** The parts of a page by name; a part that is undefined has nothing to say. */
export type Parts = Readonly<Record<string, Part | undefined>>

/** What a page is rendered from. */
export interface PageInput {
  readonly kind: PageKind
  /** The name of its template. */
  readonly template: string
  /** Its title, unless the template's front matter gives it one. */
  readonly title: string
  readonly description: string
  readonly dagId?: string
  readonly parts: Parts
  /** What the template sees besides its parts. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Variables that hold a part under another name: `{ graphs: 'graph' }`. */
  readonly partVariables?: Readonly<Record<string, string>>
  /** The headings that a part brings along, by the part's name. */
  readonly inner?: Readonly<Record<string, readonly Heading[]>>
  readonly hidden?: true
  /** A part holds a diagram. */
  readonly hasMermaid?: boolean
}

/** A page to be made. */
export interface PagePlan {
  readonly path: string
  readonly make: (context: PageContext) => PageInput | Promise<PageInput>
}

/** The deepest level of headings that is listed, unless a template's front matter has `contents`. */
const contentsLevel = 3

/** The headings with those of parts put where the parts are. */
const withInner = (html: string, headings: readonly Heading[], inner: Readonly<Record<string, readonly Heading[]>>): Heading[] => {
  const placed = [
    ...headings.map((heading) => ({ at: html.indexOf(` id="${heading.id}"`), list: [heading] })),
    ...Object.entries(inner).map(([name, list]) => ({ at: html.indexOf(`<!--${name}-->`), list })),
  ]
  return placed.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at).flatMap(({ list }) => list)
}

/** Makes a page. Parts stand in the Markdown as themselves; for the site their fences are replaced by their HTML. */
export const renderPage = (set: TemplateSet, context: PageContext, input: PageInput): Page => {
  const { path } = context, { template, variables, inner = {} } = input
  const list = Object.entries(input.parts).filter((entry): entry is [string, Part] => entry[1] !== undefined)
  const data = list.flatMap(([name, part]) => (part.data === undefined ? [] : [[name, part.data]]))
  const values = (form: (name: string, part: Part) => string): Record<string, unknown> => {
    const shown = new Map(list.map(([name, part]) => [name, new SafeText(form(name, part))]))
    const others = Object.entries(input.partVariables ?? {}).map(([name, part]) => [name, shown.get(part) ?? ''] as const)
    return { ...variables, ...Object.fromEntries(others), parts: Object.fromEntries(shown) }
  }
  const parts = Object.keys(input.parts)
  const written = set.render(template, values((_, part) => part.markdown), parts).text
  const shown = set.render(template, values((name) => partFence(name)), parts)
  const origin: Origin = { file: undefined, isPage: true, at: (_: number, link: string) => set.locate(template, link) }
  const inserted = new Map<string, Markup>(list.map(([name, part]) => [name, inner[name] === undefined ? part.html : markup`<!--${name}-->${part.html}`]))
  const { html, headings, hasMermaid } = markdownHtml(context.adopt(shown.text, origin), { parts: inserted, pageLink: context.pageLink })
  const deepest = typeof shown.data['contents'] === 'number' ? shown.data['contents'] : contentsLevel
  return {
    path, url: context.url(path), kind: input.kind, title: shown.title ?? input.title, description: input.description, ...(input.dagId !== undefined && { dagId: input.dagId }), ...(input.hidden && { hidden: input.hidden }), ...(data.length > 0 && { data: Object.fromEntries(data) }),
    markdown: `${(hasNames(shown.text) ? context.adopt(written, origin) : written).replace(/\n{3,}/g, '\n\n').trim()}\n`, html,
    headings: withInner(html, headings, inner).filter((heading) => heading.level > 1 && heading.level <= deepest), hasMermaid: hasMermaid || input.hasMermaid === true,
  }
}
