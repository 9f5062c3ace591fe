// Does what was read cover a run? An unknown covers anything, a choice what its condition says, a guarded task is there when it has to be.
import { taskFields } from '../../src/read/typescript/lift-fields.ts'
import type { Comparable } from './comparable.ts'

type Env = Readonly<Record<string, string>>
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined } | undefined

/** How values were covered. */
export interface Tally { known: number, unknown: number }

interface Check { readonly env: Env, readonly tally: Tally }

/** The answer to a condition, from its text; undefined where the text does not say it. Parts that are no code leave open only what depends on them. */
const decide = (check: Check, text: string): boolean | undefined => {
  try {
    return Boolean(new Function('process', `'use strict'; return (${text})`)({ env: check.env }))
  } catch {
    return decideParts(check, text)
  }
}

const decideParts = (check: Check, text: string): boolean | undefined => {
  if (splitAt(text, ' ? ').length > 1) return undefined
  for (const [operator, decisive] of [[' || ', true], [' && ', false]] as const) {
    const parts = splitAt(text, operator)
    if (parts.length === 1) continue
    const answers = parts.map((part) => decide(check, part))
    return answers.includes(decisive) ? decisive : answers.includes(undefined) ? undefined : !decisive
  }
  const inner = /^!?\(([^]*)\)$/.exec(text)?.[1]
  const answer = inner === undefined || depths(inner).some((depth) => depth < 0) ? undefined : decide(check, inner)
  return answer === undefined ? undefined : text.startsWith('!') ? !answer : answer
}

/** How many parentheses are open behind each character. */
const depths = (text: string): number[] => {
  let depth = 0
  return text.split('').map((char) => depth += char === '(' ? 1 : char === ')' ? -1 : 0)
}

const splitAt = (text: string, operator: string): string[] => {
  const open = depths(text)
  const parts: string[] = []
  let from = 0
  for (let at = text.indexOf(operator); at >= 0; at = text.indexOf(operator, at + 1)) {
    if (open[at] !== 0) continue
    parts.push(text.slice(from, at))
    from = at + operator.length
  }
  return [...parts, text.slice(from)]
}

const isObject = (value: Json): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value)
const isAbsent = (value: Json): boolean => value === undefined || (isObject(value) && (value.$absent === true || value.$undefined === true))

