// Replacing every occurrence in a text with holes: certain in what is known of it, as far from the holes as an occurrence could reach out of them.
import { derived, type Abstract, type Machine, type Template, type Unknown } from '#value'
import { expandReplacement } from './builtin-replacement.ts'
import { textOf } from './builtin-template.ts'
import type { Regex } from '#regex'

/** What is replaced: a text, or single characters or runs of them. */
interface Wanted {
  /** How many characters at the start of a part may belong to an occurrence that begins in a hole before it. */
  readonly head: (part: string) => number
  /** How many characters at the end of a part may belong to an occurrence that goes on in a hole after it. */
  readonly tail: (part: string) => number
  /** May a part lie within an occurrence that reaches from the hole before it to the hole after it? */
  readonly within: (part: string) => boolean
  readonly replace: (part: string, by: (matched: string) => string) => string
}

const longest = (most: number, fits: (length: number) => boolean): number => {
  for (let length = most; length > 0; length--) if (fits(length)) return length
  return 0
}

/** A text of which two occurrences cannot overlap; undefined for others. */
const wantedText = (text: string): Wanted | undefined => {
  const overlaps = longest(text.length - 1, (length) => text.startsWith(text.slice(-length))) > 0
  if (text === '' || overlaps) return undefined
  return {
    head: (part) => longest(Math.min(text.length - 1, part.length), (length) => part.startsWith(text.slice(-length))),
    tail: (part) => longest(Math.min(text.length - 1, part.length), (length) => part.endsWith(text.slice(0, length))),
    within: (part) => part.length < text.length && text.includes(part),
    replace: (part, by) => part.split(text).join(by(text)),
  }
}

const wantedRun = ({ test, many }: NonNullable<Regex['run']>): Wanted => {
  const isIn = (part: string, index: number) => test(part.charCodeAt(index))
  const head = (part: string): number => {
    let length = 0
    while (many && length < part.length && isIn(part, length)) length++
    return length
  }
  const tail = (part: string): number => {
    let length = 0
    while (many && length < part.length && isIn(part, part.length - 1 - length)) length++
    return length
  }
  const replace = (part: string, by: (matched: string) => string): string => {
    let out = ''
    for (let at = 0; at < part.length;) {
      const from = at
      while (at < part.length && isIn(part, at) && (many || at === from)) at++
      out += at > from ? by(part.slice(from, at)) : part[at++]!
    }
    return out
  }
  return { head, tail, within: (part) => head(part) === part.length, replace }
}

/**
 * A text with holes in which every occurrence of `pattern` is replaced; undefined where nothing is certain. What lies in a hole may be replaced, too, so each hole
 * becomes another one, together with the characters beside it that an occurrence in it could reach.
 */
export const replaceAround = (machine: Machine, text: Template, pattern: string | Regex, replacement: string): Abstract | undefined => {
  const wanted = typeof pattern === 'string' ? wantedText(pattern) : pattern.run && wantedRun(pattern.run)
  if (!wanted || /\$[`'<]/.test(replacement)) return undefined
  const by = (matched: string): string => expandReplacement(replacement, { matched, before: '', after: [], captures: [], named: undefined }).join('')
  const out: (string | Unknown)[] = []
  const { parts } = text
  for (const [index, part] of parts.entries()) {
    const [before, after] = [index > 0, index < parts.length - 1]
    if (typeof part !== 'string') {
      if (typeof out.at(-1) !== 'object') out.push(derived([part], { type: 'string', site: part.site }))
      continue
    }
    const [head, tail] = [before ? wanted.head(part) : 0, after ? wanted.tail(part) : 0]
    if (before && after && (head + tail >= part.length || wanted.within(part))) continue
    const replaced = wanted.replace(part.slice(head, part.length - tail), by)
    if (replaced !== '') out.push(replaced)
  }
  machine.checkLength(out.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0), 'text')
  return textOf(machine, out, [text])
}
