// The port that verbs with a server listen on.
import { CannotRun } from '#disk'
import type { CommandOption } from './command.ts'

/** `--port`. */
export const portOption: CommandOption = { flags: '--port <number>', description: 'the port to serve at; the next free one where it is taken', default: '4400' }

/** The port that the user gave. @throws {CannotRun} when it is none. */
export const portOf = (given: unknown): number => {
  const port = Number(given)
  if (!/^\d{1,5}$/.test(String(given)) || port > 65_535) throw new CannotRun(`\`${String(given)}\` is no port.`, 'Give a number up to 65535, like this: `--port 8000`.')
  return port
}
