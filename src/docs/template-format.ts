// Formatting in templates: `'%s of %d' % (a, b)`, `'{:>5}'.format(a)`, `'%s' | format(a)`, all as Python does it.
import { formattedFields, formattedPercent, type Formatted, type Plain } from '#jinja'
import { escapeMarkdown } from './escape-markdown.ts'
import { Budget, Namespace, SafeText, TemplateError, TemplateFunction, Tuple, textOf } from './template-values.ts'

/** A value as formatting takes it; where the format is Markdown, texts are escaped. What is not there is empty, as where it is printed. */
const plain = (value: unknown, isMarkdown: boolean, budget: Budget): Plain => {
  budget.spend()
  if (value instanceof SafeText) return value.text
  if (typeof value === 'string') return isMarkdown ? escapeMarkdown(value) : value
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value !== 'object' || value instanceof TemplateFunction || value instanceof Namespace) return ''
  return budget.deeper(() => (Array.isArray(value) ? value.map((item) => plain(item, isMarkdown, budget))
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, isMarkdown, budget)]))))
}

const result = (format: unknown, { text, wrong }: Formatted, budget: Budget): string | SafeText => {
  if (wrong !== undefined) throw new TemplateError(`cannot format \`${textOf(format).slice(0, 60).replaceAll('`', "'")}\`: ${wrong}`)
  budget.text(text)
  return format instanceof SafeText ? new SafeText(text) : text
}

/** `format % values`: a tuple holds a value for each conversion, anything else is the only one. */
export const percentFormat = (format: string | SafeText, values: unknown, budget: Budget): string | SafeText => {
  const taken = (value: unknown): Plain => plain(value, format instanceof SafeText, budget)
  return result(format, formattedPercent(textOf(format), values instanceof Tuple ? { several: Array.from(values, taken) } : { one: taken(values) }), budget)
}

/** `format.format(…)`. */
export const fieldFormat = (format: string | SafeText, args: readonly unknown[], named: ReadonlyMap<string, unknown>, budget: Budget): string | SafeText => {
  const taken = (value: unknown): Plain => plain(value, format instanceof SafeText, budget)
  return result(format, formattedFields(textOf(format), args.map(taken), new Map([...named].map(([name, value]) => [name, taken(value)]))), budget)
}
