// Slices of texts and lists, as Jinja has them from Python: `x[1:3]`, `x[:-1]`, `x[::-1]`.
import { Budget, SafeText, TemplateError, itemsOf } from './template-values.ts'

/** The edges and the step of a slice; what is left out is undefined. */
export interface Slice {
  readonly start: unknown
  readonly stop: unknown
  readonly step: unknown
}

const edgeOf = (value: unknown, line: number): number | undefined => {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new TemplateError('slices by something that is not a whole number', line)
  return value
}

const chosen = <T>(items: readonly T[], start: number | undefined, stop: number | undefined, step: number): T[] => {
  const length = items.length, least = step > 0 ? 0 : -1, most = step > 0 ? length : length - 1
  const within = (edge: number): number => Math.min(most, Math.max(least, edge < 0 ? edge + length : edge))
  const from = start === undefined ? (step > 0 ? least : most) : within(start), to = stop === undefined ? (step > 0 ? most : least) : within(stop)
  const found: T[] = []
  for (let i = from; step > 0 ? i < to : i > to; i += step) found.push(items[i]!)
  return found
}

/** `value[start:stop:step]`. */
export const sliceOf = (value: unknown, slice: Slice, line: number, budget: Budget): unknown => {
  const start = edgeOf(slice.start, line), stop = edgeOf(slice.stop, line), step = edgeOf(slice.step, line) ?? 1
  if (step === 0) throw new TemplateError('slices in steps of 0', line)
  const items = itemsOf(value)
  budget.spend(Math.ceil(items.length / 4))
  const found = chosen(items, start, stop, step)
  if (value instanceof SafeText) return new SafeText(found.join(''))
  return typeof value === 'string' ? found.join('') : found
}
