// The filters of templates that work on lists: choosing, ordering, joining, and applying another filter to each item.
import { compareText } from '#model'
import { escapeMarkdown } from './escape-markdown.ts'
import { Budget, SafeText, TemplateError, isTrue, itemsOf, joined, memberOf, textOf } from './template-values.ts'

/** The arguments that a filter was given by name. */
export type Named = ReadonlyMap<string, unknown>
/** A filter. */
export type Filter = (value: unknown, args: readonly unknown[], budget: Budget, named: Named) => unknown
/** A test: `x is defined`. */
export type Test = (value: unknown, argument: unknown) => boolean

/** An argument that may be given by place or by name. */
export const option = (args: readonly unknown[], index: number, named: Named, ...names: readonly string[]): unknown =>
  args[index] ?? names.map((name) => named.get(name)).find((value) => value !== undefined)

/** Two values in order: numbers by size, everything else as text. */
export const order = (a: unknown, b: unknown): number => (typeof a === 'number' && typeof b === 'number' ? a - b : compareText(textOf(a), textOf(b)))
/** A value as Markdown: text is escaped unless it is Markdown already. */
export const asMarkdown = (value: unknown): string => (value instanceof SafeText ? value.text : escapeMarkdown(textOf(value)))

/** A member, or a member of a member: `a.b`. */
const attributeOf = (item: unknown, path: unknown): unknown =>
  (typeof path === 'number' ? memberOf(item, path) : textOf(path).split('.').reduce((value: unknown, step) => memberOf(value, step), item))

const join: Filter = (value, args, _budget, named) => {
  const between = option(args, 0, named, 'd') ?? '', attribute = option(args, 1, named, 'attr', 'attribute')
  const items = itemsOf(value).map((item) => (attribute === undefined ? item : attributeOf(item, attribute)))
  if (!items.some((item) => item instanceof SafeText)) return joined(items.map(textOf), textOf(between))
  return new SafeText(joined(items.map(asMarkdown), asMarkdown(between)))
}
const groupBy: Filter = (value, args, _budget, named) => {
  const key = option(args, 0, named, 'attribute'), groups = new Map<string, unknown[]>()
  for (const item of itemsOf(value)) {
    const name = textOf(attributeOf(item, key)), group = groups.get(name)
    if (group === undefined) groups.set(name, [item])
    else group.push(item)
  }
  return Object.fromEntries([...groups].sort(([a], [b]) => compareText(a, b)))
}
const sorted: Filter = (value, args, budget, named) => {
  const items = itemsOf(value), attribute = option(args, 2, named, 'attr', 'attribute')
  budget.spend(items.length)
  const key = (item: unknown): unknown => (attribute === undefined ? item : attributeOf(item, attribute))
  const list = [...items].sort((a, b) => order(key(a), key(b)))
  return isTrue(option(args, 0, named, 'reverse')) ? list.reverse() : list
}
const extreme = (sign: 1 | -1): Filter => (value, args, _budget, named) => {
  const attribute = option(args, 1, named, 'attribute')
  const key = (item: unknown): unknown => (attribute === undefined ? item : attributeOf(item, attribute))
  return itemsOf(value).reduce((best: unknown, item) => (best === undefined || order(key(item), key(best)) * sign > 0 ? item : best), undefined)
}
const batch: Filter = (value, args) => {
  const items = itemsOf(value), size = Math.max(1, Math.trunc(Number(textOf(args[0] ?? 1))) || 1)
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => {
    const part = items.slice(i * size, (i + 1) * size)
    return args[1] === undefined ? part : [...part, ...Array.from({ length: size - part.length }, () => args[1])]
  })
}

/** The list filters; `filters` and `tests` are all there are, for those that apply another. */
export const listFilters = (filters: () => ReadonlyMap<string, Filter>, tests: () => ReadonlyMap<string, Test>): readonly (readonly [string, Filter])[] => {
  const testOf = (name: unknown): Test => {
    if (name === undefined) return isTrue
    const test = tests().get(textOf(name))
    if (test === undefined) throw new TemplateError(`uses the test \`${textOf(name)}\`, which does not exist`)
    return test
  }
  const choose = (wanted: boolean, byAttribute: boolean): Filter => (value, args) => {
    const [name, argument] = byAttribute ? args.slice(1) : args, test = testOf(name)
    return itemsOf(value).filter((item) => test(byAttribute ? attributeOf(item, args[0]) : item, argument) === wanted)
  }
  const map: Filter = (value, args, budget, named) => {
    const attribute = named.get('attribute')
    if (attribute !== undefined) return itemsOf(value).map((item) => attributeOf(item, attribute) ?? named.get('default'))
    const filter = filters().get(textOf(args[0]))
    if (filter === undefined) throw new TemplateError(`uses the filter \`${textOf(args[0])}\`, which does not exist`)
    budget.spend(itemsOf(value).length)
    return itemsOf(value).map((item) => filter(item, args.slice(1), budget, named))
  }
  return [
    ['first', (value) => itemsOf(value)[0]], ['last', (value) => itemsOf(value).at(-1)], ['list', (value) => [...itemsOf(value)]],
    ['reverse', (value) => (typeof value === 'string' ? [...value].reverse().join('') : [...itemsOf(value)].reverse())],
    ['unique', (value, _args, budget) => {
      budget.spend(itemsOf(value).length)
      const seen = new Set<unknown>()
      return itemsOf(value).filter((item) => {
        const key = item instanceof SafeText ? item.text : item
        return !seen.has(key) && seen.add(key) !== undefined
      })
    }],
    ['join', join], ['sort', sorted], ['groupby', groupBy], ['batch', batch], ['min', extreme(-1)], ['max', extreme(1)], ['map', map],
    ['dictsort', (value) => [...itemsOf(value)].sort((a, b) => order(memberOf(a, 0), memberOf(b, 0)))], ['items', (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? itemsOf(value) : [])],
    ['select', choose(true, false)], ['reject', choose(false, false)], ['selectattr', choose(true, true)], ['rejectattr', choose(false, true)],
    ['sum', (value, args, _budget, named) => {
      const key = option(args, 0, named, 'attribute')
      return itemsOf(value).reduce((sum: number, item) => sum + Number(textOf(key === undefined ? item : attributeOf(item, key))), 0)
    }],
    ['attr', (value, [name]) => memberOf(value, name)],
  ]
}
