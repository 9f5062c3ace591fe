// Python's literals as text → values: what native rendering does with the text that a template gives.
import { decodeString } from './tokens.ts'
import { TemplateFailure } from './failure.ts'
import { dictOf, isHashable, listOf, tupleOf, type PythonValue } from './python-value.ts'

const tokenPattern = /\s*(?:(?<number>0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|0[oO][0-7]+|0[bB][01]+|(?:\d+(?:_\d+)*)?\.?\d+(?:_\d+)*\.?(?:[eE][-+]?\d+)?)|(?<string>[uU]?(?:'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"))|(?<word>True|False|None)(?!\w)|(?<mark>[[\](){},:+-]))/y

class NotLiteral extends Error {}
const deepest = 60

/** The value of a Python literal, or undefined if the text is none: then it stays the text that it is. */
export const readLiteral = (text: string): PythonValue | undefined => {
  if (text.length > 100_000 || /^[ \t\f]/.test(text)) return undefined
  const reader = new LiteralReader(text.trimEnd())
  try {
    return reader.all()
  } catch (error) {
    if (error instanceof NotLiteral || error instanceof TemplateFailure) return undefined
    throw error
  }
}

class LiteralReader {
  readonly #text: string
  #at = 0
  #depth = 0
  constructor(text: string) {
    this.#text = text
  }
  all(): PythonValue {
    const first = this.#value()
    const value = this.#skip(',') ? tupleOf(this.#rest([first], '')) : first
    if (this.#at < this.#text.length) throw new NotLiteral()
    return value
  }
  #match(): Record<string, string | undefined> {
    tokenPattern.lastIndex = this.#at
    return tokenPattern.exec(this.#text)?.groups ?? {}
  }
  #skip(mark: string): boolean {
    if (this.#match()['mark'] !== mark) return false
    this.#at = tokenPattern.lastIndex
    return true
  }
  #value(): PythonValue {
    if (++this.#depth > deepest) throw new NotLiteral()
    const { number, string, word, mark } = this.#match()
    this.#at = tokenPattern.lastIndex
    const value = number !== undefined ? numberOf(number) : string !== undefined ? this.#strings(string)
      : word !== undefined ? { True: true, False: false, None: null }[word as 'True'] : this.#grouped(mark)
    this.#depth--
    return value as PythonValue
  }
  #strings(first: string): string {
    let value = decodeString(first.replace(/^[uU]/, ''))
    for (let next = this.#match()['string']; next !== undefined; next = this.#match()['string']) {
      this.#at = tokenPattern.lastIndex
      value += decodeString(next.replace(/^[uU]/, ''))
    }
    return value
  }
  #grouped(mark: string | undefined): PythonValue {
    if (mark === '[') return listOf(this.#rest([], ']'))
    if (mark === '{') return this.#dict()
    if (mark === '(') {
      if (this.#skip(')')) return tupleOf([])
      const first = this.#value()
      if (this.#skip(')')) return first
      if (!this.#skip(',')) throw new NotLiteral()
      return tupleOf(this.#rest([first], ')'))
    }
    if (mark === '-' || mark === '+') {
      const value = this.#value()
      if (typeof value !== 'bigint' && typeof value !== 'number') throw new NotLiteral()
      return mark === '-' ? -value : value
    }
    throw new NotLiteral()
  }
  /** Items up to the end mark ('' is the end of the text), a comma behind each but the last. */
  #rest(items: PythonValue[], end: string): PythonValue[] {
    while (end === '' ? this.#at < this.#text.length : !this.#skip(end)) {
      items.push(this.#value())
      if (this.#skip(',')) continue
      if (end === '' ? this.#at < this.#text.length : !this.#skip(end)) throw new NotLiteral()
      break
    }
    return items
  }
  #dict(): PythonValue {
    const pairs: [PythonValue, PythonValue][] = []
    while (!this.#skip('}')) {
      const key = this.#value()
      if (!isHashable(key) || !this.#skip(':')) throw new NotLiteral()
      pairs.push([key, this.#value()])
      if (this.#skip(',')) continue
      if (!this.#skip('}')) throw new NotLiteral()
      break
    }
    return dictOf(pairs)
  }
}

const numberOf = (text: string): PythonValue => {
  const digits = text.replaceAll('_', '')
  if (/^0[xob]/i.test(digits)) return BigInt(digits)
  if (!/^\d+$/.test(digits)) return Number(digits)
  if (/^0+[1-9]/.test(digits) || digits.length > 1000) throw new NotLiteral()
  return BigInt(digits)
}
