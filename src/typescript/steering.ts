// Pieces of code that run, or do not, because of a fixture: what is made in them rests on it.
import type { Assumption } from '#model'
import type { SourceText } from '#value'
import type { ts } from './parse.ts'
import type { Run, Scope, Steering } from './run.ts'

/** Nothing asked yet. */
export const newSteering = (): Steering => ({ asked: [], pieces: new Map() })

/** Notes that the questions asked since `since` (a length of `asked`) decided which way it goes through a piece of code. */
export const noteSteered = (run: Run, node: ts.Node, scope: Scope, since: number): void => {
  const { pieces } = run.steering
  let piece = pieces.get(node)
  if (piece === undefined) pieces.set(node, piece = { site: { file: scope.here.module.file, pos: node.pos, end: node.end }, assumed: new Set() })
  const answers = run.steering.asked.slice(since)
  for (const one of answers) piece.assumed.add(one)
  if (!piece.site.file.library) noteFor(run, piece.site.file, answers)
}

/** Notes what the way through a file rests on: so does whatever it makes. */
export const noteFor = ({ decided }: Run, { path }: SourceText, assumptions: readonly Assumption[]): void => {
  let known = decided.get(path)
  if (known === undefined) decided.set(path, known = new Set())
  for (const one of assumptions) known.add(one)
}
