// What a checkout is of: the commit and branch that HEAD names, and what the settings of the repository say of where it came from.
import { gitSettings, gitText, type GitPlace } from './git-place.ts'

/** What is checked out. */
export interface Head {
  readonly commit: string
  /** The branch; undefined where a commit is checked out by itself. */
  readonly branch?: string
}

const idPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const maxSteps = 5

/** What is checked out; undefined where nothing is, or in a way that is not known (such as reftable). */
export const headOf = (place: GitPlace): Head | undefined => {
  let text = gitText(place.own, 'HEAD')?.trim(), branch: string | undefined
  for (let step = 0; step < maxSteps && text !== undefined; step++) {
    if (idPattern.test(text)) return { commit: text, ...(branch !== undefined && { branch }) }
    const name = /^ref: (refs\/[^\0\\]+)$/.exec(text)?.[1]
    if (name === undefined || name.split('/').some((part) => part === '' || part === '.' || part === '..')) return undefined
    branch ??= /^refs\/heads\/(.+)$/.exec(name)?.[1]
    text = gitText(place.own, name)?.trim() ?? gitText(place.shared, name)?.trim() ?? packedRef(place, name)
  }
  return undefined
}

const packedRef = (place: GitPlace, name: string): string | undefined =>
  gitText(place.shared, 'packed-refs')?.split('\n').find((line) => line.endsWith(` ${name}`))?.split(' ', 1)[0]

/** The commits behind which a clone has no history, because it was made with a `--depth`. */
export const shallowCommits = (place: GitPlace): ReadonlySet<string> =>
  new Set((gitText(place.shared, 'shallow') ?? '').split('\n').filter((line) => idPattern.test(line)))

/** The address of the remote that a branch follows, else of `origin`, else of the only one. It may hold a password. */
export const remoteOf = (place: GitPlace, branch: string | undefined): string | undefined => {
  const settings = gitSettings(gitText(place.shared, 'config') ?? '')
  const last = (key: string): string | undefined => settings.findLast((each) => each.key === key)?.value
  const urls = settings.filter(({ key }) => /^remote\..+\.url$/s.test(key))
  const followed = branch === undefined ? undefined : last(`branch.${branch}.remote`)
  return (followed === undefined ? undefined : last(`remote.${followed}.url`)) ?? last('remote.origin.url') ?? (new Set(urls.map(({ key }) => key)).size === 1 ? urls.at(-1)!.value : undefined)
}
