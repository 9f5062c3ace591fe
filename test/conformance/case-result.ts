// What a conformance runner gives back, and how the first difference between two JSON values is said.

/** One case and what came of it; `difference` is missing where the result is as expected. */
export interface CaseResult {
  /** The case's own id; where it has none, the file's name, the list and the position: `schedules.json#af32/12`. */
  readonly id: string
  readonly difference?: string
  /** Where the case differs from the record on purpose: what, and why. */
  readonly note?: string
}

/** Runs all cases of one parsed file. `file` is its name, for ids. A file without cases gives an empty list. */
export type Runner = (document: unknown, file: string) => readonly CaseResult[] | Promise<readonly CaseResult[]>

const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Where two JSON values first differ, or undefined: `tasks[3].retries: expected 2, found 1`. The order of keys does not count. */
export const firstDifference = (expected: unknown, found: unknown, path = ''): string | undefined => {
  if (Object.is(expected, found)) return undefined
  if (!isObject(expected) || !isObject(found) || Array.isArray(expected) !== Array.isArray(found)) {
    return `${path || 'the value'}: expected ${shown(expected)}, found ${shown(found)}`
  }
  const isList = Array.isArray(expected)
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const inner = isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    const difference = firstDifference(own(expected, key), own(found, key), inner)
    if (difference !== undefined) return difference
  }
  return undefined
}
const own = (value: Record<string, unknown>, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined)
