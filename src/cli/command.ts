// The shape of a command: help, README and the parser all come from this table.
import type { Terminal } from './terminal.ts'

/** One option, in commander's notation: `--out <folder>`. */
export interface CommandOption {
  readonly flags: string
  readonly description: string
  readonly default?: string
}

/** One argument: `[dir]` may be left out, `<what>` may not. */
export interface CommandArgument {
  readonly name: string
  readonly description: string
}

/** What a command line means once it is taken apart: options by their camelCase name. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>

/** A verb of the command line. `run` gives the exit code: 0 fine, 1 a gate tripped; it throws CannotRun for 2. */
export interface Command {
  readonly arguments: readonly CommandArgument[]
  readonly options: readonly CommandOption[]
  /** More to say under `--help`. */
  readonly notes?: string
  readonly run: (words: readonly (string | undefined)[], options: OptionValues, terminal: Terminal) => number | Promise<number>
}

/** A verb in the list: what `dagbook --help` says of it, and where the rest is. */
export interface CommandEntry {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<Command>
}
