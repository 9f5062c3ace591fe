// What replaces a match: the `$` forms of replacement texts, as `String.prototype.replace` reads them.
import { derived, type Template, type Unknown } from '#value'

type Part = string | Unknown

/** A match within a text: what stands before it is known, what stands after it may have holes. */
export interface Found {
  readonly matched: string
  readonly before: string
  readonly after: readonly Part[]
  readonly captures: readonly (string | undefined)[]
  readonly named: ReadonlyMap<string, string | undefined> | undefined
}

/** The text that a replacement text gives for a match (ECMA-262 GetSubstitution). */
export const expandReplacement = (replacement: string, found: Found): readonly Part[] => {
  const out: Part[] = []
  let at = 0
  for (;;) {
    const dollar = replacement.indexOf('$', at)
    if (dollar < 0 || dollar === replacement.length - 1) break
    out.push(replacement.slice(at, dollar))
    const [parts, length] = expandOne(replacement, dollar, found)
    out.push(...parts)
    at = dollar + length
  }
  out.push(replacement.slice(at))
  return out
}

const expandOne = (replacement: string, dollar: number, found: Found): readonly [parts: readonly Part[], length: number] => {
  const next = replacement[dollar + 1]!
  if (next === '$') return [['$'], 2]
  if (next === '&') return [[found.matched], 2]
  if (next === '`') return [[found.before], 2]
  if (next === "'") return [found.after, 2]
  if (next === '<' && found.named) {
    const end = replacement.indexOf('>', dollar)
    if (end >= 0) return [[found.named.get(replacement.slice(dollar + 2, end)) ?? ''], end + 1 - dollar]
  }
  const digits = /^\d\d?/.exec(replacement.slice(dollar + 1, dollar + 3))?.[0] ?? ''
  for (let length = digits.length; length > 0; length--) {
    const group = Number(digits.slice(0, length))
    if (group >= 1 && group <= found.captures.length) return [[found.captures[group - 1] ?? ''], length + 1]
  }
  return [['$'], 1]
}

/**
 * A replacement text with holes. Each hole becomes another one, since what it holds may have `$` forms; undefined where a `$` form might lie across
 * the border of a hole.
 */
export const expandTemplate = (replacement: Template): readonly Part[] | undefined => {
  const { parts } = replacement
  const risky = parts.some((part, index) => typeof part === 'string' &&
    (part.includes('$') || (index > 0 && /^[$&`'<\d]/.test(part)) || typeof parts[index - 1] === 'string'))
  const neighbours = parts.some((part, index) => typeof part !== 'string' && index > 0 && typeof parts[index - 1] !== 'string')
  if (risky || neighbours) return undefined
  return parts.map((part) => typeof part === 'string' ? part : derived([part], { type: 'string', site: part.site }))
}

