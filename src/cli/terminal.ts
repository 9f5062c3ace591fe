// Where commands write to: results to standard output, progress to standard error.
import { progressLine, type Stream } from './progress-line.ts'

/** How much is said besides the result. */
export type Loudness = 'quiet' | 'normal' | 'verbose'

/** The two streams of a command, and how they may look. */
export interface Terminal {
  /** Writes a result, as it is. */
  readonly print: (text: string) => void
  /** Says one line of progress; nothing where the user asked for quiet. */
  readonly say: (line: string) => void
  /** Says one line that only helps who looks for something (`--verbose`). */
  readonly detail: (line: string) => void
  /** Says how far a long piece of work is, `Reading 12 of 400 files`: in one line that changes where somebody looks, elsewhere in a line now and then. */
  readonly progress: (doing: string, done: number, total: number, things: string) => void
  /** Says why a command cannot do what it was asked for; always. */
  readonly complain: (text: string) => void
  /** May the result be coloured? */
  readonly colour: boolean
  readonly loudness: Loudness
  /** The same streams, as the options of a command ask for. */
  readonly with: (options: { readonly loudness: Loudness; readonly colour: boolean }) => Terminal
}

/** A terminal on two streams. Colour only where a person looks, and neither NO_COLOR nor TERM=dumb says otherwise (https://no-color.org). */
export const openTerminal = (output: Stream, progress: Stream, env: Readonly<Record<string, string | undefined>>, now: () => number = () => performance.now()): Terminal => {
  const mayColour = output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  const line = progressLine(progress, progress.isTTY === true && !env.CI && env.TERM !== 'dumb', now)
  const say = (text: string): void => {
    line.clear()
    progress.write(`${text}\n`)
  }
  const make = (loudness: Loudness, colour: boolean): Terminal => ({
    print: (text) => {
      line.clear()
      output.write(text)
    },
    say: (text) => { if (loudness !== 'quiet') say(text) },
    detail: (text) => { if (loudness === 'verbose') say(text) },
    progress: (doing, done, total, things) => { if (loudness !== 'quiet') line.show(doing, done, total, things) },
    complain: say,
    colour,
    loudness,
    with: (options) => make(options.loudness, mayColour && options.colour),
  })
  return make('normal', mayColour)
}
