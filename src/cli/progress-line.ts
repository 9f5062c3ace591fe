// How far a long piece of work is: one line that changes where somebody looks on, a line now and then in a log. Short work is not worth a word.

/** A stream of text and whether somebody looks at it as it comes. */
export interface Stream {
  readonly write: (text: string) => unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Where progress is shown. */
export interface ProgressLine {
  readonly show: (doing: string, done: number, total: number, things: string) => void
  /** Takes the changing line away, so that another may stand in its place. */
  readonly clear: () => void
}

// Milliseconds: work that is done sooner is not mentioned; then so often.
const live = { first: 300, again: 100 }, log = { first: 10_000, again: 10_000 }
const usualColumns = 80

/** Shows progress on a stream; `isLive` where somebody looks at it as it comes. Nothing but `\r` and spaces is used to change a line. */
export const progressLine = (stream: Stream, isLive: boolean, now: () => number): ProgressLine => {
  const pace = isLive ? live : log
  let current = '', next = 0, shown = 0
  const clear = (): void => {
    if (shown > 0) stream.write(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  return {
    clear,
    show: (doing, done, total, things) => {
      const time = now()
      if (doing !== current) {
        current = doing
        next = time + pace.first
      }
      if (done >= total) {
        current = ''
        clear()
      } else if (time >= next) {
        next = time + pace.again
        const text = `${doing} ${done} of ${total} ${things} …`
        if (!isLive) {
          stream.write(`${text}\n`)
          return
        }
        const fitting = text.slice(0, (stream.columns ?? usualColumns) - 1)
        stream.write(`\r${fitting.padEnd(shown)}`)
        shown = fitting.length
      }
    },
  }
}
