// `dagbook serve`: a book that is built, in the browser.
import { serveBook } from '#disk'
import type { Command, OptionValues } from './command.ts'
import { portOf, portOption } from './port.ts'
import type { Terminal } from './terminal.ts'

const run = async ([folder = 'book']: readonly (string | undefined)[], options: OptionValues, terminal: Terminal): Promise<number> => {
  const { address } = await serveBook(folder, portOf(options.port))
  terminal.print(`The book is at ${address}. Ctrl-C ends it.\n`)
  // Only a signal ends it.
  return new Promise<number>(() => undefined)
}

/** `dagbook serve`. */
export const serve: Command = {
  arguments: [{ name: '[book]', description: 'the folder of the book (default: book)' }],
  options: [portOption],
  notes: 'It answers to this machine only. Any web server can serve a book elsewhere; one below a path is built with --base.',
  run,
}
