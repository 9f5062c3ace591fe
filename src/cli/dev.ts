// `dagbook dev`: the book of a project while it is being written, in the browser.
import { join } from 'node:path'
import { cleaningUp, packageRoot } from '#disk'
import type { Command, OptionValues } from './command.ts'
import { sourceUrlOption } from './from-git.ts'
import { openLiveBook } from './live-book.ts'
import { portOf, portOption } from './port.ts'
import type { Terminal } from './terminal.ts'

const run = async ([dir]: readonly (string | undefined)[], options: OptionValues, terminal: Terminal): Promise<number> => {
  const port = portOf(options.port)
  const live = await openLiveBook({ dir, options, port, scripts: join(packageRoot, 'dist') }, terminal)
  if (port !== 0 && live.port !== port) terminal.say(`Port ${port} is taken.`)
  terminal.print(`The book is at ${live.address} and follows its project. Ctrl-C ends it.\n`)
  // Only a signal ends it.
  return cleaningUp(live.abandon, () => new Promise<number>(() => undefined))
}

/** `dagbook dev`. */
export const dev: Command = {
  arguments: [{ name: '[dir]', description: 'the project to read (default: the current folder)' }],
  options: [
    portOption,
    { flags: '--base <path>', description: 'the path under which the site is served: /pipelines/' },
    sourceUrlOption,
    { flags: '--env <name>', description: 'read for this environment of dagbook.yaml' },
    { flags: '--templates <folder>', description: 'Markdown templates of your own, by file name' },
  ],
  notes: 'It answers to this machine only. Full-text search comes with `dagbook build`.',
  run,
}
