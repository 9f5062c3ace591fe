// The parameters that a run of a DAG can be given.
import { isSymbolic, type Dag, type Value } from '#model'
import { markup, type Markup } from '#write'
import type { BookContext } from './context.ts'
import { codeMarkdown, escapeMarkdown } from './escape-markdown.ts'
import { breakable } from './fact-markup.ts'
import { factMarkdown, tableMarkdown } from './fact-rows.ts'
import { factWords } from './fact-words.ts'
import type { Part } from './page.ts'

const typeWords = (schema: Value | undefined): string => {
  if (schema === undefined || typeof schema !== 'object' || schema === null || Array.isArray(schema)) return 'any value'
  const form = schema as Readonly<Record<string, Value>>
  const type = form['enum'] !== undefined ? `one of ${factWords(form['enum'])}` : form['type'] === undefined ? 'any value' : factWords(form['type'])
  const rest = Object.entries(form).filter(([key]) => !['type', 'enum', 'description', 'title', 'default'].includes(key)).map(([key, value]) => `${key} ${factWords(value)}`)
  return [type, ...rest].join(', ')
}

/** An empty text would be nothing to see. */
const isEmpty = (value: Value): boolean => value === ''

const paramMarkup = (name: string, param: Dag['params'][string], context: BookContext): Markup => {
  const isLarge = typeof param.default === 'object' && param.default !== null && !isSymbolic(param.default)
  return markup`<div><dt><code>${breakable(name)}</code></dt><dd>${param.description !== undefined && markup`<p>${context.facts.fact(param.description)}</p>`}${
    isLarge ? markup`<p class="quiet">accepts ${typeWords(param.schema)}; unless given:</p><pre class="tall" tabindex="0"><code>${context.facts.json(param.default)}</code></pre>` : markup`<p>${isEmpty(param.default) ? 'empty' : context.facts.name(param.default)} <span class="quiet">unless given; accepts ${typeWords(param.schema)}</span></p>`}</dd></div>`
}

/** The parameters a run can be given. */
export const paramsPart = (dag: Dag, context: BookContext): Part | undefined => {
  const params = Object.entries(dag.params)
  if (params.length === 0) return undefined
  return {
    markdown: tableMarkdown(['Parameter', 'Default', 'Accepts', 'What it is for'], params.map(([name, param]) => [codeMarkdown(name), isEmpty(param.default) ? 'empty' : factMarkdown(param.default, 'name'), escapeMarkdown(typeWords(param.schema)), param.description === undefined ? '' : factMarkdown(param.description)])),
    html: markup`<dl class="rows params">${params.map(([name, param]) => paramMarkup(name, param, context))}</dl>`,
  }
}
