// npm run conformance -- SET FILE… [--known FILE]: runs the project against files in the format of the acceptance sets.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { CaseResult, Runner } from './case-result.ts'

/** The sets that there is a runner for. */
const runners: Readonly<Record<string, () => Promise<Runner>>> = {
  evaluator: async () => (await import('./evaluator.ts')).runEvaluator,
  ds_dag: async () => (await import('./ds-dag.ts')).runDsDag,
}
const planned = ['cron', 'schedules', 'scenarios', 'rendered', 'sql', 'airflow']

class Usage extends Error {}

/** The ids in a file of known failures: a JSON list, or one a line (`#` and a space begin a remark). */
const knownIn = (file: string): Set<string> => {
  const text = readFileSync(file, 'utf8')
  const ids = text.trimStart().startsWith('[') ? JSON.parse(text) as string[] : text.split('\n').map((line) => line.replace(/(^|\s)#\s.*$/, '').trim())
  return new Set(ids.filter((id) => id !== ''))
}

const parse = (words: readonly string[]): { set: string; files: string[]; known: Set<string> } => {
  const rest = [...words]
  const at = rest.indexOf('--known')
  const [, knownFile] = at < 0 ? [] : rest.splice(at, 2)
  if (at >= 0 && knownFile === undefined) throw new Usage('--known needs a file')
  const [set, ...files] = rest
  const strange = files.find((word) => word.startsWith('-'))
  if (strange !== undefined) throw new Usage(`there is no option ${strange}`)
  if (set === undefined || files.length === 0) throw new Usage(`npm run conformance -- SET FILE… [--known FILE]; SET is ${Object.keys(runners).join(' or ')}`)
  return { set, files, known: knownFile === undefined ? new Set() : knownIn(knownFile) }
}

const runnerOf = async (set: string): Promise<Runner> => {
  if (Object.hasOwn(runners, set)) return runners[set]!()
  throw new Usage(planned.includes(set) ? `the set ${set} has no runner yet` : `there is no set ${set}; there are ${Object.keys(runners).join(', ')}`)
}

const main = async (words: readonly string[]): Promise<number> => {
  const { set, files, known } = parse(words)
  const runner = await runnerOf(set)
  const results: CaseResult[] = []
  for (const file of files) {
    const ofFile = await runner(JSON.parse(readFileSync(file, 'utf8')), basename(file))
    if (ofFile.length === 0) throw new Usage(`${file} holds no case of the set ${set}`)
    results.push(...ofFile)
  }
  for (const { id, note } of results) if (note !== undefined) console.log(`${id}: differs on purpose: ${note}`)
  const failing = results.filter((result) => result.difference !== undefined)
  for (const { id, difference } of failing) console.log(`${id}${known.has(id) ? ' (known)' : ''}: ${difference}`)
  for (const id of known) {
    if (results.some((result) => result.id === id && result.difference === undefined)) console.log(`${id}: listed as known, and equal now`)
  }
  console.log(`${results.length - failing.length} of ${results.length}`)
  return failing.every(({ id }) => known.has(id)) ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const isUsage = error instanceof Usage || error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT'
  console.error(`conformance: ${isUsage ? (error as Error).message : (error as Error).stack}`)
  process.exitCode = 2
}
