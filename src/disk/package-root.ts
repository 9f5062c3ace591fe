// Where this package lies on the disk: its own folder in a project's node_modules, or the checkout it is developed in.
import { readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Manifest { readonly name?: string; readonly version?: string; readonly dependencies?: Readonly<Record<string, string>> }

const manifestAt = (folder: string): Manifest | undefined => {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  } catch {
    return undefined
  }
}

const find = (): { folder: string; manifest: Manifest; built: boolean } => {
  const here = fileURLToPath(import.meta.url)
  for (let folder = dirname(here); ; folder = dirname(folder)) {
    const manifest = manifestAt(folder)
    if (manifest?.name === 'dagbook') return { folder, manifest, built: relative(folder, here).split(sep)[0] === 'dist' }
    if (folder === dirname(folder)) throw new Error('dagbook does not find its own package.json')
  }
}
const found = find()

/** The folder of this package. */
export const packageRoot: string = found.folder
/** This package's version. */
export const packageVersion: string = found.manifest.version ?? '0.0.0'
/** The names of the packages that this one needs at run time. */
export const packageDependencies: readonly string[] = Object.keys(found.manifest.dependencies ?? {})
/** Is it the built package that runs (`dist/`), or the sources of a checkout? */
export const isBuilt: boolean = found.built
