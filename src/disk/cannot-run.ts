// The one error that users see: what they asked for cannot be done. Problems in their sources are values, not errors.

/** Thrown where a command cannot run at all (exit code 2); `help` says what to do. */
export class CannotRun extends Error {
  readonly help: string | undefined
  constructor(message: string, help?: string) {
    super(message)
    this.name = 'CannotRun'
    this.help = help
  }
}
