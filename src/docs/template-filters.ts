// The filters, tests and functions that templates may use: nunjucks' pure ones, and a few for Markdown. Nothing else is reachable.
import { durationWords } from '#time'
import { codeMarkdown, fenceMarkdown } from './escape-markdown.ts'
import { percentFormat } from './template-format.ts'
import { asMarkdown, listFilters, option, order, type Filter, type Test } from './template-list-filters.ts'
import { Budget, SafeText, TemplateError, TemplateFunction, Namespace, Tuple, isSame, isTrue, itemsOf, joined, jsonOf, textOf } from './template-values.ts'

const number = (value: unknown): number => Number(textOf(value))
const same = (value: unknown, text: string): unknown => (value instanceof SafeText ? new SafeText(text) : text)
const onText = (change: (text: string) => string): Filter => (value) => same(value, change(textOf(value)))
const lengthOf = (value: unknown): number => (value instanceof SafeText ? value.text.length : typeof value === 'string' ? value.length : itemsOf(value).length)
const title = (text: string): string => text.replace(/\p{L}[\p{L}\p{N}']*/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
const atMost = (most: number, value: unknown): number => Math.min(most, Math.max(0, Math.trunc(number(value)) || 0))

const indent: Filter = (value, args, _budget, named) => {
  const width = option(args, 0, named, 'width') ?? 4
  const pad = typeof width === 'string' ? width.slice(0, 80) : ' '.repeat(atMost(80, width))
  const text = joined(textOf(value).split('\n'), `\n${pad}`)
  return same(value, isTrue(option(args, 1, named, 'indentfirst', 'first')) ? pad + text : text)
}
const round: Filter = (value, [digits]) => {
  const by = 10 ** atMost(12, digits ?? 0)
  return Math.round(number(value) * by) / by
}
const otherwise: Filter = (value, args, _budget, named) =>
  (value === undefined || (isTrue(option(args, 1, named, 'boolean')) && !isTrue(value)) ? option(args, 0, named, 'default_value') ?? '' : value)
const truncate: Filter = (value, args, _budget, named) => {
  const most = number(option(args, 0, named, 'length') ?? 255), chars = [...textOf(value)], end = option(args, 2, named, 'end')
  return same(value, chars.length > most ? `${chars.slice(0, Math.max(0, most - 1)).join('').trimEnd()}${end === undefined ? '…' : textOf(end)}` : textOf(value))
}
/** `"%s of %d" | format(a, b)`, `"%(name)s" | format(name=a)`. */
const format: Filter = (value, args, budget, named) =>
  percentFormat(value instanceof SafeText ? value : textOf(value), named.size > 0 ? Object.fromEntries(named) : Tuple.from(args), budget)
const center: Filter = (value, [width]) => {
  const text = textOf(value), room = atMost(500, width ?? 80) - text.length
  return room <= 0 ? value : same(value, `${' '.repeat(Math.floor(room / 2))}${text}${' '.repeat(Math.ceil(room / 2))}`)
}
/** Lines of at most so many characters, broken between words. */
const wordwrap: Filter = (value, [width]) => {
  const most = Math.max(1, atMost(2000, width ?? 79))
  return same(value, textOf(value).split('\n').map((line) => {
    const lines: string[] = ['']
    for (const word of line.split(' ')) {
      const last = lines.at(-1)!
      if (last !== '' && last.length + 1 + word.length > most) lines.push(word)
      else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
    }
    return lines.join('\n')
  }).join('\n'))
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
  ['default', otherwise], ['d', otherwise],
  ['replace', (value, [from, to]) => same(value, textOf(from) === '' ? textOf(value) : joined(textOf(value).split(textOf(from)), textOf(to)))],
  ['truncate', truncate], ['format', format], ['center', center], ['wordwrap', wordwrap],
  ['striptags', onText((text) => text.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim())],
  ['indent', indent],
  ['nl2br', (value) => new SafeText(asMarkdown(value).replaceAll('\n', '  \n'))],
  ['wordcount', (value) => textOf(value).split(/\s+/u).filter(Boolean).length],
  ['urlencode', (value) => encodeURIComponent(textOf(value).replace(/\p{Cs}/gu, '\uFFFD'))],
  ['dump', (value, [space]) => jsonOf(value, atMost(10, space ?? 0))],
  ['tojson', (value, args, _budget, named) => new SafeText(jsonOf(value, atMost(10, option(args, 0, named, 'indent') ?? 0)))],
  ...listFilters(() => filters, () => tests),
])

/** Every test (`x is defined`), by name. */
export const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['defined', (value) => value !== undefined],
  ['undefined', (value) => value === undefined],
  ['none', (value) => value === null],
  ['null', (value) => value === null],
  ['string', (value) => typeof value === 'string' || value instanceof SafeText],
  ['number', (value) => typeof value === 'number'],
  ['mapping', (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof SafeText)],
  ['sequence', (value) => Array.isArray(value) || typeof value === 'string'], ['boolean', (value) => typeof value === 'boolean'], ['integer', (value) => Number.isInteger(value)], ['float', (value) => typeof value === 'number' && !Number.isInteger(value)],
  ['true', (value) => value === true], ['false', (value) => value === false], ['in', (value, list) => (typeof list === 'string' ? list.includes(textOf(value)) : itemsOf(list).some((item) => isSame(item, value)))],
  ['iterable', (value) => Array.isArray(value) || typeof value === 'string'],
  ['callable', (value) => value instanceof TemplateFunction],
  ['odd', (value) => Math.abs(number(value) % 2) === 1],
  ['even', (value) => number(value) % 2 === 0],
  ['divisibleby', (value, by) => number(value) % number(by) === 0],
  ['eq', isSame], ['equalto', isSame], ['sameas', isSame], ['==', isSame], ['!=', (value, other) => !isSame(value, other)],
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

/** What a template finds without being given it. */
export const globalsFor = (budget: Budget): Readonly<Record<string, unknown>> => ({
  True: true, False: false, None: null,
  dict: new TemplateFunction((_args, named) => Object.fromEntries(named)),
  namespace: new TemplateFunction((_args, named) => new Namespace(named)),
  range: new TemplateFunction((args) => {
    const [from, to, step] = args.length < 2 ? [0, number(args[0] ?? 0), 1] : [number(args[0]), number(args[1]), number(args[2] ?? 1)]
    if (!Number.isFinite(from) || !Number.isFinite(to) || !Number.isFinite(step) || step === 0) throw new TemplateError('`range` needs numbers and a step that is not 0')
    budget.spend(Math.max(0, Math.ceil((to - from) / step)))
    return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step)
  }),
})
