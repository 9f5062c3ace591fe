// The templates of a book: ours, and a project's own that stand in for them. A template that fails costs one problem, not its page.
import { nearest, type Place, type Problem } from '#model'
import { fenceMarkdown } from './escape-markdown.ts'
import { splitFrontMatter, type Document } from './front-matter.ts'
import type { TemplateNode } from './template-tree.ts'
import { TemplateError } from './template-values.ts'
import type { Html } from './markdown.ts'
import { namesOf } from './template-names.ts'
import { parsed, renderTemplate } from './template.ts'

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
  /** What texts of templates became as HTML, with marks where the parts belong. */
  readonly pages = new Map<string, Html>()
  /** What was wrong, in the order of rendering. */
  readonly problems: Problem[] = []
  private readonly shipped: Readonly<Record<string, string>>
  private readonly own: Readonly<Record<string, string>>
  private readonly folder: string
  private readonly documents = new Map<string, Document>()
  private readonly checked = new Set<string>()
  private readonly trees = new Map<Document, TemplateNode>()

  constructor(shipped: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>, folder: string) {
    this.shipped = shipped
    this.own = own
    this.folder = folder
    this.checkOwn()
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

  /** What a template was parsed to, once for all pages. */
  private tree(document: Document): TemplateNode {
    const tree = this.trees.get(document) ?? parsed(document.text, document.data['trim_blocks'] !== false)
    this.trees.set(document, tree)
    return tree
  }

  private place(name: string, line: number, column = 1): Place {
    return { file: this.folder === '' ? name : `${this.folder}/${name}`, line: Math.max(1, line), column, endLine: Math.max(1, line), endColumn: column }
  }

  private report(name: string, message: string, line: number | undefined, column?: number): void {
    this.problems.push({ code: 'template', severity: 'error', message, at: this.place(name, line ?? 1, column), help: 'Correct the template, or remove it to use the one that comes with dagbook.' })
  }

  /** Where one of the project's own templates has a text: the one that is rendered first, then those that it may take in. */
  locate(rendered: string, text: string): Place | undefined {
    for (const name of new Set([rendered, ...Object.keys(this.own)])) {
      const line = Object.hasOwn(this.own, name) ? this.own[name]!.split('\n').findIndex((each) => each.includes(text)) : -1
      if (line >= 0) return this.place(name, line + 1)
    }
    return Object.hasOwn(this.own, rendered) ? this.place(rendered, 1) : undefined
  }

  /** Looks at all of the project's own templates, those too that no page of this book is made from: can they be parsed, does anything use them? */
  private checkOwn(): void {
    const taken = new Set<string>()
    let takesAny = false
    const names = Object.keys(this.own).filter((name) => !/(?:^|\/)readme\.md$/i.test(name))
    for (const name of names) {
      try {
        const found = namesOf(this.tree(this.document(name, true)!))
        for (const each of found.templates) if (each !== name) taken.add(each)
        takesAny ||= found.takesAny
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error
        this.reportError(error, name, true)
      }
    }
    const known = Object.keys(this.shipped)
    for (const name of takesAny ? [] : names) {
      if (known.includes(name) || taken.has(name)) continue
      const near = nearest(name, known)
      this.problems.push({
        code: 'template-unused', severity: 'note', message: `No page is made from \`${name}\`, and no template takes it in.`, at: this.place(name, 1),
        help: near === undefined ? 'The README lists the names of templates; others are for `include`, `extends` and `import`.' : `Did you mean \`${near}\`?`,
      })
    }
  }

  /** Looks, once for each of the project's own templates, whether it uses a variable that it never gets. */
  private checkNames(rendered: string, context: Readonly<Record<string, unknown>>, parts: readonly string[]): void {
    if (this.checked.has(rendered)) return
    this.checked.add(rendered)
    const names = [...Object.keys(context), 'parts'], known = new Set([...names, ...parts.map((part) => `parts.${part}`)])
    const queue = [rendered], seen = new Set<string>(), bound = new Set<string>()
    const used: { readonly name: string; readonly line: number; readonly template: string }[] = []
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      const document = seen.has(name) ? undefined : this.document(name, true)
      if (document === undefined) continue
      seen.add(name)
      const found = namesOf(this.tree(document))
      for (const each of found.bound) bound.add(each)
      queue.push(...found.templates)
      if (Object.hasOwn(this.own, name)) used.push(...found.used.map((each) => ({ name: each.name, line: each.line + (document.textLine ?? 0), template: name! })))
    }
    for (const { name, line, template } of used) {
      if (known.has(name) || bound.has(name)) continue
      const near = nearest(name, name.startsWith('parts.') ? parts.map((part) => `parts.${part}`) : names)
      this.problems.push({
        code: 'template-variable', severity: 'warning', message: `The template \`${template}\` uses \`${name}\`, which \`${rendered}\` is never given.`, at: this.place(template, line),
        help: near === undefined ? 'The README lists the variables of each template; `is defined` asks whether there is one.' : `Did you mean \`${near}\`?`,
      })
    }
  }

  /** The error's line counts from the end of the front matter. */
  private reportError(error: TemplateError, rendered: string, useOwn: boolean): void {
    const name = error.template ?? rendered
    this.report(name, `The template \`${name}\` ${error.message}.`, error.line === undefined ? undefined : error.line + (this.document(name, useOwn)?.textLine ?? 0), error.column)
  }

  /** Is it one of the project's own? */
  isOwn(name: string): boolean {
    return Object.hasOwn(this.own, name)
  }

  /** Renders a template; where the project's own fails, the one that it stands in for. `parts` are the names of all parts that there may be. */
  render(name: string, context: Readonly<Record<string, unknown>>, parts: readonly string[]): Rendered {
    if (this.isOwn(name)) {
      const rendered = this.attempt(name, context, true)
      if (rendered !== undefined) {
        this.checkNames(name, context, parts)
        return rendered
      }
    }
    return this.attempt(name, context, false) ?? { text: fenceMarkdown(`The template ${name} could not be rendered.`, ''), data: {}, title: undefined }
  }

  private attempt(name: string, context: Readonly<Record<string, unknown>>, useOwn: boolean): Rendered | undefined {
    const source = (wanted: string): TemplateNode | undefined => {
      const document = this.document(wanted, useOwn)
      return document === undefined ? undefined : this.tree(document)
    }
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
