// How well a name answers what was typed: whole, from its start, from the start of a word in it, anywhere, or letter by letter.

/** A name that answers, how well, and which of its characters do. */
export interface Match {
  readonly score: number
  /** Ranges of characters, half-open and in order. */
  readonly marks: readonly (readonly [from: number, to: number])[]
  /** Was a word found only letter by letter? */
  readonly isLoose: boolean
}

const isStart = (name: string, at: number): boolean => at === 0 || (/[^\p{L}\p{N}]/u.test(name[at - 1]!) && /[\p{L}\p{N}]/u.test(name[at]!))

/** Where a letter goes on: at once, else at the start of a word, else anywhere. */
const nextLetter = (name: string, letter: string, from: number): number => {
  if (name[from] === letter) return from
  const first = name.indexOf(letter, from)
  for (let at = first; at >= 0; at = name.indexOf(letter, at + 1)) if (isStart(name, at)) return at
  return first
}

/** The letters of the word one after the other, close together and beginning where a word does. */
const scattered = (word: string, name: string): Match | undefined => {
  if (word.length < 3) return undefined
  let best: Match | undefined
  for (let start = name.indexOf(word[0]!); start >= 0; start = name.indexOf(word[0]!, start + 1)) {
    if (!isStart(name, start)) continue
    const marks: [number, number][] = []
    let at = start, starts = 0
    for (const letter of word) {
      const found = nextLetter(name, letter, at)
      if (found < 0) return best
      const last = marks.at(-1)
      if (last !== undefined && last[1] === found) last[1] += 1
      else marks.push([found, found + 1])
      if (isStart(name, found)) starts += 1
      at = found + 1
    }
    // Each piece has to begin a word or be long: `wtb` is `wide_table_build`, but not any name with these letters.
    const loose = marks.filter(([from, to]) => to - from < 3 && !isStart(name, from)).length
    const score = 12 + 4 * starts - 6 * loose - (at - start) / 10
    if (loose <= 1 && score > 0 && (best === undefined || score > best.score)) best = { score, marks, isLoose: true }
  }
  return best
}

const matchWord = (word: string, name: string): Match | undefined => {
  let at = name.indexOf(word)
  if (at < 0) return scattered(word, name)
  const first = at
  while (at > 0 && !isStart(name, at)) {
    const next = name.indexOf(word, at + 1)
    if (next < 0) break
    at = next
  }
  if (!isStart(name, at)) at = first
  const score = name === word ? 100 : at === 0 ? 80 : isStart(name, at) ? 60 : 40
  return { score, marks: [[at, at + word.length]], isLoose: false }
}

/** How a name answers all words; `around` is text that a word may also be found in, such as the name of its page. All in small letters. */
export const match = (words: readonly string[], name: string, around: string): Match | undefined => {
  const marks: (readonly [number, number])[] = []
  let score = 0, inName = 0, isLoose = false
  for (const word of words) {
    const found = matchWord(word, name)
    if (found === undefined && !around.includes(word)) return undefined
    if (found === undefined) continue
    inName += 1
    isLoose ||= found.isLoose
    score += found.score
    marks.push(...found.marks)
  }
  if (inName === 0) return undefined
  marks.sort(([a], [b]) => a - b)
  return { score: score / words.length - name.length / 20, marks: marks.filter(([from], i) => i === 0 || from >= marks[i - 1]![1]), isLoose }
}
