// npm run bench -- site [100 1000 5000]: what a book costs to build and to read, beside Starlight with the same content where that ends in minutes.
// The peer is installed for the run and into a temporary folder: nobody who works on this project needs it.
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from '../scripts/bundle.mjs'
import { writeProject } from './generate.mjs'
import { lookAt } from './look.mjs'
import { costOf } from './measure.mjs'

const sizes = process.argv.length > 3 ? process.argv.slice(3).map(Number) : [100, 1000, 5000]
const cli = join(root, 'dist/cli.js')
/** Its navigation holds all pages on every page: at 5,000 it takes minutes and gigabytes. */
const mostForPeer = 1000
const peerPackages = [`astro@${JSON.parse(readFileSync(join(root, 'node_modules/astro/package.json'), 'utf8')).version}`, '@astrojs/starlight@0.42.4', '@astrojs/markdown-remark@7']

const filesIn = (folder, end) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(end)).map((entry) => join(entry.parentPath, entry.name))
const middle = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
const kilobytesOf = (folder) => {
  const weights = filesIn(join(folder, 'dags'), '.html').map((file) => gzipSync(readFileSync(file)).length / 1000)
  return { median: middle(weights), largest: Math.max(...weights) }
}
const ratio = (ours, theirs) => (theirs === 0 ? `${ours.toFixed(2)} against 0` : `${(ours / theirs).toFixed(2)} ×`)

/** A folder in which Starlight is installed; undefined, with a note, where it cannot be had. */
const installPeer = () => {
  const folder = mkdtempSync(join(tmpdir(), 'dagbook-peer-'))
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', ...peerPackages], { cwd: folder, encoding: 'utf8', timeout: 300_000 })
  if (status === 0) return folder
  console.log(`Starlight cannot be installed here, so there is nothing to compare with: ${stderr.trim().split('\n').at(-1)}`)
  rmSync(folder, { recursive: true, force: true })
  return undefined
}

/** The Markdown of a book as content of Starlight, which wants a title for each page in front of it. */
const writePeer = (folder, markdown) => {
  for (const part of ['src', 'dist', '.astro']) rmSync(join(folder, part), { recursive: true, force: true })
  const content = join(folder, 'src/content/docs')
  mkdirSync(dirname(content), { recursive: true })
  cpSync(markdown, content, { recursive: true })
  for (const file of filesIn(content, '.md')) {
    const text = readFileSync(file, 'utf8'), title = /^# (.+)$/m.exec(text)?.[1] ?? 'Page'
    writeFileSync(file, `---\ntitle: ${JSON.stringify(title)}\n---\n\n${text.replace(/^# .+\n/m, '')}`)
    if (file.endsWith('README.md')) renameSync(file, join(dirname(file), 'index.md'))
  }
  copyFileSync(join(import.meta.dirname, 'starlight.mjs'), join(folder, 'starlight.mjs'))
  writeFileSync(join(folder, 'src/content.config.ts'), `import { defineCollection } from 'astro:content'
import { docsLoader } from '@astrojs/starlight/loaders'
import { docsSchema } from '@astrojs/starlight/schema'
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) }
`)
}

const tell = (what, { cpu, memory }, pages, before) => {
  const marginal = before === undefined ? '' : `, ${((cpu - before.cpu) / (pages - before.pages)).toFixed(1)} for each beyond ${before.pages}`
  console.log(`${what.padEnd(32)} ${(cpu / 1000).toFixed(1).padStart(7)} s, ${(cpu / pages).toFixed(1).padStart(5)} ms a page${marginal}; ${Math.round(memory)} MB`)
}

const tellLook = async (folder, peer, path) => {
  const ours = await lookAt(folder, path)
  if (ours === undefined) return console.log('There is no Chromium here: what a reader sees is not measured.')
  const shown = ({ requests, kilobytes, paint, shift, blocked }) => `${requests} requests, ${kilobytes.toFixed(1)} kB gz, first paint ${Math.round(paint)} ms, layout shift ${shift.toFixed(3)}, blocked ${Math.round(blocked)} ms`
  console.log(`  in Chromium: ${shown(ours)}`)
  if (peer === undefined) return
  const theirs = await lookAt(peer, path)
  console.log(`  Starlight:   ${shown(theirs)}`)
  console.log(`  ratios: ${Object.keys(ours).map((key) => `${key} ${ratio(ours[key], theirs[key])}`).join(', ')}`)
}

execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' })
const peer = sizes.some((size) => size <= mostForPeer) ? installPeer() : undefined
let before
try {
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'dagbook-bench-'))
    try {
      writeProject(folder, size, { ownGraphs: true })
      const dags = join(folder, 'dags'), book = join(folder, 'book')
      const cold = costOf([cli, '--quiet', 'build', dags, '--out', book, '--no-search'])
      const pages = filesIn(book, '.html').length
      rmSync(book, { recursive: true })
      const cached = costOf([cli, '--quiet', 'build', dags, '--out', book, '--no-search'])
      const { median, largest } = kilobytesOf(book)
      tell(`${size} DAGs, cold`, cold, pages)
      tell(`${size} DAGs, graphs cached`, cached, pages, before)
      console.log(`  pages of DAGs: ${median.toFixed(1)} kB gz in the middle, ${largest.toFixed(1)} at most; aims: 3 ms a page beyond 1,000, 1,200 MB, 30 kB`)
      before = { cpu: cached.cpu, pages }
      const isCompared = peer !== undefined && size <= mostForPeer
      if (isCompared) {
        writePeer(peer, join(book, 'docs'))
        const theirs = costOf([join(peer, 'starlight.mjs')])
        tell('  Starlight, the same content', theirs, filesIn(join(peer, 'dist'), '.html').length)
        console.log(`  ratios to Starlight: cold ${ratio(cold.cpu, theirs.cpu)}, graphs cached ${ratio(cached.cpu, theirs.cpu)}, memory ${ratio(cached.memory, theirs.memory)}, page ${ratio(median, kilobytesOf(join(peer, 'dist')).median)}`)
      }
      await tellLook(book, isCompared ? join(peer, 'dist') : undefined, 'dags/orders_0/')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
} finally {
  if (peer !== undefined) rmSync(peer, { recursive: true, force: true })
}
