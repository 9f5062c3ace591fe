// Astro, run as a library on a copy of `site/`: for a whole site, or for a renderer that makes one page at a time.
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AstroUserConfig } from 'astro'
import { copyFolder } from './copy-folder.ts'
import { oneAfterAnother } from './one-after-another.ts'

/** What Astro is to make. */
export type Order = {
  readonly base: string
} & ({
  /** What pages are made from. */
  readonly book: object
  /** An existing folder: files are added to it. */
  readonly out: string
} | {
  /** The module that pages take the book from. */
  readonly data: string
  /** The module of a renderer, where no pages are asked for but something that makes them: it is written to `out/server/entry.mjs` of the workshop. */
  readonly server: string
})
/** A temporary folder with a copy of the site, and Astro at work in it. */
export interface Workshop {
  readonly folder: string
  readonly build: (order: Order) => Promise<void>
  readonly close: () => void
}

/** The folder of an installed package, found as Node would find it; works for packages that do not export their manifest. */
const packageFolder = (name: string): string => {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? []
  const found = places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, 'package.json')))
  if (found === undefined) throw new Error(`The package ${name} is not installed beside dagbook.`)
  return realpathSync(found)
}

/** Sets up a root of Astro's own, so that nothing is written into the package and no address depends on where it is installed. */
export const openWorkshop = (siteSource: string): Workshop => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dagbook-site-')))
  for (const part of ['src', 'public']) copyFolder(join(siteSource, part), join(folder, part))
  mkdirSync(join(folder, 'node_modules'))
  // A junction needs no rights on Windows; elsewhere the type is ignored.
  symlinkSync(packageFolder('astro'), join(folder, 'node_modules', 'astro'), 'junction')
  return { folder, build: (order) => inTurn(() => runAstro(folder, order)), close: () => rmSync(folder, { recursive: true, force: true }) }
}

// Astro keeps state in its module: two builds at once would share it.
const inTurn = oneAfterAnother()

/** The pages of a build find their book here: they are made in this process, and it can be a hundred megabytes as text. */
const handed = globalThis as { dagbook?: object }

const runAstro = async (work: string, order: Order): Promise<void> => {
  // `build()` itself reports to Astro's makers unless this is set before it is loaded.
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1'
  const started = process.cwd()
  // Astro puts what it makes on the way into the current folder.
  process.chdir(work)
  try {
    const { build } = await import('astro')
    if ('book' in order) handed.dagbook = order.book
    await build(configOf(work, order))
  } finally {
    delete handed.dagbook
    process.chdir(started)
  }
}

const configOf = (work: string, order: Order): AstroUserConfig & { root: string; configFile: false; logLevel: 'error' | 'silent' } => ({
  root: work,
  outDir: 'out' in order ? order.out : join(work, 'out'),
  cacheDir: join(work, 'cache'),
  configFile: false,
  logLevel: 'book' in order ? 'error' : 'silent',
  base: order.base,
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never', assets: 'assets' },
  devToolbar: { enabled: false },
  ...('server' in order && {
    output: 'server' as const,
    adapter: { name: 'dagbook', hooks: { 'astro:config:done': ({ setAdapter }) => setAdapter({ name: 'dagbook', entrypointResolution: 'auto', serverEntrypoint: order.server, supportedAstroFeatures: { serverOutput: 'stable' } }) } },
  }),
  vite: {
    cacheDir: join(work, 'vite'),
    logLevel: 'error',
    css: { postcss: { plugins: [] } },
    resolve: { alias: { 'book-data': 'data' in order ? order.data : join(work, 'src/handed-book.ts') } },
    build: { assetsInlineLimit: 0, emptyOutDir: false },
  },
})
