// The TypeScript that stands behind `import 'dagbook'`: the authoring API, the orchestrator layer and the shims, as texts to be read.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { compareText, treeOf, type SourceTree } from '#model'
import { isBuilt, packageDependencies, packageRoot, packageVersion } from './package-root.ts'

/** Folder of the library → where its files lie in the sources, and which of them belong to it. */
export const libraryFolders = {
  author: { from: 'src/author', only: /\.ts$/ },
  orchestrator: { from: 'src/orchestrator', only: /\.ts$/ },
  shims: { from: 'src/read/typescript', only: /^shim-.*\.ts$/ },
} as const

/** The library's texts: `author/index.ts`, `orchestrator/index.ts`, `shims/shim-airflow.ts` and what they import. */
export const loadLibrary = (): SourceTree => {
  const files: Record<string, string> = {}
  for (const [name, { from, only }] of Object.entries(libraryFolders)) {
    const folder = join(packageRoot, isBuilt ? `dist/library/${name}` : from)
    for (const file of readdirSync(folder).filter((file) => only.test(file))) {
      files[`${name}/${file}`] = readFileSync(join(folder, file), 'utf8')
    }
  }
  return treeOf(files)
}

/** A hash of everything in this package, and of the versions beneath it, that decides what reading gives, the library included; the same for as long as the process runs. */
export const programHash = (): string => { known ??= hashProgram(); return known }
let known: string | undefined

const hashProgram = (): string => {
  const hash = createHash('sha256').update(packageVersion)
  const folder = join(packageRoot, isBuilt ? 'dist' : 'src')
  for (const file of filesUnder(folder)) hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)))
  for (const name of packageDependencies) hash.update(`\0${name}@${versionOf(name)}`)
  return hash.digest('base64url')
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:js|ts)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort(compareText)

const versionOf = (name: string): string => {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? []
  for (const folder of folders) {
    try {
      return (JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as { version: string }).version
    } catch {
      // Not in this node_modules: look in the next one up.
    }
  }
  return 'missing'
}
