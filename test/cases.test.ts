// Runs test/cases/**.md. `UPDATE=1 npx vitest run test/cases.test.ts` rewrites the expected blocks: read that diff as a reviewer would.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadLibrary } from '#disk'
import { treeOf } from '#model'
import { evaluateProject, toValue } from '#typescript'
import { casesIn, withExpectations, type MarkdownCase } from './cases/case-file.ts'

const library = loadLibrary()
const folder = join(import.meta.dirname, 'cases', 'typescript')

/** What `entry.ts` exports, and the problems that were found: all of them, so that a problem nobody expected fails the case. */
const outcome = ({ files }: MarkdownCase): string => {
  const { modules, problems, run } = evaluateProject(treeOf(files), { library, roots: ['entry.ts'] })
  const exports = Object.fromEntries([...modules.get('entry.ts')!.exports].map(([name, value]) => [name, toValue(run, value)]))
  const told = problems.map(({ code, message, at }) => `${at === undefined ? '' : `${at.file}:${at.line}:${at.column} `}${code}: ${message}`)
  const lines = Object.entries(exports).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
  return `{\n${[...lines, ...(told.length === 0 ? [] : [`  "problems": ${JSON.stringify(told)}`])].join(',\n')}\n}\n`
}

for (const name of readdirSync(folder).filter((file) => file.endsWith('.md')).sort()) {
  const path = join(folder, name)
  const document = readFileSync(path, 'utf8')
  const cases = casesIn(document)
  if (process.env['UPDATE'] === '1') writeFileSync(path, withExpectations(document, cases, cases.map(outcome)))
  describe(name, () => {
    test.each(casesIn(readFileSync(path, 'utf8')))('$title', (one) => {
      expect(one.expected, 'a case needs a block that begins with ```json expect').toBeDefined()
      expect(outcome(one)).toBe(one.expected)
    })
  })
}
