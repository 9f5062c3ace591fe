// The project's own pages, the list of them, and its glossary.
import { markup, trusted, type Markup } from '#write'
import type { PageContext } from './context.ts'
import { escapeMarkdown, fenceMarkdown } from './escape-markdown.ts'
import { placeMarkdown } from './fact-rows.ts'
import { harmlessMarkdown } from './harmless-markdown.ts'
import { headPart } from './head-markup.ts'
import { listed } from './list-markup.ts'
import { lineAt, type OwnPage } from './own-pages.ts'
import type { Glossary, Term } from './glossary.ts'
import type { Part } from './page.ts'
import { authorHtml, authorText } from './part-documentation.ts'
import type { PagePlan } from './render-page.ts'
import type { TemplateSet } from './template-set.ts'

/** Own pages as a list, without those that are hidden; undefined where there are none. */
export const pagesPart = (pages: readonly OwnPage[], context: PageContext): Part | undefined => {
  const shown = pages.filter((page) => !page.hidden)
  if (shown.length === 0) return undefined
  return {
    markdown: shown.map((page) => `- [${escapeMarkdown(page.title)}](${context.relative(page)})${page.sentence === undefined ? '' : `: ${escapeMarkdown(page.sentence)}`}`).join('\n'),
    html: markup`<ul class="own-pages">${shown.map((page) => markup`<li><a href="${context.url(page.path)}">${page.title}</a>${page.sentence !== undefined && markup`<p dir="auto">${page.sentence}</p>`}</li>`)}</ul>`,
  }
}

/** The pages below that of a folder. */
const below = (own: readonly OwnPage[], path: string): OwnPage[] => own.filter((page) => page.path.startsWith(`${path}/`))

const aboutPart = (page: OwnPage, context: PageContext): Part => {
  const owner = page.owner
  const at = lineAt(page.file, 1)
  const html: Markup[] = [
    ...(owner === undefined ? [] : [markup`<div><dt>Owner</dt><dd>${context.link('owner', owner)}</dd></div>`]),
    ...(page.tags.length === 0 ? [] : [markup`<div><dt>Tags</dt><dd>${listed(page.tags.map((tag) => context.link('tag', tag)))}</dd></div>`]),
    markup`<div><dt>Source</dt><dd>${context.facts.place(at)}</dd></div>`,
  ]
  return {
    markdown: [...(owner === undefined ? [] : [`- Owner: ${context.linkMarkdown('owner', owner)}`]), ...(page.tags.length === 0 ? [] : [`- Tags: ${page.tags.map((tag) => context.linkMarkdown('tag', tag)).join(', ')}`]), `- Source: ${placeMarkdown(at)}`].join('\n'),
    html: markup`<dl class="rows about">${html}</dl>`,
  }
}

const ownPlan = (page: OwnPage, own: readonly OwnPage[], set: TemplateSet): PagePlan => ({
  path: page.path,
  make: (context) => {
    const text = context.adopt(page.text, { file: page.file, isPage: true, at: (line) => lineAt(page.file, page.textLine + line) })
    const document = authorHtml(text, { titles: page.hasHeading ? 1 : 0, pageLink: context.pageLink })
    if (document.wrong !== undefined) set.problems.push({ code: 'documentation', severity: 'warning', message: document.wrong, at: lineAt(page.file, 1) })
    return {
      kind: 'doc', template: 'page_doc.md', title: page.title, description: page.sentence ?? page.title, ...(page.hidden && { hidden: true }),
      parts: {
        ...(!page.hasHeading && { heading: headPart({ eyebrow: '', name: page.title, isCode: false }) }),
        content: { markdown: document.wrong === undefined ? harmlessMarkdown(text.trim()) : fenceMarkdown(text, ''), html: markup`<div class="prose" dir="auto">${trusted(document.html)}</div>` },
        pages: pagesPart(below(own, page.path), context), about: aboutPart(page, context),
      },
      variables: { title: page.title, owner: page.owner, tags: page.tags, file: page.file },
      inner: { content: document.headings }, hasMermaid: document.hasMermaid,
    }
  },
})

/** The page of every Markdown file of the project, and the list of them where no file of theirs is that. */
export const ownPlans = (own: readonly OwnPage[], set: TemplateSet): PagePlan[] => own.length === 0 ? [] : [
  ...(own.some((page) => page.path === 'docs') ? [] : [{
    path: 'docs', make: (context: PageContext) => ({ kind: 'list' as const, template: 'docs.md', title: 'Docs', description: 'The pages that this project has written itself', parts: { pages: pagesPart(own, context) }, variables: { model: context.model } }),
  }]),
  ...own.map((page) => ownPlan(page, own, set)),
]

const termPart = ({ title, anchor, text, line }: Term, file: string, context: PageContext): Part => {
  const { markdown, document } = authorText(text, { file, at: (inText) => lineAt(file, line + inText) }, context, { idPrefix: `${anchor}-`, shift: 2 })
  return { markdown: `<a id="${anchor}"></a>\n\n## ${escapeMarkdown(title)}\n\n${markdown}`, html: markup`<div id="${anchor}"><dt>${title}</dt><dd dir="auto">${trusted(document.html)}</dd></div>` }
}

/** The page of the glossary. */
export const glossaryPlans = (glossary: Glossary | undefined): PagePlan[] => glossary === undefined ? [] : [{
  path: 'glossary',
  make: (context) => {
    const { file, introLine } = glossary
    const intro = glossary.intro === '' ? undefined : authorText(glossary.intro, { file, at: (line) => lineAt(file, introLine + line) }, context, { idPrefix: 'intro-', shift: 1 })
    const terms = glossary.terms.map((term) => termPart(term, file, context))
    return {
      kind: 'glossary', template: 'glossary.md', title: 'Glossary', description: 'What the words of this project mean',
      parts: {
        ...(intro !== undefined && { intro: { markdown: intro.markdown, html: markup`<div class="prose" dir="auto">${trusted(intro.document.html)}</div>` } }),
        ...(terms.length > 0 && { terms: { markdown: terms.map((term) => term.markdown).join('\n\n'), html: markup`<dl class="glossary">${terms.map((term) => term.html)}</dl>` } }),
      },
      variables: { terms: glossary.terms.map(({ title, text }) => ({ title, text })) },
      inner: { terms: glossary.terms.map(({ anchor, title }) => ({ id: anchor, level: 2, text: title })) },
    }
  },
}]
