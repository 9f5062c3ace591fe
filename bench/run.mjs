// npm run bench [-- 100 1000 5000]: what reading, an unchanged rebuild and the start of the program cost, as ratios; `-- cron`: cron.mjs, `-- site`: site.mjs.
// CPU time, not wall time: these are meant to be compared on machines that do other things too.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { costOf } from './measure.mjs'
import { writeProject } from './generate.mjs'

if (['cron', 'site'].includes(process.argv[2])) {
  await import(`./${process.argv[2]}.mjs`)
  process.exit()
}

const root = join(import.meta.dirname, '..')
const cli = join(root, 'dist/cli.js')
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1000, 5000]
const seconds = ({ cpu }) => `${(cpu / 1000).toFixed(2)} s`
const line = (what, cost, against, aim) =>
  console.log(`${what.padEnd(34)} ${seconds(cost).padStart(9)} against ${seconds(against).padStart(8)}: ${(cost.cpu / against.cpu).toFixed(2)} × (aim ${aim}), ${Math.round(cost.memory)} MB`)

execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' })

const node = costOf(['--eval', '0'], 7)
line('--version against bare node', costOf([cli, '--version'], 7), node, '≤ 2')

for (const size of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'dagbook-bench-'))
  try {
    writeProject(folder, size)
    const times = size <= 1000 ? 3 : 1
    const parsing = costOf([join(import.meta.dirname, 'parse.mjs'), folder], times)
    line(`reading ${size} files against parsing`, costOf([join(import.meta.dirname, 'read.mjs'), folder], times), parsing, '≤ 2.2')
    const model = join(folder, 'model.json')
    const cold = costOf([cli, 'export', 'model', '--dir', join(folder, 'dags'), '--out', model])
    line(`export model again, ${size} files`, costOf([cli, 'export', 'model', '--dir', join(folder, 'dags'), '--out', model], times), cold, '≤ 0.1')
    if (size <= 100) {
      const build = [cli, 'build', join(folder, 'dags'), '--out', join(folder, 'book')]
      rmSync(join(folder, 'dags/.dagbook'), { recursive: true, force: true })
      const first = costOf(build)
      line(`build again, ${size} files`, costOf(build, times), first, '≤ 0.1')
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
