// A hash of everything that decides what a book looks like: equal stamps, equal bytes.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareText } from '#model'
import { programHash } from './library.ts'
import { packageRoot } from './package-root.ts'

/** The stamp of a book made by this program from `inputs` (plain JSON: the model, templates, addresses). */
export const stampOf = (...inputs: readonly unknown[]): string => {
  const hash = createHash('sha256').update(programHash()).update(JSON.stringify(inputs))
  for (const name of ['templates', 'site', 'dist/mermaid', 'dist/runs', 'dist/explorer']) {
    const folder = join(packageRoot, name)
    if (!existsSync(folder)) continue
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)).sort(compareText)
    for (const file of files) hash.update(`\0${file.slice(packageRoot.length)}\0`).update(readFileSync(file))
  }
  return hash.digest('base64url')
}
