// What reading is measured against: every TypeScript file of a folder, parsed by TypeScript and kept, as a compiler keeps a program.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRequire } from 'node:module'

// Required, as the built reader does: an import would cost it more before it begins.
const { ts } = createRequire(import.meta.url)('ts-morph')

const files = readdirSync(process.argv[2], { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
const trees = []
for (const entry of files) {
  const path = join(entry.parentPath, entry.name)
  trees.push(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest))
}
if (!trees.some((tree) => tree.statements.length > 0)) throw new Error('there is nothing to parse')
