// Runs a TypeScript file of this project: node scripts/run.mjs FILE [WORD…]
import { resolve } from 'node:path'
import { importTypeScript } from './bundle.mjs'

const [file, ...words] = process.argv.slice(2)
if (file === undefined) {
  console.error('node scripts/run.mjs FILE [WORD…]')
  process.exitCode = 2
} else {
  process.argv = [process.argv[0], resolve(file), ...words]
  await importTypeScript(resolve(file))
}
