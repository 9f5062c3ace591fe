// A place in the text of a pattern, moving forward; reads code units, or code points under the flags u and v.

/** Reads a pattern from left to right. */
export class RegexCursor {
  readonly text: string
  readonly byPoint: boolean
  at = 0

  constructor(text: string, byPoint: boolean) {
    this.text = text
    this.byPoint = byPoint
  }

  /** The character here, not taken; -1 at the end. */
  peek(): number {
    if (this.at >= this.text.length) return -1
    return this.byPoint ? this.text.codePointAt(this.at)! : this.text.charCodeAt(this.at)
  }

  /** Takes the character here; -1 at the end. */
  next(): number {
    const character = this.peek()
    if (character !== -1) this.at += character > 0xffff ? 2 : 1
    return character
  }

  /** Does this text stand here? */
  sees(text: string): boolean {
    return this.text.startsWith(text, this.at)
  }

  /** Takes this text if it stands here. */
  take(text: string): boolean {
    if (!this.sees(text)) return false
    this.at += text.length
    return true
  }

  /** Takes exactly `length` hexadecimal digits; undefined (and nothing taken) where they do not stand here. */
  hex(length: number): number | undefined {
    const digits = this.text.slice(this.at, this.at + length)
    if (digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) return undefined
    this.at += length
    return Number.parseInt(digits, 16)
  }

  /** Takes decimal digits; undefined where there is none. Beyond the safe integers: Infinity. */
  decimal(): number | undefined {
    const from = this.at
    while (this.at < this.text.length && this.text.charCodeAt(this.at) >= 0x30 && this.text.charCodeAt(this.at) <= 0x39) this.at++
    if (this.at === from) return undefined
    const value = Number(this.text.slice(from, this.at))
    return Number.isSafeInteger(value) ? value : Infinity
  }
}
