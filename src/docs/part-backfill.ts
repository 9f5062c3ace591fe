// What running a DAG for the past means: what follows from its settings and its tasks, said in sentences.
import type { Dag, Fact, Task } from '#model'
import { markup, type Markup } from '#write'
import type { PageContext } from './context.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { factWords, numberWords } from './fact-words.ts'
import type { Part } from './page.ts'

/** A sentence in both forms: text, and names that become links or code. */
type Piece = string | { readonly kind: 'task' | 'table' | 'dag'; readonly name: string }
type Sentence = readonly Piece[]

const names = (kind: 'task' | 'table' | 'dag', list: readonly string[]): Piece[] => list.flatMap((name, i): Piece[] => [...(i === 0 ? [] : [', ']), { kind, name }])
const day = (date: string): string => date.replace(/T00:00:00(?:\.0+)?(?:Z|[+-]\d\d:\d\d)?$/, '')
const isTrue = (fact: Fact<boolean> | undefined): boolean => fact === true

const range = (dag: Dag): Sentence[] => {
  const start = typeof dag.startDate === 'string' ? ` from ${day(dag.startDate)}` : '', end = typeof dag.endDate === 'string' ? ` until ${day(dag.endDate)}` : ''
  const kind = 'kind' in dag.schedule ? dag.schedule.kind : undefined
  if (kind === undefined) return [['When it runs is not known, and so is which runs a range of days stands for.']]
  if (kind === 'none') return [['It has no schedule, so there are no runs to catch up on: start one by hand for each date that is needed.']]
  if (kind === 'assets' || kind === 'assets-or-time') return [['Its runs follow updates of assets, not dates: run again what updates them, or start it by hand.']]
  if (kind === 'once' || kind === 'continuous') return [['Its runs do not stand for dates: clear the run, or start one by hand.']]
  const runs: Sentence = [`There is a run for every tick of its schedule${start}${end}.`]
  if (dag.catchup === true) return [runs, ['It catches up: runs that were missed are started by themselves, the oldest first.']]
  return dag.catchup === false ? [runs, ['It does not catch up: runs that were missed have to be asked for.']] : [runs, [`Whether it catches up is not known: ${factWords(dag.catchup)}.`]]
}

const limits = (dag: Dag): Sentence[] => {
  const past = dag.tasks.filter((task) => isTrue(task.dependsOnPast)).map((task) => task.taskId)
  const downstream = dag.tasks.filter((task) => isTrue(task.waitForDownstream)).map((task) => task.taskId)
  return [
    ...(past.length === 0 ? [] : [past.length === dag.tasks.length ? ['Every task waits for its own run before: dates go one after another, and one that fails stops all that follow.'] : ['These wait for their own run before, so dates go one after another: ', ...names('task', past), '.']]),
    ...(downstream.length === 0 ? [] : [['These wait until the tasks after them have run for the date before: ', ...names('task', downstream), '.']]),
    ...(typeof dag.maxActiveRuns === 'number' && past.length === 0 ? [[dag.maxActiveRuns === 1 ? 'One run goes at a time.' : `At most ${numberWords(dag.maxActiveRuns)} runs go at once.`]] : []),
  ]
}

const written = (dag: Dag, modes: readonly string[]): string[] => [...new Set(dag.tasks.flatMap((task: Task) => (task.writes ?? []).flatMap((write) =>
  (typeof write.table === 'string' && !write.table.includes('{{') && modes.includes(write.mode) ? [write.table] : []))))].sort()

const effects = (dag: Dag): Sentence[] => {
  const appended = written(dag, ['append']), replaced = written(dag, ['overwrite', 'create', 'merge']).filter((table) => !appended.includes(table))
  const started = [...new Set(dag.tasks.flatMap((task) => (typeof task.trigger?.dagId === 'string' ? [task.trigger.dagId] : [])))]
  const awaited = [...new Set(dag.tasks.flatMap((task) => (typeof task.waitsFor?.dagId === 'string' ? [task.waitsFor.dagId] : [])))].filter((dagId) => !started.includes(dagId))
  return [
    ...(appended.length === 0 ? [] : [['A date that is run twice is in these twice, unless what it wrote is taken out before: ', ...names('table', appended), '.']]),
    ...(replaced.length === 0 ? [] : [['What is there is replaced or merged in: ', ...names('table', replaced), '.']]),
    ...(started.length === 0 ? [] : [['Each run also starts ', ...names('dag', started), '.']]),
    ...(awaited.length === 0 ? [] : [['It waits for runs of ', ...names('dag', awaited), ': those have to be there for the same dates.']]),
  ]
}

/** The sentences on backfills of a DAG; undefined for one without tasks. */
export const backfillPart = (dag: Dag, context: PageContext): Part | undefined => {
  if (dag.tasks.length === 0) return undefined
  const triggers = [...new Set(context.relationsOf(dag.dagId).toward.filter((relation) => relation.how === 'trigger').map((relation) => relation.from))]
  const sentences = [...(triggers.length === 0 ? [] : [['It is started by ', ...names('dag', triggers), ': a backfill there runs it too.']]), ...range(dag), ...limits(dag), ...effects(dag)]
  const full = (kind: 'task' | 'table' | 'dag', name: string): string => (kind === 'task' ? `${dag.dagId}/${name}` : name)
  const text = (piece: Piece): string => (typeof piece === 'string' ? escapeMarkdown(piece) : piece.kind === 'table' ? context.linkMarkdown('table', piece.name) : context.linkMarkdown(piece.kind, full(piece.kind, piece.name), piece.name))
  const shown = (piece: Piece): Markup => (typeof piece === 'string' ? markup`${piece}` : piece.kind === 'table' ? context.link('table', piece.name) : context.link(piece.kind, full(piece.kind, piece.name), piece.name))
  return {
    markdown: sentences.map((sentence) => `- ${sentence.map((piece, i) => (typeof piece === 'string' && i > 0 ? piece : text(piece))).join('')}`).join('\n'),
    html: markup`<ul>${sentences.map((sentence) => markup`<li>${sentence.map(shown)}</li>`)}</ul>`,
  }
}
