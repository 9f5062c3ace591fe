// What changed last: of all DAGs on the first page, of one DAG on its own. Only where git knows; dates are those of commits, so that a commit gives the same book.
import type { Dag } from '#model'
import { markup, type Markup } from '#write'
import type { PageContext } from './context.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { tableMarkdown } from './fact-rows.ts'
import { numberWords } from './fact-words.ts'
import type { Tile } from './head-markup.ts'
import { changesOf, commitAddress, lastChanges, type Change } from './history.ts'
import { listed, tableMarkup } from './list-markup.ts'
import type { Part } from './page.ts'

const shownCommits = 8, shownDags = 6, shownChanges = 5

const dayOf = (change: Change): string => change.at.slice(0, 10)
const dateMarkup = (change: Change): Markup => markup`<time datetime="${change.at}" data-ago>${dayOf(change)}</time>`
/** What a commit is called where its message says nothing. */
const nameOf = ({ subject, commit }: Change): string => subject || commit.slice(0, 10)

const changeMarkup = (change: Change, context: PageContext): Markup => {
  const address = commitAddress(change, context.history), name = markup`<span dir="auto">${nameOf(change)}</span>`
  return address === undefined ? name : markup`<a href="${address}">${name}</a>`
}
const changeMarkdown = (change: Change, context: PageContext): string => {
  const address = commitAddress(change, context.history)
  return address === undefined ? escapeMarkdown(nameOf(change)) : `[${escapeMarkdown(nameOf(change))}](<${address}>)`
}

/** Changes in a table; `dagsOf` says which DAGs each is about where that does not go without saying. */
const changesPart = (changes: readonly Change[], context: PageContext, dagsOf?: (change: Change) => readonly Dag[]): Part => {
  const head = ['Change', ...(dagsOf === undefined ? [] : ['DAGs']), 'By', 'Date']
  const more = (dags: readonly Dag[]): string => (dags.length > shownDags ? ` and ${numberWords(dags.length - shownDags)} more` : '')
  return {
    markdown: tableMarkdown(head, changes.map((change) => {
      const dags = dagsOf?.(change)
      return [
        changeMarkdown(change, context), ...(dags === undefined ? [] : [dags.slice(0, shownDags).map((dag) => context.linkMarkdown('dag', dag.dagId)).join(', ') + more(dags)]),
        escapeMarkdown(change.author), dayOf(change),
      ]
    })),
    html: tableMarkup(head, changes.map((change) => {
      const dags = dagsOf?.(change)
      return {
        cells: [
          changeMarkup(change, context), ...(dags === undefined ? [] : [[listed(dags.slice(0, shownDags).map((dag) => context.link('dag', dag.dagId))), more(dags)]]),
          markup`<span dir="auto">${change.author}</span>`, dateMarkup(change),
        ],
      }
    })),
  }
}

/** Which DAGs were changed last, by commit; undefined where there is no history. */
export const lastChangesPart = (context: PageContext): Part | undefined => {
  const last = lastChanges(context.model.dags, context.history).slice(0, shownCommits)
  const dags = new Map(last.map((each) => [each.change.commit, each.dags]))
  return last.length === 0 ? undefined : changesPart(last.map(({ change }) => change), context, (change) => dags.get(change.commit)!)
}

/** The last changes of the files of a DAG; undefined where there is no history of them. */
export const dagChangesPart = (dag: Dag, context: PageContext): Part | undefined => {
  const changes = changesOf(dag, context.history).slice(0, shownChanges)
  return changes.length === 0 ? undefined : changesPart(changes, context)
}

/** When the files of a DAG were changed last, in its strip of facts. */
export const changedTiles = (dag: Dag, context: PageContext): Tile[] => changesOf(dag, context.history).slice(0, 1).map((change) => ({
  label: 'Changed', markdown: `${dayOf(change)}${change.author === '' ? '' : ` by ${escapeMarkdown(change.author)}`}`, html: markup`<a href="#changes">${dateMarkup(change)}</a>`, className: 'middle',
}))
