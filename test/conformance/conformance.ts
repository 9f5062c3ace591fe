// The frame of all conformance runners: takes the words of the command line apart, runs the set, prints what differs.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { CaseResult, Runner } from './case-result.ts'

/** A mistake of whoever called it: exit code 2. */
class Usage extends Error {}

/** Sets of the contract that no part of the project can answer yet. */
const planned = ['scenarios', 'rendered', 'sql', 'airflow']

/** Set → its runner, loaded when it is asked for. */
export type Runners = Readonly<Record<string, () => Promise<Runner>>>

/** Runs `SET FILE… [--known FILE]`. 0: equal, or only what is known differs; 1: something else differs; 2: it could not run. */
export const runConformance = async (words: readonly string[], runners: Runners, print: (line: string) => void): Promise<number> => {
  try {
    return await run(words, runners, print)
  } catch (error) {
    const isMistake = error instanceof Usage || error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT'
    print(`conformance: ${isMistake ? (error as Error).message : (error as Error).stack}`)
    return 2
  }
}

const run = async (words: readonly string[], runners: Runners, print: (line: string) => void): Promise<number> => {
  const { set, files, known } = parse(words, runners)
  const runner = await runnerOf(set, runners)
  const results: CaseResult[] = []
  for (const file of files) {
    const ofFile = await runner(JSON.parse(readFileSync(file, 'utf8')), basename(file))
    if (ofFile.length === 0) throw new Usage(`${file} holds no case of the set ${set}`)
    results.push(...ofFile)
  }
  const failing = results.filter((result) => result.difference !== undefined)
  for (const { id, note, difference } of results) {
    if (difference !== undefined) print(`${id}${known.has(id) ? ' (known)' : ''}: ${difference}`)
    else if (note !== undefined) print(`${id} (${note})`)
    else if (known.has(id)) print(`${id}: listed as known, and equal now`)
  }
  print(`${results.length - failing.length} of ${results.length}`)
  return failing.every(({ id }) => known.has(id)) ? 0 : 1
}

const parse = (words: readonly string[], runners: Runners): { set: string; files: string[]; known: Set<string> } => {
  const rest = [...words]
  const at = rest.indexOf('--known')
  const [, knownFile] = at < 0 ? [] : rest.splice(at, 2)
  if (at >= 0 && knownFile === undefined) throw new Usage('--known needs a file')
  const [set, ...files] = rest
  const strange = files.find((word) => word.startsWith('-'))
  if (strange !== undefined) throw new Usage(`there is no option ${strange}`)
  if (set === undefined) throw new Usage(`npm run conformance -- SET FILE… [--known FILE]; SET is ${Object.keys(runners).join(' or ')}`)
  if (Object.hasOwn(runners, set) && files.length === 0) throw new Usage(`name the files that hold the cases of ${set}`)
  return { set, files, known: knownFile === undefined ? new Set() : knownIn(knownFile) }
}

const runnerOf = async (set: string, runners: Runners): Promise<Runner> => {
  if (Object.hasOwn(runners, set)) return runners[set]!()
  throw new Usage(planned.includes(set) ? `the set ${set} has no runner yet` : `there is no set ${set}; there are ${Object.keys(runners).join(', ')}`)
}

/** The ids in a file of known failures: a JSON list, or one a line (`#` and a space begin a remark). */
const knownIn = (file: string): Set<string> => {
  const text = readFileSync(file, 'utf8')
  const ids = text.trimStart().startsWith('[') ? JSON.parse(text) as string[] : text.split('\n').map((line) => line.replace(/(^|\s)#\s.*$/, '').trim())
  return new Set(ids.filter((id) => id !== ''))
}
