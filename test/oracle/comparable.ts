// A model as what reading and running must agree on: without places and without what only reading can know.
import type { Model, Problem } from '#model'

const isPlace = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'file' in value && 'line' in value && 'endColumn' in value

const withoutPlaces = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutPlaces)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => key !== 'at' || !isPlace(inner)).map(([key, inner]) => [key, withoutPlaces(inner)]))
}

const words = ({ code, severity, message }: Problem): string => `${severity} ${code}: ${message}`

/** What is compared, as plain JSON. */
export interface Comparable {
  readonly dags: readonly unknown[]
  readonly tables: readonly unknown[]
  readonly assets: readonly unknown[]
  readonly pipelines: readonly unknown[]
  readonly problems: readonly string[]
}

/** The part of a model that does not depend on where things stand. */
export const comparable = (model: Model): Comparable => ({
  ...withoutPlaces({ dags: model.dags, tables: model.tables, assets: model.assets, pipelines: model.pipelines }) as Omit<Comparable, 'problems'>,
  problems: model.problems.map(words).sort(),
})

/** Where two JSON values first differ, with both sides; undefined where they do not. */
export const firstDifference = (read: unknown, ran: unknown, path = ''): string | undefined => {
  if (JSON.stringify(read) === JSON.stringify(ran)) return undefined
  const open = (value: unknown): value is object => typeof value === 'object' && value !== null
  if (!open(read) || !open(ran) || Array.isArray(read) !== Array.isArray(ran)) return `${path}: read ${brief(read)}, ran ${brief(ran)}`
  const [a, b] = [read as Record<string, unknown>, ran as Record<string, unknown>]
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = firstDifference(a[key], b[key], `${path}${path === '' ? '' : '.'}${nameAt(a[key] ?? b[key]) ?? key}`)
    if (found !== undefined) return found
  }
  return `${path}: keys in another order: read ${Object.keys(a).join()}, ran ${Object.keys(b).join()}`
}
const brief = (value: unknown): string => value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 300)
const nameAt = (value: unknown): string | undefined => {
  const named = value as { taskId?: string, dagId?: string } | null | undefined
  return typeof named === 'object' ? named?.taskId ?? named?.dagId : undefined
}
