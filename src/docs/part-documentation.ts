// What a DAG's author wrote about it: Markdown with front matter perhaps, made harmless, its headings below the page's own.
import type { Dag } from '#model'
import { markup, trusted } from '#write'
import { fenceMarkdown } from './escape-markdown.ts'
import { splitFrontMatter } from './front-matter.ts'
import { markdownHtml, type Html } from './markdown.ts'
import type { Part } from './page.ts'

// Longer texts, and nesting that no author writes, are shown as they are.
const longest = 200_000

/** An author's document as HTML; `wrong` says why it is shown as plain text, or what of it was left out. */
export const documentHtml = (markdown: string, idPrefix: string, shift: number): Html & { readonly wrong?: string } => {
  const document = splitFrontMatter(markdown)
  const plain = (wrong: string): Html & { wrong: string } => ({ html: markup`<pre tabindex="0">${document.text.slice(0, longest)}</pre>`.markup, headings: [], hasMermaid: false, wrong })
  if (document.text.length > longest) return plain(`The text is longer than ${longest} characters: it is shown as it is, and cut.`)
  try {
    const html = markdownHtml(document.text, { idPrefix, shift })
    return document.wrong === undefined ? html : { ...html, wrong: document.wrong }
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

/** The author's documentation, its headings and what was wrong with it; undefined where there is none. */
export const documentationPart = (dag: Dag): (Part & { readonly document: Html & { readonly wrong?: string } }) | undefined => {
  if (typeof dag.doc !== 'string' || dag.doc.trim() === '') return undefined
  const document = documentHtml(dag.doc, 'doc-', 2)
  const { text } = splitFrontMatter(dag.doc)
  return {
    // Markdown of authors is shown by whoever shows our Markdown: raw HTML in it stays for that program to make harmless.
    markdown: text.length > longest ? fenceMarkdown(text.slice(0, longest), '') : shiftedMarkdown(text.trim(), 2),
    html: markup`<div class="prose" dir="auto">${trusted(document.html)}</div>`,
    document,
  }
}
