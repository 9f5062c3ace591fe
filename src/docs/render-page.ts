// A page in both its forms: the same template rendered for `docs/` and for the site, with the page's parts in place.
import type { Place } from '#model'
import { markup, trusted, type Markup } from '#write'
import type { PageContext } from './context.ts'
import type { Origin } from './links.ts'
import { hasNames } from './markdown-links.ts'
import { markdownExcess } from './markdown-limits.ts'
import { markdownHtml, partFence, type Heading, type Html } from './markdown.ts'
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

const marker = (name: string): string => `<!--part ${name}-->`
const markers = /<!--part ([^>]*)-->/g

/** What a template made as HTML, with its parts in place; text that no page could show is a problem of the template. */
const templateHtml = (set: TemplateSet, template: string, text: string, parts: ReadonlyMap<string, Markup>, pageLink: (href: string) => string | undefined): Html => {
  const excess = markdownExcess(text, longest)
  if (excess !== undefined) {
    set.problems.push({ code: 'template', severity: 'error', message: `What the template \`${template}\` makes cannot be shown. ${excess}`, ...optionalAt(set.locate(template, '')), help: 'Let it print less.' })
    return { html: markup`<h1>${template}</h1><pre tabindex="0">${text.slice(0, 10_000)}</pre>`.markup, headings: [], hasMermaid: false }
  }
  // Most pages of a kind differ in their parts alone. Links differ from page to page.
  const isAlike = !text.includes('](') && !text.includes(']:')
  const known = isAlike ? set.pages.get(text) : undefined
  const page = known ?? markdownHtml(text, { parts: new Map([...parts.keys()].map((name) => [name, trusted(marker(name))])), pageLink })
  if (isAlike) set.pages.set(text, page)
  return { ...page, html: page.html.replace(markers, (_, name: string) => parts.get(name)?.markup ?? '') }
}
const longest = 1_000_000
const optionalAt = (at: Place | undefined): { readonly at?: Place } => (at === undefined ? {} : { at })

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
  const { html, headings, hasMermaid } = templateHtml(set, template, context.adopt(shown.text, origin), inserted, context.pageLink)
  const deepest = typeof shown.data['contents'] === 'number' ? shown.data['contents'] : contentsLevel
  return {
    path, url: context.url(path), kind: input.kind, title: shown.title ?? input.title, description: input.description, ...(input.dagId !== undefined && { dagId: input.dagId }), ...((input.hidden || shown.data['hidden'] === true) && { hidden: true }), ...(data.length > 0 && { data: Object.fromEntries(data) }),
    markdown: `${(hasNames(shown.text) ? context.adopt(written, origin) : written).replace(/\n{3,}/g, '\n\n').trim()}\n`, html,
    headings: withInner(html, headings, inner).filter((heading) => heading.level > 1 && heading.level <= deepest), hasMermaid: hasMermaid || input.hasMermaid === true,
  }
}
