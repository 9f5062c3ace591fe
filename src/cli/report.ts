// What a verb that reads says at its end: the problems, how much was read, how many problems there are.
import type { Model } from '#model'
import { coverageText, painter, problemCounts, problemText } from '#write'
import type { Terminal } from './terminal.ts'

/** The report on a model. Notes stand in it only where the user asked for more, warnings not where they asked for quiet. */
export const reportText = (model: Model, terminal: Terminal): string => {
  const paint = painter(terminal.colour)
  const shown = model.problems.filter(({ severity }) =>
    severity === 'error' || (severity === 'warning' && terminal.loudness !== 'quiet') || terminal.loudness === 'verbose')
  const hidden = model.problems.length - shown.length
  return [
    ...shown.map((problem) => problemText(problem, paint)),
    coverageText(model),
    ...partlyRead(model),
    `${problemCounts(model.problems)}${hidden > 0 ? ` (${hidden} not shown${terminal.loudness === 'quiet' ? ' with --quiet' : '; --verbose shows all'})` : ''}.`,
  ].map((line) => `${line}\n`).join('')
}

const namedFiles = 5

/** Which files were not read in full: the first few of them. */
const partlyRead = ({ files }: Model): string[] => {
  const paths = files.filter((file) => file.read !== 'complete').map((file) => file.path), more = paths.length - namedFiles
  return paths.length === 0 ? [] : [`Not read in full: ${paths.slice(0, namedFiles).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`]
}

/** Is there anything that `--strict` does not let pass: an error or a warning, or a file or DAG that was not fully read? */
export const failsStrict = (model: Model): boolean =>
  model.problems.some((problem) => problem.severity !== 'note')
  || model.files.some((file) => file.read !== 'complete')
  || model.dags.some((dag) => !dag.complete)
