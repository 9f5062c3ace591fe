// Path patterns of the settings: `*` and `?` within a name, `**` over any number of folders. Linear enough for any pattern.

/** Does the path match one of the patterns? A pattern that names a folder matches everything in it. */
export const matchesAny = (patterns: readonly string[], path: string): boolean =>
  patterns.some((pattern) => {
    const parts = pattern.replace(/^\.?\//, '').replace(/\/+$/, '').split('/')
    return matchesParts([...parts, '**'], path.split('/'))
  })

const matchesParts = (pattern: readonly string[], path: readonly string[]): boolean =>
  greedy(pattern.length, path.length, (p) => pattern[p] === '**', (p, i) => matchesName(pattern[p]!, path[i]!))

const matchesName = (pattern: string, name: string): boolean =>
  greedy(pattern.length, name.length, (p) => pattern[p] === '*', (p, i) => pattern[p] === '?' || pattern[p] === name[i])

/** Matches with one point to come back to, the latest star: enough, since a star takes as little as it can. */
const greedy = (patternLength: number, length: number, isStar: (p: number) => boolean, fits: (p: number, i: number) => boolean): boolean => {
  let p = 0, i = 0, star = -1, from = 0
  while (i < length) {
    if (p < patternLength && isStar(p)) { star = p++; from = i }
    else if (p < patternLength && fits(p, i)) { p++; i++ }
    else if (star >= 0) { p = star + 1; i = ++from }
    else return false
  }
  while (p < patternLength && isStar(p)) p++
  return p === patternLength
}
