// The name that somebody may have meant: for messages that ask "did you mean".

/** The name of `names` that is closest to `word`, if it is close enough to be meant. */
export const nearest = (word: string, names: readonly string[]): string | undefined => {
  const most = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3))
  let best: { name: string; steps: number } | undefined
  for (const name of names) {
    if (Math.abs(name.length - word.length) > most) continue
    const steps = distance(word.toLowerCase(), name.toLowerCase())
    if (steps <= most && (best === undefined || steps < best.steps)) best = { name, steps }
  }
  return best?.name
}

/** Levenshtein's distance: how many letters to add, drop or change. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}
