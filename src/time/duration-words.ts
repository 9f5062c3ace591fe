// Durations in words: `1 h 20 min`.

const units = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1000], ['ms', 1]] as const

/** A duration in words, from milliseconds: `1 h 20 min`, `45 s`. */
export const durationWords = (ms: number): string => {
  if (!Number.isFinite(ms)) return 'for ever'
  if (ms === 0) return '0 s'
  const parts: string[] = []
  let left = Math.abs(Math.round(ms))
  for (const [unit, size] of units) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0) parts.push(`${count} ${unit}`)
  }
  return `${ms < 0 ? '−' : ''}${parts.join(' ')}`
}

const longUnits = [['week', 604_800_000], ['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]] as const

/** How often something happens whose steps are this long, in milliseconds: `every hour`, `every 2 weeks`, `every 1 h 30 min`. */
export const everyWords = (ms: number): string => {
  const [unit, size] = longUnits.find(([, each]) => ms % each === 0 && ms > 0) ?? []
  return unit === undefined || size === undefined || ms / size >= 100 ? `every ${durationWords(ms)}` : everyUnit(ms / size, unit)
}

/** `every hour`, `every 6 hours`. */
export const everyUnit = (count: number, unit: string): string => (count === 1 ? `every ${unit}` : `every ${count} ${unit}s`)
