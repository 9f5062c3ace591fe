// A tape of numbers that decisions are read from: shrinking the tape shrinks what was made from it.

/** Reads decisions; a tape that has run out always decides for the first alternative. */
export class Tape {
  readonly #numbers: readonly number[]
  #at = 0
  constructor(numbers: readonly number[]) { this.#numbers = numbers }

  /** A number from 0 to `count - 1`. */
  next(count: number): number {
    const number = this.#numbers[this.#at++] ?? 0
    return number % count
  }

  /** One of several things. */
  pick<T>(choices: readonly T[]): T { return choices[this.next(choices.length)]! }

  /** Has it run out? */
  get done(): boolean { return this.#at >= this.#numbers.length }
}
