// Pieces of code that run, or do not, because of a fixture: what is made in them rests on it.
import type { Assumption } from '#model'
import type { Site, SourceText } from '#value'
import { siteOf } from './dispatch.ts'
import type { ts } from './parse.ts'
import type { Run, Scope } from './run.ts'

/** What steered a program so far. */
export interface Steering {
  /** The fixtures that answered questions, in the order of the questions. */
  readonly asked: Assumption[]
  /** The pieces of code of which a question decided which way through them it goes. */
  readonly pieces: Map<ts.Node, { readonly site: Site, readonly assumed: Set<Assumption> }>
}

/** Nothing asked yet. */
export const newSteering = (): Steering => ({ asked: [], pieces: new Map() })

/** Notes that the questions asked since `since` (a length of `asked`) decided which way it goes through a piece of code. */
export const noteSteered = (run: Run, node: ts.Node, scope: Scope, since: number): void => {
  const { pieces } = run.steering
  let piece = pieces.get(node)
  if (piece === undefined) pieces.set(node, piece = { site: siteOf(node, scope), assumed: new Set() })
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
