// A call of what is no function: the problem names it, and what may be meant.
import { expect, test } from 'vitest'
import { readFiles } from '../read-files.ts'

const thrown = (source: string): string[] => readFiles({ 'main.ts': `import { Dag } from 'dagbook'\nexport const d = new Dag('d')\n${source}` }).problems.map(({ code, message }) => `${code}: ${message}`)

test.each([
  ["d.bsh('a', { command: 'x' })", '`d.bsh` is not a function; did you mean `bash`?'],
  ["const g = d.taskGroup('g')\ng.pyton('a', {})", '`g.pyton` is not a function; did you mean `python`?'],
  ["const o = { d }\no.d.bassh('a', {})", '`o.d.bassh` is not a function; did you mean `bash`?'],
  ['const t: any = d.tasks\nt.psuh(1)', '`t.psuh` is not a function; did you mean `push`?'],
  ['d.quite_other()', '`d.quite_other` is not a function'],
  ['const x = 3\nx()', '`x` is not a function'],
  ['const o = {}\no.run?.go(); o.run()', '`o.run` is not a function'],
  ["d.empty('a').befor()", '`….befor` is not a function; did you mean `before`?'],
  ['(3)()', 'the value is not a function'],
])('%s', (source, message) => {
  expect(thrown(source)).toEqual([`throw: running this module throws TypeError: ${message}`])
})
