// Runs a file of the evaluator set: each case is a small project; what `entry.ts` exports is compared, and which problems were reported.
import { treeOf } from '#model'
import { evaluateProject, toValue } from '#typescript'
import { firstDifference, type CaseResult } from './case-result.ts'

interface EvaluatorCase {
  readonly id: string
  readonly files: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly expect: Readonly<Record<string, unknown>>
  readonly diags?: readonly string[]
  readonly note?: string
}

/** Runs all cases of a file. */
export const runEvaluator = (document: unknown, _file = 'evaluator.json'): CaseResult[] =>
  // A file of another set holds cases too, but not of this one.
  ((document as { cases?: readonly EvaluatorCase[] }).cases ?? []).filter((one) => typeof one.files === 'object').map((one) => {
    const difference = differenceOf(one)
    return { id: one.id, ...(difference !== undefined && { difference }) }
  })

const differenceOf = (one: EvaluatorCase): string | undefined => {
  const evaluation = evaluateProject(treeOf(one.files), { roots: ['entry.ts'], env: one.env ?? {} })
  const found = Object.fromEntries([...evaluation.modules.get('entry.ts')!.exports].map(([name, value]) => [name, toValue(evaluation.run, value)]))
  const lenient = one.note?.includes('$maybe') === true
  const difference = firstDifference(one.expect, asExpected(one.expect, JSON.parse(JSON.stringify(found)), lenient))
  return difference ?? diagsDifference(one.diags, evaluation.problems.map((problem) => problem.code))
}

/** Codes that must be reported; others may be, unless the list is empty. */
const diagsDifference = (expected: readonly string[] | undefined, found: readonly string[]): string | undefined => {
  if (expected === undefined) return undefined
  if (expected.length === 0) return found.length === 0 ? undefined : `problems: expected none, found ${found.join(', ')}`
  const missing = expected.find((code) => !found.includes(code))
  return missing === undefined ? undefined : `problems: expected ${missing}, found ${found.join(', ') || 'none'}`
}

type Json = { readonly [key: string]: unknown }
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What was found, with those parts replaced by what is expected that the set leaves free: `$any`, and the wording of conditions. */
const asExpected = (expected: unknown, found: unknown, lenient: boolean): unknown => {
  if (isObject(expected) && expected['$any'] === true) return expected
  if (Array.isArray(expected) && Array.isArray(found)) return found.map((item, index) => asExpected(expected[index], item, lenient))
  // Where a case says so, a value that an unknown key may have replaced may be given as just that.
  if (lenient && isObject(found) && '$maybe' in found && !(isObject(expected) && '$maybe' in expected)) return asExpected(expected, found['$maybe'], lenient)
  if (!isObject(found) || !isObject(expected)) return found
  if (isObject(expected['$choice']) && isObject(found['$choice'])) return { $choice: choiceAs(expected['$choice'], found['$choice'], lenient) }
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, asExpected(expected[key], value, lenient)]))
}

const choiceAs = (expected: Json, found: Json, lenient: boolean): Json => {
  const [wanted, text] = [String(expected['when']), String(found['when'])]
  const swapped = wanted.startsWith('!') !== text.startsWith('!')
  const [then, otherwise] = swapped ? [found['else'], found['then']] : [found['then'], found['else']]
  return { when: meansSame(wanted, text) ? wanted : text, then: asExpected(expected['then'], then, lenient), else: asExpected(expected['else'], otherwise, lenient) }
}

/** Do two texts of a condition name the same variables; for a loop: is it one? */
const meansSame = (expected: string, found: string): boolean => {
  if (/^each\b/.test(expected)) return /^each\b/.test(found)
  const names = expected.match(/[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*/g)?.filter((name) => name !== 'null' && name !== 'undefined') ?? []
  return names.every((name) => found.includes(name))
}
