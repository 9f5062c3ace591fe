// The door to evaluation: template text and a context in, a value of the model (or an error) out. Nothing is ever run.
import type { Reason, Value } from '#model'
import { fromModel, toModel } from './convert.ts'
import { nativeValue } from './native-value.ts'
import { evaluateBlock } from './evaluate-block.ts'
import { evaluate } from './evaluate-expression.ts'
import { TemplateFailure, Unknowable, type ErrorType } from './failure.ts'
import { globalOf } from './globals.ts'
import { machineWith } from './machine.ts'
import { truthOf } from './operations.ts'
import { parseExpressionText, parseTemplate } from './parse.ts'
import { isKind, type Machine, type PythonValue } from './python-value.ts'
import { Scope } from './scope.ts'
import { textOf } from './show.ts'
import { longestText } from './size-limits.ts'

/** What a template can look at: names and plain data; `$unknown` where a value is not known. */
export type Context = { readonly [name: string]: Value }
/** How to render. */
export interface RenderOptions {
  /** How many steps it may take; 100,000 unless said otherwise. */
  readonly fuel?: number
  /** Gives native values in place of text, as a DAG with `render_template_as_native_obj` does. */
  readonly native?: boolean
}
/** What rendering gives: a value, known or not, or the error that it would raise wherever it is rendered. */
export type Rendering =
  | { readonly value: Value; readonly error?: undefined }
  | { readonly error: { readonly type: ErrorType; readonly message: string }; readonly value?: undefined }

const standardFuel = 100_000

/** Renders a template. Names that the context does not have are unknown, not errors. */
export const renderTemplate = (text: string, context: Context, options: RenderOptions = {}): Rendering =>
  guarded(text, options, (machine) => {
    const parts: PythonValue[] = []
    evaluateBlock(parseTemplate(text), scopeOf(context), machine, parts)
    const native = options.native === true ? nativeValue(parts, machine) : undefined
    return native === undefined ? joined(parts, machine) : toModel(native)
  })

/** The value of a single expression, as it stands inside `{{ }}`. */
export const evaluateExpression = (text: string, context: Context, options: RenderOptions = {}): Rendering =>
  guarded(text, options, (machine) => toModel(evaluate(parseExpressionText(text), scopeOf(context), machine)))

/** Is the expression true? Undefined where that is not known, or where it raises an error. */
export const isExpressionTrue = (text: string, context: Context, options: RenderOptions = {}): boolean | undefined => {
  const { value } = guarded(text, options, (machine) => truthOf(evaluate(parseExpressionText(text), scopeOf(context), machine)) ?? null)
  return typeof value === 'boolean' ? value : undefined
}

/** Renders every text in plain data, as the scheduler does with a templated argument; keys stay. What raises an error is unknown, with the error. */
export const renderData = (value: Value, context: Context, options: RenderOptions = {}): Value => {
  if (typeof value === 'string') {
    const { value: rendered, error } = renderTemplate(value, context, options)
    return error === undefined ? rendered : { $unknown: 'unsupported', detail: `${error.type}: ${error.message}` }
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => renderData(item, context, options))
  const entries = Object.entries(value as { readonly [key: string]: Value })
  if (entries.some(([key]) => key.startsWith('$') && !key.startsWith('$$'))) return value
  return Object.fromEntries(entries.map(([key, item]) => [key, renderData(item, context, options)]))
}

const scopeOf = (context: Context): Scope => {
  const read = new Map<string, PythonValue>()
  return new Scope((name) => {
    if (!Object.hasOwn(context, name)) return globalOf(name)
    let value = read.get(name)
    if (value === undefined) {
      value = fromModel(context[name]!)
      read.set(name, value)
    }
    return value
  }).inner()
}

const guarded = (text: string, options: RenderOptions, work: (machine: Machine) => Value): Rendering => {
  try {
    if (text.length > longestText) throw new Unknowable('limit', 'the template is too long')
    return { value: work(machineWith(options.fuel ?? standardFuel, options.native === true)) }
  } catch (error) {
    if (error instanceof TemplateFailure) return { error: { type: error.type, message: error.message } }
    if (error instanceof Unknowable) return { value: unknownValue(error.reason, error.of, error.message) }
    throw error
  }
}
const unknownValue = (reason: Reason, of: string | undefined, detail: string): Value => ({ $unknown: reason, ...of === undefined ? {} : { of }, detail })

/** The parts as one text; where some are not known, as a template of the model. */
const joined = (parts: readonly PythonValue[], machine: Machine): Value => {
  const values: Value[] = []
  for (const part of parts) {
    const last = values.at(-1)
    if (isKind(part, 'unknown')) values.push(toModel(part))
    else if (typeof last === 'string') values[values.length - 1] = machine.text(last + textOf(part, machine))
    else values.push(textOf(part, machine))
  }
  const [only = ''] = values
  return values.length <= 1 ? only : { $template: values }
}
