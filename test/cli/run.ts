// Runs a command line inside the test's process and keeps what it writes.
import type { CommandEntry } from '../../src/cli/command.ts'
import { openTerminal } from '../../src/cli/terminal.ts'
import { runProgram } from '../../src/cli/program.ts'

/** What a command line came to. */
export interface Outcome {
  readonly code: number
  /** Results. */
  readonly out: string
  /** Progress and complaints. */
  readonly err: string
}

/** Runs `dagbook` with these words. `tty`: somebody looks at the result; `entries`: other verbs than the usual ones. */
export const dagbook = async (words: readonly string[], { tty = false, env = {}, entries }: { tty?: boolean; env?: Record<string, string>; entries?: readonly CommandEntry[] } = {}): Promise<Outcome> => {
  const out: string[] = [], err: string[] = []
  const terminal = openTerminal({ write: (text) => out.push(text), isTTY: tty }, { write: (text) => err.push(text) }, env)
  const code = await runProgram(words, terminal, entries)
  return { code, out: out.join(''), err: err.join('') }
}
