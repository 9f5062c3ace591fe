// The filters, tests and functions that templates may use: nunjucks' pure ones, and a few for Markdown. Nothing else is reachable.
import { compareText } from '#model'
import { durationWords } from '#time'
import { codeMarkdown, escapeMarkdown, fenceMarkdown } from './escape-markdown.ts'
import { Budget, SafeText, TemplateError, TemplateFunction, isSame, isTrue, itemsOf, joined, jsonOf, memberOf, textOf } from './template-values.ts'

type Named = ReadonlyMap<string, unknown>
type Filter = (value: unknown, args: readonly unknown[], budget: Budget, named: Named) => unknown

const number = (value: unknown): number => Number(textOf(value))
const same = (value: unknown, text: string): unknown => (value instanceof SafeText ? new SafeText(text) : text)
const onText = (change: (text: string) => string): Filter => (value) => same(value, change(textOf(value)))
const lengthOf = (value: unknown): number => (value instanceof SafeText ? value.text.length : typeof value === 'string' ? value.length : itemsOf(value).length)
const order = (a: unknown, b: unknown): number => (typeof a === 'number' && typeof b === 'number' ? a - b : compareText(textOf(a), textOf(b)))
const title = (text: string): string => text.replace(/\p{L}[\p{L}\p{N}']*/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
const option = (args: readonly unknown[], index: number, named: Named, name: string): unknown => args[index] ?? named.get(name)

/** Text markers of Markdown made bold, italic …: any other text is escaped first. */
const asMarkdown = (value: unknown): string => (value instanceof SafeText ? value.text : escapeMarkdown(textOf(value)))

const join: Filter = (value, args, _budget, named) => {
  const between = args[0] ?? named.get('d') ?? ''
  const attribute = option(args, 1, named, 'attr')
  const items = itemsOf(value).map((item) => (attribute === undefined ? item : memberOf(item, attribute)))
  if (!items.some((item) => item instanceof SafeText)) return joined(items.map(textOf), textOf(between))
  return new SafeText(joined(items.map(asMarkdown), asMarkdown(between)))
}
const groupBy: Filter = (value, [key]) => {
  const groups = new Map<string, unknown[]>()
  for (const item of itemsOf(value)) {
    const name = textOf(memberOf(item, key))
    groups.set(name, [...(groups.get(name) ?? []), item])
  }
  return Object.fromEntries(groups)
}
const sort: Filter = (value, args, budget, named) => {
  const items = itemsOf(value), attribute = option(args, 2, named, 'attr') ?? named.get('attribute')
  budget.spend(items.length)
  const key = (item: unknown): unknown => (attribute === undefined ? item : memberOf(item, attribute))
  const sorted = [...items].sort((a, b) => order(key(a), key(b)))
  return isTrue(option(args, 0, named, 'reverse')) ? sorted.reverse() : sorted
}
const indent: Filter = (value, args, _budget, named) => {
  const pad = ' '.repeat(Math.min(80, Math.max(0, number(args[0] ?? 4))))
  const text = joined(textOf(value).split('\n'), `\n${pad}`)
  return same(value, isTrue(option(args, 1, named, 'indentfirst')) ? pad + text : text)
}
const round: Filter = (value, [digits]) => {
  const by = 10 ** Math.min(12, Math.max(0, digits === undefined ? 0 : number(digits)))
  return Math.round(number(value) * by) / by
}

/** Every filter, by name. */
export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['safe', (value) => new SafeText(textOf(value))],
  ['escape', (value) => new SafeText(asMarkdown(value))],
  ['e', (value) => new SafeText(asMarkdown(value))],
  ['code', (value) => new SafeText(codeMarkdown(textOf(value)))],
  ['bold', (value) => new SafeText(`**${asMarkdown(value).trim()}**`)],
  ['fence', (value, [language]) => new SafeText(fenceMarkdown(textOf(value), textOf(language).replace(/[^\w-]/g, '')))],
  ['duration', (value) => (typeof value === 'number' ? durationWords(value) : value)],
  ['lower', onText((text) => text.toLowerCase())],
  ['upper', onText((text) => text.toUpperCase())],
  ['title', onText(title)],
  ['capitalize', onText((text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase())],
  ['trim', onText((text) => text.trim())],
  ['string', onText((text) => text)],
  ['int', (value) => Math.trunc(number(value)) || 0],
  ['float', (value) => number(value) || 0],
  ['abs', (value) => Math.abs(number(value))],
  ['round', round],
  ['length', (value) => lengthOf(value)],
  ['count', (value) => lengthOf(value)],
  ['first', (value) => itemsOf(value)[0]],
  ['last', (value) => itemsOf(value).at(-1)],
  ['list', (value) => itemsOf(value)],
  ['reverse', (value) => (typeof value === 'string' ? [...value].reverse().join('') : [...itemsOf(value)].reverse())],
  ['unique', (value) => itemsOf(value).filter((item, i, all) => all.findIndex((other) => isSame(other, item)) === i)],
  ['join', join],
  ['sort', sort],
  ['groupby', groupBy],
  ['dictsort', (value) => [...itemsOf(value)].sort((a, b) => order(memberOf(a, 0), memberOf(b, 0)))],
  ['selectattr', (value, [key]) => itemsOf(value).filter((item) => isTrue(memberOf(item, key)))],
  ['rejectattr', (value, [key]) => itemsOf(value).filter((item) => !isTrue(memberOf(item, key)))],
  ['sum', (value, [key]) => itemsOf(value).reduce((sum: number, item) => sum + number(key === undefined ? item : memberOf(item, key)), 0)],
  ['default', (value, [other, falsy]) => (value === undefined || (isTrue(falsy) && !isTrue(value)) ? other : value)],
  ['d', (value, [other, falsy]) => (value === undefined || (isTrue(falsy) && !isTrue(value)) ? other : value)],
  ['replace', (value, [from, to]) => same(value, textOf(from) === '' ? textOf(value) : joined(textOf(value).split(textOf(from)), textOf(to)))],
  ['truncate', (value, [length]) => same(value, [...textOf(value)].length > number(length ?? 255) ? `${[...textOf(value)].slice(0, number(length ?? 255) - 1).join('').trimEnd()}…` : textOf(value))],
  ['indent', indent],
  ['nl2br', (value) => new SafeText(asMarkdown(value).replaceAll('\n', '  \n'))],
  ['wordcount', (value) => textOf(value).split(/\s+/u).filter(Boolean).length],
  ['urlencode', (value) => encodeURIComponent(textOf(value).replace(/\p{Cs}/gu, '\uFFFD'))],
  ['dump', (value, [space]) => jsonOf(value, Math.min(10, number(space ?? 0)))],
])

/** Every test (`x is defined`), by name. */
export const tests: ReadonlyMap<string, (value: unknown, argument: unknown) => boolean> = new Map<string, (value: unknown, argument: unknown) => boolean>([
  ['defined', (value) => value !== undefined],
  ['undefined', (value) => value === undefined],
  ['none', (value) => value === null],
  ['null', (value) => value === null],
  ['string', (value) => typeof value === 'string' || value instanceof SafeText],
  ['number', (value) => typeof value === 'number'],
  ['mapping', (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof SafeText)],
  ['iterable', (value) => Array.isArray(value) || typeof value === 'string'],
  ['callable', (value) => value instanceof TemplateFunction],
  ['odd', (value) => Math.abs(number(value) % 2) === 1],
  ['even', (value) => number(value) % 2 === 0],
  ['divisibleby', (value, by) => number(value) % number(by) === 0],
  ['eq', isSame], ['equalto', isSame], ['sameas', isSame],
  ['ne', (value, other) => !isSame(value, other)],
  ['gt', (value, other) => order(value, other) > 0],
  ['ge', (value, other) => order(value, other) >= 0],
  ['lt', (value, other) => order(value, other) < 0],
  ['le', (value, other) => order(value, other) <= 0],
  ['lower', (value) => textOf(value) === textOf(value).toLowerCase()],
  ['upper', (value) => textOf(value) === textOf(value).toUpperCase()],
  ['truthy', isTrue],
  ['falsy', (value) => !isTrue(value)],
])

/** The functions that a template finds without being given them. */
export const functionsFor = (budget: Budget): Readonly<Record<string, TemplateFunction>> => ({
  range: new TemplateFunction((args) => {
    const [from, to, step] = args.length < 2 ? [0, number(args[0] ?? 0), 1] : [number(args[0]), number(args[1]), number(args[2] ?? 1)]
    if (!Number.isFinite(from) || !Number.isFinite(to) || !Number.isFinite(step) || step === 0) throw new TemplateError('`range` needs numbers and a step that is not 0')
    budget.spend(Math.max(0, Math.ceil((to - from) / step)))
    return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step)
  }),
})
