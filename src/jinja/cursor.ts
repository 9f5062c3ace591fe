// A place in a list of tokens, and what parsers ask there.
import { TemplateFailure } from './failure.ts'
import type { Token } from './tokens.ts'

const deepest = 300
const mostLinks = 1000

/** Reads tokens from first to last. */
export class Cursor {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0
  #links = 0
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }
  /** The token that is next, if there is one. */
  get next(): Token | undefined {
    return this.#tokens[this.#at]
  }
  /** The token behind the next. */
  get second(): Token | undefined {
    return this.#tokens[this.#at + 1]
  }
  /** Takes the next token. */
  take(): Token {
    const token = this.next
    if (token === undefined) throw this.error('unexpected end of template')
    this.#at++
    if (token.type === 'variable-start' || token.type === 'block-start') this.#links = 0
    return token
  }
  /** Is the next token this one? */
  is(type: Token['type'], value?: string): boolean {
    const token = this.next
    return token !== undefined && token.type === type && (value === undefined || token.value === value)
  }
  /** Takes the next token if it is this one. */
  skip(type: Token['type'], value?: string): boolean {
    if (!this.is(type, value)) return false
    this.take()
    return true
  }
  /** Takes the next token, which has to be this one. */
  expect(type: Token['type'], value?: string): Token {
    if (!this.is(type, value)) throw this.error(`expected ${value ?? type}, got ${this.next === undefined ? 'the end' : `'${this.next.value}'`}`)
    return this.take()
  }
  /** An error at the next token. */
  error(message: string): TemplateFailure {
    const line = (this.next ?? this.#tokens.at(-1))?.line ?? 1
    return new TemplateFailure('TemplateSyntaxError', `line ${line}: ${message}`)
  }
  /** Takes the next token if it is this one, as a link of a chain. */
  skipLink(type: Token['type'], value: string): boolean {
    if (!this.skip(type, value)) return false
    this.link()
    return true
  }
  /** Counts a link of a chain such as `a.b.c` or `a + b + c`, which are as deep as they are long. */
  link(): void {
    if (++this.#links > mostLinks) throw this.error('the expression is too long')
  }
  /** Reads something that may hold more of its kind, to a depth that no template needs. */
  nested<T>(read: () => T): T {
    if (++this.#depth > deepest) throw this.error('nested too deeply')
    const result = read()
    this.#depth--
    return result
  }
}
