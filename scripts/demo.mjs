// `npm run demo`: builds the book of dags/ and says where to open it. `-- --serve` serves it on this machine.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './bundle.mjs'

const newest = (path) => {
  const stat = statSync(path)
  return stat.isDirectory() ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name)))) : stat.mtimeMs
}
/** The program is built anew when one of its sources is newer than it. */
const isStale = () => {
  const program = join(root, 'dist/cli.js')
  return !existsSync(program) || ['src', 'scripts', 'site/mermaid', 'package.json'].some((path) => newest(join(root, path)) > statSync(program).mtimeMs)
}
const run = (...words) => {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 2)
}

if (isStale()) {
  console.error('Building dagbook …')
  run('scripts/build.mjs')
}
const out = join(root, 'book')
run('dist/cli.js', 'build', 'dags', '--out', relative(root, out))
if (process.argv.includes('--serve')) run('dist/cli.js', 'serve', relative(root, out))
else console.log('(or: npm run demo -- --serve)')
