// Makes dist/: the bundled program, its types, the library that definitions are read against, and the JSON Schemas.
// Everything is made beside dist/ and swapped in at the end.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { build } from 'esbuild'
import { forNode, importTypeScript, root } from './bundle.mjs'
import { bundleSiteScripts, forBrowser, lean } from './site-scripts.mjs'

const next = join(root, `dist.${process.pid}.next`)

/** Large packages in CommonJS are required: for an import, Node would look for their exports first, which takes longer than reading many a project. */
const large = ['ts-morph', '@js-joda/core', '@js-joda/timezone']
/** Time zones are unpacked when the first of them is asked for: many a project needs none but UTC. */
const zonesOnDemand = `import { createRequire } from 'node:module'
import { ZoneRulesProvider } from '@js-joda/core'
for (const name of ['getRules', 'getAvailableZoneIds']) {
  ZoneRulesProvider[name] = (...given) => {
    createRequire(import.meta.url)('@js-joda/timezone')
    return ZoneRulesProvider[name](...given)
  }
}
`
const requireLarge = {
  name: 'require-large',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^[@\w]/ }, ({ path }) => (large.includes(path) ? { path, namespace: 'required' } : undefined))
    onLoad({ filter: /.*/, namespace: 'required' }, async ({ path }) => {
      if (path === '@js-joda/timezone') return { contents: zonesOnDemand }
      const names = Object.keys(await import(path)).filter((name) => name !== 'default' && /^\w+$/.test(name))
      return { contents: `import { createRequire } from 'node:module'\nexport const { ${names.join(', ')} } = createRequire(import.meta.url)(${JSON.stringify(path)})\n` }
    })
  },
}

// typebox comes into the bundle: as a package it is hundreds of files, which took longer to load than everything else together.
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const bundleForNode = () => build({
  ...forNode,
  packages: undefined,
  external: Object.keys(dependencies).filter((name) => name !== 'typebox' && !large.includes(name)),
  plugins: [requireLarge],
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', orchestrator: 'src/orchestrator/index.ts', node: 'src/node.ts' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  outdir: next,
})

/** One file that needs nothing else: the site of a foreign project bundles it again. */
const bundleForBrowser = () => build({ ...forBrowser, plugins: [lean], entryPoints: { browser: 'src/browser.ts' }, outdir: next })

/** Copies the sources behind `import 'dagbook'` as they are: they are read, not run. */
const copyLibrary = async () => {
  const { libraryFolders } = await importTypeScript(join(root, 'src/disk/library.ts'))
  for (const [name, { from, only }] of Object.entries(libraryFolders)) {
    mkdirSync(join(next, 'library', name), { recursive: true })
    for (const file of readdirSync(join(root, from)).filter((each) => only.test(each))) {
      copyFileSync(join(root, from, file), join(next, 'library', name, file))
    }
  }
}

const writeSchemas = async () => {
  const { schemas } = await importTypeScript(join(root, 'src/cli/schemas.ts'))
  mkdirSync(join(next, 'schema'))
  for (const [name, schema] of Object.entries(schemas)) writeFileSync(join(next, 'schema', name), `${JSON.stringify(schema, null, 2)}\n`)
}

/** Emits declarations, and turns what only this project can resolve (`#room`, `./file.ts`) into what every project can (`../room/index.js`, `./file.js`). */
const emitTypes = () => {
  const types = join(next, 'types')
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.types.json', '--outDir', types], { cwd: root, stdio: 'inherit' })
  for (const name of readdirSync(types, { recursive: true }).filter((each) => each.endsWith('.d.ts'))) {
    const file = join(types, name)
    const resolveIn = (specifier) => {
      const target = specifier.startsWith('#') ? posix.join(posix.relative(posix.dirname(name.replaceAll('\\', '/')), ''), specifier.slice(1), 'index.js') : specifier.replace(/\.ts$/, '.js')
      return target.startsWith('.') ? target : `./${target}`
    }
    const text = readFileSync(file, 'utf8')
      .replace(/(\bfrom\s+|\bimport\s*\(?\s*)(['"])(#[\w-]+|\.[^'"]*\.ts)\2/g, (_, before, quote, specifier) => `${before}${quote}${resolveIn(specifier)}${quote}`)
    if (/['"]#/.test(text)) throw new Error(`${relative(root, file)} still imports a room by its # name`)
    writeFileSync(file, text)
  }
}

try {
  rmSync(next, { recursive: true, force: true })
  await Promise.all([bundleForNode(), bundleForBrowser(), bundleSiteScripts(next)])
  chmodSync(join(next, 'cli.js'), 0o755)
  await copyLibrary()
  await writeSchemas()
  emitTypes()
  const dist = join(root, 'dist'), previous = join(root, `dist.${process.pid}.previous`)
  if (existsSync(dist)) renameSync(dist, previous)
  renameSync(next, dist)
  rmSync(previous, { recursive: true, force: true })
} finally {
  rmSync(next, { recursive: true, force: true })
}
