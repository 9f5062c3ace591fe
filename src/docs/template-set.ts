// The templates of a book: ours, and a project's own that stand in for them. A template that fails costs one problem, not its page.
import type { Problem } from '#model'
import { fenceMarkdown } from './escape-markdown.ts'
import { splitFrontMatter, type Document } from './front-matter.ts'
import { TemplateError } from './template-values.ts'
import { renderTemplate } from './template.ts'

/** What a template makes: Markdown, its front matter, and the title that it gives the page. */
export interface Rendered {
  readonly text: string
  readonly data: Readonly<Record<string, unknown>>
  readonly title: string | undefined
}

// Names ours where a project has a template of the same name: `{% extends "dagbook/dag_doc.md" %}`.
const shippedPrefix = 'dagbook/'

const plainText = (text: string): string => text.replace(/\s+/gu, ' ')

/** Renders templates by name and collects what is wrong with them. */
export class TemplateSet {
  /** What was wrong, in the order of rendering. */
  readonly problems: Problem[] = []
  private readonly shipped: Readonly<Record<string, string>>
  private readonly own: Readonly<Record<string, string>>
  private readonly folder: string
  private readonly documents = new Map<string, Document>()

  constructor(shipped: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>, folder: string) {
    this.shipped = shipped
    this.own = own
    this.folder = folder
  }

  private document(wanted: string, useOwn: boolean): Document | undefined {
    const name = wanted.startsWith(shippedPrefix) ? wanted.slice(shippedPrefix.length) : wanted
    const isOwn = useOwn && name === wanted && Object.hasOwn(this.own, name)
    const key = `${isOwn ? 'own' : 'shipped'} ${name}`
    const known = this.documents.get(key)
    if (known !== undefined) return known
    const text = isOwn ? this.own[name] : Object.hasOwn(this.shipped, name) ? this.shipped[name] : undefined
    if (text === undefined) return undefined
    const document = splitFrontMatter(text)
    this.documents.set(key, document)
    if (document.wrong !== undefined) this.report(name, document.wrong, 1)
    return document
  }

  private report(name: string, message: string, line: number | undefined): void {
    const file = this.folder === '' ? name : `${this.folder}/${name}`
    const at = { file, line: Math.max(1, line ?? 1), column: 1, endLine: Math.max(1, line ?? 1), endColumn: 1 }
    this.problems.push({ code: 'template', severity: 'error', message, at, help: 'Correct the template, or remove it to use the one that comes with dagbook.' })
  }

  /** The error's line counts from the end of the front matter. */
  private reportError(error: TemplateError, rendered: string, useOwn: boolean): void {
    const name = error.template ?? rendered
    this.report(name, `The template \`${name}\` ${error.message}.`, error.line === undefined ? undefined : error.line + (this.document(name, useOwn)?.textLine ?? 0))
  }

  /** Renders a template; where the project's own fails, the one that it stands in for. */
  render(name: string, context: Readonly<Record<string, unknown>>): Rendered {
    if (Object.hasOwn(this.own, name)) {
      const rendered = this.attempt(name, context, true)
      if (rendered !== undefined) return rendered
    }
    return this.attempt(name, context, false) ?? { text: fenceMarkdown(`The template ${name} could not be rendered.`, ''), data: {}, title: undefined }
  }

  private attempt(name: string, context: Readonly<Record<string, unknown>>, useOwn: boolean): Rendered | undefined {
    const source = (wanted: string): string | undefined => this.document(wanted, useOwn)?.text
    try {
      const text = renderTemplate(source, name, context)
      const data = this.document(name, useOwn)?.data ?? {}
      const title = typeof data['title'] === 'string' ? renderTemplate(() => data['title'] as string, name, context, plainText).trim() : undefined
      return { text, data, title: title === '' ? undefined : title }
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      this.reportError(error, name, useOwn)
      return undefined
    }
  }
}
