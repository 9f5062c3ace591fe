// Runs TypeScript programs in this Node: translated file by file, written to a folder of their own, imported as they are.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync, transformSync } from 'esbuild'

/** Imports by Node itself, past the test runner's own module loader, which replaces `import()` in everything it loads. */
const nodeImport = (folder: string): (url: string) => Promise<object> => {
  writeFileSync(join(folder, 'import.cjs'), 'module.exports = (url) => import(url)')
  return createRequire(join(folder, 'main.cjs'))('./import.cjs') as (url: string) => Promise<object>
}

const root = join(import.meta.dirname, '../..')

/** The exports of each of the modules `mains`, after importing them in order. `before` is done right before. */
export const runPrograms = async (files: ReadonlyMap<string, string>, mains: readonly string[]): Promise<{ exports: object[]; close: () => void }> => {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'))
  const close = (): void => rmSync(folder, { recursive: true, force: true })
  buildSync({ entryPoints: [join(root, 'src/author/index.ts')], bundle: true, format: 'esm', outfile: join(folder, 'dagbook.mjs'), logLevel: 'silent' })
  for (const [path, text] of files) {
    const isCode = path.endsWith('.ts')
    const to = join(folder, isCode ? path.replace(/\.ts$/, '.mjs') : path)
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, isCode ? translate(path, text) : text)
  }
  const importByNode = nodeImport(folder)
  const exports: object[] = []
  for (const main of mains) exports.push(await importByNode(pathToFileURL(join(folder, main.replace(/\.ts$/, '.mjs'))).href))
  return { exports, close }
}

const translate = (path: string, text: string): string =>
  transformSync(text, { loader: 'ts', format: 'esm', target: 'node20', supported: { 'import-attributes': true }, sourcefile: path }).code
    .replace(/(\bfrom |\bimport )"([^"]+)"/g, (_, before: string, specifier: string) => `${before}"${resolved(path, specifier)}"`)

const resolved = (path: string, specifier: string): string => {
  const up = relative(dirname(path), '.') || '.'
  if (specifier === 'dagbook') return `./${up}/dagbook.mjs`
  if (specifier.startsWith('@shared/')) return `./${up}/shared/${specifier.slice('@shared/'.length)}.mjs`
  if (specifier === 'yaml') return pathToFileURL(join(root, 'node_modules/yaml/dist/index.js')).href
  return specifier.startsWith('.') ? specifier.replace(/\.[tj]s$/, '.mjs') : specifier
}
