// Chance with a seed: the same seed gives the same programs on every machine.

/** A source of chance. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number
  /** One of several. */
  readonly pick: <T>(from: readonly T[]) => T
  /** True with this probability. */
  readonly chance: (probability: number) => boolean
  /** Some of several, in their order; at least `least`. */
  readonly some: <T>(from: readonly T[], least?: number) => T[]
}

/** Chance by the mulberry32 generator. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    int,
    pick: (from) => from[int(0, from.length - 1)]!,
    chance: (probability) => next() < probability,
    some: (from, least = 0) => {
      const kept = from.filter(() => next() < 0.5)
      return kept.length >= least ? kept : from.slice(0, least)
    },
  }
}
