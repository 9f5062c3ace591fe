// What a DAG's author wrote about it: Markdown with front matter perhaps, made harmless, its headings below the page's own.
import type { Dag, Place, Value } from '#model'
import { markup, trusted } from '#write'
import { firstSentence } from './dag-words.ts'
import { fenceMarkdown } from './escape-markdown.ts'
import { splitFrontMatter } from './front-matter.ts'
import type { PageContext } from './context.ts'
import { harmlessMarkdown } from './harmless-markdown.ts'
import type { Origin } from './links.ts'
import { markdownExcess } from './markdown-limits.ts'
import { markdownHtml, type Html, type MarkdownOptions } from './markdown.ts'
import type { Part } from './page.ts'

// Longer texts are shown as they are.
const longest = 200_000

// Most texts are a sentence or two without any mark: no parser has to look at them.
const sentence = /^[\p{L}][\p{L}\p{N} ,.;:'’()/%-]{0,500}\n?$/u
const autolink = /www\.|:\/\/|https?:|mailto:|xmpp:/i

/** An author's Markdown as HTML; `wrong` says why it is shown as plain text. */
export const authorHtml = (markdown: string, options: MarkdownOptions): Html & { readonly wrong?: string } => {
  const plain = (wrong: string): Html & { wrong: string } => ({ html: markup`<pre tabindex="0">${markdown.slice(0, longest)}</pre>`.markup, headings: [], hasMermaid: false, wrong })
  if (sentence.test(markdown) && !autolink.test(markdown)) return { html: markup`<p>${markdown.trim()}</p>`.markup, headings: [], hasMermaid: false }
  const excess = markdownExcess(markdown, longest)
  if (excess !== undefined) return plain(excess)
  try {
    return markdownHtml(markdown, options)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return plain('The text is nested too deeply: it is shown as it is.')
  }
}

/** Moves the headings of Markdown down by `shift` levels, those in code left alone. */
export const shiftedMarkdown = (markdown: string, shift: number): string => {
  let fence: string | undefined
  return markdown.split('\n').map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark !== undefined && (fence === undefined || (mark.startsWith(fence) && line.trim() === mark))) fence = fence === undefined ? mark : undefined
    return fence === undefined && /^ {0,3}#{1,6}(\s|$)/.test(line) ? line.replace(/^( {0,3})(#{1,6})/, (_, space: string, marks: string) => `${space}${'#'.repeat(Math.min(6, marks.length + shift))}`) : line
  }).join('\n')
}

/** Where the texts of something in the sources were written: all lines at its place. */
export const originOf = (at: Place | undefined): Origin => ({ file: at?.file, at: () => at })

/** An author's Markdown with its links leading from a page, and the same as HTML below headings of ours; `wrong` says what of it is not as written. */
export const authorText = (source: string, origin: Origin, context: PageContext, { idPrefix, shift }: { readonly idPrefix: string; readonly shift: number }): { readonly markdown: string; readonly document: Html & { readonly wrong?: string } } => {
  const { text, wrong } = splitFrontMatter(source)
  const isExcessive = markdownExcess(text, longest) !== undefined
  const linked = isExcessive ? text : context.adopt(text.trim(), origin)
  const document = authorHtml(linked, { idPrefix, shift, pageLink: context.pageLink })
  const markdown = isExcessive || document.wrong !== undefined ? fenceMarkdown(text.slice(0, longest), '') : shiftedMarkdown(harmlessMarkdown(linked), shift)
  return { markdown, document: wrong === undefined || document.wrong !== undefined ? document : { ...document, wrong } }
}

/** The author's documentation, its headings and what was wrong with it; undefined where there is none. */
export const documentationPart = (dag: Dag, context: PageContext): (Part & { readonly document: Html & { readonly wrong?: string } }) | undefined => {
  if (typeof dag.doc !== 'string' || dag.doc.trim() === '') return undefined
  const { markdown, document } = authorText(dag.doc, originOf(dag.at), context, { idPrefix: 'doc-', shift: 2 })
  return { markdown, html: markup`<div class="prose" dir="auto">${trusted(document.html)}</div>`, document }
}

/** The whole text of a description that says more than its first sentence, which stands elsewhere; undefined for any other. */
export const descriptionPart = (text: Value | undefined, at: Place | undefined, context: PageContext): Part | undefined => {
  if (typeof text !== 'string' || text.trim() === '' || firstSentence(text) === text.trim()) return undefined
  const { markdown, document } = authorText(text, originOf(at), context, { idPrefix: 'about-', shift: 2 })
  return { markdown, html: markup`<div class="prose" dir="auto">${trusted(document.html)}</div>` }
}
