// The values that templates work with: plain data, text that is Markdown already, and functions that only we make.

/** Markdown that is put into a page as it is; any other text is escaped. */
export class SafeText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
/** Something a template may call: a macro or one of our functions. Opaque to templates in every other way. */
export class TemplateFunction {
  readonly call: (args: readonly unknown[], named: ReadonlyMap<string, unknown>) => unknown
  constructor(call: (args: readonly unknown[], named: ReadonlyMap<string, unknown>) => unknown) {
    this.call = call
  }
}

/** `{% set ns = namespace(x=1) %}`: values that a loop may set for what comes after it. */
export class Namespace {
  readonly values: Map<string, unknown>
  constructor(values: ReadonlyMap<string, unknown>) {
    this.values = new Map(values)
  }
}

/** `(a, b)`: a list, and to `%` several values in place of one. */
export class Tuple extends Array<unknown> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }
}

/** What goes wrong in a template: where, and in words for its author. */
export class TemplateError extends Error {
  line: number | undefined
  column: number | undefined
  /** The template in which it went wrong. */
  template: string | undefined
  constructor(message: string, line?: number, column?: number) {
    super(message)
    this.line = line
    this.column = column
  }
}

/** How much one rendering may do. */
export class Budget {
  steps = 400_000
  characters = 8_000_000
  depth = 0

  /** Pays for work. */
  spend(steps = 1): void {
    this.steps -= steps
    if (this.steps < 0) throw new TemplateError('does more than a page may need: it was stopped')
  }

  /** Pays for a text that was made. */
  text(text: string): string {
    this.characters -= text.length
    if (this.characters < 0 || text.length > longest) throw tooLong()
    return text
  }

  /** Runs something one level deeper. */
  deeper<T>(run: () => T): T {
    if (this.depth >= 120) throw new TemplateError('is nested too deeply, as by a macro or an include that calls itself')
    this.depth += 1
    try {
      return run()
    } finally {
      this.depth -= 1
    }
  }
}

/** A member of a value: own data properties of plain data only (from the end where an index is negative), so that no prototype, getter or function is ever reached. */
export const memberOf = (value: unknown, key: unknown): unknown => {
  if (typeof key !== 'string' && typeof key !== 'number') return undefined
  if (value instanceof SafeText) return memberOf(value.text, key)
  if (value instanceof Namespace) return typeof key === 'string' ? value.values.get(key) : undefined
  if (value instanceof TemplateFunction || value === null || value === undefined) return undefined
  if (typeof value !== 'object' && typeof value !== 'string') return undefined
  const index = typeof key === 'number' && key < 0 && (typeof value === 'string' || Array.isArray(value)) ? value.length + key : key
  const found: unknown = Object.getOwnPropertyDescriptor(Object(value), index)?.value
  return typeof found === 'function' ? undefined : found
}

const tooLong = (): TemplateError => new TemplateError('makes more text than a page can hold: it was stopped')
const longest = 2_000_000

/** A value as JSON. Lists may hold one list many times over, so what is visited is counted. */
export const jsonOf = (value: unknown, space = 0): string => {
  let left = 100_000
  const counted = (_key: string, inner: unknown): unknown => {
    left -= 1
    if (left < 0) throw tooLong()
    return inner instanceof SafeText ? inner.text : inner instanceof TemplateFunction || inner instanceof Namespace ? null : inner
  }
  return JSON.stringify(value, counted, space) ?? ''
}

/** The text of a value as it appears when it is printed, unescaped; lists are joined with commas, objects are JSON. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (value === null || value === undefined || value instanceof TemplateFunction || value instanceof Namespace) return ''
  if (value instanceof SafeText) return value.text
  if (!Array.isArray(value)) return typeof value === 'object' ? jsonOf(value) : String(value as number | boolean)
  return value.some((item) => typeof item === 'object' && item !== null && !(item instanceof SafeText)) ? jsonOf(value) : value.map(textOf).join(', ')
}

/** The texts joined, unless that would be too long for any page. */
export const joined = (texts: readonly string[], between: string): string => {
  const length = texts.reduce((sum, text) => sum + text.length + between.length, 0)
  if (length > longest) throw tooLong()
  return texts.join(between)
}

/** Does a value count as true? As in JavaScript, but empty text that is Markdown is false. */
export const isTrue = (value: unknown): boolean => (value instanceof SafeText ? value.text !== '' : Boolean(value))

/** Two values are the same if their plain values are. */
export const isSame = (a: unknown, b: unknown): boolean =>
  (a instanceof SafeText ? a.text : a) === (b instanceof SafeText ? b.text : b)

/** The items of a list, the entries of an object, the characters of a text. */
export const itemsOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  if (value instanceof SafeText) return [...value.text]
  if (typeof value === 'string') return [...value]
  if (typeof value !== 'object' || value === null || value instanceof TemplateFunction || value instanceof Namespace) return []
  return Object.entries(value)
}