/** Where a value that was read excludes the one that a run shows; undefined where it does not. */
const excludes = (check: Check, read: Json, ran: Json, path: string): string | undefined => {
  const no = (): string => `${path}: read ${JSON.stringify(read)?.slice(0, 300)}, ran ${JSON.stringify(ran)?.slice(0, 300)}`
  if (isAbsent(read)) return isAbsent(ran) ? undefined : no()
  if (isObject(read)) {
    if ('$unknown' in read || '$maybe' in read) { check.tally.unknown++; return undefined }
    if (isObject(read.$choice)) {
      const { when, then, else: other } = read.$choice
      const is = decide(check, String(when))
      if (is !== undefined) return excludes(check, is ? then : other, ran, `${path} (${String(when)} is ${is})`)
      return excludes(check, then, ran, path) === undefined || excludes(check, other, ran, path) === undefined ? undefined : no()
    }
    if (Array.isArray(read.$template)) {
      check.tally.unknown++
      // A text that no scheduler takes is not a fact of the run.
      if (isObject(ran) && ran.$unknown === 'unsupported') return undefined
      return typeof ran === 'string' && patternOf(read.$template).test(ran) ? undefined : no()
    }
    if (!isObject(ran)) return no()
    for (const key of new Set([...Object.keys(read), ...Object.keys(ran)])) {
      if (skipped.has(key) || (key === 'branch' && read.branch === undefined) || (read.$open === true && (key === '$open' || !(key in read)))) continue
      const found = excludes(check, read[key], ran[key], `${path}.${key}`)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (Array.isArray(read)) {
    // A list that turns out to be empty may be left out.
    if (ran === undefined && coversList(check, read, [], 0, 0)) return undefined
    if (!Array.isArray(ran)) return no()
    // These have no conditions of their own: all that may be there are listed.
    if (/\.(?:sql|branch\.to|callbacks)$/.test(path)) return ran.every((one) => read.some((other) => excludes(check, other, one, path) === undefined)) ? undefined : no()
    return coversList(check, read, ran, 0, 0) ? undefined : no()
  }
  check.tally.known++
  if (read === 'unknown' && path.endsWith('.mode')) return undefined
  return Object.is(read, ran) || (ran === undefined && isDefault(path, read)) ? undefined : no()
}

/** What only reading has, what is compared by itself, and fields that have no form for what is not known: reading says the usual there. */
const skipped = new Set(['at', 'assumptions', 'complete', 'when', 'repeat', 'tasks', 'edges', 'kind', 'setup', 'teardown', 'owners', 'operatorClass', 'dialect', 'pipeline', 'decide', 'every'])

/** Is it what the scheduler takes anyway? A field that holds just that is left out; a choice names it. */
const isDefault = (path: string, value: Json): boolean => {
  const name = /\.(\w+)(?: \([^]*\))?$/.exec(path)?.[1]
  const field = taskFields.find((one) => one.field === name)
  return field === undefined ? value === false || value === null : field.default === value
}

const patternOf = (parts: readonly Json[]): RegExp =>
  new RegExp(`^${parts.map((part) => typeof part === 'string' ? part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '[^]*').join('')}$`)

/** Elements that may be absent may be left out; an unknown one stands for any number, since a list that is not known is written as one. */
const coversList = (check: Check, read: readonly Json[], ran: readonly Json[], i: number, j: number): boolean => {
  const item = read[i]
  if (i === read.length) return j === ran.length
  const many = isObject(item) && ('$unknown' in item || (isObject(item.table) && '$unknown' in item.table) || (isObject(item.$choice) && String(item.$choice.when).startsWith('each')))
  if (many) {
    for (let end = j; end <= ran.length; end++) if (coversList(check, read, ran, i + 1, end)) return true
    return false
  }
  if (excludes(check, item, undefined, '') === undefined && coversList(check, read, ran, i + 1, j)) return true
  return j < ran.length && excludes(check, item, ran[j], '') === undefined && coversList(check, read, ran, i + 1, j + 1)
}

interface Part { readonly [key: string]: Json, readonly when?: string }
interface Graph extends Part { readonly dagId: string, readonly complete: boolean, readonly tasks: readonly Part[], readonly edges: readonly Part[] }

/** Is a part of the model there in a run? `maybe` where its condition cannot be decided. */
const presence = (check: Check, part: Part): boolean | 'maybe' =>
  part.repeat !== undefined ? 'maybe' : part.when === undefined ? true : decide(check, part.when) ?? 'maybe'

const contradicted = (check: Check, read: readonly Part[], ran: readonly Part[], keyOf: (part: Part) => string, complete: boolean, where: string, exists: (part: Part) => boolean): string | undefined => {
  for (const part of ran) {
    const same = read.filter((other) => keyOf(other) === keyOf(part) && presence(check, other) !== false)
    if (same.length === 0) {
      if (!complete) continue
      return `${where}: the run has ${keyOf(part)}, which was ${read.some((other) => keyOf(other) === keyOf(part)) ? `read as there only if ${read.find((other) => keyOf(other) === keyOf(part))!.when}` : 'not read'}`
    }
    const found = same.map((other) => excludes(check, other as Json, part as Json, `${where}/${keyOf(part)}`))
    if (found.every((one) => one !== undefined)) return found[0]
  }
  const there = new Set(ran.map(keyOf))
  const missing = read.find((part) => presence(check, part) === true && !keyOf(part).includes('{') && exists(part) && !there.has(keyOf(part)))
  return missing === undefined ? undefined : `${where}: ${keyOf(missing)} was read (${missing.when ?? 'always there'}), the run does not have it`
}

/** Where a run with these variables contradicts what was read; undefined where it does not. */
export const contradiction = (read: Comparable, ran: Comparable, env: Env, tally: Tally): string | undefined => {
  const check: Check = { env, tally }
  const [readDags, ranDags] = [read.dags as Graph[], ran.dags as Graph[]]
  const dags = contradicted(check, readDags, ranDags, (dag) => dag.dagId as string, true, 'dags', () => true)
  if (dags !== undefined) return dags
  for (const graph of ranDags) {
    const dag = readDags.find((one) => one.dagId === graph.dagId)!
    const tasks = contradicted(check, dag.tasks, graph.tasks, (task) => task.taskId as string, dag.complete, graph.dagId, () => true)
    if (tasks !== undefined) return tasks
    const there = new Set(graph.tasks.map((task) => task.taskId))
    const edges = contradicted(check, dag.edges, graph.edges, (edge) => `${String(edge.from)} → ${String(edge.to)}`, dag.complete, graph.dagId, (edge) => there.has(edge.from!) && there.has(edge.to!))
    if (edges !== undefined) return edges
  }
  return undefined
}
