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
