// What the history of a project says of its definitions: the last commits that changed the files of each DAG.
import { compareText, filesOfDag, type Dag } from '#model'
import { httpAddress } from './fact-markup.ts'

/** One commit. Nothing in it is secret: it stands on pages as it is. */
export interface Change {
  readonly commit: string
  /** When it became part of the history: `2026-11-21T08:15:00Z`. */
  readonly at: string
  readonly author: string
  /** What its message says first. */
  readonly subject: string
}
/** The history of a project. */
export interface History {
  /** The last commits that changed a file, the latest first, by its path. */
  readonly changes: Readonly<Record<string, readonly Change[]>>
  /** Where a commit can be looked at: `{commit}` is replaced. */
  readonly commitUrl?: string
}

/** Each commit once, the latest first. */
const latestFirst = (changes: readonly Change[]): Change[] =>
  [...new Map(changes.map((change) => [change.commit, change])).values()].sort((a, b) => compareText(b.at, a.at) || compareText(a.commit, b.commit))

/** The commits that changed the files of a DAG, the latest first. */
export const changesOf = (dag: Dag, history: History | undefined): readonly Change[] =>
  (history === undefined ? [] : latestFirst(filesOfDag(dag).flatMap((file) => (Object.hasOwn(history.changes, file) ? history.changes[file]! : []))))

/** A commit, and the DAGs that nothing changed since. */
export interface LastChange {
  readonly change: Change
  readonly dags: readonly Dag[]
}

/** The last change of every DAG, by commit, the latest first. */
export const lastChanges = (dags: readonly Dag[], history: History | undefined): readonly LastChange[] => {
  const last = dags.flatMap((dag) => changesOf(dag, history).slice(0, 1).map((change) => ({ change, dag })))
  return latestFirst(last.map(({ change }) => change)).map((change) => ({ change, dags: last.filter((each) => each.change.commit === change.commit).map(({ dag }) => dag) }))
}

/** Where a commit can be looked at. */
export const commitAddress = ({ commit }: Change, history: History | undefined): string | undefined =>
  httpAddress(history?.commitUrl)?.replaceAll('{commit}', () => commit)
