#!/usr/bin/env node
// The program that `dagbook` starts. Loads as little as it can: `--version` answers before anything else is read from the disk.
import module from 'node:module'
// Past the front door on purpose: the rest of that room is not needed to say a version.
import { packageVersion } from '../disk/package-root.ts'

const words = process.argv.slice(2)
// A reader that closes the pipe early (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') throw error })
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) process.stderr.write(`dagbook is made for Node 20.19 and later; this is ${process.versions.node}.\n`)

if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${packageVersion}\n`)
} else {
  // Node 22 and later keep compiled code between starts.
  const { enableCompileCache } = module as { enableCompileCache?: () => unknown }
  enableCompileCache?.()
  const [{ runProgram }, { openTerminal }] = await Promise.all([import('./program.ts'), import('./terminal.ts')])
  process.exitCode = await runProgram(words, openTerminal(process.stdout, process.stderr, process.env))
}
