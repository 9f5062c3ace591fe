// Chance by seed: the same seed gives the same program for ever.

/** A source of repeatable choices. */
export class Dice {
  #state: number
  constructor(seed: number) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bf03635) >>> 0
    for (let i = 0; i < 4; i++) this.#next()
  }
  /** A number from 0 up to, not including, 1 (mulberry32). */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.#next() * end)
  }
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1)
  }
  /** True in so many of a hundred cases. */
  percent(share: number): boolean {
    return this.#next() * 100 < share
  }
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }
  /** Some of a list, each at most once, in the list's order. */
  some<T>(list: readonly T[], percent: number): T[] {
    return list.filter(() => this.percent(percent))
  }
  /** A copy in random order. */
  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list]
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const held = copy[i]!
      copy[i] = copy[j]!
      copy[j] = held
    }
    return copy
  }
}
