// What an evaluation may still spend. Exhaustion makes the result unknown; nothing hangs and nothing grows without bound.
import { Unknowable } from './failure.ts'
import { filterOf } from './filters.ts'
import { methodOf } from './methods.ts'
import type { Machine } from './python-value.ts'
import { longestText, mostBits, mostItems } from './size-limits.ts'

const deepest = 100

/** A machine with fuel for so many steps. */
export const machineWith = (fuel: number, native: boolean): Machine => {
  let left = fuel
  let depth = 0
  const spend = (steps: number): void => {
    left -= steps
    if (left < 0) throw new Unknowable('limit', 'the template takes too many steps')
  }
  return {
    spend, methodOf, filterOf, native,
    text: (value) => {
      if (value.length > longestText) throw new Unknowable('limit', 'a text gets too long')
      spend(value.length >> 6)
      return value
    },
    items: (count) => {
      if (count > mostItems) throw new Unknowable('limit', 'a list gets too long')
      spend(count)
    },
    integer: (value) => {
      if (value >= 2n ** BigInt(mostBits) || -value >= 2n ** BigInt(mostBits)) throw new Unknowable('limit', 'an int gets too large')
      return value
    },
    deeper: (work) => {
      if (depth >= deepest) throw new Unknowable('limit', 'values or calls are nested too deeply')
      depth++
      try {
        return work()
      } finally {
        depth--
      }
    },
  }
}
