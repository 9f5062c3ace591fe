// What the scripts share: esbuild with this project's settings, and running a TypeScript file of it on a Node that reads none.
import { mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** The folder of the project. */
export const root = join(import.meta.dirname, '..')

/** What every bundle for Node has in common: our code in, packages left to be resolved when it runs. */
export const forNode = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  charset: 'utf8',
  logLevel: 'warning',
}

/** `import … from 'dagbook'` inside this project means its sources. */
export const ownName = {
  dagbook: join(root, 'src/index.ts'),
  'dagbook/orchestrator': join(root, 'src/orchestrator/index.ts'),
  'dagbook/browser': join(root, 'src/browser.ts'),
}

/** Bundles a TypeScript file into a temporary module and imports it. The module stays for as long as the process runs, for its dynamic imports. */
export const importTypeScript = async (file) => {
  const outdir = join(root, '.dagbook', 'run', `${basename(file, '.ts')}-${process.pid}`)
  process.on('exit', () => rmSync(outdir, { recursive: true, force: true }))
  mkdirSync(outdir, { recursive: true })
  await build({ ...forNode, alias: ownName, splitting: true, sourcemap: 'inline', entryPoints: { entry: file }, outdir, outExtension: { '.js': '.mjs' } })
  return import(pathToFileURL(join(outdir, 'entry.mjs')).href)
}
