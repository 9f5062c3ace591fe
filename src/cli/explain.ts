// `dagbook explain CODE`: what a problem means and what to do about it.
import { CannotRun } from '#disk'
import { nearest, problemCodes } from '#model'
import { painter } from '#write'
import type { Command, OptionValues } from './command.ts'
import type { Terminal } from './terminal.ts'

const run = ([code]: readonly (string | undefined)[], _: OptionValues, terminal: Terminal): number => {
  const codes = Object.keys(problemCodes)
  if (code === undefined) {
    const width = Math.max(...codes.map((each) => each.length))
    terminal.print(codes.map((each) => `${each.padEnd(width)}  ${problemCodes[each]!.what}\n`).join(''))
    return 0
  }
  if (!Object.hasOwn(problemCodes, code)) {
    const near = nearest(code, codes)
    throw new CannotRun(`There is no problem code \`${code}\`.`, near === undefined ? '`dagbook explain` lists them all.' : `Did you mean \`${near}\`?`)
  }
  const { what, why, instead } = problemCodes[code]!
  const paint = painter(terminal.colour)
  terminal.print(`${paint('bold', code)}\n\n${what}\n\n${paint('bold', 'Why it matters')}\n${why}\n\n${paint('bold', 'What to do')}\n${instead}\n`)
  return 0
}

/** `dagbook explain`. */
export const explain: Command = {
  arguments: [{ name: '[code]', description: 'the code that stands behind the place of a problem; lists all codes when left out' }],
  options: [],
  run,
}
