// What a list of DAGs can be narrowed to: owner, tag, how often, operator, folder. Rows carry numbers, the choices their words.
import { compareText, type Dag } from '#model'
import { markup, type Markup } from '#write'
import type { BookContext } from './context.ts'
import { frequencies, type Rhythm } from './frequency.ts'
import { knownTexts } from './ownership.ts'

/** The facets of a list of DAGs, by the name that they have in the address. */
export const dagFacets = [['owner', 'Owner'], ['tag', 'Tag'], ['runs', 'Runs'], ['operator', 'Operator'], ['folder', 'Folder']] as const
/** A facet of a list of DAGs. */
export type FacetName = (typeof dagFacets)[number][0]
/** What a DAG has of each facet. */
export type FacetValues = Readonly<Record<FacetName, readonly string[]>>

/** What a DAG has of each facet. */
export const facetValues = (dag: Dag, context: BookContext, rhythm: Rhythm): FacetValues => {
  const file = dag.at?.file ?? ''
  return {
    owner: context.ownership.ownersOf(dag), tag: knownTexts(dag.tags), runs: [rhythm.frequency],
    operator: [...new Set(dag.tasks.map((task) => task.operator))], folder: file.includes('/') ? [file.slice(0, file.lastIndexOf('/'))] : [],
  }
}

/** The choices of a list, and what marks each of its rows. */
export interface Facets {
  readonly choices: Markup
  readonly rows: readonly Markup[]
}

/** Makes the choices for rows with these values. A facet of which there is only one value is no choice. */
export const facetsMarkup = (of: string, rows: readonly FacetValues[]): Facets => {
  const facets = dagFacets.map(([name, label]) => {
    const counts = new Map<string, number>()
    for (const row of rows) for (const value of row[name]) counts.set(value, (counts.get(value) ?? 0) + 1)
    const order = name === 'runs' ? frequencies.filter((each) => counts.has(each)) : [...counts.keys()].sort(compareText)
    return { name, label, counts, numbers: new Map(order.map((value, i) => [value, i + 1])) }
  }).filter(({ counts, numbers }) => numbers.size > 1 || [...counts.values()].some((count) => count < rows.length))
  return {
    choices: markup`${facets.map(({ name, label, counts, numbers }) => markup`<select id="${of}-${name}" data-facet="${name}" aria-label="${label}" autocomplete="off"><option value="">${label}</option>${
      [...numbers.keys()].map((value) => markup`<option value="${value}">${value} (${counts.get(value)!})</option>`)}</select>`)}`,
    rows: rows.map((row) => markup`${facets.filter(({ name }) => row[name].length > 0).map(({ name, numbers }) => markup` data-${name}="${row[name].map((value) => numbers.get(value)!).join(' ')}"`)}`),
  }
}
