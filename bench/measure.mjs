// The cost of one process: CPU time of its own and its largest memory.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const probe = join(import.meta.dirname, 'probe.cjs')

/** Runs `node WORDS…` `times` times and gives the least CPU time in ms and the memory of that run in MB. */
export const costOf = (words, times = 1) => {
  const folder = mkdtempSync(join(tmpdir(), 'dagbook-bench-'))
  try {
    const costs = Array.from({ length: times }, () => {
      const report = join(folder, 'cost.json')
      const { status, stderr } = spawnSync(process.execPath, ['--require', probe, ...words], { encoding: 'utf8', env: { ...process.env, DAGBOOK_BENCH_REPORT: report }, maxBuffer: 2 ** 30 })
      if (status !== 0) throw new Error(`node ${words.join(' ')} failed: ${stderr.slice(-2000)}`)
      return JSON.parse(readFileSync(report, 'utf8'))
    })
    return costs.sort((a, b) => a.cpu - b.cpu)[0]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
