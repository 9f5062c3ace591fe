// What git says of a project, as its book takes it: where sources can be looked at, and what changed last.
import { CannotRun, readRepository } from '#disk'
import type { BookOptions } from '#docs'
import { filesOfDag, type Model } from '#model'
import type { CommandOption, OptionValues } from './command.ts'
import type { Project } from './project.ts'
import { sourceAddresses } from './source-hosts.ts'
import type { Terminal } from './terminal.ts'

/** `--source-url`. */
export const sourceUrlOption: CommandOption = { flags: '--source-url <address>', description: 'where sources can be looked at, with {path} and {line}; guessed from the git remote otherwise' }

/** The address of a source line that the user wants: the command line first, then the settings; undefined where neither has one. */
export const wantedSourceUrl = ({ settings }: Project, { sourceUrl }: OptionValues): string | undefined => {
  if (sourceUrl === undefined) return settings.site?.sourceUrl
  if (typeof sourceUrl !== 'string' || !/^https?:\/\/\S*\{path\}/i.test(sourceUrl)) {
    throw new CannotRun(`\`${String(sourceUrl)}\` is no address of source files.`, 'Give it like this: `--source-url "https://git.example.com/shop/blob/main/{path}#L{line}"`.')
  }
  return sourceUrl
}

/** What git adds to a book; links lead to `wanted` where that is given, else to where the repository was cloned from. */
export const fromGit = ({ sources }: Project, model: Model, wanted: string | undefined, terminal: Terminal): Pick<BookOptions, 'sourceUrl' | 'history'> => {
  const began = performance.now()
  const repository = readRepository(sources.root, [...new Set(model.dags.flatMap(filesOfDag))])
  if (repository === undefined) return wanted === undefined ? {} : { sourceUrl: wanted.replaceAll('{commit}', 'HEAD') }
  const { commit, branch, remote, prefix, changes, isCut } = repository
  terminal.detail(`The project is at commit ${commit.slice(0, 10)}${branch === undefined ? '' : ` of ${branch}`}; its history was read in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
  if (isCut) terminal.say('The clone has only a part of the history: what changed before is not in the book. A clone without --depth has all of it (fetch-depth: 0 in CI).')
  const guess = remote === undefined ? undefined : sourceAddresses(remote, commit, prefix)
  const sourceUrl = wanted?.replaceAll('{commit}', commit) ?? guess?.file
  return {
    ...(sourceUrl !== undefined && { sourceUrl }),
    // Commits are linked to only where files are: at another address there may be no such repository.
    history: { changes, ...(guess !== undefined && sourceUrl !== undefined && /^[/?]/.test(sourceUrl.slice(guess.repository.length)) && sourceUrl.startsWith(guess.repository) && { commitUrl: guess.commit }) },
  }
}
