// What the search palette finds by name: pages, and the things on them that have an anchor, as small as it can be written.
import { compareText, type Model } from '#model'
import { encodePath, taskAnchor } from './address.ts'
import type { Page } from './page.ts'

/** A name, or a name and its anchor where that is not the kind's prefix and the name. */
export type SearchName = string | readonly [name: string, anchor: string]

/** The names of one kind that are found on pages, by page: the page's place in `pages`, then its names. */
export interface SearchParts {
  readonly kind: string
  /** What comes before a name in its anchor: `task-`. */
  readonly anchor: string
  readonly on: readonly (readonly [page: number, ...names: SearchName[]])[]
}

/** Everything that can be found by name. Addresses are relative to the base of the site. */
export interface SearchIndex {
  /** Kind, name, and the address where that is not the kind's folder and the name. */
  readonly pages: readonly (readonly [kind: string, name: string, address?: string])[]
  /** Where the pages of a kind usually lie: `dags/`. */
  readonly folders: Readonly<Record<string, string>>
  readonly parts: readonly SearchParts[]
}

const folders: Readonly<Record<string, string>> = { dag: 'dags/', table: 'tables/', pipeline: 'pipelines/', owner: 'owners/', tag: 'tags/' }

const pageEntry = ({ kind, title, path, dagId }: Page): readonly [string, string, string?] => {
  const name = dagId ?? title
  const address = path === '' ? '' : `${encodePath(path)}/`
  return address === `${folders[kind]}${encodeURIComponent(name)}/` ? [kind, name] : [kind, name, address]
}

/** Everything in a book that has a name and a place. */
export const searchIndexOf = (model: Model, pages: readonly Page[]): SearchIndex => {
  const found = pages.filter((page) => page.kind !== 'not-found')
  const numbers = new Map(found.flatMap((page, i) => (page.dagId === undefined ? [] : [[page.dagId, i] as const])))
  const tasks = model.dags.flatMap((dag): (readonly [number, ...SearchName[]])[] => {
    const page = numbers.get(dag.dagId)
    const names = dag.tasks.map(({ taskId }): SearchName => (taskAnchor(taskId) === `task-${taskId}` ? taskId : [taskId, taskAnchor(taskId)]))
    return page === undefined || names.length === 0 ? [] : [[page, ...names]]
  })
  const kinds = [...new Set(found.map((page) => page.kind))].sort(compareText)
  return {
    pages: found.map(pageEntry),
    folders: Object.fromEntries(Object.entries(folders).filter(([kind]) => kinds.includes(kind as Page['kind']))),
    parts: [{ kind: 'task', anchor: 'task-', on: tasks }],
  }
}
