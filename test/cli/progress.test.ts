// Progress of long work on standard error: a line that changes where somebody looks, lines now and then in a log, nothing where nobody asked for it.
import { describe, expect, test } from 'vitest'
import { openTerminal, type Terminal } from '../../src/cli/terminal.ts'

/** A terminal whose clock is ours, and all that was written to both of its streams, in turn. */
const watched = ({ isTTY = false, columns, env = {}, loudness = 'normal' }: { isTTY?: boolean; columns?: number; env?: Record<string, string>; loudness?: Terminal['loudness'] } = {}) => {
  const written: string[] = [], clock = { ms: 0 }
  const stream = { write: (text: string) => written.push(text), isTTY, ...(columns !== undefined && { columns }) }
  const terminal = openTerminal(stream, stream, env, () => clock.ms).with({ loudness, colour: false })
  /** One step each `every` milliseconds. */
  const work = (steps: number, every: number, until = steps): void => {
    for (let done = 1; done <= until; done++) {
      clock.ms += every
      terminal.progress('Read', done, steps, 'files')
    }
  }
  return { terminal, work, written, all: () => written.join('') }
}
/** What a terminal of endless width shows in the end of what was written. */
const screen = (text: string): string[] => text.split('\n').map((line) => line.split('\r').reduce((shown, piece) => piece + shown.slice(piece.length), '').trimEnd())

describe('where somebody looks', () => {
  test('one line changes, and is gone when the work is done', () => {
    const { work, written, all, terminal } = watched({ isTTY: true })
    work(100, 20)
    expect(written.length).toBeLessThan(25)
    expect(all()).toContain('\rRead 16 of 100 files …')
    expect(all()).not.toContain('\n')
    expect(screen(all())).toEqual([''])
    terminal.say('Done.')
    expect(screen(all())).toEqual(['Done.', ''])
  })
  test('other lines take its place, on either stream', () => {
    for (const method of ['say', 'complain', 'print'] as const) {
      const { work, all, terminal } = watched({ isTTY: true })
      work(100, 50, 60)
      terminal[method](method === 'print' ? 'Ho.\n' : 'Ho.')
      expect(screen(all())).toEqual(['Ho.', ''])
    }
  })
  test('short work is not worth a word, and no colour or other code is used', () => {
    const short = watched({ isTTY: true })
    short.work(100, 2)
    expect(short.written).toEqual([])
    const long = watched({ isTTY: true, env: { NO_COLOR: '1' } })
    long.work(100, 50)
    // oxlint-disable-next-line no-control-regex
    expect(long.all()).not.toMatch(/\u001b/)
  })
  test('a line never runs over the edge', () => {
    const { work, written } = watched({ isTTY: true, columns: 12 })
    work(100, 50)
    expect(Math.max(...written.map((text) => text.replaceAll('\r', '').length))).toBe(11)
  })
})

describe('in a log', () => {
  test.each([['no terminal', { isTTY: false }], ['CI', { isTTY: true, env: { CI: 'true' } }], ['TERM=dumb', { isTTY: true, env: { TERM: 'dumb' } }]])('%s: whole lines, one in ten seconds', (_, where) => {
    const { work, written } = watched(where)
    work(100, 500)
    expect(written).toEqual(['Read 21 of 100 files …\n', 'Read 41 of 100 files …\n', 'Read 61 of 100 files …\n', 'Read 81 of 100 files …\n'])
    const short = watched(where)
    short.work(100, 90)
    expect(short.written).toEqual([])
  })
})

test('quiet: nothing at all', () => {
  const { work, written } = watched({ isTTY: true, loudness: 'quiet' })
  work(100, 1000)
  expect(written).toEqual([])
})
