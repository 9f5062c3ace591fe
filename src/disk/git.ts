// What git knows of a project: what is checked out, where it came from, and the last commits that changed some of its files.
// Only files of the repository are read: git is not run, and nothing that a repository sets up (hooks, pagers, filters …) is either.
import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import type { Change } from '#docs'
import { compareText, redactText } from '#model'
import { fileHistory, type FileHistory, type HistoryLimits } from './git-history.ts'
import { openObjects, type Commit, type Objects } from './git-objects.ts'
import { findRepository, type GitPlace } from './git-place.ts'
import { headOf, remoteOf, shallowCommits } from './git-refs.ts'

/** What git knows of a project. */
export interface Repository {
  readonly commit: string
  readonly branch?: string
  /** The address that the branch came from, as the repository has it: it may hold a password. */
  readonly remote?: string
  /** The folder of the project in the repository; '' for the whole of it. */
  readonly prefix: string
  /** The last commits that changed files of the project, the latest first: without addresses of mail, secrets masked. */
  readonly changes: Readonly<Record<string, readonly Change[]>>
  /** Does the clone hold only a part of the history? */
  readonly isCut: boolean
}

const usualLimits: HistoryLimits = { perFile: 5, commits: 10_000, bytes: 400_000_000 }

/** What git knows of the project in `folder`, and of its files `paths`; undefined where it is in no repository, or none that can be read. */
export const readRepository = (folder: string, paths: readonly string[], limits: Partial<HistoryLimits> = {}): Repository | undefined => {
  const root = realpathSync(folder), place = findRepository(root)
  const head = place === undefined ? undefined : headOf(place)
  if (place === undefined || head === undefined) return undefined
  const objects = openObjects(place.shared, head.commit.length / 2)
  try {
    const prefix = relative(place.top, root).split(sep).join('/')
    if (!isKept(objects, head.commit, prefix)) return undefined
    const inside = (path: string): string => (prefix === '' ? path : `${prefix}/${path}`)
    const { commits, isCut } = followed(objects, place, head.commit, paths.map(inside), { ...usualLimits, ...limits })
    const remote = remoteOf(place, head.branch)
    return {
      ...head, prefix, isCut, ...(remote !== undefined && { remote }),
      changes: Object.fromEntries([...new Set(paths)].sort(compareText).flatMap((path) => {
        const found = commits.get(inside(path))
        return found === undefined ? [] : [[path, found.map(changeOf)]]
      })),
    }
  } finally {
    objects.close()
  }
}

let last: { readonly key: string; readonly history: FileHistory } | undefined

/** The history of files; it is followed once for those who ask after each save, since that of a commit does not change. */
const followed = (objects: Objects, place: GitPlace, commit: string, paths: readonly string[], limits: HistoryLimits): FileHistory => {
  const ends = shallowCommits(place), key = JSON.stringify([place, commit, paths, [...ends], limits])
  if (last?.key === key) return last.history
  const history = fileHistory(objects, commit, paths, ends, limits)
  // What is missing may be there the next time.
  if (!history.isCut) last = { key, history }
  return history
}

/** Is the folder part of the commit? A project may lie in a repository that knows nothing of it. */
const isKept = (objects: Objects, commit: string, prefix: string): boolean => {
  let id = objects.commit(commit)?.tree
  for (const name of prefix === '' ? [] : prefix.split('/')) {
    const entry = id === undefined ? undefined : objects.tree(id)?.get(name)
    id = entry?.isFolder === true ? entry.id : undefined
  }
  return id !== undefined
}

const maxAuthor = 100, maxSubject = 300

const changeOf = ({ id, committedAt, author, subject }: Commit): Change =>
  ({ commit: id, at: new Date(committedAt * 1000).toISOString().replace('.000Z', 'Z'), author: shown(author, maxAuthor), subject: shown(subject, maxSubject) })

/** A text of a stranger on one line: no secrets, no control characters, no end. */
const shown = (text: string, limit: number): string => {
  const clean = redactText(text.slice(0, limit * 4).replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ')).trim(), characters = [...clean]
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : clean
}
