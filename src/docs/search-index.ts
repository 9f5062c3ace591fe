// What the search palette finds by name: pages, and the things on them that have an anchor, as small as it can be written.
import type { Model } from '#model'
import { anchorText, encodePath } from './address.ts'
import { configSettings } from './config-settings.ts'
import type { Page, PageKind } from './page.ts'

/** A name, or a name and its anchor where that is not the kind's prefix and the name. */
export type SearchName = string | readonly [name: string, anchor: string]

/** The names of one kind that are found on pages, by page: the page's place in `pages`, then its names. */
export interface SearchParts {
  readonly kind: 'task' | 'column' | 'setting' | 'heading'
  /** What comes before a name in its anchor: `task-`. */
  readonly anchor: string
  readonly on: readonly (readonly [page: number, ...names: SearchName[]])[]
}

/** Everything that can be found by name. Addresses are relative to the base of the site. */
export interface SearchIndex {
  /** Kind, name, and the address where that is not the kind's folder and the name. */
  readonly pages: readonly (readonly [kind: PageKind, name: string, address?: string])[]
  /** Where the pages of a kind usually lie: `dags/`. */
  readonly folders: Readonly<Partial<Record<PageKind, string>>>
  readonly parts: readonly SearchParts[]
}

const folders: SearchIndex['folders'] = { dag: 'dags/', table: 'tables/', pipeline: 'pipelines/', owner: 'owners/', tag: 'tags/' }

const pageEntry = ({ kind, title, path, dagId }: Page): SearchIndex['pages'][number] => {
  const name = dagId ?? title
  const address = path === '' ? '' : `${encodePath(path)}/`
  return address === `${folders[kind]}${encodeURIComponent(name)}/` ? [kind, name] : [kind, name, address]
}

/** The names of one kind, given by the name of the page that they are on. */
const partsOf = (kind: SearchParts['kind'], pages: ReadonlyMap<string, number>, things: readonly (readonly [page: string, names: readonly string[]])[]): SearchParts => ({
  kind, anchor: `${kind}-`,
  on: things.flatMap(([name, names]): SearchParts['on'] => {
    const page = pages.get(name)
    if (page === undefined || names.length === 0) return []
    return [[page, ...names.map((each): SearchName => (anchorText(each) === each ? each : [each, `${kind}-${anchorText(each)}`]))]]
  }),
})

/** Everything in a book that has a name and a place. */
export const searchIndexOf = (model: Model, pages: readonly Page[]): SearchIndex => {
  const found = pages.filter((page) => page.kind !== 'not-found' && page.hidden !== true)
  const numbersOf = (kind: PageKind): ReadonlyMap<string, number> =>
    new Map(found.flatMap((page, i) => (page.kind === kind ? [[page.dagId ?? page.title, i] as const] : [])))
  return {
    pages: found.map(pageEntry),
    folders,
    parts: [
      partsOf('task', numbersOf('dag'), model.dags.map((dag) => [dag.dagId, dag.tasks.map((task) => task.taskId)])),
      partsOf('column', numbersOf('table'), model.tables.map((table) => [table.name, table.columns.map((column) => column.name)])),
      {
        kind: 'heading', anchor: '',
        on: found.flatMap((page, i): SearchParts['on'] => ((page.kind === 'doc' || page.kind === 'glossary') && page.headings.length > 0 ? [[i, ...page.headings.map(({ text, id }) => [text, id] as const)]] : [])),
      },
      partsOf('setting', numbersOf('pipeline'), model.pipelines.map((pipeline) => [pipeline.name, configSettings(pipeline, () => false).map((setting) => setting.key)])),
    ],
  }
}
