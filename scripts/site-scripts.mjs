// The scripts that pages load only where they need them: Mermaid for authors' diagrams, the engine for the next runs of a DAG, what draws graphs anew.
import { join } from 'node:path'
import { build } from 'esbuild'
import { ownName, root } from './bundle.mjs'

/** What every bundle for a browser has in common. */
export const forBrowser = { absWorkingDir: root, bundle: true, format: 'esm', platform: 'browser', target: 'es2022', charset: 'utf8', logLevel: 'warning' }

/** Modules of ours do nothing when they are loaded: what a bundle does not use of a room is left out with everything below it, the time zones of the world above all. */
export const lean = {
  name: 'lean',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^(?:#|\.)/ }, async ({ path, pluginData, ...where }) => {
      if (pluginData === lean || !where.importer.startsWith(join(root, 'src'))) return undefined
      return { ...await resolve(path, { ...where, pluginData: lean }), sideEffects: false }
    })
  },
}

/** Bundles them into `outdir`: `mermaid/mermaid.js` with its chunks, `runs/next-runs.js`, `explorer/graph.js` and `explorer/fleet.js` with what they share, `live/live.js` for `dagbook dev`. */
export const bundleSiteScripts = (outdir) => Promise.all([
  build({ ...forBrowser, entryPoints: { mermaid: 'site/mermaid/mermaid.ts' }, splitting: true, minify: true, legalComments: 'eof', chunkNames: '[name]-[hash]', outdir: join(outdir, 'mermaid') }),
  build({ ...forBrowser, entryPoints: { 'next-runs': 'site/runs/next-runs.ts' }, alias: ownName, plugins: [lean], minify: true, legalComments: 'eof', outdir: join(outdir, 'runs') }),
  build({ ...forBrowser, entryPoints: { fleet: 'site/explorer/fleet.ts', graph: 'site/explorer/graph.ts' }, splitting: true, chunkNames: '[name]-[hash]', alias: ownName, plugins: [lean], minify: true, legalComments: 'eof', outdir: join(outdir, 'explorer') }),
  // A plain script: it has to know the element that loads it.
  build({ ...forBrowser, format: 'iife', entryPoints: { live: 'site/live/live.ts' }, minify: true, outdir: join(outdir, 'live') }),
])
