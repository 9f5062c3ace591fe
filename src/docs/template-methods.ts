// The methods of texts, lists and mappings that templates in Jinja's style call: pure functions on data, found by name in tables of ours.
import { fieldFormat } from './template-format.ts'
import { Budget, SafeText, TemplateFunction, isSame, itemsOf, joined, memberOf, textOf } from './template-values.ts'

type Method<T> = (value: T, args: readonly unknown[], budget: Budget) => unknown

const trimmed = (text: string, marks: unknown, start: boolean, end: boolean): string => {
  const set = marks === undefined || marks === null ? undefined : new Set(textOf(marks))
  const drops = (char: string): boolean => (set === undefined ? /\s/.test(char) : set.has(char))
  let from = 0, to = text.length
  while (start && from < to && drops(text[from]!)) from++
  while (end && to > from && drops(text[to - 1]!)) to--
  return text.slice(from, to)
}
const title = (text: string): string => text.replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())

const texts: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
  ['upper', (text) => text.toUpperCase()], ['lower', (text) => text.toLowerCase()], ['title', title],
  ['capitalize', (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()],
  ['strip', (text, [marks]) => trimmed(text, marks, true, true)], ['lstrip', (text, [marks]) => trimmed(text, marks, true, false)], ['rstrip', (text, [marks]) => trimmed(text, marks, false, true)],
  ['split', (text, [between]) => (between === undefined || between === null || textOf(between) === '' ? text.split(/\s+/).filter(Boolean) : text.split(textOf(between)))],
  ['splitlines', (text) => text.split(/\r?\n/)],
  ['replace', (text, [from, to]) => (textOf(from) === '' ? text : joined(text.split(textOf(from)), textOf(to)))],
  ['startswith', (text, [start]) => text.startsWith(textOf(start))], ['endswith', (text, [end]) => text.endsWith(textOf(end))],
  ['join', (text, [list]) => joined(itemsOf(list).map(textOf), text)],
  ['count', (text, [part]) => (textOf(part) === '' ? 0 : text.split(textOf(part)).length - 1)], ['find', (text, [part]) => text.indexOf(textOf(part))],
  ['isdigit', (text) => /^\d+$/.test(text)],
])
const lists: ReadonlyMap<string, Method<readonly unknown[]>> = new Map<string, Method<readonly unknown[]>>([
  ['index', (list, [item]) => list.findIndex((each) => isSame(each, item))], ['count', (list, [item]) => list.filter((each) => isSame(each, item)).length],
])
const mappings: ReadonlyMap<string, Method<object>> = new Map<string, Method<object>>([
  ['items', (mapping) => Object.entries(mapping)], ['keys', (mapping) => Object.keys(mapping)], ['values', (mapping) => Object.keys(mapping).map((key) => memberOf(mapping, key))],
  ['get', (mapping, [key, other]) => memberOf(mapping, key) ?? other],
])

/** Is it the name of a method that every mapping has? */
export const isMappingMethod = (name: string | undefined): boolean => name !== undefined && mappings.has(name)

/** The method of a value by its name; undefined where there is none such. */
export const methodOf = (value: unknown, name: unknown, budget: Budget): ((args: readonly unknown[], named: ReadonlyMap<string, unknown>) => unknown) | undefined => {
  if (typeof name !== 'string' || value instanceof TemplateFunction) return undefined
  const safe = value instanceof SafeText
  if (safe || typeof value === 'string') {
    if (name === 'format') return (args, named) => fieldFormat(value, args, named, budget)
    const text = textOf(value), method = texts.get(name)
    if (method === undefined) return undefined
    return (args) => {
      budget.spend(Math.ceil(text.length / 100))
      const result = method(text, args, budget)
      return typeof result === 'string' ? (safe ? new SafeText(budget.text(result)) : budget.text(result)) : result
    }
  }
  const method = Array.isArray(value) ? lists.get(name) as Method<unknown> | undefined : typeof value === 'object' && value !== null ? mappings.get(name) as Method<unknown> | undefined : undefined
  return method === undefined ? undefined : (args) => {
    budget.spend(itemsOf(value).length)
    return method(value, args, budget)
  }
}
