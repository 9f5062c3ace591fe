// `npm run lint`: oxlint with the table of rooms, then knip. oxlint reads a TypeScript config only on newer Nodes, so it gets it as JSON.
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importTypeScript, root } from './bundle.mjs'

const bin = (name) => join(root, 'node_modules/.bin', name)
const run = (command, words) => spawnSync(command, words, { cwd: root, stdio: 'inherit' }).status ?? 1

const { default: config } = await importTypeScript(join(root, 'oxlint.config.ts'))
// oxlint reads patterns of overrides from the folder of the config, so it lies at the root.
const file = join(root, `.oxlintrc.${process.pid}.json`)
writeFileSync(file, JSON.stringify(config))
let failed
try {
  failed = run(bin('oxlint'), ['-c', file, '--deny-warnings', ...process.argv.slice(2)])
} finally {
  rmSync(file, { force: true })
}
if (process.argv.length === 2) failed = run(bin('knip'), ['--no-progress']) || failed
process.exitCode = failed
