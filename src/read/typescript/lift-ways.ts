// Ways to be there: something may exist under several sets of conditions. Here they are joined and put into words.
import { assume, decideTree, type Condition, type Decision, type Path } from '#value'

/** Conditions that all hold where something is there. */
export type Way = readonly Decision[]

/** The ways of what is there in any case. */
export const always: readonly Way[] = [[]]

/** The path with the conditions of a way. */
export const along = (path: Path | undefined, way: Way): Path | undefined =>
  way.reduce<Path | undefined>((at, { when, is }) => assume(at, when, is), path)

/** All of the ways at once; undefined where they exclude each other. */
export const combined = (...ways: readonly Way[]): Way | undefined => {
  const all: Decision[] = []
  let path: Path | undefined
  for (const decision of ways.flat()) {
    const answer = decideTree(path, decision.when)
    if (answer === !decision.is) return undefined
    if (answer !== undefined) continue
    all.push(decision)
    path = assume(path, decision.when, decision.is)
  }
  return all
}

/** A way without the conditions that the others imply: of `a || b` and `a`, the second. Loops stay. */
const essential = (way: Way): Way => {
  let left = way
  for (const decision of way) {
    if (left.length < 2 || decision.when.repeats) continue
    const others = left.filter((other) => other !== decision)
    if (decideTree(along(undefined, others), decision.when) === decision.is) left = others
  }
  return left
}

const has = (way: Way, { when, is }: Decision): boolean => way.some((other) => other.when === when && other.is === is)

/** The conditions that hold in each of the ways. */
export const sharedBy = (ways: readonly Way[]): Way => ways[0]!.filter((decision) => ways.every((way) => has(way, decision)))

/** The same ways in fewer words: what another covers goes, and so does a condition that is answered both ways. */
export const joinWays = (ways: readonly Way[]): readonly Way[] => {
  const list = ways.map(essential)
  for (let i = 0; i < list.length; i++) {
    for (let j = 0; j < list.length; j++) {
      if (i === j) continue
      const joined = joinTwo(list[i]!, list[j]!)
      if (joined === undefined) continue
      list[Math.min(i, j)] = joined
      list.splice(Math.max(i, j), 1)
      i = -1
      break
    }
  }
  return list
}

const joinTwo = (a: Way, b: Way): Way | undefined => {
  const rest = a.filter((decision) => !has(b, decision))
  if (rest.length === 0) return a
  const [only] = rest
  if (a.length !== b.length || rest.length !== 1 || only === undefined || only.when.repeats) return undefined
  return has(b, { when: only.when, is: !only.is }) ? a.filter((decision) => decision !== only) : undefined
}

/** Ways as one text: `process.env.A && !process.env.B`; undefined where it always holds. Loops are left to `repeatOf`. */
export const waysText = (ways: readonly Way[]): string | undefined => {
  const texts = joinWays(ways).map(wayText)
  if (texts.some((text) => text === undefined)) return undefined
  return texts.length === 1 ? texts[0] : texts.map((text) => text!.includes(' && ') ? `(${text})` : text).join(' || ')
}

const wayText = (way: Way): string | undefined => {
  const texts = way.filter(({ when }) => !when.repeats).map(decisionText)
  return texts.length === 0 ? undefined : [...new Set(texts)].join(' && ')
}

const decisionText = ({ when, is }: Decision): string => is ? conjunct(when.text) : negated(when)
const conjunct = (text: string): string => / \|\| | \? /.test(text) ? `(${text})` : text
const negated = ({ text }: Condition): string => {
  for (const [yes, no] of [[' === ', ' !== '], [' !== ', ' === '], [' != null', ' == null']] as const) {
    if (text.split(yes).length === 2 && !/&&|\|\||\?/.test(text)) return text.replace(yes, no)
  }
  return /^[\w.$[\]'"]+$/.test(text) ? `!${text}` : `!(${text})`
}

/** The loop of unknown length that something is made in on some way, if it is. */
export const repeatOf = (ways: readonly Way[]): { of: string; min: number; max: null } | undefined => {
  const loop = ways.flat().find(({ when, is }) => when.repeats && is)
  return loop === undefined ? undefined : { of: loop.when.text, min: 0, max: null }
}
